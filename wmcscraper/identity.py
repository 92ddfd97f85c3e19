"""When are two URLs, or two texts, the same: canonical URLs, fingerprints, signatures."""

from __future__ import annotations

from urllib.parse import urlsplit

__all__ = ["site_of"]

_DEFAULT_PORTS = {"http": 80, "https": 443}


def site_of(url: str) -> str:
    """The host without ``www.``, with its port only where that is not the scheme's default."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    try:
        port = parts.port
    except ValueError:  # 'http://host:99999/' or 'http://host:abc/'
        port = None
    return host if port in (None, _DEFAULT_PORTS.get(parts.scheme)) else f"{host}:{port}"
