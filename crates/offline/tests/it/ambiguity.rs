//! Questions that can be read in two ways: both readings are offered, and only where the words leave them open.

use insta::assert_snapshot;
use querist_offline::{Engine, Request, Translation, ValueIndex, Verdict};
use querist_vocabulary::{
    knowledge::Knowledge,
    profile::Profile,
    schema::{ColumnName, Schema, TableName},
    statement::Dialect,
    value::Value,
};

use crate::shop::{TODAY, seen, table};

/// A town with schools that share clubs, and a kitchen.
const TABLES: &[(&str, u64, &str)] = &[
    ("schools", 12, "school_id key, name text, city text"),
    ("clubs", 30, "club_id key, name text, price decimal"),
    ("school_clubs", 90, "school_id >schools, club_id >clubs"),
    ("languages", 4, "language_id key, name text"),
    ("cooks", 20, "cook_id key, name text, language_id >languages"),
    ("waiters", 25, "waiter_id key, name text, language_id >languages"),
    ("lakes", 9, "lake_id key, name text, mean_depth decimal, median_depth decimal"),
    ("paintings", 60, "painting_id key, title text, technique text, museum text, year integer"),
];

/// Stored values by table and column.
const VALUES: &[(&str, &str, &[&str])] = &[
    ("languages", "name", &["English", "Polish"]),
    ("paintings", "technique", &["Watercolour", "Fresco", "Etching"]),
    ("paintings", "museum", &["Louvre", "Prado"]),
    ("schools", "city", &["Bergen", "Oslo"]),
];

fn translate(dialect: Dialect, question: &str) -> Translation {
    let schema = Schema {
        dialect,
        version: String::new(),
        default_namespace: None,
        tables: TABLES.iter().map(|(name, _, columns)| table(name, columns)).collect(),
    };
    let profile = Profile {
        tables: TABLES.iter().map(|(name, rows, columns)| seen(name, *rows, columns)).collect(),
    };
    let mut values = ValueIndex::default();
    for (table, column, texts) in VALUES {
        let name = ColumnName { table: TableName::bare(*table), column: (*column).into() };
        let texts: Vec<Value> = texts.iter().map(|t| Value::Text((*t).into())).collect();
        values.add(&name, &texts, true);
    }
    let engine = Engine::new(&schema, &profile, &Knowledge::default(), values);
    engine.translate(Request { question, today: TODAY, earlier: &[] })
}

/// The question back with its choices, or how the question was read.
fn check(question: &str) -> String {
    let told = translate(Dialect::Sqlite, question);
    match &told.verdict {
        Verdict::Clarify { question, choices } => {
            let choices = told.readings.iter().take(*choices);
            let said = choices.map(|reading| format!("\n- {}", reading.restatement));
            format!("{question}{}", said.collect::<String>())
        }
        Verdict::Answer => told.readings.iter().take(1).map(|r| r.restatement.as_str()).collect(),
        Verdict::Decline { reason, .. } => reason.clone(),
        Verdict::Change => "change".into(),
    }
}

#[test]
fn what_every_one_has_may_be_what_all_share() {
    assert_snapshot!(check("show me the clubs that every school has"), @r"
    Do you mean the clubs of each school, or only those that all schools share?
    - Clubs of each school
    - Clubs shared by all schools
    ");
    assert_snapshot!(check("what are the prices of clubs at each school"), @r#"
    Do you mean the clubs of each school, or only those that all schools share?
    - Prices of clubs of each school
    - Prices of clubs shared by all schools
    "#);
}

#[test]
fn what_all_share_is_as_many_as_there_are() {
    let told = translate(Dialect::Postgres, "show me the clubs that every school has");
    assert_snapshot!(told.readings[0].draft.0, @"SELECT schools.name, clubs.name FROM clubs JOIN school_clubs ON school_clubs.club_id = clubs.club_id JOIN schools ON school_clubs.school_id = schools.school_id");
    assert_snapshot!(told.readings[1].draft.0, @"SELECT clubs.name FROM clubs JOIN school_clubs ON school_clubs.club_id = clubs.club_id GROUP BY clubs.club_id, clubs.name HAVING count(DISTINCT school_clubs.school_id) = (SELECT count(*) FROM schools)");
}

#[test]
fn words_that_say_which_are_not_asked_about() {
    assert_snapshot!(check("which clubs are common to all schools"), @"Clubs shared by all schools");
    for clear in [
        "for each school, list the clubs",
        "how many clubs does each school have",
        "list each school and its city",
        "list every club",
        "what is the average price of clubs for each school",
    ] {
        let verdict = translate(Dialect::Sqlite, clear).verdict;
        assert!(!matches!(verdict, Verdict::Clarify { .. }), "{clear}: {verdict:?}");
    }
}

#[test]
fn what_stands_beside_two_values_may_be_said_of_one() {
    assert_snapshot!(check("show me watercolours and frescos in the Louvre"), @r"
    Does `Louvre` go with both `watercolours` and `frescos`, or only with `frescos`?
    - Paintings whose technique is Watercolour or Fresco and whose museum is Louvre
    - Paintings whose technique is Watercolour, as well as those whose technique is Fresco and whose museum is Louvre
    ");
    let told = translate(Dialect::Sqlite, "show me watercolours and frescos in the Louvre");
    assert_snapshot!(told.readings[1].draft.0, @"SELECT title FROM paintings WHERE technique = 'Watercolour' OR (technique = 'Fresco' AND museum = 'Louvre')");
}

#[test]
fn what_stands_beside_two_tables_may_be_said_of_one() {
    assert_snapshot!(check("show cooks and waiters who speak Polish"), @r"
    Does `Polish` go with both `cooks` and `waiters`, or only with `waiters`?
    - Cooks whose language is Polish, together with waiters whose language is Polish
    - Cooks, together with waiters whose language is Polish
    ");
    let told = translate(Dialect::Mysql, "show cooks and waiters who speak Polish");
    assert_snapshot!(told.readings[0].draft.0, @"SELECT cooks.name FROM cooks JOIN languages ON cooks.language_id = languages.language_id WHERE languages.name = 'Polish' UNION SELECT waiters.name FROM waiters JOIN languages ON waiters.language_id = languages.language_id WHERE languages.name = 'Polish'");
}

#[test]
fn pairs_that_only_one_thing_can_be_said_of_are_clear() {
    for clear in [
        "paintings from the Louvre and the Prado in 1900",
        "show me watercolours and frescos",
        "show me watercolours and also list frescos in the Louvre",
        "how many watercolours and frescos are in the Louvre",
        "paintings that are either watercolours or frescos in the Louvre",
        "show me watercolour and fresco paintings in the Louvre",
        "show cooks and waiters",
        "schools in Bergen and Oslo",
    ] {
        let verdict = translate(Dialect::Sqlite, clear).verdict;
        assert!(!matches!(verdict, Verdict::Clarify { .. }), "{clear}: {verdict:?}");
    }
}

#[test]
fn a_word_for_two_columns_may_be_either_or_both() {
    assert_snapshot!(check("list the lakes and their depth"), @r"
    By `depth`, do you mean the mean depth, the median depth, or both?
    - Lakes, with their mean depth
    - Lakes, with their median depth
    - Lakes, with their mean depth and median depth
    ");
    for clear in ["list the lakes and their mean depth", "list the lakes", "the name of each lake"]
    {
        let verdict = translate(Dialect::Sqlite, clear).verdict;
        assert!(!matches!(verdict, Verdict::Clarify { .. }), "{clear}: {verdict:?}");
    }
}

#[test]
fn each_choice_says_where_its_words_went() {
    let told = translate(Dialect::Sqlite, "show me watercolours and frescos in the Louvre");
    for reading in told.readings.iter().take(2) {
        assert_eq!(reading.unexplained, [""; 0], "{}", reading.restatement);
        assert!(reading.explanation.iter().any(|mapping| mapping.phrase == "Louvre"));
    }
}
