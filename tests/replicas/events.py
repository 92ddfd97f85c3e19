"""The events of the replicas: the truth, and the many ways in which they are worded."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["IN_STORIES", "PAST", "UPCOMING", "Happening"]


@dataclass(frozen=True, slots=True)
class Happening:
    """An event: ``words`` must all stand in a name that means it; ``listed`` is the events page."""

    name: str
    words: tuple[str, ...]
    edition: int | None
    start: str
    end: str | None
    city: str | None
    country: str | None
    listed: tuple[str, str]
    """Heading and line of date and place on the events page."""

    @property
    def slug(self) -> str:
        """The name in a URL."""
        return "-".join(self.name.lower().replace("/", " ").split())


UPCOMING = (
    Happening(
        "World Mining Congress", ("world", "mining", "congress"), 28, "2029", None, None, "Chile",
        ("28th World Mining Congress", "2029, Chile"),
    ),
    Happening(
        "IOC/WMC meeting", ("meeting",), 108, "2027-09-16", "2027-09-16", "Kraków", "Poland",
        ("108th IOC / WMC Meeting", "16th September 2027, Kraków, Poland"),
    ),
    Happening(
        "Tailings and Water Conference", ("tailings", "conference"), None, "2027-06-03",
        "2027-06-05", "Santiago", "Chile",
        ("Tailings and Water Conference 2027", "3 – 5 June 2027 | Santiago, Chile"),
    ),
    Happening(
        "Symposium on Hydraulic Backfill", ("hydraulic", "backfill"), 7, "2027-11-30",
        "2027-12-02", "Freiberg", "Germany",
        ("7th Symposium on Hydraulic Backfill", "30 November – 2 December 2027, Freiberg, Germany"),
    ),
    Happening(
        "Lithium Forum", ("lithium", "forum"), None, "2028-03", None, "Antofagasta", "Chile",
        ("Lithium Forum", "March 2028, Antofagasta (Chile)"),
    ),
    Happening(
        "Mine Rescue Workshop", ("rescue", "workshop"), None, "2027-10-12", "2027-10-12",
        "Ostrava", "Czechia",
        ("Mine Rescue Workshop", "Tuesday, 12 October 2027, Ostrava, Czechia"),
    ),
)  # fmt: skip

PAST = (
    Happening("World Mining Congress", ("world", "mining", "congress"), 26, "2023", None,
              "Brisbane", "Australia", ("", "")),
    Happening("World Mining Congress", ("world", "mining", "congress"), 1, "1958", None,
              "Warsaw", "Poland", ("", "")),
)  # fmt: skip
"""Events that the pages mention and that are over: not asked for, not wrong."""

IN_STORIES = {
    1: "The results will be shown at the XXVIII World Mining Congress, which Chile hosts in 2029.",
    3: "The members will hear about it at the 108th IOC/WMC meeting, to be held in Kraków, Poland,"
    " on September 16th, 2027.",
    5: "A paper on the subject has been accepted for the Tailings and Water Conference in Santiago,"
    " Chile (June 3-5, 2027).",
    8: "The 7th Symposium on Hydraulic Backfill will be held from 30 November to 2 December 2027 in"
    " Freiberg, Germany; the deadline for abstracts is 1 March 2027.",
    10: "More will be known when the Lithium Forum meets in Antofagasta, Chile, in March 2028.",
    13: "The new furnace will be lit on 3 May 2027, and the old one will go to the museum.",
    15: "Its rescue team will take part in the Mine Rescue Workshop on 12 October 2027 in Ostrava,"
    " Czechia.",
    18: "Next year’s World Mining Congress Award has been given to a team of surveyors.",
    22: "The 108th meeting of the International Organizing Committee of the World Mining Congress"
    " will take place in Kraków on 16 September 2027.",
    24: "WMC 2029 in Chile will have a session on the subject.",
    25: "Between 3 and 5 June 2027 Santiago de Chile welcomes the Tailings & Water Conference.",
    26: "At a meeting in the town hall on 3 March 2026 the neighbours had asked for a second well.",
    27: "In Ostrava, where the Mine Rescue Workshop 2027 opens on Tuesday, October 12, the team"
    " will show how it works.",
    20: "The idea was first discussed at the 26th World Mining Congress in Brisbane, Australia, in"
    " 2023.",
}
"""Number of a story (newest is 0) → a paragraph that is added to it."""
