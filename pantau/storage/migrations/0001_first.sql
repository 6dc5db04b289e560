-- The record of operations. Times are UTC in ISO 8601 with seconds ("2026-11-25T08:20:12Z"), so that
-- they sort as text; `published_local` keeps the time as the outlet's zone writes it; days are YYYY-MM-DD.

-- Outlets that were ever crawled, as the registry had them: owners and homes stay known without it.
CREATE TABLE outlets (
    domain TEXT PRIMARY KEY,
    detail TEXT NOT NULL                         -- JSON: the whole Outlet
) STRICT, WITHOUT ROWID;

-- What was learnt of an outlet by checking it; the registry file gives the rest.
CREATE TABLE outlet_checks (
    domain     TEXT PRIMARY KEY,
    state      TEXT NOT NULL,
    reason     TEXT NOT NULL,
    checked_at TEXT NOT NULL
) STRICT;

-- One row for each address ever met; the crawl resumes from here and never asks twice.
CREATE TABLE fetches (
    url_key       TEXT PRIMARY KEY,              -- hash of the canonical URL
    url           TEXT NOT NULL,
    outlet        TEXT NOT NULL,
    kind          TEXT NOT NULL,                 -- robots | feed | sitemap | page | alias (another address of a story)
    state         TEXT NOT NULL,                 -- found | fetched | extracted | failed | refused
    found_day     TEXT NOT NULL,
    listed_at     TEXT,                          -- publication time that the feed or sitemap gave
    title         TEXT NOT NULL DEFAULT '',      -- headline that the feed gave
    etag          TEXT,
    last_modified TEXT,
    status        INTEGER,
    attempts      INTEGER NOT NULL DEFAULT 0,
    next_try      TEXT,
    updated_at    TEXT NOT NULL,
    error         TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX fetches_due ON fetches (outlet, state, next_try);
CREATE INDEX fetches_day ON fetches (found_day, outlet);

CREATE TABLE articles (
    id              INTEGER PRIMARY KEY,         -- row number for the full-text table
    key             TEXT NOT NULL UNIQUE,
    url             TEXT NOT NULL,
    outlet          TEXT NOT NULL,
    title           TEXT NOT NULL,
    text            TEXT NOT NULL,
    published       TEXT,                        -- UTC
    published_local TEXT,                        -- ISO 8601 with the outlet's offset
    day             TEXT,                        -- local day of publication
    fetched         TEXT NOT NULL,
    author          TEXT NOT NULL DEFAULT '',
    section         TEXT NOT NULL DEFAULT '',
    dateline        TEXT NOT NULL DEFAULT '',
    origin          TEXT NOT NULL DEFAULT 'crawl', -- crawl | import
    known_at        TEXT NOT NULL                -- when Pantau first had it: the order of knowledge
) STRICT;
CREATE INDEX articles_day ON articles (day, outlet);
CREATE INDEX articles_known ON articles (known_at, id);

CREATE TABLE annotations (
    article_key    TEXT PRIMARY KEY REFERENCES articles (key) ON DELETE CASCADE,
    language       TEXT NOT NULL,
    relevant       INTEGER NOT NULL,
    dimensions     TEXT NOT NULL,                -- JSON list, main one first
    tone           TEXT NOT NULL,
    phase          TEXT NOT NULL,
    form           TEXT NOT NULL,
    sentiment      TEXT NOT NULL,
    places         TEXT NOT NULL,                -- JSON list of codes
    event_date     TEXT,
    deaths         INTEGER,
    injured        INTEGER,
    detail         TEXT NOT NULL,                -- JSON: the whole Annotation
    method_version TEXT NOT NULL,
    annotated_at   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX annotations_relevant ON annotations (relevant, phase);

-- The districts, provinces and kecamatan a story names: role event counts, the others are coverage.
CREATE TABLE story_places (
    article_key TEXT NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    code        TEXT NOT NULL,                   -- province or kabupaten/kota
    role        TEXT NOT NULL,                   -- event | mention
    PRIMARY KEY (code, article_key, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_places_article ON story_places (article_key);

CREATE TABLE incidents (
    id             TEXT PRIMARY KEY,
    day            TEXT NOT NULL,
    event_date     TEXT,
    kind           TEXT NOT NULL,
    form           TEXT NOT NULL,
    phase          TEXT NOT NULL,
    tone           TEXT NOT NULL,
    detail         TEXT NOT NULL,                -- JSON: the whole Incident
    method_version TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX incidents_day ON incidents (day);

CREATE TABLE incident_places (
    code        TEXT NOT NULL,
    incident_id TEXT NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
    PRIMARY KEY (code, incident_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_places_incident ON incident_places (incident_id);

CREATE TABLE incident_stories (
    article_key TEXT PRIMARY KEY REFERENCES articles (key) ON DELETE CASCADE,
    incident_id TEXT NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_stories_incident ON incident_stories (incident_id, position);

CREATE TABLE signals (
    district       TEXT NOT NULL,
    dimension      TEXT NOT NULL,
    day            TEXT NOT NULL,
    tension        INTEGER NOT NULL,
    protests       INTEGER NOT NULL,
    harmony        INTEGER NOT NULL,
    severity       REAL NOT NULL,
    stories        INTEGER NOT NULL,
    method_version TEXT NOT NULL,
    PRIMARY KEY (district, dimension, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX signals_day ON signals (day);

CREATE TABLE district_coverage (
    district TEXT NOT NULL,
    day      TEXT NOT NULL,
    stories  INTEGER NOT NULL,
    outlets  INTEGER NOT NULL,
    PRIMARY KEY (district, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE outlet_coverage (
    outlet    TEXT NOT NULL,
    day       TEXT NOT NULL,
    found     INTEGER NOT NULL,
    fetched   INTEGER NOT NULL,
    extracted INTEGER NOT NULL,
    relevant  INTEGER NOT NULL,
    PRIMARY KEY (outlet, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE index_values (
    district       TEXT NOT NULL,
    dimension      TEXT NOT NULL,                -- one of the four, or total
    day            TEXT NOT NULL,
    observed       INTEGER NOT NULL,
    expected       REAL NOT NULL,
    low            REAL NOT NULL,
    high           REAL NOT NULL,
    score          REAL,
    level          TEXT NOT NULL,
    method_version TEXT NOT NULL,
    PRIMARY KEY (district, dimension, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX index_values_day ON index_values (day, dimension);

CREATE TABLE alerts (
    number         INTEGER PRIMARY KEY AUTOINCREMENT,
    district       TEXT NOT NULL,
    dimension      TEXT NOT NULL,
    day            TEXT NOT NULL,
    window_days    INTEGER NOT NULL,
    observed       INTEGER NOT NULL,
    expected       REAL NOT NULL,
    probability    REAL NOT NULL,
    level          TEXT NOT NULL,
    incidents      TEXT NOT NULL,                -- JSON list of incident ids
    status         TEXT NOT NULL,
    created        TEXT NOT NULL,
    method_version TEXT NOT NULL,
    UNIQUE (district, dimension, day)
) STRICT;

CREATE TABLE corrections (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    target   TEXT NOT NULL,
    field    TEXT NOT NULL,
    value    TEXT NOT NULL,
    who      TEXT NOT NULL,
    made_at  TEXT NOT NULL,
    why      TEXT NOT NULL
) STRICT;
CREATE INDEX corrections_target ON corrections (target);

CREATE TABLE field_reports (
    number        INTEGER PRIMARY KEY AUTOINCREMENT,
    district      TEXT NOT NULL,
    day           TEXT NOT NULL,
    text          TEXT NOT NULL,
    reporter_role TEXT NOT NULL,
    entered_by    TEXT NOT NULL,
    entered       TEXT NOT NULL,
    incident      TEXT
) STRICT;

-- How far each derived part has come: cost grows with what is new.
CREATE TABLE progress (
    part  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Full text: external content, so that highlights lie on the original text and nothing is stored twice.
CREATE VIRTUAL TABLE article_text USING fts5 (
    title, text,
    content = 'articles', content_rowid = 'id',
    tokenize = 'pantau'
);
