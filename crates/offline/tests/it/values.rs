//! The stored form of values, and near spellings.

use querist_offline::ValueIndex;
use querist_vocabulary::{
    schema::{ColumnName, TableName},
    value::Value,
};

fn index() -> (ColumnName, ValueIndex) {
    let column = ColumnName { table: TableName::bare("customers"), column: "country".into() };
    let mut index = ValueIndex::default();
    let values = ["Brazil", "Canada", "São Tomé"].map(|v| Value::Text(v.into()));
    index.add(&column, &values, true);
    (column, index)
}

#[test]
fn a_misspelling_finds_its_value() {
    let (column, index) = index();
    assert_eq!(index.near(&column, "Brasil", 3), ["Brazil"]);
    assert_eq!(index.near(&column, "sao tome", 3), ["São Tomé"]);
    assert!(index.near(&column, "Japan", 3).is_empty());
}

#[test]
fn the_stored_form_comes_back_and_damage_is_noticed() {
    let (column, index) = index();
    let mut bytes = index.to_bytes();
    let back = ValueIndex::from_bytes(&bytes).expect("the stored form");
    assert_eq!(back.near(&column, "canada", 1), ["Canada"]);
    if let Some(last) = bytes.last_mut() {
        *last ^= 1;
    }
    assert!(ValueIndex::from_bytes(&bytes).is_none());
    assert!(ValueIndex::from_bytes(&[]).is_none());
}

#[test]
fn old_values_fill_a_column_that_is_not_complete() {
    let (column, old) = index();
    let mut index = ValueIndex::default();
    index.add(&column, &[Value::Text("Chile".into()), Value::Text("Canada".into())], true);
    index.complement(&column, &old);
    assert_eq!(index.near(&column, "brazil", 1), ["Brazil"]);
    assert_eq!(index.near(&column, "canada", 3), ["Canada"]);
    assert_eq!(index.near(&column, "chile", 1), ["Chile"]);
    assert_eq!(index.incomplete().collect::<Vec<_>>(), [&column]);
}
