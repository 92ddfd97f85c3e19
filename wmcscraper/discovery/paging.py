"""Addresses of the second and further pages of a listing."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from wmcscraper.discovery.words import PAGE_PARAMETERS, PAGE_WORDS

__all__ = ["has_page_number"]

_PAGE_IN_PATH = re.compile(
    rf"/(?:{'|'.join(sorted(PAGE_WORDS))})[-_/]?\d{{1,6}}(?:\.[a-z]{{2,5}})?/?$", re.IGNORECASE
)


def has_page_number(url: str) -> bool:
    """Whether an address says that it is a further page of a listing: '/page/7/', '?start=50'."""
    parts = urlsplit(url)
    if _PAGE_IN_PATH.search(parts.path):
        return True
    return any(
        key.lower() in PAGE_PARAMETERS and key.lower() != "p" and value.isdigit()
        for key, value in parse_qsl(parts.query)
    )
