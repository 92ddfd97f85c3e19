"""The people of a text: their full names, and whom a last name or a pronoun means."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from wmcscraper.text.marks import Span
from wmcscraper.text.speech_tokens import Line
from wmcscraper.text.speech_words import Words

__all__ = ["Mention", "People", "Phrase", "parse_phrase", "unowned"]

_WORD = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*\.?")
_NAME = r"[^\W\d_a-zß-ÿ](?:[\w'’-]{0,5}\.(?=[ \xa0])|[\w'’-]*)"
_GAP = re.compile(r"[ \xa0]")
_PARTICLES = "(?:(?:van|der|den|de|la|le|du|da|dos|del|di|von|bin|ibn|al|el|ter) ){0,3}"
# Capitalised words in a row, with particles and initials between them.
_RUN = re.compile(rf"{_NAME}(?:[ \xa0]{_PARTICLES}{_NAME})*")
# The most words of a name of which none is a known given name.
_LONG = 4
# How many people may share a last name, and how many places of each name are kept.
_NAMESAKES = 30
_FIRST = 4
# How far back a pronoun may look, in characters and in mentions.
_REACH = 1500
_LOOK = 14


@dataclass(slots=True)
class Phrase:
    """A noun phrase that names a speaker, taken apart."""

    name: str | None
    """A person's or a firm's name, without title; None if the phrase holds none."""
    text: str
    """The phrase as written."""


@dataclass(slots=True)
class Mention:
    """One place where a name stands."""

    name: str
    last: str
    """The last name, in lower case."""
    start: int
    end: int
    subject: bool
    """Whether it looks like the subject of its sentence."""


@dataclass(slots=True)
class _Uses:
    """How often a full name stands in the text, and where first."""

    count: int = 0
    first: list[Mention] = field(default_factory=list)


def _bare(word: str) -> str:
    return unowned(word).rstrip(".").casefold()


def unowned(word: str) -> str:
    """``word`` without 's."""
    if "'" not in word and "’" not in word:
        return word
    for suffix in ("'s", "’s", "'", "’"):
        word = word.removesuffix(suffix)
    return word


def parse_phrase(line: Line, first: int, last: int, words: Words) -> Phrase:
    """The noun phrase of tokens ``first`` to ``last``, which may go on with 'of …', 'at …'."""
    tags = line.tags
    core = last
    for i in range(first + 1, last):
        if tags[i] in "oqp":
            core = i
            break
    begin = core
    while begin > first and tags[begin - 1] == "N":
        begin -= 1
    whole = line.text(first, last)
    if begin == core and tags[core - 1] in "tT" and core < last:
        named = _behind_title(line, core, last, words)
        if named is not None:
            return Phrase(line.text(named, last), whole)
    if tags[first] == "S" and (
        last - first == 1
        or (
            last - first == 2
            and line.text(first + 1, last).casefold() in words.sets["nouns.speech"]
        )
    ):
        # 'Smith's “…”', 'Smith's remark “…”'
        whole = line.text(first, first + 1)
        return Phrase(unowned(whole), whole)
    if begin == core:
        return Phrase(None, unowned(whole) if tags[last - 1] in "Sz" else whole)
    low = [_bare(line.text(i, i + 1)) for i in range(begin, core)]
    person = _person_from(low, words)
    if person is None:
        return Phrase(None, whole)
    begin, low = begin + person, low[person:]
    given = words.sets["names.given"]
    for i, word in enumerate(low[:-1]):
        if word in given:
            begin += i
            break
    return Phrase(line.text(begin, core), whole)


def _person_from(low: list[str], words: Words) -> int | None:
    """Where in a run of capitalised words a person's name can begin; None in an organisation's.

    'Mineral Resources | Jane Doe': what follows the organisation's last word is the person.
    """
    organisations = words.sets["names.organisations"]
    begin = 0
    for i, word in enumerate(low):
        if word in organisations:
            begin = i + 1
    if begin and len(low) - begin < 2:
        sure = words.sets["names.given"]
        surname = len(low) == 2 and low[1] in words.sets["names.surnames"] and low[0] in sure
        return 0 if surname else None
    return begin


def _behind_title(line: Line, core: int, last: int, words: Words) -> int | None:
    """First token of a name behind a title and what depends on it.

    'vice president of exploration Jane Doe', but not 'spokesman for Jane Doe'.
    """
    tags = line.tags
    begin = last
    while begin > core and tags[begin - 1] == "N":
        begin -= 1
    if last - begin < 2:
        return None
    if tags[begin - 1] in "ngh":
        return begin
    given = words.sets["names.given"]
    if tags[begin - 1] not in "oq":
        return None
    run = [_bare(line.text(i, i + 1)) for i in range(begin, last)]
    person = _person_from(run, words)
    if person:
        return begin + person
    for i in range(begin + 1, last - 1):
        if _bare(line.text(i, i + 1)) in given:
            return i
    return None


class People:
    """The names of a text."""

    def __init__(self, text: str, words: Words, spans: list[Span]) -> None:
        self._text = text
        self._words = words
        self._sets = words.sets
        self._tags = words.tags
        self._gerund = words.gerund
        self._abbreviations = words.sets["names.abbreviations"]
        self._full: dict[str, dict[str, _Uses]] = {}
        """Last name → full names."""
        self._mentions: list[Mention] = []
        self._gender: dict[str, str] = {}
        self._known: set[str] = set()
        singles: list[tuple[int, str]] = []
        starts = [s.outer_start for s in spans]
        for run in _RUN.finditer(text):
            at = bisect_right(starts, run.start()) - 1
            quoted = at >= 0 and run.start() < spans[at].outer_end
            if _GAP.search(run[0]) is None:
                if not quoted:
                    singles.append((run.start(), run[0]))
                continue
            for start, source in self._split(run):
                if " " in source or "\xa0" in source:
                    self._read_run(start, source, quoted)
                elif not quoted:
                    singles.append((start, source))
        for start, source in singles:
            self._read_single(start, source)
        self._mentions.sort(key=lambda m: m.start)
        self._single: dict[str, list[Mention]] = {}
        for m in self._mentions:
            if " " not in m.name and len(first := self._single.setdefault(m.name, [])) < _FIRST:
                first.append(m)
        self._starts = [m.start for m in self._mentions]

    def _note_full(self, mention: Mention) -> None:
        names = self._full.setdefault(mention.last, {})
        uses = names.get(mention.name)
        if uses is None:
            if len(names) >= _NAMESAKES:
                return
            uses = names[mention.name] = _Uses()
        uses.count += 1
        if len(uses.first) < _FIRST:
            uses.first.append(mention)

    def _split(self, run: re.Match[str]) -> Iterator[tuple[int, str]]:
        """The names in a run of capitalised words: a full stop or 's may part them."""
        source, at = run[0], 0
        for gap in _GAP.finditer(source):
            word = source[at : gap.start()].rsplit(None, 1)[-1]
            low = word.rstrip(".").casefold()
            stop = word.endswith(".") and len(word) > 2 and low not in self._abbreviations
            if stop or word.endswith(("'s", "’s")):
                yield run.start() + at, source[at : gap.start()]
                at = gap.end()
        yield run.start() + at, source[at:]

    def _read_single(self, at: int, source: str) -> None:
        """Note a word that stands alone, where it is the last name of somebody in the text."""
        word = unowned(source).rstrip(".")
        single = word.casefold()
        if (single in self._full or single in self._known) and single not in self._tags:
            subject = self._is_subject(at, at + len(source))
            self._mentions.append(Mention(word, single, at, at + len(word), subject))

    def _read_run(self, at: int, source: str, quoted: bool) -> None:
        sets = self._sets
        parts = list(_WORD.finditer(source))
        low = [_bare(p[0]) for p in parts]
        begin, title, address = 0, False, ""
        for i, word in enumerate(low[:-1]):
            if word in sets["names.honorifics"]:
                begin, address = i + 1, word
            elif word in sets["names.roles"]:
                begin, title = i + 1, True
            elif i == begin and (word in self._tags or self._is_gerund(word)):
                # 'But Smith', 'Following Smith'
                begin = i + 1
        given = next((i for i in range(begin, len(low) - 1) if self._sex(low[i])), None)
        if given is not None:
            begin = given
        end = len(parts)
        person = _person_from(low[begin:], self._words)
        if person is None:
            return
        begin += person
        while end - begin > 1 and low[end - 1] in sets["names.suffixes"]:
            end -= 1
        if (
            end <= begin
            or low[end - 1] in sets["names.roles"]
            or (end - begin == 1 and low[begin] in self._tags)
            # so many words in a row are a headline
            or end - begin > (_LONG if given is None else _LONG + 2)
        ):
            return
        last = low[end - 1]
        name = unowned(source[parts[begin].start() : parts[end - 1].end()]).rstrip(".")
        start = at + parts[begin].start()
        if given is not None:
            self._gender.setdefault(name, self._sex(low[given]))
            self._known.add(last)
        elif title or address or self._acts(at + len(source)):
            self._known.add(last)
        if address:
            sex = self._address_sex(address)
            if sex:
                self._gender.setdefault(last, sex)
        if quoted and end - begin < 2:
            return
        subject = self._is_subject(at, at + len(source))
        mention = Mention(name, last, start, start + len(name), subject and not quoted)
        if end - begin > 1:
            self._note_full(mention)
        if not quoted:
            self._mentions.append(mention)

    def _is_subject(self, start: int, end: int) -> bool:
        """Whether a name begins a sentence or stands right before a verb."""
        text = self._text
        if start < 2 or text[start - 1] == "\n" or text[start - 2] in '.?!:”"':
            return True
        if text[start - 2] == "," and text[end : end + 1] == ",":
            # 'the chair, Jane Doe, was relieved'
            return True
        follow = text[end : end + 24].split(None, 1)
        return bool(follow) and self._tags.get(follow[0], "") in ("V", "W", "X")

    def _is_gerund(self, word: str) -> bool:
        return word.endswith(self._gerund) and word.isalpha() and not self._sex(word)

    def _acts(self, end: int) -> bool:
        """Whether a verb of speech or an age follows a name, as after a person's."""
        text = self._text
        if text[end : end + 2] == ", ":
            return text[end + 2 : end + 4].isdigit() and text[end + 4 : end + 5] == ","
        follow = text[end : end + 24].split(None, 1)
        return bool(follow) and self._tags.get(follow[0]) == "V"

    def _sex(self, given: str) -> str:
        if given in self._sets["names.given_male"]:
            return "m"
        return "f" if given in self._sets["names.given_female"] else ""

    def _address_sex(self, word: str) -> str:
        if word in self._sets["names.male"]:
            return "m"
        return "f" if word in self._sets["names.female"] else ""

    def note_speaker(self, name: str, sex: str = "") -> None:
        """Remember that ``name`` speaks, and so is a person."""
        self._known.add(_bare(name.rsplit(None, 1)[-1]))
        if sex:
            self._gender.setdefault(name, sex)

    def mentions(self, name: str) -> list[Mention]:
        """The first places where ``name`` stands, in order."""
        last = name.rsplit(None, 1)[-1]
        full = self._full.get(_bare(last), {}).get(name)
        return (full.first if full else []) + self._single.get(last, [])

    def full_name(self, name: str, address: str = "") -> str:
        """The full name that ``name`` stands for, in its most frequent spelling.

        ``name`` itself if the text has none. ``address`` is the Mr or Ms before it, if any.
        """
        parts = [p[0] for p in _WORD.finditer(name)]
        suffixes = self._sets["names.suffixes"]
        while len(parts) > 1 and _bare(parts[-1]) in suffixes:
            parts.pop()
        if not parts:
            return name
        sex = self._address_sex(_bare(address)) if address else ""
        end = " ".join(parts)
        alone = len(parts) == 1
        best, best_rank = "", (False, -1)
        for full, uses in self._full.get(_bare(parts[-1]), {}).items():
            if sex and self._gender.get(full, sex) != sex:
                continue
            same = alone or full.endswith(end) or name in full or full.startswith(parts[0] + " ")
            if not same:
                continue
            rank = (full in self._gender, uses.count)
            if rank > best_rank:
                best, best_rank = full, rank
        if not best:
            return unowned(name) if alone else end
        return best

    def person_before(
        self, pronoun: str, at: int, speaker: str | None, since: int = 0
    ) -> str | None:
        """Whom 'he' or 'she' at offset ``at`` means; ``speaker`` is who spoke last.

        Only people named after offset ``since`` count.
        """
        sets = self._sets
        sex = "m" if pronoun in sets["words.male"] else "f"
        index = bisect_left(self._starts, at)
        best: tuple[float, str] | None = None
        for m in reversed(self._mentions[max(0, index - _LOOK) : index]):
            if at - m.end > _REACH or m.start < since or (best and best[0] < 0.5):
                break
            known = m.last in self._known
            if not known and " " not in m.name:
                continue
            name = self.full_name(m.name)
            own = self._gender.get(name) or self._gender.get(m.last)
            if own and own != sex:
                continue
            gap = self._text[m.end : at]
            cost = 2.0 * gap.count("\n\n") + gap.count(". ") + gap.count(".” ") + gap.count('." ')
            cost += (0 if m.subject else 1.5) + (0 if own else 0.8) + (0 if known else 1)
            if name == speaker:
                cost -= 1.2
            if best is None or cost < best[0]:
                best = (cost, name)
        if best:
            name = best[1]
            self._gender.setdefault(name, sex)
            return name
        return speaker if self._gender.get(speaker or "", sex) == sex else None
