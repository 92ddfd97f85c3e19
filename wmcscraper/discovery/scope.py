"""Which addresses belong to the site that a crawl was given, and which are never asked for."""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from wmcscraper.identity import site_of

__all__ = ["Scope", "is_private_address", "parse_address"]

_DEFAULT_PORTS = {"http": 80, "https": 443}
# Networks whose addresses carry an IPv4 address in their last 32 bits.
_IPV4_INSIDE = (
    IPv6Network("64:ff9b::/96"),  # NAT64
    IPv6Network("64:ff9b:1::/48"),  # NAT64, local use
    IPv6Network("::/96"),  # IPv4-compatible
    IPv6Network("::ffff:0:0:0/96"),  # SIIT
)
_SITE_LOCAL = IPv6Network("fec0::/10")
# Each of these makes different programs read a different host out of the same address.
_UNSAFE = re.compile(r"[\s\\\x00-\x20\x7f]")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,252}[a-z0-9_-])?")


class Scope:
    """The wall around a crawl: one host and port, its ``www.`` twin, http(s) only.

    ``start_url`` is the address that the crawl was given. Raises ValueError where it is no
    http(s) address that can be crawled.
    """

    def __init__(self, start_url: str) -> None:
        site = _site(start_url)
        if site is None:
            raise ValueError(f"not an http(s) address that can be crawled: {start_url!r}")
        self.host, self.port = site
        self.site = site_of(start_url)
        """The site's name, see Article.site."""

    def allows(self, url: str) -> bool:
        """Whether ``url`` is on the site."""
        return _site(url) == (self.host, self.port)

    def allows_address(self, address: str) -> bool:
        """Whether a connection may go to the IP ``address`` that a host name resolved to.

        Any public one; a private one only where the crawl was given that very address, or a
        loopback name ('localhost') for a loopback address.
        """
        resolved = parse_address(address)
        if resolved is None:
            return False
        if not is_private_address(address):
            return True
        if self.host == "localhost" or self.host.endswith(".localhost"):
            return resolved.is_loopback
        return parse_address(self.host) == resolved


def is_private_address(host: str) -> bool:
    """Whether ``host`` is an IP address, in any spelling, that is not on the public internet.

    Private, loopback, link-local, carrier-grade NAT, multicast, reserved and unspecified ones
    count, also inside IPv4-mapped, NAT64, 6to4 and Teredo addresses. A name is no address: False.
    """
    address = parse_address(host)
    if address is None:
        return False
    if isinstance(address, IPv6Address):
        inner = _inner_ipv4(address)
        if inner is not None:
            return _is_private_v4(inner)
        if address in _SITE_LOCAL:
            return True
    return not address.is_global or address.is_multicast


def parse_address(host: str) -> IPv4Address | IPv6Address | None:
    """The IP address that ``host`` writes, None for a name.

    Understands brackets and zone ids, and the spellings that resolvers accept: '2130706433',
    '0x7f.1', '0177.0.0.1'.
    """
    text = host.strip().strip("[]").partition("%")[0].rstrip(".")
    try:
        return ip_address(text)
    except ValueError:
        return _parse_legacy(text)


def _parse_legacy(text: str) -> IPv4Address | None:
    """inet_aton's forms: one to four decimal, octal or hexadecimal parts, the last one long."""
    parts = text.lower().split(".")
    if not 1 <= len(parts) <= 4:
        return None
    numbers = []
    for part in parts:
        number = _number(part)
        if number is None:
            return None
        numbers.append(number)
    *heads, last = numbers
    if any(head > 255 for head in heads) or last >= 256 ** (4 - len(heads)):
        return None
    value = last
    for position, head in enumerate(heads):
        value += head << (8 * (3 - position))
    return IPv4Address(value)


def _number(part: str) -> int | None:
    if not part or len(part) > 20 or not part.isascii():
        return None
    try:
        if part.startswith("0x"):
            return int(part[2:] or "0", 16)
        if not part.isdigit():
            return None
        return int(part, 8) if part.startswith("0") else int(part)
    except ValueError:  # '08' in octal, '0xzz'
        return None


def _inner_ipv4(address: IPv6Address) -> IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if any(address in network for network in _IPV4_INSIDE):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def _is_private_v4(address: IPv4Address) -> bool:
    return not address.is_global or address.is_multicast


@lru_cache(maxsize=16_384)  # menus repeat on every page
def _site(url: str) -> tuple[str, int | None] | None:
    """(host without ``www.``, port, None for the scheme's default), None for what is refused."""
    try:
        parts = urlsplit(url.strip())
        scheme, host, port = parts.scheme.lower(), parts.hostname, parts.port
    except ValueError:  # a broken IPv6 address, a port that is no number or too large
        return None
    if scheme not in _DEFAULT_PORTS or not host or port == 0:
        return None
    if "@" in parts.netloc or _UNSAFE.search(parts.netloc) or "%" in parts.netloc:
        return None
    normal = _normal_host(host)
    if normal is None:
        return None
    return normal, None if port in (None, _DEFAULT_PORTS[scheme]) else port


def _normal_host(host: str) -> str | None:
    """Lower case, punycode, no trailing dot, no ``www.``; an address in its one canonical form."""
    if (address := parse_address(host)) is not None:
        return str(address)
    host = host.lower().rstrip(".")
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    if not _HOST.fullmatch(host) or ".." in host:
        return None
    bare = host.removeprefix("www.")
    return bare if "." in bare or bare == "localhost" else host
