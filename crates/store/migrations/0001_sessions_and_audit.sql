CREATE TABLE sessions (
    id       TEXT PRIMARY KEY,
    database TEXT NOT NULL,
    started  TEXT NOT NULL,
    last     TEXT NOT NULL
) STRICT;

CREATE INDEX sessions_by_last ON sessions (last DESC);

CREATE TABLE turns (
    session  TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    number   INTEGER NOT NULL,
    id       TEXT NOT NULL,
    at       TEXT NOT NULL,
    question TEXT NOT NULL,
    outcome  TEXT NOT NULL,
    sql      TEXT,
    plan     TEXT,
    rows     INTEGER,
    PRIMARY KEY (session, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    number   INTEGER PRIMARY KEY,
    at       TEXT NOT NULL,
    actor    TEXT NOT NULL,
    action   TEXT NOT NULL,
    database TEXT NOT NULL,
    detail   TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash     TEXT NOT NULL
) STRICT;

-- Against accidents only: who can write the file can drop a trigger, and the chain notices that.
CREATE TRIGGER audit_keeps_rows BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;

CREATE TRIGGER audit_keeps_values BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
