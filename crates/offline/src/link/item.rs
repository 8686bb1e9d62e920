//! Values, numbers and days that the words name.

use querist_vocabulary::value::{Value, ValueKind};

use super::{Linked, Span, coded, number, runs, said, said::Said};
use crate::{
    cues::is_stop,
    index::{ColumnId, values::LONGEST_PHRASE},
    words::{Token, TokenKind},
};

/// Names of which one word is said.
mod partial;

/// Where an item comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum ItemKind {
    /// A stored value.
    Stored,
    /// Words in quotes, or words that stand where a piece of text is meant.
    Quoted,
    /// A word that no table, column or value goes by, where it may stand inside a text: "a gmail address".
    Piece,
    /// A number.
    Number,
    /// Words for which a column keeps a code or another name: `F` for women.
    Coded,
    /// The name of a column that keeps yes or no, with the "not" before it.
    Flag,
    /// Words that compare a column with another.
    Beside,
    /// Words that say a column to be empty.
    Gap,
}

/// A column that may hold an item, in the form kept there, and whether the form is exact.
pub(crate) type Holder = (ColumnId, Value, bool);

/// A value named by the question, with the columns that may hold it.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    /// The words.
    pub span: Span,
    /// Where it comes from.
    pub kind: ItemKind,
    /// Columns that may hold it.
    pub holders: Vec<Holder>,
    /// The number of a number.
    pub number: Option<f64>,
    /// Its text.
    pub text: String,
    /// Whether a unit stands beside it, so that it counts nothing.
    pub measured: bool,
    /// The whole condition, where the words say one.
    pub said: Option<Said>,
}

impl Item {
    /// The columns that may hold it.
    pub(crate) fn columns(&self) -> impl Iterator<Item = ColumnId> {
        self.holders.iter().map(|(column, _, _)| *column)
    }
}

/// Every item of a question.
pub(super) fn find(linked: &Linked<'_>, question: &str) -> Vec<Item> {
    let mut items = stored(linked);
    items.extend(value_words(linked));
    items.extend(partial::find(linked, &items));
    items.extend(quoted(linked, question));
    items.extend(number::find(linked));
    items.extend(coded::find(linked));
    let said = said::find(linked, &items);
    items.extend(said);
    let pieces = pieces(linked, &items);
    items.extend(pieces);
    let searched: Vec<Span> = (1..linked.tokens.len())
        .filter_map(|at| within_a_column(linked, question, at))
        .map(|(s, _)| s)
        .collect();
    items.retain(|i| i.kind != ItemKind::Stored || !searched.iter().any(|s| s.overlaps(i.span)));
    items.truncate(60);
    items
}

fn stored(linked: &Linked<'_>) -> Vec<Item> {
    let mut items = Vec::new();
    for from in 0..linked.tokens.len() {
        let mut phrase: Vec<&Token> = Vec::new();
        for (to, token) in linked.tokens.iter().enumerate().skip(from).take(12) {
            if !token.is_solid() {
                if phrase.is_empty() { break } else { continue }
            }
            phrase.push(token);
            if phrase.len() > LONGEST_PHRASE {
                break;
            }
            let lone_stop = phrase.len() == 1 && is_stop(token) && !(token.capital && from > 0);
            let span = Span { from, to: to + 1 };
            let item = stored_item(linked, span, &phrase);
            items.extend(if lone_stop { item.and_then(|i| behind_name(linked, i)) } else { item });
        }
    }
    items
}

/// An item of everyday words, as far as the columns that hold it are named right before: "rated r".
fn behind_name(linked: &Linked<'_>, mut item: Item) -> Option<Item> {
    let from = item.span.from;
    let named = |c: ColumnId| linked.column(c).spans.iter().any(|span| span.to == from);
    item.holders.retain(|(column, _, exact)| *exact && named(*column));
    (!item.holders.is_empty()).then_some(item)
}

fn stored_item(linked: &Linked<'_>, span: Span, phrase: &[&Token]) -> Option<Item> {
    let hits = linked.index.values.find(phrase);
    let holders: Vec<_> = hits
        .into_iter()
        .filter_map(|hit| {
            let column = linked.index.value_columns.get(hit.column).copied().flatten()?;
            Some((column, Value::Text(hit.value.to_string()), !hit.stemmed))
        })
        .collect();
    let text = phrase.iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join(" ");
    let item = Item {
        span,
        kind: ItemKind::Stored,
        holders,
        number: None,
        text,
        measured: false,
        said: None,
    };
    (!item.holders.is_empty()).then_some(item)
}

fn value_words(linked: &Linked<'_>) -> Vec<Item> {
    let item = |word: &crate::index::ValueWord, span: Span| Item {
        span,
        kind: ItemKind::Stored,
        holders: vec![(word.column, Value::Text(word.value.clone()), true)],
        number: None,
        text: word.value.clone(),
        measured: false,
        said: None,
    };
    linked
        .index
        .value_words
        .iter()
        .flat_map(|word| runs(&linked.tokens, &word.words).into_iter().map(|span| item(word, span)))
        .collect()
}

/// Text in quotes, dates with slashes or dashes, a letter or word after "letter", "contains".
fn quoted(linked: &Linked<'_>, question: &str) -> Vec<Item> {
    let mut found = Vec::new();
    for (start, end) in quotes(question) {
        let inside = |t: &Token| t.start >= start && t.end <= end;
        let Some(from) = linked.tokens.iter().position(inside) else { continue };
        let to = linked.tokens.iter().rposition(inside).map_or(from + 1, |at| at + 1);
        let text = question.get(start..end).unwrap_or_default();
        found.push((Span { from, to }, text.trim_matches([' ', '.', ',']).to_string()));
    }
    found.extend(dates_as_typed(linked, question));
    found.extend(words_meant(linked, question));
    let texts: Vec<ColumnId> = linked
        .index
        .column_ids()
        .filter(|c| {
            !linked.index.column(*c).declared.is_number() && !linked.index.column(*c).sensitive
        })
        .collect();
    let near = |span: Span| {
        let within = within_a_column(linked, question, span.from).is_some();
        let named = |c: &ColumnId| {
            linked.column(*c).spans.iter().any(|s| s.from > span.to && s.from <= span.to + 2)
        };
        let mut holders = holders_for_text(linked, &texts, span);
        if within && holders.iter().any(named) {
            holders.retain(named);
        }
        holders
    };
    found
        .into_iter()
        .map(|(span, text)| Item {
            span,
            kind: ItemKind::Quoted,
            holders: near(span)
                .into_iter()
                .map(|c| (c, Value::Text(text.clone()), false))
                .collect(),
            number: None,
            text,
            measured: false,
            said: None,
        })
        .collect()
}

/// Text columns that could hold a typed text; in a large schema only those of tables that are named.
fn holders_for_text(linked: &Linked<'_>, texts: &[ColumnId], _span: Span) -> Vec<ColumnId> {
    if texts.len() <= 120 {
        return texts.to_vec();
    }
    let named = |c: &&ColumnId| {
        !linked.table(linked.index.table_of(**c)).spans.is_empty()
            || !linked.column(**c).spans.is_empty()
    };
    texts.iter().filter(named).copied().take(200).collect()
}

/// The byte ranges between quotes.
fn quotes(question: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut before = ' ';
    let mut rest = question.char_indices().peekable();
    while let Some((at, letter)) = rest.next() {
        let after = rest.peek().map_or(' ', |(_, c)| *c);
        match open {
            Some((start, close)) if letter == close && !after.is_alphanumeric() => {
                if at > start && at - start <= 80 {
                    found.push((start, at));
                }
                open = None;
            }
            None if !before.is_alphanumeric() => {
                open = closing(letter).map(|close| (at + letter.len_utf8(), close));
            }
            _ => {}
        }
        before = letter;
    }
    found
}

fn closing(open: char) -> Option<char> {
    match open {
        '"' => Some('"'),
        '\'' => Some('\''),
        '“' => Some('”'),
        '‘' => Some('’'),
        '`' => Some('`'),
        _ => None,
    }
}

fn dates_as_typed(linked: &Linked<'_>, question: &str) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    for (from, window) in linked.tokens.windows(5).enumerate() {
        let [a, mark, b, again, c] = window else { continue };
        let numbers = [a, b, c].iter().all(|t| t.kind == TokenKind::Number);
        let dashes = matches!(mark.text.as_str(), "-" | "/") && mark.text == again.text;
        if numbers && dashes && a.end == mark.start && again.end == c.start {
            let mut end = c.end;
            let mut to = from + 5;
            let clock =
                |k: usize| linked.tokens.get(from + 5 + k).filter(|t| t.kind != TokenKind::Word);
            if let (Some(h), Some(colon)) = (clock(0), clock(1))
                && h.kind == TokenKind::Number
                && colon.text == ":"
            {
                let tail = linked.tokens.iter().skip(from + 5);
                let run = tail.take_while(|t| t.kind == TokenKind::Number || t.text == ":");
                for token in run {
                    end = token.end;
                    to += 1;
                }
            }
            found.push((
                Span { from, to },
                question.get(a.start..end).unwrap_or_default().to_string(),
            ));
        }
    }
    found
}

fn words_meant(linked: &Linked<'_>, question: &str) -> Vec<(Span, String)> {
    let announces = |word: &str| {
        matches!(
            word,
            "letter"
                | "character"
                | "word"
                | "substring"
                | "phrase"
                | "contain"
                | "contains"
                | "containing"
                | "with"
        )
    };
    let mut found = Vec::new();
    for (at, token) in linked.tokens.iter().enumerate().skip(1) {
        let before = linked.text(at - 1);
        let single = token.kind == TokenKind::Word && token.text.len() == 1 && token.capital;
        let word = token.kind == TokenKind::Word
            && !is_stop(token)
            && announces(before)
            && before != "with";
        let text = question.get(token.start..token.end).unwrap_or_default().to_string();
        if single || word {
            found.push((Span { from: at, to: at + 1 }, text));
        }
    }
    found.extend((1..linked.tokens.len()).filter_map(|at| within_a_column(linked, question, at)));
    found
}

/// Unknown words before a column of text, or after "about", as parts of what it holds.
fn pieces(linked: &Linked<'_>, items: &[Item]) -> Vec<Item> {
    let taken = |at: usize| {
        linked.cues.covers(at)
            || items.iter().any(|item| item.span.contains(at))
            || linked
                .tables
                .iter()
                .any(|t| t.spans.iter().any(|s| s.contains(at)) || t.part == Some(at))
            || linked.figures.iter().any(|f| f.span.contains(at))
            || linked.columns.iter().any(|c| c.spans.iter().any(|s| s.contains(at)))
    };
    let mut found = Vec::new();
    for (at, token) in linked.tokens.iter().enumerate() {
        let plain = token.kind == TokenKind::Word && token.text.len() > 2 && !is_stop(token);
        if !plain || taken(at) {
            continue;
        }
        let span = Span { from: at, to: at + 1 };
        let text = || Value::Text(token.text.clone());
        let columns = texts_beside(linked, at);
        if columns.is_empty() {
            continue;
        }
        found.push(Item {
            span,
            kind: ItemKind::Piece,
            holders: columns.into_iter().map(|c| (c, text(), false)).collect(),
            number: None,
            text: token.text.clone(),
            measured: false,
            said: None,
        });
    }
    found
}

/// Services whose names stand inside addresses of mail.
const MAIL: [&str; 6] = ["gmail", "hotmail", "yahoo", "outlook", "icloud", "aol"];

/// Text columns that are named right after a word or, after "about", that tell what something is about.
fn texts_beside(linked: &Linked<'_>, at: usize) -> Vec<ColumnId> {
    const TELLING: &[&str] = &[
        "descript", "summari", "synopsi", "plot", "overview", "abstract", "content", "note",
        "comment", "subject",
    ];
    if MAIL.contains(&linked.text(at)) {
        let mail = |c: &ColumnId| {
            let column = linked.index.column(*c);
            (column.says("email") || column.says("mail")) && !column.sensitive
        };
        return linked.index.column_ids().filter(mail).take(20).collect();
    }
    let back = |steps: usize| at.checked_sub(steps).map_or("", |place| linked.text(place));
    let about = back(1) == "about" || (back(2) == "about" && matches!(back(1), "a" | "an" | "the"));
    let beside = |c: &ColumnId| linked.column(*c).spans.iter().any(|span| span.from == at + 1);
    let telling = |c: &ColumnId| TELLING.iter().any(|word| linked.index.column(*c).says(word));
    let fits = |c: &ColumnId| {
        let column = linked.index.column(*c);
        column.declared == ValueKind::Text
            && !column.is_day()
            && !column.is_identifier()
            && !column.sensitive
            && (beside(c) || (about && telling(c)))
    };
    linked.index.column_ids().filter(fits).take(20).collect()
}

/// "with love in the title", "containing rock in its name": the words between.
fn within_a_column(linked: &Linked<'_>, question: &str, from: usize) -> Option<(Span, String)> {
    if !matches!(linked.text(from - 1), "with" | "containing" | "has" | "have" | "having") {
        return None;
    }
    let to = (from + 1..=from + 3).find(|at| linked.text(*at) == "in")?;
    let article = matches!(linked.text(to + 1), "the" | "its" | "their" | "his" | "her");
    let column = to + 1 + usize::from(article);
    let names = linked.column_spans.iter().any(|s| s.from == column);
    let plain =
        (from..to).all(|at| linked.tokens.get(at).is_some_and(|t| t.is_solid() && !is_stop(t)));
    let start = linked.tokens.get(from)?.start;
    let end = linked.tokens.get(to - 1)?.end;
    (names && plain)
        .then(|| (Span { from, to }, question.get(start..end).unwrap_or_default().to_string()))
}
