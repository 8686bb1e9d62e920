//! What is declined, and what asks for a change.

use querist_offline::Verdict;
use querist_vocabulary::{knowledge::Knowledge, statement::Dialect};

use crate::shop::{engine, read};

fn check(question: &str) -> &'static str {
    match read(question).verdict {
        Verdict::Answer => "answer",
        Verdict::Clarify { .. } => "clarify",
        Verdict::Decline { .. } => "decline",
        Verdict::Change => "change",
    }
}

#[test]
fn what_is_not_a_question_about_the_data_is_declined() {
    for question in ["hello", "what is the weather", "write me a poem", "???", ""] {
        assert_eq!(check(question), "decline", "{question}");
    }
}

#[test]
fn a_request_to_change_data_is_one() {
    for question in
        ["delete all orders", "please raise the price of dairy by 5", "drop table customers"]
    {
        assert_eq!(check(question), "change", "{question}");
    }
}

#[test]
fn words_that_name_nothing_are_said() {
    let Verdict::Decline { not_understood, .. } = read("average horoscope of unicorns").verdict
    else {
        panic!("it should be declined");
    };
    assert_eq!(not_understood, ["horoscope", "unicorns"]);
}

#[test]
fn what_is_asked_for_and_is_not_there_is_never_passed_over() {
    for question in ["average shoe size of customers", "customers in atlantis"] {
        assert_eq!(check(question), "decline", "{question}");
    }
    assert_eq!(check("average price of products"), "answer");
    assert_eq!(check("customers in paris"), "answer");
}

#[test]
fn a_misspelled_word_is_spelled_as_here() {
    let engine = engine(Dialect::Sqlite, &Knowledge::default());
    let check = |question: &str, unknown: &[&str]| {
        let unknown: Vec<String> = unknown.iter().map(|word| (*word).into()).collect();
        engine.respelled(question, &unknown)
    };
    assert_eq!(check("customers in Brasil", &["brasil"]).unwrap(), "customers in Brazil");
    assert_eq!(
        check("How many custmers are ther?", &["custmers"]).unwrap(),
        "How many customers are ther?"
    );
    assert_eq!(
        check("products in category Bakary", &["bakary"]).unwrap(),
        "products in category Bakery"
    );
    assert_eq!(check("Frozen Fods", &["frozen", "fods"]).unwrap(), "Frozen Foods");
    assert_eq!(check("customers with unicorns", &["unicorns"]), None);
    assert_eq!(check("products in category Bakary for elves", &["bakary", "elves"]), None);
}
