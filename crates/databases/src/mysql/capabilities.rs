//! What MySQL and MariaDB can do.

use querist_vocabulary::{database::Capabilities, statement::Dialect};

/// What MySQL can do.
pub(super) const MYSQL: Capabilities = Capabilities {
    name: "MySQL",
    dialect: Dialect::Mysql,
    namespaces: true,
    comments: true,
    checks: true,
    estimates: true,
    accounts: true,
    server_timeout: true,
    limits: LIMITS,
};

/// What MariaDB can do.
pub(super) const MARIADB: Capabilities = Capabilities { name: "MariaDB", ..MYSQL };

const LIMITS: &[&str] = &[
    "only the database that the address names is read, foreign keys to others are followed by name",
    "`BOOLEAN` is a name for `tinyint(1)`: such columns are whole numbers, and look like truth values where they hold 0 and 1",
    "indexes never cover only some rows",
    "triggers are seen only by an account with the right `TRIGGER`",
    "instants (`TIMESTAMP`) are shown in UTC, whatever time zone the server is set to",
    "zero dates and times beyond 24 hours are text as the server prints it, geometries are bytes",
    "estimates of rows may be off by half",
];
