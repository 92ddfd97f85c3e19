"""Writes the replicas' stories: seeded, so that each run writes the same."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from string import Template
from typing import Any

from tests.annotated import Picture, Story, parse_block
from tests.replicas.figures import fill_in

__all__ = ["edited", "near_copy", "slug_of", "write_stories"]

WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
POOLS = ("companies", "places", "topics", "fillers", "quotes", "figure_sentences")
MARKS = (("“", "”"), ('"', '"'), ("„", "“"), ("„", "”"), ("«", "»"))
CREDIT_PLACES = ("company archive", "press office", "media library")
EDIT = (
    "A correction was added to this story: the figure for the second stage, <money:stage>, had been"
    " mixed up with that of the first."
)


def slug_of(title: str) -> str:
    """The title in lower-case ASCII with hyphens."""
    title = title.translate(str.maketrans("łŁø’", "lLo'"))
    text = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", text.replace("'", "")).strip("-")


def write_stories(seed: int, count: int, newest: date) -> list[Story]:
    """``count`` stories, newest first, a few days apart; no two have the same title."""
    random = Random(seed)
    pool = {name: _endless(WORDS[name], random) for name in POOLS}
    topics, fillers, quotes = pool["topics"], pool["fillers"], pool["quotes"]
    people = _endless(WORDS["men"] + WORDS["women"], random)
    stories: list[Story] = []
    slugs: set[str] = set()
    day = newest
    for number in range(count):
        topic = next(topics)
        names = {
            "C": next(pool["companies"]),
            "S": next(pool["companies"]),
            "P": next(pool["places"]),
        }
        while names["S"] == names["C"]:
            names["S"] = next(pool["companies"])
        names["M"] = random.choice(WORDS["metals"])
        while slug_of(Template(topic["title"]).substitute(names)) in slugs:
            names["P"] = next(pool["places"])
        marks = MARKS[number % len(MARKS)]
        told = [next(quotes) for _ in range(5)]
        speakers = [(next(people), random.choice(WORDS["roles"])) for _ in range(2)]
        text = [topic["opening"], topic["figures"]]
        text += _quoted(told[:2], speakers[0], names["C"], marks, random)
        if number % 3 != 1:
            text.append("## " + random.choice(WORDS["headings"]))
        text.append(f"{next(fillers)} {next(pool['figure_sentences'])} {next(fillers)}")
        text += _quoted(told[2:4], speakers[1], names["S"], marks, random)
        text.append(f"{next(pool['figure_sentences'])} {next(fillers)} {next(fillers)}")
        text.append(f"{next(fillers)} {next(fillers)}")
        title = Template(topic["title"]).substitute(names)
        slugs.add(slug_of(title))
        blocks = [
            parse_block(fill_in(Template(block).safe_substitute(names), random)) for block in text
        ]
        stories.append(
            Story(
                slug=slug_of(title), title=title, date=day.isoformat(), date_raw="", blocks=blocks,
                authors=[next(people)] if number % 4 == 0 else [],
                tags=[names["M"], random.choice(["safety", "finance", "energy", "people"])],
                pictures=_pictures(slug_of(title), names, next(people), number, random),
                extra=_extra(names, number),
            )
        )  # fmt: skip
        day -= timedelta(days=random.randrange(2, 17))
    return stories


def _endless(values: list[Any], random: Random) -> Iterator[Any]:
    """All values in turn, in another order each time round."""
    while True:
        yield from random.sample(values, len(values))


def _quoted(
    told: list[str], speaker: tuple[str, str], company: str, marks: tuple[str, str], random: Random
) -> list[str]:
    """One or two paragraphs in which a person says two things, worded in one of many ways."""
    name, role = speaker
    last = name.removeprefix("Dr. ").split()[-1] if "van der" not in name else "Van der Meer"
    full = name.removeprefix("Dr. ")
    first, second = (_spoken(quote, marks, full, f"{role} of {company}") for quote in told)
    pronoun = "she" if name in WORDS["women"] else "he"
    begin, comma, rest = told[0].partition(", ")
    parts = [f"[[{marks[0]}{part}{marks[1]}~{full}~{role} of {company}]]"
             for part in (f"{begin},", f"{rest}.")]  # fmt: skip
    american = f"[[{marks[0]}{told[0]},{marks[1]}~{full}~{role} of {company}]]"
    forms = (
        [f"{parts[0]} said {name}, {role} of {company}, {parts[1]}", f"{last} said: {second[1]}"]
        if comma
        else [f"{american} says {name}, {role} of {company}.", f"{second[1]} {last} said."],
        [f"{american} said {role} {name} of {company}, who came from banking. {second[1]}"],
        [f"{first[0]}, said {name}, {role} of {company}. {second[1]}"],
        [f"{name}, {role} of {company}, said: {first[1]}", f"{second[0]}, {last} added."],
        [f"According to {name}, {role} of {company}, {first[2]}.", f"{last} added: {second[1]}"],
        [f"{first[0]}, {company}’s {role} {name} told reporters. {second[0]}, {pronoun} noted."],
        [f"As {name}, {role} of {company}, puts it: {first[1]} And later: {second[1]}"],
        [f"{name}, {role} of {company}, is cautious. {first[0]}, {pronoun} explained.",
         f"Asked about the risks, {last} replied: {second[1]}"],
        [f"{first[1]} says {name}, {role} of {company}. {second[1]}"],
    )  # fmt: skip
    return list(random.choice(forms))


def _spoken(quote: str, marks: tuple[str, str], speaker: str, role: str) -> tuple[str, str, str]:
    """The quote before a comma, as a sentence of its own, and running on within a sentence."""
    low = quote if quote.startswith("I ") else quote[0].lower() + quote[1:]
    made = (marks[0] + words_ + marks[1] for words_ in (quote, quote + ".", low))
    plain, sentence, running = (f"[[{text}~{speaker}~{role}]]" for text in made)
    return plain, sentence, running


def _pictures(
    slug: str, names: dict[str, str], person: str, number: int, random: Random
) -> list[Picture]:
    """None, one or two pictures; captions and credits in turn."""
    company, place, metal = names["C"], names["P"], names["M"]
    archive = f"{company} {random.choice(CREDIT_PLACES)}"
    credits = (company, person, f"{person} / {company}", archive)
    captions = (
        f"View of {place} from the north.",
        f"Shift change at {place}.",
        f"Samples of {metal} from {place}",
        f"The headframe of {place} in the morning.",
    )
    count = 0 if number % 7 == 3 else 2 if number % 3 == 0 else 1
    turns = ((number + turn) % 4 for turn in range(count))
    stem = slug[:24].strip("-")
    return [Picture(f"{stem}-{turn}.jpg", captions[turn], credits[-turn], place) for turn in turns]


def _extra(names: dict[str, str], number: int) -> dict[str, list[str]]:
    host = slug_of(names["C"])
    extra = {}
    if number % 2 == 0:
        extra["source"] = [f"https://{host}.example/news/{number + 100}|{names['C']} press release"]
    if number % 5 == 0:
        extra["document"] = [f"/files/{host}-{number}.pdf|Report (PDF)"]
    return extra


def near_copy(story: Story, title: str, day: str) -> Story:
    """The story under another title and date, with a word changed here and there."""
    changes = {" the ": " this ", " was ": " had been ", " which ": " that ", "company": "firm"}
    blocks = []
    for block in story.blocks:
        source = block.text
        for old, new in changes.items():
            source = source.replace(old, new, 1)
        copy = parse_block(("## " if block.kind == "h" else "") + source)
        blocks.append(copy)
    return Story(
        slug_of(title), title, day, "", blocks, [], story.tags, story.pictures,
        {**story.extra, "copy_of": [story.slug]},
    )  # fmt: skip


def edited(story: Story, random: Random) -> Story:
    """The story with its last paragraph replaced by a correction."""
    blocks = [*story.blocks[:-1], parse_block(fill_in(EDIT, random))]
    return Story(
        story.slug, story.title, story.date, "", blocks, story.authors, story.tags,
        story.pictures, story.extra,
    )  # fmt: skip
