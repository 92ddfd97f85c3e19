"""Figures for the replicas' stories, each written in one of many ways and annotated."""

from __future__ import annotations

import re
from random import Random

__all__ = ["fill_in"]

_SLOT = re.compile(r"<(\w+):([^<>@]*)(?:@([^<>]*))?>")
_MODIFIERS = (
    ("", ""),
    ("", ""),
    ("", ""),
    ("about ", "approx"),
    ("approximately ", "approx"),
    ("roughly ", "approx"),
    ("more than ", "min"),
    ("over ", "min"),
    ("at least ", "min"),
    ("up to ", "max"),
    ("less than ", "max"),
    ("nearly ", "approx"),
)
_CURRENCIES = (
    ("US${} million", "USD"),
    ("${} million", "USD"),
    ("€{} million", "EUR"),
    ("C${} million", "CAD"),
    ("A${} million", "AUD"),
    ("£{} million", "GBP"),
    ("{} million euros", "EUR"),
    ("PLN {} million", "PLN"),
    ("USD {} million", "USD"),
)
_MASSES = (
    ("{:,} tonnes", 1),
    ("{:,} metric tons", 1),
    ("{:,} t", 1),
    ("{:,} tons", 1),
    ("{} kt", 1000),
    ("{} million tonnes", 1_000_000),
    ("{}Mt", 1_000_000),
)


def fill_in(text: str, random: Random) -> str:
    """Replace every ``<kind:subject@period>`` by an annotated figure of that kind."""

    def figure(match: re.Match[str]) -> str:
        kind, subject, period = match[1], match[2], match[3] or ""
        words, value = _KINDS[kind](random)
        before, modifier = random.choice(_MODIFIERS)
        return f"{{{before}{words}|{value}|{modifier}|{subject}|{period}}}"

    return _SLOT.sub(figure, text)


def _mass(random: Random) -> tuple[str, str]:
    form, scale = random.choice(_MASSES)
    if scale == 1:
        number = random.randrange(12, 950) * 100
        return form.format(number), f"{number} t"
    number_text = f"{random.randrange(12, 98) / 10}"
    return form.format(number_text), f"{round(float(number_text) * scale)} t"


def _money(random: Random) -> tuple[str, str]:
    form, code = random.choice(_CURRENCIES)
    number = random.choice([random.randrange(11, 890), random.randrange(15, 98) / 10])
    if random.random() < 0.15:
        form, number = form.replace("million", "billion"), random.randrange(11, 39) / 10
        return form.format(number), f"{round(number * 1e9)} {code}"
    return form.format(number), f"{round(number * 1e6)} {code}"


def _percent(random: Random) -> tuple[str, str]:
    number = random.choice([random.randrange(3, 95), random.randrange(21, 98) / 10])
    return random.choice(["{}%", "{} per cent", "{} percent", "{} %"]).format(number), f"{number} %"


def _grade(random: Random) -> tuple[str, str]:
    number = random.randrange(11, 99) / 10
    form, unit = random.choice([("{} g/t", "g/t"), ("{}%", "%"), ("{} grams per tonne", "g/t")])
    return form.format(number), f"{number} {unit}"


def _length(random: Random) -> tuple[str, str]:
    number = random.choice([random.randrange(21, 890), random.randrange(21, 890) / 10])
    form, unit = random.choice(
        [("{} metres", "m"), ("{} m", "m"), ("{} meters", "m"), ("{} km", "km")]
    )
    return form.format(number), f"{number} {unit}"


def _power(random: Random) -> tuple[str, str]:
    number = random.choice([random.randrange(2, 80), random.randrange(11, 99) / 10])
    return random.choice(["{} MW", "{} megawatts"]).format(number), f"{number} MW"


def _price(random: Random) -> tuple[str, str]:
    number = random.randrange(21, 290) * 100
    form, unit = random.choice(
        [("US${:,} per tonne", "USD/t"), ("${:,} a tonne", "USD/t"), ("US${:,}/t", "USD/t")]
    )
    return form.format(number), f"{number} {unit}"


def _duration(random: Random) -> tuple[str, str]:
    number = random.randrange(3, 48)
    unit = random.choice(["year", "month", "day", "week"])
    return f"{number} {unit}s", f"{number} {unit}"


def _volume(random: Random) -> tuple[str, str]:
    number = random.randrange(11, 950) * 1000
    form = random.choice(["{:,} cubic metres", "{:,} m³", "{:,} cubic meters"])
    return form.format(number), f"{number} m3"


def _area(random: Random) -> tuple[str, str]:
    number = random.randrange(12, 4800)
    return f"{number:,} hectares", f"{number} ha"


def _count(random: Random) -> tuple[str, str]:
    number = random.randrange(12, 2400)
    return f"{number:,}", f"{number}"


_KINDS = {
    "mass": _mass,
    "money": _money,
    "pct": _percent,
    "grade": _grade,
    "len": _length,
    "power": _power,
    "price": _price,
    "dur": _duration,
    "vol": _volume,
    "area": _area,
    "count": _count,
}
