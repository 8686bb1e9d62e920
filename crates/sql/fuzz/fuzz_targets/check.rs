//! Any text is refused or becomes a query that the check lets through unchanged; nothing panics.
//!
//! The stable toolchain runs it, without `cargo fuzz`: see `fuzz/README.md`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use querist_sql::{Rules, check, relax};
use querist_vocabulary::{
    policy::AccessList,
    schema::{Column, Schema, Table, TableKind, TableName},
    statement::Dialect,
    value::ValueKind,
};

fuzz_target!(|input: (u8, &str)| {
    let (choice, sql) = input;
    let dialects = [Dialect::Sqlite, Dialect::Postgres, Dialect::Mysql];
    let schema = shop(dialects[usize::from(choice) % 3]);
    let access = AccessList { allow: Vec::new(), block: vec!["customers.secret".into()] };
    let rules = Rules { schema: &schema, access: &access, row_limit: Some(10) };
    match check(sql, rules) {
        Ok(query) => {
            let again = check(&query.get().sql, rules).expect("what passed passes again");
            assert_eq!(again.get().sql, query.get().sql, "what passed stays as it is");
            let blocked = query.get().columns.iter().any(|column| column.column == "secret");
            assert!(!blocked, "a blocked column is never read");
            relax(&query);
        }
        // A panic inside ends as this refusal.
        Err(refusal) => assert_ne!(refusal.message, "the SQL cannot be read", "{sql}"),
    }
});

fn shop(dialect: Dialect) -> Schema {
    let tables = [("customers", "id name secret data"), ("orders", "id customer_id total at")];
    Schema {
        dialect,
        version: String::new(),
        default_namespace: None,
        tables: tables.iter().map(|(name, columns)| table(name, columns)).collect(),
    }
}

fn table(name: &str, columns: &str) -> Table {
    let column = |name: &str| Column {
        name: name.into(),
        declared_type: String::new(),
        kind: ValueKind::Other,
        nullable: true,
        default: None,
        generated: false,
        comment: None,
        labels: Vec::new(),
    };
    Table {
        name: TableName::bare(name),
        kind: TableKind::Table,
        columns: columns.split(' ').map(column).collect(),
        primary_key: Vec::new(),
        foreign_keys: Vec::new(),
        indexes: Vec::new(),
        checks: Vec::new(),
        triggers: Vec::new(),
        comment: None,
        estimated_rows: None,
    }
}
