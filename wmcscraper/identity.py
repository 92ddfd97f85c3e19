"""When are two URLs, or two texts, the same: canonical URLs, keys and fingerprints."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url, safe_url_string

from wmcscraper.text.clean import clean
from wmcscraper.tracking import (
    DOCUMENT_PARAMETERS,
    INDEX_PAGES,
    REFERRER_PARAMETERS,
    REFERRERS,
    SESSION_PARAMETERS,
    TRACKING_PARAMETERS,
    TRACKING_PREFIXES,
    VIEW_PARAMETERS,
    VIEW_SEGMENTS,
)

__all__ = ["canonical_url", "fingerprint", "fold", "site_of", "url_key"]

_DEFAULT_PORTS = {"http": 80, "https": 443}
_PERCENT = re.compile("%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;?#]*", re.IGNORECASE)
_SESSION_KEY = re.compile(r"(?=\D*\d)[0-9A-Za-z,_-]{16,200}")
_HOST = re.compile(r"[a-z0-9._~-]+")
# Most addresses are in no need of being parsed, as long as '/../' and '//' are not in the path.
_PLAIN = re.compile(r"https?://([a-z0-9.-]*[a-z0-9])(/[\w~/.-]*)?", re.ASCII)
# Escapes of bytes that are no letters of ASCII stay as they are, as does all that may stand plain.
_PLAIN_QUERY = re.compile(
    r"(https?://[a-z0-9.-]*[a-z0-9])(/(?:[\w~/.@,:+!$&'()*=-]|%[89A-F][0-9A-F])*+)"
    r"(?:\?([\w~/.,:=&+@%-]*+))?(?:#.*)?",
    re.ASCII,
)
_PLAIN_HOST = re.compile(r"https?://([a-z0-9.-]*[a-z0-9])(?=[/?#]|$)")
_SLUG_WORD = re.compile(r"[^\W_]+")
_SCRIPT = re.compile(r"\.(?:php\d?|aspx?|jsp|cfm|cgi|pl|do|html?)$", re.IGNORECASE)
_PAGE_SEGMENT = re.compile(r"\d{1,3}|page-?\d{1,3}|p\d{1,3}")
_FOLDED = dict(
    zip(
        "‘’‚‛′`´ʼ“”„‟″«»‹›‐‑‒–—―−…",
        "''''''''" + '"' * 9 + "-" * 7 + ".",
        strict=True,
    )
)
_FOLDABLE = re.compile(f"[{''.join(_FOLDED)}]")  # ten times as fast as str.translate


def site_of(url: str) -> str:
    """The host without ``www.``, with its port only where that is not the scheme's default."""
    if plain := _PLAIN_HOST.match(url):
        return plain[1].removeprefix("www.")
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    except ValueError:  # 'http://[broken/'
        return ""
    try:
        port = parts.port
    except ValueError:  # 'http://host:99999/' or 'http://host:abc/'
        port = None
    return host if port in (None, _DEFAULT_PORTS.get(parts.scheme)) else f"{host}:{port}"


def canonical_url(url: str, *, rel_canonical: str | None = None, title: str | None = None) -> str:
    """The URL that a row of ``articles`` or ``pages`` carries.

    Without tracking parameters, session, fragment and default port, host in lower case, percent
    encoding normalised, a bare index page dropped. Scheme, ``www.`` and the last slash stay as
    they are, so that the result can be asked for: ``url_key`` tells which of these are twins.

    ``rel_canonical`` is what the page itself declares (may be relative). It is believed only
    where it is plausible: on the same site, not the home page or a parent of a deep URL, not a
    document that neither the URL's words nor the page's ``title`` (if given) speak of.
    What is no http(s) URL comes back as it is, without white space around it.
    """
    own = _canonical(url)
    if rel_canonical and (declared := rel_canonical.strip()):
        try:
            declared = _canonical(urljoin(url.strip(), declared))
        except ValueError:
            return own
        if _plausible(own, declared, title):
            return declared
    return own


def url_key(url: str) -> str:
    """What all forms of one URL share, and no other URL has: the key of ``articles``, ``pages``.

    Two URLs that differ only in scheme, ``www.``, last slash, index page, order of their
    parameters, tracking parameters or fragment have one key.
    """
    if plain := _PLAIN.fullmatch(url):
        path = plain[2] or ""
        index = path.rpartition("/")[2].lower() in INDEX_PAGES
        if not index and "//" not in path and "/." not in path:
            return plain[1].removeprefix("www.") + path.rstrip("/")
    return _key(_canonical(url))


def fold(text: str | None) -> str:
    """``text`` as it counts: one kind of white space, quotation mark, apostrophe and dash."""
    if not text:
        return ""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _FOLDABLE.sub(_folded, text))
    return clean(text.replace("...", "."))


def _folded(match: re.Match[str]) -> str:
    return _FOLDED[match[0]]


def fingerprint(title: str | None, body: str | None) -> str:
    """32 hexadecimal digits that are equal where title and text are, after ``fold``."""
    text = f"{fold(title)}\n{fold(body)}".encode("utf-8", "replace")
    return blake2b(text, digest_size=16).hexdigest()


@lru_cache(maxsize=65536)
def _canonical(url: str) -> str:
    url = clean(url)
    if (plain := _PLAIN_QUERY.fullmatch(url)) and "//" not in plain[2] and "/." not in plain[2]:
        if query := _without_tracking(plain[3] or ""):
            return f"{plain[1]}{plain[2]}?{_normal_percent(query)}"
        return plain[1] + _without_index(plain[2])
    try:
        parts = urlsplit(url)
        if parts.scheme.lower() not in _DEFAULT_PORTS or not parts.hostname:
            return url
        bare = urlunsplit((parts.scheme.lower(), _netloc(parts), parts.path, "", ""))
        path = urlsplit(canonicalize_url(bare)).path
        query = urlsplit(safe_url_string(urlunsplit(("http", "h", "/", parts.query, "")))).query
    except (ValueError, UnicodeError):  # a host or port that cannot be, or an encoding
        return url
    path = _SESSION.sub("", _normal_percent(path)) or "/"
    query = _without_tracking(query)
    if not query:
        path = _without_index(path)
    return urlunsplit((parts.scheme.lower(), _netloc(parts), path, _normal_percent(query), ""))


def _netloc(parts: SplitResult) -> str:
    """The host in lower case, with a port only where that is not the default; no user, password.

    Raises ValueError for a name that no host can have and a port that is no number.
    """
    host = (parts.hostname or "").rstrip(".")
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    if ":" in host:
        host = f"[{host}]"
    elif not _HOST.fullmatch(host):
        raise ValueError(f"no host name: {host!r}")
    default = _DEFAULT_PORTS.get(parts.scheme.lower())
    return host if parts.port in (None, default) else f"{host}:{parts.port}"


def _normal_percent(text: str) -> str:
    """Percent escapes in upper case, and none where the character may stand for itself."""

    def replace(match: re.Match[str]) -> str:
        char = chr(int(match[1], 16))
        return char if char in _UNRESERVED else f"%{match[1].upper()}"

    return _PERCENT.sub(replace, text) if "%" in text else text


def _without_index(path: str) -> str:
    folder, _, name = path.rpartition("/")
    return f"{folder}/" if name.lower() in INDEX_PAGES else path


def _without_tracking(query: str) -> str:
    return "&".join(part for part in query.split("&") if part and not _is_tracking(part))


def _is_tracking(parameter: str) -> bool:
    name, _, value = parameter.partition("=")
    name = name.lower().removeprefix("amp;")
    return (
        name in TRACKING_PARAMETERS
        or name.startswith(TRACKING_PREFIXES)
        or (name in REFERRER_PARAMETERS and value.lower() in REFERRERS)
        or (name in SESSION_PARAMETERS and bool(_SESSION_KEY.fullmatch(value)))
    )


@lru_cache(maxsize=65536)
def _key(canonical: str) -> str:
    try:
        parts = urlsplit(canonical)
    except ValueError:
        return canonical
    if parts.scheme not in _DEFAULT_PORTS:
        return canonical
    folder, _, name = parts.path.rpartition("/")
    path = folder if name.lower() in INDEX_PAGES else parts.path
    query = "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    return f"{site_of(canonical)}{path.rstrip('/')}{'?' if query else ''}{query}"


def _plausible(own: str, declared: str, title: str | None) -> bool:
    """Can the page at ``own`` really be the one at ``declared``? Both are canonical URLs."""
    if _key(own) == _key(declared):
        return True
    try:
        here, there = urlsplit(own), urlsplit(declared)
    except ValueError:  # 'http://[broken/'
        return False
    if there.scheme not in _DEFAULT_PORTS or site_of(own) != site_of(declared):
        return False
    steps, target = _steps(here.path), _steps(there.path)
    if not target or all(len(step) == 2 for step in target):  # '/', '/en/'
        return bool(there.query) and not steps
    if steps == target:
        return _only_views_dropped(here, there, steps)
    if steps[: len(target)] == target:
        rest = steps[len(target) :]
        return all(step.lower() in VIEW_SEGMENTS or _PAGE_SEGMENT.fullmatch(step) for step in rest)
    return _speaks_of(steps[-1] if steps else "", target[-1], title)


def _steps(path: str) -> list[str]:
    """The segments of a path, without an index page."""
    steps = [step for step in path.split("/") if step]
    return steps[:-1] if steps and steps[-1].lower() in INDEX_PAGES else steps


def _only_views_dropped(here: SplitResult, there: SplitResult, steps: list[str]) -> bool:
    """Same path, other parameters: did the declared URL lose only what does not choose content?"""
    before, after = _parameters(here.query), _parameters(there.query)
    dropped = {name for name in before if before[name] != after.get(name)}
    if dropped <= VIEW_PARAMETERS:
        return True
    if dropped & DOCUMENT_PARAMETERS:
        return False
    # A path that names a document by itself ('/gold-price-hits-record') needs no parameter.
    return bool(steps) and len(_SLUG_WORD.findall(_SCRIPT.sub("", steps[-1]))) > 2


def _parameters(query: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in query.split("&") if part)
    return {name.lower(): value for name, _, value in pairs}


def _speaks_of(own: str, declared: str, title: str | None) -> bool:
    """May two last segments name one document? Only clearly other words speak against it."""
    there = _words(declared)
    here = _words(own)
    if len(there) < 3:
        return True
    if here & there:
        return len(here & there) * 3 >= min(len(here), len(there))
    if title:
        return len(_words(title) & there) * 2 >= len(there)
    return len(here) < 3


def _words(text: str) -> set[str]:
    return {word for word in _SLUG_WORD.findall(_SCRIPT.sub("", text).casefold()) if len(word) > 2}
