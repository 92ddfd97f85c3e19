"""Any news site: ``scrapy crawl news -a url=https://any-site/``."""

from __future__ import annotations

from spiders.site import SiteSpider

__all__ = ["NewsSpider"]


class NewsSpider(SiteSpider):
    """Stores the articles and events of the site that ``-a url=`` names."""

    name = "news"
    url_argument = "url"
