"""Scrapy settings. What differs from Scrapy's own defaults, and why.

Settings of this project are ``DATABASE``, ``ARCHIVE`` and those with the prefix ``WMC_``;
docs/settings.md explains each.
"""

from __future__ import annotations

import os

BOT_NAME = "wmcscraper"
SPIDER_MODULES = ["spiders"]
NEWSPIDER_MODULE = "spiders"
COMMANDS_MODULE = "wmcscraper.commands"

# ---- who we are, and how politely we ask
WMC_CONTACT = "https://github.com/wmcscraper/wmcscraper"
USER_AGENT = f"wmcscraper/0.1 (+{WMC_CONTACT})"
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "wmcscraper"
ROBOTSTXT_PARSER = "wmcscraper.discovery.robots.RobotRules"
DOWNLOAD_DELAY = 1.0
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_MAX_DELAY = 30.0
# The delays above keep a run polite; without them this is the most that a site gets at once.
CONCURRENT_REQUESTS = 8
CONCURRENT_REQUESTS_PER_DOMAIN = 8
# Our pipelines wait for nothing, and the 100 tasks that Scrapy starts for each answer cost more
# than the pages. Twice as many items of a page are stored in one go: with fewer, those of two pages
# mix, and an event that both state is the other's when the archive is read again.
CONCURRENT_ITEMS = 16
COOKIES_ENABLED = False

# ---- where things land; relative paths are relative to scrapy.cfg
DATABASE = "data/news.db"
ARCHIVE: str | None = None
"""Folder of the WARC files; None: archive/ beside the database; empty: nothing is archived."""
WMC_WARC_SIZE = 1_000_000_000
"""Bytes after which a WARC file is closed and another one begun."""

# ---- what a run may cost
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024  # decompressed bytes; the largest real news page seen has 4 MB
DOWNLOAD_WARNSIZE = 0  # an oversized page is counted under its reason, a second line says nothing
REDIRECT_MAX_TIMES = 5
RETRY_TIMES = 2
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # the failure is counted and logged once, by the spider
MEMUSAGE_LIMIT_MB = 1024
WMC_MAX_PAGES = 20_000
"""Most pages that one run asks for, -a max_pages=… for one run."""
WMC_DEPTH_LIMIT = 12
"""Most links between the start page and a page; steps through a paginated listing are free."""
WMC_PATTERN_LIMIT = 40
"""Most pages of one endless-looking URL pattern (calendars, date archives) in a run."""
WMC_SITEMAP_MAXSIZE = 52_428_800
"""Most bytes of a sitemap, decompressed: the limit that sitemaps.org sets."""
WMC_CRAWL_DELAY_MAX = 30.0
"""Longest Crawl-delay of a robots.txt that is kept, in seconds."""
WMC_RETRY_AFTER_MAX = 120.0
"""Longest Retry-After of a 429 or 503 that a run waits for, in seconds; a page that is to be asked
later than that is left to a later run."""
WMC_END_SECONDS = 5.0
"""Time that pages under way have left when a run ends, in seconds."""
WMC_TIME_BUDGET = ""
"""Longest time that a run may take (seconds, 90m, 2h), -a time_budget=… for one run; empty: no end.
A run that it stops has done its job, and the next one goes on from there."""
WMC_MIN_FREE_MB = 200
"""Megabytes that must be free on the disk of the database (and the archive) for a run to begin and
go on. A disk that is full in the middle of a transaction helps nobody."""
WMC_PRIVATE_HOSTS: list[str] = []
"""Host names that may resolve to private addresses, for crawling a site of one's own network."""

# ---- when a run has failed
WMC_MAX_ERROR_RATE = 0.2
"""Share of the asked pages that may fail (5xx, time-outs, exceptions) before the run is a failure.
Dead, gone, looping and oversized links do not count."""
WMC_MIN_ERRORS = 3
"""Fewer failed pages than this never fail a run."""
WMC_CHECK_PAGES = 5
"""Known articles that each run reads again, from a site's fifth run on: a new layout shows in what
they no longer give, also in a week without news. 0: none."""

# ---- who is told how a run went
WMC_ALERT_MAIL: list[str] = []
"""Addresses that get a mail when a run failed, or first named a break on its site."""
WMC_WEBHOOK_URL = ""
"""Address that gets the same as JSON, by POST."""
WMC_ALERT_ON = "trouble"
"""'trouble', or 'always': after each run."""
WMC_ALERT_TIMEOUT = 10.0
"""Seconds that mail server and webhook have to answer."""
WMC_MAIL_HOST = "localhost"
WMC_MAIL_PORT = 25
WMC_MAIL_SECURITY = ""
"""'starttls', 'tls', or nothing, for a mail server on this machine."""
WMC_MAIL_FROM = "wmcscraper@localhost"
WMC_MAIL_USER = ""
WMC_MAIL_PASSWORD = os.environ.get("WMC_MAIL_PASSWORD", "")
"""Taken from the environment, so that it stands in no file of the project."""
WMC_PROMETHEUS_FILE = ""
"""File for the textfile collector of Prometheus' node exporter, written after each run."""

# ---- how often the database is written
WMC_BATCH_SIZE = 100
"""Items that one transaction writes at the most."""
WMC_BATCH_SECONDS = 5.0
"""Longest time in seconds that an item waits for its transaction."""

# ---- logs in a file (--logfile)
WMC_LOG_MAX_MB = 10
"""A log file larger than that is put aside before a run begins; 0 leaves it to logrotate."""
WMC_LOG_KEEP = 9
"""Old log files that stay."""

DOWNLOAD_HANDLERS = {
    "http": "wmcscraper.discovery.downloads.DownloadHandler",
    "https": "wmcscraper.discovery.downloads.DownloadHandler",
    # Nothing of ours asks for these.
    "ftp": None,
    "s3": None,
}
# What proved barren while it waited is let go of before it is taken up.
SCHEDULER = "wmcscraper.discovery.barren.Scheduler"
TWISTED_DNS_RESOLVER = "wmcscraper.discovery.resolver.PublicResolver"
DOWNLOADER_MIDDLEWARES = {
    "wmcscraper.discovery.wall.ScopeMiddleware": 40,
    "wmcscraper.discovery.barren.BarrenMiddleware": 45,
    # Scope is stricter (port and scheme too) and names its reason.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    # Nearest to the network: it sees what the server sent, before anything is decompressed.
    "wmcscraper.archive.crawling.ArchiveMiddleware": 950,
}
EXTENSIONS = {
    "wmcscraper.discovery.politeness.CrawlDelay": 100,
    "wmcscraper.extensions.run.RunRecorder": 100,
    "wmcscraper.extensions.budget.TimeBudget": 200,
    "wmcscraper.extensions.room.DiskRoom": 200,
    "wmcscraper.archive.crawling.ArchiveExtension": 200,  # after the run's row in the database
    "wmcscraper.extensions.progress.Progress": 500,
    # Both open a local port that runs code.
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
}
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
ITEM_PIPELINES = {
    "pipelines.validate.ValidatePipeline": 100,
    "pipelines.dates.DatesPipeline": 200,
    "pipelines.deduplicate.DeduplicatePipeline": 300,
    "pipelines.save.SavePipeline": 900,
}

# ---- Scrapy's unsafe or noisy defaults
DOWNLOAD_VERIFY_CERTIFICATES = True
DEFAULT_DROPITEM_LOG_LEVEL = "INFO"
LOG_LEVEL = "INFO"
LOG_FORMATTER = "wmcscraper.logs.LogFormatter"
STATS_DUMP = False  # the run's summary says it in words; -s STATS_DUMP=1 shows all
FEED_EXPORT_ENCODING = "utf-8"
# tldextract (in Scrapy's cookies middleware) would download its list at the first request.
os.environ.setdefault("TLDEXTRACT_PUBLIC_SUFFIX_LIST_URLS", "")
