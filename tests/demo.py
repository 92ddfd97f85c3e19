"""``make demo``: the main job, on the bundled sample site served over loopback HTTP."""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SITE = PROJECT / "tests" / "fixtures" / "site"
# A fixed port where it is free: a second demo then meets the same URLs, and finds nothing new.
PREFERRED_PORT = 8027


def main() -> int:
    """Serve, crawl, show; the exit status is the crawl's."""
    sys.path.insert(0, str(PROJECT))
    from tests.site_server import serve

    with ExitStack() as stack:
        try:
            site = stack.enter_context(serve(SITE, port=PREFERRED_PORT))
        except OSError:
            site = stack.enter_context(serve(SITE))
        print(f"Serving the sample site at {site.base_url}/ ({SITE.relative_to(PROJECT)})\n")
        crawled = _scrapy(
            "crawl",
            "wmc_news",
            *("-a", f"base_url={site.base_url}/"),
            # The site is our own: no need to spare it.
            *("-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0"),
        )
    shown = _scrapy("report")
    return crawled or shown


def _scrapy(*arguments: str) -> int:
    command = [sys.executable, "-m", "scrapy", *arguments]
    return subprocess.run(command, cwd=PROJECT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
