"""``articles.duplicate_of``: which rows tell a story that another row tells first."""

from __future__ import annotations

import sqlite3
from collections import Counter
from functools import reduce

from wmcscraper.copies import Text, anchors, is_copy, may_be_copy
from wmcscraper.store.moments import earlier

__all__ = ["Duplicates"]

_POSTINGS = 64  # rows read of one anchor; an anchor in more texts is a phrase of a site's own
_CANDIDATES = 8  # texts compared word by word
_SHARED = 2  # anchors that a text must share to be compared
_SAME_TEXT_WORDS = 5  # a shorter body ('Read more in our magazine') makes no copy

# (id, date, first_seen)
_Member = tuple[int, str | None, str]


class Duplicates:
    """Finds copies and points them to their original, inside the caller's transaction.

    All articles of one story form a group: one original, whose ``duplicate_of`` is null, and its
    copies, which all point to it. So there are neither chains nor circles.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def add(self, article_id: int, body: str, fingerprint: str) -> bool:
        """Index a new or changed text, and join it to the story it tells.

        True if another row tells that story too, whichever of them is the original.
        """
        text = Text.of(body)
        found = anchors(text)
        match = self._same_text(article_id, body, fingerprint)
        if match is None:
            match = self._near_copy(article_id, body, text, found)
        self._db.executemany(
            "INSERT OR IGNORE INTO anchors (hash, article_id) VALUES (?, ?)",
            [(anchor, article_id) for anchor in found],
        )
        if match is None:
            return False
        root = self._root(match)
        self._db.execute("UPDATE articles SET duplicate_of = ? WHERE id = ?", (root, article_id))
        self.settle(article_id)
        return True

    def remove(self, article_id: int, body: str) -> None:
        """Take a text that is no longer so out of the index and out of its story's group."""
        self._db.executemany(
            "DELETE FROM anchors WHERE hash = ? AND article_id = ?",
            [(anchor, article_id) for anchor in anchors(Text.of(body))],
        )
        self._db.execute("UPDATE articles SET duplicate_of = NULL WHERE id = ?", (article_id,))
        heirs = self._members("duplicate_of = ?", article_id)
        if heirs:
            self._point_to_original(heirs)

    def settle(self, article_id: int) -> None:
        """Let the group of an article point to its earliest."""
        root = self._root(article_id)
        self._point_to_original(self._members("id = ?1 OR duplicate_of = ?1", root))

    def _root(self, article_id: int) -> int:
        (root,) = self._db.execute(
            "SELECT coalesce(duplicate_of, id) FROM articles WHERE id = ?", (article_id,)
        ).fetchone()
        return int(root)

    def _members(self, where: str, article_id: int) -> list[_Member]:
        return self._db.execute(
            f"SELECT id, date, first_seen FROM articles WHERE {where} ORDER BY id",  # noqa: S608
            (article_id,),
        ).fetchall()

    def _point_to_original(self, group: list[_Member]) -> None:
        original = reduce(_earlier_of, group)[0]
        self._db.execute("UPDATE articles SET duplicate_of = NULL WHERE id = ?", (original,))
        self._db.executemany(
            "UPDATE articles SET duplicate_of = ? WHERE id = ? AND duplicate_of IS NOT ?",
            [(original, member[0], original) for member in group if member[0] != original],
        )

    def _same_text(self, article_id: int, body: str, fingerprint: str) -> int | None:
        if len(body.split(maxsplit=_SAME_TEXT_WORDS)) < _SAME_TEXT_WORDS:
            return None
        row = self._db.execute(
            "SELECT id FROM articles WHERE fingerprint = ? AND id <> ? ORDER BY id LIMIT 1",
            (fingerprint, article_id),
        ).fetchone()
        return row[0] if row else None

    def _near_copy(self, article_id: int, body: str, text: Text, found: list[int]) -> int | None:
        vocabulary = frozenset(body.split())
        for candidate in self._candidates(article_id, found):
            (other,) = self._db.execute(
                "SELECT body FROM articles WHERE id = ?", (candidate,)
            ).fetchone()
            if may_be_copy(vocabulary, other) and is_copy(text, Text.of(other)):
                return candidate
        return None

    def _candidates(self, article_id: int, found: list[int]) -> list[int]:
        """Texts that share anchors, first those that share the rarest ones."""
        shared: Counter[int] = Counter()
        weight: Counter[int] = Counter()
        for anchor in found:
            postings = self._db.execute(
                "SELECT article_id FROM anchors WHERE hash = ? ORDER BY article_id DESC LIMIT ?",
                (anchor, _POSTINGS),
            ).fetchall()
            for (other,) in postings:
                shared[other] += 1
                weight[other] += 1000 // len(postings)
        shared.pop(article_id, None)
        ranked = sorted(
            (other for other, count in shared.items() if count >= _SHARED),
            key=lambda other: (-weight[other], other),
        )
        return ranked[:_CANDIDATES]


def _earlier_of(one: _Member, other: _Member) -> _Member:
    """The earlier published; where that can't be told, the one that was seen first.

    A story without a date was published before it was first seen.
    """
    here, there = one[1] or one[2], other[1] or other[2]
    if earlier(here, there):
        return one
    if earlier(there, here):
        return other
    return min(one, other, key=lambda member: (member[2], member[0]))
