"""pywb indexes and replays the archive unchanged: run where pywb is installed, in this
environment or on the PATH."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.conftest import Crawled, rows
from wmcscraper.archive.files import warc_files
from wmcscraper.archive.reading import response_at

PLACES = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
MANAGER, WAYBACK = (shutil.which(name, path=PLACES) for name in ("wb-manager", "wayback"))


@pytest.mark.skipif(not (MANAGER and WAYBACK), reason="pywb is not installed")
def test_pages_come_back_as_they_were(crawled: Crawled, tmp_path: Path):
    assert MANAGER
    assert WAYBACK
    archive = crawled.database.parent / "archive"
    for step in (("init", "ours"), ("add", "ours", *map(str, warc_files(archive)))):
        subprocess.run([MANAGER, *step], cwd=tmp_path, check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [WAYBACK, "-p", str(port), "-b", "127.0.0.1", "-d", str(tmp_path)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        query = "SELECT url, fetched, warc_file, warc_offset FROM articles"
        for row in rows(crawled.database, query):
            moment = "".join(filter(str.isdigit, row["fetched"][:19]))
            shown = _get(f"http://127.0.0.1:{port}/ours/{moment}id_/{row['url']}")
            held = response_at(archive / row["warc_file"], row["warc_offset"])
            assert shown == held.body(10**7), row["url"]
    finally:
        server.terminate()
        server.wait()


def _get(url: str) -> bytes:
    """What ``url`` gives, once the server is up."""
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:
                return answer.read()
        except urllib.error.HTTPError:
            raise
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
