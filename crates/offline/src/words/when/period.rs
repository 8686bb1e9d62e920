//! A stretch of calendar days, and what is known of how it was written.

use jiff::civil::Date;

use super::calendar::Grain;

/// How much a phrase says by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Evidence {
    /// It can be nothing but a date.
    Certain,
    /// Four digits, perhaps a plain number.
    BareYear,
    /// A name that is an ordinary word or a person's too: `May`, `April`, `Monday`.
    BareName,
}

/// Where the year of a phrase comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// It is written.
    Written,
    /// None is written; one was assumed.
    Assumed,
    /// The phrase counts from today.
    Today,
}

/// A stretch of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    /// The first day.
    pub(super) from: Date,
    /// The day after the last.
    pub(super) until: Date,
    /// The unit that was named.
    pub(super) grain: Grain,
    /// How much the phrase says by itself.
    pub(super) evidence: Evidence,
    /// Where its year comes from.
    pub(super) anchor: Anchor,
    /// The day meant by `since` and `before`, where it is not the first: `three months ago`.
    pub(super) point: Option<Date>,
    /// How a phrase of two meanings was read.
    pub(super) note: Option<&'static str>,
}

/// A period and how many pieces it took.
pub(super) type Found = (Period, usize);

impl Period {
    /// Days from one to before another, all written out; none when that is no day at all.
    pub(super) fn written(from: Date, until: Date, grain: Grain) -> Option<Self> {
        (from < until).then_some(Self {
            from,
            until,
            grain,
            evidence: Evidence::Certain,
            anchor: Anchor::Written,
            point: None,
            note: None,
        })
    }

    /// Days counted from today.
    pub(super) fn counted(from: Date, until: Date, grain: Grain) -> Option<Self> {
        Some(Self { anchor: Anchor::Today, ..Self::written(from, until, grain)? })
    }

    /// The unit that starts on a day.
    pub(super) fn unit(from: Date, grain: Grain) -> Option<Self> {
        Self::written(from, grain.step(from, 1)?, grain)
    }
}
