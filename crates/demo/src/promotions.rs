//! Promotions: when which category is sold cheaper.

use jiff::{
    ToSpan,
    civil::{Date, date},
};

use crate::{calendar::FIRST, random::Random, shelves::BRANDS};

/// Month and day it begins, its length in days, category, name, type.
const YEARLY: &[(i8, i8, i64, &str, &str, &str)] = &[
    (1, 8, 14, "Household", "New Year Restock", "Percent off"),
    (1, 29, 10, "Snacks", "Big Game Snacks", "Multi-buy"),
    (2, 7, 8, "Snacks", "Valentine Sweets", "Percent off"),
    (3, 10, 21, "Household", "Spring Cleaning", "Percent off"),
    (4, 1, 14, "Dairy", "Easter Table", "Percent off"),
    (5, 20, 14, "Beverages", "Memorial Day Drinks", "Multi-buy"),
    (6, 10, 28, "Frozen", "Summer Freeze", "Percent off"),
    (6, 25, 12, "Meat & Seafood", "Grill Season", "Percent off"),
    (7, 15, 14, "Beverages", "Cool Down", "Multi-buy"),
    (8, 12, 21, "Pantry", "Back to School", "Percent off"),
    (9, 9, 14, "Baby", "Baby Days", "Loyalty"),
    (10, 7, 14, "Pet Care", "Pet Month", "Loyalty"),
    (10, 20, 12, "Snacks", "Halloween Candy", "Multi-buy"),
    (11, 14, 14, "Meat & Seafood", "Thanksgiving Table", "Percent off"),
    (11, 24, 7, "Personal Care", "Black Friday Care", "Percent off"),
    (12, 10, 15, "Bakery", "Holiday Bakery", "Percent off"),
];

/// A promotion.
#[derive(Debug)]
pub(crate) struct Promotion {
    pub(crate) number: usize,
    pub(crate) name: String,
    pub(crate) kind: &'static str,
    pub(crate) category: &'static str,
    /// Thousandths off the price.
    pub(crate) discount: i64,
    pub(crate) first: Date,
    pub(crate) last: Date,
}

/// All promotions of the three years, in order.
pub(crate) fn all() -> Vec<Promotion> {
    let mut random = Random::named("promotions");
    let years = (FIRST.year()..).take(3);
    let planned = years.flat_map(|year| YEARLY.iter().map(move |plan| (year, plan)));
    planned.enumerate().map(|(at, (year, plan))| promotion(at, year, plan, &mut random)).collect()
}

fn promotion(
    at: usize,
    year: i16,
    plan: &(i8, i8, i64, &'static str, &str, &'static str),
    random: &mut Random,
) -> Promotion {
    let (month, day, length, category, name, kind) = *plan;
    let first = date(year, month, day);
    Promotion {
        number: at + 1,
        name: format!("{name} {year}"),
        kind,
        category,
        discount: random.one_of(&[100, 150, 200, 250, 300], 150),
        first,
        last: first.saturating_add((length - 1).days()),
    }
}

/// For each category of [`BRANDS`], the promotion that runs there on that day.
pub(crate) fn running(promotions: &[Promotion], day: Date) -> Vec<Option<&Promotion>> {
    let of = |category: &str| {
        promotions
            .iter()
            .find(|one| one.category == category && one.first <= day && day <= one.last)
    };
    BRANDS.iter().map(|(category, _)| of(category)).collect()
}
