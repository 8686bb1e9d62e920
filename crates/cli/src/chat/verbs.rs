//! The prompt's own commands: one table for reading, completing and explaining them.

use crate::{
    failure::Failure,
    print::{
        page::{Line, Page, Style},
        text::{Side, field},
    },
};

/// A command of the prompt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    /// What can be typed.
    Help,
    /// Tables, or one of them.
    Schema,
    /// The last SQL, or SQL to run.
    Sql,
    /// How the last answer came about.
    Explain,
    /// The last answer's rows as a file.
    Export,
    /// The last answer is right.
    Good,
    /// It is wrong.
    Bad,
    /// This SQL would have been right.
    Correct,
    /// The questions of this session.
    History,
    /// Which session this is, or another one.
    Session,
    /// A new session.
    Clear,
    /// How answers are printed.
    Format,
    /// The end.
    Quit,
}

/// Verb, its name, its argument, what it does.
type Row = (Verb, &'static str, &'static str, &'static str);

const TABLE: &[Row] = &[
    (Verb::Help, ":help", "", "show this"),
    (Verb::Schema, ":schema", "[TABLE]", "list the tables, or show one"),
    (Verb::Sql, ":sql", "[SQL]", "show the last SQL, or run SQL that only reads"),
    (Verb::Explain, ":explain", "", "show how the last answer came about, phrase by phrase"),
    (Verb::Export, ":export", "FILE", "write the last answer's rows: .csv, .json, .xlsx, .md"),
    (Verb::Good, ":good", "", "the last answer is right: keep question and SQL as a lesson"),
    (Verb::Bad, ":bad", "[WHY]", "the last answer is wrong"),
    (
        Verb::Correct,
        ":correct",
        "SQL",
        "this SQL would have been right: run it, keep it as a lesson",
    ),
    (Verb::History, ":history", "", "list the questions of this session"),
    (Verb::Session, ":session", "[ID]", "show this session's name, or go on with another one"),
    (Verb::Clear, ":clear", "", "begin a new session: follow-ups forget what came before"),
    (Verb::Format, ":format", "NAME", "print answers as table, json, csv or markdown"),
    (Verb::Quit, ":quit", "", "end; Ctrl-D does so too"),
];

impl Verb {
    /// The verb that a line begins with, and what follows it; none where the line is a question.
    pub(super) fn of(line: &str) -> Option<Result<(Self, &str), Failure>> {
        if !line.starts_with(':') {
            return None;
        }
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let word = if matches!(word, ":q" | ":exit") { ":quit" } else { word };
        let word = if matches!(word, ":h" | ":?") { ":help" } else { word };
        let row = TABLE.iter().find(|row| row.1 == word);
        Some(row.map(|row| (row.0, rest.trim())).ok_or_else(|| Failure::NotThere {
            what: "command",
            name: word.into(),
            hint: "`:help` lists the prompt's commands; a question needs no colon".into(),
        }))
    }

    /// All names, for completion.
    pub(super) fn names() -> impl Iterator<Item = &'static str> {
        TABLE.iter().map(|row| row.1)
    }
}

/// What can be typed at the prompt.
pub(super) fn help() -> Page {
    let mut page = Page::default();
    page.line(Line::plain(
        "Ask in your own words, such as \"sales by month in 2025\", then \"only the south\".",
    ));
    page.line(Line::plain("A number chooses a question or a reading that was offered."));
    page.line(Line::plain(
        "A line that ends in \\ goes on below, and so does an open quotation mark.",
    ));
    page.line(Line::default());
    for (_, name, argument, what) in TABLE {
        let head = field(&format!("{name} {argument}"), 18, Side::Left);
        page.line(Line::of(Style::Accent, head).and(Style::Plain, *what));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_verb_or_a_question() {
        let check = |line| Verb::of(line).map(|verb| verb.ok());
        assert_eq!(check(":schema  products "), Some(Some((Verb::Schema, "products"))));
        assert_eq!(check(":q"), Some(Some((Verb::Quit, ""))));
        assert_eq!(check(":frobnicate"), Some(None));
        assert_eq!(check("how many products"), None);
    }
}
