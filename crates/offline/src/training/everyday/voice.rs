//! How people say it: in whole sentences or a few words, in lower case, with and without a question mark.

use super::{super::dice::Dice, Made, wish::Granted};

/// What may stand before the name of what is wanted.
const BEFORE: &[&str] = &[
    "show me ",
    "list ",
    "give me ",
    "show ",
    "find ",
    "get ",
    "i want to see ",
    "can you show me ",
    "please list ",
    "which are the ",
    "what are the ",
    "list all ",
    "tell me the ",
    "i need ",
];

/// Words that begin a sentence of their own.
const VERBS: &[&str] = &[
    "how", "which", "what", "what's", "who", "list", "show", "count", "give", "break", "for", "is",
];

/// A wording with its blanks filled; none where one of them has nothing to stand in it.
pub(super) fn say(wordings: &[&str], granted: Granted, dice: &mut Dice) -> Option<Made> {
    let mut text = (*dice.one(wordings)?).to_owned();
    for (blank, word) in &granted.blanks {
        text = text.replace(&format!("{{{blank}}}"), word);
    }
    let unsaid = granted.said.as_ref().is_some_and(|said| !text.contains(said.as_str()));
    if unsaid || text.contains('{') || text.len() > 110 {
        return None;
    }
    let whole = text.split_whitespace().next().is_some_and(|first| VERBS.contains(&first));
    if !whole && dice.falls(30) {
        text.insert_str(0, dice.one(BEFORE)?);
    }
    let asks = ["how", "which", "what", "who"].iter().any(|word| text.starts_with(word));
    if dice.falls(60) {
        text = text.to_lowercase();
    } else if dice.falls(60) {
        text = capital(&text);
    }
    if asks && dice.falls(50) {
        text.push('?');
    } else if dice.falls(10) {
        text.push('.');
    }
    Some(Made { question: text, plan: granted.plan, also: granted.also })
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
