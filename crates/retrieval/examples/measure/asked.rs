//! Databases and their questions.

use std::{collections::BTreeSet, fs, path::Path};

use anyhow::Result;
use querist_sql::{Rules, check};
use querist_vocabulary::{policy::AccessList, schema::ColumnName};
use serde::Deserialize;

use crate::merged::Merged;

/// A question, and what its SQL reads.
pub(crate) struct Asked {
    /// The place of its database.
    pub database: usize,
    /// Its words.
    pub question: String,
    /// The columns that its SQL reads, by the names of the merged schema.
    pub columns: BTreeSet<ColumnName>,
    /// The tables.
    pub tables: BTreeSet<querist_vocabulary::schema::TableName>,
}

#[derive(Deserialize)]
struct Written {
    db: String,
    question: String,
    question_synonyms: Option<String>,
    sql: String,
}

impl Asked {
    /// Every question about a merged database in both of its wordings, where the check can read its SQL.
    pub(crate) fn read(data: &Path, merged: &Merged) -> Result<Vec<Self>> {
        let written: Vec<Written> = serde_json::from_slice(&fs::read(data.join("train.json"))?)?;
        let mut found = Vec::new();
        let mut unread = 0;
        for one in &written {
            let Some(database) = merged.databases.iter().position(|it| it.name == one.db) else {
                continue;
            };
            match Self::of(merged, database, one) {
                Some(all) => found.extend(all),
                None => unread += 1,
            }
        }
        println!("{unread} questions with SQL that the check does not read");
        Ok(found)
    }

    fn of(merged: &Merged, database: usize, written: &Written) -> Option<Vec<Self>> {
        let source = merged.databases.get(database)?;
        let access = AccessList::default();
        let rules = Rules { schema: &source.schema, access: &access, row_limit: None };
        // SQLite takes what stands in double quotes and is no name for text; the check does not.
        let texts = written.sql.replace('"', "'");
        let query = check(&written.sql, rules).or_else(|_| check(&texts, rules)).ok()?;
        let columns = query.get().columns.iter().map(|name| source.renamed(name)).collect();
        let tables = query.get().tables.iter().map(|name| source.renamed_table(name)).collect();
        let other = written.question_synonyms.as_ref().filter(|other| **other != written.question);
        let wordings = [&written.question].into_iter().chain(other);
        let asked: Vec<Self> = wordings
            .map(|question| Self {
                database,
                question: question.clone(),
                columns: BTreeSet::clone(&columns),
                tables: BTreeSet::clone(&tables),
            })
            .collect();
        Some(asked)
    }
}
