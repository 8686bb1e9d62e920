-- The chain's end, kept a second time: without it, dropping the last entries leaves a whole chain.
CREATE TABLE audit_head (
    only   INTEGER PRIMARY KEY CHECK (only = 1),
    number INTEGER NOT NULL,
    hash   TEXT NOT NULL
) STRICT;

INSERT INTO audit_head (only, number, hash)
SELECT 1, number, hash FROM audit ORDER BY number DESC LIMIT 1;
