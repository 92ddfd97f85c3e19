"""``scrapy schedule``: what it prints is what runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT, rows, scrapy
from tests.site_server import serve
from tests.small_sites import Pages, html, listing, site, story
from wmcscraper.extensions.verdict import ExitStatus
from wmcscraper.ops.cron import QUIET, cron_command, crontab
from wmcscraper.ops.jobs import Job, Place, crawl_jobs, parse_times
from wmcscraper.ops.lock import RunLock, lock_path
from wmcscraper.ops.systemd import units

PAGES: Pages = {
    "/": html(listing("/a", "/b")),
    "/a": html(story("Arden")),
    "/b": html(story("Bly")),
}
FAST = ("-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0")


def cron_lines(text: str) -> list[tuple[list[str], str]]:
    """(five fields of the time, command as cron hands it to the shell) of each line."""
    lines = []
    for line in text.splitlines():
        if line and not line.startswith("#") and not line.startswith("SHELL="):
            *when, command = line.split(None, 5)
            lines.append((when, command.replace("\\%", "%")))
    return lines


def test_a_line_of_cron_does_what_it_says(database):
    with serve(site(PAGES)) as server:
        shown = scrapy(
            "schedule", "--cron", "news", "-a", f"url={server.base_url}/", "--jitter", "1",
            "--times", "6:05,18:05,23:59", "-s", f"DATABASE={database}", *FAST,
        )  # fmt: skip
        assert (shown.returncode, shown.stderr) == (0, "")
        lines = cron_lines(shown.stdout)
        assert [when for when, _ in lines] == [
            ["5", "6,18", "*", "*", "*"], ["59", "23", "*", "*", "*"],
        ]  # fmt: skip
        bare = {"PATH": "/usr/bin:/bin", "HOME": os.environ.get("HOME", "/")}  # all that cron gives
        command = ["/bin/sh", "-c", lines[0][1]]
        done = subprocess.run(
            command, env=bare, cwd="/", capture_output=True, text=True, timeout=120, check=False
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert rows(database, "SELECT count(*) AS n FROM articles")[0]["n"] == 2
        (log,) = (database.parent / "log").iterdir()
        assert "exit status 0" in log.read_text()

        lock = RunLock(lock_path(database, "news", server.base_url[7:]))
        lock.acquire()
        done = subprocess.run(
            command, env=bare, cwd="/", capture_output=True, text=True, timeout=120, check=False
        )
        lock.release()
        assert done.returncode == ExitStatus.OVERLAP
        assert "runs on" in done.stderr


def place(folder: Path) -> Place:
    return Place(folder, folder / "data" / "news.db", folder / "archive", folder / "log")


def job(*code: str, name: str = "wmc_news") -> Job:
    return Job(name, "crawl wmc_news", code, ((6, 17),), 0)


@pytest.mark.parametrize("status", range(12))
def test_only_a_failure_calls_for_help(status, tmp_path):
    said = tmp_path / "said"
    line = cron_command(
        job("-c", f"raise SystemExit({status})", "x"), place(tmp_path), f"echo failed >{said}"
    )
    subprocess.run(["/bin/sh", "-c", line], check=False)
    assert said.exists() == (status not in QUIET)


def test_odd_places_and_values_stay_whole(tmp_path):
    """Blanks, quotes, '%' and '$' are read as they stand, by sh, cron and systemd."""
    folder = tmp_path / 'it\'s a 100% "news" $place'
    (folder / "data").mkdir(parents=True)
    odd = "a b%c'd\"e$HOME\\f"
    code = "import sys; open('out', 'w').write(sys.argv[1])"
    ((_, command),) = cron_lines("\n".join(crontab([job("-c", code, odd)], place(folder))))
    subprocess.run(["/bin/sh", "-c", command], check=True)
    assert (folder / "out").read_text() == odd


def test_units_are_valid(tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not on this machine")
    (tmp_path / "data").mkdir()
    (tmp_path / "odd % $HOME").mkdir()
    odd = Place(tmp_path, tmp_path / "data" / "news.db", tmp_path / "odd % $HOME", tmp_path / "log")
    jobs = crawl_jobs(
        ["wmc_news", "wmc_events"],
        arguments={"base_url": "https://a.example/?q=50%25&r='a b'"},
        settings={"DATABASE": str(odd.database)},
        times=parse_times("06:17,18:17"),
        jitter=900,
        budget=7200,
    )
    names = []
    for name, text in units(jobs, odd, "root", on_failure="/bin/true").items():
        (tmp_path / name).write_text(text)
        if "@" not in name:
            names.append(str(tmp_path / name))
    assert len(names) == 4
    done = subprocess.run(
        ["systemd-analyze", "verify", *names], capture_output=True, text=True, check=False
    )
    ours = [line for line in done.stderr.splitlines() if "wmcscraper" in line]
    assert (done.returncode, ours) == (0, [])


def test_what_a_unit_says(tmp_path):
    done = scrapy(
        "schedule", "--systemd", "wmc_news", "--times", "06:17,18:17", "--jitter", "20m",
        "--budget", "1h", "--user", "news", "-o", tmp_path, "--backup", tmp_path / "backups",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {
        "wmcscraper-wmc_news.service", "wmcscraper-wmc_news.timer", "wmcscraper-backup.service",
        "wmcscraper-backup.timer", "wmcscraper-failed@.service",
    }  # fmt: skip
    service = (tmp_path / "wmcscraper-wmc_news.service").read_text().splitlines()
    assert f"ExecStart={sys.executable} -m scrapy crawl wmc_news -s WMC_TIME_BUDGET=3600" in service
    assert f"WorkingDirectory={PROJECT}" in service
    for line in ("User=news", "SuccessExitStatus=8 10", "TimeoutStartSec=4200", "Nice=10",
                 "OnFailure=wmcscraper-failed@%n.service", "ProtectSystem=strict"):  # fmt: skip
        assert line in service
    (writes,) = [line for line in service if line.startswith("ReadWritePaths=")]
    assert str(PROJECT / "data") in writes
    timer = (tmp_path / "wmcscraper-wmc_news.timer").read_text().splitlines()
    for line in ("OnCalendar=*-*-* 06:17:00", "OnCalendar=*-*-* 18:17:00",
                 "RandomizedDelaySec=1200", "Persistent=true"):  # fmt: skip
        assert line in timer
    assert str(tmp_path / "backups") in (tmp_path / "wmcscraper-backup.service").read_text()


def test_scrapyd_and_logrotate():
    done = scrapy("schedule", "--scrapyd", "news", "-a", "url=https://a.example/?a=b c&d", *FAST)
    assert done.returncode == 0
    assert "bind_address = 127.0.0.1" in done.stdout
    assert "'url=https://a.example/?a=b c&d'" in done.stdout
    assert "setting=DOWNLOAD_DELAY=0" in done.stdout
    assert f'"{PROJECT}/data/log/*.log" {{' in scrapy("schedule", "--logrotate").stdout


def test_spiders_of_one_site_do_not_begin_at_once():
    first, second = crawl_jobs(
        ["wmc_news", "wmc_events"], arguments={}, settings={}, times=((23, 55),), jitter=0, budget=0
    )
    assert (first.times, second.times) == (((23, 55),), ((0, 5),))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "required"),
        (("--cron", "--systemd"), "not allowed"),
        (("--cron", "nonews"), "no spider is called"),
        (("--cron", "news"), "say which site"),
        (("--cron", "--times", "25:00"), "no time of a day"),
        (("--cron", "--budget", "soon"), "1h30m"),
        (("--cron", "-o", "x"), "--systemd"),
    ],
)
def test_wrong_calls(arguments, said):
    done = scrapy("schedule", *arguments)
    assert done.returncode == ExitStatus.USAGE
    assert said in done.stderr
    assert "Traceback" not in done.stderr
