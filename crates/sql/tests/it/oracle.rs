//! A real SQLite database that notices every change.

use querist_vocabulary::{schema::Schema, statement::Dialect};
use rusqlite::Connection;

use super::fixture::shop;

/// The shop with a few rows, opened for writing, so that nothing but the check stands in the way.
pub(crate) struct Oracle {
    connection: Connection,
    untouched: String,
}

impl Oracle {
    /// A fresh database in memory.
    pub(crate) fn new() -> Self {
        let connection = Connection::open_in_memory().expect("a database");
        connection.execute_batch(&script(&shop(Dialect::Sqlite))).expect("the shop");
        let untouched = fingerprint(&connection);
        Self { connection, untouched }
    }

    /// Runs what passed, and tells whether the database is as it was. That the database itself
    /// refuses the statement is no change.
    pub(crate) fn is_untouched_by(&self, sql: &str) -> bool {
        self.run(sql);
        fingerprint(&self.connection) == self.untouched
    }

    fn run(&self, sql: &str) {
        // Endless recursion stops here.
        let mut patience = 200;
        let stop = move || {
            patience -= 1;
            patience < 0
        };
        self.connection.progress_handler(10_000, Some(stop)).expect("a handler");
        if let Ok(mut statement) = self.connection.prepare(sql)
            && let Ok(mut rows) = statement.query([])
        {
            while let Ok(Some(_)) = rows.next() {}
        }
        self.connection.progress_handler(0, None::<fn() -> bool>).expect("no handler");
    }
}

fn script(schema: &Schema) -> String {
    let mut script = String::new();
    for table in &schema.tables {
        let columns: Vec<String> =
            table.columns.iter().map(|column| format!("\"{}\"", column.name)).collect();
        script += &format!("create table \"{}\" ({});\n", table.name.name, columns.join(", "));
        for row in 1..4 {
            let values: Vec<String> =
                columns.iter().enumerate().map(|(at, _)| (row + at).to_string()).collect();
            script +=
                &format!("insert into \"{}\" values ({});\n", table.name.name, values.join(", "));
        }
    }
    script
}

/// What any write changes: rows ever changed, structure, settings kept in the file, attached files.
fn fingerprint(connection: &Connection) -> String {
    let one = |sql: &str| -> String {
        let read = |row: &rusqlite::Row<'_>| row.get::<_, rusqlite::types::Value>(0);
        format!("{:?}", connection.query_row(sql, [], read))
    };
    [
        "select total_changes()",
        "pragma schema_version",
        "pragma user_version",
        "pragma application_id",
        "pragma journal_mode",
        "pragma foreign_keys",
        "pragma writable_schema",
        "select group_concat(name || sql) from sqlite_master",
        "select group_concat(name) from pragma_database_list where name <> 'temp'",
        "select count(*) from temp.sqlite_master",
    ]
    .map(one)
    .join("; ")
}

#[test]
fn the_oracle_notices_writes() {
    let writes = [
        "delete from customers",
        "update secrets set token = 1 where id = 1",
        "create table x (a)",
        "create temp table x (a)",
        "drop table secrets",
        "pragma user_version = 7",
        "attach ':memory:' as x",
    ];
    for write in writes {
        let seen = Oracle::new();
        assert!(seen.is_untouched_by("select * from customers"));
        assert!(!seen.is_untouched_by(write), "{write}");
    }
}
