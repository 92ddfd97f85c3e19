"""The collector is paused while a page is read, and always started again."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from wmcscraper import extraction
from wmcscraper.collector import collector_paused
from wmcscraper.extraction import extract, extract_article
from wmcscraper.page import Page

URL = "https://news.example/2026/01/05/shaft-reopens"


@pytest.fixture(autouse=True)
def _enabled() -> Iterator[None]:
    gc.enable()
    yield
    gc.enable()


def test_it_is_paused_inside_and_runs_again_after() -> None:
    with collector_paused():
        assert not gc.isenabled()
        with collector_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_runs_again_after_an_error() -> None:
    with pytest.raises(KeyError), collector_paused():
        raise KeyError("x")
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    with collector_paused():
        pass
    assert not gc.isenabled()


@pytest.mark.parametrize(
    "read", [lambda html: extract_article(html, URL), lambda html: extract(Page(html, URL))]
)
def test_a_page_is_read_without_it(read: object, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    own = extraction.title.extract

    def watched(page: Page) -> object:
        seen.append(gc.isenabled())
        return own(page)

    monkeypatch.setattr(extraction.title, "extract", watched)
    assert callable(read)
    read("<h1>Shaft reopens</h1><p>The shaft at Arden reopens.</p>")
    assert seen == [False]
    assert gc.isenabled()
