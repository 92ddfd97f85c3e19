"""robots.txt of any size: read with Protego, its rules bounded, each answer kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scrapy.robotstxt import ProtegoRobotParser

if TYPE_CHECKING:
    from scrapy import Spider

__all__ = ["MAX_BYTES", "MAX_RULES", "RobotRules"]

MAX_BYTES = 512 * 1024
"""Bytes that are read: what RFC 9309 asks of a crawler at least, and a little more."""
MAX_RULES = 2_000
"""Rules (Allow, Disallow) that are read. Each link of a page is held against each of them."""

_RULE = re.compile(rb"\s*(?:dis)?allow\s*:", re.IGNORECASE)
_KEPT_ANSWERS = 20_000


def bounded(body: bytes) -> bytes:
    """The lines of ``body`` that count: a rule that repeats the one before it adds nothing."""
    lines: list[bytes] = []
    rules = 0
    if len(body) >= MAX_BYTES:  # the last line is cut: 'Disallow: /' may be half a rule
        body = body[:MAX_BYTES].rpartition(b"\n")[0]
    for line in body.splitlines():
        if _RULE.match(line):
            if rules >= MAX_RULES or (lines and lines[-1] == line):
                continue
            rules += 1
        lines.append(line)
    return b"\n".join(lines)


class RobotRules(ProtegoRobotParser):
    """Scrapy's own parser, bounded. Menus repeat on every page, so answers are kept."""

    def __init__(self, robotstxt_body: bytes, spider: Spider | None) -> None:
        super().__init__(bounded(robotstxt_body), spider)
        self._answers: dict[tuple[str | bytes, str | bytes], bool] = {}

    def allowed(self, url: str | bytes, user_agent: str | bytes) -> bool:
        key = (url, user_agent)
        answer = self._answers.get(key)
        if answer is None:
            if len(self._answers) >= _KEPT_ANSWERS:
                self._answers.clear()
            answer = self._answers[key] = super().allowed(url, user_agent)
        return answer
