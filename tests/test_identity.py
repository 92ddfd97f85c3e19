"""URLs and texts that are the same, and those that only look so."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wmcscraper.identity import canonical_url, fingerprint, site_of, url_key

BASE = "https://ore-news.example"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"{BASE}/story?utm_source=rss&utm_medium=x", f"{BASE}/story"),
        (f"{BASE}/story?id=7&fbclid=abc&lang=en", f"{BASE}/story?id=7&lang=en"),
        (f"{BASE}/story?b=2&a=1", f"{BASE}/story?b=2&a=1"),
        (f"{BASE}/story?share=twitter", f"{BASE}/story"),
        (f"{BASE}/story?share=42", f"{BASE}/story?share=42"),
        (f"{BASE}/story?a=1&amp;utm_campaign=x", f"{BASE}/story?a=1"),
        ("HTTPS://WWW.Ore-News.Example:443/A#top", "https://www.ore-news.example/A"),
        ("http://ore-news.example:8080/a", "http://ore-news.example:8080/a"),
        (f"{BASE}/news/index.html", f"{BASE}/news/"),
        (f"{BASE}/index.php?p=3", f"{BASE}/index.php?p=3"),
        (f"{BASE}/a/../b/./c", f"{BASE}/b/c"),
        (f"{BASE}/%7euser/%c3%a9t%c3%a9", f"{BASE}/~user/%C3%A9t%C3%A9"),
        (f"{BASE}/été", f"{BASE}/%C3%A9t%C3%A9"),
        (f"{BASE}/s;jsessionid=0A1B?x=1", f"{BASE}/s?x=1"),
        (f"{BASE}/s?x=1&sid=9f86d081884c7d659a2feaa0c55ad015", f"{BASE}/s?x=1"),
        (f"{BASE}/article.php?sid=712", f"{BASE}/article.php?sid=712"),
        (BASE, f"{BASE}/"),
        ("https://user:pw@ore-news.example/a", f"{BASE}/a"),
        ("https://rudá.example/a", "https://xn--rud-gla.example/a"),
        ("mailto:desk@ore-news.example", "mailto:desk@ore-news.example"),
        ("http://[broken/", "http://[broken/"),
        ("", ""),
    ],
)
def test_canonical_url(url, expected):
    assert canonical_url(url) == expected
    assert canonical_url(expected) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (f"{BASE}/story", "http://www.ore-news.example/story/", True),
        (f"{BASE}/story", f"{BASE}:443/story?utm_source=x#c", True),
        (f"{BASE}/news/", f"{BASE}/news/index.php", True),
        (f"{BASE}/?p=3", f"{BASE}/index.php?p=3", True),
        (f"{BASE}/s?a=1&b=2", f"{BASE}/s?b=2&a=1", True),
        (f"{BASE}/s?a=1", f"{BASE}/s?a=2", False),
        (f"{BASE}/story", f"{BASE}/Story", False),
        (f"{BASE}/story", "https://other.example/story", False),
        (f"{BASE}/story", f"{BASE}:8443/story", False),
    ],
)
def test_url_key_is_one_for_all_forms_of_a_url(one, other, same):
    assert (url_key(one) == url_key(other)) is same


@pytest.mark.parametrize(
    ("declared", "title", "believed"),
    [
        ("/copper-plant-opens-north", None, True),
        ("//www.ore-news.example/news/copper-plant-opens-north/", None, True),
        ("/", None, False),
        ("/en/", None, False),
        ("/news/", None, False),
        ("https://elsewhere.example/news/copper-plant-opens-north", None, False),
        ("/zinc-smelter-closes-doors", None, False),
        ("/zinc-smelter-closes-doors", "Zinc smelter closes its doors", True),
        ("javascript:void(0)", None, False),
        ("http://[broken", None, False),
    ],
)
def test_rel_canonical_is_believed_only_where_plausible(declared, title, believed):
    url = f"{BASE}/news/copper-plant-opens-north"
    found = canonical_url(url, rel_canonical=declared, title=title)
    assert (found != url) is believed


@pytest.mark.parametrize(
    ("url", "declared", "expected"),
    [
        ("/?p=123", "/copper-plant-opens", "/copper-plant-opens"),
        ("/node/17", "/news/copper-plant-opens", "/news/copper-plant-opens"),
        ("/copper-plant-opens/amp", "/copper-plant-opens", "/copper-plant-opens"),
        ("/copper-plant-opens/2", "/copper-plant-opens", "/copper-plant-opens"),
        ("/copper-plant-opens?print=1", "/copper-plant-opens", "/copper-plant-opens"),
        ("/copper-plant-opens?x=1", "/copper-plant-opens", "/copper-plant-opens"),
        ("/news.php?id=4", "/news.php", "/news.php?id=4"),
        ("/article?story=9", "/article", "/article?story=9"),
        ("/2025/01/copper-plant-opens", "/2025/01/", "/2025/01/copper-plant-opens"),
    ],
)
def test_rel_canonical_may_drop_views_but_not_what_chooses_the_document(url, declared, expected):
    assert canonical_url(BASE + url, rel_canonical=declared) == BASE + expected


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_urls_never_raise_and_settle_at_once(text, declared):
    for url in (text, f"https://{text}", f"{BASE}/{text}"):
        found = canonical_url(url, rel_canonical=declared)
        assert canonical_url(found) == found
        assert url_key(found) == url_key(canonical_url(found))
        site_of(url)


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.ore-news.example:443/a", "ore-news.example"),
        ("http://ore-news.example:8080/", "ore-news.example:8080"),
        ("http://ore-news.example:99999/", "ore-news.example"),
        ("http://[broken/", ""),
    ],
)
def test_site_of(url, site):
    assert site_of(url) == site


def test_fingerprint_folds_what_does_not_count():
    same = fingerprint("It’s “open”", "One\n\ntwo – three…")
    assert fingerprint('It\'s "open"', " One two - three...") == same
    assert fingerprint('It\'s "open"', "One two - four...") != same
    assert fingerprint("Other", "One two - three...") != same
    assert len(same) == 32
    assert fingerprint(None, None) == fingerprint("", "")


@pytest.mark.parametrize("url", ["\u202ehttp://[x/", "//[::1]a", "http://]y/", "x://:abc"])
def test_addresses_that_cannot_be_are_no_error(url):
    assert isinstance(canonical_url(url, rel_canonical=url[::-1], title=url), str)
