"""The dates that a page shows its reader, weighed by where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from wmcscraper.fields.blocks import Segment
from wmcscraper.fields.boilerplate import Role
from wmcscraper.fields.date_elements import BELOW_TITLE, FAR_BELOW, name_parts, names
from wmcscraper.fields.date_sources import Candidate, Reader, candidate_of, tables
from wmcscraper.fields.lines import Place, is_teaser_headline, segments
from wmcscraper.fields.locale import language_tag, site_order
from wmcscraper.fields.names import introduced
from wmcscraper.identity import fold
from wmcscraper.page import Page

__all__ = ["from_lines", "page_order", "states_day"]

# ---- weights of a date's place on the page: the chance that it is the story's own
_ABOVE_TITLE = 0.78
_IN_TITLE = 0.88  # '24th January 2025 Mill of Arden restarts'
_STEP_BELOW, _STEP_ABOVE = 0.03, 0.1  # lost with each line between
_FAR_ABOVE = 5  # lines
_STATED = 0.08  # 'Published: …'
_NAMED = 0.04  # class="entry-date"
_AFTER_BODY = 0.45
_CROWD, _CROWDED = 2, 0.35  # more days than that around a headline are a list's: factor
_DATELINE = 0.42  # 'LIMA, 24 January 2025 (Wire) — …'
_BOILERPLATE = 0.45  # factor for a date in an <aside>, a form, a share bar
_WITHOUT_TITLE = 0.6  # factor where the headline is shown nowhere
_MONTH_ONLY = 0.5  # factor for 'June 2026' in a line
_INSIDE_BODY = 0.35  # a bare date just below the first paragraph
_ELSEWHERE = 0.35  # the only 'Published: …' far from headline and text
_SAME_DAY = 5  # votes for an order: the page states the same day in full

_INSIDE_LINES = 4  # how far below the first paragraph a bare date may stand
_ABOVE_TEXT = 4  # lines above the first paragraph
_SHORTEST_DATE = 8  # characters: 1/2/2024
_BARE = 40  # longest line that is a date and hardly more
_LINE = 110  # longest line that is a date line and not a sentence
_BESIDE_TITLE = 3  # lines below the headline where its own date line is
_BESIDE = 80  # characters that may stand beside the date on such a line
_SENTENCE = re.compile(r"[a-zà-ÿа-я]{2}[.!?]\s+[A-ZÀ-ÞА-Я]")
_DATELINE_END = re.compile(r"^[^.]{0,30}?(?:[–—-]{1,2}\s|/\s?[A-Z]|\)\s?[–—-])")
# Begun by a digit: the look at what precedes it comes after, as a search skips to digits.
_PLAIN_NUMERIC = re.compile(r"(\d(?<![\d/.-]\d)\d?)[/-](\d{1,2})[/-]((?:19|20)\d\d)(?!\d)")
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)\d\d)(?!\d)")
_DIGIT = re.compile(r"\d")
_MARKS = " ()[]|•·–—-:,.;/"
_PARTING = "|•·"  # between a headline and what else stands in its line


def states_day(raw: str) -> bool:
    """Whether the words of a date leave no doubt which number is the day."""
    return not _PLAIN_NUMERIC.match(raw)


def page_order(
    page: Page, lines: list[Segment], stated: set[str], written: Iterable[str] = ()
) -> str:
    """The day/month order: one date with a day above 12 settles it for the whole page.

    So does a date that equals, in one order only, a day that the page also states in full
    (``stated``), and a numeric date of the metadata (``written``) that a line repeats with dots,
    as then the day comes first.
    """
    votes = 0
    figures = [match for text in written if (match := _PLAIN_NUMERIC.match(text))]
    dotted = _dotted_days(lines) if figures else set()
    for match in figures:
        one, two, year = int(match[1]), int(match[2]), match[3]
        votes += _SAME_DAY * ((f"{year}-{two:02d}-{one:02d}" in dotted) and one != two)
        votes -= _SAME_DAY * ((f"{year}-{one:02d}-{two:02d}" in dotted) and one != two)
    short = [
        text
        for line in lines
        if _SHORTEST_DATE <= len(text := line.text) <= 2 * _LINE and ("/" in text or "-" in text)
    ]
    for match in _PLAIN_NUMERIC.finditer("\n".join(short)):
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


def _dotted_days(lines: list[Segment]) -> set[str]:
    """The days that short lines state as 24.01.2025, in ISO."""
    return {
        f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}"
        for line in lines
        if len(line.text) <= 2 * _LINE
        for match in _DOTTED.finditer(line.text)
    }


def from_lines(page: Page, where: Place, reader: Reader) -> Iterator[Candidate]:
    """Dates in short lines around the headline, and datelines of the first paragraph."""
    lines = segments(page)
    title, first = where.title, where.first
    factor = 1.0
    if title < 0:
        if first < 0:
            return
        title, factor = first, _WITHOUT_TITLE
    low = max(0, title - _FAR_ABOVE)
    high = min(len(lines), max(where.title_end, title) + FAR_BELOW + 1)
    if first > title:
        high = min(high, first + _INSIDE_LINES + 1)
    near: list[Candidate] = []
    for i in range(low, high):
        line = lines[i]
        if not reader.may_date(line.text) or _of_teaser(page, i, where):
            continue
        own = where.title <= i <= where.title_end and where.title >= 0
        if own or (where.title >= 0 and _repeats(line, lines[where.title])):
            near += _in_title(line, reader)
        elif i == first and len(line.text) > _LINE:
            near += _dateline(line, reader)
        elif 0 <= first < i:
            if len(line.text) <= _BARE:
                signed = _by_byline(lines, i)
                near += _in_line(line, _INSIDE_BODY * factor, reader, beside=signed)
        else:
            score = (
                BELOW_TITLE - _STEP_BELOW * (i - where.title_end - 1)
                if i > title
                else _ABOVE_TITLE - _STEP_ABOVE * (title - i - 1)
            )
            beside = 0 < i - where.title_end <= _BESIDE_TITLE and where.title >= 0
            near += _in_line(line, score * factor, reader, beside=beside or _by_byline(lines, i))
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
            stated = _stated(line.text)
            if stated or len(line.text) <= _BARE:
                yield from _in_line(line, _AFTER_BODY, reader, beside=stated)
    elsewhere = [
        line
        for i, line in enumerate(lines)
        if not low <= i < high
        and _SHORTEST_DATE <= len(line.text) <= _LINE * 2
        and _DIGIT.search(line.text)
        and i not in after
        and _any("published", line.text.casefold())
        and not (where.first <= i <= where.last and len(line.text) > _LINE)
    ]
    if len(elsewhere) == 1:
        yield from _in_line(elsewhere[0], _ELSEWHERE / _BOILERPLATE, reader)


def _by_byline(lines: list[Segment], i: int) -> bool:
    """Whether the line above or below names the writer: the date is the story's, not a box's."""
    return any(
        (after := introduced(lines[j].text)) is not None and after[1] and bool(after[0])
        for j in (i - 1, i + 1)
        if 0 <= j < len(lines) and len(lines[j].text) <= _LINE
    )


def _has_digit(text: str) -> bool:
    return _DIGIT.search(text) is not None


def _of_teaser(page: Page, i: int, where: Place) -> bool:
    """Whether the line beside a date, or the date's own, is another story's linked headline.

    Right below the headline one link may follow the story's own date; teasers come in numbers.
    """
    lines = segments(page)

    def headline(i: int) -> bool:
        return is_teaser_headline(page, lines[i]) and introduced(lines[i].text) is None

    def beside(i: int) -> bool:
        return any(
            headline(j)
            for j in (i - 1, i, i + 1)
            if 0 <= j < len(lines) and not where.title <= j <= where.title_end
        )

    if not beside(i):
        return False
    if not 0 < i - where.title_end <= _BESIDE_TITLE or where.title < 0:
        return True
    below = range(i + 2, min(len(lines), i + FAR_BELOW))
    return headline(i) or any(
        _has_digit(lines[j].text) and len(lines[j].text) <= _LINE and beside(j) for j in below
    )


def _repeats(line: Segment, headline: Segment) -> bool:
    """Whether a line is a date and the headline once more."""
    if not 0 < len(line.text) - len(headline.text) <= _BARE or len(headline.text) < _BARE // 2:
        return False
    return fold(headline.text).casefold() in fold(line.text).casefold()


def _in_title(line: Segment, reader: Reader) -> Iterator[Candidate]:
    """A date glued to the headline's front or end, on the same line."""
    for mention in reader.all(line.text):
        before = line.text[: mention.start].rstrip()
        after = line.text[mention.end :].lstrip()
        apart = not before.strip(_MARKS) or not after.strip(_MARKS)
        apart = apart or before[-1] in _PARTING or after[0] in _PARTING
        if apart and mention.end_date is None and mention.precision in {"day", "minute"}:
            yield candidate_of(mention, "text", _IN_TITLE)


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
            yield candidate_of(mention, "dateline", _DATELINE)


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
            yield candidate_of(mention, "text", value, modified=modified)


def _in_boilerplate(line: Segment) -> bool:
    above = line.node.parent
    for _ in range(6):
        if above is None:
            return False
        if above.role in {Role.SOFT, Role.HARD, Role.REPLIES}:
            return True
        above = above.parent
    return False


def _stated(text: str) -> bool:
    folded = text[:200].casefold()
    return _any("published", folded) or _any("modified", folded)


def _word_pattern(listed: Iterable[str]) -> re.Pattern[str]:
    ends: dict[str, set[str]] = {}
    for word in listed:
        ends.setdefault(word[0], set()).add(re.escape(word[1:]))
    # Each begins with its letter and then looks at what precedes it: a search skips to the letters.
    forms = (rf"{re.escape(c)}(?<![^\W\d_].)(?:{'|'.join(of)})" for c, of in ends.items())
    return re.compile("|".join(forms), re.DOTALL)


_WORD_PATTERNS = {kind: _word_pattern(listed) for kind, listed in tables()["words"].items()}


def _any(kind: str, folded: str) -> bool:
    return _WORD_PATTERNS[kind].search(folded) is not None


def _named(line: Segment, kind: str) -> bool:
    return any(
        not name_parts(node.name).isdisjoint(names(kind))
        for node in (line.node, line.node.parent)
        if node is not None and node.name
    )
