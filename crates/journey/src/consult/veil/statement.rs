//! Statements without the values that may not be seen.

use std::collections::HashMap;

use querist_sql::{Literal, LiteralKind, Place, literals, with_literals};
use querist_vocabulary::{model::Sight, statement::Query, value::Value};

use super::Veil;
use crate::prompts::fenced_line;

/// The fewest letters of a text that may be a stored value: formats of days have fewer.
const TELLING: usize = 3;

impl Veil<'_> {
    /// A checked statement that was asked by a question, with marks for the values that may not be seen; none where
    /// one cannot be masked. With marks it can be written as before: a model that copies one means the value.
    pub(crate) fn sql(&mut self, query: &Query, question: &str) -> Option<String> {
        let is_personal = query.columns.iter().any(|column| self.hiding(column).is_some());
        let mut masked = HashMap::new();
        for (at, literal) in literals(query).ok()?.into_iter().enumerate() {
            let seen = self.literal(&literal, is_personal, question);
            if seen == literal.text {
                continue;
            }
            if literal.kind != LiteralKind::Text {
                return None;
            }
            masked.insert(at, seen);
        }
        match masked.is_empty() {
            true => Some(fenced_line(&query.unlimited)),
            false => with_literals(query, &masked).ok().map(|sql| fenced_line(&sql)),
        }
    }

    fn literal(&mut self, literal: &Literal, is_personal: bool, question: &str) -> String {
        let found = match &literal.place {
            Place::Column(column) => self.hiding(column).map(|found| found.kind),
            Place::Computed | Place::Limit | Place::Elsewhere => None,
        };
        let text = &literal.text;
        if let Some(kind) = found {
            return self.masker.value(kind, &Value::Text(text.clone())).to_string();
        }
        if literal.kind != LiteralKind::Text {
            return text.clone();
        }
        let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
        // A pattern, or a text beside a computed value, says nothing of the column that it is meant for.
        let may_be_personal = is_personal && !matches!(literal.place, Place::Column(_));
        let is_unsaid = self.sight == Sight::SchemaOnly
            && !question.to_lowercase().contains(&text.to_lowercase());
        if letters >= TELLING && (may_be_personal || is_unsaid) {
            return self.masker.anything(text);
        }
        let scanned = self.scanned(text);
        self.masker.known(&scanned)
    }
}
