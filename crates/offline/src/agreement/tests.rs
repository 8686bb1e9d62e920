//! What rows say, and how sure that makes.

use querist_vocabulary::value::Value;

use super::{Likeness, Returned};
use crate::Weights;

fn rows(rows: &[&[i64]]) -> Likeness {
    let row = |row: &&[i64]| row.iter().map(|n| Value::Integer(*n)).collect();
    Likeness::of(&rows.iter().map(row).collect::<Vec<Vec<Value>>>())
}

fn sure(outcomes: &[(f64, Likeness)]) -> f64 {
    let one =
        |(confidence, rows): &(f64, Likeness)| Returned { confidence: *confidence, rows: *rows };
    Weights::shipped().confirmed(&outcomes.iter().map(one).collect::<Vec<Returned>>(), 0)
}

#[test]
fn the_order_of_rows_and_columns_does_not_count() {
    assert_eq!(rows(&[&[1, 20], &[2, 10]]), rows(&[&[10, 2], &[20, 1]]));
}

#[test]
fn the_same_cells_in_other_rows_are_other_rows() {
    assert_ne!(rows(&[&[1, 20], &[2, 10]]), rows(&[&[1, 10], &[2, 20]]));
    assert_ne!(rows(&[&[1], &[1]]), rows(&[&[1]]));
    assert_ne!(rows(&[&[1, 1]]), rows(&[&[1]]));
}

#[test]
fn numbers_are_compared_whatever_their_type() {
    let one = |value: Value| Likeness::of(&[vec![value]]);
    assert_eq!(one(Value::Integer(3)), one(Value::Float(3.0)));
    assert_eq!(one(Value::Integer(1)), one(Value::Boolean(true)));
    assert_ne!(one(Value::Integer(3)), one(Value::Text("3".into())));
}

#[test]
fn a_single_row_of_nothing_is_empty() {
    assert!(Likeness::of(&[]).is_empty());
    assert!(Likeness::of(&[vec![Value::Null]]).is_empty());
    assert!(rows(&[&[0]]).is_empty());
    assert!(!rows(&[&[0], &[0]]).is_empty());
}

#[test]
fn readings_that_agree_make_surer_than_readings_that_do_not() {
    let (one, two, three) = (rows(&[&[1], &[2]]), rows(&[&[3], &[4]]), rows(&[&[5], &[6]]));
    let agreeing = sure(&[(0.5, one), (0.2, one), (0.1, one)]);
    let apart = sure(&[(0.5, one), (0.2, two), (0.1, three)]);
    assert!(agreeing > 0.5 && agreeing > apart, "{agreeing} {apart}");
}

#[test]
fn rows_make_surer_than_none() {
    let (some, none) = (rows(&[&[1], &[2]]), rows(&[]));
    let told = sure(&[(0.5, some), (0.2, none)]);
    let untold = sure(&[(0.5, none), (0.2, some)]);
    assert!(told > untold, "{told} {untold}");
}

#[test]
fn nothing_returned_is_nothing_known() {
    assert_eq!(Weights::shipped().confirmed(&[], 0), 0.0);
}
