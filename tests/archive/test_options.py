"""docs/archive.md names every option of the archive's commands."""

from __future__ import annotations

import re

import pytest

from tests.conftest import PROJECT

TEXT = (PROJECT / "docs" / "archive.md").read_text("utf-8")


@pytest.mark.parametrize("command", ["replay", "reextract"])
def test_every_option_is_documented(command):
    source = (PROJECT / "wmcscraper" / "commands" / f"{command}.py").read_text("utf-8")
    options = set(re.findall(r'add_argument\(\s*"(-[\w-]+)"', source))
    assert len(options) > 4
    for option in options:
        assert f"| {option} " in TEXT, option
