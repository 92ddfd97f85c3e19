"""What all spiders share: they join discovery, extraction and the database's memory."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import Any, ClassVar
from urllib.parse import urljoin

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Request, Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from twisted.python.failure import Failure

from wmcscraper import clock, stats
from wmcscraper.allocator import give_back
from wmcscraper.archive.crawling import Keeper, fetched
from wmcscraper.archive.writing import iso
from wmcscraper.discovery import feeds, sitemaps, wordpress
from wmcscraper.discovery.arguments import Arguments
from wmcscraper.discovery.failures import GONE, explain
from wmcscraper.discovery.frontier import Answer, Frontier
from wmcscraper.discovery.links import page_links
from wmcscraper.discovery.memory import PageMemory, header
from wmcscraper.discovery.scope import Scope
from wmcscraper.identity import url_key
from wmcscraper.page import Page
from wmcscraper.reading import read_page
from wmcscraper.store import reader_for, writer_for

__all__ = ["SiteSpider"]

# What a URL is that a run found and did not come to read: the next run must know.
LIST_KINDS = {"parse_sitemap": "sitemap", "parse_feed": "feed"}

# What lists many pages is asked first, so that a run cut short has met the newest pages.
PRIORITY_SITEMAP, PRIORITY_FEED, PRIORITY_LISTING, PRIORITY_PREFERRED = 90, 80, 60, 40
PRIORITY_PAGE, PRIORITY_CHECK = 0, -100
DUE_AT_ONCE = 100


class SiteSpider(scrapy.Spider):
    """Crawls one site: finds its pages, stores the articles and events that they hold."""

    url_argument: ClassVar[str] = "base_url"
    """Name of the spider argument that says which site."""
    default_url: ClassVar[str | None] = None
    """The site, where no argument says it."""
    expects: ClassVar[str] = "articles"
    """What a run must meet to have done its job: articles or events."""

    options: Arguments
    scope: Scope
    frontier: Frontier
    barren_limit: int
    """Most steps in a row through listings that show nothing new."""
    memory: PageMemory
    archive: Keeper

    def __init__(self, name: str | None = None, **given: Any) -> None:
        super().__init__(name)
        self.options = self.read_arguments(given)
        self.scope = Scope(self.options.start_url)
        self.started = clock.now()
        self._robots: dict[str, RobotParser] = {}
        self._due: deque[str] = deque()
        self.checks: Sequence[str] = ()
        """Known articles that are read again whether they are due or not: whether their pages still
        give what they gave tells a new layout from a week without news (set by the extension that
        watches over the runs)."""
        self._found: list[tuple[str, str]] = []

    @classmethod
    def read_arguments(cls, given: Mapping[str, object]) -> Arguments:
        """The arguments of ``-a``; raises ArgumentError."""
        return Arguments.parse(given, url_name=cls.url_argument, default_url=cls.default_url)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> SiteSpider:
        spider: SiteSpider = super().from_crawler(crawler, *args, **kwargs)
        settings = crawler.settings
        spider.memory = PageMemory(spider.scope.site, writer_for(crawler), reader_for(crawler))
        spider.archive = Keeper(crawler)
        spider.frontier = Frontier(
            scope=spider.scope,
            lookup=spider.memory.reader.page,
            refresh=spider.options.refresh,
            now=spider.started,
            max_pages=spider.options.max_pages or settings.getint("WMC_MAX_PAGES"),
            depth_limit=settings.getint("WMC_DEPTH_LIMIT"),
            pattern_limit=settings.getint("WMC_PATTERN_LIMIT"),
            narrowed=spider.options.since is not None,
        )
        spider.barren_limit = spider.frontier.pattern_limit
        crawler.signals.connect(spider.robots_parsed, signals.robots_parsed)
        crawler.signals.connect(spider.ask_due, signals.spider_idle)
        return spider

    def preference(self, url: str, text: str) -> int:
        """Priority of a link by its address and words; spiders prefer what they look for."""
        return PRIORITY_PAGE

    # ---- where to look

    async def start(self) -> AsyncIterator[Any]:
        """The start page, and the lists that the database remembers."""
        # Asked for in full: a server's 304 speaks of the story, not of the layout around it.
        checks = [
            self._ask(url, depth=1, listing=True, whole=True, priority=PRIORITY_CHECK)
            for url in self.checks
        ]
        # Read whole in each run: its menu leads to the listings.
        if request := self._ask(self.options.start_url, listing=True, whole=True):
            yield request
        for known in self.memory.reader.pages(self.scope.site):
            if known.kind in ("feed", "sitemap"):
                callback = self.parse_feed if known.kind == "feed" else self.parse_sitemap
                if request := self._ask(
                    known.url, callback=callback, listing=True, priority=PRIORITY_FEED
                ):
                    yield request
            elif self.frontier.is_due(known.url, known):
                self._due.append(known.url)
        for check in filter(None, checks):
            yield check

    def ask_due(self) -> None:
        """Signal: nothing is left of what was found, so ask for known pages that are due. What is
        new comes first, so that a run of few pages has met it."""
        asked = 0
        while self._due and asked < DUE_AT_ONCE and self.crawler.engine is not None:
            url = self._due.popleft()
            if request := self._ask(url, depth=1, steps=self.barren_limit):
                self.crawler.engine.crawl(request)
                asked += 1
        if asked:
            raise DontCloseSpider

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Signal: remember the rules, and ask for the sitemaps that robots.txt names."""
        parts = urlparse_cached(request)
        self._robots[parts.netloc] = robotparser
        # Scrapy's parser classes keep the sitemaps to themselves; Protego's parser offers them.
        named = list(getattr(getattr(robotparser, "rp", None), "sitemaps", ()))
        for sitemap in self._sitemaps(request.url, named):
            if sitemap is not None and self.crawler.engine is not None:
                self.crawler.engine.crawl(sitemap)

    def _sitemaps(self, base: str, named: Sequence[str] = ()) -> Iterator[Request | None]:
        """The sitemaps that robots.txt names, else the usual places."""
        for place in named or sitemaps.USUAL_PLACES:
            yield self._ask(
                urljoin(base, place),
                callback=self.parse_sitemap,
                listing=bool(named),
                priority=PRIORITY_SITEMAP,
            )

    def parse_sitemap(self, response: Response, **_: Any) -> Iterator[Any]:
        """A sitemap or an index of sitemaps."""
        if self._unchanged(response):
            return
        self._found = []
        found = sitemaps.parse(response.body, response.url)
        if found.kind == "index":
            requests = [
                self._ask(
                    entry.url,
                    callback=self.parse_sitemap,
                    lastmod=entry.lastmod,
                    listing=True,
                    priority=PRIORITY_SITEMAP,
                )
                for entry in found.entries
            ]
        else:
            requests = [
                self._ask(
                    entry.url,
                    depth=1,
                    lastmod=entry.lastmod,
                    hints={"news_sitemap": entry.published, "sitemap": entry.lastmod},
                )
                for entry in found.entries
            ]
        self._read_list(response, "sitemap" if found.entries else "other")
        yield from filter(None, requests)

    def parse_feed(self, response: Response, **_: Any) -> Iterator[Any]:
        """An RSS, Atom or JSON feed, or a page of WordPress's REST listing."""
        if self._unchanged(response):
            return
        self._found = []
        posts = wordpress.parse_posts(response.body, response.url)
        feed = feeds.Feed() if posts else feeds.parse(response.body, response.url)
        requests = []
        for url, published, changed in [
            *((post.url, post.date, post.modified) for post in posts),
            *((entry.url, entry.published, entry.updated) for entry in feed.entries),
        ]:
            hints = {"rest" if posts else "feed": published, "feed_modified": changed}
            requests.append(self._ask(url, depth=1, lastmod=changed, hints=hints))
        onward = wordpress.next_page(response.url) if posts else feed.next_url
        if onward and any(requests):
            requests.append(self._ask(onward, callback=self.parse_feed, listing=True))
        self._read_list(response, "feed" if posts or feed.entries else "other")
        yield from filter(None, requests)

    def _read_list(self, response: Response, kind: str) -> None:
        note = {"read": kind, "found": self._found}
        capture = self.archive.keep(response, note, self.memory.archived(response.url))
        self.memory.read(response, kind, capture=capture)

    def _places(self, page: Page, response: Response) -> Iterator[Request | None]:
        """Feeds and REST listings that the start page names, else the usual places; and those of
        sitemaps where no robots.txt could be read that would have led there."""
        if _netloc(page.url) not in self._robots:
            yield from self._sitemaps(page.url)
        found = feeds.feed_urls(page)
        root = wordpress.api_root(page) or wordpress.api_root_of_header(
            header(response, "Link") or "", response.url
        )
        for url in found or [urljoin(page.url, place) for place in feeds.USUAL_PLACES]:
            yield self._ask(
                url, callback=self.parse_feed, listing=bool(found), priority=PRIORITY_FEED
            )
        if root:
            yield self._ask(
                wordpress.posts_url(root),
                callback=self.parse_feed,
                listing=True,
                priority=PRIORITY_FEED,
            )

    # ---- what a page holds

    def parse_page(
        self,
        response: Response,
        depth: int = 0,
        lastmod: str | None = None,
        hints: dict[str, str] | None = None,
        steps: int = 0,
    ) -> Iterator[Any]:
        """An article, a listing, an events page, or none of them; and its links."""
        if self._unchanged(response) or not self._first_sight(response):
            return
        self._found = []
        hints = hints or {}
        content_type = header(response, "Content-Type")
        note: dict[str, Any] = {"read": "page", "hints": hints, "lastmod": lastmod}
        note |= {"since": self.options.since, "found": self._found, "way": _way(response)}
        try:
            reading = read_page(
                response.body,
                response.url,
                content_type=content_type,
                fetched=fetched(response),
                hints=hints,
                since=self.options.since,
            )
            if reading.document in ("feed", "sitemap"):
                parse = self.parse_feed if reading.document == "feed" else self.parse_sitemap
                yield from parse(response)
                return
            requests: list[Request | None] = []
            if reading.page is not None:
                requests += self._places(reading.page, response) if depth == 0 else []
                requests += self._follow(reading.page, depth, steps)
        finally:
            # Also what broke the extraction: better code reads it later. What its links lead to
            # stands in the database before the page counts as read: a kill loses none.
            capture = self.archive.keep(response, note, self.memory.archived(response.url))
        if reading.page is not None:
            self._count(stats.PAGES)
        # Other pages are read while what this one gave is taken from here, one by one: its tree,
        # of up to 100 MB, is needed no more.
        reading.page = None
        give_back(len(response.body))
        if reading.rejected:
            self._reject(response, reading.rejected)
        for item in reading.items(capture):
            self._count(stats.ARTICLES if item is reading.article else stats.EVENTS)
            yield item
        self.memory.read(
            response,
            reading.kind,
            lastmod=lastmod,
            article_url=reading.article_url,
            capture=capture,
        )
        yield from filter(None, requests)

    def _follow(self, page: Page, depth: int, barren: int) -> Iterator[Request | None]:
        """Requests for the links of a page; onward steps of a listing that shows nothing new
        are left to their own time. ``barren`` counts the steps up to here that showed nothing new.
        """
        links = page_links(page, self.scope)
        if depth == 0 and self.crawler.stats.get_value(stats.FRONT_LINKS) is None:
            beside = sum(not link.in_nav for link in links)
            self.crawler.stats.set_value(stats.FRONT_LINKS, beside)
        new = 0
        for link in links:
            if link.pagination:
                continue
            request = self._ask(
                link.url,
                depth=depth + 1,
                # The menu of the start page leads to the listings of today's news.
                listing=depth == 0 and link.in_nav and self.memory.is_listing(link.url),
                priority=self.preference(link.url, link.text) - depth,
                hints={"listing": link.date},
            )
            new += request is not None and not link.in_nav
            yield request
        barren = 0 if new else barren + 1
        if barren > self.barren_limit:
            return  # the site makes up pages that show the same stories again
        for link in links:
            if link.pagination:
                yield self._ask(
                    link.url,
                    depth=depth,
                    listing=new > 0,
                    priority=PRIORITY_LISTING - depth,
                    steps=barren,
                )

    # ---- asking, and remembering the answer

    def _ask(
        self,
        url: str,
        *,
        callback: Any = None,
        depth: int = 0,
        lastmod: str | None = None,
        hints: Mapping[str, str | None] | None = None,
        listing: bool = False,
        whole: bool = False,
        priority: int = PRIORITY_PAGE,
        steps: int = 0,
    ) -> Request | None:
        """A request for ``url``, or None where it is not to be asked for in this run."""
        parser = self._robots.get(_netloc(url))
        if parser is not None and not parser.allowed(url, self._agent):
            return None
        answer = self.frontier.consider(
            url, depth=depth, lastmod=lastmod, listing=listing, is_page=callback is None
        )
        if answer is Answer.KNOWN:
            self._count(stats.KNOWN)
        elif answer in (Answer.RUN_FULL, Answer.PATTERN_FULL):
            self._count(f"{stats.SKIPPED}{answer.value}")
        if answer in (Answer.ASK, Answer.RUN_FULL):
            kind = LIST_KINDS.get(getattr(callback, "__name__", ""), "other")
            self._found.append((url, kind))
            self.memory.writer.discover(url, kind)
        if answer is not Answer.ASK:
            return None
        self._count(stats.ASKED)
        is_page = callback is None
        said = {name: date for name, date in (hints or {}).items() if date}
        kwargs = {"depth": depth, "lastmod": lastmod, "hints": said, "steps": steps}
        meta: dict[str, Any] = {"handle_httpstatus_list": [304]}
        if callback == self.parse_sitemap:
            meta["download_maxsize"] = self.crawler.settings.getint("WMC_SITEMAP_MAXSIZE")
        return Request(
            url,
            callback=callback or self.parse_page,
            errback=self.failed,
            headers={} if whole else self.memory.validators(url),
            priority=priority,
            meta=meta,
            cb_kwargs=kwargs if is_page else {},
            # The frontier knows what was asked for; Scrapy's filter would drop redirects unseen.
            dont_filter=True,
        )

    @property
    def _agent(self) -> str:
        settings = self.crawler.settings
        return str(settings["ROBOTSTXT_USER_AGENT"] or settings["USER_AGENT"])

    def _unchanged(self, response: Response) -> bool:
        if response.status != 304:
            return False
        self._count(stats.NOT_MODIFIED)
        note = {"read": "unchanged"}
        self.archive.keep(response, note, self.memory.archived(response.url))
        self.memory.not_modified(response)
        return True

    def _first_sight(self, response: Response) -> bool:
        """Remember redirects on the way; False where the page at their end was met before."""
        path = response.meta.get("redirect_urls", [])
        if not path:
            return True
        self.memory.redirected(response)
        here = url_key(response.url)
        # A redirect to its own twin (https, www, a last slash) is the page that was asked for.
        is_twin = here in map(url_key, path)
        if not self.frontier.answered(response.url) and not is_twin:
            self._count(f"{stats.SKIPPED}redirects to a page met before")
            note = {"read": "met before", "way": _way(response)}
            self.archive.keep(response, note, self.memory.archived(response.url))
            return False
        return True

    def _reject(self, response: Response, reason: str) -> None:
        self._count(f"{stats.REJECTED}{reason}")
        self.logger.debug("Rejected (%s): %s", reason, response.url)

    def _count(self, name: str) -> None:
        self.crawler.stats.inc_value(name)

    def failed(self, failure: Failure) -> None:
        """Errback: count why, and remember what is known of the URL now."""
        request: Request = failure.request  # type: ignore[attr-defined]
        prefix, reason, status = explain(failure.value)
        if status in GONE and request.callback != self.parse_page:
            reason = "no sitemap or feed there"
        url = request.meta.get("redirect_urls", [request.url])[0]
        self._count(f"{prefix}{reason}")
        log = self.logger.warning if prefix == stats.FAILED else self.logger.info
        log("Not read (%s): %s", reason, url)
        if status is not None:  # else nothing is known of the page: the next run asks again
            when = iso()
            answer = getattr(failure.value, "response", None)
            note = {"lost": url, "status": status}
            if isinstance(answer, Response):
                when = self.archive.keep(answer, note).fetched
            else:
                self.archive.tell(url, note, when)
            self.memory.lost(url, status, when)


def _way(response: Response) -> list[Any]:
    """The redirects that led to the answer, as Scrapy notes them."""
    return [response.meta.get(name, []) for name in ("redirect_urls", "redirect_reasons")]


def _netloc(url: str) -> str:
    return url.split("/", 3)[2] if url.count("/") >= 2 else ""
