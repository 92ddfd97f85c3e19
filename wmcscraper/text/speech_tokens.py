"""A paragraph around its quotations as words, and one letter for the kind of each.

The letters make a string over which the grammar of speech is written as ordinary patterns:

    Q quotation         E end of a quotation that ends a sentence     . end of a sentence
    N capitalised word  S the same with 's    z other word with 's    n other word
    t role (lower case) T role (capitalised)  h Mr, Dr                # number
    V verb of speech    W weak one            G, H their -ing forms   I verb after 'to'
    P pronoun           D determiner          X auxiliary             a adverb
    p preposition       o 'of'                c 'and'                 b 'but', 'if', 'when'
    w 'who', 'that'     A 'according'         y day, month            g, e -ing, -ed word
    , : ; - ( )         themselves
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from wmcscraper.text.marks import Span
from wmcscraper.text.speech_words import Words

__all__ = ["Line", "tokenize"]

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-'’.&/@][^\W_]+)*(?:(?<=s)['’](?!\w))?|[^\w\s\"“”‘]"
)
_PUNCTUATION = {
    ",": ",", ":": ":", ";": ";", "-": "-", "–": "-", "—": "-", "―": "-", "(": "(", ")": ")",
    "[": "(", "]": ")", ".": ".", "!": ".", "?": ".", "…": ".", "&": "N", "•": ".",
}  # fmt: skip
_ENDS = frozenset(".…")


@dataclass(slots=True)
class Line:
    """A stretch of text, tokenized, its quotations as one token each."""

    tags: str
    starts: list[int]
    ends: list[int]
    quotes: list[int]
    """Token number of each quotation."""

    def text(self, source: str, first: int, last: int) -> str:
        """The words of tokens ``first`` to ``last``, the latter excluded."""
        return source[self.starts[first] : self.ends[last - 1]] if last > first else ""


def tokenize(text: str, start: int, end: int, spans: list[Span], words: Words) -> Line:
    """Tokens of ``text[start:end]``; ``spans`` are the quotations in it, in order."""
    tags: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    quotes: list[int] = []
    at = start
    for span in spans:
        _words(text, at, span.outer_start, words, tags, starts, ends)
        quotes.append(len(tags))
        tags.append("Q")
        starts.append(span.outer_start)
        ends.append(span.outer_end)
        if text[span.end - 1] in _ENDS:
            tags.append("E")
            starts.append(span.outer_end)
            ends.append(span.outer_end)
        at = span.outer_end
    _words(text, at, end, words, tags, starts, ends)
    return Line("".join(tags), starts, ends, quotes)


def _words(
    text: str, start: int, end: int, words: Words, tags: list[str], starts: list[int],
    ends: list[int],
) -> None:  # fmt: skip
    known = words.cache
    abbreviations = words.sets["words.abbreviations"]
    nouny = words.sets["words.noun_after"]
    previous = ""
    for match in _TOKEN.finditer(text, start, end):
        word = match[0]
        tag = known.get(word)
        if tag is None:
            tag = _tag(word, words)
            if len(known) < 50_000:
                known[word] = tag
        if tag == ".":
            # a full stop after an abbreviation or an initial ends nothing
            if word == "." and previous and starts and ends[-1] == match.start():
                low = previous.casefold()
                if low in abbreviations or (len(previous) == 1 and previous.isupper()):
                    continue
        elif tag in "VWGH" and previous:
            before = tags[-1] if tags else "."
            if word[0].isupper() and before not in ".QE:":
                tag = "N"
            elif previous.casefold() in nouny or before in "Sz":
                # 'the report', 'his claim', 'to say'
                tag = "I" if previous.casefold() in words.sets["words.infinitive"] else "n"
        elif tag in "Xay" and word[0].isupper() and tags and tags[-1] in "NhT" and tag != "y":
            tag = "N"
        tags.append(tag)
        starts.append(match.start())
        ends.append(match.end())
        previous = word


def _tag(word: str, words: Words) -> str:
    """The letter of a word by itself."""
    first = word[0]
    if not first.isalnum():
        return _PUNCTUATION.get(word, "(")
    low = word.casefold()
    upper = first.isupper()
    if low.endswith(("'s", "’s", "s'", "s’")):
        return "S" if upper else "z"
    tag = words.tags.get(low.rstrip("."))
    if tag == "t":
        return "T" if upper else "t"
    if tag:
        return tag
    if first.isdigit():
        return "#"
    if upper:
        return "N"
    if low.endswith(words.adverb):
        return "a"
    if low.endswith(words.gerund):
        return "g"
    if low.endswith(words.participle):
        return "e"
    return "n"
