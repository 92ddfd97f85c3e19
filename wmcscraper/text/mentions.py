"""Reads single quantities from a text: number, scale, currency or unit, and what it is per."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wmcscraper.text.money import currency_after, currency_before
from wmcscraper.text.numbers import Number, decimal_comma, match_digits, match_scale, match_words
from wmcscraper.text.tables import table
from wmcscraper.text.units import compose, kind_of, match_denominator, match_inner, match_unit

__all__ = ["Mention", "read_mentions"]


@dataclass(slots=True)
class Mention:
    """A quantity as it stands in the text, before ranges and lists are joined."""

    start: int
    end: int
    digits_start: int
    """Where the number itself starts."""
    digits_end: int
    value: float
    value_max: float | None = None
    unit: str | None = None
    kind: str = "count"
    scale: float = 1.0
    """What its scale word multiplied it by."""
    words: bool = False
    """Written in words."""
    grouped: bool = False
    """Written with a thousands separator."""
    hyphened: bool = False
    """A hyphen joins number and unit: '12-year'."""
    trap: str | None = None
    """Why it is no figure: year, date, label, code …"""
    modifier: str | None = None


_RAND_DIGITS = 3

_SIGNS = "".join(table("numbers")["signs"])


def _by_first_letter(words: list[str]) -> str:
    """Alternatives that are told apart by their first letter, in either case."""
    ends: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        ends.setdefault(word[0], []).append(word[1:])
    return "|".join(f"[{c.upper()}{c}](?:{'|'.join(rest)})" for c, rest in ends.items())


_WORDS = [*table("numbers")["small"], *table("numbers")["tens"], "half", "quarter"]
_FIRST = "".join({word[0] for word in [*_WORDS, "a"]})
# A digit or sign, or a number word with the character before it: a search that starts at what is
# no letter passes over words at once.
_CANDIDATE = re.compile(
    rf"[^A-Za-z](?:(?<=[\d{_SIGNS}])|(?=[{_FIRST}{_FIRST.upper()}])(?<!\w)(?:{_by_first_letter(_WORDS)}|"
    r"an? (?:third|quarter|fifth|sixth|tenth|half|hundred|dozen|thousand|"
    r"million|billion)|A (?:third|quarter|fifth|dozen|hundred|thousand|million|billion))\b)"
)
# The rest of a code, name or serial number that begins with or goes on after digits.
_CHUNK_REST = re.compile(r"[\w]*(?:[-–/.,][\w]+)*")
_HALF = re.compile(r"[Hh]alf(?:\s(an?)\s|\b)")
# 'de toneladas', 'working days', 'line-kilometres', 'full years' measure as the bare units do.
_DE = re.compile(r"\sde\s")
_QUALIFIED = re.compile(
    r"[\s-](?:(?:working|business|trading|calendar|consecutive|straight|full|whole|long|short)[\s-]"
    r"(?=(?:year|month|week|day|hour|minute)s?\b)|"
    r"(?:line|drill|core|linear|running|lineal|route|track|vertical|metric)[\s-]"
    r"(?=(?:kilo)?met(?:re|er)s?\b|k?m\b|miles?\b|f(?:oo|ee)t\b))"
)
_NEGATIVE = re.compile(r"(?:(?<![\w)\]%°.,–—−-])[-−–]|(?<![^\W_])[Mm]inus )$")
_POUNDS = re.compile(r"[\s-]pounds?\b(?! sterling)", re.IGNORECASE)
_POUND_MONEY = re.compile(
    r"\b(?:spen[dt]|cost|profit|revenue|paid|pay|price|sales|worth|fund|invest|rais|debt|fine|"
    r"loan|earn|turnover|sold for)",
    re.IGNORECASE,
)
# '4.2:1' (a clock time has two digits there), '2.3x'; 'three times' is said in words.
_RATIO = re.compile(r":1(?![\d:])|[x×X](?![\w])|\stimes(?!\w)")
_SEPARATOR = re.compile(
    r"[ \u00a0\u2009\u202f]|[-‑](?=[^\W\d_])|(?:[\s-])?[(\[](?=[^\W\d_]{1,3}[)\]])"
)
# Single letters are units only where nothing else is meant: '30 C outside', '15 s'.
_SPACED_ONLY = frozenset({"s", "S", "h", "C", "K", "N", "W", "J", "V", "L", "l"})


def read_mentions(text: str, language: str | None = None) -> Iterator[Mention]:
    """Quantities of ``text`` from left to right; those with ``trap`` set are no figures."""
    comma = decimal_comma(text, language)
    at = 0
    for found in _CANDIDATE.finditer("\n" + text):  # so that a word may be the first
        low, end = found.span()
        start = low if end - low > 1 else low - 1
        if start < at:
            continue
        mention = _read(text, start, comma)
        if mention is None:
            at = end - 1
            continue
        mention.start = max(mention.start, min(at, mention.digits_start))
        yield mention
        at = max(mention.end, start + 1)


def _read(text: str, start: int, comma: bool) -> Mention | None:
    if not (text[start].isdigit() or text[start] in _SIGNS):
        number = match_words(text, start)
        if number is None:
            return _half(text, start)
        return _measure(text, start, number, words=True)
    before = text[start - 1] if start else ""
    currency = None
    if before.isalpha() or before == "_" or (before and before in "-/–." and _joined(text, start)):
        currency = currency_before(text, start)
        if currency is None or (currency.code == "ZAR" and not _is_rand(text, start)):
            return _code(text, start)
    number = match_digits(text, start, comma)
    if number is None:
        return _code(text, start)
    return _measure(text, start, number, words=False)


def _joined(text: str, start: int) -> bool:
    """Whether the sign before the digits ties them to letters: 'MA-24', '.NET/4'."""
    sign, previous = text[start - 1], text[start - 2] if start > 1 else ""
    if sign == ".":
        return previous.isalnum()
    return previous.isalpha() and previous not in "xX" and sign != "–"


def _is_rand(text: str, start: int) -> bool:
    """Whether 'R' and the digits at ``start`` are money, not a label such as R2 or R12-B."""
    after = match_digits(text, start)
    if after is None or text[after.end : after.end + 1] == "-":
        return False
    scaled = match_scale(text, after.end, money=True)
    following = text[after.end : after.end + 1]
    if following.isalpha() and not scaled:
        return False
    return bool(scaled or after.end - start >= _RAND_DIGITS or match_denominator(text, after.end))


def _code(text: str, start: int) -> Mention:
    rest = _CHUNK_REST.match(text, start)
    end = rest.end() if rest else start + 1
    return Mention(start, max(end, start + 1), start, end, 0.0, trap="code")


def _half(text: str, start: int) -> Mention | None:
    word = _HALF.match(text, start)
    if word is None:
        return None
    half = Mention(start, word.end(), start, word.end(), 0.5, kind="ratio", words=True)
    if word.group(1):
        # 'half an hour', but 'half a pit'
        unit = match_unit(text, word.end())
        if unit is None:
            half.end = half.digits_end = start + len("half")
        else:
            half.unit, half.kind, half.end = unit.symbol, kind_of(unit.symbol), unit.end
    return half


def _measure(text: str, start: int, number: Number, words: bool) -> Mention:
    """The mention whose number is ``number``."""
    value, end = number.value, number.end
    mention = Mention(start, end, start, end, value, words=words, grouped=number.grouped)
    if 0 < value < 1 and (words or "." not in text[start:end]):
        mention.kind = "ratio"  # until a unit says more: 'a fifth', '1/40', '½'
    low = start
    sign = _NEGATIVE.search(text, max(0, start - 7), start)
    if sign and not (words and sign.group() != "minus "):
        low = sign.start()
        value = -value
    currency = currency_before(text, low)
    if currency is None and not words and low < start:
        currency = currency_before(text, start)
    elif currency is None and text[low - 1 : low] == "$" and low:
        currency = currency_before(text, low)
    if currency:
        mention.start = min(currency.start, low)
        if sign := _NEGATIVE.search(text, max(0, mention.start - 7), mention.start):
            mention.start = sign.start()
            value = -value
    else:
        mention.start = low
    if scale := match_scale(text, end, money=currency is not None):
        mention.scale, end = scale
        value *= mention.scale
        mention.grouped = True
    if text[end : end + 1] == "+" and not text[end + 1 : end + 2].isdigit():
        mention.modifier = "min"  # '70+ years'
        end += 1
    mention.value = value
    mention.end = end
    if currency:
        if (after := currency_after(text, end)) and currency.code in (after.code, "USD"):
            end = after.end
            if scale := match_scale(text, end, money=False):
                mention.scale, end = scale
                mention.value *= mention.scale
        mention.unit, mention.kind, mention.end = currency.code, "money", end
        return _with_denominator(text, mention)
    if number.spaced and not _confirmed(text, mention):
        return _measure(text, start, Number(*number.head), words)
    if _money_after(text, mention) or _unit_after(text, mention):
        return _with_denominator(text, mention)
    following = text[mention.end : mention.end + 1]
    if ratio := _RATIO.match(text, mention.end):
        mention.kind, mention.end = "ratio", ratio.end()
        mention.unit = "x" if ratio.group() in "x×X" else None
        return mention
    if not words and (following.isalpha() or following == "_") and mention.scale == 1.0:
        return _code(text, start)
    return mention


def _confirmed(text: str, mention: Mention) -> bool:
    """Whether a unit or scale stands after digits that ordinary spaces group."""
    probe = Mention(**{name: getattr(mention, name) for name in Mention.__slots__})
    return mention.scale != 1.0 or _money_after(text, probe) or _unit_after(text, probe)


def _money_after(text: str, mention: Mention) -> bool:
    end = mention.end
    pounds = _POUNDS.match(text, end)
    if (
        pounds
        and mention.scale > 1.0
        and not text.startswith(" of ", pounds.end())
        and _POUND_MONEY.search(text, max(0, mention.start - 60), mention.start)
    ):
        mention.unit, mention.kind, mention.end = "GBP", "money", pounds.end()
        return True
    if text[end : end + 1] in ("p", "c") and not text[end + 1 : end + 2].isalnum():
        code = "GBP" if text[end] == "p" else "USD"
        if code == "GBP" or text[end + 1 : end + 2] == "/":
            mention.unit, mention.kind, mention.end = code, "money", end + 1
            mention.value = round(mention.value / 100, 10)
            return True
    currency = currency_after(text, end)
    if currency is None:
        return False
    mention.end = currency.end
    mention.unit, mention.kind = currency.code, "money"
    if currency.factor == 0.01:
        mention.value = round(mention.value / 100, 10)
    else:
        mention.value *= currency.factor
        mention.scale *= currency.factor
    if mention.scale == 1.0 and (scale := match_scale(text, currency.end, money=False)):
        mention.scale, mention.end = scale
        mention.value *= mention.scale
    return True


def _unit_after(text: str, mention: Mention) -> bool:
    end = mention.end
    separator = (
        (mention.scale != 1.0 and _DE.match(text, end))
        or _QUALIFIED.match(text, end)
        or _SEPARATOR.match(text, end)
    )
    at = separator.end() if separator else end
    unit = match_unit(text, at, mention.value) or (match_inner(text, at) if separator else None)
    if unit is None:
        return False
    written = text[at : unit.end]
    if not separator and written in _SPACED_ONLY and not _attached_unit(text, mention, written):
        return False
    if written in ("in",):
        return False
    mention.unit, mention.kind, mention.end = unit.symbol, kind_of(unit.symbol), unit.end
    if separator:
        gap = separator.group()
        mention.hyphened = gap in "-‑"
        if gap[-1] in "([":
            mention.end += 1
    return True


def _attached_unit(text: str, mention: Mention, written: str) -> bool:
    """'573.15K' and '20L' but not '1990s', 'Figure 3C' or '100K'."""
    decimal = "." in text[mention.digits_start : mention.digits_end]
    if written in "sSNC":
        return decimal
    if written == "K":
        return decimal or mention.grouped
    return True


def _with_denominator(text: str, mention: Mention) -> Mention:
    if mention.unit and "/" not in mention.unit:
        per = match_denominator(text, mention.end)
        if per and per.symbol != mention.unit:
            mention.unit = compose(mention.unit, per.symbol)
            mention.kind, mention.end = kind_of(mention.unit), per.end
    return mention
