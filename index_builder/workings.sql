-- What this room remembers between runs. Nothing here is a record: all of it can be dropped and is built
-- again from the stories, and it is dropped whenever the method changes. Days are YYYY-MM-DD.

-- One row for each story in the order of knowledge, with what grouping decided about it.
CREATE TABLE IF NOT EXISTS working_stories (
    article_key TEXT PRIMARY KEY,
    known_at    TEXT NOT NULL,
    article_id  INTEGER NOT NULL,
    day         TEXT NOT NULL,
    dated       INTEGER NOT NULL,
    root        TEXT NOT NULL,              -- story whose text it repeats (its own key: none)
    adds        INTEGER NOT NULL,           -- later texts are compared with it
    grouped     TEXT,                       -- first story of its group, before corrections
    via         TEXT,                       -- story that it joined
    traits      BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS working_stories_known ON working_stories (known_at, article_id);
CREATE INDEX IF NOT EXISTS working_stories_day ON working_stories (day);
CREATE INDEX IF NOT EXISTS working_stories_grouped ON working_stories (grouped) WHERE grouped IS NOT NULL;

-- What each incident adds to the signals.
CREATE TABLE IF NOT EXISTS working_counts (
    incident_id TEXT NOT NULL,
    district    TEXT NOT NULL,
    dimension   TEXT NOT NULL,              -- one of the four, or total
    day         TEXT NOT NULL,
    tension     INTEGER NOT NULL,
    protests    INTEGER NOT NULL,
    harmony     INTEGER NOT NULL,
    severity    INTEGER NOT NULL,           -- thousandths
    stories     INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS working_counts_incident ON working_counts (incident_id);
CREATE INDEX IF NOT EXISTS working_counts_day ON working_counts (day, district);

-- First day on which each outlet named each district.
CREATE TABLE IF NOT EXISTS working_reach (
    outlet    TEXT NOT NULL,
    district  TEXT NOT NULL,
    first_day TEXT NOT NULL,
    PRIMARY KEY (outlet, district)
) STRICT, WITHOUT ROWID;

-- The baseline's memory on some days, so that a new day need not start at the beginning.
CREATE TABLE IF NOT EXISTS working_baselines (
    day    TEXT PRIMARY KEY,
    memory BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Stories that were written, changed or removed since the last run.
CREATE TABLE IF NOT EXISTS working_changes (
    article_key TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TRIGGER IF NOT EXISTS working_added AFTER INSERT ON annotations BEGIN
    INSERT INTO working_changes SELECT new.article_key
     WHERE NOT EXISTS (SELECT 1 FROM working_changes WHERE article_key = new.article_key);
END;
CREATE TRIGGER IF NOT EXISTS working_read_again AFTER UPDATE ON annotations BEGIN
    INSERT INTO working_changes SELECT new.article_key
     WHERE NOT EXISTS (SELECT 1 FROM working_changes WHERE article_key = new.article_key);
END;
CREATE TRIGGER IF NOT EXISTS working_removed AFTER DELETE ON annotations BEGIN
    INSERT INTO working_changes SELECT old.article_key
     WHERE NOT EXISTS (SELECT 1 FROM working_changes WHERE article_key = old.article_key);
END;
