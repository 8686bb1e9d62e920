-- `written` is in milliseconds since 1970; `size` is kept so that the total never reads the bytes.
CREATE TABLE cache (
    key     TEXT PRIMARY KEY,
    written INTEGER NOT NULL,
    size    INTEGER NOT NULL,
    bytes   BLOB NOT NULL
) STRICT;

CREATE INDEX cache_by_age ON cache (written, size);
