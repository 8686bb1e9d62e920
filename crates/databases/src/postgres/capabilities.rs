//! What PostgreSQL can do.

use querist_vocabulary::{database::Capabilities, statement::Dialect};

/// What PostgreSQL can do.
pub(super) const POSTGRES: Capabilities = Capabilities {
    name: "PostgreSQL",
    dialect: Dialect::Postgres,
    namespaces: true,
    comments: true,
    checks: true,
    estimates: true,
    accounts: true,
    server_timeout: true,
    limits: &[
        "the partitions of a table are read through the table, not listed by themselves",
        "only tables and columns that the account may read are seen",
        "instants are shown in UTC, whatever time zone the account is set to",
        "ranges, intervals, network addresses, geometries and composite values are text as PostgreSQL prints it",
        "estimates exist only after `ANALYZE` or autovacuum",
    ],
};
