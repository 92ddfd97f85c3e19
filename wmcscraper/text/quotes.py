"""Direct speech: who said what, in which role."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from wmcscraper.items import Quote
from wmcscraper.text.marks import Span, find_spans, paragraphs
from wmcscraper.text.roles import Roles
from wmcscraper.text.speakers import People, parse_phrase
from wmcscraper.text.speech import Attribution, attribute, signature, subject_before
from wmcscraper.text.speech_tokens import Line, tokenize
from wmcscraper.text.speech_words import LANGUAGES, Words, load_words, pick_language

__all__ = ["extract_quotes"]

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_MIN_WORDS = 4
# How many speakers back 'the minister' may refer.
_LATEST = 20
# How many sentences back 'it' and 'they' may refer.
_LOOK_BACK = 4
# The longest sentence that is looked through for them, in words.
_FAR = 100
# A name after a comma: ', Deputy Under Secretary Lorraine Pike,'
_NAMED = re.compile(r",(?P<who>[NThtn]*N)(?=[,.:EpV]|$)")
# Kinds of words that titles leave in lower case.
_SMALL = frozenset("pqocDbaX")
# Kinds of words that may be the verb of a sentence.
_VERBAL = frozenset("eVWGHnuv")
_DASHES = frozenset("-–—―")
_GOES_ON = frozenset(",?!-—–…")


@dataclass(slots=True)
class _Speaker:
    name: str | None
    role: str | None
    cue: str | None
    nominal: int | None = None
    """Where the words stand that name a person by a role alone: 'a spokeswoman'."""


def extract_quotes(text: str, language: str | None = None) -> list[Quote]:
    """The direct speech in ``text``, in order.

    ``language`` is a BCP 47 tag; without one, or with one that has no word lists, the language
    is told from the text. Offsets are those of the words inside the marks.
    """
    paras = list(paragraphs(text))
    spans = find_spans(text, paras)
    if not spans:
        return []
    tag = (language or "").split("-")[0].lower()
    words = load_words(tag if tag in LANGUAGES else pick_language(text))
    return _Reader(text, words, spans).read(paras)


def _groups(
    paras: list[tuple[int, int]], spans: list[Span]
) -> Iterator[tuple[int, int, list[Span]]]:
    """Paragraphs with the quotations in them; those that one quotation joins are one."""
    starts = [s.outer_start for s in spans]
    done, i = 0, 0
    while i < len(paras):
        start, end = paras[i]
        i += 1
        while True:
            high = bisect_left(starts, end, lo=done)
            reach = spans[high - 1].outer_end if high > done else end
            if reach <= end or i >= len(paras):
                break
            end = paras[i][1]
            i += 1
        yield start, end, spans[done:high]
        done = high


class _Reader:
    """Reads one text from beginning to end and remembers who spoke last."""

    def __init__(self, text: str, words: Words, spans: list[Span]) -> None:
        self._text = text
        self._words = words
        self._spans = spans
        self._spoke: _Speaker | None = None
        """Who spoke last in the article."""
        self._named: dict[str, None] = {}
        """Everybody who spoke, the last at the end."""

    @cached_property
    def _people(self) -> People:
        return People(self._text, self._words, self._spans)

    @cached_property
    def _roles(self) -> Roles:
        return Roles(self._text, self._words, self._people)

    def read(self, paras: list[tuple[int, int]]) -> list[Quote]:
        quotes: list[Quote] = []
        groups = list(_groups(paras, self._spans))
        for i, (start, end, spans) in enumerate(groups):
            if not spans:
                continue
            previous = groups[i - 1] if i else None
            found = self._paragraph(start, end, spans, previous)
            quotes += found
            if len(spans) == 1 and found and spans[0].outer_start == start and i + 1 < len(groups):
                self._sign(found[0], spans[0], end, groups[i + 1])
        return quotes

    def _sign(
        self, quote: Quote, span: Span, end: int, following: tuple[int, int, list[Span]]
    ) -> None:
        """Give a quotation that is a whole paragraph the speaker that stands below it."""
        low, high, spans = following
        if span.outer_end != end or spans or self._text[low] not in _DASHES:
            return
        line = tokenize(self._text, low, high, [], self._words)
        found = signature(line)
        if found:
            self._spoke = self._resolve(line, found)
            quote.speaker, quote.role = self._spoke.name, self._spoke.role
            quote.cue = None

    def _paragraph(
        self, start: int, end: int, spans: list[Span], previous: tuple[int, int, list[Span]] | None
    ) -> list[Quote]:
        text = self._text
        line = tokenize(text, start, end, spans, self._words)
        quotes: list[Quote] = []
        last: _Speaker | None = None
        for number, span in enumerate(spans):
            body = text[span.start : span.end]
            after = line.quotes[number] + 1
            closed = line.tags[after : after + 1] in ("E", ".")
            open_ended = not closed and (
                body[-1:] in _GOES_ON or text[span.outer_end : span.outer_end + 1] == ","
            )
            found = attribute(line, number, open_ended)
            if not self._is_speech(body, found, line, number):
                continue
            if found:
                speaker = self._resolve(line, found)
            elif last:
                speaker = last
            else:
                speaker = self._carried(line, number, previous)
            last = speaker
            if speaker.name:
                self._spoke = speaker
            quotes.append(
                Quote(body, speaker.name, speaker.role, speaker.cue, span.start, span.end)
            )
        return quotes

    def _is_speech(self, body: str, found: Attribution | None, line: Line, number: int) -> bool:
        """Whether a stretch between marks is said, rather than a title, a name or irony."""
        said = _WORD.findall(body)
        if not said:
            return False
        at = line.quotes[number]
        tags = line.tags
        introduced = False
        if found and found.strong and found.direct:
            edge = max(found.cue_last, found.last)
            introduced = at == 0 or tags[at - 1] in ".E:" or edge <= at <= edge + 2
            if len(said) < _MIN_WORDS:
                # 'described it as "painful but late"'
                phrase = len(said) > 1 and said[0].islower()
                if phrase and tags[found.cue_last : at] in ("", "m", "p", "mp", "b", "mb"):
                    return True
                return introduced and body[-1:] in ",.?!…" and tags[found.cue_first] != "W"
        return len(said) >= _MIN_WORDS and (introduced or not self._is_title(said))

    def _is_title(self, said: list[str]) -> bool:
        """Whether all words but small ones are capitalised, as in a name."""
        small = self._words.tags
        big = sum(word[0].isupper() or word[0].isdigit() for word in said)
        low = sum(word[0].islower() and small.get(word, "n") not in _SMALL for word in said)
        return big >= 2 and low == 0

    def _carried(
        self, line: Line, number: int, previous: tuple[int, int, list[Span]] | None
    ) -> _Speaker:
        """The speaker of a quotation whose own sentence names none."""
        at = line.quotes[number]
        if at > 0:
            found = subject_before(line, at)
        elif previous and not previous[2]:
            line = tokenize(self._text, previous[0], previous[1], [], self._words)
            found = subject_before(line, len(line.tags))
        else:
            return self._spoke or _Speaker(None, None, None)
        if found:
            return self._resolve(line, found)
        return _Speaker(None, None, None)

    def _resolve(self, line: Line, found: Attribution) -> _Speaker:
        """The speaker as a full name where there is one."""
        cue = self._cue(line, found)
        if not found.strong and line.tags[found.cue_first : found.cue_last] not in _VERBAL:
            cue = ""
        return self._person(line, found, cue or None)

    def _cue(self, line: Line, found: Attribution) -> str:
        """The word of speech with what belongs to it: 'has added', 'according to'."""
        tags, first, last = line.tags, found.cue_first, found.cue_last
        if tags[first:last] == "A":
            last += tags[last : last + 1] in ("p", "q")
            first -= first > 0 and tags[first - 1] == "o"
        elif tags[first:last] in ("V", "W"):
            low = first
            while low > 0 and tags[low - 1] in "aX":
                low -= 1
                first = low if tags[low] == "X" else first
        return line.text(first, last)

    def _person(self, line: Line, found: Attribution, cue: str | None) -> _Speaker:
        """Who the words that ``found`` points at are."""
        first = found.first
        at = line.starts[first]
        if self._is_pronoun(line, found):
            name = self._pronoun(line, first, at)
            return _Speaker(name, self._roles.of(name), cue)
        phrase = parse_phrase(line, first, found.last, self._words)
        beside = None
        if not phrase.name or " " not in phrase.name:
            # 'the minister, Anne-Marie Leclerc': the name stands in apposition
            m = _NAMED.match(line.tags, found.last)
            named = parse_phrase(line, *m.span("who"), self._words) if m else None
            if m and named and named.name and " " in named.name and self._stands_for(line, found):
                beside, phrase, first = phrase, named, m.start("who")
        if not phrase.name:
            return self._by_role(line, found, phrase.text, cue)
        address = line.text(first, first + 1) if line.tags[first] == "h" else ""
        name = self._people.full_name(phrase.name, address)
        if found.strong:
            self._people.note_speaker(name)
        self._named.pop(name, None)
        self._named[name] = None
        role = self._roles.of(name)
        if beside and not role:
            role = self._roles.plain(beside.text)
            if role:
                self._roles.note(name, role)
        return _Speaker(name, role, cue)

    def _is_pronoun(self, line: Line, found: Attribution) -> bool:
        if found.last != found.first + 1:
            return False
        word = line.text(found.first, found.last).casefold()
        tag = line.tags[found.first]
        return tag in "Pm" or (tag == "D" and word in self._words.sets["words.possessives"])

    def _stands_for(self, line: Line, found: Attribution) -> bool:
        """Whether a noun phrase can be a person whom a name in apposition then names."""
        tags = line.tags[found.first : found.last]
        return tags[0] in "DSz" or "t" in tags or "T" in tags

    def _by_role(self, line: Line, found: Attribution, phrase: str, cue: str | None) -> _Speaker:
        """The speaker that 'the minister' means, if that is clear."""
        tags = line.tags[found.first : found.last]
        if tags in ("Dt", "DT"):
            seen = islice(reversed(self._named), _LATEST)
            name = self._roles.holder(phrase, seen)
            if name:
                return _Speaker(name, self._roles.of(name), cue)
        human = "t" in tags or "T" in tags
        return _Speaker(phrase, None, cue, line.starts[found.first] if human else None)

    def _pronoun(self, line: Line, first: int, at: int) -> str | None:
        sets = self._words.sets
        word = line.text(first, first + 1).casefold()
        spoke = self._spoke.name if self._spoke else None
        if word in sets["words.first_person"]:
            return None
        if word in sets["words.male"] or word in sets["words.female"]:
            nominal = self._spoke is not None and self._spoke.nominal is not None
            since = self._spoke.nominal or 0 if self._spoke else 0
            name = self._people.person_before(word, at, spoke, since)
            if name or nominal:
                return name or spoke
        # 'it', 'they': what the sentence before is about
        at = first
        for _ in range(_LOOK_BACK):
            before = subject_before(line, at)
            if before and line.tags[before.first] not in "Pm":
                return parse_phrase(line, before.first, before.last, self._words).text
            low = max(0, at - _FAR)
            at = max(line.tags.rfind(".", low, at), line.tags.rfind("E", low, at))
            if at <= 0:
                break
        return spoke
