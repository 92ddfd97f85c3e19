"""What all themes share: texts that are no stories, dates in words, the contract of a theme."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import ClassVar

from tests.annotated import Picture, Story
from tests.replicas import traps
from tests.replicas.events import UPCOMING
from tests.replicas.model import Model

__all__ = ["Document", "Theme", "day_of", "esc", "ordinal"]

BOX_CONGRESS = (
    "The 28th World Mining Congress will be organized in 2029 in Chile. Detailed information can be"
    " found on the official webpage."
)
BOX_MEETING = (
    "The 108th IOC/WMC meeting will be organized on September 16th 2027 in Kraków, Poland."
)
ABOUT = (
    "The congress was first held in 1958 in Warsaw, Poland. It has met on every continent but one"
    " since then, and its papers fill a room of their own.",
    "The 26th World Mining Congress took place in Brisbane, Australia, in 2023 and brought together"
    " people from 71 countries.",
    "A small office prepares the meetings, answers letters and keeps the archive dry.",
)
STATUTES = (
    "Adopted on 4 October 1977, last amended on 12 May 2026.",
    "Article 1. The Committee is a voluntary body that prepares the congresses and watches over the"
    " exchange of knowledge between them.",
    "Article 2. Each country appoints one member and one deputy for a term of four years. A member"
    " who misses three meetings in a row loses the seat.",
    "Article 3. Decisions need a majority of two thirds of the members present. The chair has the"
    " casting vote in matters of procedure only.",
    "Article 4. The host of a congress bears its costs and keeps its income.",
    "Article 5. “Member” in these statutes means a person, “country” means the mining institutions"
    " of a country.",
)
PRIVACY = (
    "Last updated: 25 May 2026",
    "This policy explains which data we process when you read these pages, why we do so, and for"
    " how long we keep them.",
    "The server stores the address of each request for 30 days. The legal basis is our legitimate"
    " interest in a safe service.",
    "You may ask us at any time which data we hold about you and have them corrected or deleted.",
)
MEMBERS = (
    ("Australia", "Tom Ashdown", "2021"),
    ("Chile", "Ximena Larraín", "2019"),
    ("Germany", "Jürgen Großmann", "2016"),
    ("Ghana", "Kofi Asante", "2022"),
    ("Poland", "Aleksandra Żak", "2018"),
    ("Spain", "Íñigo Peñaloza", "2020"),
)
MEMBERS_DATE = "List of members as of 3 March 2026"
HISTORY = (
    "The first congress brought together three hundred people in 1958. Nobody had planned a"
    " second one, but the letters that followed made it inevitable.",
    "In 1961 the office moved into two rooms above a bakery, where it stayed until 1974. The smell"
    " of bread is said to have softened many a negotiation.",
    "“We had one telephone and four languages”, the first secretary, Zofia Marczak, recalled in"
    " 1990. Since then the office has had more telephones and fewer languages.",
    "The archive holds 9,400 papers. It was moved in 2008, and not a single page was lost.",
)
EVENT_TEXT = (
    "Engineers, scientists and operators meet for talks, posters and a visit to a mine nearby.",
    "The programme is put together by volunteers. Papers are reviewed by two readers each, and"
    " the best ones are printed in a volume of their own.",
    "Registration opens half a year before the first day; members pay a lower fee.",
)
COOKIES = (
    "We use cookies to improve your experience. By continuing you agree to our privacy policy."
)
NEWSLETTER = "Subscribe to our newsletter and never miss the news of the mining world."


@dataclass(slots=True)
class Document:
    """A page as text, with headers that differ from the usual and an encoding of its own."""

    text: str
    headers: dict[str, str] = field(default_factory=dict)
    encoding: str = "utf-8"


class Theme(ABC):
    """A markup: ``documents`` gives every page by path (with its query where that matters)."""

    encoding: ClassVar[str] = "utf-8"
    content_type: ClassVar[str] = "text/html; charset=utf-8"
    chunked: ClassVar[bool] = False
    """Whether the 60 MB page comes without a Content-Length."""
    validators: ClassVar[str] = "etag"
    """How an unchanged page can be recognised: etag, or date (Last-Modified alone)."""
    gone_status: ClassVar[int] = 410
    soft_everywhere: ClassVar[bool] = False
    """Whether every unknown path answers 200 with words of regret."""
    stale_lastmod: ClassVar[bool] = False
    """Whether the sitemap keeps its lastmod when a story is edited."""
    sloppy_slash: ClassVar[bool] = False
    """Whether /story answers like /story/, without a redirect."""
    robots: ClassVar[str] = traps.ROBOTS

    def __init__(self, model: Model, base_url: str, other_url: str) -> None:
        self.model = model
        self.base_url = base_url
        self.other_url = other_url

    def path(self, story: Story) -> str:
        """The path of a story."""
        return f"/{story.slug}/"

    @abstractmethod
    def second(self, story: Story) -> str:
        """Another path of the same story."""

    def paths(self, story: Story) -> list[str]:
        """Every path at which the story may be stored."""
        return [self.path(story), self.second(story)]

    def caption(self, story: Story, picture: Picture) -> str:
        """What the page says under a picture, without its credit."""
        return picture.caption

    @abstractmethod
    def documents(self) -> dict[str, Document]:
        """Every page that can be asked for now, by path or path?query."""

    def offered(self, story: Story) -> list[Story]:
        """The stories that a story's page offers."""
        return self.model.related(story)

    def trap_links(self, number: int) -> list[tuple[str, str]]:
        """Links to all traps, on the site and off it."""
        return traps.links(number) + traps.off_site(self.base_url, self.other_url)

    def texts(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        """Name → title and paragraphs of the pages of running text that are no stories."""
        pages = {
            "about": ("About the congress", ABOUT),
            "history": ("History", HISTORY),
            "statutes": ("Statutes of the Committee", STATUTES),
            "privacy": ("Privacy policy", PRIVACY),
        }
        for happening in UPCOMING[2:]:
            pages[f"event-{happening.slug}"] = (
                happening.listed[0],
                (happening.listed[1], *EVENT_TEXT),
            )
        return pages

    def canonical(self, story: Story) -> str:
        """The canonical URL that the page claims, for one story a lie."""
        if self.model.special(story) == "spoofed":
            return f"{self.other_url}/stolen/"
        return self.base_url + self.path(story)


def esc(text: str) -> str:
    """Text for HTML content and attributes."""
    return escape(text)


def day_of(story: Story) -> date:
    """The day of a story."""
    return date.fromisoformat(story.date)


def ordinal(day: int) -> str:
    """1 → '1st'."""
    last = {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{'th' if day in (11, 12, 13) else last}"
