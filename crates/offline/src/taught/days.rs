//! The days of a question, and the forms in which SQL has them.

use jiff::{ToSpan, civil::Date};

use crate::words::when::When;

/// How a literal writes a stretch of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// The first day.
    From,
    /// The day after the last.
    Until,
    /// The last day.
    Last,
    /// The year, where it is one year: `2025`.
    Year,
    /// The month, where it is one month: `2025-03`.
    Month,
}

const FORMS: [Form; 5] = [Form::From, Form::Until, Form::Last, Form::Year, Form::Month];

impl Form {
    /// How it writes these days; none where it cannot.
    pub(super) fn write(self, day: &When) -> Option<String> {
        match self {
            Self::From => day.from.map(|from| from.to_string()),
            Self::Until => day.until.map(|until| until.to_string()),
            Self::Last => Some(day.until?.yesterday().ok()?.to_string()),
            Self::Year => {
                let from = whole(day, |from| from.checked_add(1.year()))?;
                (from.month() == 1 && from.day() == 1).then(|| from.strftime("%Y").to_string())
            }
            Self::Month => {
                let from = whole(day, |from| from.checked_add(1.month()))?;
                (from.day() == 1).then(|| from.strftime("%Y-%m").to_string())
            }
        }
    }

    /// The form and the rest of a literal that writes these days; a rest is a time of day.
    pub(super) fn of(literal: &str, day: &When) -> Option<(Self, String)> {
        FORMS.into_iter().find_map(|form| {
            let rest = literal.strip_prefix(&form.write(day)?)?;
            let times: &[&str] = match form {
                Self::From | Self::Until => &["", " 00:00:00", "T00:00:00"],
                Self::Last => &["", " 23:59:59", "T23:59:59"],
                Self::Year | Self::Month => &[""],
            };
            times.contains(&rest).then(|| (form, rest.to_owned()))
        })
    }
}

fn whole(day: &When, next: impl Fn(Date) -> Result<Date, jiff::Error>) -> Option<Date> {
    let from = day.from?;
    (next(from).ok() == day.until).then_some(from)
}

/// A literal that writes days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    /// Its position among the query's literals.
    pub(super) at: usize,
    /// How it writes them.
    pub(super) form: Form,
    /// What stands behind.
    pub(super) rest: String,
}

/// Days of an example.
#[derive(Debug)]
pub(super) enum DaySlot {
    /// Its SQL has them: others can stand there.
    Hole {
        /// The days.
        day: When,
        /// As they were typed.
        typed: String,
        /// Where the SQL has them.
        written: Vec<Written>,
    },
    /// Its SQL does not have them: only the same will do.
    Fixed {
        /// The days.
        day: When,
        /// As they were typed.
        typed: String,
    },
}

impl DaySlot {
    /// The days with the literals that write them. Both ends of a stretch must be there, or its name as a whole: SQL
    /// that says only where the days begin would answer another question for earlier days.
    pub(super) fn new(day: When, typed: String, written: Vec<Written>) -> Self {
        let has = |form| written.iter().any(|one| one.form == form);
        let begun = day.from.is_none() || has(Form::From);
        let ended = day.until.is_none() || has(Form::Until) || has(Form::Last);
        let named = has(Form::Year) || has(Form::Month);
        let whole = !written.is_empty() && (named || (begun && ended));
        if whole { Self::Hole { day, typed, written } } else { Self::Fixed { day, typed } }
    }

    /// What stands in the literals for other days: position and text each; none where the days are of another kind.
    pub(super) fn fill(&self, new: &When, said: &str) -> Option<Vec<(usize, String)>> {
        match self {
            Self::Hole { day, written, .. } => {
                let ends = |day: &When| (day.from.is_some(), day.until.is_some());
                if ends(day) != ends(new) {
                    return None;
                }
                let text = |one: &Written| Some((one.at, one.form.write(new)? + &one.rest));
                written.iter().map(text).collect()
            }
            Self::Fixed { day, typed } => {
                let same = if day.relative || new.relative {
                    day.relative == new.relative && typed.eq_ignore_ascii_case(said)
                } else {
                    (day.from, day.until) == (new.from, new.until)
                };
                same.then(Vec::new)
            }
        }
    }

    /// As they were typed.
    pub(super) fn typed(&self) -> &str {
        match self {
            Self::Hole { typed, .. } | Self::Fixed { typed, .. } => typed,
        }
    }

    /// Days that count from today and do not stand in the SQL.
    pub(super) fn is_unwritten_and_relative(&self) -> bool {
        matches!(self, Self::Fixed { day, .. } if day.relative)
    }
}
