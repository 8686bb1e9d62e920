//! Personal columns of tables that look like real ones, and columns that only look personal.

use querist_vocabulary::{
    knowledge::TableMeaning,
    profile::{ColumnProfile, TableProfile},
    schema::{TableKind, TableName},
    statement::Dialect,
    value::ValueKind,
};

use super::*;

/// The findings over `table(column kind = value | value, …)`, one a line.
fn check(table: &str) -> String {
    found(table, &Knowledge::default())
}

fn found(text: &str, knowledge: &Knowledge) -> String {
    let (name, columns) = text.split_once('(').unwrap();
    let parsed = columns.trim_end_matches(')').split(", ").map(column).collect::<Vec<_>>();
    let name = TableName::bare(name);
    let profile = TableProfile {
        table: name.clone(),
        rows: 10,
        sampled: false,
        columns: parsed.iter().map(|(_, profile)| profile.clone()).collect(),
    };
    let table = Table {
        name,
        kind: TableKind::Table,
        columns: parsed.into_iter().map(|(column, _)| column).collect(),
        primary_key: Vec::new(),
        foreign_keys: Vec::new(),
        indexes: Vec::new(),
        checks: Vec::new(),
        triggers: Vec::new(),
        comment: None,
        estimated_rows: None,
    };
    let schema = Schema {
        dialect: Dialect::Sqlite,
        version: String::new(),
        default_namespace: None,
        tables: vec![table],
    };
    let finder = Finder::new(&schema, &Profile { tables: vec![profile] }, knowledge);
    let line = |found: &Finding| {
        format!("{}: {} ({:?}), {}", found.column.column, found.kind, found.extent, found.reason)
    };
    finder.findings().iter().map(line).collect::<Vec<_>>().join("\n")
}

fn column(text: &str) -> (Column, ColumnProfile) {
    let (head, values) = text.split_once(" = ").unwrap_or((text, ""));
    let (name, kind) = head.split_once(' ').unwrap_or((head, "text"));
    let kinds = [ValueKind::Integer, ValueKind::Date, ValueKind::Boolean, ValueKind::Decimal];
    let kind = kinds.into_iter().find(|k| k.word() == kind).unwrap_or(ValueKind::Text);
    let whole = |text: &str| text.parse().ok().filter(|_| kind == ValueKind::Integer);
    let value = |text: &str| whole(text).map_or(Value::Text(text.into()), Value::Integer);
    let samples: Vec<Value> = values.split(" | ").filter(|v| !v.is_empty()).map(value).collect();
    let profile = ColumnProfile {
        column: name.into(),
        distinct: samples.len() as u64,
        nulls: 0,
        min: None,
        max: None,
        samples,
        looks_like: None,
    };
    let column = Column {
        name: name.into(),
        declared_type: kind.word().into(),
        kind,
        nullable: true,
        default: None,
        generated: false,
        comment: None,
        labels: Vec::new(),
    };
    (column, profile)
}

#[test]
fn by_name() {
    insta::assert_snapshot!(check(
        "customers(id integer, name, firstName, last_name, emailaddr, mail_address, mobile_no, fax, DateOfBirth date, \
         dob, addr1, street_address, zip, ssn, tax_id, passport_no, iban, credit_card, password_hash, last_ip, \
         drivers_license, account_number, username)"
    ));
}

#[test]
fn names_that_only_look_personal() {
    assert_eq!(
        check(
            "products(id integer, name, product_name, email_count integer, is_mobile boolean, phone_model, card_type, \
             birth_rate decimal, street_count integer, address_id integer, has_phone boolean, description, \
             email_verified boolean, mac_address, web_address, company_name, brand, color, cellar, telescope, shipment, \
             country_of_birth_country, number integer, status, city, total decimal, created_at date)"
        ),
        ""
    );
    assert_eq!(check("stores(name, address, street, zip, phone, city)"), "");
    assert_eq!(check("devices(phone = iPhone 12 | Pixel 6 | Galaxy S21)"), "");
}

#[test]
fn by_value() {
    insta::assert_snapshot!(check(
        "t(a = ada@example.com | bob@example.com | n/a, b = +49 30 1234567 | +49 40 7654321 | +49 89 1112223, \
         c = 4111111111111111 | 5500000000000004 | 378282246310005, d = DE89370400440532013000, \
         e = 078-05-1120 | 219-09-9998 | 457-55-5462, \
         f = 52998224725 | 11144477735 | 12345678909 | 98765432100 | 39053344705, \
         g = call me at +49 30 1234567 | no answer | see ada@example.com please, h = 203.0.113.9 | 198.51.100.7 | 192.0.2.1)"
    ));
}

#[test]
fn values_that_only_look_personal() {
    assert_eq!(
        check(
            "t(a integer = 100000001 | 100000002 | 100000003 | 100000004 | 100000005, b = 2024-01-15 | 2024-02-15 | 2024-03-15, \
             c = 1.234.567 | 2.345.678 | 3.456.789, d = 0012345 | 0023456 | 0034567, e = 4006381333931 | 4006381333948 | 4006381333955, \
             f = 550e8400-e29b-41d4-a716-446655440000, g = INV-2024-0001 | INV-2024-0002, h integer = 1705312200 | 1705312201 | 1705312202, \
             i = 1.2.3 | 1.2.4 | 1.2.5, j integer = 52998224725 | 52998224726 | 52998224727 | 52998224728 | 52998224729)"
        ),
        ""
    );
}

#[test]
fn what_the_semantic_file_says_comes_first() {
    let mut meaning = TableMeaning::default();
    let sensitive = ColumnMeaning { sensitive: true, ..ColumnMeaning::default() };
    meaning.columns.insert("Diagnosis".into(), sensitive.clone());
    meaning.columns.insert("phone".into(), sensitive);
    let knowledge =
        Knowledge { tables: [("VISITS".to_owned(), meaning)].into(), ..Knowledge::default() };
    insta::assert_snapshot!(found("visits(diagnosis, phone, doctor_id integer)", &knowledge));
}
