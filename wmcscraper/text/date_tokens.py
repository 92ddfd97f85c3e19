"""Cuts text into what a date may be made of: one letter of code and one value a token."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from wmcscraper.text.calendar_words import Words, ordinals

__all__ = ["FIRST_YEAR", "LAST_YEAR", "Token", "tokenise"]

FIRST_YEAR, LAST_YEAR = 1800, 2100
_BUDDHIST = 543  # Thai years count from 543 BC
_LONGEST = 40  # characters of a word or number that may say something
_DASHES = "-‐‑–—−~〜～"

_CLOCK = r"""
    (?: (?:klo?|ore|godz|ob)\.?\s (?P<hour2>\d{1,2})[.:](?P<minute3>[0-5]\d)(?!\d)
    | (?P<hour>\d{1,2}) (?: \s?[:hH]\s? (?P<minute>[0-5]\d)
        (?: :(?P<second>[0-5]\d) (?:[.,]\d{1,9})? )? (?!\d) \s?(?P<noon>[ap]\.?\s?m\b\.?)?
      | \.(?P<minute2>[0-5]\d) \s? (?: (?P<noon2>[ap]\.?m\b\.?) | uhr\b | hrs?\b | h\b )
      | \s?(?P<noon3>[ap]\.?m\b\.?) ) )
    (?: \s?uhr\b | \s?hrs?\b )?
    (?: \s?(?P<zulu>Z)(?![^\W\d_]) | \s?(?:UTC|GMT)?\s?(?P<offset>[+-−]\d\d:?\d\d)(?!\d)
      | \s?\(?(?P<zone>[A-Z]{3,4})\b )?
""".replace("[+-−]", "[+−-]")
_LETTERS = r"[^\s\d!-/:-@\[-`{-~¡«»·•…“”‘’„–—−‐‑、。，（）〜～至到]+"
# Words come first, as most tokens are words; but for those that lead to a clock time. What stands
# between tokens is passed over at one look. Both together save a fifth.
_TOKEN = re.compile(
    rf"""
    (?P<gap>\n\s*\n) | (?=\S) (?:
    (?P<word>(?![€£¥]|(?:klo?|ore|godz|ob)\.?\s\d){_LETTERS}|[至到])
  | (?P<x>[$€£¥]\s?\d[\d.,]*|\d[\d.,]*\s?%)
  | (?P<iso>\d{{4}}-\d\d-\d\d)(?:T(?=\d\d:)|(?!\d|-\d))
  | (?P<compact>(?<!\d)20\d{{6}})(?:T(?P<ctime>\d{{4}}(?:\d\d)?)(?P<cz>Z)?|(?!\d))
  | (?P<ymd>\d{{4}}(?P<s1>[-./])\s?\d{{1,2}}(?P=s1)\s?\d{{1,2}})(?!\d|(?P=s1)\d)
  | (?P<dmy>(?<!\d[./])\d{{1,2}}\s?(?P<s2>[-./])\s?\d{{1,2}}\s?(?P=s2)\s?\d{{4}})(?!\d|(?P=s2)\d)
  | (?P<short>(?<!\d[./])(?:\d{{1,2}}/\d{{1,2}}/|\d\d?\.\d\d\.)\d\d)(?![\d:]|[./]\d)
  | (?P<cjk>\d{{1,4}}\s?[年月日号號년월일])
  | (?P<time>(?<![^\W_T]){_CLOCK})
  | (?P<part>\d{{1,2}}\.\d{{1,2}}\.?|\d{{1,2}}/\d{{1,2}}(?=\s?[{_DASHES}]))(?![\d.])(?!\s?[年월])
  | (?P<day>\d{{1,2}}(?:-?(?:{"|".join(ordinals())}))(?![^\W_]))
  | (?P<num>\d{{1,2}}(?=,\d{{4}}(?!\d))|\d+(?:[.,]\d+)*)
  | (?P<dash>[{_DASHES}]+)
  | (?P<slash>/)
  | (?P<plain>{_LETTERS})
  | (?P<mark>[^\s])
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Token(NamedTuple):
    start: int
    end: int
    value: Any = None


def tokenise(
    text: str, window: tuple[int, int], table: Words, order: str | None
) -> tuple[str, list[Token]]:
    """The code of a window of ``text`` and the tokens it stands for, letter by letter.

    D day, M month, m numbered month (CJK), Y year, N numeric date (year, month, day), P numeric
    (day, month), T time (hour, minute, second, offset), '-' and '/', t 'to', a 'and', x anything
    else. Words and marks that say nothing in a date have no letter.
    """
    codes: list[str] = []
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text, *window):
        kind = match.lastgroup
        if kind in {"word", "num", "plain"}:  # nearly all
            start, end = match.span()
            if end - start > _LONGEST:
                code, value = "x", None
            elif kind == "num":
                code, value = _number_code(match[0])
            else:
                code, value = _word_code(match[0], table)
            if not code:
                continue
            found = [(code, Token(start, end, value))]
        else:
            found = list(_read(match, table, order))
        for code, token in found:
            # 'a', 'do', 'en' … join a range only where a number or a month stands before them.
            if code in "ta" and (not codes or codes[-1] not in "DMmYNP"):
                continue
            if codes and codes[-1] == "#" and code == "D" and token.value <= 12:
                codes[-1], tokens[-1] = "m", Token(tokens[-1].start, token.end, token.value)
                continue
            codes.append(code)
            tokens.append(token)
    return _settle("".join(codes), tokens)


def _settle(code: str, tokens: list[Token]) -> tuple[str, list[Token]]:
    """Drop joining words after which neither number nor month follows: they were mere fillers."""
    if "t" not in code and "a" not in code and "b" not in code:
        return code, tokens
    kept = []
    for i, c in enumerate(code):
        following = code[i + 1] if i + 1 < len(code) else "x"
        if c in "tab" and following not in "DMmYNP":
            continue
        kept.append(i)
    return "".join(code[i] for i in kept), [tokens[i] for i in kept]


def _read(match: re.Match[str], table: Words, order: str | None) -> Iterator[tuple[str, Token]]:
    """The codes of one token that is no word or plain number; none for a mark that says nothing."""
    kind, start, end = match.lastgroup, match.start(), match.end()
    raw = match[0]
    if match["time"] is not None:
        time = _time(match, table)
        yield ("T", Token(start, end, time)) if time else ("x", Token(start, end))
    elif match["day"] is not None:
        code, number = _number_code(raw)
        yield code, Token(start, end, number)
    elif match["iso"] is not None or match["ymd"] is not None:
        written = match["iso"] or match["ymd"]
        year, month, day = (int(n) for n in re.findall(r"\d+", written))
        yield _whole(year, month, day, start, start + len(written))
    elif match["compact"] is not None:
        digits = match["compact"]
        yield _whole(int(digits[:4]), int(digits[4:6]), int(digits[6:]), start, start + 8)
        if clock := match["ctime"]:
            zone = "+00:00" if match["cz"] else ""
            value = (int(clock[:2]), int(clock[2:4]), int(clock[4:] or 0), zone)
            real = value[0] < 24 and value[1] < 60 and value[2] < 60
            yield ("T", Token(start, end, value)) if real else ("x", Token(start, end))
    elif match["dmy"] is not None or match["short"] is not None:
        first, second, year = (int(n) for n in re.findall(r"\d+", raw))
        if match["short"] is not None:
            year += 2000 if year < 70 else 1900
        # With dots the day comes first, in whatever language.
        read = _day_month(first, second, "DMY" if "." in raw else order)
        yield _whole(year, *read, start, end) if read else ("x", Token(start, end))
    elif match["cjk"] is not None:
        count, sign = int(re.findall(r"\d+", raw)[0]), raw[-1]
        code = "Y" if sign in "年년" else "m" if sign in "月월" else "D"
        yield code, Token(start, end, count)
    elif match["part"] is not None:
        day, month = (int(n) for n in re.findall(r"\d+", raw))
        yield "P", Token(start, end, (day, month))
    elif kind == "dash":
        yield "-", Token(start, end)
    elif kind == "slash":
        yield "/", Token(start, end)
    elif raw in table.both:
        yield "a", Token(start, end)
    elif kind != "mark" or raw not in table.marks:
        yield "x", Token(start, end)


@lru_cache(maxsize=8192)
def _word_code(raw: str, table: Words) -> tuple[str, int | None]:
    """The code of a word and a month's number; '' for one that says nothing. Texts repeat theirs,
    so they are kept."""
    word = raw.lower()
    if month := table.month(word):
        return "M", month
    if word in table.number_words:
        return "#", None
    if word in table.both:
        return "a", None
    if word in table.to:
        return "t", None
    return "" if word in table.fillers or word in table.weekdays else "x", None


@lru_cache(maxsize=4096)
def _number_code(raw: str) -> tuple[str, int | None]:
    """The code of a number and its value."""
    digits = re.match(r"\d+", raw)
    value = int(digits[0]) if digits and len(digits[0]) <= 4 else 0
    plain = not re.search(r"\d[.,]\d", raw)
    if plain and len(raw) == 4 and raw.isdecimal():
        if FIRST_YEAR + _BUDDHIST <= value <= LAST_YEAR + _BUDDHIST and value > 2400:
            return "Y", value - _BUDDHIST
        if FIRST_YEAR <= value <= LAST_YEAR:
            return "Y", value
    if plain and digits and len(digits[0]) <= 2 and 1 <= value <= 31:
        return "D", value
    return "x", None


def _whole(year: int, month: int, day: int, start: int, end: int) -> tuple[str, Token]:
    return "N", Token(start, end, (year, month, day))


def _day_month(first: int, second: int, order: str | None) -> tuple[int, int] | None:
    """(month, day) of a numeric date whose year comes last; None if that is not settled."""
    if first > 12 or (order in {"DMY", "YMD"} and second <= 12):
        return second, first
    if second > 12 or order == "MDY":
        return first, second
    return (first, second) if first == second else None


def _time(match: re.Match[str], table: Words) -> tuple[int, int, int, str] | None:
    """(hour, minute, second, offset) of a clock time; None where there is no such time."""
    hour = int(match["hour"] or match["hour2"])
    minute = int(match["minute"] or match["minute2"] or match["minute3"] or 0)
    noon = (match["noon"] or match["noon2"] or match["noon3"] or "").lower()
    if noon:
        if not 1 <= hour <= 12:
            return (hour, minute, 0, "") if 12 < hour < 24 else None
        hour = hour % 12 + (12 if noon.startswith("p") else 0)
    if hour > 23:
        return None
    offset = ""
    if written := match["offset"]:
        digits = written[1:].replace(":", "")
        sign = "+" if written[0] == "+" else "-"
        if int(digits[:2]) <= 14 and int(digits[2:]) < 60:
            offset = f"{sign}{digits[:2]}:{digits[2:]}"
    elif match["zulu"]:
        offset = "+00:00"
    elif match["zone"]:
        offset = table.zones.get(match["zone"], "")
    return hour, minute, int(match["second"] or 0), offset
