//! Conditions that words say whole: a column beside another ("shipped after the required date"), a column
//! without a value ("not shipped yet", "without a company").

use querist_vocabulary::value::Value;

use super::{Holder, Item, ItemKind, Linked, Span, Strength};
use crate::{
    cues::Cue,
    index::{Column, ColumnId, TableId},
    plan::{Condition, Operand, Operator},
    words::stem,
};

/// What is said of a column beside its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Said {
    /// How it is compared.
    pub operator: Operator,
    /// With which other column; none where it is said to be empty.
    pub right: Option<ColumnId>,
}

impl Said {
    /// What a condition says of its left column, where it is about no value.
    pub(crate) fn of(condition: &Condition<ColumnId, TableId>) -> Option<Self> {
        let right = match &condition.right {
            Operand::Nothing => None,
            Operand::Column(column) => Some(*column),
            Operand::Value(_) | Operand::Range(..) | Operand::Values(_) | Operand::Plan(_) => {
                return None;
            }
        };
        Some(Self { operator: condition.operator, right })
    }

    /// The right side of its condition.
    pub(crate) fn operand(self) -> Operand<ColumnId, TableId> {
        self.right.map_or(Operand::Nothing, Operand::Column)
    }
}

/// Words between two columns that are compared; the longest first.
const COMPARISONS: [(&str, Operator); 30] = [
    ("not the same as", Operator::NotEqual),
    ("different from", Operator::NotEqual),
    ("differs from", Operator::NotEqual),
    ("differ from", Operator::NotEqual),
    ("not equal to", Operator::NotEqual),
    ("the same as", Operator::Equal),
    ("equal to", Operator::Equal),
    ("later than", Operator::Greater),
    ("higher than", Operator::Greater),
    ("greater than", Operator::Greater),
    ("more than", Operator::Greater),
    ("larger than", Operator::Greater),
    ("bigger than", Operator::Greater),
    ("earlier than", Operator::Less),
    ("lower than", Operator::Less),
    ("less than", Operator::Less),
    ("smaller than", Operator::Less),
    ("fewer than", Operator::Less),
    ("cheaper than", Operator::Less),
    ("exceeding", Operator::Greater),
    ("exceeded", Operator::Greater),
    ("exceeds", Operator::Greater),
    ("exceed", Operator::Greater),
    ("above", Operator::Greater),
    ("over", Operator::Greater),
    ("after", Operator::Greater),
    ("beyond", Operator::Greater),
    ("below", Operator::Less),
    ("under", Operator::Less),
    ("before", Operator::Less),
];

/// Words before the name of what is compared with.
const ARTICLES: [&str; 9] = ["the", "a", "an", "its", "their", "his", "her", "our", "than"];

/// Words between "not" and what is not there.
const BETWEEN: [&str; 15] = [
    "been", "be", "have", "has", "had", "a", "an", "any", "the", "yet", "their", "got", "gotten",
    "being", "its",
];

/// What a column that has no value is.
const EMPTY: [&str; 8] =
    ["missing", "empty", "unknown", "blank", "null", "absent", "unset", "undefined"];

/// Who or what is not there, behind the name.
const NOBODY: [&str; 4] = ["nobody", "none", "nothing", "noone"];

/// Words that every day is called by.
const GENERAL: [&str; 4] = ["date", "time", "day", "timestamp"];

/// The farthest that the left column stands from the comparison, in words.
const NEAR: usize = 4;

/// Every condition that the words say whole.
pub(super) fn find(linked: &Linked<'_>, values: &[Item]) -> Vec<Item> {
    let mut items = beside(linked);
    items.extend(gaps(linked, values));
    items.extend(comings(linked, values));
    items
}

fn item(linked: &Linked<'_>, kind: ItemKind, span: Span, columns: &[ColumnId], said: Said) -> Item {
    let words = (span.from..span.to).map(|at| linked.text(at)).collect::<Vec<_>>();
    let holders = columns.iter().map(|column| (*column, Value::Null, false)).collect();
    let (text, said) = (words.join(" "), Some(said));
    Item { span, kind, holders, number: None, text, measured: false, said }
}

/// A column compared with another of its table.
fn beside(linked: &Linked<'_>) -> Vec<Item> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < linked.tokens.len() {
        let Some((operator, to)) = comparison(linked, at) else {
            at += 1;
            continue;
        };
        let place = (to..).find(|at| !ARTICLES.contains(&linked.text(*at))).unwrap_or(to);
        found.extend(compared(linked, Span { from: at, to }, place, operator));
        at = to;
    }
    found
}

/// The comparison that begins at a word, and where it ends.
fn comparison(linked: &Linked<'_>, at: usize) -> Option<(Operator, usize)> {
    COMPARISONS.iter().find_map(|(words, operator)| {
        let mut to = at;
        for word in words.split(' ') {
            (linked.text(to) == word).then_some(())?;
            to += 1;
        }
        Some((*operator, to))
    })
}

/// The pairs of columns that a comparison may stand between, the best named and nearest ones.
fn compared(linked: &Linked<'_>, words: Span, place: usize, operator: Operator) -> Vec<Item> {
    let near = |span: Span| span.to <= words.from && words.from - span.to <= NEAR;
    let mut lefts = named(linked, near);
    lefts.extend(hinted(linked, near));
    let alike = operator == Operator::Equal || operator == Operator::NotEqual;
    let mut pairs = Vec::new();
    for (right, behind) in named(linked, |span| span.from == place) {
        let other = linked.index.column(right);
        let fits = |id: &ColumnId| comparable(linked.index.column(*id), other, alike);
        let before = lefts.iter().filter(|(left, _)| *left != right && fits(left));
        let said = before.map(|(left, span)| (linked.column(*left).strength, *left, *span));
        // A part of its own name stands for a column better than a mere hint.
        let base = qualified(linked, right).filter(&fits);
        let own = base.map(|left| (Strength::Synonym, left, words));
        pairs.extend(said.chain(own).map(|(strength, left, span)| {
            let worth = (linked.column(right).strength, strength, span.to);
            (worth, left, right, Span { from: span.from, to: behind.to })
        }));
    }
    let best = pairs.iter().map(|pair| pair.0).max();
    let best = pairs.into_iter().filter(|pair| Some(pair.0) == best).take(2);
    best.map(|(_, left, right, span)| {
        let said = Said { operator, right: Some(right) };
        item(linked, ItemKind::Beside, span, &[left], said)
    })
    .collect()
}

/// Columns that are named where it is wanted.
fn named(linked: &Linked<'_>, wanted: impl Fn(Span) -> bool) -> Vec<(ColumnId, Span)> {
    let place = |id: ColumnId| {
        let spans = linked.column(id).spans.iter().copied();
        spans.filter(|span| wanted(*span)).max_by_key(|span| (span.to, span.len()))
    };
    let known = linked.index.column_ids().filter(|id| !linked.index.column(*id).sensitive);
    known.filter_map(|id| Some((id, place(id)?))).collect()
}

/// Days that a word of their own hints at where it is wanted, though all their words stand elsewhere: "shipped after
/// the required date".
fn hinted(linked: &Linked<'_>, wanted: impl Fn(Span) -> bool) -> Vec<(ColumnId, Span)> {
    let place = |id: ColumnId| {
        let column = linked.index.column(id);
        let table = &linked.index.table(column.table).words;
        let own = |word: &String| {
            column.words.contains(word)
                && !table.contains(word)
                && !GENERAL.contains(&word.as_str())
        };
        let places = linked.tokens.iter().enumerate().filter(|(_, token)| own(&token.stem));
        places.map(|(at, _)| Span { from: at, to: at + 1 }).filter(|span| wanted(*span)).last()
    };
    let days = linked.index.column_ids().filter(|id| linked.index.column(*id).is_day());
    days.filter_map(|id| Some((id, place(id)?))).collect()
}

/// Whether two columns of one table can be compared.
fn comparable(one: &Column, other: &Column, alike: bool) -> bool {
    let figures = one.is_number() && other.is_number();
    let days = one.is_day() && other.is_day();
    let texts = alike && one.kind == other.kind;
    let keys = one.is_identifier() || other.is_identifier();
    one.table == other.table && !keys && (figures || days || texts)
}

/// Columns that another's name says more of: `margin` where "below their target margin" names `target_margin`.
fn qualified<'a>(linked: &'a Linked<'_>, right: ColumnId) -> impl Iterator<Item = ColumnId> + 'a {
    let words = &linked.index.column(right).words;
    let base = move |id: &ColumnId| {
        let own = &linked.index.column(*id).words;
        own.len() < words.len() && own.iter().all(|word| words.contains(word))
    };
    linked.index.table(linked.index.table_of(right)).columns.iter().copied().filter(base)
}

/// Columns that are said to hold nothing, though they could.
fn gaps(linked: &Linked<'_>, values: &[Item]) -> Vec<Item> {
    let mut found: Vec<Item> = Vec::new();
    for id in linked.index.column_ids() {
        let column = linked.index.column(id);
        if column.in_key || column.sensitive || (column.nulls == 0 && !is_lacked(linked, id)) {
            continue;
        }
        let spans = linked.column(id).spans.iter().copied();
        let undone = || undone(linked, column);
        let Some(span) =
            spans.filter_map(|span| empty(linked, values, id, span)).next().or_else(undone)
        else {
            continue;
        };
        match found.iter_mut().find(|item| item.span == span) {
            Some(item) => item.holders.push((id, Value::Null, false)),
            None => {
                let said = Said { operator: Operator::Missing, right: None };
                found.push(item(linked, ItemKind::Gap, span, &[id], said));
            }
        }
    }
    found.iter_mut().for_each(|item| keep_days(linked, item));
    found
}

/// Whether "no" or "without" stands right before the whole name of a column: the words mean it, though every row has
/// one.
fn is_lacked(linked: &Linked<'_>, id: ColumnId) -> bool {
    let link = linked.column(id);
    let lacks = |at: &usize| matches!(linked.text(*at), "no" | "without");
    let before = |span: &Span| {
        let mut places = (0..span.from).rev();
        places.find(|at| !matches!(linked.text(*at), "a" | "an" | "any")).filter(lacks).is_some()
    };
    link.strength == Strength::Exact && link.spans.iter().any(before)
}

/// Days that are said to have come: "deleted users", where a `deleted_at` is kept of some.
fn comings(linked: &Linked<'_>, values: &[Item]) -> Vec<Item> {
    let mut found = Vec::new();
    for (at, token) in linked.tokens.iter().enumerate() {
        let span = Span { from: at, to: at + 1 };
        let done =
            token.text.ends_with("ed") || matches!(token.text.as_str(), "paid" | "sent" | "sold");
        let known = values.iter().any(|item| item.span.overlaps(span));
        let before = at.checked_sub(1).map_or("", |before| linked.text(before));
        if !done || known || matches!(before, "most" | "least" | "not" | "never") {
            continue;
        }
        let table = linked
            .index
            .table_ids()
            .find(|id| linked.table(*id).spans.iter().any(|named| named.from == span.to));
        let Some(table) = table else { continue };
        let day = |id: &ColumnId| {
            let column = linked.index.column(*id);
            let general =
                |word: &String| GENERAL.contains(&word.as_str()) || word == "at" || word == "on";
            let (own, rest): (Vec<&String>, Vec<&String>) =
                column.words.iter().partition(|word| **word == token.stem);
            column.nulls > 0 && column.is_day() && !own.is_empty() && rest.into_iter().all(general)
        };
        let days: Vec<ColumnId> =
            linked.index.table(table).columns.iter().copied().filter(day).collect();
        if !days.is_empty() {
            let said = Said { operator: Operator::Present, right: None };
            found.push(item(linked, ItemKind::Gap, span, &days, said));
        }
    }
    found
}

/// What has not been done yet has no day; another column of that word merely belongs to it.
fn keep_days(linked: &Linked<'_>, item: &mut Item) {
    let done = (item.span.from..item.span.to).any(|at| matches!(linked.text(at), "been" | "yet"));
    let day = |holder: &Holder| linked.index.column(holder.0).is_day();
    if done && item.holders.iter().any(day) {
        item.holders.retain(day);
    }
}

/// The words that say a named column to be empty, its name among them.
fn empty(linked: &Linked<'_>, values: &[Item], id: ColumnId, span: Span) -> Option<Span> {
    let text = |at: usize| linked.text(at);
    let behind = match text(span.to) {
        "is" | "are" | "was" | "were" => span.to + 1,
        _ => span.to,
    };
    if EMPTY.contains(&text(behind)) || NOBODY.contains(&text(span.to)) {
        let to = if NOBODY.contains(&text(span.to)) { span.to } else { behind };
        return Some(Span { from: span.from, to: to + 1 });
    }
    let from = (0..span.from).rev().find(|at| !BETWEEN.contains(&text(*at)))?;
    let denied = linked.cues.at(Cue::Not).any(|at| at == from) || text(from) == "missing";
    if !denied {
        return None;
    }
    let closed = ["yet", "anyone", "anybody", "anything", "anywhere"].contains(&text(span.to));
    let to = span.to + usize::from(closed);
    let day = linked.index.column(id).is_day();
    let lacks =
        |at: usize| matches!(text(at), "no" | "without" | "missing" | "have" | "has" | "had");
    let named = linked.column(id).strength >= Strength::Partial || is_role(linked, id, span);
    let owned = (from..span.from).any(lacks) && named;
    let sure = closed || day || owned;
    (sure && !goes_on(linked, values, to)).then_some(Span { from, to })
}

/// Whether words are all that a key that points at somebody says of him: the assignee of an `assignee_id`.
fn is_role(linked: &Linked<'_>, id: ColumnId, span: Span) -> bool {
    let column = linked.index.column(id);
    let stems = linked.tokens.iter().take(span.to).skip(span.from).map(|token| &token.stem);
    let role = column.words.split_last().filter(|_| column.foreign);
    role.is_some_and(|(_, role)| stems.eq(role.iter()))
}

/// Whether a value follows, which the "not" is about: "not shipped to Germany".
fn goes_on(linked: &Linked<'_>, values: &[Item], to: usize) -> bool {
    let led = ["in", "on", "to", "by", "from", "is", "of", "at", "than", "before", "after"];
    let next = if led.contains(&linked.text(to)) { to + 1 } else { to };
    values.iter().any(|item| item.span.from == next && item.kind != ItemKind::Piece)
}

/// "unshipped": the word that says a day not to have come.
fn undone(linked: &Linked<'_>, column: &Column) -> Option<Span> {
    if !column.is_day() {
        return None;
    }
    let denied = |text: &str| {
        let rest = text.strip_prefix("un").filter(|rest| rest.len() > 3).map(stem)?;
        column.words.contains(&rest).then_some(())
    };
    let at = linked.tokens.iter().position(|token| denied(&token.text).is_some())?;
    Some(Span { from: at, to: at + 1 })
}
