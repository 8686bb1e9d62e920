-- What people taught, as JSON; `revisions` counts the changes, so that a reader of all lessons knows when to read again.
CREATE TABLE lessons (
    database TEXT NOT NULL,
    id       TEXT NOT NULL,
    at       TEXT NOT NULL,
    body     TEXT NOT NULL,
    PRIMARY KEY (database, id)
) STRICT;

CREATE TABLE revisions (
    database TEXT PRIMARY KEY,
    number   INTEGER NOT NULL
) STRICT;
