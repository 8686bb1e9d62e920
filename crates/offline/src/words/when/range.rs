//! What opens, closes or joins periods: `since`, `before`, `between … and …`.

use jiff::civil::Date;

use super::{
    Setting, When, absolute,
    calendar::Grain,
    label,
    period::{Anchor, Evidence, Found, Period},
    relative,
};
use crate::words::pieces::{
    Piece::{self, Mark, Word},
    Pieces,
};

/// Whether the words around a period make it one.
mod cue;

/// A range of days and the pieces it took.
pub(super) struct Ranged {
    from: Option<Date>,
    until: Option<Date>,
    grain: Grain,
    evidence: Evidence,
    anchor: Anchor,
    note: Option<&'static str>,
    /// Its first piece.
    pub(super) at: usize,
    /// Pieces in front that are no part of the phrase shown: `in`, `the`.
    lead: usize,
    /// How many pieces it took.
    pub(super) used: usize,
}

/// What a word in front does to a period.
#[derive(Clone, Copy)]
enum Bound {
    Since,
    After,
    Before,
    Through,
}

impl Ranged {
    /// The range with its place and label.
    pub(super) fn when(&self, pieces: &Pieces<'_>, question: &str) -> Option<When> {
        let span = pieces.span(self.at, self.used)?;
        let shown = pieces.span(self.at + self.lead, self.used.checked_sub(self.lead)?)?;
        Some(When {
            span,
            from: self.from,
            until: self.until,
            grain: self.grain,
            label: label::label(question.get(shown)?, self.from, self.until, self.note),
            relative: self.anchor != Anchor::Written,
            bare_year: self.evidence == Evidence::BareYear,
        })
    }

    /// Whether its year was assumed.
    pub(super) fn is_assumed(&self) -> bool {
        self.anchor == Anchor::Assumed
    }

    /// The same, its year no longer assumed.
    pub(super) fn in_that_year(self) -> Self {
        Self { anchor: Anchor::Written, ..self }
    }

    /// The year that is written in it: of its first day, else of the day after its last.
    pub(super) fn written_year(&self) -> Option<i16> {
        let written = self.anchor == Anchor::Written;
        self.from.or(self.until).filter(|_| written).map(Date::year)
    }

    fn new(period: Period, from: Option<Date>, until: Option<Date>, used: usize) -> Self {
        let Period { grain, evidence, anchor, note, .. } = period;
        Self { from, until, grain, evidence, anchor, note, at: 0, lead: 0, used }
    }

    fn whole((period, used): Found) -> Self {
        Self::new(period, Some(period.from), Some(period.until), used)
    }
}

/// The range that starts at a position; `previous` is the byte where the last range ended.
pub(super) fn at(
    pieces: &Pieces<'_>,
    at: usize,
    setting: Setting,
    previous: Option<usize>,
) -> Option<Ranged> {
    if cue::is_name(pieces, at) {
        return None;
    }
    let rest = pieces.from(at);
    let range = joined(rest, setting)
        .or_else(|| age(rest, setting))
        .or_else(|| bounded(rest, setting))
        .or_else(|| introduced(rest, setting))
        .or_else(|| alone(pieces, at, setting, previous))?;
    let behind = pieces.from(at + range.used);
    let plain_number = range.evidence == Evidence::BareYear && cue::is_amount(behind);
    (!plain_number).then_some(Ranged { at, ..range })
}

/// A period with an article in front.
fn period(pieces: &[Piece<'_>], setting: Setting) -> Option<Found> {
    let the = usize::from(pieces.first() == Some(&Word("the")));
    let rest = pieces.get(the..)?;
    let (period, used) =
        absolute::period(rest, setting).or_else(|| relative::period(rest, setting))?;
    Some((period, used + the))
}

/// `between A and B`, `from A to B`, `A through B`.
fn joined(pieces: &[Piece<'_>], setting: Setting) -> Option<Ranged> {
    let (open, between) = match pieces {
        [Word("between"), ..] => (1, true),
        [Word("from"), ..] => (1, false),
        _ => (0, false),
    };
    let (first, used) = period(pieces.get(open..)?, setting)?;
    let joint = open + used;
    let joins = match pieces.get(joint)? {
        Word(word) => {
            (*word == "and" && between)
                || matches!(*word, "to" | "through" | "thru" | "until" | "till")
        }
        Mark(mark) => *mark == '-',
        Piece::Number(_) | Piece::Mixed(_) => false,
    };
    let behind = pieces.get(joint + 1..).filter(|_| joins)?;
    let (last, more) = period(behind, setting).or_else(|| now(behind, setting))?;
    let (first, last) = in_step(pieces.get(open..)?, behind, (first, last), setting)?;
    let from = first.point.unwrap_or(first.from);
    let joined = Period {
        from,
        grain: first.grain.min(last.grain),
        evidence: both(first.evidence, last.evidence),
        anchor: anchor(first.anchor, last.anchor),
        note: first.note.or(last.note),
        ..last
    };
    let range = Ranged::new(joined, Some(from), Some(last.until), joint + 1 + more);
    (from < last.until).then_some(range)
}

/// `now` and the like, as the end of a range.
fn now(pieces: &[Piece<'_>], setting: Setting) -> Option<Found> {
    let Word("now" | "date" | "present") = pieces.first()? else { return None };
    let until = Grain::Day.step(setting.today, 1)?;
    Some((Period::counted(setting.today, until, Grain::Day)?, 1))
}

/// Gives the end that names no year the year of the other: `from January to March 2024`.
fn in_step(
    first: &[Piece<'_>],
    last: &[Piece<'_>],
    (mut from, mut to): (Period, Period),
    setting: Setting,
) -> Option<(Period, Period)> {
    let again = |pieces: &[Piece<'_>], year: i16| {
        period(pieces, Setting { year: Some(year), ..setting }).map(|(period, _)| period)
    };
    if to.anchor == Anchor::Assumed && from.anchor == Anchor::Written {
        to = again(last, from.from.year())?;
        if to.until <= from.from {
            to = again(last, from.from.year().checked_add(1)?)?;
        }
    } else if from.anchor == Anchor::Assumed {
        from = again(first, to.from.year())?;
        if from.from >= to.until {
            from = again(first, to.from.year().checked_sub(1)?)?;
        }
    }
    Some((from, to))
}

/// Two years are bare only together; a name is sure beside any other end.
fn both(first: Evidence, last: Evidence) -> Evidence {
    let bare = first == Evidence::BareYear && last == Evidence::BareYear;
    if bare { Evidence::BareYear } else { Evidence::Certain }
}

/// One written year is enough for both ends.
fn anchor(first: Anchor, last: Anchor) -> Anchor {
    match (first, last) {
        (Anchor::Today, _) | (_, Anchor::Today) => Anchor::Today,
        (Anchor::Assumed, Anchor::Assumed) => Anchor::Assumed,
        (Anchor::Written, _) | (_, Anchor::Written) => Anchor::Written,
    }
}

/// `more than 30 days ago`, `less than a year ago`.
fn age(pieces: &[Piece<'_>], setting: Setting) -> Option<Ranged> {
    let (longer, open) = match pieces {
        [Word("more" | "longer"), Word("than"), ..] | [Word("at"), Word("least"), ..] => (true, 2),
        [Word("over"), ..] => (true, 1),
        [Word("less" | "fewer"), Word("than"), ..] | [Word("at"), Word("most"), ..] => (false, 2),
        [Word("under" | "within"), ..] => (false, 1),
        _ => return None,
    };
    let rest = pieces.get(open..)?;
    let (count, grain, used) = relative::amount_of_time(rest)?;
    let (Some(Word("ago")), today) = (rest.get(used), setting.today) else { return None };
    let point = grain.step(today, count.checked_neg()?)?;
    let tomorrow = Grain::Day.step(today, 1)?;
    let since = Period::counted(point, tomorrow, grain)?;
    let (from, until) = if longer { (None, point) } else { (Some(point), tomorrow) };
    Some(Ranged::new(since, from, Some(until), open + used + 1))
}

/// `since 2021`, `before June 2022`, `from 2023 on`.
fn bounded(pieces: &[Piece<'_>], setting: Setting) -> Option<Ranged> {
    if let [Word("from"), rest @ ..] = pieces {
        let (period, used) = period(rest, setting)?;
        let Some(Word("on" | "onward" | "onwards" | "forward")) = rest.get(used) else {
            return None;
        };
        return Some(Ranged::new(period, period.point.or(Some(period.from)), None, used + 2));
    }
    let (bound, open) = bound(pieces)?;
    let (period, used) = period(pieces.get(open..)?, setting)?;
    let start = period.point.or(Some(period.from));
    let (from, until) = match bound {
        Bound::Since => (start, None),
        Bound::After => (period.point.or(Some(period.until)), None),
        Bound::Before => (None, start),
        Bound::Through => (None, Some(period.until)),
    };
    Some(Ranged::new(period, from, until, open + used))
}

fn bound(pieces: &[Piece<'_>]) -> Option<(Bound, usize)> {
    Some(match pieces {
        [Word("starting" | "beginning"), Word("in" | "on" | "from" | "with"), ..]
        | [Word("not"), Word("before"), ..]
        | [Word("ever"), Word("since"), ..] => (Bound::Since, 2),
        [Word("on" | "in"), Word("or"), Word("after"), ..]
        | [Word("no"), Word("earlier"), Word("than"), ..] => (Bound::Since, 3),
        [Word("since" | "starting"), ..] => (Bound::Since, 1),
        [Word("later" | "newer"), Word("than"), ..] => (Bound::After, 2),
        [Word("after"), ..] => (Bound::After, 1),
        [Word("prior"), Word("to"), ..] | [Word("earlier" | "older"), Word("than"), ..] => {
            (Bound::Before, 2)
        }
        [Word("before"), ..] => (Bound::Before, 1),
        [Word("on" | "in"), Word("or"), Word("before"), ..]
        | [Word("no"), Word("later"), Word("than"), ..]
        | [Word("up"), Word("to"), Word("and"), ..] => (Bound::Through, 3),
        [Word("up"), Word("to" | "until" | "till"), ..] | [Word("not"), Word("after"), ..] => {
            (Bound::Through, 2)
        }
        [Word("until" | "till" | "through" | "thru" | "by"), ..] => (Bound::Through, 1),
        _ => return None,
    })
}

/// `in 2023`, `during the last three months`, `on Monday`.
fn introduced(pieces: &[Piece<'_>], setting: Setting) -> Option<Ranged> {
    let [Word(preposition), rest @ ..] = pieces else { return None };
    let sure =
        matches!(*preposition, "in" | "during" | "throughout" | "on" | "from" | "for" | "of");
    let open = matches!(*preposition, "within" | "over" | "at" | "across");
    let (period, used) = period(rest, setting).filter(|_| sure || open)?;
    if open && period.evidence != Evidence::Certain {
        return None;
    }
    let the = usize::from(rest.first() == Some(&Word("the")));
    Some(Ranged { lead: 1 + the, ..Ranged::whole((period, used + 1)) })
}

/// A period with no word in front that announces it.
fn alone(
    pieces: &Pieces<'_>,
    at: usize,
    setting: Setting,
    previous: Option<usize>,
) -> Option<Ranged> {
    let rest = pieces.from(at);
    let (period, used) = period(rest, setting)?;
    let lead = usize::from(rest.first() == Some(&Word("the")));
    let certain = match period.evidence {
        Evidence::Certain => true,
        Evidence::BareYear => {
            cue::follows(pieces, at, previous) || cue::stands_free(pieces, at, at + used)
        }
        Evidence::BareName => cue::follows(pieces, at, previous),
    };
    certain.then_some(Ranged { lead, ..Ranged::whole((period, used)) })
}
