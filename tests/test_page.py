"""A document decoded and parsed once: encodings, control characters, structured data, base."""

from __future__ import annotations

import pytest

from wmcscraper.page import Page

POLISH = "Zażółć gęślą jaźń: węgiel, sól i żelazo. Kopalnia „Bogdanka” – Łódź."
GERMAN = "Der Größenwahn, naïve Façade – „Zitat“ über Öl und Süßwasser."
RUSSIAN = "Добыча меди выросла на пять процентов, сообщила компания."
JAPANESE = "日本の鉱山会社は新しい駅を発表した。列車は朝に着く。"
CHINESE = "中国的矿业公司在上海发布了新的铜矿，这是一个大的消息。"


def page(html: str | bytes, content_type: str | None = None) -> Page:
    return Page(html, "https://example.org/a/b", content_type=content_type)


def text_of(html: str | bytes, content_type: str | None = None) -> str:
    return "".join(page(html, content_type).root.itertext()).strip()


@pytest.mark.parametrize(
    ("text", "encoding", "header", "meta"),
    [
        (POLISH, "cp1250", "text/html; charset=windows-1250", ""),
        (POLISH, "cp1250", None, "windows-1250"),
        (POLISH, "cp1250", "text/html; charset=utf-8", ""),
        (POLISH, "cp1250", "text/html; charset=iso-8859-1", ""),
        (POLISH, "cp1250", None, "utf-8"),
        (POLISH, "cp1250", None, ""),
        (POLISH, "utf-8", "text/html; charset=iso-8859-1", ""),
        (POLISH, "utf-8", "text/html; charset=windows-1250", "iso-8859-2"),
        (POLISH, "utf-8-sig", "text/html; charset=iso-8859-1", ""),
        (POLISH, "utf-16", None, ""),
        (GERMAN, "cp1252", "text/html; charset=iso-8859-1", ""),
        (GERMAN, "cp1252", "text/html; charset=utf-8", ""),
        (GERMAN, "cp1252", None, ""),
        (RUSSIAN, "cp1251", None, ""),
        (RUSSIAN, "koi8-r", "text/html; charset=koi8-r", ""),
        (JAPANESE, "shift_jis", None, ""),
        (JAPANESE, "euc_jp", "text/html; charset=euc-jp", ""),
        (CHINESE, "gb18030", None, "gb2312"),
    ],
)
def test_decodes_by_what_the_bytes_are(text, encoding, header, meta):
    declared = f'<meta charset="{meta}">' if meta else ""
    html = f"<html><head>{declared}</head><body><p>{text}</p></body></html>"
    assert text_of(html.encode(encoding), header) == text


def test_nonsense_as_charset_is_not_believed():
    html = f"<p>{POLISH}</p>".encode()
    assert text_of(html, "text/html; charset=no-such-thing") == POLISH


def test_one_broken_byte_leaves_the_rest_readable():
    raw = f"<p>{POLISH * 3}".encode() + b"\xff</p>"
    assert text_of(raw, "text/html; charset=utf-8").startswith(POLISH * 3)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a\x00b\x01c\x1fd\x7fe</p>", "abcde"),
        ("<p>a&#1;b&#0;c&#x0;d&#x1F;e&#X0b;f&#8g</p>", "abcdefg"),
        ("<p>a&#10;b&#9;c&#32;d</p>", "a\nb\tc d"),
        ("<p>5&#150;6 &#128;</p>", "5–6 €"),
        ("<p>&#12345; &#x41; &#99;</p>", "〹 A c"),
        ("<p>lone \ud800 surrogate \ufffe</p>", "lone  surrogate"),
    ],
)
def test_control_characters_are_removed_and_nothing_else(html, text):
    assert text_of(html) == text


@pytest.mark.parametrize("html", ["", "   ", b"", b"\x00", "<!-- only a comment -->", "<p"])
def test_an_empty_document_is_a_page(html):
    found = page(html)
    assert found.meta == {}
    assert found.jsonld == []
    assert found.layout[1] == []


@pytest.mark.parametrize(
    ("base", "url"),
    [
        ('<base href="/x/">', "https://example.org/x/"),
        ('<base href="//cdn.example.com/y/">', "https://cdn.example.com/y/"),
        ('<base target="_blank"><base href="z/">', "https://example.org/a/z/"),
        ('<base href="javascript:alert(1)">', "https://example.org/a/b"),
        ('<base href="file:///etc/">', "https://example.org/a/b"),
        ('<base href="http://[broken/">', "https://example.org/a/b"),
        ("", "https://example.org/a/b"),
    ],
)
def test_base_url(base, url):
    assert page(f"<html><head>{base}</head><body></body></html>").base_url == url


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Tin"}',
        '[{"@type": "NewsArticle", "headline": "Tin",},]',
        '{"@graph": [{"@type": "NewsArticle", "headline": "Tin"}]}',
        '<!-- {"@type": "NewsArticle", "headline": "Tin"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "Tin"}\n//]]>',
        '/* data */ {"@type": "NewsArticle", /* of the story */ "headline": "Tin"};',
        '{"@type": "NewsArticle", // the kind\n"headline": "Tin"}',
        "{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;headline&quot;: &quot;Tin&quot;}",
        '{"@type": "NewsArticle", "headline": "Tin"} {"@type": "Other"}',
        '{"@type": "NewsArticle", "headline": "Tin", "url": "https://example.org//a", }',
        '{"@type": "NewsArticle", "headline": "Tin", "text": "line\nline /* kept */ "}',
    ],
)
def test_jsonld_is_read_in_spite_of_its_makers(script):
    found = page(f'<script type="application/ld+json">{script}</script>').jsonld
    assert found[0]["@type"] == "NewsArticle"
    assert found[0]["headline"] == "Tin"


def test_strings_in_jsonld_are_left_alone_by_repairs():
    script = '{"@type": "Article", "url": "https://example.org//a", "t": "a /* b */ , ] c",}'
    found = page(f'<script type="application/ld+json">{script}</script>').jsonld[0]
    assert (found["url"], found["t"]) == ("https://example.org//a", "a /* b */ , ] c")


@pytest.mark.parametrize("script", ["", "{", "[" * 100_000, "null", "7", '"text"', "{]}"])
def test_hopeless_jsonld_is_left_out(script):
    assert page(f'<script type="application/ld+json">{script}</script>').jsonld == []


def test_microdata_items_hold_their_own_properties():
    found = page(
        '<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">Tin'
        '</h1><time itemprop="datePublished" datetime="2025-01-24">24 Jan</time>'
        '<span itemprop="author" itemscope itemtype="https://schema.org/Person">'
        '<b itemprop="name">Jo <i>Quill</i></b></span><meta itemprop="keywords" content="a, b">'
        '<a itemprop="url sameAs" href="/tin">more</a></div>'
    ).microdata
    person = {"@type": "Person", "name": ["Jo Quill"]}
    assert found == [
        {
            "@type": "NewsArticle",
            "headline": ["Tin"],
            "datePublished": ["2025-01-24"],
            "author": [person],
            "keywords": ["a, b"],
            "url": ["/tin"],
            "sameAs": ["/tin"],
        },
        person,
    ]


def test_meta_keeps_all_values_by_name_in_lower_case():
    found = page(
        '<meta property="article:TAG" content="tin"><meta name="article:tag" content="zinc">'
        '<meta name="empty" content=" ">'
    ).meta
    assert found == {"article:tag": ["tin", "zinc"]}


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 50_000 + "<p>in</p>" + "</div>" * 50_000 + "<p>after</p>",
        "<span>" * 5_000 + "<p>in</p>" + "</span>" * 5_000 + "<p>after</p>",
        "<ul><li>" * 4_000 + "<p>in</p>" + "</li></ul>" * 4_000 + "<p>after</p>",
        "<table><tr><td>" * 3_000 + "<p>in</p>" + "</td></tr></table>" * 3_000 + "<p>after</p>",
    ],
)
def test_no_text_is_lost_in_deep_trees(html):
    assert [p.text.strip() for p in page(html).root.iter("p")] == ["in", "after"]


def test_what_follows_an_early_end_of_the_document_is_read():
    page = Page(
        "<html><body><h1>Mill of Arden</h1></body></html><p>It has run for a year.</p></html>",
        "https://a.example/",
    )
    assert "".join(page.root.itertext()) == "Mill of ArdenIt has run for a year."


def test_a_tag_keeps_a_thousand_attributes():
    names = " ".join(f"a{number}='>'" for number in range(20_000))
    filler = "<p class='x'>Hello</p>" * 2
    html = f"<body>{filler}<!-- <i {names} --><div {names}><p>Inside</p></div><script>{names}"
    page = Page(html, "https://a.example/")
    (div,) = page.root.iter("div")
    assert 900 < len(div.items()) <= 1_001
    assert [p.text for p in page.root.iter("p")] == ["Hello", "Hello", "Inside"]


def test_code_that_looks_like_a_tag_is_left_alone():
    code = "if (a<b && c) { d = 'e' } " * 5_000
    data = '<script type="application/json">'
    page = Page(f"<script>{code}</script>{data}{code}</script><p>After</p>", "https://a.example/")
    assert [script.text for script in page.root.iter("script")] == [None, code]
    assert [p.text for p in page.root.iter("p")] == ["After"]


@pytest.mark.parametrize(
    "filler", [" " * 300_000, "\n" * 300_000, "/* " * 100_000, '"\\' * 100_000, ", " * 100_000]
)
def test_structured_data_of_any_noise_is_read_in_one_go(filler):
    """Each of these once took hours; a test that never ends is one that fails."""
    script = f'<script type="application/ld+json">{{{filler}"@type": "Event",}}</script>'
    assert isinstance(Page(script, "https://a.example/").jsonld, list)
    spaced = f'<script type="application/ld+json">{{"@type": "Event",{" " * 300_000}}} ; </script>'
    assert Page(spaced, "https://a.example/").jsonld == [{"@type": "Event"}]
