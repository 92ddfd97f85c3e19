"""What a page says about its story: language, section, tags, summary."""

from __future__ import annotations

import pytest

from wmcscraper.fields import language, section, summary, tags
from wmcscraper.page import Page

ENGLISH = (
    "The mill has run on the power of the river since Monday, and the old engines stand still for "
    "the first time in forty years. The company expects to save a good part of its fuel bill."
)
GERMAN = (
    "Die Mühle läuft seit Montag mit der Kraft des Flusses, und die alten Motoren stehen zum "
    "ersten Mal still. Das Unternehmen will damit einen guten Teil der Kosten für Öl sparen."
)
POLISH = (
    "Młyn od poniedziałku pracuje na prąd z rzeki, a stare silniki stoją po raz pierwszy od lat. "
    "Firma chce w ten sposób zaoszczędzić na paliwie, które jest coraz droższe niż przed rokiem."
)
RUSSIAN = "Мельница с понедельника работает на энергии реки, а старые двигатели стоят впервые."
UKRAINIAN = (
    "Млин працює на енергії річки з понеділка, а старі двигуни стоять уперше за її історію, є."
)


def page(html: str) -> Page:
    return Page(html, "https://example.org/tin")


@pytest.mark.parametrize(
    ("html", "text", "expected"),
    [
        ("<html lang='en-GB'>", ENGLISH, "en"),
        ("<html lang='en'>", GERMAN, "de"),
        ("<html>", POLISH, "pl"),
        ("<html lang='en'>", RUSSIAN, "ru"),
        ("<html lang='uk'>", RUSSIAN, "uk"),
        ("<html>", UKRAINIAN, "uk"),
        ("<html>", "鉱山の町に新しい駅ができた。", "ja"),
        ("<html>", "矿业公司发布了新的铜矿。", "zh"),
        ("<html>", "구리 생산량이 증가했다.", "ko"),
        ("<html lang='nb-NO'>", "Kort.", "no"),
        ("<html lang='x-klingon'>", "Short.", None),
        ("<meta property=og:locale content=es_ES>", "Breve.", "es"),
        ("<html>", "", None),
    ],
)
def test_language(html, text, expected):
    assert language.extract(page(html), text) == expected


def ld(json: str) -> str:
    return f'<script type="application/ld+json">{json}</script>'


CRUMBS = (
    '{"@type": "BreadcrumbList", "itemListElement": [{"name": "Home"}, '
    '{"item": {"name": "Tin"}}, {"name": "Tin returns"}]}'
)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<meta property=article:section content=Mining>", "Mining"),
        (ld('{"@type": "NewsArticle", "articleSection": ["Markets", "Tin"]}'), "Markets"),
        ("<div itemscope itemtype=x/NewsArticle><i itemprop=articleSection>Tin</i></div>", "Tin"),
        (ld(CRUMBS), "Tin"),
        ("<meta property=article:section content=Home>", None),
        ("", None),
    ],
)
def test_section(html, expected):
    assert section.extract(page(html)) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<meta property=article:tag content=Tin><meta property=article:tag content=tin>", ["Tin"]),
        ("<meta name=keywords content='tin, Copper ; #zinc'>", ["tin", "Copper", "zinc"]),
        (ld('{"@type": "Article", "keywords": ["tin", {"name": "zinc"}]}'), ["tin", "zinc"]),
        ("<a rel=tag href=/t>Tin <b>mines</b></a>", ["Tin mines"]),
        ("", []),
    ],
)
def test_tags(html, expected):
    assert tags.extract(page(html)) == expected


TOLD = "The mill has run on the power of the river since Monday."


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<meta name=description content='{TOLD}'>", TOLD),
        (ld(f'{{"@type": "NewsArticle", "description": "{TOLD}"}}'), TOLD),
        (ld(f'{{"@type": "Organization", "description": "{TOLD}"}}'), None),
        ("<meta name=description content=News>", None),
        ("", None),
    ],
)
def test_summary(html, expected):
    assert summary.extract(page(html)) == expected
