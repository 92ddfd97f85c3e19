"""Spider arguments: what is taken, and what is said of the rest."""

from __future__ import annotations

import pytest

from wmcscraper.discovery.arguments import ArgumentError, Arguments
from wmcscraper.discovery.frontier import Refresh


def parse(**given: str) -> Arguments:
    return Arguments.parse(given, url_name="url", default_url=None)


def test_all_arguments():
    assert parse(url="example.org", since="2025-01-31", max_pages="7", refresh="all") == Arguments(
        "https://example.org/", "2025-01-31", 7, Refresh.ALL
    )
    assert Arguments.parse({}, url_name="url", default_url="http://a.example/x").start_url == (
        "http://a.example/x"
    )


def test_a_time_budget_and_the_number_that_scrapyd_gives_each_run():
    assert parse(url="example.org", time_budget="1h30m", _job="7f3a").time_budget == 5400
    with pytest.raises(ArgumentError, match="1h30m"):
        parse(url="example.org", time_budget="soon")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "-a url=https://"),
        ({"url": "ftp://example.org/"}, "no http"),
        ({"url": "http://example.org:99999/"}, "no http"),
        ({"url": "http://[::1/"}, "no http"),
        ({"url": "example.org", "site": "x"}, "unknown argument -a site="),
        ({"url": "example.org", "since": "31.01.2025"}, "2025-01-31"),
        ({"url": "example.org", "max_pages": "0"}, "1 or more"),
        ({"url": "example.org", "max_pages": "many"}, "1 or more"),
        ({"url": "example.org", "refresh": "some"}, "all|recent|none"),
    ],
)
def test_a_wrong_argument_says_what_to_give(given, said):
    with pytest.raises(ArgumentError, match=said.replace("|", r"\|")):
        parse(**given)
