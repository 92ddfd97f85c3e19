"""News of the World Mining Congress: ``scrapy crawl wmc_news``."""

from __future__ import annotations

from spiders.site import SiteSpider
from wmcscraper.sites import wmc

__all__ = ["WmcNewsSpider"]


class WmcNewsSpider(SiteSpider):
    """Stores the articles of wmc.agh.edu.pl, and the events that their pages state."""

    name = "wmc_news"
    default_url = wmc.START_URL
