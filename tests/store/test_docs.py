"""docs/database.md names every table, view and column, and every export option."""

import re

import pytest

from tests.conftest import PROJECT
from wmcscraper.store import connect_readonly, prepare

TEXT = (PROJECT / "docs" / "database.md").read_text("utf-8")
INTERNAL = re.compile(r"_fts_|^sqlite_|^_sqlite_|^anchors$")


@pytest.fixture
def schema(path):
    prepare(path)
    with connect_readonly(path) as db:
        names = db.execute("SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view')")
        return {
            (name, kind): [row[1] for row in db.execute(f"PRAGMA table_info({name})")]
            for name, kind in names.fetchall()
            if not INTERNAL.search(name)
        }


def test_every_table_and_column_is_documented(schema):
    words = set(re.findall(r"\w+", TEXT))
    assert len(schema) > 15
    for (name, kind), columns in schema.items():
        assert name in words, name
        if kind == "table":
            assert words.issuperset(columns), (name, set(columns) - words)


@pytest.mark.parametrize(
    "option",
    [
        *("--format", "--since", "--until", "--site", "--words", "--excel"),
        *("--with-record", "--as-of"),
    ],
)
def test_export_options_are_documented(option):
    source = (PROJECT / "wmcscraper" / "commands" / "export.py").read_text("utf-8")
    assert option in source
    assert option in TEXT
