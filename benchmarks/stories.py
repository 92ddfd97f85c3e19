"""Invented news to measure with: stories, briefs, releases, and edited copies of them.

All of it comes from benchmarks/stories.toml and a seed. Stories share what real ones share: words
and turns of phrase, a minister's quotation, the paragraph about a company below its releases.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

__all__ = ["Newsroom", "Story"]

_DATA = tomllib.loads(Path(__file__).with_name("stories.toml").read_text("utf-8"))
_SLOT = re.compile(r"\{(\w+)\}")
# What one story keeps from its first to its last sentence.
_KEPT = ("company", "place", "boss", "metal", "town")


@dataclass(slots=True)
class Story:
    """A headline and paragraphs, with the facts that they were written with."""

    title: str
    paragraphs: list[str]
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def body(self) -> str:
        return "\n\n".join(self.paragraphs)


class Newsroom:
    """Writes stories; the same seed writes the same ones."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        self._companies = [self._facts() for _ in range(400)]
        self._about: dict[str, str] = {}

    # ---- whole pieces

    def story(self, sentences: int | None = None) -> Story:
        """A story of its own: 6 to 30 sentences about one company, some of them quoted."""
        facts = dict(self.rng.choice(self._companies))
        facts["boss"], facts["place"] = self._person(), self._name("ending")
        count = sentences or self.rng.randint(6, 30)
        lines = [self.line("sentence", facts) for _ in range(count)]
        for index in range(1, count, 6):
            if self.rng.random() < 0.6:
                lines[index] = self.quote(facts)
        return Story(self.line("headline", facts, end=""), self._paragraphs(lines), facts)

    def release(self) -> Story:
        """A story with the paragraph below it that all releases of its company carry."""
        story = self.story()
        company = story.facts["company"]
        if company not in self._about:
            lines = (self.line("about", story.facts, only=part) for part in range(4))
            self._about[company] = " ".join(lines)
        story.paragraphs.append(self._about[company])
        return story

    def report(self, template: str, facts: dict[str, str] | None = None) -> Story:
        """One of a series on one template: the numbers are its own, ``facts`` may be shared."""
        kept = dict(facts or self.rng.choice(self._companies))
        text = self._fill(_DATA["template"][template], kept)
        paragraphs = [part.strip() for part in text.split("|")]
        return Story(paragraphs[0].split(".")[0], paragraphs, kept)

    def copy(self, story: Story, rate: float) -> Story:
        """``story`` as another site prints it: ``rate`` of its words changed, under another title;
        often with its lead or end cut, a lead or notices of the other site added."""
        rng = self.rng
        paragraphs = list(story.paragraphs)
        cut = rng.random()
        if cut < 0.25 and len(paragraphs) > 2:
            paragraphs = paragraphs[1:]
        elif cut < 0.5 and len(paragraphs) > 2:
            paragraphs = paragraphs[: -max(1, len(paragraphs) // 4)]
        paragraphs = [self._reword(paragraph, rate) for paragraph in paragraphs]
        foreign = self._facts()
        if rng.random() < 0.35:
            paragraphs.insert(0, self.line("lead", foreign))
        if rng.random() < 0.4:
            paragraphs.append(" ".join(self.line("notice", foreign) for _ in range(2)))
        return Story(self.line("headline", foreign, end=""), paragraphs, story.facts)

    # ---- sentences

    def line(
        self, name: str, facts: dict[str, str], *, end: str = ".", only: int | None = None
    ) -> str:
        """One entry of stories.toml, filled in."""
        text = _DATA[name][only] if only is not None else self.rng.choice(_DATA[name])
        text = self._fill(text, facts)
        return text[0].upper() + text[1:] + end

    def quote(self, facts: dict[str, str], parts: int = 1) -> str:
        """Somebody's words, with who said them."""
        said = " ".join(self.line("speech", facts, end="." if n else ",") for n in range(parts))
        return f"“{said}” {facts['boss']} said."

    def _fill(self, text: str, facts: dict[str, str]) -> str:
        for _ in range(6):  # entries name entries
            text = _SLOT.sub(lambda match: self._slot(match[1], facts), text)
        return text

    def _slot(self, name: str, facts: dict[str, str]) -> str:
        small = name.lower()
        if small in _KEPT and small in facts:
            value = facts[small]
        elif small == "number":
            value = self.number()
        elif small == "year":
            value = str(self.rng.randint(2009, 2026))
        elif small in ("place", "town"):
            value = self._name("ending")
        elif small == "boss":
            value = self._person()
        else:
            value = self.rng.choice(_DATA[small])
        return value[0].upper() + value[1:] if name[0].isupper() else value

    def number(self) -> str:
        rng = self.rng
        return rng.choice(
            (
                str(rng.randint(2, 99)),
                f"{rng.randint(1, 99)},{rng.randint(100, 999)}",
                f"{rng.randint(1, 99)}.{rng.randint(1, 9)}",
                str(rng.randint(100, 999)),
            )
        )

    # ---- pieces of a story

    def _facts(self) -> dict[str, str]:
        name = self._name("syllable")
        return {
            "company": self.rng.choice(_DATA["company"]).replace("{name}", name),
            "place": self._name("ending"),
            "town": self._name("ending"),
            "boss": self._person(),
            "metal": self.rng.choice(_DATA["metal"]),
        }

    def _name(self, end: str) -> str:
        parts = self.rng.choices(_DATA["syllable"], k=2)
        return ("".join(parts) + self.rng.choice(_DATA[end])).capitalize()

    def _person(self) -> str:
        return f"{self.rng.choice(_DATA['first_name'])} {self._name('ending')}"

    def _paragraphs(self, lines: list[str]) -> list[str]:
        paragraphs = []
        while lines:
            size = self.rng.randint(1, 4)
            paragraphs.append(" ".join(lines[:size]))
            lines = lines[size:]
        return paragraphs

    def _reword(self, text: str, rate: float) -> str:
        """``rate`` of the words replaced, left out, or joined by another."""
        words = []
        for word in text.split(" "):
            if self.rng.random() >= rate:
                words.append(word)
                continue
            way = self.rng.random()
            other = self.rng.choice(_DATA[self.rng.choice(("noun", "adjective", "did"))])
            if way < 0.7:
                words.append(other)
            elif way > 0.85:
                words += [word, other]
        return " ".join(words)
