//! An example with holes where its values stand.

use std::collections::BTreeMap;

use jiff::civil;
use querist_sql::{Literal, LiteralKind, Place, literals};
use querist_vocabulary::{schema::ColumnName, statement::Query};

use super::{
    cut::{BareYears, Cut},
    days::{DaySlot, Form, Written},
    folding::{Folding, phrase},
};
use crate::words::number::Unit;

/// A question with holes.
#[derive(Debug)]
pub(super) struct Skeleton {
    /// Its words and holes without the days, in order.
    pub(super) parts: Vec<Part>,
    /// The days that it names, in order.
    pub(super) days: Vec<DaySlot>,
}

/// A part of a skeleton.
#[derive(Debug)]
pub(super) enum Part {
    /// What a word or phrase says.
    Says(String),
    /// A value that another can take the place of.
    Hole(Hole),
}

/// Where a value stands.
#[derive(Debug)]
pub(super) struct Hole {
    /// What may stand there.
    pub(super) takes: Takes,
    /// As it was typed.
    pub(super) typed: String,
    /// Its literals' positions among the query's.
    pub(super) literals: Vec<usize>,
    /// Its first word and how many it takes.
    place: (usize, usize),
}

/// What may stand in a hole.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Takes {
    /// A stored value of a column.
    Value(ColumnName),
    /// A number in this unit.
    Number(Option<Unit>),
    /// A number of rows.
    Rows,
}

impl Skeleton {
    /// The skeleton of an example; none where its question has days that count from today and its SQL has others.
    pub(super) fn of(
        question: &str,
        day: civil::Date,
        query: &Query,
        folding: &Folding,
    ) -> Option<Self> {
        let literals = literals(query).ok()?;
        let mut cut = Cut::of(question, day, BareYears::Days);
        if cut.days.iter().any(|(day, _)| day.bare_year && written(day, &literals).is_empty()) {
            cut = Cut::of(question, day, BareYears::Numbers);
        }
        let days: Vec<DaySlot> = cut
            .days
            .iter()
            .map(|(day, typed)| DaySlot::new(day.clone(), typed.clone(), written(day, &literals)))
            .collect();
        let stale = days.iter().any(DaySlot::is_unwritten_and_relative);
        if stale && literals.iter().any(is_day) {
            return None;
        }
        let mut holes = values(&cut, &literals, folding);
        holes.extend(numbers(&cut, &literals));
        Some(Self { parts: parts(&cut, apart(holes), folding), days })
    }
}

/// The literals that write some days; none where one of them could write two forms.
fn written(day: &crate::words::when::When, literals: &[Literal]) -> Vec<Written> {
    let compared = |literal: &Literal| matches!(literal.place, Place::Column(_) | Place::Computed);
    let at = literals.iter().enumerate().filter(|(_, literal)| compared(literal));
    at.filter_map(|(at, literal)| {
        let (form, rest) = Form::of(&literal.text, day)?;
        Some(Written { at, form, rest })
    })
    .collect()
}

/// Whether a literal looks like a day, a month or a year.
fn is_day(literal: &Literal) -> bool {
    let digits = literal.text.get(..4).is_some_and(|year| year.bytes().all(|b| b.is_ascii_digit()));
    let rest = literal.text.get(4..).unwrap_or_default();
    match literal.kind {
        LiteralKind::Text => digits && (rest.is_empty() || rest.starts_with('-')),
        LiteralKind::Number => digits && rest.is_empty() && literal.place == Place::Computed,
        LiteralKind::Other => false,
    }
}

/// The texts of the SQL that the question says, each in one place.
fn values(cut: &Cut, literals: &[Literal], folding: &Folding) -> Vec<Hole> {
    let mut texts: BTreeMap<(&ColumnName, &str), Vec<usize>> = BTreeMap::new();
    for (at, literal) in literals.iter().enumerate() {
        if let (LiteralKind::Text, Place::Column(column)) = (literal.kind, &literal.place) {
            texts.entry((column, &literal.text)).or_default().push(at);
        }
    }
    let hole = |((column, text), literals): ((&ColumnName, &str), Vec<usize>)| {
        let own = phrase(text);
        let spellings = folding.words_for(column, text).chain([&own]);
        let mut places: Vec<_> = spellings.flat_map(|spelling| said(cut, spelling)).collect();
        places.sort_unstable();
        places.dedup();
        let [(from, count)] = places[..] else { return None };
        let typed = cut.typed(from, count);
        let takes = Takes::Value(column.clone());
        Some(Hole { takes, typed, literals, place: (from, count) })
    };
    texts.into_iter().filter_map(hole).collect()
}

/// Where a question says a phrase: first word and number of words.
fn said(cut: &Cut, phrase: &[String]) -> Vec<(usize, usize)> {
    if phrase.is_empty() {
        return Vec::new();
    }
    let windows = cut.words.windows(phrase.len()).enumerate();
    let same = windows.filter(|(_, window)| {
        window.iter().zip(phrase).all(|(word, stem)| word.token.stem == *stem)
    });
    same.map(|(from, _)| (from, phrase.len())).collect()
}

/// The numbers that stand once in the question and once in the SQL.
fn numbers(cut: &Cut, literals: &[Literal]) -> Vec<Hole> {
    let numbers: Vec<_> = cut.words.iter().enumerate().collect();
    let numbers: Vec<_> = numbers
        .into_iter()
        .filter_map(|(at, word)| word.number.as_ref().map(|number| (at, number)))
        .collect();
    let hole = |(at, (number, count)): &(usize, &(crate::words::number::Number, usize))| {
        #[allow(clippy::float_cmp, reason = "both are read from the same digits")]
        let same = |value: f64| value == number.value;
        if numbers.iter().filter(|(_, (other, _))| same(other.value)).count() > 1 {
            return None;
        }
        let mut found = literals.iter().enumerate().filter(|(_, literal)| {
            literal.kind == LiteralKind::Number
                && literal.place != Place::Elsewhere
                && literal.text.parse().is_ok_and(same)
        });
        let (Some((literal, one)), None) = (found.next(), found.next()) else { return None };
        let takes = match one.place {
            Place::Limit => Takes::Rows,
            Place::Column(_) | Place::Computed | Place::Elsewhere => Takes::Number(number.unit),
        };
        let typed = cut.typed(*at, *count);
        Some(Hole { takes, typed, literals: vec![literal], place: (*at, *count) })
    };
    numbers.iter().filter_map(hole).collect()
}

/// Of holes that overlap the longer; of two that are equally long neither, for nobody knows which is meant.
fn apart(mut holes: Vec<Hole>) -> Vec<Hole> {
    let places: Vec<(usize, usize)> = holes.iter().map(|hole| hole.place).collect();
    let mut own = 0..;
    holes.retain(|hole| {
        let (own, (from, count)) = (own.next(), hole.place);
        let mut others = places.iter().enumerate().filter(|(other, _)| Some(*other) != own);
        others.all(|(_, (start, length))| {
            let overlap = *start < from + count && from < start + length;
            !overlap || *length < count
        })
    });
    holes.sort_by_key(|hole| hole.place);
    holes
}

fn parts(cut: &Cut, holes: Vec<Hole>, folding: &Folding) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut at = 0;
    for hole in holes {
        let (from, count) = hole.place;
        says(cut, at, from, folding, &mut parts);
        at = from + count;
        parts.push(Part::Hole(hole));
    }
    says(cut, at, cut.words.len(), folding, &mut parts);
    parts
}

fn says(cut: &Cut, from: usize, until: usize, folding: &Folding, parts: &mut Vec<Part>) {
    let mut at = from;
    while let Some((says, count)) = folding.say(&cut.words, at, until) {
        if !cut.words.get(at).is_some_and(|word| count == 1 && word.is_filling()) {
            parts.push(Part::Says(says));
        }
        at += count;
    }
}
