//! Groups by week, month, quarter or year of which the last is not over, or the first began half-way: they look like a
//! fall or a rise that is none.

use jiff::{ToSpan, civil::Date};
use querist_vocabulary::schema::ColumnName;
use sqlparser::ast::{DateTimeField, Expr, FunctionArg, FunctionArgExpr, FunctionArguments};

use super::{Doubt, DoubtKind, Sight};
use crate::sources::{Level, groups};

/// How long a group is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Grain {
    Week,
    Month,
    Quarter,
    Year,
}

impl Grain {
    fn word(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    fn named(word: &str) -> Option<Self> {
        let word = word.trim_matches('\'').to_ascii_lowercase();
        [Self::Week, Self::Month, Self::Quarter, Self::Year].into_iter().find(|g| g.word() == word)
    }

    /// The first and last day of the one that a day is in.
    fn around(self, day: Date) -> Option<(Date, Date)> {
        let first = match self {
            Self::Week => {
                day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok()?
            }
            Self::Month => day.first_of_month(),
            Self::Quarter => Date::new(day.year(), (day.month() - 1) / 3 * 3 + 1, 1).ok()?,
            Self::Year => day.first_of_year(),
        };
        let length = match self {
            Self::Week => 7.days(),
            Self::Month => 1.month(),
            Self::Quarter => 3.months(),
            Self::Year => 1.year(),
        };
        Some((first, first.checked_add(length).ok()?.yesterday().ok()?))
    }
}

pub(super) fn look(sight: &Sight<'_>) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    for level in sight.levels() {
        // Month and year apart (`extract(year …), extract(month …)`) are as fine as the finest of them.
        let found = groups(level).unwrap_or_default();
        let mut buckets = found.iter().filter_map(|group| bucket(sight, level, group));
        let Some((grain, column)) = buckets.next() else { continue };
        let finest = buckets.filter(|(_, other)| *other == column).map(|(grain, _)| grain);
        let grain =
            finest.fold(grain, |one, other| if (other as u8) < (one as u8) { other } else { one });
        doubts.extend(doubt(sight, level, grain, &column));
    }
    doubts
}

fn doubt(sight: &Sight<'_>, level: &Level, grain: Grain, column: &ColumnName) -> Option<Doubt> {
    // Whoever bounds the days chose them.
    if says_of(sight, level, column) {
        return None;
    }
    let profile = sight.profile(column)?;
    let (from, to) = (profile.min.as_ref()?.as_date()?, profile.max.as_ref()?.as_date()?);
    unfinished(grain, to, sight.grounds.whole_until).or_else(|| late(grain, from, to))
}

/// The last group begins after the last whole day that is known; data that ended before is whole.
fn unfinished(grain: Grain, to: Date, until: Date) -> Option<Doubt> {
    let (_, end) = grain.around(to)?;
    let open = end > until && to >= grain.around(until.tomorrow().ok()?)?.0;
    let word = grain.word();
    open.then(|| Doubt {
        kind: DoubtKind::PartialPeriod,
        message: format!(
            "the last {word} is not over until {end}, so that it is less than it will be"
        ),
        hint: format!("compare {word}s that are over"),
        correction: None,
    })
}

/// The first of several years' groups has less than half of its days.
fn late(grain: Grain, from: Date, to: Date) -> Option<Doubt> {
    let half = match grain {
        Grain::Week => return None,
        Grain::Month => 15,
        Grain::Quarter => 45,
        Grain::Year => 180,
    };
    let (first, _) = grain.around(from)?;
    let began = (from - first).get_days() >= half && from.first_of_year() != to.first_of_year();
    let word = grain.word();
    began.then(|| Doubt {
        kind: DoubtKind::PartialPeriod,
        message: format!(
            "the first {word} has no data before {from}, so that it is less than it would be whole"
        ),
        hint: format!("compare whole {word}s only"),
        correction: None,
    })
}

/// Whether a condition bounds the column.
fn says_of(sight: &Sight<'_>, level: &Level, column: &ColumnName) -> bool {
    let named = |condition: &Expr| {
        let places = level.names(sight.dialect, condition);
        places.iter().any(|place| sight.stored(level, place).as_ref() == Some(column))
    };
    level.conditions.iter().any(named)
}

/// The part of a date that is grouped by, and the date's column.
fn bucket(sight: &Sight<'_>, level: &Level, group: &Expr) -> Option<(Grain, ColumnName)> {
    match group {
        Expr::Extract { field, expr, .. } => {
            let grain = match field {
                DateTimeField::Year | DateTimeField::Years => Grain::Year,
                _ => return None,
            };
            Some((grain, sight.column(level, expr)?))
        }
        Expr::Nested(inner) | Expr::Cast { expr: inner, .. } => bucket(sight, level, inner),
        Expr::Function(function) => {
            let FunctionArguments::List(list) = &function.args else { return None };
            let texts: Vec<String> = list.args.iter().map(ToString::to_string).collect();
            let column = list.args.iter().find_map(|argument| match argument {
                FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) => sight.column(level, expr),
                _ => None,
            })?;
            let name = function.name.to_string().to_lowercase();
            Some((grain_of(&name, &texts)?, column))
        }
        _ => None,
    }
}

/// The grain of a function and its arguments: `date_trunc('month', x)`, `strftime('%Y-%m', x)`, `year(x)`.
fn grain_of(function: &str, arguments: &[String]) -> Option<Grain> {
    let mut formats = arguments.iter().filter(|argument| argument.contains('%'));
    match function {
        "date_trunc" | "date_bucket" => {
            arguments.iter().find_map(|argument| Grain::named(argument))
        }
        "year" => Some(Grain::Year),
        "yearweek" => Some(Grain::Week),
        "strftime" | "date_format" => {
            let format = formats.next()?;
            let has = |signs: &[&str]| signs.iter().any(|sign| format.contains(sign));
            match (
                has(&["%Y"]),
                has(&["%m", "%b", "%M"]),
                has(&["%d", "%H", "%j"]),
                has(&["%W", "%v", "%u"]),
            ) {
                (true, _, true, _) | (false, ..) => None,
                (true, true, false, _) => Some(Grain::Month),
                (true, false, false, true) => Some(Grain::Week),
                (true, false, false, false) => Some(Grain::Year),
            }
        }
        _ => None,
    }
}
