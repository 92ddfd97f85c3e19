"""Under which addresses a picture stands on a page, which is the largest, which are the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from wmcscraper.addresses import path_of
from wmcscraper.fields.image_words import (
    FULL_ATTRIBUTES,
    LAZY_ATTRIBUTES,
    PLACEHOLDER_FILE,
    SET_ATTRIBUTES,
    SIZE_PARAMETERS,
)

__all__ = ["Candidate", "addresses_of", "is_picture_address", "largest", "picture_key", "pixels"]

_EXTENSIONS = frozenset(
    {"jpg", "jpeg", "jpe", "png", "gif", "webp", "avif", "svg", "bmp", "tif", "tiff"}
)
_SIZE_SUFFIX = re.compile(
    r"(?:[-_](\d{2,5})x(\d{2,5})|[-_](?:scaled|small|medium|large|thumb(?:nail)?|full|big|orig(?:inal)?"
    r"|preview|mini|lowres|hires|sm|md|lg|xl)|@\d(?:\.\d)?x|[-_]w\d{3,4}|[-_]\d{3,4}(?:w|px))$",
    re.IGNORECASE,
)
_SIZE_FOLDER = re.compile(
    r"w_?\d{2,4}|\d{2,4}x\d{2,4}|thumb(?:nail)?s?|small|medium|large|full|originals?|big|preview"
    r"|resized|mini",
    re.IGNORECASE,
)
_SIZED_NAME = re.compile(r"[-_](\d{2,5})x(\d{2,5})$")
_CANDIDATE = re.compile(r"(\S*[^\s,])(?:\s+(\d+(?:\.\d+)?)([wx]))?\s*(?:,|$)")
# Addresses in no need of being parsed: no '/../', and '//' and ';' not in the path.
_PLAIN = re.compile(r"https?://[a-z0-9.-]+((?:/[\w~-][\w~.-]*)+)(?:\?[\w~/.&=%+,-]+)?", re.ASCII)
_FULL, _LAZY = frozenset(FULL_ATTRIBUTES), frozenset(LAZY_ATTRIBUTES)
_DIGITS = re.compile(r"\d{1,5}")
_LONGEST = 2_000
_USUAL_WIDTH = 500.0  # of a picture that does not say: more than a thumbnail's
_MOST_SOURCES = 20
_LONGEST_SET = 20_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """One address of a picture."""

    url: str
    rank: int
    """3 where the page calls it the full size, 2 for a name without size, 1 otherwise."""
    width: float
    """In pixels; a guess where the page does not say."""


def addresses_of(image: Any, link: str | None, base: str) -> Iterator[Candidate]:
    """All addresses of an <img>: its attributes, <picture> around it, and the ``link`` around it
    where that leads to a picture. Placeholders are left out.
    """
    attributes = dict(image.items())
    width = pixels(attributes.get("width")) or 0
    if not _FULL.isdisjoint(attributes):
        for name in FULL_ATTRIBUTES:
            yield from _one(attributes.get(name), 3, width, base)
    if link is not None and is_picture_address(link):
        yield from _one(link, 3, width, base)
    # libxml2 does not know that <source> has no content, and nests them.
    holder = image.getparent()
    sources = [image]
    for _ in range(_MOST_SOURCES):
        if holder is None or holder.tag != "source":
            break
        sources.append(holder)
        holder = holder.getparent()
    if holder is not None and holder.tag == "picture":
        sources += [source for source in holder.iterchildren("source") if source not in sources]
    for element in sources:
        for name in SET_ATTRIBUTES:
            if value := element.get(name):
                yield from _set(value, base)
    yield from _one(attributes.get("src"), 1, width, base)
    if not _LAZY.isdisjoint(attributes):
        for name in LAZY_ATTRIBUTES:
            yield from _one(attributes.get(name), 1, 0, base)


def largest(candidates: list[Candidate]) -> str | None:
    """The address of the largest version, None where there is no candidate."""
    if len(candidates) < 2:
        return candidates[0].url if candidates else None
    sized = {_stem(c.url) for c in candidates if _SIZED_NAME.search(_name(c.url))}

    def order(candidate: Candidate) -> tuple[int, float]:
        rank = candidate.rank
        # 'mine.jpg' beside 'mine-300x200.jpg' is what the others were cut from.
        if (
            rank == 1
            and sized
            and not _SIZED_NAME.search(_name(candidate.url))
            and _stem(candidate.url) in sized
        ):
            rank = 2
        return rank, candidate.width

    return max(candidates, key=order).url


def picture_key(url: str) -> str:
    """What all sizes of one picture share: its path without size, host and size parameters."""
    parameters = parse_qsl(urlsplit(url).query) if "?" in url else []
    inner = next((v for k, v in parameters if k in ("url", "src", "image") and "/" in v), "")
    if inner:  # a resizing service: '/_next/image?url=%2Fmine.jpg&w=640'
        parts = urlsplit(inner)
        parameters, path = parse_qsl(parts.query), unquote(parts.path)
    else:
        path = unquote(path_of(url))
    if is_picture_address(path):
        folder = path.rpartition("/")[0].rpartition("/")[2]
        folder = "" if _SIZE_FOLDER.fullmatch(folder) else folder
        return f"{folder}/{_stem(path)}".lower()
    query = "&".join(f"{k}={v}" for k, v in parameters if k.lower() not in SIZE_PARAMETERS)
    return f"{path}?{query}".lower()


def is_picture_address(url: str) -> bool:
    """Whether an address ends in a picture's file name."""
    name = path_of(url).rpartition("/")[2]
    return "." in name and name.rpartition(".")[2].lower() in _EXTENSIONS


def pixels(value: str | None) -> int | None:
    """A width or height attribute in pixels; None for none, percent and the like."""
    match = _DIGITS.match((value or "").strip())
    return int(match[0]) if match and "%" not in (value or "") else None


def _one(value: str | None, rank: int, width: float, base: str) -> Iterator[Candidate]:
    url = _absolute(value, base)
    if url is not None:
        yield Candidate(url, rank, _width_of_name(url) or width or _USUAL_WIDTH)


def _set(value: str | None, base: str) -> Iterator[Candidate]:
    """The candidates of a srcset; commas may stand inside an address."""
    if not value or len(value) > _LONGEST_SET:
        return
    for match in _CANDIDATE.finditer(value):
        address, number, unit = match.groups()
        url = _absolute(address, base)
        if url is not None:
            width = float(number) if number else 1.0
            yield Candidate(url, 1, width if unit == "w" else width * _USUAL_WIDTH + 1)


def _absolute(value: str | None, base: str) -> str | None:
    text = (value or "").strip()
    if (
        not text
        or len(text) > _LONGEST
        or text.startswith(("data:", "blob:", "javascript:", "#", "{"))
    ):
        return None
    if plain := _PLAIN.fullmatch(text):
        url, path = text, plain[1]
    else:
        try:
            url = urljoin(base, text)
            path = path_of(url)
        except ValueError:
            return None
    if not url.lower().startswith(("http://", "https://")) or PLACEHOLDER_FILE.search(path):
        return None
    return url.replace(" ", "%20")


def _name(url: str) -> str:
    """The file name without its extension."""
    name = path_of(url).rpartition("/")[2]
    return name.rpartition(".")[0] or name


def _stem(url: str) -> str:
    """The file name without extension and size: 'mine-300x200.jpg' → 'mine'."""
    name = _name(unquote(url))
    for _ in range(2):  # 'mine-scaled-300x200', 'mine-300x200@2x'
        shorter = _SIZE_SUFFIX.sub("", name)
        if not shorter or shorter == name:
            break
        name = shorter
    return name


def _width_of_name(url: str) -> float | None:
    """The width that a name or a query gives: 'mine-300x200.jpg', '?w=300'."""
    if match := _SIZED_NAME.search(_name(url)):
        return float(match[1])
    for key, value in parse_qsl(urlsplit(url).query) if "?" in url else ():
        if key.lower() in ("w", "width", "imwidth") and value.isdigit() and len(value) < 6:
            return float(value)
        if key.lower() in ("resize", "fit") and (match := _DIGITS.match(value)):
            return float(match[0])
    return None
