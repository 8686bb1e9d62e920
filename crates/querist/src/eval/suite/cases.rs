//! What a suite may say.

use jiff::civil;
use serde::Deserialize;
use serde_json::Value as Json;

/// Questions with what must come back.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suite {
    /// The day on which its questions are asked.
    #[serde(default)]
    pub as_of: Option<civil::Date>,
    /// The cases, in order.
    pub cases: Vec<Case>,
}

/// A question with what must come back: exactly one of `sql`, `rows`, `value`, `declines` and `asks_back`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The question.
    pub question: String,
    /// SQL that returns what must come back.
    #[serde(default)]
    pub sql: Option<String>,
    /// The rows themselves, in any order.
    #[serde(default)]
    pub rows: Option<Vec<Vec<Json>>>,
    /// The one value of the one row.
    #[serde(default)]
    pub value: Option<Json>,
    /// Whether it must be declined or refused.
    #[serde(default)]
    pub declines: bool,
    /// Whether it must be asked back about.
    #[serde(default)]
    pub asks_back: bool,
    /// Words to sort it by.
    #[serde(default)]
    pub tags: Vec<String>,
    /// The day on which it is asked, where that is another than the suite's.
    #[serde(default)]
    pub as_of: Option<civil::Date>,
}

/// What must come back.
#[derive(Debug, Clone, PartialEq)]
pub enum Expected<'a> {
    /// What this SQL returns.
    Sql(&'a str),
    /// These rows.
    Rows(Vec<Vec<Json>>),
    /// No answer.
    Declines,
    /// A question back.
    AsksBack,
}

impl Expected<'_> {
    /// Its word in results.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Sql(_) | Self::Rows(_) => "rows",
            Self::Declines => "declines",
            Self::AsksBack => "asks_back",
        }
    }
}

impl Case {
    /// What must come back.
    #[must_use]
    pub fn expected(&self) -> Expected<'_> {
        match (&self.sql, &self.rows, &self.value) {
            (Some(sql), _, _) => Expected::Sql(sql),
            (None, Some(rows), _) => Expected::Rows(rows.clone()),
            (None, None, Some(value)) => Expected::Rows(vec![vec![value.clone()]]),
            (None, None, None) if self.asks_back => Expected::AsksBack,
            (None, None, None) => Expected::Declines,
        }
    }

    fn expectations(&self) -> usize {
        [
            self.sql.is_some(),
            self.rows.is_some(),
            self.value.is_some(),
            self.declines,
            self.asks_back,
        ]
        .into_iter()
        .filter(|given| *given)
        .count()
    }
}

impl Suite {
    /// What is wrong with it.
    pub(super) fn check(&self) -> Result<(), String> {
        if self.cases.is_empty() {
            return Err("it has no cases, so that nothing would be asked".into());
        }
        let odd = self.cases.iter().find(|case| case.expectations() != 1);
        odd.map_or(Ok(()), |case| {
            Err(format!(
                "case `{}` needs exactly one of `sql`, `rows`, `value`, `declines` and `asks_back`",
                case.question
            ))
        })
    }
}
