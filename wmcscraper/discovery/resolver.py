"""Name look-up that refuses private addresses."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from wmcscraper.discovery.scope import is_private_address

__all__ = ["PublicResolver"]

logger = logging.getLogger(__name__)


class PublicResolver(CachingThreadedResolver):
    """Scrapy's resolver, but a name that answers with a private address is not followed.

    A public name that points into the crawler's own network is how a hostile page reaches what
    only the crawler can reach. ``localhost`` is meant as it says; other names of one's own network
    are listed in the setting ``WMC_PRIVATE_HOSTS``.
    """

    private_hosts: frozenset[str] = frozenset({"localhost"})

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> PublicResolver:
        resolver: PublicResolver = super().from_crawler(crawler, reactor)
        resolver.private_hosts |= frozenset(crawler.settings.getlist("WMC_PRIVATE_HOSTS"))
        return resolver

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802
        """The address of ``name``; fails with DNSLookupError where it is private."""
        answer = super().getHostByName(name, timeout)
        answer.addCallback(self._refuse_private, name)
        return answer

    def _refuse_private(self, address: str, name: str) -> str:
        # An address that was asked for as such is the scope's business, not a name's answer.
        if name in self.private_hosts or name == address or not is_private_address(address):
            return address
        logger.warning(
            "%s resolves to the private address %s and is not asked; "
            "if that is meant, add it to the setting WMC_PRIVATE_HOSTS",
            *(name, address),
        )
        raise DNSLookupError(f"{name} resolves to a private address")
