//! Three years of list prices: for each product and zone the price in force on each day.

use jiff::{ToSpan, civil::Date};

use crate::{
    calendar::{FIRST, LAST},
    money::{Cents, ratio},
    products::Product,
    random::Random,
    stores::ZONES,
};

/// Why a price changes, and whether it rises for that.
const REASONS: &[(&str, bool)] = &[
    ("Cost increase", true),
    ("Competitive response", false),
    ("Annual review", true),
    ("Demand shift", true),
    ("Clearance", false),
];

/// A step of a product's price, in all zones on the same day.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) day: Date,
    pub(crate) reason: Option<&'static str>,
    pub(crate) approved_by: Option<&'static str>,
    /// The price from that day on, by zone.
    pub(crate) prices: Vec<Cents>,
}

/// A product's prices, the first step being the price on the data's first day.
#[derive(Debug)]
pub(crate) struct History(pub(crate) Vec<Step>);

impl History {
    /// The price in force.
    pub(crate) fn on(&self, day: Date, zone: usize) -> Cents {
        let step = self.0.iter().rev().find(|step| step.day <= day).or(self.0.first());
        step.and_then(|step| step.prices.get(zone)).copied().unwrap_or_default()
    }

    /// The price in force on the last day.
    pub(crate) fn last(&self, zone: usize) -> Cents {
        self.on(LAST, zone)
    }

    /// Each change with the step before it.
    pub(crate) fn changes(&self) -> impl Iterator<Item = (&Step, &Step)> {
        self.0.iter().zip(self.0.iter().skip(1))
    }
}

/// The histories of all products, in their order.
pub(crate) fn histories(products: &[Product]) -> Vec<History> {
    let mut random = Random::named("prices");
    products.iter().map(|product| history(product, &mut random)).collect()
}

/// Walks back from the price of today to that of the first day, then writes the steps forward.
fn history(product: &Product, random: &mut Random) -> History {
    let mut day = LAST;
    let mut level = 1000;
    let mut steps = Vec::new();
    loop {
        day = day.saturating_sub(random.between(90, 260).days());
        if day <= FIRST {
            steps.push(step(product, FIRST, level, (None, None)));
            break;
        }
        let (reason, rises) = random.one_of(REASONS, ("Annual review", true));
        let approved_by = random
            .one_of(&["Category manager", "Pricing team", "Store operations"], "Pricing team");
        let told = random.happens(930_000).then_some(reason);
        steps.push(step(
            product,
            day,
            level,
            (told, random.happens(850_000).then_some(approved_by)),
        ));
        let by = if rises { random.between(15, 60) } else { -random.between(10, 45) };
        level = (level - by).clamp(860, 1100);
    }
    steps.reverse();
    History(steps)
}

fn step(
    product: &Product,
    day: Date,
    level: i64,
    told: (Option<&'static str>, Option<&'static str>),
) -> Step {
    let in_zone =
        |(_, extra): &(&str, i64)| product.price.thousandths(level * extra / 1000).shelf();
    Step { day, reason: told.0, approved_by: told.1, prices: ZONES.iter().map(in_zone).collect() }
}

/// What a unit costs the shop on that day: three percent less for each year back.
pub(crate) fn cost(product: &Product, day: Date) -> Cents {
    product.cost.thousandths(1000 - 30 * i64::from(LAST.year() - day.year()))
}

/// How much more or less is sold at `price` than at the product's list price, in thousandths: one
/// plus elasticity times the relative change of price, as a constant slope, never below a fifth.
pub(crate) fn response(product: &Product, price: Cents) -> i64 {
    let change = ratio(price.0 - product.price.0, product.price.0);
    (1000 + product.elasticity * change / 100).clamp(200, 4000)
}
