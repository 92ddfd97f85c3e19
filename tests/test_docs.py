"""The docs tell the truth: their examples run, and their tables name what there is."""

from __future__ import annotations

import contextlib
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT, Crawled
from wmcscraper import settings
from wmcscraper.extensions.verdict import ExitStatus

DOCS = [PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *sorted(PROJECT.glob("docs/*.md"))]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$(?:\n+^```text\n(.*?)^```$)?", re.DOTALL | re.MULTILINE)


def blocks(language: str) -> list[tuple[str, str, str | None]]:
    """(file, code, output that the docs show for it) of every block in a language."""
    return [
        (path.name, code, shown or None)
        for path in DOCS
        for name, code, shown in BLOCK.findall(path.read_text("utf-8"))
        if name == language
    ]


def answer(database: Path, query: str) -> str:
    command = [sys.executable, "-m", "sqlite_utils", str(database), query, "--table"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(("name", "query", "shown"), blocks("sql"))
def test_queries_give_what_the_docs_show(name, query, shown, crawled: Crawled):
    found = answer(crawled.database, query.strip())
    if shown is not None:
        assert [line.split() for line in found.splitlines()] == [
            line.split() for line in shown.splitlines()
        ]
    assert len(found.splitlines()) > 2, f"{name}: the query finds nothing"


@pytest.mark.parametrize(("name", "code", "shown"), blocks("python"))
def test_python_examples_run(name, code, shown):
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, name, "exec"), {"__name__": name})  # noqa: S102
    if shown is not None:
        assert printed.getvalue() == shown


def test_every_exit_status_is_documented():
    text = (PROJECT / "docs" / "crawling.md").read_text("utf-8")
    told = {int(number) for number in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)}
    assert told == {int(status) for status in ExitStatus}


def test_every_setting_of_ours_is_documented():
    text = (PROJECT / "docs" / "settings.md").read_text("utf-8")
    told = set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))
    ours = {name for name in vars(settings) if name.startswith("WMC_")}
    assert told == {"DATABASE", "ARCHIVE", *ours}


def test_links_between_docs_lead_somewhere():
    for path in DOCS:
        for target in re.findall(r"\]\((?!https?://)([^)#]+)", path.read_text("utf-8")):
            assert (path.parent / target).exists(), f"{path.name} links {target}"


def test_make_targets_in_the_docs_exist():
    targets = set(
        re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE)
    )
    for path in DOCS:
        for target in re.findall(
            r"(?:^\$ |`)make ([a-z-]+)", path.read_text("utf-8"), re.MULTILINE
        ):
            assert target in targets, f"{path.name} names make {target}"
