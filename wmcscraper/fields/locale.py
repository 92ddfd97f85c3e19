"""Which language a page says it is in, and how its site writes numeric dates."""

from __future__ import annotations

import re
from typing import Any

from wmcscraper.page import Page
from wmcscraper.text.calendar_words import date_order

__all__ = ["language_tag", "site_order"]

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


def language_tag(page: Page) -> str | None:
    """The page's own BCP 47 tag ('en-GB'), from <html lang>, Open Graph, JSON-LD or meta."""
    root = page.root
    stated: list[Any] = [root.get("lang"), root.get("xml:lang")]
    stated += page.meta.get("og:locale", [])[:1] + page.meta.get("language", [])[:1]
    stated += page.meta.get("dc.language", [])[:1]
    stated += [node.get("inLanguage") for node in page.jsonld]
    for value in stated:
        if isinstance(value, str) and (match := _TAG.match(value.strip())):
            return match[0].replace("_", "-")
    return None


def site_order(page: Page, month_first: list[str], unsettled: list[str]) -> str | None:
    """DMY, MDY or YMD for the numeric dates of ``page``; None where nothing tells.

    A site's country says more than a page's language tag, which a theme often leaves at 'en-US'.
    ``month_first`` and ``unsettled`` are top-level domains.
    """
    domain = page.site.split(":")[0].rsplit(".", 1)[-1]
    if domain in month_first:
        return "MDY"
    order = date_order(language_tag(page))
    if len(domain) == 2 and domain.isalpha() and domain not in unsettled:
        return "DMY" if order in {None, "MDY"} else order
    return order
