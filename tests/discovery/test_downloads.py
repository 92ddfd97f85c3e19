"""What a Retry-After asks for, which rules of a robots.txt count, which addresses lead nowhere."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response
from scrapy.settings import Settings

from wmcscraper.discovery.barren import Barren, BarrenMiddleware, shape_of
from wmcscraper.discovery.downloads import seconds_to_wait
from wmcscraper.discovery.robots import MAX_BYTES, MAX_RULES, RobotRules

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Sun, 01 Mar 2026 12:01:00 GMT", 60),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0),
        ("9" * 5000, float("inf")),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("²", None),
        ("Sun, 99 Mar 2026 11:00:00 GMT", None),
    ],
)
def test_retry_after(header, seconds):
    assert seconds_to_wait(header, NOW) == seconds


class TestRobots:
    def test_a_cut_rule_is_no_rule(self):
        body = b"User-agent: *\nDisallow: /private\n" + b"# x\n" * (MAX_BYTES // 4)
        body = body[: MAX_BYTES - 12] + b"\nDisallow: /nothing-left\n"
        rules = RobotRules(body, None)
        assert rules.allowed("http://a.example/", "bot")
        assert not rules.allowed("http://a.example/private/x", "bot")

    def test_rules_are_bounded_and_answers_kept(self):
        lines = "".join(f"Disallow: /{n}/\n" for n in range(MAX_RULES + 10))
        rules = RobotRules(f"User-agent: *\n{lines}".encode(), None)
        for _ in range(2):
            assert not rules.allowed("http://a.example/7/", "bot")
            assert rules.allowed(f"http://a.example/{MAX_RULES + 5}/", "bot")

    def test_repeated_rules_and_other_groups_stay(self):
        text = "User-agent: a\nDisallow: /x\nDisallow: /x\n\nUser-agent: b\nDisallow: /x\n"
        rules = RobotRules(text.encode(), None)
        assert not rules.allowed("http://a.example/x", "a")
        assert not rules.allowed("http://a.example/x", "b")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("/void/1", "/void/22", True),
        ("/x?7&session=7", "/x?8&session=9", True),
        ("/x?visit=0a1b2c3d4e", "/x?visit=ffffffffff", True),
        ("/news/gold-price", "/news/iron-price", False),
        ("/x?id=1", "/y?id=1", False),
    ],
)
def test_shapes(one, other, same):
    shapes = [shape_of(f"http://a.example{path}") for path in (one, other)]
    assert (shapes[0] is not None and shapes[0] == shapes[1]) is same


class TestBarren:
    @pytest.fixture
    def middleware(self):
        spider = SimpleNamespace(frontier=SimpleNamespace(asked=10))
        crawler: Any = SimpleNamespace(settings=Settings({"WMC_PATTERN_LIMIT": 3}), spider=spider)
        return BarrenMiddleware(crawler)

    def answer(self, middleware, path, status=200, body=b"same"):
        request = Request(f"http://a.example{path}")
        middleware.process_request(request)
        middleware.process_response(request, Response(request.url, status=status, body=body))

    def test_dead_and_copied_pages_of_one_shape_are_left(self, middleware):
        for number in range(4):
            self.answer(middleware, f"/v/{number}", status=404 if number % 2 else 200)
        with pytest.raises(Barren):
            self.answer(middleware, "/v/9")
        assert middleware.crawler.spider.frontier.asked == 9
        self.answer(middleware, "/w/1")

    def test_one_good_page_brings_them_back(self, middleware):
        for number in range(30):
            body = str(number).encode() if number % 3 == 0 else b""
            self.answer(middleware, f"/v/{number}", status=200 if body else 404, body=body)

    def test_a_good_answer_under_way_brings_them_back(self, middleware):
        for number in range(4):
            self.answer(middleware, f"/v/{number}")
        assert middleware.is_barren(Request("http://a.example/v/9"))
        late = Request("http://a.example/v/5")
        middleware.process_response(late, Response(late.url, body=b"a story"))
        assert not middleware.is_barren(Request("http://a.example/v/9"))

    def test_slugs_are_never_left(self, middleware):
        for name in ("a", "b", "c", "d", "e"):
            self.answer(middleware, f"/v/{name}", status=404)
