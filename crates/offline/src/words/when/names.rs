//! Names of months, weekdays, seasons and units.

use jiff::civil::Weekday;

use super::calendar::Grain;

/// A month by its name, and whether that name is written in full.
pub(in crate::words) fn month(word: &str) -> Option<(i8, Spelling)> {
    let full = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let number = |at: usize| i8::try_from(at + 1).ok();
    if let Some(at) = full.iter().position(|name| *name == word) {
        let doubtful = matches!(word, "march" | "april" | "may" | "june" | "august");
        let spelling = if doubtful { Spelling::Doubtful } else { Spelling::Full };
        return Some((number(at)?, spelling));
    }
    let short = word.len() == 3 || word == "sept";
    let at = full.iter().position(|name| short && name.starts_with(word))?;
    Some((number(at)?, Spelling::Doubtful))
}

/// Whether a month's name can be something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::words) enum Spelling {
    /// `January`: nothing else.
    Full,
    /// `May`, `April`, `jan`: an ordinary word or a person as well.
    Doubtful,
}

/// A weekday by its full name.
pub(in crate::words) fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

/// The first month of a season of the northern half of the world, by the weather services' count.
pub(in crate::words) fn season(word: &str) -> Option<i8> {
    Some(match word {
        "spring" => 3,
        "summer" => 6,
        "autumn" | "fall" => 9,
        "winter" => 12,
        _ => return None,
    })
}

/// A unit of the calendar by its singular or plural.
pub(in crate::words) fn unit(word: &str) -> Option<Grain> {
    Some(match word.strip_suffix('s').unwrap_or(word) {
        "day" => Grain::Day,
        "week" | "wk" => Grain::Week,
        "month" | "mth" => Grain::Month,
        "quarter" | "qtr" => Grain::Quarter,
        "year" | "yr" => Grain::Year,
        "decade" | "decades" => Grain::Decade,
        "century" => Grain::Century,
        _ => return None,
    })
}

/// How many units away a word points: `last` −1, `this` 0, `next` 1.
pub(in crate::words) fn direction(word: &str) -> Option<i64> {
    Some(match word {
        "last" | "past" | "previous" | "prior" | "preceding" => -1,
        "this" | "current" => 0,
        "next" | "coming" | "upcoming" | "following" => 1,
        _ => return None,
    })
}

/// The tens of a decade by its plural: `nineties`.
pub(in crate::words) fn decade(word: &str) -> Option<i16> {
    Some(match word {
        "twenties" => 20,
        "thirties" => 30,
        "forties" => 40,
        "fifties" => 50,
        "sixties" => 60,
        "seventies" => 70,
        "eighties" => 80,
        "nineties" => 90,
        _ => return None,
    })
}
