"""Events that a page states for machines: schema.org Event in JSON-LD or microdata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from wmcscraper.items import Event
from wmcscraper.limits import MOST_STATEMENTS
from wmcscraper.page import Page
from wmcscraper.series import parse_name, year_in_name
from wmcscraper.text.clean import clean
from wmcscraper.text.dates import find_dates
from wmcscraper.text.places import country_name, read_place

__all__ = ["marked_events"]

_KINDS = re.compile(r"(?:^|[/:])[A-Za-z]*Event$|(?:^|[/:])(?:Festival|Hackathon)$")
# Types of schema.org that end in Event and are no gathering.
_NOT = re.compile(r"(?:Publication|Broadcast|OnDemand|Sale|Delivery|UserInteraction)Event$")
_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?![\d-])")
_LONGEST = 600


def marked_events(page: Page) -> Iterator[Event]:
    """Each dated Event of the page's JSON-LD and microdata."""
    return islice(_marked_events(page), MOST_STATEMENTS)


def _marked_events(page: Page) -> Iterator[Event]:
    for node in (*page.jsonld, *page.microdata):
        kinds = node.get("@type")
        names = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(k, str) and _KINDS.search(k) and not _NOT.search(k) for k in names):
            event = _event(node, page)
            if event:
                yield event


def _event(node: dict[str, Any], page: Page) -> Event | None:
    written = clean(_text(node.get("name")))
    start, precision = _date(node.get("startDate"))
    if not written or not start:
        return None
    end, end_precision = _date(node.get("endDate"))
    if precision == "day":
        end = end if end and end_precision == "day" and end >= start else start
    else:
        end = None
    city, country = _place(node.get("location"))
    name, series, edition = parse_name(written)
    if not series or (year_in_name(written) is None and name.isdigit()):
        return None
    return Event(
        name=name,
        url=_url(node, page),
        series=series,
        edition=edition,
        start_date=start,
        end_date=end,
        date_precision=precision,
        date_raw=clean(_text(node.get("startDate"))),
        city=city,
        country=country,
        description=clean(_text(node.get("description")))[:_LONGEST] or None,
    )


def _text(value: Any) -> str:
    """The first text of a value that may be a list, a language map or a node with a name."""
    for _ in range(4):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            value = value.get("@value") or value.get("name")
        else:
            break
    return value if isinstance(value, str) else ""


def _date(value: Any) -> tuple[str | None, str | None]:
    """An ISO date without its time of day, or what the words of a date say."""
    text = clean(_text(value))
    if iso := _ISO.match(text):
        found = iso.group()
        valid = find_dates(found) if len(found) == 10 else True
        return (found, {4: "year", 7: "month", 10: "day"}[len(found)]) if valid else (None, None)
    for mention in find_dates(text, years=True):
        if mention.precision == "minute":
            return mention.date[:10], "day"
        return mention.date, mention.precision
    return None, None


def _place(value: Any) -> tuple[str | None, str | None]:
    """City and country of a Place, a PostalAddress or a line of text."""
    for place in value if isinstance(value, list) else [value]:
        if isinstance(place, str):
            if read := read_place(clean(place)):
                return read.city, read.country
            continue
        if not isinstance(place, dict) or "Virtual" in _text(place.get("@type")):
            continue
        address = place.get("address", place)
        address = address[0] if isinstance(address, list) and address else address
        if isinstance(address, dict):
            city = clean(_text(address.get("addressLocality"))) or None
            country = country_name(clean(_text(address.get("addressCountry"))) or None)
            if city and not country and (read := read_place(city)) and read.country:
                city, country = read.city, read.country
            if city or country:
                return city, country
        line = clean(_text(address)) or clean(_text(place.get("name")))
        if line and (read := read_place(line)):
            return read.city, read.country
    return None, None


def _url(node: dict[str, Any], page: Page) -> str | None:
    """The event's own page, absolute; None where only the page itself is given."""
    address = _text(node.get("url")) or _text(node.get("@id"))
    if not address:
        return None
    try:
        absolute = urljoin(page.base_url, address)
        parts = urlsplit(absolute)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or parts.fragment:
        return None
    return absolute
