//! Words that a line can be completed with: the prompt's commands, tables and columns.

use std::collections::BTreeSet;

use querist_vocabulary::schema::Schema;
use reedline::{Completer, CompletionResult, Span, Suggestion};

use super::verbs::Verb;
use crate::print::text::visible;

/// The most suggestions.
const MOST: usize = 40;

/// All words, in order.
pub(super) struct Words(BTreeSet<String>);

impl Words {
    /// The prompt's commands.
    pub(super) fn verbs() -> Self {
        Self(Verb::names().map(str::to_owned).collect())
    }

    /// The prompt's commands and the names of a database.
    pub(super) fn of(schema: &Schema) -> Self {
        let mut words = Self::verbs();
        for table in &schema.tables {
            words.0.insert(visible(&table.name.name));
            if table.name.namespace != schema.default_namespace {
                words.0.insert(visible(&table.name.to_string()));
            }
            words.0.extend(table.columns.iter().map(|column| visible(&column.name)));
        }
        words
    }

    fn beginning(&self, start: &str) -> Vec<&String> {
        let start = start.to_lowercase();
        let fits = |word: &&String| word.to_lowercase().starts_with(&start);
        self.0.iter().filter(fits).take(MOST).collect()
    }
}

impl Completer for Words {
    fn complete(&mut self, line: &str, at: usize) -> CompletionResult {
        let before = line.get(..at).unwrap_or(line);
        let start = before.rfind(char::is_whitespace).map_or(0, |space| space + 1);
        let word = before.get(start..).unwrap_or_default();
        if word.is_empty() {
            return CompletionResult::fresh(Vec::new());
        }
        let suggestion = |value: &String| Suggestion {
            value: value.clone(),
            span: Span::new(start, at),
            append_whitespace: true,
            ..Suggestion::default()
        };
        CompletionResult::fresh(
            self.beginning(word).into_iter().map(suggestion).collect::<Vec<_>>(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::schema::tests::orders_in;

    #[test]
    fn tables_elsewhere_are_completed_with_their_namespace() {
        let words = Words::of(&orders_in(&["public", "sales"]));
        assert_eq!(words.beginning("orders"), ["orders"]);
        assert_eq!(words.beginning("sal"), ["sales.orders"]);
        assert!(words.beginning("public").is_empty());
    }

    #[test]
    fn commands_are_completed() {
        assert_eq!(Words::verbs().beginning(":s"), [":schema", ":session", ":sql"]);
    }
}
