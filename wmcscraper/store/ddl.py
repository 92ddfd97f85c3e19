"""The SQL of the migrations. What each column means stands in docs/database.md."""

from __future__ import annotations

__all__ = ["ARCHIVE", "INDEXES", "SEARCH", "TABLES", "VIEWS"]

# Bodies stand last in their rows, so that reading the other columns does not walk through them.
TABLES = (
    """CREATE TABLE crawls (
        id INTEGER PRIMARY KEY,
        spider TEXT NOT NULL,
        site TEXT,
        started TEXT NOT NULL,
        finished TEXT,
        reason TEXT,
        requests INTEGER NOT NULL DEFAULT 0,
        pages INTEGER NOT NULL DEFAULT 0,
        new INTEGER NOT NULL DEFAULT 0,
        changed INTEGER NOT NULL DEFAULT 0,
        unchanged INTEGER NOT NULL DEFAULT 0,
        duplicates INTEGER NOT NULL DEFAULT 0,
        rejected INTEGER NOT NULL DEFAULT 0,
        errors INTEGER NOT NULL DEFAULT 0
    )""",
    """CREATE TABLE articles (
        id INTEGER PRIMARY KEY,
        url TEXT NOT NULL UNIQUE,
        url_key TEXT NOT NULL UNIQUE,
        site TEXT NOT NULL,
        title TEXT,
        date TEXT,
        date_precision TEXT,
        date_raw TEXT,
        modified TEXT,
        authors TEXT NOT NULL DEFAULT '[]',
        language TEXT,
        section TEXT,
        tags TEXT NOT NULL DEFAULT '[]',
        summary TEXT,
        word_count INTEGER NOT NULL DEFAULT 0,
        fingerprint TEXT NOT NULL,
        duplicate_of INTEGER REFERENCES articles(id) ON DELETE SET NULL CHECK (duplicate_of <> id),
        first_seen TEXT NOT NULL,
        last_seen TEXT NOT NULL,
        last_changed TEXT NOT NULL,
        gone TEXT,
        version INTEGER NOT NULL DEFAULT 1,
        extractor TEXT,
        confidence TEXT NOT NULL DEFAULT '{}',
        crawl_id INTEGER REFERENCES crawls(id) ON DELETE SET NULL,
        body TEXT NOT NULL DEFAULT ''
    )""",
    """CREATE TABLE quotes (
        id INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        text TEXT NOT NULL,
        speaker TEXT,
        role TEXT,
        cue TEXT,
        start_char INTEGER NOT NULL,
        end_char INTEGER NOT NULL
    )""",
    """CREATE TABLE figures (
        id INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        text TEXT NOT NULL,
        value REAL NOT NULL,
        value_max REAL,
        unit TEXT,
        kind TEXT NOT NULL,
        value_si REAL,
        si_unit TEXT,
        modifier TEXT,
        subject TEXT,
        commodity TEXT,
        period TEXT,
        period_start TEXT,
        period_end TEXT,
        start_char INTEGER NOT NULL,
        end_char INTEGER NOT NULL
    )""",
    """CREATE TABLE images (
        id INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        url TEXT NOT NULL,
        caption TEXT,
        credit TEXT,
        alt TEXT
    )""",
    """CREATE TABLE links (
        id INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        url TEXT NOT NULL,
        text TEXT NOT NULL,
        kind TEXT NOT NULL,
        date TEXT,
        teaser TEXT
    )""",
    """CREATE TABLE events (
        id INTEGER PRIMARY KEY,
        url TEXT,
        site TEXT,
        name TEXT NOT NULL,
        series TEXT,
        edition INTEGER,
        start_date TEXT,
        end_date TEXT,
        date_precision TEXT,
        date_raw TEXT,
        city TEXT,
        country TEXT,
        description TEXT,
        status TEXT NOT NULL,
        first_seen TEXT NOT NULL,
        last_seen TEXT NOT NULL,
        last_changed TEXT NOT NULL
    )""",
    """CREATE TABLE event_statements (
        event_id INTEGER NOT NULL REFERENCES events(id) ON DELETE CASCADE,
        article_id INTEGER REFERENCES articles(id) ON DELETE SET NULL,
        url TEXT,
        text TEXT,
        start_date TEXT,
        end_date TEXT,
        seen_at TEXT NOT NULL
    )""",
    """CREATE TABLE pages (
        id INTEGER PRIMARY KEY,
        url TEXT NOT NULL,
        url_key TEXT NOT NULL UNIQUE,
        site TEXT NOT NULL,
        article_id INTEGER REFERENCES articles(id) ON DELETE SET NULL,
        kind TEXT NOT NULL DEFAULT 'other',
        status INTEGER,
        etag TEXT,
        last_modified TEXT,
        lastmod TEXT,
        fetched TEXT
    )""",
    """CREATE TABLE versions (
        id INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        version INTEGER NOT NULL,
        seen_at TEXT NOT NULL,
        title TEXT,
        date TEXT,
        fingerprint TEXT NOT NULL,
        body TEXT NOT NULL,
        UNIQUE (article_id, version)
    )""",
    """CREATE TABLE site_stats (
        crawl_id INTEGER NOT NULL REFERENCES crawls(id) ON DELETE CASCADE,
        site TEXT NOT NULL,
        field TEXT NOT NULL,
        value REAL,
        PRIMARY KEY (crawl_id, site, field)
    ) WITHOUT ROWID""",
    # How near copies are found (wmcscraper.copies.anchors): not for queries.
    """CREATE TABLE anchors (
        hash INTEGER NOT NULL,
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        PRIMARY KEY (hash, article_id)
    ) WITHOUT ROWID""",
)

INDEXES = (
    "CREATE INDEX articles_date ON articles (date)",
    "CREATE INDEX articles_site_date ON articles (site, date)",
    "CREATE INDEX articles_fingerprint ON articles (fingerprint)",
    "CREATE INDEX articles_duplicate_of ON articles (duplicate_of) WHERE duplicate_of IS NOT NULL",
    "CREATE INDEX articles_crawl ON articles (crawl_id)",
    "CREATE INDEX quotes_article ON quotes (article_id, position)",
    "CREATE INDEX quotes_speaker ON quotes (speaker)",
    "CREATE INDEX figures_article ON figures (article_id, position)",
    "CREATE INDEX figures_subject_unit ON figures (subject, unit)",
    "CREATE INDEX images_article ON images (article_id, position)",
    "CREATE INDEX links_article ON links (article_id, position)",
    "CREATE INDEX events_series ON events (series, edition)",
    "CREATE INDEX events_start ON events (start_date)",
    "CREATE UNIQUE INDEX event_statements_once ON event_statements (event_id, "
    "coalesce(url, ''), coalesce(start_date, ''), coalesce(end_date, ''), coalesce(text, ''))",
    "CREATE INDEX event_statements_url ON event_statements (url)",
    "CREATE INDEX event_statements_article ON event_statements (article_id)",
    "CREATE INDEX pages_site ON pages (site, id)",
    "CREATE INDEX pages_article ON pages (article_id)",
)


def _search(table: str, source: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    """A full-text index that holds no text of its own, and the triggers that keep it in step."""
    names = ", ".join(columns)
    new = ", ".join(f"new.{column}" for column in columns)
    old = ", ".join(f"old.{column}" for column in columns)
    put = f"INSERT INTO {table} (rowid, {names}) VALUES (new.id, {new});"  # noqa: S608 (names are ours)
    drop = f"INSERT INTO {table} ({table}, rowid, {names}) VALUES ('delete', old.id, {old});"  # noqa: S608
    return (
        f"CREATE VIRTUAL TABLE {table} USING fts5 ({names}, content='{source}', "
        f"content_rowid='id', tokenize='unicode61 remove_diacritics 2')",
        f"CREATE TRIGGER {table}_insert AFTER INSERT ON {source} BEGIN {put} END",
        f"CREATE TRIGGER {table}_delete AFTER DELETE ON {source} BEGIN {drop} END",
        f"CREATE TRIGGER {table}_update AFTER UPDATE OF {names} ON {source} BEGIN {drop} {put} END",
    )


SEARCH = (
    *_search("articles_fts", "articles", ("title", "body")),
    *_search("quotes_fts", "quotes", ("text", "speaker")),
)

VIEWS = (
    "CREATE VIEW stories AS SELECT * FROM articles WHERE duplicate_of IS NULL",
    """CREATE VIEW latest_articles AS
        SELECT id, date, site, title, url, summary, authors, word_count, first_seen,
            (SELECT count(*) FROM quotes WHERE article_id = stories.id) AS quotes,
            (SELECT count(*) FROM figures WHERE article_id = stories.id) AS figures
        FROM stories ORDER BY date DESC, id DESC""",
    """CREATE VIEW quotes_by_speaker AS
        SELECT q.speaker, count(*) AS quotes, count(DISTINCT q.article_id) AS articles,
            max(q.role) AS role, min(a.date) AS first_date, max(a.date) AS last_date
        FROM quotes q JOIN stories a ON a.id = q.article_id
        WHERE q.speaker IS NOT NULL
        GROUP BY q.speaker ORDER BY quotes DESC, q.speaker""",
    """CREATE VIEW figures_by_subject AS
        SELECT f.subject, f.commodity, f.value, f.value_max, f.unit, f.kind, f.modifier,
            f.period, f.period_start, f.period_end, a.date, a.title, a.url, f.article_id
        FROM figures f JOIN stories a ON a.id = f.article_id
        WHERE f.subject IS NOT NULL
        ORDER BY lower(f.subject), f.unit, f.period_start, a.date""",
    # A date of which only the year or month is known lasts to its end.
    """CREATE VIEW events_upcoming AS
        SELECT * FROM events
        WHERE status <> 'vanished'
            AND CASE length(coalesce(end_date, start_date))
                WHEN 4 THEN coalesce(end_date, start_date) || '-12-31'
                WHEN 7 THEN coalesce(end_date, start_date) || '-31'
                ELSE substr(coalesce(end_date, start_date), 1, 10)
            END >= date('now')
        ORDER BY start_date""",
)

# The second migration. Columns that are added stand behind the bodies: few queries read them.
_RECORD = ("warc_file TEXT", "warc_offset INTEGER", "warc_digest TEXT")
ARCHIVE = tuple(
    f"ALTER TABLE {table} ADD COLUMN {column}"
    for table, columns in {
        "articles": ("fetched TEXT", *_RECORD),
        "events": ("fetched TEXT", *_RECORD),
        "versions": (
            "fetched TEXT",
            *_RECORD,
            "extractor TEXT",
            "cause TEXT NOT NULL DEFAULT 'page'",
        ),
        "pages": ("archived TEXT", *_RECORD),
    }.items()
    for column in columns
)
