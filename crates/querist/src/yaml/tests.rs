//! What is read, and what is an error with its place.

use serde_json::Value as Json;

use super::*;

fn check(text: &str) -> String {
    read::<Json>(text, Sort::Knowledge)
        .map_or_else(|error| error, |read| read.unwrap_or_default().to_string())
}

#[test]
fn a_key_that_stands_twice_is_an_error() {
    let said = [
        "tables:\n  Customer: {columns: {email: {sensitive: true}}}\n  Customer: {}\n",
        "tables:\n  Customer: {columns: {email: {sensitive: true}}}\n  customer: {}\n",
        "tables:\n  t:\n    columns:\n      Email: {sensitive: true}\n      email: {}\n",
        "measures:\n  - {name: revenue, table: a}\n  - table: b\n    name: Revenue\n",
        "topics:\n  money: [cash]\n  money: [coin]\n",
        "tables:\n  t: {columns: {c: {values: {1: [one], 1: [uno]}}}}\n",
    ];
    insta::assert_snapshot!(said.map(check).join("\n"));
}

#[test]
fn stored_values_and_the_keys_of_suites_have_their_case() {
    let values = "tables: {t: {columns: {c: {values: {Open: [a], open: [b]}}}}}";
    assert_eq!(
        check(values),
        r#"{"tables":{"t":{"columns":{"c":{"values":{"Open":["a"],"open":["b"]}}}}}}"#
    );
    let names = "tables: {a: {columns: {id: {}}}, b: {columns: {id: {}}}}";
    assert!(check(names).starts_with('{'), "{}", check(names));
    let suite = read::<Json>("a: {Tables: 1, tables: 2}", Sort::Suite).unwrap();
    assert_eq!(suite.unwrap().to_string(), r#"{"a":{"Tables":1,"tables":2}}"#);
    assert_eq!(read::<Json>("# nothing\n", Sort::Suite), Ok(None));
    insta::assert_snapshot!(
        read::<Json>("cases:\n  - value: 1\n    value: 2\n", Sort::Suite).unwrap_err()
    );
}

#[test]
fn depth_and_size_are_bounded() {
    assert_eq!(check(&"[".repeat(100_000)), "more than 100 brackets are open at line 1");
    assert_eq!(check(&" ".repeat(LARGEST + 1)), "it is longer than 16 MiB");
    assert!(check(&"- ".repeat(5_000)).contains("recursion limit"), "nested without brackets");
}
