"""What kind of page this is: a story, a list of stories, an event's page, or none of these.

A story has a headline of its own, running text and a date of publication. Each rule below can
refuse that for one reason; a page that none refuses is an article.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from wmcscraper.fields.blocks import Segment
from wmcscraper.fields.body import Body
from wmcscraper.fields.date_sources import types_of
from wmcscraper.fields.dates import Dates
from wmcscraper.fields.lines import Place, is_teaser_headline, place, segments
from wmcscraper.fields.names import introduced
from wmcscraper.fields.title import Title
from wmcscraper.identity import fold
from wmcscraper.page import Page
from wmcscraper.text.calendar_words import words

__all__ = ["Verdict", "classify"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The kind of a page and, in words that can be counted, why."""

    kind: str
    """article, listing, event or other."""
    reason: str
    """'article', or what refused it: 'no title', 'no date', 'empty body', 'error page', 'login',
    'home page', 'listing', 'policy', 'static page', 'event page', 'offer'."""


_ERROR_TEXT = 1200  # characters of text: an error page has no more
_LEAST_TEXT = 60  # characters of running text in the shortest news item
_LEAST_WORDS = 8
_LEAST_TOLD = 4  # words of a text that are no part of a date
_BEGINNING = 2_000  # characters of it in which they are looked for
_LEAST_DATE = 0.3  # a date less likely than this is none
_WEAK_PAGE_DATE = 0.9  # what the metadata of any page, also a static one, may reach
_TEASER = 18  # characters of a linked headline
_SHORT_TEXT = 300  # characters: longer text below a teaser is a story's
_BOX_HEADING = 40  # characters of a heading of a box beside the story
_LONGEST_TEASER = 400  # characters
_LISTED = 0.5  # share of the text that stands in teasers
_LISTED_BY_PATH = 0.2  # the same where the address names a list
_LISTED_STORY = 0.85  # the same where the metadata call the page an article
_STATIC_WORDS = 12
_SITE_WORDS = 4
_EVENT_WORDS = 12
_EVENT_LABEL = 6  # words of 'Mine rescue workshop' and the like

_WORD = re.compile(r"[^\W\d_]{2,}")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ORDINAL = re.compile(
    r"^(?:the )?(?:\d{1,3}(?:st|nd|rd|th|\.|º|ª)?|[ivxlc]{1,7})[\s.]", re.IGNORECASE
)
_ELLIPSIS = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*(?:\S+(?:\s\S+){0,2}\s?[»›→>]*)?$")
_HOME = re.compile(r"^/?(?:index\.\w{3,5}|home/?|[a-z]{2}(?:[-_][a-zA-Z]{2})?/?)?$")
_ARTICLE_TYPES = ("article", "posting", "report", "review")
_OFFERS = frozenset({"jobposting", "product", "productgroup", "realestatelisting", "offer"})
_NEWS_TYPES = ("newsarticle", "blogposting", "liveblogposting", "reportagenewsarticle")


def classify(page: Page, title: Title, body: Body, dates: Dates) -> Verdict:
    """What ``page`` is, judged by its content and only then by its address."""
    lines = segments(page)
    where = place(page, title, body)
    story = _declared(page, dates)
    heading = fold(title.text).casefold().strip(" .!?…»›")
    if _is_error(page, heading, body, lines):
        return Verdict("other", "error page")
    if _matches("login", "titles", heading) and not story:
        return Verdict("other", "login")
    if _is_home(page):
        return Verdict("listing", "home page")
    if not title.text:
        return Verdict("other", "no title")
    share = _teaser_share(page, lines, where, body)
    if not story and len(body.text) < _SHORT_TEXT and _opens_with_teaser(page, lines, where):
        share = 1.0
    if _is_listing(page, heading, body, share, story=story) or (
        not story and title.origin == "above text" and _is_called_list(page)
    ):
        return Verdict("listing", "listing")
    for name, reason in (("policy", "policy"), ("page", "static page")):
        if story < 2 and _is_static(title.text, name, exactly=story > 0):
            return Verdict("other", reason)
    if not story and _is_event(page, title.text, lines, where, dates):
        return Verdict("event", "event page")
    if not story and _is_offer(page, heading):
        return Verdict("other", "offer")
    if not _has_text(body) or (not story and _is_of_a_box(body, lines, where)):
        return Verdict("other", "empty body")
    if not _has_date(dates, story):
        return Verdict("other", "no date")
    return Verdict("article", "article")


# ---- tables
_TABLES: dict[str, Any] = tomllib.loads(
    files("wmcscraper.fields").joinpath("data/kinds.toml").read_text(encoding="utf-8")
)
_PATTERNS = {
    (group, name): re.compile("|".join(f"(?:{p})" for p in _TABLES[group][name]))
    for group, name in (
        ("errors", "titles"),
        ("errors", "phrases"),
        ("login", "titles"),
        ("listings", "titles"),
        ("listings", "paths"),
        ("static", "policy"),
        ("static", "page"),
    )
}


def _matches(group: str, name: str, text: str) -> bool:
    """Whether ``text`` as a whole is one of the forms of a table."""
    return len(text) <= 200 and bool(_PATTERNS[group, name].fullmatch(text))


# ---- what the page says of itself
def _types(page: Page) -> set[str]:
    return {kind for node in page.jsonld for kind in types_of(node)}


def _declared(page: Page, dates: Dates) -> int:
    """How firmly metadata that stories carry say that this is one, with its date.

    2: a type that only news and blogs use; 1: one that content management systems also give to
    pages that they keep ('Article', og:type with a time); 0: nothing.
    """
    if not dates.date or dates.origin.startswith("modified"):
        return 0
    dated = [node for node in page.jsonld if node.get("datePublished")]
    kinds = {kind for node in dated for kind in types_of(node)}
    if any(kind.endswith(_NEWS_TYPES) for kind in kinds):
        return 2
    meta = page.meta.get("article:published_time") and any(
        value.lower() == "article" for value in page.meta.get("og:type", ())
    )
    return int(bool(meta) or any(kind.endswith(_ARTICLE_TYPES) for kind in kinds))


# ---- refusals
def _is_error(page: Page, heading: str, body: Body, lines: list[Segment]) -> bool:
    if len(body.text) > _ERROR_TEXT:
        return False
    titles = [heading]
    for element in page.tree.all("title"):
        shown = fold(element.text).casefold()
        titles += [shown, *re.split(r"\s[|–—-]\s", shown)]
        break
    if any(_matches("errors", "titles", text.strip(" .!?…»›")) for text in titles if text):
        return True
    phrases = _PATTERNS["errors", "phrases"]
    text = body.text or " ".join(line.text for line in lines[:40])
    return len(text) < _ERROR_TEXT / 2 and bool(phrases.search(fold(text).casefold()[:400]))


def _is_home(page: Page) -> bool:
    parts = urlsplit(page.url)
    return bool(_HOME.match(parts.path)) and not parts.query and not parts.fragment.startswith("!")


def _is_listing(page: Page, heading: str, body: Body, share: float, *, story: int) -> bool:
    """Whether the text consists of teasers (``share`` of it), or heading or address name a list."""
    if share >= (_LISTED_STORY if story > 1 else _LISTED):
        return True
    if story > 1:
        return False
    if _matches("listings", "titles", _label(heading)):
        return True
    if story:
        return False
    listed = _PATTERNS["listings", "paths"].search(urlsplit(page.url).path)
    return bool(listed) and (share > _LISTED_BY_PATH or not _has_text(body))


def _is_called_list(page: Page) -> bool:
    """Whether both <title> and address name a list, where nothing but a bold line is a headline."""
    shown = next((fold(element.text).casefold() for element in page.tree.all("title")), "")
    return bool(_PATTERNS["listings", "paths"].search(urlsplit(page.url).path)) and any(
        _matches("listings", "titles", part.strip(" .!?…»›"))
        for part in re.split(r"\s[|·•»–—:-]+\s", shown)
    )


def _label(heading: str) -> str:
    """A heading without a short last part that may be the site's name: 'Events - Example'."""
    parts = re.split(r"\s[|·•»–—-]\s", heading)
    if len(parts) > 1 and len(parts[-1].split()) <= _SITE_WORDS:
        return " - ".join(parts[:-1])
    return heading


def _teaser_share(page: Page, lines: list[Segment], where: Place, body: Body) -> float:
    """How much of the body, 0..1, are the first words of other stories."""
    if where.first < 0:
        return 0.0
    total = teasers = count = 0
    keys = {(block.element, block.text) for block in body.blocks}
    after_link = False
    for i in range(max(where.title_end + 1, where.first - 3, 0), where.last + 1):
        line = lines[i]
        if is_teaser_headline(page, line):
            after_link = True
            if (line.node.element, line.text) in keys:
                total += len(line.text)
                teasers += len(line.text)
            continue
        if (line.node.element, line.text) not in keys:
            continue
        total += len(line.text)
        opening = line.links and line.linked >= _TEASER and line.linked * 4 >= len(line.text)
        cut = bool(_ELLIPSIS.search(line.text))
        if (cut and (after_link or opening or line.links)) or (
            len(line.text) <= _LONGEST_TEASER
            and (after_link or (opening and _YEAR.search(line.text[:60])))
        ):
            teasers += len(line.text)
            count += 1 + cut
        if len(line.text) > 40:
            after_link = False
    # One link above the only paragraph is a menu's, unless the words below are cut short.
    return teasers / total if total and count > 1 else 0.0


def _opens_with_teaser(page: Page, lines: list[Segment], where: Place) -> bool:
    """Whether a dated, linked headline is the first thing below the heading."""
    if where.title < 0:
        return False
    for i in range(where.title_end + 1, min(where.title_end + 4, len(lines))):
        if is_teaser_headline(page, lines[i]):
            around = lines[max(where.title_end + 1, i - 1) : i + 2]
            return any(_YEAR.search(line.text) and len(line.text) < 120 for line in around)
    return False


def _is_static(title: str, name: str, *, exactly: bool) -> bool:
    """Whether a heading is 'Statutes of the Committee' and the like: no sentence, but a label."""
    words = title.split()
    if len(words) > _STATIC_WORDS:
        return False
    text = fold(title).casefold().strip(" .!?:")
    if _matches("static", name, text):
        return True
    if exactly:
        return False
    match = _PATTERNS["static", name].match(text)
    if match is None or text[match.end() : match.end() + 1].isalnum():
        return False
    rest = title[match.end() :].split()
    plain = set(_TABLES["static"]["plain"])
    return bool(rest) and all(
        word.strip(",.:;()–—-|/&").casefold() in plain or not word[:1].islower() for word in rest
    )


def _is_event(page: Page, title: str, lines: list[Segment], where: Place, dates: Dates) -> bool:
    """Whether the page announces one event: its heading is the event's name, not a sentence."""
    types = _types(page)
    if any(kind.endswith("event") for kind in types) and not any(
        kind.endswith(_ARTICLE_TYPES) for kind in types
    ):
        return True
    parts = [word.strip(",.:;()–—-|/&'’\"") for word in title.split()]
    parts = [word for word in parts if word]
    nouns = set(_TABLES["events"]["nouns"])
    named = [i for i, word in enumerate(parts) if word.casefold() in nouns]
    if not named or len(parts) > _EVENT_WORDS:
        return False
    plain = set(_TABLES["static"]["plain"])
    lower = [
        word
        for word in parts
        if word[:1].islower() and word.casefold() not in plain and word.casefold() not in nouns
    ]
    ends = _ORDINAL.match(title) or _YEAR.search(title) or named[-1] == len(parts) - 1
    if not ends or (lower and len(parts) > _EVENT_LABEL):
        return False
    placed = _date_with_place(lines, where, dates)
    return placed or (not lower and _looks_announced(lines, where, dates))


def _date_with_place(lines: list[Segment], where: Place, dates: Dates) -> bool:
    """Whether the line of the date says where, as no line of a publication date does."""
    if not dates.raw:
        return False
    known = words(None)
    for line in lines[max(0, where.title_end + 1) : where.title_end + 8]:
        if dates.raw in line.text and len(line.text) < 120:
            rest = line.text.replace(dates.raw, " ")
            names = [
                w for w in re.findall(r"[^\W\d_]{3,}", rest) if w.casefold() not in known.weekdays
            ]
            return bool(names) and names[0][:1].isupper() and not introduced(rest)
    return False


def _looks_announced(lines: list[Segment], where: Place, dates: Dates) -> bool:
    """Whether labels of an event stand on the page, or no date of publication."""
    if not dates.date or dates.score < _LEAST_DATE or dates.origin.startswith("modified"):
        return True
    labels = set(_TABLES["events"]["labels"])
    high = max(where.last, where.title_end) + 3
    found = {
        label
        for line in lines[max(0, where.title) : high]
        if len(line.text) < 120 and (label := line.text.casefold().split(":")[0].strip()) in labels
    }
    return len(found) >= 2


def _is_offer(page: Page, heading: str) -> bool:
    """Whether structured data call what the heading names a job, a product or a property."""
    for node in page.jsonld:
        if types_of(node).isdisjoint(_OFFERS):
            continue
        names = [node.get(key) for key in ("title", "name") if isinstance(node.get(key), str)]
        if any(fold(name).casefold().strip(" .!?…»›") == heading for name in names):
            return True
    return False


def _has_text(body: Body) -> bool:
    text = body.text
    if len(text) < _LEAST_TEXT:
        # Scripts without spaces say more in fewer characters.
        return len(text) >= _LEAST_TEXT // 3 and sum(ord(c) > 0x2E7F for c in text) > len(text) / 2
    if sum(ord(c) > 0x2E7F for c in text) > len(text) / 2:
        return True
    return len(text.split(None, _LEAST_WORDS)) >= _LEAST_WORDS and _tells_more_than_days(text)


def _tells_more_than_days(text: str) -> bool:
    """Whether a text has some words that are no part of a date: a calendar is no story."""
    known = words(None)
    told = (
        word
        for word in _WORD.findall(text[:_BEGINNING])
        if known.month(word) is None and word.casefold() not in known.weekdays
    )
    return next(islice(told, _LEAST_TOLD - 1, None), None) is not None


def _is_of_a_box(body: Body, lines: list[Segment], where: Place) -> bool:
    """Whether the only text stands below the heading of a box, not below the page's own."""
    if len(body.text) >= _SHORT_TEXT or not 0 <= where.title_end < where.first:
        return False
    return any(
        line.node.kind == "heading" and len(line.text) <= _BOX_HEADING
        for line in lines[where.title_end + 1 : where.first + 1]
    )


def _has_date(dates: Dates, story: int) -> bool:
    """Whether a day of publication is known, not only that of a change (but for a clock)."""
    if not dates.date:
        return False
    if dates.origin.startswith("modified"):
        # 'Stand: 24.01.2025 11:05 Uhr' below a headline: what is kept, not published, has no hour.
        shown = dates.origin == "modified:text" and dates.precision == "minute"
        return shown and dates.score >= _LEAST_DATE
    if dates.precision in {"month", "year"}:
        return False
    if dates.origin.startswith("webpage") and not story:
        return dates.score > _WEAK_PAGE_DATE  # something else must state the day as well
    return bool(story) or dates.score >= _LEAST_DATE
