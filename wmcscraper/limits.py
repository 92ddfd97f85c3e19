"""How much of one page is read, so that the largest and the most hostile cost little.

Each limit lies far above what any page holds that a reader would want to see whole. What stands
behind it is left out and nothing else changes: all that stands before it is read as always.
"""

from __future__ import annotations

__all__ = [
    "MOST_DAYS",
    "MOST_ELEMENTS",
    "MOST_EVENT_LINES",
    "MOST_LINKS",
    "MOST_NODES",
    "MOST_PICTURES",
    "MOST_STATEMENTS",
    "MOST_STORY",
    "MOST_TAGS",
    "MOST_TEXT",
    "MOST_TITLE",
    "cut_text",
]

MOST_ELEMENTS = 60_000
"""Elements of a page, in order of reading. The longest lists of an encyclopaedia have 40,000; a
table with more rows is a data set, no story. The largest of 949 real news pages has 5,145; twice
the limit take 260 MB while they are read."""
MOST_TAGS = 3 * MOST_ELEMENTS
"""Tags that the parser gets to see: a start and an end for each element, and comments. A tree of
what is not read would take most of the memory."""
MOST_TEXT = 1_000_000
"""Characters of a story in which quotes, figures and events are looked for: a book of 500 pages.
The body itself is kept whole."""
MOST_TITLE = 10_000
"""Characters of a title or a heading: broken pages put a whole story into one."""
MOST_LINKS = 20_000
"""Links of a page that are judged; an archive of ten years of daily news has fewer."""
MOST_PICTURES = 5_000
"""Pictures of a page that are judged."""
MOST_NODES = 5_000
"""Objects of a page's JSON-LD, and of its microdata."""
MOST_EVENT_LINES = 5_000
"""Lines of a page that may be part of an event's card, and are read for its date and place."""
MOST_STATEMENTS = 2_000
"""Statements of events: those of a page's sentences, and those of its structured data. They are
compared with each other; a calendar of all congresses of a trade has some hundred."""
MOST_STORY = 200_000
"""Characters of a story in which 'on Thursday' is counted from the day that it was published."""
MOST_DAYS = 300
"""Different days among the dates that may be a page's own. They are compared with each other."""


def cut_text(text: str) -> str:
    """The paragraphs at the start of ``text`` that its readers look at, at most ``MOST_TEXT``."""
    if len(text) <= MOST_TEXT:
        return text
    end = text.rfind("\n\n", 0, MOST_TEXT)
    return text[: end if end > 0 else MOST_TEXT]
