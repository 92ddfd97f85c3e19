"""The replicas hold what their truth states, and the measures tell good from bad."""

from __future__ import annotations

import html
import re
import sqlite3
from collections.abc import Iterator
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html
import pytest

from tests.annotated import Story
from tests.replicas import traps
from tests.replicas.event_measures import event_measures
from tests.replicas.events import UPCOMING
from tests.replicas.measures import Measure, stored_articles, text_measures
from tests.replicas.replica import Replica, serving
from tests.replicas.themes import THEMES
from tests.site_server import Request


@pytest.fixture(params=list(THEMES))
def replica(request: pytest.FixtureRequest) -> Iterator[Replica]:
    with serving(request.param) as served:
        yield served


def visible(replica: Replica, story: Story) -> str:
    text = replica.documents[replica.theme.path(story)].text
    text = re.sub(r"[\x00-\x08\x0b\x0e-\x1f]", "", text)
    text = re.sub(r"<noscript>.*?</noscript>", "", text)
    return " ".join(lxml.html.fromstring(text).text_content().split())


def reachable(replica: Replica) -> set[str]:
    """Paths that a visitor comes to who follows links and loads more, and meets no trap."""
    base, seen, queue = replica.site.base_url, set(), ["/"]
    while queue:
        path = queue.pop()
        if path in seen or any(
            part in path for part in (*traps.FORBIDDEN, traps.CALENDAR, traps.PLANNER)
        ):
            continue
        seen.add(path)
        parts = urlsplit(path)
        request = Request("GET", unquote(parts.path), parts.query, base)
        if traps.trap(request, "http://x", chunked=False) is not None:
            continue
        response = replica.lookup(request)
        if response.status != 200 or not isinstance(response.body, bytes):
            continue
        links = re.findall(rb"(?:href|HREF|data-url)=\"([^\"#]*)", response.body)
        for link in links:
            url = urljoin(base + path, html.unescape(link.decode("latin-1")))
            if url.startswith(base + "/"):
                queue.append(url.removeprefix(base))
    return seen


@pytest.mark.parametrize("state", [1, 2])
def test_every_story_can_be_reached_by_links(replica: Replica, state: int) -> None:
    if state == 2:
        replica.second_state()
    paths = reachable(replica)
    missing = [s.slug for s in replica.model.stories if replica.theme.path(s) not in paths]
    assert not missing
    assert len(replica.model.stories) == {1: 31, 2: 33}[state]


def test_pages_show_what_is_true_of_them(replica: Replica) -> None:
    for story in replica.model.stories:
        text = visible(replica, story)
        for words in (story.title, *story.authors, *(block.text for block in story.blocks)):
            assert " ".join(words.split()) in text
        for picture in story.pictures:
            assert replica.theme.caption(story, picture) in text
            assert picture.credit in text
        for other in replica.theme.offered(story):
            assert other.title in text


def test_unchanged_pages_are_the_same_in_both_states(replica: Replica) -> None:
    before = {path: document.text for path, document in replica.documents.items()}
    replica.second_state()
    for story in replica.model.first:
        path = replica.theme.path(story)
        if story.slug == replica.model.gone.slug:
            assert path not in replica.documents
        else:
            same = replica.documents[path].text == before[path]
            assert same == (story.slug != replica.model.edited.slug)


def oracle(replica: Replica) -> sqlite3.Connection:
    """A database that holds exactly the truth."""
    base, theme = replica.site.base_url, replica.theme
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    connection.executescript(
        "CREATE TABLE articles (id INTEGER PRIMARY KEY, url, title, date, body, duplicate_of);"
        "CREATE TABLE quotes (article_id, position, text, speaker);"
        "CREATE TABLE figures (article_id, position, text, value, unit);"
        "CREATE TABLE images (article_id, position, url, caption, credit);"
        "CREATE TABLE links (article_id, position, url, kind);"
        "CREATE TABLE events (name, edition, start_date, end_date, city, country);"
    )
    ids = {story.slug: at for at, story in enumerate(replica.model.stories, 1)}
    for story in replica.model.stories:
        number = ids[story.slug]
        body = "\n\n".join(block.text for block in story.blocks)
        copy_of = ids.get(story.extra.get("copy_of", [""])[0])
        row = (number, base + theme.path(story), story.title, story.date, body, copy_of)
        connection.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?)", row)
        links = [(base + theme.path(other), "related") for other in theme.offered(story)]
        for kind in ("source", "document"):
            lines = story.extra.get(kind, [])
            links += [(urljoin(base, line.partition("|")[0]), kind) for line in lines]
        rows: dict[str, list[tuple[object, ...]]] = {
            "quotes": [(q["text"], q["speaker"]) for q in story.found("quote")],
            "figures": [(f["text"], f["value"], f["unit"]) for f in story.found("figure")],
            "images": [
                (f"{base}/{p.file}", theme.caption(story, p), p.credit) for p in story.pictures
            ],
            "links": list(links),
        }
        for table, values in rows.items():
            for at, value in enumerate(values):
                marks = ", ".join("?" * (len(value) + 2))
                connection.execute(f"INSERT INTO {table} VALUES ({marks})", (number, at, *value))
    for h in UPCOMING:
        row = (h.name, h.edition, h.start, h.end, h.city, h.country)  # type: ignore[assignment]
        connection.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)", row)
    return connection


def measured(connection: sqlite3.Connection, replica: Replica) -> dict[str, Measure]:
    measures = text_measures(stored_articles(connection, replica), replica)
    return {measure.name: measure for measure in [*measures, *event_measures(connection)]}


def test_truth_itself_gets_full_marks(replica: Replica) -> None:
    failed = [
        measure for measure in measured(oracle(replica), replica).values() if not measure.passed
    ]
    assert not failed


@pytest.mark.parametrize(
    ("damage", "measure"),
    [
        ("DELETE FROM articles WHERE id < 4", "article recall"),
        ("UPDATE articles SET url = url || 'x' WHERE id = 1", "foreign pages"),
        ("UPDATE articles SET duplicate_of = NULL", "near copy marked"),
        ("UPDATE articles SET title = title || ' | Site'", "titles exact"),
        ("UPDATE articles SET date = '2026-01-01'", "dates exact"),
        ("UPDATE articles SET body = substr(body, 1, length(body) / 2)", "body F1"),
        ("UPDATE articles SET body = body || char(11)", "bodies with control characters"),
        ("UPDATE quotes SET speaker = 'Nobody'", "quotes with speakers"),
        ("UPDATE figures SET unit = 'kg'", "figures with unit"),
        ("UPDATE figures SET text = '7 parsecs'", "figures that belong"),
        ("DELETE FROM images WHERE position = 0", "images found"),
        ("UPDATE images SET caption = caption || credit", "captions"),
        ("UPDATE images SET credit = NULL", "credits"),
        ("INSERT INTO images SELECT * FROM images", "pictures that belong"),
        ("DELETE FROM links WHERE position = 0", "related links"),
        ("UPDATE links SET kind = 'other' WHERE kind = 'source'", "source links"),
        ("UPDATE links SET kind = 'source'", "foreign among related and source"),
        ("DELETE FROM events WHERE edition = 7", "events found"),
        ("UPDATE events SET end_date = start_date", "events right"),
        ("INSERT INTO events SELECT * FROM events", "events twice"),
        ("UPDATE events SET name = 'Deadline for abstracts'", "events that are none"),
    ],
)
def test_damage_is_seen(damage: str, measure: str) -> None:
    with serving("block") as replica:
        connection = oracle(replica)
        connection.execute(damage)
        assert not measured(connection, replica)[measure].passed


def test_pages_have_their_own_encoding() -> None:
    with serving("soup") as replica:
        story = next(s for s in replica.model.stories if "Ł" in s.title or "ł" in str(s.blocks))
        path = replica.theme.path(story)
        response = replica.lookup(Request("GET", path, "", replica.site.base_url))
        assert isinstance(response.body, bytes)
        assert "charset" not in response.headers["Content-Type"]
        assert "ł".encode("windows-1250") in response.body
