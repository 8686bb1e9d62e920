//! Other weights in the place of those that ship.

use querist_offline::{Request, Translation, WeightFiles, Weights};
use querist_vocabulary::{knowledge::Knowledge, statement::Dialect};

use crate::shop::{TODAY, engine, read};

/// A question read with these files.
fn check(files: WeightFiles, question: &str) -> Translation {
    let engine = engine(Dialect::Sqlite, &Knowledge::default());
    let engine = engine.with_weights(Weights::read(files).unwrap());
    engine.translate(Request { question, today: TODAY, earlier: &[] })
}

const QUESTIONS: [&str; 3] =
    ["how many orders are pending", "customers in Brazil", "the most expensive product"];

#[test]
fn what_ships_handed_in_reads_as_what_ships() {
    for question in QUESTIONS {
        assert_eq!(check(WeightFiles::shipped(), question), read(question), "{question}");
    }
}

#[test]
fn other_weights_read_otherwise() {
    let shipped = WeightFiles::shipped;
    let sure = |files| check(files, QUESTIONS[0]).readings[0].confidence;
    let usual = sure(shipped());
    let slots = vec![0; shipped().slots.len()].into();
    assert_ne!(sure(WeightFiles { slots, ..shipped() }), usual);
    // The first four bytes say how many units there are.
    let whole = shipped().hidden;
    let hidden = whole.iter().enumerate().map(|(at, byte)| if at < 4 { *byte } else { 0 });
    let hidden = hidden.collect::<Vec<u8>>().into();
    assert_ne!(sure(WeightFiles { hidden, ..shipped() }), usual);
    let confidence = "bias -3.0\n".into();
    assert_ne!(sure(WeightFiles { confidence, ..shipped() }), usual);
}

#[test]
fn words_that_are_general_are_those_of_the_weights() {
    let unplaced = |files| check(files, "compute and output the orders available").unplaced;
    // A model that has no word, no label and no weight.
    let shape = [b"querist shape 1\n".as_slice(), &[0; 4 * 8]].concat().into();
    let shipped = WeightFiles::shipped;
    assert!(unplaced(WeightFiles { shape, ..shipped() }) > unplaced(shipped()));
}
