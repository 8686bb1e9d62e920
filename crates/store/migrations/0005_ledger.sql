-- What was sent to language models. `at` is in milliseconds since 1970. A body that was dropped is NULL, and `dropped` says why; everything else of its call stays.
CREATE TABLE sent (
    number            INTEGER PRIMARY KEY AUTOINCREMENT,
    at                INTEGER NOT NULL,
    question          TEXT NOT NULL,
    actor             TEXT NOT NULL,
    purpose           TEXT,
    endpoint          TEXT NOT NULL,
    address           TEXT NOT NULL,
    model             TEXT NOT NULL,
    sight             TEXT NOT NULL,
    masked            INTEGER NOT NULL,
    body              TEXT,
    size              INTEGER NOT NULL,
    dropped           TEXT,
    outcome           TEXT NOT NULL,
    prompt_tokens     INTEGER NOT NULL,
    completion_tokens INTEGER NOT NULL,
    cost              REAL,
    ms                REAL NOT NULL
) STRICT;

CREATE INDEX sent_by_question ON sent (question);
CREATE INDEX sent_by_time ON sent (at);
CREATE INDEX sent_kept ON sent (number, at, size) WHERE body IS NOT NULL;
