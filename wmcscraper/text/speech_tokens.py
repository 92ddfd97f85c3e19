"""A paragraph around its quotations as words, and one letter for the kind of each.

The letters make a string over which the grammar of speech is written as ordinary patterns:

    Q quotation         E end of a quotation that ends a sentence     . end of a sentence
    N capitalised word  S the same with 's    z other word with 's    n other word
    t role (lower case) T role (capitalised)  h Mr, Dr                # number
    V verb of speech    W weak one            G, H their -ing forms   I verb after 'to'
    P pronoun           m object pronoun      D determiner            X auxiliary
    p preposition       o 'of'                q 'for', 'at', 'with'   c 'and'
    b 'but', 'if'       w 'who', 'that'       A 'according'           a adverb
    y day, month        g, e -ing, -ed word   B 'view', 'opinion'     v, u cue in the plural
    , : ; - ( )         themselves
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from wmcscraper.text.marks import Span
from wmcscraper.text.speech_words import Words

__all__ = ["Line", "tokenize"]

_ENDING = r"[^\W_]+(?:[-'’.&/@][^\W_]+)*(?:(?<=s)['’](?!\w))?"
# What separates tokens is left at one look, and words, which are most, are tried first: 15 % off.
_TOKEN = re.compile(
    rf"(?=\S)(?:[^\W\d_]{_ENDING}|[^\W\d_]\.(?:[^\W\d_]\.)+|\d{{1,3}}(?:,\d{{3}}){{1,5}}(?![\w,])|"
    rf"{_ENDING}|[^\w\s\"“”‘’'])"
)
_PUNCTUATION = {
    ",": ",", ":": ":", ";": ";", "-": "-", "–": "-", "—": "-", "―": "-", "(": "(", ")": ")",
    "[": "(", "]": ")", ".": ".", "!": ".", "?": ".", "…": ".", "&": "N", "•": ".",
}  # fmt: skip
# Letters that the words before may change.
_BY_PLACE = frozenset(".vuVWGHXapN")
_ENDS = frozenset(".…")
_WORD_AFTER = re.compile(r"\s(\w+)")
_NEXT = re.compile(r"\s*(\S)")


@dataclass(slots=True)
class Line:
    """A stretch of text, tokenized, its quotations as one token each."""

    source: str
    """The whole text that the offsets belong to."""
    tags: str = ""
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    quotes: list[int] = field(default_factory=list)
    """Token number of each quotation."""

    def text(self, first: int, last: int) -> str:
        """The words of tokens ``first`` to ``last``, the latter excluded."""
        return self.source[self.starts[first] : self.ends[last - 1]] if last > first else ""


def tokenize(text: str, start: int, end: int, spans: list[Span], words: Words) -> Line:
    """Tokens of ``text[start:end]``; ``spans`` are the quotations in it, in order."""
    line = Line(text)
    tags: list[str] = []
    at = start
    for span in spans:
        _add_words(line, tags, at, span.outer_start, words)
        line.quotes.append(len(tags))
        tags.append("Q")
        line.starts.append(span.outer_start)
        line.ends.append(span.outer_end)
        follow = _NEXT.match(text, span.outer_end, end)
        goes_on = follow is not None and (follow[1].islower() or follow[1] == ",")
        if text[span.end - 1] in _ENDS and not goes_on:
            tags.append("E")
            line.starts.append(span.outer_end)
            line.ends.append(span.outer_end)
        at = span.outer_end
    _add_words(line, tags, at, end, words)
    line.tags = "".join(tags)
    return line


def _add_words(line: Line, tags: list[str], start: int, end: int, words: Words) -> None:
    """Append the tokens of ``line.source[start:end]``."""
    known, sets, text = words.cache, words.sets, line.source
    nouny, infinitive = sets["words.noun_after"], sets["words.infinitive"]
    particles = sets["names.particles"]
    add_tag, add_start, add_end = tags.append, line.starts.append, line.ends.append
    before = tags[-1] if tags else "."
    previous = ""
    for match in _TOKEN.finditer(text, start, end):
        word = match[0]
        tag = known.get(word)
        if tag is None:
            tag = _tag(word, words)
            if len(known) < 50_000:
                known[word] = tag
        if tag not in _BY_PLACE:
            pass
        elif tag == ".":
            if word == "." and not _ends_sentence(line, match, previous, words):
                continue
        elif tag in "vu":
            # 'critics say', 'they will say'; elsewhere a noun ('a call', 'his answer')
            low = previous.casefold()
            if low in infinitive:
                tag = "I"
            elif (
                before in "PXa"
                or (before in "Nnt" and low.endswith(words.plural))
                or low in sets["words.plural_subjects"]
            ):
                tag = "V" if tag == "v" else "W"
            else:
                tag = "N" if word[0].isupper() and before not in ".QE:" else "n"
        elif tag in "VWGH":
            if word[0].isupper() and before not in ".QE:":
                tag = "N"
            elif before in "Sz" or previous.casefold() in nouny:
                # 'the report', 'his claim'
                tag = "n"
        elif tag in "Xap" and word[0].isupper() and before not in ".E:":
            # 'Judge Will', 'Deputy Under Secretary'
            if before in "NhT" or tag == "X":
                tag = "N"
        elif tag == "N" and before in ".E" and word.casefold().endswith(words.participle):
            # 'Asked about prices, …', 'Consultado por …': no name
            follow = _WORD_AFTER.match(text, match.end(), end)
            if follow and words.tags.get(follow[1], "") in ("p", "q", "o"):
                tag = "e"
        if before == "N" and word in particles:
            follow = _NEXT.match(text, match.end(), end)
            if follow and (follow[1].isupper() or follow[1] in "dlv"):
                tag = "N"
        add_tag(tag)
        add_start(match.start())
        add_end(match.end())
        before, previous = tag, word


def _ends_sentence(line: Line, match: re.Match[str], previous: str, words: Words) -> bool:
    """Whether a full stop ends a sentence, rather than an abbreviation or an initial."""
    follow = _NEXT.match(line.source, match.end())
    if follow and (follow[1] in ",;:)." or follow[1].islower()):
        return False
    if previous and line.ends[-1] == match.start():
        low = previous.casefold()
        if low in words.sets["words.abbreviations"]:
            return False
        return not (len(previous) == 1 and previous.isupper())
    return True


def _tag(word: str, words: Words) -> str:
    """The letter of a word by itself."""
    first = word[0]
    if not first.isalnum():
        return _PUNCTUATION.get(word, "(")
    low = word.casefold()
    upper = first.isupper()
    tag = words.tags.get(low.rstrip(".").replace("’", "'"))
    if not tag and low.endswith(("'s", "’s", "s'", "s’")):
        return "S" if upper else "z"
    if tag in ("t", "n"):
        return tag.upper() if upper else tag
    if tag:
        return tag
    if "-" in low and not words.sets["names.roles"].isdisjoint(low.split("-")):
        # 'director-general', 'co-chair'
        return "T" if upper else "t"
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
