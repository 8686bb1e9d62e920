//! Masked text tells the kind and nothing more.

use proptest::prelude::*;
use querist_vocabulary::schema::{ColumnName, TableName};

use super::*;
use crate::Reason;

/// Pieces that text is made of: findings, near misses and what stands between them.
const PIECES: &[&str] = &[
    "ada@example.com",
    "+49 30 1234567",
    "4111 1111 1111 1111",
    "DE89370400440532013000",
    "078-05-1120",
    "AB123456C",
    "203.0.113.9",
    "phone",
    "ssn",
    "[email]",
    "[phone 2]",
    " ",
    "-",
    ".",
    ",",
    "/",
    ":",
    "(",
    ")",
    "0",
    "12",
    "2024-01-15",
    "1,234.56",
    "@",
    "+",
    "x",
    "_",
    "é",
    "\u{a0}",
    "5550123",
    "is",
    "\n",
    "'",
];

#[test]
fn marks_tell_the_kind() {
    let masked = mask("orders of ada@example.com or +49 30 1234567, card 4111 1111 1111 1111");
    assert_eq!(masked.text, "orders of [email] or [phone], card [card]");
    assert_eq!(masked.count, 3);
    assert_eq!(mask("orders over 100 since 2024-01-15").count, 0);
}

#[test]
fn one_prompt_tells_values_apart() {
    let mut masker = Masker::new();
    assert_eq!(masker.text("ada@example.com, bob@example.com").text, "[email 1], [email 2]");
    let again = masker.value(Kind::Email, &Value::Text("Ada@Example.com".into()));
    assert_eq!(again, Value::Text("[email 1]".into()));
    assert_eq!(masker.value(Kind::Name, &Value::Null), Value::Null);
    assert_eq!(masker.text("+49 30 1234567 or +49301234567").text, "[phone 1] or [phone 1]");
    assert_eq!(masker.count(), 5);
}

#[test]
fn cells_by_their_column_or_their_text() {
    let mut masker = Masker::new();
    let column = ColumnName { table: TableName::bare("t"), column: "c".into() };
    let finding =
        Finding { column, kind: Kind::Phone, extent: Extent::Whole, reason: Reason::Stated };
    assert_eq!(
        masker.cell(Some(&finding), &Value::Integer(5_550_123)),
        Value::Text("[phone 1]".into())
    );
    assert_eq!(masker.cell(None, &Value::Integer(5_550_123)), Value::Integer(5_550_123));
    let note = Value::Text("mail ada@example.com".into());
    assert_eq!(masker.cell(None, &note), Value::Text("mail [email 1]".into()));
}

proptest! {
    #[test]
    fn any_text_is_masked_for_good(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..12)) {
        let masked = mask(&pieces.concat());
        prop_assert!(scan::hits(&masked.text).is_empty(), "{}", masked.text);
        prop_assert_eq!(mask(&masked.text).text, masked.text);
    }

    #[test]
    fn strange_text_never_panics(text in "\\PC{0,80}") {
        let masked = mask(&text);
        prop_assert_eq!(mask(&masked.text).text, masked.text);
    }
}

#[test]
fn marks_are_put_back() {
    let mut masker = Masker::new();
    let masked = masker.text("orders of bob@example.org and eve@example.org").text;
    assert_eq!(masker.restored(&masked), "orders of bob@example.org and eve@example.org");
    assert_eq!(masker.restored("[email 3] [name 1]"), "[email 3] [name 1]");
}

#[test]
fn a_value_is_masked_wherever_it_is_said_again() {
    let mut masker = Masker::new();
    let erika = Value::Text("Erika Vogel".into());
    let asked = masker.said("orders of erika vogel", "erika vogel", Kind::Name, &erika);
    assert_eq!(asked, "orders of [name 1]");
    assert_eq!(
        masker.known("assigned to Erika Vogel, not Erika Vogelsang"),
        "assigned to [name 1], not Erika Vogelsang"
    );
    assert_eq!(masker.known("[name 1] is no name"), "[name 1] is no name");
    let mark = Value::Text("Mark".into());
    let asked = masker.said("did Mark buy Market Marker?", "Mark", Kind::Name, &mark);
    assert_eq!(asked, "did [name 2] buy Market Marker?");
    assert_eq!(masker.count(), 3);
}

#[test]
fn what_looks_like_a_mark_in_a_value_stays() {
    let mut masker = Masker::new();
    let nested = Value::Text("see [name 2]".into());
    let (first, second) =
        (masker.value(Kind::Name, &nested), masker.value(Kind::Name, &Value::Text("Eve".into())));
    let told = format!("{first} and {second} [x]");
    assert_eq!(masker.restored(&told), "see [name 2] and Eve [x]");
}

#[test]
fn a_text_that_may_be_any_word_is_not_looked_for_elsewhere() {
    let mut masker = Masker::new();
    assert_eq!(masker.anything("month"), "[sensitive 1]");
    assert_eq!(masker.known("sales by month"), "sales by month");
    assert_eq!(masker.restored("date_trunc('[sensitive 1]', day)"), "date_trunc('month', day)");
}
