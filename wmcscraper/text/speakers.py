"""People in a text: their full names, their roles, and whom a pronoun or last name means."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wmcscraper.text.speech_tokens import Line
from wmcscraper.text.speech_words import Words

__all__ = ["Mention", "People", "Phrase", "parse_phrase"]

_WORD = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*\.?")
# A run of capitalised words, particles and initials between them.
_RUN = re.compile(
    r"[^\W\d_a-z][\w'’-]*\.?(?: (?:(?:van|der|den|de|la|le|du|da|dos|del|di|von|bin|ibn|al|el|ter) )"
    r"{0,3}[^\W\d_a-z][\w'’-]*\.?)+"
)


@dataclass(slots=True)
class Phrase:
    """A noun phrase that names a speaker, taken apart."""

    name: str | None
    """A person's name, without title; None if the phrase holds none."""
    role: str | None
    """The role that stands in the phrase, before the name."""
    text: str
    """The phrase as written, without what depends on it."""


@dataclass(slots=True)
class Mention:
    """One place where a full name stands."""

    name: str
    start: int
    end: int


def _bare(word: str) -> str:
    for suffix in ("'s", "’s", "'", "’"):
        word = word.removesuffix(suffix)
    return word.rstrip(".").casefold()


def parse_phrase(text: str, line: Line, first: int, last: int, words: Words) -> Phrase:
    """The noun phrase of tokens ``first`` to ``last``."""
    tags = line.tags
    core = last
    for i in range(first + 1, last):
        if tags[i] in "op":
            core = i
            break
    name_at = core
    while name_at > first and tags[name_at - 1] == "N":
        name_at -= 1
    whole = line.text(text, first, last)
    if name_at == core:
        return Phrase(None, None, whole)
    organisations = words.sets["names.organisations"]
    tokens = [line.text(text, i, i + 1) for i in range(name_at, core)]
    if any(_bare(t) in organisations for t in tokens):
        return Phrase(None, None, whole)
    name = line.text(text, name_at, core)
    role_first = first
    while role_first < name_at and tags[role_first] in "Dh":
        role_first += 1
    role = line.text(text, role_first, name_at) if role_first < name_at else None
    if role and not any(tags[i] in "tT" for i in range(role_first, name_at)):
        role = None
    return Phrase(name, role, whole)


class People:
    """The full names of a text."""

    def __init__(self, text: str, words: Words) -> None:
        self._words = words
        self._text = text
        self.by_last: dict[str, list[Mention]] = {}
        self.mentions: list[Mention] = []
        roles = words.sets["names.roles"]
        honorifics = words.sets["names.honorifics"]
        organisations = words.sets["names.organisations"]
        suffixes = words.sets["names.suffixes"]
        for run in _RUN.finditer(text):
            parts = list(_WORD.finditer(run[0]))
            # the name begins after the last title and ends before 's
            low = [_bare(p[0]) for p in parts]
            begin = 0
            for i, word in enumerate(low[:-1]):
                if word in roles or word in honorifics or (i == begin and words.tags.get(word)):
                    begin = i + 1
            if len(parts) - begin < 2 or any(w in organisations for w in low[begin:]):
                continue
            end = len(parts)
            while end - begin > 2 and low[end - 1] in suffixes:
                end -= 1
            if low[end - 1] in roles:
                continue
            raw = run[0][parts[begin].start() : parts[end - 1].end()]
            for suffix in ("'s", "’s", "'", "’"):
                raw = raw.removesuffix(suffix)
            start = run.start() + parts[begin].start()
            mention = Mention(raw.rstrip("."), start, start + len(raw))
            self.mentions.append(mention)
            self.by_last.setdefault(low[end - 1], []).append(mention)

    def full_name(self, name: str, at: int) -> str:
        """The full name that ``name`` stands for at offset ``at``; ``name`` itself if unknown."""
        parts = [p[0] for p in _WORD.finditer(name)]
        if not parts:
            return name
        suffixes = self._words.sets["names.suffixes"]
        while len(parts) > 1 and _bare(parts[-1]) in suffixes:
            parts.pop()
        known = self.by_last.get(_bare(parts[-1]), ())
        fits = [m for m in known if len(parts) == 1 or m.name.endswith(" ".join(parts))]
        if not fits:
            return name
        earlier = [m for m in fits if m.start <= at]
        return (earlier or fits)[-1 if earlier else 0].name

    def person_before(self, at: int) -> str | None:
        """The person named last before offset ``at``."""
        best = None
        for mention in self.mentions:
            if mention.start >= at:
                break
            best = mention
        return best.name if best else None
