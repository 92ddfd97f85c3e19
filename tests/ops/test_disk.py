"""Room on the disk."""

from __future__ import annotations

import pytest

from wmcscraper.ops.disk import free_bytes, lacks_room, size_words


def test_a_place_that_is_not_there_yet_is_on_the_disk_of_its_parent(tmp_path):
    assert free_bytes(tmp_path / "a" / "b" / "news.db") > 0


def test_the_line_says_where_and_what_to_do(tmp_path):
    assert lacks_room([tmp_path], 0) is None
    line = lacks_room([tmp_path], 1e12)
    assert line is not None
    assert str(tmp_path) in line
    assert "WMC_MIN_FREE_MB" in line
    assert "\n" not in line


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"), (1023, "1023 bytes"), (2048, "2 kB"), (3_565_158, "3.4 MB"),
        (5 * 1024**3, "5.0 GB"), (2048 * 1024**3, "2048 GB"),
    ],
)  # fmt: skip
def test_sizes_for_a_reader(size, words):
    assert size_words(size) == words
