"""Tells numbers in words that state no quantity: pronouns, ordinals, clock times, idioms."""

from __future__ import annotations

import re

from wmcscraper.text.mentions import Mention

__all__ = ["judge_words"]

_NEXT_WORD = re.compile(r"[\s-]([^\W\d_][\w’'-]*)")
# 'the hundred-millionth tonne', 'the twenty-first time'
_ORDINAL_END = re.compile(
    r"-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|\w*tenth|eleventh|twelfth|"
    r"\w+teenth|\w+tieth|hundredth|thousandth|millionth|billionth)\b",
    re.IGNORECASE,
)
_ZERO_OF = re.compile(
    r"\s(?:[a-z]+(?:-[a-z]+|able|al|ous)\s)?"
    r"(?!emissions\b)(?:[a-z-]+ies|[a-z-]+[^s\W]s)\b"
)
# 'ten past three', 'five o'clock'
_HOURS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|midnight"
_CLOCK_WORDS = re.compile(
    rf"\spast\s(?:{_HOURS})\b|"
    rf"\sto\s(?:{_HOURS})\s(?:in the (?:morning|afternoon|evening)|at night)|"
    r"\so[’']clock"
)
_PAST = re.compile(r"\b(?:ten|five|quarter|half|twenty)\s(?:past)\s$", re.IGNORECASE)
# 'somebody under thirty'
_AGED = re.compile(
    r"\b(?:some|any|every|no)(?:body|one)\s(?:under|over|below|above)\s$", re.IGNORECASE
)
_ONE_TO_TWO = re.compile(r"(?:\sto\s|\sor\s|-to-)(?:two|three|four|five|six|\d)")
_FRACTION_AFTER = re.compile(
    r"\s(?:of|the|its|their|his|her|our|all|that|what|as|a|more|less|lower|higher|to)\b|[.,;)]|\s*$",
    re.IGNORECASE,
)
_DEFINITE = re.compile(r"\b(?:[Tt]he|[Tt]hese|[Tt]hose|[Tt]op|[Oo]ther)\s$")
_FRACTION_BEFORE = re.compile(
    r"\b(?:almost|nearly|about|over|than|by|roughly|around|some|approximately|under)\s$"
)
_HALF_BEFORE = re.compile(
    r"\b(?:first|second|last|latter|other|better|former|1st|2nd|next|final|early|late|this|each|"
    r"January|June|December|September|March|half|and a|in|into)[\s-]$",
    re.IGNORECASE,
)


def judge_words(
    text: str, mention: Mention, idioms: re.Pattern[str], not_nouns: frozenset[str]
) -> str | None:
    """Why ``mention``, a number in words, states no quantity; None if it states one.

    ``idioms`` follow a number without counting; ``not_nouns`` are never what is counted.
    """
    if mention.kind == "ratio" and mention.unit is None:
        return _judge_fraction(text, mention)
    if _ORDINAL_END.match(text, mention.digits_end):
        return "ordinal"
    if mention.unit is None:
        if mention.value == 0.0:
            # 'zero fatalities', but not 'net zero' or 'zero emissions'
            compound = text[max(0, mention.start - 1) : mention.start] == "-"
            return None if not compound and _ZERO_OF.match(text, mention.end) else "idiom"
        if _CLOCK_WORDS.match(text, mention.end) or _PAST.search(
            text, max(0, mention.start - 14), mention.start
        ):
            return "clock"
        if _AGED.search(text, max(0, mention.start - 20), mention.start):
            return "age"
        if mention.value == 1.0 and not _ONE_TO_TWO.match(text, mention.end):
            return "pronoun"
        if idioms.match(text, mention.end):
            return "idiom"
        if _DEFINITE.search(text, max(0, mention.start - 8), mention.start):
            noun = _NEXT_WORD.match(text, mention.end)
            if noun is None or noun.group(1).lower() in not_nouns:
                return "pronoun"  # 'between the two', 'the top three'
        return None
    return None


def _judge_fraction(text: str, mention: Mention) -> str | None:
    """'half' and 'a third' are figures only as a part of something."""
    if _HALF_BEFORE.search(text, max(0, mention.start - 12), mention.start):
        return "period"
    written = text[mention.start : mention.end].lower()
    plain = written.startswith(("one", "two", "three", "four", "five", "six", "seven", "nine"))
    if plain:
        return None
    led = _FRACTION_BEFORE.search(text, max(0, mention.start - 14), mention.start)
    if written == "a quarter" and not led and not text.startswith(" of", mention.end):
        return "period"
    if not led and not _FRACTION_AFTER.match(text, mention.end):
        return "ordinal"
    if written == "half" and text.startswith(" a ", mention.end):
        return "idiom"
    return None
