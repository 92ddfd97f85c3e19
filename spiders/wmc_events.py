"""Events of the World Mining Congress: ``scrapy crawl wmc_events``."""

from __future__ import annotations

import re

from spiders.site import PRIORITY_PREFERRED, SiteSpider
from wmcscraper.sites import wmc

__all__ = ["WmcEventsSpider"]

# Words of a link, or of its address, that lead to events, in the languages of mining meetings.
_EVENT_WORDS = re.compile(
    r"event|congress|conferenc|calendar|agenda|meeting|summit|symposi|"
    r"wydarzen|kongres|konferencj|spotkan|congreso|evento|reuni",
    re.IGNORECASE,
)


class WmcEventsSpider(SiteSpider):
    """Stores the events of wmc.agh.edu.pl: first from the pages that lead to events, then from
    all others, as a meeting may be stated in an article or a box alone. Articles that it meets
    are stored too."""

    name = "wmc_events"
    default_url = wmc.START_URL
    expects = "events"

    def preference(self, url: str, text: str) -> int:
        if _EVENT_WORDS.search(f"{url} {text}"):
            return PRIORITY_PREFERRED
        return super().preference(url, text)
