"""Words that make a figure a bound or an approximation."""

from __future__ import annotations

import re

from wmcscraper.text.mentions import Mention
from wmcscraper.text.tables import table

__all__ = ["apply_modifier"]

_WINDOW = 32
# From a grade over the name of its metal to the length.
_GRADE_REACH = 24
_LAST_WORD = re.compile(r"([^\s(\[“\"]+)\s?$")
_LETTER_BEFORE = re.compile(r"[^\W_]$")


class _Modifiers:
    def __init__(self) -> None:
        data = table("modifiers")
        self.before: dict[str, list[tuple[str, str]]] = {}
        self.verbs: dict[str, str] = {}
        after = {}
        for name in ("approx", "min", "max"):
            for phrase in data[name]["before"]:
                self.before.setdefault(phrase.split()[-1], []).append((phrase, name))
            self.verbs.update(dict.fromkeys(data[name]["verbs"], name))
            after.update(dict.fromkeys(data[name]["after"], name))
        for phrases in self.before.values():
            phrases.sort(key=lambda p: len(p[0]), reverse=True)
        self.after = after
        options = "|".join(re.escape(a) for a in sorted(after, key=len, reverse=True))
        self.after_pattern = re.compile(rf"[\s-]({options})(?![^\W_])", re.IGNORECASE)
        adverbs = "|".join(data["adverbs"]["words"])
        self.adverb = re.compile(rf"(?<![^\W_])(?:{adverbs})\s$", re.IGNORECASE)
        self.not_up_to = frozenset(data["not_up_to"]["words"])
        self.for_durations = frozenset(data["for_durations"]["words"])


_MODIFIERS = _Modifiers()


def apply_modifier(text: str, mention: Mention, previous: Mention | None = None) -> None:
    """Set the modifier of ``mention`` and widen its span over the words that make it.

    ``previous`` is the figure before it, if any.
    """
    data = _MODIFIERS
    after = data.after_pattern.match(text, mention.end)
    if after and (after.group(1).lower() != "plus" or after.group()[0] == "-"):
        mention.modifier = data.after[after.group(1).lower()]
        mention.end = after.end()
    low = max(0, mention.start - _WINDOW)
    window = text[low : mention.start]
    if window[-1:].isspace():
        window = window[:-1]
    elif not window or window[-1] not in "~∼≈<>≥≤⩽⩾=":
        return
    last = _LAST_WORD.search(window)
    if not last:
        return
    word = last.group(1).lower()
    if word[-1] in "~∼≈<>≥≤⩽⩾=":
        word = word[-2:] if word[-2:] in (">=", "<=") else word[-1]
    if word in data.verbs:
        mention.modifier = mention.modifier or data.verbs[word]
        return
    lowered = window.lower()
    for phrase, name in data.before.get(word, ()):
        if not lowered.endswith(phrase):
            continue
        at = len(window) - len(phrase)
        if phrase[0].isalpha() and at and _LETTER_BEFORE.search(window, 0, at):
            continue
        if _misleads(data, phrase, lowered[:at].split(), mention):
            return
        if phrase == "over" and _is_interval(mention, previous, low + at):
            return  # '1,206 g/t AgEq over 5.35 metres'
        mention.modifier = mention.modifier or name
        if adverb := data.adverb.search(window, 0, at):
            at = adverb.start()
        mention.start = low + at
        return


def _is_interval(mention: Mention, previous: Mention | None, at: int) -> bool:
    """Whether 'over' at ``at`` leads from a grade to the length of core that has it."""
    return (
        mention.kind == "length"
        and previous is not None
        and (previous.kind == "grade" or previous.unit == "%")
        and at - previous.end <= _GRADE_REACH
    )


def _misleads(data: _Modifiers, phrase: str, words: list[str], mention: Mention) -> bool:
    previous = words[-1] if words else ""
    if phrase == "up to":
        return previous in data.not_up_to
    if phrase in ("over", "around") and mention.kind == "duration" and not mention.hyphened:
        return previous not in data.for_durations and phrase == "over"
    return False
