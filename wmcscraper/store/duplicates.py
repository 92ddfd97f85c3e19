"""``articles.duplicate_of``: which rows tell a story that another row tells first."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass
from heapq import nsmallest

from wmcscraper.copies import is_copy, may_be_copy
from wmcscraper.signatures import Signature, signature_of
from wmcscraper.store.history import remember
from wmcscraper.store.moments import earlier

__all__ = ["Duplicates"]

_POSTINGS = 32  # rows read of one anchor; an anchor in more texts is a phrase that many share
_CANDIDATES = 4  # texts compared word by word
_SHARED = 3  # anchors that a text must share to be compared
_SHARED_COMMON = 6  # where all that it shares are such phrases
_SAME_TEXT_WORDS = 5  # a shorter body ('Read more in our magazine') makes no copy


@dataclass(frozen=True, slots=True)
class _Member:
    """One row of a story's group."""

    id: int
    date: str | None
    first_seen: str
    url: str
    duplicate_of: int | None


class Duplicates:
    """Finds copies and points them to their original, inside the caller's transaction.

    All articles of one story form a group: one original, whose ``duplicate_of`` is null, and its
    copies, which all point to it. So there are neither chains nor circles. ``at`` is when the
    database learned what it is told (UTC, ISO 8601).
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def add(self, article_id: int, story: Signature, at: str) -> bool:
        """Index a new or changed text, and join it to the story it tells.

        True if another row tells that story too, whichever of them is the original.
        """
        match = self.match(article_id, story)
        self._db.executemany(
            "INSERT OR IGNORE INTO anchors (hash, article_id) VALUES (?, ?)",
            [(anchor, article_id) for anchor in story.anchors],
        )
        if match is None:
            return False
        group = self._group(match)
        known = {member.id for member in group}
        group += [m for m in self._group(article_id) if m.id not in known]
        self._point_to_original(group, at)
        return True

    def match(self, article_id: int, story: Signature) -> int | None:
        """Another row that tells the same story."""
        same = self._same_text(article_id, story)
        return self._near_copy(article_id, story) if same is None else same

    def remove(self, article_id: int, story: Signature, at: str) -> None:
        """Take a text that is no longer so out of the index and out of its story's group."""
        self._db.executemany(
            "DELETE FROM anchors WHERE hash = ? AND article_id = ?",
            [(anchor, article_id) for anchor in story.anchors],
        )
        for member in self._members("id = ?", article_id):
            self._point(member, None, at)
        heirs = self._members("duplicate_of = ?", article_id)
        if heirs:
            self._point_to_original(heirs, at)

    def settle(self, article_id: int, at: str) -> None:
        """Let the group of an article point to its earliest."""
        self._point_to_original(self._group(article_id), at)

    def _group(self, article_id: int) -> list[_Member]:
        (root,) = self._db.execute(
            "SELECT coalesce(duplicate_of, id) FROM articles WHERE id = ?", (article_id,)
        ).fetchone()
        return self._members("id = ?1 OR duplicate_of = ?1", root)

    def _members(self, where: str, article_id: int) -> list[_Member]:
        found = self._db.execute(
            "SELECT id, date, first_seen, url, duplicate_of FROM articles "  # noqa: S608
            f"WHERE {where} ORDER BY id",
            (article_id,),
        )
        return [_Member(*row) for row in found.fetchall()]

    def _point_to_original(self, group: list[_Member], at: str) -> None:
        original = self._original(group).id
        for member in group:
            self._point(member, None if member.id == original else original, at)

    def _point(self, member: _Member, original: int | None, at: str) -> None:
        if member.duplicate_of == original:
            return
        self._db.execute("UPDATE articles SET duplicate_of = ? WHERE id = ?", (original, member.id))
        if member.first_seen != at:  # before that moment there was no row
            remember(self._db, member.id, at, {"duplicate_of": member.duplicate_of})

    def _original(self, group: list[_Member]) -> _Member:
        """The earliest published; where that can't be told, the one that was seen first.

        A story without a date was published before it was first seen. In which order one run
        meets two addresses is chance: of those the plainest is taken, so that another run on the
        same site takes the same.
        """
        first = _earliest({member.date or member.first_seen for member in group})
        rivals = [member for member in group if (member.date or member.first_seen) in first]
        if len(rivals) == 1:
            return rivals[0]
        return min(
            rivals,
            key=lambda rival: (
                self._run_of(rival.first_seen) or rival.first_seen,
                "?" in rival.url,
                len(rival.url),
                rival.url,
            ),
        )

    def _run_of(self, moment: str) -> str | None:
        """When the run began that was on its way at that moment."""
        (started,) = self._db.execute(
            "SELECT max(started) FROM crawls WHERE started <= ?1 AND coalesce(finished, ?1) >= ?1",
            (moment,),
        ).fetchone()
        return str(started) if started else None

    def _same_text(self, article_id: int, story: Signature) -> int | None:
        if len(story.body.split(maxsplit=_SAME_TEXT_WORDS)) < _SAME_TEXT_WORDS:
            return None
        row = self._db.execute(
            "SELECT id FROM articles WHERE fingerprint = ? AND id <> ? ORDER BY id LIMIT 1",
            (story.fingerprint, article_id),
        ).fetchone()
        return row[0] if row else None

    def _near_copy(self, article_id: int, story: Signature) -> int | None:
        for candidate in self._candidates(article_id, story.anchors):
            row = self._db.execute("SELECT title, body FROM articles WHERE id = ?", (candidate,))
            other = signature_of(*row.fetchone())
            if may_be_copy(story.vocabulary, other.vocabulary) and is_copy(story.text, other.text):
                return candidate
        return None

    def _candidates(self, article_id: int, found: list[int]) -> list[int]:
        """Texts that share anchors, first those that share the rarest ones.

        Anchors that many texts share count only where the others lead to none: a story that was
        printed a hundred times has no others.
        """
        rare: list[list[int]] = []
        common: list[list[int]] = []
        for anchor in found:
            postings = self._db.execute(
                "SELECT article_id FROM anchors WHERE hash = ? ORDER BY article_id DESC LIMIT ?",
                (anchor, _POSTINGS + 1),
            ).fetchall()
            (rare if len(postings) <= _POSTINGS else common).append([row[0] for row in postings])
        return _ranked(rare, article_id, _SHARED) or _ranked(
            rare + common, article_id, _SHARED_COMMON
        )


def _ranked(postings: list[list[int]], article_id: int, least: int) -> list[int]:
    """The articles that stand in most of these lists, in at least so many of them; short lists
    count for more."""
    shared = Counter(article for articles in postings for article in articles)
    del shared[article_id]
    weight = {article: 0.0 for article, count in shared.items() if count >= least}
    if weight:
        for articles in postings:
            for article in articles:
                if article in weight:
                    weight[article] += 1 / len(articles)
    return nsmallest(_CANDIDATES, weight, key=lambda article: (-weight[article], article))


def _earliest(dates: set[str]) -> list[str]:
    """The dates that no other is surely before, in whatever order they come."""
    first: list[str] = []
    for date in sorted(dates):
        if not any(earlier(other, date) for other in first):
            first = [other for other in first if not earlier(date, other)]
            first.append(date)
    return first
