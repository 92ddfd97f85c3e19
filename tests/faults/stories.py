"""Good articles in any number: no two tell the same story, and all that they state is known."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from random import Random

__all__ = ["Story", "write"]

_PLACES = ("Amberfield", "Brackwater", "Cinderford", "Dunmore", "Eastgarth", "Fallowmere",
           "Greywick", "Hollin Bridge", "Irongate", "Juniper Flats")  # fmt: skip
_THINGS = ("conveyor", "smelter", "drill core", "ventilation shaft", "tailings dam", "haul road",
           "sorting plant", "pump house", "survey camp", "assay office")  # fmt: skip
_DEEDS = ("reopens after a winter of repairs", "passes its first inspection",
          "doubles its night shift", "moves to electric trucks", "is sold to its workers",
          "gets a second life as a museum", "wins a prize for clean water",
          "stops for a week of training")  # fmt: skip
_SUBJECTS = ("The council", "A team of engineers", "The new owner", "An inspector from the capital",
             "The oldest worker", "A neighbour", "The school next door", "A local historian",
             "The bank", "The shift leader", "A student of geology", "The insurer")  # fmt: skip
_VERBS = ("measured", "repainted", "questioned", "paid for", "drew a map of", "photographed",
          "complained about", "rebuilt", "visited", "counted", "defended", "described",
          "inherited", "borrowed")  # fmt: skip
_OBJECTS = ("the northern gallery", "every bolt of the old winch", "a cracked retaining wall",
            "the river below the dump", "forty crates of samples", "the abandoned canteen",
            "a bridge that nobody had crossed since the flood", "the noise of the fans",
            "the price of spare parts", "two kilometres of fence", "the lamp room",
            "a ledger from the founding year", "the dust on the windowsills",
            "three lorries of broken brick", "the winter road")  # fmt: skip
_ENDS = ("before the frost came", "and found nothing amiss", "in front of the whole village",
         "at the cost of a small car", "with help from the parish", "for the third time this year",
         "although the rain had not stopped", "while the band was rehearsing",
         "and wrote a long letter about it", "without telling the office")  # fmt: skip
_FIRST = ("Ada", "Bruno", "Clara", "Dario", "Edith", "Felix", "Greta", "Hugo", "Irma", "Jonas")
_LAST = ("Amsel", "Brandt", "Corvin", "Dorn", "Ebner", "Falk", "Grohl", "Hafner", "Imhoff", "Jost")


@dataclass(frozen=True, slots=True)
class Story:
    """One article and what a crawl must store of it."""

    path: str
    title: str
    date: str
    """ISO day."""
    author: str
    paragraphs: tuple[str, ...]

    @property
    def body(self) -> str:
        return "\n\n".join(self.paragraphs)

    def html(self, *, head: str = "", before: str = "", after: str = "") -> str:
        """The page; ``head``, ``before`` and ``after`` are put around the article."""
        text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in self.paragraphs)
        return (
            f"<!DOCTYPE html><html lang='en'><head><title>{escape(self.title)}</title>{head}"
            f"</head><body>{before}<article><h1>{escape(self.title)}</h1>"
            f"<p class='byline'>By {self.author}</p>"
            f"<time datetime='{self.date}'>{self.date}</time>{text}</article>{after}</body></html>"
        )


def write(count: int, *, seed: int = 0, folder: str = "/story") -> list[Story]:
    """``count`` stories, the same ones for the same seed."""
    luck = Random(seed)
    stories = []
    for number in range(count):
        place, thing = luck.choice(_PLACES), luck.choice(_THINGS)
        title = f"{place} {thing} number {number + 1} {luck.choice(_DEEDS)}"
        sentences = [
            f"{luck.choice(_SUBJECTS)} of {place} {luck.choice(_VERBS)} {luck.choice(_OBJECTS)} "
            f"{luck.choice(_ENDS)}."
            for _ in range(12)
        ]
        stories.append(
            Story(
                path=f"{folder}/{number + 1}-{place.lower().replace(' ', '-')}",
                title=title,
                date=f"2026-{luck.randint(1, 9):02}-{luck.randint(1, 28):02}",
                author=f"{luck.choice(_FIRST)} {luck.choice(_LAST)}",
                paragraphs=tuple(" ".join(sentences[start : start + 4]) for start in (0, 4, 8)),
            )
        )
    return stories
