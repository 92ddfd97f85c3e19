"""When a story was published and when it was last changed, as the page itself says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from wmcscraper.fields.blocks import Segment
from wmcscraper.fields.body import Body
from wmcscraper.fields.boilerplate import Role
from wmcscraper.fields.date_sources import (
    Candidate,
    Reader,
    from_hints,
    from_jsonld,
    from_meta,
    from_url,
    tables,
)
from wmcscraper.fields.lines import Place, is_teaser_headline, place, segments
from wmcscraper.fields.locale import language_tag, site_order
from wmcscraper.fields.title import Title
from wmcscraper.page import Page
from wmcscraper.text.clean import clean
from wmcscraper.text.dates import DateMention, find_dates

__all__ = ["Candidate", "Dates", "candidates", "extract"]


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a story; None where the page states none."""

    date: str | None = None
    """ISO date of publication, cut to ``precision``; an offset only where the page gives one."""
    precision: str | None = None
    """minute, day, month or year."""
    raw: str | None = None
    """The date of publication as the page writes it."""
    modified: str | None = None
    """ISO date of the last change that the page claims."""
    origin: str = "none"
    """Where ``date`` was found; 'modified:…' where only the date of a change is known."""
    score: float = 0.0


# ---- weights of a date's place on the page: the chance that it is the story's own
_BELOW_TITLE = 0.86  # a date line right below the headline
_ABOVE_TITLE = 0.78
_IN_TITLE = 0.88  # '24th January 2025 Mill of Arden restarts'
_STEP_BELOW, _STEP_ABOVE = 0.03, 0.1  # lost with each line between
_FAR_BELOW, _FAR_ABOVE = 14, 5  # lines
_STATED = 0.08  # 'Published: …'
_NAMED = 0.04  # class="entry-date"
_AFTER_BODY = 0.45
_CROWD, _CROWDED = 2, 0.35  # more days than that around a headline are a list's: factor
_DATELINE = 0.42  # 'LIMA, 24 January 2025 (Wire) — …'
_BOILERPLATE = 0.45  # factor for a date in an <aside>, a form, a share bar
_WITHOUT_TITLE = 0.6  # factor where the headline is shown nowhere
_TIME_ALONE = 0.6  # the only <time datetime> of the page
_ITEMPROP = 0.9
_MONTH_ONLY = 0.5  # factor for 'June 2026' in a line
_MODIFIED_INSTEAD = 0.4  # factor where the page states only a change
_INSIDE_BODY = 0.35  # a bare date just below the first paragraph
_ELSEWHERE = 0.35  # the only 'Published: …' far from headline and text
_SAME_DAY = 5  # votes for an order: the page states the same day in full
_FARTHEST_ZONE = 14 * 3600  # seconds from UTC
_LEAST = 0.2  # a date less likely than this is none

_INSIDE_LINES = 4  # how far below the first paragraph a bare date may stand
_ABOVE_TEXT = 4  # lines above the first paragraph
_BARE = 40  # longest line that is a date and hardly more
_LINE = 110  # longest line that is a date line and not a sentence
_BESIDE_TITLE = 3  # lines below the headline where its own date line is
_BESIDE = 80  # characters that may stand beside the date on such a line
_SENTENCE = re.compile(r"[a-zà-ÿа-я]{2}[.!?]\s+[A-ZÀ-ÞА-Я]")
_DATELINE_END = re.compile(r"^[^.]{0,30}?(?:[–—-]{1,2}\s|/\s?[A-Z]|\)\s?[–—-])")
_PLAIN_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})[/-](\d{1,2})[/-]((?:19|20)\d\d)(?!\d)")
_SPLIT_NAME = re.compile(r"[^a-zA-Z]+|(?<=[a-z])(?=[A-Z])")
_MARKS = " ()[]|•·–—-:,.;/"
_SHOWING = ("datetime", "content", "data-datetime", "data-date", "data-timestamp", "title")


def extract(
    page: Page, title: Title, body: Body, *, hints: Mapping[str, str] | None = None
) -> Dates:
    """The dates of the story on ``page``.

    ``hints`` are dates that others give for this URL, keyed by where they stand: feed, rest,
    news_sitemap, listing (publication); sitemap, feed_modified (change).
    """
    found = candidates(page, title, body, hints=hints)
    published = [c for c in found if not c.modified]
    modified = [c for c in found if c.modified]
    best, score = _choose(published)
    last, last_score = _choose(modified)
    if best is None and last is not None:
        best = replace(last, origin=f"modified:{last.origin}")
        score = last_score * _MODIFIED_INSTEAD
    if best is None or score < _LEAST:
        return Dates(modified=last.date if last else None)
    return Dates(
        best.date,
        best.precision,
        _shown(best, found),
        last.date if last else None,
        best.origin,
        round(score, 3),
    )


def _shown(best: Candidate, found: list[Candidate]) -> str:
    """The words by which the page shows its reader the day, else those of the metadata."""
    for other in found:
        if other.origin in {"text", "time"} and other.day == best.day:
            return other.raw
    return best.raw


def candidates(
    page: Page, title: Title, body: Body, *, hints: Mapping[str, str] | None = None
) -> list[Candidate]:
    """Every date that may be the story's, likeliest first."""
    lines = segments(page)
    where = place(page, title, body)
    plain = Reader(language_tag(page), None)
    stated = [*from_jsonld(page, title, plain), *from_meta(page, plain), *from_url(page)]
    reader = Reader(plain.language, _order(page, lines, {c.day for c in stated}))
    found = [
        *from_jsonld(page, title, reader),
        *from_meta(page, reader),
        *_from_elements(page, lines, where, reader),
        *_from_lines(page, where, reader),
        *from_url(page),
        *from_hints(hints or {}, reader),
    ]
    found.sort(key=lambda c: -c.score)
    return found


# ---- choosing
def _choose(found: list[Candidate]) -> tuple[Candidate | None, float]:
    """The likeliest day, in its most telling form, and how sure it is."""
    days: dict[str, dict[str, Candidate]] = {}
    for candidate in found:
        kinds = days.setdefault(candidate.day, {})
        kind = candidate.origin.split(":")[0]
        if kind not in kinds or candidate.score > kinds[kind].score:
            kinds[kind] = candidate
    best: tuple[float, str] | None = None
    for day, kinds in days.items():
        doubt = 1.0
        for candidate in kinds.values():
            doubt *= 1 - candidate.score
        for other, near in days.items():
            if other != day and _supports(other, day, near, kinds):
                for candidate in near.values():
                    doubt *= 1 - candidate.score / 2
        score = 1 - doubt
        # A month alone never beats a day: it is what is left when no day is known.
        if best is None or (len(day), score) > (len(best[1]), best[0]):
            best = score, day
    if best is None:
        return None, 0.0
    chosen = [c for c in found if c.day == best[1]]
    top = max(c.score for c in chosen)
    exact = [c for c in chosen if c.precision == "minute" and c.score > top / 2]
    pick = max(exact or chosen, key=lambda c: (_zoned(c), c.score))
    return _local(pick, found), min(best[0], 0.99)


def _zoned(candidate: Candidate) -> bool:
    return len(candidate.date) > 19


def _local(pick: Candidate, found: list[Candidate]) -> Candidate:
    """``pick`` in the site's own time, where the page gives the same instant in it as well.

    Metadata in UTC often name the next or the last day: the day that the page shows is the story's.
    The same minute without a zone, whole quarters of an hour away, shows the site's offset.
    """
    if not pick.date.endswith("+00:00"):
        return pick
    instant = dt.datetime.fromisoformat(pick.date)
    for other in found:
        if other.precision != "minute" or other.day == pick.day or other.modified != pick.modified:
            continue
        moment = dt.datetime.fromisoformat(other.date)
        if moment.tzinfo is not None:
            if abs((moment - instant).total_seconds()) < 60:
                return replace(pick, date=other.date)
            continue
        away = round((moment - instant.replace(tzinfo=None, second=0)).total_seconds())
        if away % 900 == 0 and abs(away) <= _FARTHEST_ZONE:
            zone = dt.timezone(dt.timedelta(seconds=away))
            return replace(pick, date=instant.astimezone(zone).isoformat(timespec="seconds"))
    return pick


def _supports(
    other: str, day: str, near: dict[str, Candidate], kinds: dict[str, Candidate]
) -> bool:
    """Whether a date written otherwise means ``day`` too: its month, or a zone's next day."""
    if len(other) < len(day):
        return day.startswith(other)
    if len(day) < 10:
        return False
    offsets = any("+" in c.date[10:] or "-" in c.date[10:] for c in kinds.values())
    plain = all("+" not in c.date[10:] and "-" not in c.date[10:] for c in near.values())
    if offsets and plain:
        return abs((dt.date.fromisoformat(other) - dt.date.fromisoformat(day)).days) == 1
    return False


# ---- the visible page
def _order(page: Page, lines: list[Segment], stated: set[str]) -> str:
    """The day/month order: one date with a day above 12 settles it for the whole page.

    So does a date that equals, in one order only, a day that the page also states in full
    (``stated``).
    """
    votes = 0
    for line in lines:
        if len(line.text) <= 2 * _LINE:
            for match in _PLAIN_NUMERIC.finditer(line.text):
                one, two, year = int(match[1]), int(match[2]), match[3]
                votes += (12 < one <= 31 and two <= 12) - (12 < two <= 31 and one <= 12)
                if one != two:
                    votes += _SAME_DAY * (f"{year}-{two:02d}-{one:02d}" in stated)
                    votes -= _SAME_DAY * (f"{year}-{one:02d}-{two:02d}" in stated)
    if votes:
        return "DMY" if votes > 0 else "MDY"
    known = tables()["order"]
    order = site_order(page, known["MDY"], known["open"])
    if order is None and (language_tag(page) or "en").lower().startswith("en"):
        return "MDY"  # most English pages that say nothing of their region are American
    return order or "DMY"


def _from_lines(page: Page, where: Place, reader: Reader) -> Iterator[Candidate]:
    """Dates in short lines around the headline, and datelines of the first paragraph."""
    lines = segments(page)
    title, first = where.title, where.first
    factor = 1.0
    if title < 0:
        if first < 0:
            return
        title, factor = first, _WITHOUT_TITLE
    low = max(0, title - _FAR_ABOVE)
    high = min(len(lines), max(where.title_end, title) + _FAR_BELOW + 1)
    if first > title:
        high = min(high, first + _INSIDE_LINES + 1)
    near: list[Candidate] = []
    for i in range(low, high):
        line = lines[i]
        if not _has_digit(line.text) or _of_teaser(page, i, where):
            continue
        if where.title <= i <= where.title_end and where.title >= 0:
            near += _in_title(line, reader)
        elif i == first and len(line.text) > _LINE:
            near += _dateline(line, reader)
        elif 0 <= first < i:
            if len(line.text) <= _BARE:
                near += _in_line(line, _INSIDE_BODY * factor, reader)
        else:
            score = (
                _BELOW_TITLE - _STEP_BELOW * (i - where.title_end - 1)
                if i > title
                else _ABOVE_TITLE - _STEP_ABOVE * (title - i - 1)
            )
            beside = 0 < i - where.title_end <= _BESIDE_TITLE and where.title >= 0
            near += _in_line(line, score * factor, reader, beside=beside)
    # A heading that is no headline (the site's name) may stand far above the text and its date.
    for i in range(max(high, first - _ABOVE_TEXT), first):
        if _has_digit(lines[i].text) and not _of_teaser(page, i, where):
            near += _in_line(lines[i], _ABOVE_TITLE * _WITHOUT_TITLE, reader)
    crowded = len({c.day for c in near if not c.modified}) > _CROWD
    yield from (replace(c, score=c.score * _CROWDED) if crowded else c for c in near)
    after = range(max(high, where.last - 2), min(len(lines), where.last + 5))
    if where.last >= 0:
        for i in after:
            line = lines[i]
            if not _has_digit(line.text) or _of_teaser(page, i, where):
                continue
            if _stated(line.text) or len(line.text) <= _BARE:
                yield from _in_line(line, _AFTER_BODY, reader)
    elsewhere = [
        line
        for i, line in enumerate(lines)
        if not low <= i < high
        and i not in after
        and len(line.text) <= _LINE * 2
        and _has_digit(line.text)
        and _any("published", line.text.casefold())
    ]
    if len(elsewhere) == 1:
        yield from _in_line(elsewhere[0], _ELSEWHERE / _BOILERPLATE, reader)


def _has_digit(text: str) -> bool:
    return any(c.isdigit() for c in text)


def _of_teaser(page: Page, i: int, where: Place) -> bool:
    """Whether the line beside a date, or the date's own, is another story's linked headline.

    Right below the headline one link may follow the story's own date; teasers come in numbers.
    """
    lines = segments(page)

    def beside(i: int) -> bool:
        return any(
            is_teaser_headline(page, lines[j])
            for j in (i - 1, i, i + 1)
            if 0 <= j < len(lines) and not where.title <= j <= where.title_end
        )

    if not beside(i):
        return False
    if not 0 < i - where.title_end <= _BESIDE_TITLE or where.title < 0:
        return True
    below = range(i + 2, min(len(lines), i + _FAR_BELOW))
    return is_teaser_headline(page, lines[i]) or any(
        _has_digit(lines[j].text) and len(lines[j].text) <= _LINE and beside(j) for j in below
    )


def _in_title(line: Segment, reader: Reader) -> Iterator[Candidate]:
    """A date glued to the headline's front or end, on the same line."""
    for mention in reader.all(line.text):
        apart = not line.text[: mention.start].strip(_MARKS) or not line.text[mention.end :].strip(
            _MARKS
        )
        if apart and mention.end_date is None and mention.precision in {"day", "minute"}:
            yield _candidate(mention, "text", _IN_TITLE)


def _dateline(line: Segment, reader: Reader) -> Iterator[Candidate]:
    for mention in reader.all(line.text[:200])[:1]:
        if (
            mention.precision in {"day", "minute"}
            and mention.end_date is None
            and mention.start < 80
            and (
                not line.text[: mention.start].strip(_MARKS)
                or _DATELINE_END.match(line.text[mention.end : mention.end + 60])
            )
        ):
            yield _candidate(mention, "dateline", _DATELINE)


def _in_line(
    line: Segment, score: float, reader: Reader, *, beside: bool = False
) -> Iterator[Candidate]:
    """The dates of a line that is hardly more; ``beside`` the headline its role is moot."""
    text = line.text
    mentions = reader.all(text[: 3 * _LINE])
    single = [m for m in mentions if m.end_date is None and m.precision != "year"]
    rest = len(text) - sum(m.end - m.start for m in single)
    if not single or len(single) < len(mentions) or score <= 0:
        return
    stated = _stated(text)
    if rest > _BESIDE and (not stated or len(text) > 3 * _LINE):
        return
    if _SENTENCE.search(text) and not stated:
        return
    modified_line = _named(line, "modified") or None
    if _named(line, "foreign"):
        return
    if not beside and (line.node.role >= Role.SOFT or _in_boilerplate(line)):
        score *= _BOILERPLATE
    score += _NAMED if _named(line, "date") else 0.0
    end = 0
    for mention in single:
        before = text[end : mention.start].casefold()
        end = mention.end
        if _any("foreign", before):
            continue
        modified = _any("modified", before) or bool(modified_line and not _any("published", before))
        bonus = _STATED if _any("published", before) or modified else 0.0
        factor = _MONTH_ONLY if mention.precision == "month" else 1.0
        value = min(0.95, (score + bonus) * factor)
        if value > 0:
            yield _candidate(mention, "text", value, modified=modified)


def _in_boilerplate(line: Segment) -> bool:
    above = line.node.parent
    for _ in range(6):
        if above is None:
            return False
        if above.role in {Role.SOFT, Role.HARD}:
            return True
        above = above.parent
    return False


def _stated(text: str) -> bool:
    folded = text[:200].casefold()
    return _any("published", folded) or _any("modified", folded)


@cache
def _word_pattern(kind: str) -> re.Pattern[str]:
    listed = sorted(set(tables()["words"][kind]), key=len, reverse=True)
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(re.escape(w) for w in listed)})")


def _any(kind: str, folded: str) -> bool:
    return bool(_word_pattern(kind).search(folded))


def _named(line: Segment, kind: str) -> bool:
    names = set(tables()["names"][kind])
    return any(
        part.lower() in names
        for node in (line.node, line.node.parent)
        if node is not None
        for part in _SPLIT_NAME.split(node.name)
    )


# ---- elements whose attributes are dates
def _from_elements(
    page: Page, lines: list[Segment], where: Place, reader: Reader
) -> Iterator[Candidate]:
    """<time datetime>, itemprop="datePublished" and their kin."""
    near = _near_elements(lines, where)
    times: list[tuple[Candidate, bool, bool]] = []
    for element in page.root.iter("time", "span", "div", "p", "abbr", "li", "a", "relative-time"):
        prop = (element.get("itemprop") or element.get("property") or "").lower()
        is_time = element.tag in {"time", "relative-time"}
        if not (is_time or "date" in prop):
            continue
        if "datepublished" not in prop and "datecreated" not in prop and "datemodified" not in prop:
            if not is_time:
                continue
            prop = ""
        mention = _attribute_date(element, reader)
        if mention is None or mention.precision == "year":
            continue
        parts = {p.lower() for p in _SPLIT_NAME.split(element.get("class") or "")}
        names = tables()["names"]
        modified = "modified" in prop or bool(parts & set(names["modified"]))
        modified = modified and not parts & {"published", "publish"}
        if parts & set(names["foreign"]):
            continue
        candidate = _candidate(
            mention, "itemprop" if prop else "time", _TIME_ALONE, modified=modified
        )
        times.append((candidate, bool(prop), _beside(element, near)))
    alone = len({c.day for c, _, _ in times if not c.modified}) == 1
    for candidate, prop, close in times:
        # The text of <time> is read with its line, near the headline.
        if close:
            score = _ITEMPROP if prop else _BELOW_TITLE
        elif prop:
            score = _ITEMPROP if alone else _ITEMPROP / 2
        elif alone:
            score = _TIME_ALONE
        else:
            continue
        yield replace(candidate, score=score)


def _attribute_date(element: Any, reader: Reader) -> DateMention | None:
    """The date of an element's attribute, else of its text; its words are those shown."""
    text = clean("".join(element.itertext()))[:80] if len(element) < 8 else ""
    shown = find_dates(text, language=reader.language, order=reader.order)
    for name in _SHOWING:
        if (value := element.get(name)) and (mention := reader.one(value)):
            raw = shown[0].raw if shown and shown[0].date[:7] == mention.date[:7] else mention.raw
            return replace(mention, raw=raw)
    return shown[0] if shown else None


def _near_elements(lines: list[Segment], where: Place) -> set[Any]:
    """The block elements of the lines around the headline, up to the text."""
    if where.title < 0:
        return set()
    high = where.title_end + _FAR_BELOW
    if where.first > where.title_end:
        high = min(high, where.first)
    return {
        line.node.element
        for line in lines[max(0, where.title - 3) : high + 1]
        if line.node.role not in {Role.HARD}
    }


def _beside(element: Any, near: set[Any]) -> bool:
    """Whether an element stands in one of the lines around the headline."""
    if element in near:
        return True
    for depth, above in enumerate(element.iterancestors()):
        if above in near:
            return above.tag not in {"body", "html"}
        if depth > 3:
            break
    return False


def _candidate(
    mention: DateMention, origin: str, score: float, *, modified: bool = False
) -> Candidate:
    return Candidate(mention.date, mention.precision, mention.raw, origin, score, modified)
