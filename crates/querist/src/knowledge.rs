//! The semantic file: found, read, compared with the schema.

/// What the file says that the schema does not know.
mod drift;

use std::{
    fs,
    path::{Path, PathBuf},
};

use querist_vocabulary::knowledge::Knowledge;

use crate::{QueristError, Settings, settings::parse};

pub(crate) use drift::drift;

/// What people wrote, and where.
#[derive(Debug, Clone, Default)]
pub(crate) struct Found {
    pub(crate) file: Option<PathBuf>,
    pub(crate) knowledge: Knowledge,
}

/// Reads the semantic file that the settings name, else the one beside an SQLite file, else none.
pub(crate) fn find(settings: &Settings) -> Result<Found, QueristError> {
    let beside = || {
        let file = sqlite_file(settings.address()?)?.with_extension("querist.yaml");
        file.is_file().then_some(file)
    };
    let Some(file) = settings.knowledge.clone().or_else(beside) else {
        return Ok(Found::default());
    };
    let text =
        fs::read_to_string(&file).map_err(|error| QueristError::cannot_read(&file, &error))?;
    Ok(Found { knowledge: parse(&text, &file)?, file: Some(file) })
}

/// An empty file says nothing, and is no error.
fn parse(text: &str, file: &Path) -> Result<Knowledge, QueristError> {
    let knowledge: Result<Option<Knowledge>, _> = serde_norway::from_str(text);
    knowledge.map(Option::unwrap_or_default).map_err(|error| QueristError::BadKnowledge {
        file: file.to_owned(),
        reason: error.to_string(),
        hint: "`docs/guide/knowledge.md` shows every key with an example".into(),
    })
}

fn sqlite_file(address: &str) -> Option<PathBuf> {
    if parse::is_path(address) {
        return Some(PathBuf::from(address));
    }
    let path = address.strip_prefix("sqlite://").or_else(|| address.strip_prefix("sqlite:"))?;
    path.split('?').next().map(PathBuf::from)
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
        insta::assert_snapshot!(check(""), @"");
        insta::assert_snapshot!(check("# nothing yet\n"), @"");
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        insta::assert_snapshot!(check("tables:\n  shops:\n    synonym: [store]\n"), @"");
    }

    #[test]
    fn what_is_no_yaml_is_named_with_its_line() {
        insta::assert_snapshot!(check("tables:\n  shops: [\n"), @"");
    }

    #[test]
    fn the_file_beside_takes_the_name_of_the_database() {
        let beside = |address| sqlite_file(address).map(|file| file.with_extension("querist.yaml"));
        let expected = Some(PathBuf::from("data/shop.querist.yaml"));
        assert_eq!(beside("data/shop.db"), expected);
        assert_eq!(beside("sqlite:data/shop.db"), expected);
        assert_eq!(beside("sqlite://data/shop.sqlite?mode=ro"), expected);
        assert_eq!(beside("postgresql://host/shop"), None);
    }
}
