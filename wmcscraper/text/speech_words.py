"""The words that the search for quotations knows, one data file a language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from importlib.resources import files

__all__ = ["LANGUAGES", "Words", "load_words", "pick_language"]

LANGUAGES = ("en", "es")

# One letter for each kind of word, so that the grammar can be written as patterns over letters.
# Later kinds win where a word stands in several lists.
_TAGS = (
    ("words.plain", "n"),
    ("names.roles", "t"),
    ("verbs.common", "e"),
    ("cues.weak_plural", "u"),
    ("cues.strong_plural", "v"),
    ("cues.weak_ing", "H"),
    ("cues.strong_ing", "G"),
    ("cues.weak", "W"),
    ("cues.strong", "V"),
    ("words.time", "y"),
    ("words.adverbs", "a"),
    ("words.prepositions", "p"),
    ("words.complements", "q"),
    ("words.clause", "b"),
    ("words.auxiliaries", "X"),
    ("words.pronouns", "P"),
    ("words.determiners", "D"),
    ("words.relatives", "w"),
    ("words.of", "o"),
    ("words.conjunctions", "c"),
    ("cues.according", "A"),
    ("cues.view", "B"),
    ("names.honorifics", "h"),
    ("words.objects", "m"),
)

# Sets that are asked as one.
_UNIONS = {
    "names.given": ("names.given_male", "names.given_female"),
    "names.abbreviations": ("words.abbreviations", "names.roles"),
    "names.not_in_roles": ("names.role_drop", "names.organisations"),
    "names.stopped_in_roles": ("words.abbreviations", "names.role_short"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words."""

    language: str
    tags: dict[str, str]
    """Lower-case word → the letter of its kind (see ``speech_tokens``)."""
    sets: dict[str, frozenset[str]]
    """'names.particles' and the like → lower-case words."""
    gerund: tuple[str, ...] = ()
    participle: tuple[str, ...] = ()
    adverb: tuple[str, ...] = ()
    plural: tuple[str, ...] = ()
    cache: dict[str, str] = field(default_factory=dict)
    """Words of running text and their letters, as far as they do not depend on the place."""


def load_words(language: str) -> Words:
    """The words of ``language``, one of ``LANGUAGES``."""
    return _WORDS[language]


def _read(language: str) -> Words:
    folder = files("wmcscraper.text") / "data"
    data = tomllib.loads((folder / f"quotes_{language}.toml").read_text(encoding="utf-8"))
    given = tomllib.loads((folder / "given_names.toml").read_text(encoding="utf-8"))
    data["names"].update(given["names"])
    sets = {
        f"{table}.{name}": frozenset(words.split())
        for table, lists in data.items()
        for name, words in lists.items()
    }
    for name, parts in _UNIONS.items():
        sets[name] = frozenset().union(*(sets[part] for part in parts))
    tags = {word: tag for name, tag in _TAGS for word in sets.get(name, ())}
    endings = data.get("endings", {})
    return Words(
        language,
        tags,
        sets,
        gerund=tuple(endings.get("gerund", "").split()),
        participle=tuple(endings.get("participle", "").split()),
        adverb=tuple(endings.get("adverb", "").split()),
        plural=tuple(sets["words.plural_ending"]),
    )


_WORDS = {language: _read(language) for language in LANGUAGES}


def pick_language(text: str) -> str:
    """The language of ``LANGUAGES`` whose small words the beginning of ``text`` uses most."""
    words = text[:4000].casefold().split()
    score = dict.fromkeys(LANGUAGES, 0)
    for name in LANGUAGES:
        common = load_words(name).sets["words.common"]
        score[name] = sum(word in common for word in words)
    return max(LANGUAGES, key=lambda name: score[name])
