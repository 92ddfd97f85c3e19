"""When a story was published and when it was last changed, as the page itself says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from wmcscraper.fields.body import Body
from wmcscraper.fields.date_elements import from_elements
from wmcscraper.fields.date_lines import from_lines, page_order, states_day
from wmcscraper.fields.date_sources import (
    Candidate,
    Reader,
    from_hints,
    from_jsonld,
    from_meta,
    from_scripts,
    from_url,
    meta_values,
)
from wmcscraper.fields.lines import place, segments
from wmcscraper.fields.locale import language_tag
from wmcscraper.fields.title import Title
from wmcscraper.limits import MOST_DAYS
from wmcscraper.page import Page

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


_NUMERIC = re.compile(r"(?<!\d)\d{1,2}[/-]\d{1,2}[/-]\d")
_MODIFIED_INSTEAD = 0.4  # factor where the page states only a change
_FARTHEST_ZONE = 14 * 3600  # seconds from UTC
_OTHER_ZONE = 0.5  # how far a day next to an instant speaks for that instant's day
_SHOWN = frozenset({"text", "itemprop"})  # origins that the reader sees
_LEAST_SHOWN = 0.7
_LEAST = 0.2  # a date less likely than this is none


def extract(
    page: Page,
    title: Title,
    body: Body,
    *,
    hints: Mapping[str, str] | None = None,
    anchor: dt.date | None = None,
) -> Dates:
    """The dates of the story on ``page``.

    ``hints`` are dates that others give for this URL, keyed by where they stand: feed, rest,
    news_sitemap, listing (publication); sitemap, feed_modified (change). ``anchor`` is when the
    page was fetched: without it '2 hours ago' says nothing.
    """
    found = candidates(page, title, body, hints=hints, anchor=anchor)
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
    page: Page,
    title: Title,
    body: Body,
    *,
    hints: Mapping[str, str] | None = None,
    anchor: dt.date | None = None,
) -> list[Candidate]:
    """Every date that may be the story's, likeliest first (arguments: see ``extract``)."""
    lines = segments(page)
    where = place(page, title, body)
    plain = Reader(language_tag(page), None)
    stated = [*from_jsonld(page, title, plain), *from_meta(page, plain), *from_url(page)]
    written = {c.day for c in stated if states_day(c.raw)}
    order = page_order(page, lines, written, meta_values(page))
    reader = Reader(plain.language, order)
    shown = Reader(plain.language, order, anchor)
    if any(map(_NUMERIC.search, meta_values(page))) or any(map(_is_numeric, page.jsonld)):
        stated = [*from_jsonld(page, title, reader), *from_meta(page, reader), *from_url(page)]
    found = [
        *stated,
        *from_elements(page, lines, where, reader),
        *from_lines(page, where, shown),
        *from_hints(hints or {}, reader),
    ]
    if not any(not c.modified and c.precision in {"day", "minute"} for c in found):
        found += from_scripts(page, reader)
    found.sort(key=lambda c: -c.score)
    return found


def _is_numeric(node: Mapping[str, object]) -> bool:
    """Whether a date of a JSON-LD node is written in numbers whose order must be known."""
    values = (node.get("datePublished"), node.get("dateModified"), node.get("dateCreated"))
    return any(isinstance(v, str) and _NUMERIC.search(v) for v in values)


# ---- choosing
def _choose(found: list[Candidate]) -> tuple[Candidate | None, float]:
    """The likeliest day, in its most telling form, and how sure it is."""
    days: dict[str, dict[str, Candidate]] = {}
    for candidate in found:
        if len(days) == MOST_DAYS and candidate.day not in days:
            continue
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
                share = 1.0 if len(other) < len(day) else _OTHER_ZONE
                for candidate in near.values():
                    doubt *= 1 - candidate.score * share
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
    return _as_shown(_local(pick, found), found), min(best[0], 0.99)


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


def _as_shown(pick: Candidate, found: list[Candidate]) -> Candidate:
    """``pick``, or the day before or after it that the page shows its reader as the story's.

    Metadata in UTC, said or not, name the next or the last day of the site's own time.
    """
    if pick.precision != "minute" or pick.origin in _SHOWN or pick.modified:
        return pick
    if _zoned(pick) and not pick.date.endswith("+00:00"):
        return pick
    shown = [c for c in found if c.origin in _SHOWN and not c.modified and c.score >= _LEAST_SHOWN]
    if not shown or any(c.day == pick.day for c in shown) or any(map(_zoned, shown)):
        return pick
    best = max(shown, key=lambda c: c.score)
    away = dt.date.fromisoformat(best.day) - dt.date.fromisoformat(pick.day)
    return replace(best, origin=pick.origin) if abs(away.days) == 1 else pick


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
