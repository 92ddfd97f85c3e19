"""One invented site, apart from its markup: its stories in two states, and what stands where."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property
from random import Random

from tests.annotated import Story, parse_block
from tests.replicas.events import IN_STORIES
from tests.replicas.writer import edited, near_copy, write_stories

__all__ = ["Model"]

COUNT = 30
NEW = 3
NEWEST = date(2026, 10, 30)
COPIED, WRONG_CHARSET, CONTROL, SPOOFED, TWICE, EDITED, GONE = 2, 5, 7, 9, 12, 14, 16
"""Numbers of the stories (newest is 0) that something happens to."""
COPY_TITLE = "What the neighbours say about the plan, and what the plan says about them"
CONTROLS = ("\x0b", "\x1f", "\x00", "\x02")
RELATED = 5


class Model:
    """The stories of a replica; ``state`` 2 has three new ones, one edited and one gone."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.state = 1
        stories = write_stories(seed, COUNT + NEW, NEWEST)
        self.new, self.first = stories[:NEW], stories[NEW:]
        for number, words in IN_STORIES.items():
            self.first[number].blocks.insert(-1, parse_block(words))
        original = self.first[COPIED]
        day = date.fromisoformat(original.date) + timedelta(days=1)
        self.copy = near_copy(original, COPY_TITLE, day.isoformat())

    @cached_property
    def ids(self) -> dict[str, int]:
        """Slug → number, as a content management system counts."""
        return {
            story.slug: 1200 - 7 * at
            for at, story in enumerate([*self.new, self.copy, *self.first])
        }

    @cached_property
    def edited(self) -> Story:
        """The edited story as it is in state 2."""
        return edited(self.first[EDITED], Random(self.seed))

    @property
    def gone(self) -> Story:
        """The story that is gone in state 2."""
        return self.first[GONE]

    @property
    def stories(self) -> list[Story]:
        """Every story that can be read now, the copy among them, newest first."""
        stories = [*self.first, self.copy]
        if self.state == 2:
            stories = [
                self.edited if story.slug == self.edited.slug else story for story in stories
            ]
            stories = [*self.new, *(story for story in stories if story.slug != self.gone.slug)]
        return sorted(stories, key=lambda story: (story.date, story.slug), reverse=True)

    def special(self, story: Story) -> str:
        """What happens to a story's page: charset, control, spoofed, twice or nothing ('')."""
        names = {WRONG_CHARSET: "charset", CONTROL: "control", SPOOFED: "spoofed", TWICE: "twice"}
        return next((name for at, name in names.items() if self.first[at].slug == story.slug), "")

    def related(self, story: Story) -> list[Story]:
        """Stories offered below a story: the same in both states."""
        random = Random(f"{self.seed} {story.slug}")
        return random.sample([other for other in self.first if other.slug != story.slug], RELATED)

    def groups(self) -> dict[str, list[Story]]:
        """Tag → stories."""
        groups: dict[str, list[Story]] = {}
        for story in self.stories:
            for tag in story.tags:
                groups.setdefault(tag, []).append(story)
        return groups

    def months(self) -> dict[str, list[Story]]:
        """'2026/10' → stories."""
        months: dict[str, list[Story]] = {}
        for story in self.stories:
            months.setdefault(story.date[:7].replace("-", "/"), []).append(story)
        return months

    def with_controls(self, story: Story, html: str) -> str:
        """The page with control characters inside the story's paragraphs."""
        for block, control in zip(story.blocks[:4], CONTROLS, strict=False):
            word = block.text.split()[len(block.text.split()) // 2]
            html = html.replace(f" {word} ", f" {word}{control} ", 2)
        return html

    @staticmethod
    def excerpt(story: Story) -> str:
        """The first words of a story."""
        return " ".join(story.blocks[0].text.split()[:14]) + " …"

    @staticmethod
    def chunks(stories: list[Story], size: int) -> Iterable[tuple[int, list[Story]]]:
        """Numbered pages of a listing."""
        for start in range(0, len(stories), size):
            yield start // size + 1, stories[start : start + size]
