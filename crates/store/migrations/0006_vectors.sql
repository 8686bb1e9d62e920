-- The vectors themselves stand in a table of sqlite-vec for each width, `vectors_<width>`, made when the first of
-- that width is kept; its rows have the numbers of these.
CREATE TABLE vector_keys (
    id    INTEGER PRIMARY KEY,
    space TEXT NOT NULL,
    key   TEXT NOT NULL,
    width INTEGER NOT NULL,
    UNIQUE (space, key)
) STRICT;
