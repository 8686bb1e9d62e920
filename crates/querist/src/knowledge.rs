//! The semantic file: found, read, compared with the schema.

/// What the file says that the database does not know.
mod drift;

/// A first semantic file, from the schema and its data.
mod first;

/// What a semantic file may hold, as JSON Schema.
mod shape;

use std::{
    fs,
    path::{Path, PathBuf},
};

use querist_vocabulary::{database::Database, knowledge::Knowledge};

use crate::{QueristError, Settings, yaml};

pub(crate) use drift::{drift, unstored};
pub use first::FirstModel;
pub use shape::knowledge_schema;

/// What people wrote, and where.
#[derive(Debug, Clone, Default)]
pub(crate) struct Found {
    pub(crate) file: Option<PathBuf>,
    pub(crate) knowledge: Knowledge,
}

/// Reads the semantic file that the settings name, else the one beside the database.
pub(crate) fn find(settings: &Settings, database: &dyn Database) -> Result<Found, QueristError> {
    match &settings.knowledge {
        Some(file) => read(file.clone()),
        None => beside(database),
    }
}

/// Reads the semantic file beside a database that is a file: its address is its path.
pub(crate) fn beside(database: &dyn Database) -> Result<Found, QueristError> {
    let path = PathBuf::from(database.address());
    let beside = path.with_extension("querist.yaml");
    if path.is_file() && beside.is_file() { read(beside) } else { Ok(Found::default()) }
}

fn read(file: PathBuf) -> Result<Found, QueristError> {
    let text =
        fs::read_to_string(&file).map_err(|error| QueristError::cannot_read(&file, &error))?;
    Ok(Found { knowledge: parse(&text, &file)?, file: Some(file) })
}

/// An empty file says nothing, and is no error.
fn parse(text: &str, file: &Path) -> Result<Knowledge, QueristError> {
    let knowledge: Result<Option<Knowledge>, _> = yaml::read(text, yaml::Sort::Knowledge);
    knowledge.map(Option::unwrap_or_default).map_err(|reason| QueristError::BadKnowledge {
        file: file.to_owned(),
        reason,
        hint: "`docs/guide/semantic-file.md` shows every key with an example".into(),
    })
}

#[cfg(test)]
mod tests {
    use querist_vocabulary::error::Coded;

    use super::*;

    fn check(yaml: &str) -> String {
        match parse(yaml, Path::new("shop.querist.yaml")) {
            Ok(knowledge) => format!("{} tables", knowledge.tables.len()),
            Err(error) => format!("{error}\nhint: {}", error.hint()),
        }
    }

    #[test]
    fn an_empty_file_says_nothing() {
        insta::assert_snapshot!(check(""), @"0 tables");
        insta::assert_snapshot!(check("# nothing yet\n"), @"0 tables");
    }

    #[test]
    fn the_example_of_the_guide_is_understood() {
        let page = include_str!("../../../docs/guide/semantic-file.md");
        let example = page.split("```yaml\n").nth(1).unwrap().split("```").next().unwrap();
        assert_eq!(check(example), "2 tables");
    }

    #[test]
    fn rules_and_examples_are_sentences_or_have_parts() {
        let yaml = "rules: [one, {text: two, about: [shops]}]\nexamples: [one, {question: two, sql: SELECT 2}]";
        let knowledge = parse(yaml, Path::new("shop.querist.yaml")).unwrap();
        let rules: Vec<_> =
            knowledge.rules.iter().map(|rule| (rule.text(), rule.about())).collect();
        assert_eq!(rules, [("one", &[] as &[String]), ("two", &["shops".to_owned()])]);
        let examples = knowledge.examples.iter().map(|one| (one.question(), one.sql()));
        assert_eq!(examples.collect::<Vec<_>>(), [("one", None), ("two", Some("SELECT 2"))]);
    }

    #[test]
    fn half_an_example_is_named_with_its_line() {
        insta::assert_snapshot!(check("examples:\n  - question: how many shops\n"), @"
        cannot read the semantic file `shop.querist.yaml`: examples: an example is a question, or has `question` and `sql`, and nothing else at line 2 column 3
        hint: `docs/guide/semantic-file.md` shows every key with an example
        ");
        insta::assert_snapshot!(check("rules:\n  - about: [shops]\n"), @"
        cannot read the semantic file `shop.querist.yaml`: rules: a rule is a sentence, or has `text` and `about`, and nothing else at line 2 column 3
        hint: `docs/guide/semantic-file.md` shows every key with an example
        ");
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        insta::assert_snapshot!(check("tables:\n  shops:\n    synonym: [store]\n"), @r"
        cannot read the semantic file `shop.querist.yaml`: tables.shops: unknown field `synonym`, expected one of `description`, `synonyms`, `display`, `time`, `default_filter`, `default_filter_unless`, `columns` at line 3 column 5
        hint: `docs/guide/semantic-file.md` shows every key with an example
        ");
    }

    #[test]
    fn what_is_no_yaml_is_named_with_its_line() {
        insta::assert_snapshot!(check("tables:\n  shops: [\n"), @r"
        cannot read the semantic file `shop.querist.yaml`: tables.shops: invalid type: sequence, expected struct TableMeaning at line 2 column 10
        hint: `docs/guide/semantic-file.md` shows every key with an example
        ");
    }
}
