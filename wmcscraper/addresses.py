"""Links as a page writes them, resolved to absolute addresses."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

__all__ = ["base_of", "path_of", "resolve"]

_LONGEST = 2_000
_ORIGIN = 3  # slashes before a path: 'http://host/'
# Most links are in no need of being parsed, as long as there is no '/../' and no '//' in the path:
# the address without its fragment, its host, its path.
_PLAIN = re.compile(
    r"((https?://[a-z0-9.-]+)?(/[\w~/.@,:+!$&'()*=%-]*+)(?:\?[\w~/.&=%+,:@-]++)?)(?:#[^\t\r ]*+)?",
)
_HOST = re.compile(r"https?://[a-z0-9.-]+(?::\d+)?")


def base_of(root: Any, url: str) -> str:
    """What the links of a document are relative to: its first <base href>, else its own ``url``."""
    for element in root.iter("base"):
        if element.get("href"):
            return resolve(element.get("href"), url) or url
    return url


def resolve(href: str, base: str) -> str | None:
    """``href`` as an absolute http(s) address without fragment; None for anything else.

    A link to a place in the page itself ('#top') is None, too.
    """
    href = "".join(href.split("\n")).strip()
    if not href or href.startswith("#") or len(href) > _LONGEST:
        return None
    if href.startswith("/") and not href.startswith("//"):
        # Menus repeat on every page of a site: what does not depend on the page is kept.
        base = "/".join(base.split("/", _ORIGIN)[:_ORIGIN])
    if (plain := _PLAIN.fullmatch(href)) and "//" not in plain[3] and "/." not in plain[3]:
        if plain[2]:
            return plain[1]
        if _HOST.fullmatch(base):
            return base + plain[1]
    return _join(href, base)


def path_of(url: str) -> str:
    """The path of an http(s) address, or of a path, as ``urlsplit`` has it, for a tenth of the
    time."""
    address = url.partition("#")[0].partition("?")[0]
    scheme = address.find("://")
    if scheme < 0 or address.startswith("/"):
        return address
    start = address.find("/", scheme + 3)
    return address[start:] if start >= 0 else ""


@lru_cache(maxsize=32_768)
def _join(href: str, base: str) -> str | None:
    try:
        url = urldefrag(urljoin(base, href)).url
        host = urlsplit(url).hostname
    except ValueError:  # 'http://[broken/'
        return None
    if not host or not url.lower().startswith(("http://", "https://")):
        return None
    return url.replace(" ", "%20").replace("\t", "").replace("\r", "")
