"""The language of a story: what its words say, else what the page declares."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files

from wmcscraper.page import Page

__all__ = ["extract"]

_TAG = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_][A-Za-z0-9-_]*)?\s*$")
_WORD = re.compile(r"[^\W\d_]+")
# Runs of ASCII letters in lower case and of all that is not ASCII: found at half the cost
_RUN = re.compile(r"[a-z\u0080-\U0010ffff]+")
_LETTER = re.compile(r"[^\W\d_]")
# As much of the text as is needed to tell, in characters.
_SAMPLE = 2000
# Fewer words than this say nothing certain against a declaration.
_ENOUGH_WORDS = 25
# Share of the words that are the language's commonest ones: running text has a third, so much is
# needed to believe it, and so much more than of the declared language to contradict the page.
_LIKELY = 0.12
_CLEARLY = 1.5
# Share of the letters that a script needs; Japanese mixes two, so kana need less.
_SCRIPT_SHARE = 0.3
_KANA_SHARE = 0.1
# Two codes of one language, and old codes.
_SAME = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "ji": "yi", "cmn": "zh", "eng": "en"}


def extract(page: Page, text: str) -> str | None:
    """Primary language tag of ``text``, the story; None where neither text nor page tell."""
    declared = next(_declared(page), None)
    sample = text[:_SAMPLE]
    if script := _by_script(sample):
        return declared if declared and _shares_script(declared, script) else script
    words = _words_of(sample.casefold())
    if len(words) < _ENOUGH_WORDS:
        return declared
    shares = _by_words(words)
    if not shares:
        return declared
    best, share = max(shares.items(), key=lambda item: item[1])
    if share < _LIKELY:
        return declared
    if declared in shares and share < _CLEARLY * shares[declared]:
        return declared
    return best if declared is None or declared in _TABLE["words"] else declared


def _words_of(folded: str) -> list[str]:
    """The words of a text in lower case."""
    runs = _RUN.findall(folded)
    if folded.isascii():
        return runs
    words: list[str] = []
    for run in runs:
        if run.isascii():
            words.append(run)
        else:
            words += _WORD.findall(run)
    return words


def _declared(page: Page) -> Iterator[str]:
    """Languages that the page gives itself, in order of trust."""
    for value in _stated(page):
        if value and (match := _TAG.match(value)):
            tag = match[1].lower()
            yield _SAME.get(tag, tag)


def _stated(page: Page) -> Iterator[str | None]:
    root = page.root
    for name in ("lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang"):
        yield root.get(name)
    for name in ("og:locale", "content-language", "language", "dc.language", "inlanguage"):
        yield from page.meta.get(name, ())
    for element in page.tree.all("meta"):
        if (element.get("http-equiv") or "").lower() == "content-language":
            yield element.get("content")
    for node in page.jsonld:
        if isinstance(language := node.get("inLanguage"), str):
            yield language


def _languages_of(common: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Common word → the languages that it is common in."""
    found: dict[str, tuple[str, ...]] = {}
    for tag, words in common.items():
        for word in set(words.split()):
            found[word] = (*found.get(word, ()), tag)
    return found


_TABLE: dict[str, dict[str, str]] = tomllib.loads(
    files("wmcscraper.fields").joinpath("data", "languages.toml").read_text("utf-8")
)
_LANGUAGES = _languages_of(_TABLE["words"])
_SCRIPTS = {tag: re.compile(f"[{letters}]") for tag, letters in _TABLE["script"].items()}
_ANY_SCRIPT = re.compile(f"[{''.join(_TABLE['script'].values())}]")


def _by_words(words: list[str]) -> dict[str, float]:
    """By language, the share of the words that are among its commonest."""
    counts = dict.fromkeys(_TABLE["words"], 0)
    times = Counter(words)
    for word in times.keys() & _LANGUAGES.keys():
        for tag in _LANGUAGES[word]:
            counts[tag] += times[word]
    return {tag: count / len(words) for tag, count in counts.items() if count}


def _by_script(sample: str) -> str | None:
    """The language of a text that is not in Latin letters."""
    if sample.isascii() or not _ANY_SCRIPT.search(sample):
        return None
    letters = len(_LETTER.findall(sample)) or 1
    shares = {tag: len(pattern.findall(sample)) / letters for tag, pattern in _SCRIPTS.items()}
    if shares["ja"] > _KANA_SHARE:
        return "ja"
    best, share = max(shares.items(), key=lambda item: item[1])
    if share < _SCRIPT_SHARE:
        return None
    lowered = sample.casefold()
    for tag, own in _TABLE["letters"].items():
        if _base(tag) == best and all(letter in lowered for letter in own[:2]):
            return tag
    return best


def _base(tag: str) -> str:
    """The language that stands for a tag's script in the table."""
    if tag in ("uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg", "ru"):
        return "ru"
    if tag in ("fa", "ur", "ps", "ckb", "ug", "ar"):
        return "ar"
    if tag in ("mr", "ne", "sa", "hi"):
        return "hi"
    return tag


def _shares_script(declared: str, found: str) -> bool:
    """Whether a declared language may be written as the text is."""
    return _base(declared) == _base(found)
