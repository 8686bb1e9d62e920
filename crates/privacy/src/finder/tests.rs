//! Personal columns of tables that look like real ones, and columns that only look personal.

use querist_vocabulary::{
    knowledge::{ColumnMeaning, TableMeaning},
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
fn parts_that_people_play() {
    let all = "tickets(cust_name, contact, owner, author, recipient, assigned_to, created_by, manager, employee, emp, \
               login, patient, doctor, driver, guest, beneficiary, signatory, twitter, handle, store_manager = Erika Vogel | Li Wei)";
    insta::assert_snapshot!(check(all));
    let none = "tickets(manager_id integer, employee_id integer, owner integer = 1 | 2, contact = yes | no, login_count integer, \
                last_login = 2024-01-05 | 2024-02-06, display_driver = nvidia | amd, user_type, author_id integer, \
                assigned_at date, guest_count integer, driver_standings integer = 1 | 2, created_by integer = 7)";
    assert_eq!(check(none), "");
    assert_eq!(check("books(author, title)"), "");
    assert_eq!(check("visits(client = user | All, parent = Home Appliances | Books)"), "");
    assert!(check("visits(client = Erika Vogel | Li Wei)").starts_with("client: name"));
}

#[test]
fn names_in_other_languages() {
    insta::assert_snapshot!(check("kunden(nachname, vorname, name)"));
    insta::assert_snapshot!(check("personnes(nom, prenom)"));
    insta::assert_snapshot!(check("t(nome, cognome, sobrenome, apellido, apellidos)"));
    assert_eq!(check("produits(nom, prix decimal)"), "");
}

#[test]
fn what_the_law_protects_is_found_of_persons() {
    insta::assert_snapshot!(check(
        "people(id integer, diagnosis, religion, ethnicity, blood_type, race, salary decimal, wage decimal, income integer)"
    ));
    assert!(
        check("payments(employee_id integer, salary decimal)").starts_with("salary: sensitive")
    );
    let statistics = "country_language(country, religion, language)";
    assert_eq!(check(statistics), "");
    assert_eq!(check("lap_times(race integer, lap integer)"), "");
    assert_eq!(check("people(age integer, salary_grade integer, income_level)"), "");
}

#[test]
fn secrets_and_codes() {
    let all = "people(pw_hash, pin integer = 1234 | 9876, token = 9f86d081884c | 3c363836cf4e, session_id = a1b2c3d4e5 | f6a7b8c9d0, \
               cookie = sid=9f86d081 | sid=3c363836, security_answer = my dog | blue, api_key, pan = 4111111111111111, \
               imei = 490154203237518, vin = 1HGCM82633A004352)";
    insta::assert_snapshot!(check(all));
    let none = "snacks(cookie = chocolate chip | oatmeal, pan = frying | sauce, token = red | blue, vin = Merlot | Rioja, \
                session = Morning | Evening, session_id integer, token_count integer, pinned, pint, pin_type)";
    assert_eq!(check(none), "");
}

#[test]
fn a_postcode_beside_a_street_is_a_home() {
    insta::assert_snapshot!(check("deliveries(street, zip)"));
    assert_eq!(check("districts(zip, city)"), "");
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
