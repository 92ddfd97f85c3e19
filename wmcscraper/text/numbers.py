"""Numbers as texts write them: digits in the article's own convention, words, fractions."""

from __future__ import annotations

import re
from typing import NamedTuple

from wmcscraper.text.tables import table

__all__ = ["Number", "decimal_comma", "match_digits", "match_scale", "match_words"]

_NARROW = "\u00a0\u2007\u2009\u202f"
# Longer runs are serial numbers, keys and the like; nothing is measured to so many places.
_MAX_DIGITS = 32

_RAW = re.compile(rf"\d{{1,40}}(?:[.,'’{_NARROW}]\d{{1,40}}){{0,12}}")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_COMMAS = re.compile(r"(\d{1,3}(?:,\d{3})+)(\.\d+)?|(\d{1,2}(?:,\d{2})+,\d{3})(\.\d+)?")
_POINTS = re.compile(r"(\d{1,3}(?:\.\d{3})+)(?:,(\d+))?")
_SPACES = re.compile(rf"(\d{{1,3}}(?:[{_NARROW}'’]\d{{3}})+)(?:[.,](\d+))?")
_HEAD_SPACES = re.compile(rf"\d{{1,3}}(?:[{_NARROW}'’]\d{{3}}(?!\d))*(?:[.,]\d+)?")
_DECIMAL_COMMA = re.compile(r"(\d+),(\d+)")
_PLAIN_SPACES = re.compile(r"(?: \d{3}(?!\d))+(?:[.,]\d{1,2}(?![\d.,]*\d))?(?![.,]?\d)")
_POWER = re.compile(
    r"\s?[×x]\s?10(?:\^?\s?([−–-]?\d{1,2})|([⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))|(?:(?<=\.\d)|(?<=\.\d\d))[eE]([+-]?\d{1,2})(?!\w)"
)
_TEN_POWER = re.compile(r"10([−–]\d{1,2}|\^-?\d{1,2})(?![\w%])")
_SUPERSCRIPT = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−–", "-0123456789--")
_FRACTION = re.compile(r" ?(\d{1,2})[/⁄](\d{1,3})(?![\d/⁄])")
_PLUS_MINUS = re.compile(r"\s?(?:±|\+/-)\s?\d+(?:\.\d+)?")

# Digits with marks between them, and what such a chunk is if a comma, or a point, is decimal.
_CHUNK = re.compile(r"\d(?<![\d.,]\d)[\d.,]{2,}")
_EVIDENCE_COMMA = re.compile(
    r"\d{1,3}(?:\.\d{3})+,\d|\d{1,3}(?:\.\d{3}){2,}(?![\d.])|\d+,\d{1,2}(?![\d,.]\d|\d)"
)
_EVIDENCE_POINT = re.compile(
    r"\d{1,3}(?:,\d{3})+\.\d|\d{1,3}(?:,\d{3}){2,}(?![\d,])|\d+\.\d{1,2}(?![\d,.]\d|\d)"
)


class Number(NamedTuple):
    """A number and where it ends."""

    value: float
    end: int
    grouped: bool = False
    """Written with a thousands separator, as labels and years never are."""
    spaced: bool = False
    """Grouped by ordinary spaces, which only a unit can confirm; see ``head``."""
    head: tuple[float, int] = (0.0, 0)
    """Value and end of the first group alone, where ``spaced``."""


def decimal_comma(text: str, language: str | None) -> bool:
    """Whether '1.234' means one thousand in this text, by its own numbers, else its language."""
    chunks = _CHUNK.findall(text)
    comma = sum(1 for chunk in chunks if _EVIDENCE_COMMA.match(chunk)) if "," in text else 0
    point = sum(1 for chunk in chunks if _EVIDENCE_POINT.match(chunk))
    if comma:
        return comma > point
    by_language = (language or "")[:2].lower() in table("numbers")["comma_languages"]
    return by_language and not point


def _digits(written: str) -> str:
    return "".join(c for c in written if c.isdigit())


def _read(raw: str, comma: bool) -> tuple[float, bool] | None:
    """Value, and whether it is grouped, of digits with their separators."""
    if raw.isdigit():
        return float(raw), False
    if m := _COMMAS.fullmatch(raw):
        if comma and raw.count(",") == 1 and not m.group(2) and raw[0] != "0":
            return float(raw.replace(",", ".")), False
        if raw[0] != "0":
            whole, part = m.group(1) or m.group(3), m.group(2) or m.group(4) or ""
            return float(_digits(whole) + part), True
    if m := _POINTS.fullmatch(raw):
        several = m.group(2) is not None or raw.count(".") > 1
        if (several or comma) and raw[0] != "0":
            return float(f"{_digits(m.group(1))}.{m.group(2) or 0}"), True
    if _PLAIN.fullmatch(raw):
        return float(raw), False
    if m := _SPACES.fullmatch(raw):
        return float(f"{_digits(m.group(1))}.{m.group(2) or 0}"), True
    if (m := _DECIMAL_COMMA.fullmatch(raw)) and (len(m.group(2)) < 3 or comma or raw[0] == "0"):
        return float(raw.replace(",", ".")), False
    return None


def match_digits(text: str, start: int, comma: bool = False) -> Number | None:
    """The number in digits at ``start``; None if the digits there are no number (1.2.3)."""
    raw = _RAW.match(text, start)
    signs = table("numbers")["signs"]
    if raw is None:
        if (sign := signs.get(text[start : start + 1])) is not None:
            return Number(sign, start + 1)
        return None
    end = raw.end()
    if end - start > _MAX_DIGITS:
        return None
    if power := _TEN_POWER.match(text, start):
        exponent = int(power.group(1).translate(_SUPERSCRIPT).lstrip("^"))
        return Number(10.0**exponent, power.end())
    read = _read(raw.group(), comma)
    if read is None:
        head = _HEAD_SPACES.match(text, start)
        if head is None or (read := _read(head.group(), comma)) is None:
            return None
        if head.end() < end and text[head.end()] not in _NARROW:
            return None
        end = head.end()
    value, grouped = read
    if power := _POWER.match(text, end):
        exponent = int((power.group(1) or power.group(2) or power.group(3)).translate(_SUPERSCRIPT))
        return Number(value * 10.0**exponent, power.end(), grouped)
    if value.is_integer() and not grouped:
        if (sign := signs.get(text[end : end + 1])) is not None:
            return Number(value + sign, end + 1)
        if fraction := _fraction(text, start, end, value):
            return fraction
    if error := _PLUS_MINUS.match(text, end):
        end = error.end()
    elif (
        end - start <= 3
        and text[end : end + 1] == " "
        and (spaces := _PLAIN_SPACES.match(text, end))
    ):
        whole = text[start : spaces.end()]
        if len(whole) <= _MAX_DIGITS:
            joined = float(whole.replace(" ", "").replace(",", "."))
            return Number(joined, spaces.end(), True, True, (value, end))
    return Number(value, end, grouped)


def _fraction(text: str, start: int, end: int, value: float) -> Number | None:
    """'1/4' and '2 1/2'."""
    after = _FRACTION.match(text, end)
    if after and text[end] == " ":
        top, bottom = int(after.group(1)), int(after.group(2))
        if 0 < top < bottom:
            return Number(value + top / bottom, after.end())
    whole = _FRACTION.match(text, start)
    if whole and text[end] in "/⁄":
        top, bottom = int(whole.group(1)), int(whole.group(2))
        if 0 < top < bottom:
            return Number(top / bottom, whole.end())
    return None


def _alternatives(*names: str) -> str:
    words = [w for name in names for w in table("numbers")[name]]
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


_WORDS = _alternatives("small", "tens")
_BIG = "hundred|thousand|million|billion|trillion|lakh|crore|dozen"
_NUMBER_WORD = re.compile(rf"(?:{_WORDS}|{_BIG})(?![^\W_])", re.IGNORECASE)
_JOIN = re.compile(r"(?:\s+and\s+|[\s-])(?=[a-z])", re.IGNORECASE)
_HALF_AFTER = re.compile(r"(?:\s+|-)and(?:\s+|-)a(?:\s+|-)(half|quarter)(?![^\W_])", re.IGNORECASE)
_ARTICLE_SCALE = re.compile(rf"an?\s+({_BIG})(?![^\W_])", re.IGNORECASE)
_HALF_SCALE = re.compile(
    r"(half|quarter)(?:\s+an?)?\s+(million|billion|trillion|dozen)(?![^\W_])", re.IGNORECASE
)
_PARTS = "|".join(sorted(table("numbers")["fractions"], key=len, reverse=True))
_SHARE = re.compile(rf"(an?|{_WORDS})[\s-](?:({_PARTS})s?)(?![^\W_])", re.IGNORECASE)


def match_words(text: str, start: int) -> Number | None:
    """The number in words at ``start``: 'twenty-one', 'two hundred and five', 'a dozen', 'half a
    million', 'two-thirds'. 'one' is left to the caller to judge."""
    data = table("numbers")
    if m := _HALF_SCALE.match(text, start):
        part = {"half": 0.5, "quarter": 0.25}[m.group(1).lower()]
        return Number(part * data["scales"][m.group(2).lower()], m.end(), True)
    if m := _SHARE.match(text, start):
        top = m.group(1).lower()
        count = 1 if top in ("a", "an") else data["small"].get(top) or data["tens"].get(top)
        bottom = data["fractions"][m.group(2).lower()]
        if count < bottom:
            return Number(count / bottom, m.end())
    if m := _ARTICLE_SCALE.match(text, start):
        value = float(data["scales"][m.group(1).lower()])
        return Number(value, m.end(), True)
    return _cardinal(text, start)


def _cardinal(text: str, start: int) -> Number | None:
    data = table("numbers")
    total, current, end, at = 0.0, 0.0, start, start
    last = 0.0
    while m := _NUMBER_WORD.match(text, at):
        word = m.group().lower()
        if word in data["scales"]:
            scale = float(data["scales"][word])
            if end == start:
                return None  # a bare 'million' counts nothing
            if word in ("hundred", "dozen"):
                current = (current or 1.0) * scale
            else:
                total += (current or 1.0) * scale
                current = 0.0
        else:
            value = float(data["small"][word] if word in data["small"] else data["tens"][word])
            if not value and end > start:
                break
            joins = last >= 100 or last == 0 or (20 <= last <= 90 and value < 10)
            if not joins:
                break
            current += value
            scale = value
        last, end = scale, m.end()
        join = _JOIN.match(text, end)
        if not join or ("and" in join.group().lower() and last < 100):
            break
        at = join.end()
    if end == start:
        return None
    value = total + current
    if (m := _HALF_AFTER.match(text, end)) and last < 100:
        return Number(value + {"half": 0.5, "quarter": 0.25}[m.group(1).lower()], m.end())
    return Number(value, end, last >= 100)


_SCALE = re.compile(
    r"(?i:[\s-]?(mil millones|hundred|thousand|million|billion|trillion|lakh|crore|millones|"
    r"millón|millon|billones|mil|mrd|mln|mio|bln|trn|mn|bn|tn|dozen)(?![^\W_]))|"
    r"(k|K|MM|M)(?=\s[^\W\d_])|\s?(M)(?=m[3³](?!\w))|\s(M|k)(?=\s(?:oz|lbs?)\b)"
)
# 'Mio. EUR', 'Mrd. €'
_SCALE_STOP = re.compile(r"\.(?=\s?(?:[€£$]|[A-Z]{3}\b|[a-z]))")
_STOPPED = frozenset({"mio", "mrd", "mln", "bln"})
_MONEY_LETTER = re.compile(r"(?:\s?(?:m|M|mn|Mn|bn|Bn|BN|tn|cr)|MM|mm|[bBkKTt])(?![^\W_])")


def match_scale(text: str, start: int, money: bool) -> tuple[float, int] | None:
    """Factor and end of the scale word at ``start``: ' million', 'bn', and for ``money`` the
    attached letters of '$8.7M' and 'R320m'."""
    data = table("numbers")
    if money and (m := _MONEY_LETTER.match(text, start)):
        return float(data["money_letters"][m.group().strip()]), m.end()
    if m := _SCALE.match(text, start):
        word = m.group(1)
        if word:
            end = m.end()
            if word.lower() in _STOPPED and _SCALE_STOP.match(text, end):
                end += 1
            return float(data["scales"][word.lower()]), end
        letter = m.group(2) or m.group(3) or m.group(4)
        if letter in data["scales"]:
            return float(data["scales"][letter]), m.end()
    return None
