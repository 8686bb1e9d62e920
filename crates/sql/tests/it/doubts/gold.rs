//! How often right SQL is doubted.
//!
//! `QUERIST_QUESTIONS=train.json QUERIST_DATABASES=folder cargo test -p querist-sql --test it gold -- --ignored --nocapture`
//! looks at the right SQL of a file of questions (`db`, `question`, `sql`) over a folder of SQLite databases, and
//! prints each doubt.

use std::{collections::BTreeMap, path::PathBuf};

use jiff::civil::date;
use querist_sql::{Grounds, Rules, check, doubts};
use querist_vocabulary::{knowledge::Knowledge, policy::AccessList};

use super::known;

#[tokio::test]
#[ignore = "needs questions with their right SQL, which are not kept here"]
async fn right_sql_is_rarely_doubted() {
    let (Ok(questions), Ok(folder)) =
        (std::env::var("QUERIST_QUESTIONS"), std::env::var("QUERIST_DATABASES"))
    else {
        panic!("set QUERIST_QUESTIONS and QUERIST_DATABASES");
    };
    let text = std::fs::read_to_string(questions).unwrap();
    let all: Vec<BTreeMap<String, serde_json::Value>> = serde_json::from_str(&text).unwrap();
    let mut databases = BTreeMap::new();
    let (mut looked, mut statements, mut doubted) = (0, 0, BTreeMap::<&str, usize>::new());
    for asked in &all {
        let [db, question, sql] =
            ["db", "question", "sql"].map(|name| asked[name].as_str().unwrap());
        if !databases.contains_key(db) {
            let file = PathBuf::from(&folder).join(format!("{db}.sqlite"));
            databases.insert(db.to_owned(), known(&file).await);
        }
        let (schema, profile) = &databases[db];
        let (access, knowledge) = (AccessList::default(), Knowledge::default());
        let rules = Rules { schema, access: &access, row_limit: None };
        // SQLite takes words in double quotes for text where no column is called so; the check does not.
        let checked = check(sql, rules).or_else(|_| check(&sql.replace('"', "'"), rules));
        let Ok(query) = checked else { continue };
        looked += 1;
        let whole_until = date(2026, 11, 21);
        let grounds = Grounds {
            schema,
            profile: Some(profile),
            knowledge: &knowledge,
            lifted: &[],
            whole_until,
        };
        let found = doubts(query.get(), grounds);
        statements += usize::from(!found.is_empty());
        for doubt in found {
            *doubted.entry(doubt.kind.word()).or_default() += 1;
            let mended = doubt.correction.is_some();
            println!(
                "{} [{db}] {question}\n    {sql}\n    {} (correction: {mended})",
                doubt.kind.word(),
                doubt.message
            );
        }
    }
    println!("{statements} of {looked} statements, of {} in all: {doubted:?}", all.len());
}
