"""A crawl does no more than its work needs, whatever a page says: real runs against servers of our
own. What the code may not contain is looked for in test_least_power.py.
"""

from __future__ import annotations

import datetime
import ipaddress
import re
import sqlite3
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from scrapy.utils.project import get_project_settings

from tests.conftest import PROJECT, crawl, rows
from tests.site_server import Request, Response, SiteServer, serve
from tests.small_sites import Pages, html, listing, site, story, titles
from wmcscraper.discovery import feeds, sitemaps
from wmcscraper.extensions.verdict import ExitStatus
from wmcscraper.extraction import extract
from wmcscraper.items import Article, Event, Figure, Image, Link, Quote
from wmcscraper.page import Page
from wmcscraper.store import PageRecord, Writer, connect_readonly
from wmcscraper.store.export import COLUMNS, Filters
from wmcscraper.store.export import rows as exported

# ---- what a page says never becomes SQL

MARK = "mark'\"); DROP TABLE articles; --"


def marked(kind: type, **known: Any) -> Any:
    """An item with the mark in every field that holds text."""
    values = {}
    for field in fields(kind):
        if field.name in known:
            values[field.name] = known[field.name]
        elif str(field.type) in ("str", "str | None"):
            values[field.name] = f"{MARK} {field.name}"
        elif "list[str]" in str(field.type):
            values[field.name] = [MARK]
    return kind(**values)


def test_hostile_text_is_stored_as_text(tmp_path, monkeypatch):
    statements: list[str] = []

    class Recording(sqlite3.Connection):
        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
            statements.append(sql)
            return super().execute(sql, *values)

        def executemany(self, sql: str, *values: Any) -> sqlite3.Cursor:
            statements.append(sql)
            return super().executemany(sql, *values)

    plain = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda *args, **given: plain(*args, **{**given, "factory": Recording})
    )
    path, url = tmp_path / "news.db", f"https://a.example/{MARK}"
    article = marked(
        Article, url=url, date="2025-01-01", body=f"{MARK} and more words. " * 20,
        quotes=[marked(Quote, start=0, end=4)], images=[marked(Image, url=url)],
        figures=[marked(Figure, value=1.0, value_max=None, value_si=None, start=0, end=4)],
        links=[marked(Link, url=url)],
    )  # fmt: skip
    event = marked(Event, url=url, start_date="2030-01-01", end_date=None, edition=None)
    writer = Writer(path)
    for seen in ("2025-01-01T00:00:00+00:00", "2025-01-02T00:00:00+00:00"):
        writer.start_crawl(MARK, MARK)
        writer.save_article(article, seen_at=seen)
        writer.save_event(event, seen_at=seen, page_url=url)
        writer.save_page(PageRecord(f"{url}/2", MARK, etag=MARK, last_modified=MARK, lastmod=MARK))
        writer.discover(f"{url}/3")
        writer.finish_crawl(MARK, {})
        article.body += f" {MARK} changed"
    assert writer.totals["errors"] == 0
    writer.close()
    with connect_readonly(path) as database:
        for what in COLUMNS:
            filters = Filters(since="2020", until="2040", site=MARK, words='"drop table"')
            list(exported(database, what, filters))
    assert len(statements) > 30
    assert [sql for sql in statements if "mark'" in sql] == []
    with closing(plain(path)) as database:
        ((title,),) = database.execute("SELECT title FROM articles").fetchall()
    assert MARK in title


# ---- settings, and what a run opens


def test_what_is_off_by_default():
    settings = get_project_settings()
    for name in (
        "TELNETCONSOLE_ENABLED",
        "REMOTE_CONTROL_ENABLED",
        "HTTPCACHE_ENABLED",
        "COOKIES_ENABLED",
    ):
        assert not settings.getbool(name), name
    assert not settings["JOBDIR"]  # its queues are pickles
    assert settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
    assert settings.getbool("ROBOTSTXT_OBEY")
    off = [name for name, order in settings.getdict("EXTENSIONS").items() if order is None]
    assert {name.rpartition(".")[2] for name in off} >= {"TelnetConsole", "RemoteControl"}
    for scheme in ("file", "ftp", "s3"):
        request_by = settings.getdict("DOWNLOAD_HANDLERS").get(scheme)
        assert request_by is None or scheme == "file"


@pytest.mark.skipif(not Path("/proc/self/net/tcp").exists(), reason="needs Linux's /proc")
def test_a_run_listens_on_no_port(database):
    process: list[subprocess.Popen[bytes]] = []
    listening: list[str] = []

    def answer(request: Request) -> Response:
        if request.path == "/a":
            listening.append(listeners(process[0].pid))
        return site({"/": html(listing("/a")), "/a": html(story("Arden"))})(request)

    with serve(answer) as server:
        command = [
            sys.executable, "-m", "scrapy", "crawl", "news", "-a", f"url={server.base_url}/",
            "-s", f"DATABASE={database}", "-s", "DOWNLOAD_DELAY=0",
        ]  # fmt: skip
        process.append(subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.DEVNULL))
        assert process[0].wait(60) == 0
    assert listening == [""]


def listeners(pid: int) -> str:
    """Local addresses on which a process listens, as the kernel writes them."""
    sockets = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        try:
            target = str(link.readlink())
        except OSError:
            continue
        if match := re.fullmatch(r"socket:\[(\d+)\]", target):
            sockets.add(match[1])
    found = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            columns = line.split()
            if columns[3] == "0A" and columns[9] in sockets:
                found.append(columns[1])
    return " ".join(found)


# ---- TLS


def self_signed(folder: Path) -> Path:
    """A certificate of 127.0.0.1 that nobody vouches for, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def secure(tmp_path) -> Iterator[SiteServer]:
    """A site by TLS, whose certificate nobody vouches for."""
    pages: Pages = {"/": html(listing("/a")), "/a": html(story("Arden"))}
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path))
    with serve(site(pages)) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        yield server


def test_a_certificate_that_nobody_vouches_for_is_refused(secure, database):
    url = secure.base_url.replace("http://", "https://") + "/"
    done = crawl("news", url, database, "-s", "RETRY_ENABLED=0")
    assert done.returncode == ExitStatus.UNREACHABLE
    assert secure.log == []
    # The same server is read where somebody switches that off, so the certificate was the reason.
    done = crawl("news", url, database, "-s", "DOWNLOAD_VERIFY_CERTIFICATES=0")
    assert done.returncode == ExitStatus.OK


# ---- addresses and names that a page or a caller gives


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://a.example/",
        "data:text/html,<p>x",
        "javascript:alert(1)",
        "s3://b/k",
    ],
)
def test_only_the_web_is_crawled(url, database):
    done = crawl("news", url, database)
    assert done.returncode == ExitStatus.USAGE
    assert "no http(s) address" in done.stderr
    assert not database.exists()


def test_a_page_names_no_file_and_leads_to_none(tmp_path):
    """Links and redirects to files are not followed, and what is written has names of ours."""
    secret = tmp_path / "secret.html"
    secret.write_text(story("Secret"))
    outside = 'attachment; filename="../../evil.html"'
    odd = "/..%2f..%2f..%2fevil.html"
    pages: Pages = {
        "/": html(listing("/a", odd, "/%00/evil", secret.as_uri(), "/moved", "//etc/passwd")),
        "/a": html(story("Arden"), 200, **{"Content-Disposition": outside}),
        "/../../../evil.html": html(story("Bly"), 200, **{"Content-Disposition": outside}),
        "/moved": html("", 302, Location=secret.as_uri()),
    }
    folder = tmp_path / "deep" / "down" / "data"
    with serve(site(pages)) as server:
        done = crawl("news", f"{server.base_url}/", folder / "news.db")
    assert done.returncode == ExitStatus.OK, done.stderr
    assert "Secret mill runs on" not in titles(folder / "news.db")
    assert "Arden mill runs on" in titles(folder / "news.db")
    written = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    written.discard(Path("secret.html"))
    assert all(str(path).startswith("deep/down/data/") for path in written), written
    assert not [path for path in written if "evil" in path.name or "passwd" in path.name]


def test_scripts_of_a_page_are_no_text(database):
    script = "<script>document.write('<p>Written by a script.</p>')</script>"
    article = extract(Page(story("Arden", extra=script).encode(), "https://a.example/a")).article
    assert "Written by a script" not in article.body


ENTITY = """<?xml version="1.0"?>
<!DOCTYPE d [<!ENTITY file SYSTEM "{file}"><!ENTITY a "boom"><!ENTITY b "&a;&a;&a;&a;">]>
"""


def test_xml_entities_are_not_resolved(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("top-secret")
    head = ENTITY.format(file=secret.as_uri())
    sitemap = head + (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url>'
        "<loc>https://a.example/x&file;&b;</loc></url><url><loc>https://a.example/y</loc></url></urlset>"
    )
    feed = head + (
        '<rss version="2.0"><channel><title>t</title><item><title>&file;&b;</title>'
        "<link>https://a.example/x&file;&b;</link></item></channel></rss>"
    )
    page = head + f"<html><body><h1>&file;</h1><p>&file;&b;</p>{story('Arden')}</body></html>"
    read = [
        sitemaps.parse(sitemap.encode(), "https://a.example/sitemap.xml"),
        feeds.parse(feed.encode(), "https://a.example/feed/"),
        extract(Page(page.encode(), "https://a.example/a")),
    ]
    for found in map(repr, read):
        assert "top-secret" not in found
        assert "boom" not in found.replace('ENTITY a "boom"', "")
    assert any(entry.url == "https://a.example/y" for entry in read[0].entries)  # type: ignore[attr-defined]


def test_no_run_leaves_a_pickle(database):
    pages: Pages = {"/": html(listing("/a")), "/a": html(story("Arden"))}
    with serve(site(pages)) as server:
        crawl("news", f"{server.base_url}/", database)
    assert rows(database, "SELECT count(*) AS n FROM articles")[0]["n"] == 1
    for path in database.parent.rglob("*"):
        assert not path.is_file() or not path.read_bytes().startswith(
            (b"\x80\x03", b"\x80\x04", b"\x80\x05")
        )
