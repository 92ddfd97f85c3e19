"""docs/operations.md: its commands are there, and take the options that it shows."""

from __future__ import annotations

import re
import shlex

import pytest

from tests.conftest import PROJECT, scrapy
from wmcscraper.extensions.verdict import ExitStatus

TEXT = (PROJECT / "docs" / "operations.md").read_text("utf-8")
CALLS = sorted(set(re.findall(r"\bscrapy ([a-z]+)([^`&|;\n]*)", TEXT)))


@pytest.mark.parametrize("command", sorted({command for command, _ in CALLS}))
def test_each_command_is_there_with_its_options(command):
    done = scrapy(command, "--help")
    assert done.returncode == 0, done.stderr
    for called, rest in CALLS:
        if called == command:
            words = shlex.split(rest.split(" for ")[0], posix=False)
            for option in (word for word in words if word.startswith("-")):
                assert option in done.stdout, f"scrapy {command} has no {option}"


def test_each_exit_status_has_its_advice():
    told = {int(number) for number in re.findall(r"^\| (\d+) \|", TEXT, re.MULTILINE)}
    assert told >= {int(status) for status in ExitStatus}


def test_each_form_and_option_of_schedule_is_told():
    shown = scrapy("schedule", "--help").stdout
    ours = shown.partition("\nSchedule\n")[2]
    assert "--times" in ours
    for option in set(re.findall(r"--[a-z-]+", ours)) - {"--output", "--help"}:
        assert option in TEXT, option
