"""Mail to a real SMTP server, POSTs to a real HTTP server, and the file for Prometheus."""

from __future__ import annotations

import json
import socketserver
import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from scrapy.settings import Settings

from tests.conftest import PROJECT, crawl
from tests.site_server import serve
from tests.small_sites import OTHER_TEXT, Pages, html, listing, site, story
from wmcscraper import settings as defaults
from wmcscraper.alerts import RunNews, tell
from wmcscraper.alerts.prometheus import METRICS, render, write
from wmcscraper.health import Finding

END = datetime(2026, 3, 9, 6, 30, tzinfo=UTC)
FINDING = Finding(
    field="authors", kind="emptied", label="articles with authors", before=0.9, after=0.0,
    unit="share", evidence_before=80, evidence_after=6, since=7, since_time=END, named=8, runs=1,
    chance=1e-6, examples=["https://ore.example/1"],
)  # fmt: skip


def news(status=9, findings=(FINDING,), crawl_id=8, **more):
    values = {
        "spider": "news", "site": "ore.example", "crawl_id": crawl_id,
        "started": "2026-03-09T06:00:00+00:00", "finished": END, "status": status,
        "verdict": "done, but\nthe site is not read as before: authors", "summary": "a\nb “c”",
        "counts": {"requests": 20, "pages": 15, "new": 5}, "findings": findings,
    }  # fmt: skip
    return RunNews(**{**values, **more})


class _Smtp(socketserver.StreamRequestHandler):
    """As much of SMTP as a client of one mail needs."""

    def handle(self) -> None:
        self._say("220 here")
        while line := self.rfile.readline().decode().strip():
            word = line.split()[0].upper()
            if word == "DATA":
                self._say("354 go on")
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.mails.append(b"".join(lines).decode())  # type: ignore[attr-defined]
            self._say("221 bye" if word == "QUIT" else "250 ok")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class _Hook(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posts.append((self.path, self.headers, body))  # type: ignore[attr-defined]
        self.send_response(int(self.path.strip("/") or 200))
        self.send_header("Location", "/200")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def running(server):
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def smtp():
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Smtp)
    server.daemon_threads = True
    server.mails = []  # type: ignore[attr-defined]
    with running(server):
        yield server


@pytest.fixture
def hook():
    server = HTTPServer(("127.0.0.1", 0), _Hook)
    server.posts = []  # type: ignore[attr-defined]
    with running(server):
        yield server


def told(one, brief=False, **settings):
    failed: list[str] = []
    given = Settings()
    given.setmodule(defaults)
    given.update({"WMC_ALERT_TIMEOUT": 3, **settings})
    tell(one, given, count=failed.append, brief=brief)
    return failed


def mail_settings(smtp):
    return {
        "WMC_ALERT_MAIL": ["ada@ore.example", "bo@ore.example"],
        "WMC_MAIL_HOST": "127.0.0.1",
        "WMC_MAIL_PORT": smtp.server_address[1],
    }


class TestMail:
    def test_a_break_is_mailed(self, smtp):
        assert told(news(), **mail_settings(smtp)) == []
        (mail,) = smtp.mails
        assert "Subject: news on ore.example: done, but the site is not read as before" in " ".join(
            mail.split()
        )
        assert "To: ada@ore.example, bo@ore.example" in mail
        assert "scrapy health ore.example" in mail

    @pytest.mark.parametrize(
        ("one", "sent"),
        [
            (news(status=0, findings=()), 0),
            (news(status=3, findings=()), 1),
            (news(crawl_id=12), 0),  # named after an earlier run
        ],
    )
    def test_only_what_is_new_is_mailed(self, smtp, one, sent):
        told(one, **mail_settings(smtp))
        assert len(smtp.mails) == sent

    def test_always(self, smtp):
        told(news(status=0, findings=()), WMC_ALERT_ON="always", **mail_settings(smtp))
        assert len(smtp.mails) == 1

    def test_nobody_is_waited_for_when_the_run_must_end(self, smtp):
        assert told(news(), brief=True, **mail_settings(smtp)) == []
        assert smtp.mails == []

    def test_a_server_that_is_down_is_counted(self, smtp):
        settings = {**mail_settings(smtp), "WMC_MAIL_PORT": 1}
        assert told(news(), **settings) == ["mail"]
        settings = {**mail_settings(smtp), "WMC_MAIL_SECURITY": "starttls"}
        assert told(news(), **settings) == ["mail"]  # it offers none, so nothing goes in clear
        assert smtp.mails == []


class TestWebhook:
    def url(self, hook, path=""):
        return f"http://127.0.0.1:{hook.server_address[1]}/{path}"

    def test_news_is_posted(self, hook):
        assert told(news(), WMC_WEBHOOK_URL=self.url(hook)) == []
        ((_, headers, body),) = hook.posts
        found = json.loads(body)
        assert (found["status"], found["site"], found["counts"]["new"]) == (9, "ore.example", 5)
        assert found["alarms"][0]["examples"] == ["https://ore.example/1"]
        assert "wmcscraper" in headers["User-Agent"]

    @pytest.mark.parametrize("path", ["302", "307", "404", "500"])
    def test_what_it_answers_else_is_counted_and_no_redirect_followed(self, hook, path):
        assert told(news(), WMC_WEBHOOK_URL=self.url(hook, path)) == ["webhook"]
        assert len(hook.posts) == 1

    @pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/", "nonsense"])
    def test_only_http(self, url):
        assert told(news(), WMC_WEBHOOK_URL=url) == ["webhook"]


class TestPrometheus:
    def test_the_file(self, tmp_path):
        path = tmp_path / "metrics" / "wmc.prom"
        assert told(news(), WMC_PROMETHEUS_FILE=str(path)) == []
        text = path.read_text("utf-8")
        labels = '{spider="news",site="ore.example"}'
        assert f"wmcscraper_run_exit_status{labels} 9" in text
        assert f"wmcscraper_run_duration_seconds{labels} 1800" in text
        assert f"wmcscraper_drift_alarms{labels} 1" in text
        assert 'wmcscraper_drift_alarm{spider="news",site="ore.example",field="authors"} 1' in text
        assert "last_success" not in text
        assert path.stat().st_mode & 0o777 == 0o644
        assert {one.name for one in path.parent.iterdir()} == {"wmc.prom", "wmc.prom.lock"}

    def test_a_failure_keeps_the_last_success_and_other_sites(self, tmp_path):
        path = tmp_path / "wmc.prom"
        write(news(status=0, findings=()), path)
        write(news(status=0, findings=(), site="two.example"), path)
        write(news(status=3, findings=(), finished=END.replace(hour=9)), path)
        text = path.read_text("utf-8")
        success = "wmcscraper_run_last_success_timestamp_seconds"
        assert f'{success}{{spider="news",site="ore.example"}} {END.timestamp():.0f}' in text
        assert f'{success}{{spider="news",site="two.example"}} {END.timestamp():.0f}' in text
        assert 'wmcscraper_run_exit_status{spider="news",site="ore.example"} 3' in text
        assert text.count("# TYPE wmcscraper_run_exit_status gauge") == 1
        # A mended site has no alarm any more.
        assert "drift_alarm{" not in render(news(status=0, findings=()), render(news()))

    def test_labels_are_escaped(self):
        text = render(news(site='a"b\\c\nd'))
        assert r'site="a\"b\\c\nd"' in text
        assert render(news(site='a"b\\c\nd'), text) == text

    def test_a_file_that_cannot_be_written_is_counted(self, tmp_path):
        (tmp_path / "folder").mkdir()
        assert told(news(), WMC_PROMETHEUS_FILE=str(tmp_path / "folder")) == ["prometheus"]


def test_every_metric_is_documented():
    text = (PROJECT / "docs" / "health.md").read_text("utf-8")
    assert all(f"`wmcscraper_{name}`" in text for name in METRICS)


def test_a_run_tells_all_and_its_data_does_not_depend_on_it(database, smtp, hook, tmp_path):
    pages: Pages = {
        "/": html(listing("/a", "/b")),
        "/a": html(story("A")),
        "/b": html(story("B", text=OTHER_TEXT)),
    }
    file = tmp_path / "wmc.prom"
    port = smtp.server_address[1]
    given = (
        "-s", f"WMC_PROMETHEUS_FILE={file}", "-s", "WMC_ALERT_ON=always",
        "-s", "WMC_ALERT_MAIL=ada@ore.example", "-s", "WMC_MAIL_HOST=127.0.0.1",
        "-s", f"WMC_MAIL_PORT={port}",
        "-s", f"WMC_WEBHOOK_URL=http://127.0.0.1:{hook.server_address[1]}/500",
    )  # fmt: skip
    with serve(site(pages)) as server:
        done = crawl("news", f"{server.base_url}/", database, *given)
    assert done.returncode == 0
    assert "could not be told (webhook): HTTP Error 500" in done.stderr
    assert len(smtp.mails) == len(hook.posts) == 1
    assert json.loads(hook.posts[0][2])["counts"]["new"] == 2
    assert set(METRICS) - {"drift_alarm"} <= {
        line.split("{")[0].removeprefix("wmcscraper_")
        for line in file.read_text("utf-8").splitlines()
        if not line.startswith("#")
    }
