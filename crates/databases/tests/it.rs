//! The three databases, each asked what only it can be asked; what they share is in the testkit.

/// The modules stand in `it/`.
#[cfg(test)]
#[path = "it"]
mod it {
    /// Asking a database in a line.
    mod ask;

    /// The one suite, on each of the three.
    mod suite;

    /// What only PostgreSQL can be asked.
    mod postgres;

    /// What only MariaDB can be asked.
    mod mariadb;

    /// What only SQLite can be asked.
    mod sqlite;
}
