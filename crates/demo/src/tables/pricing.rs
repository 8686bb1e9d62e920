//! Prices seen at competitors, and what the pricing team makes of ours.

use jiff::{
    ToSpan,
    civil::{Date, date},
};
use sqlx::{Error, SqliteConnection};

use crate::{
    calendar::LAST,
    money::{Cents, Permille, ratio},
    prices::{self, History},
    products::Product,
    random::Random,
    sales::Market,
    stores::ZONES,
    write::{OrNull, Rows, Text},
};

/// Invented competitors and how dear they are, in thousandths of our price.
const COMPETITORS: &[(&str, i64)] =
    &[("ValueMart", 945), ("FreshFare", 1035), ("Corner Pantry", 1110), ("BigBox Depot", 965)];

/// Strategies, by what they do with the list price.
const STRATEGIES: &[&str] =
    &["Competitive", "Premium", "Everyday low price", "High-low", "Cost-plus"];

/// A row a product and zone: the price in force, and the one suggested instead, with its effects.
pub(super) async fn pricing(
    connection: &mut SqliteConnection,
    market: &Market,
) -> Result<u64, Error> {
    let mut random = Random::named("pricing");
    let mut rows = Rows::into(connection, "pricing");
    for (product, history) in market.products.iter().zip(&market.histories) {
        let strategy = random.one_of(STRATEGIES, "Competitive");
        for (number, (zone, _)) in ZONES.iter().enumerate() {
            let price = history.last(number);
            let offer = suggestion(product, price, &mut random);
            let (volume, revenue, margin) = offer.map_or((None, None, None), |offer| {
                (Some(offer.volume), Some(offer.revenue), Some(offer.margin))
            });
            let since = history.0.last().map_or(LAST, |step| step.day);
            rows.numbered(format_args!(
                "'{}',{},{price},{},{},{},{},{},{},'{since}'",
                product.upc,
                Text(zone),
                OrNull(offer.map(|offer| offer.price)),
                Text(strategy),
                OrNull(offer.map(|offer| Text(offer.reason))),
                OrNull(volume),
                OrNull(revenue),
                OrNull(margin),
            ))
            .await?;
        }
    }
    rows.end().await
}

/// A price that is suggested, and what it would change.
#[derive(Debug, Clone, Copy)]
struct Suggestion {
    price: Cents,
    reason: &'static str,
    volume: Permille,
    revenue: Permille,
    margin: Permille,
}

/// For three in four: volume follows elasticity, revenue is price times volume, margin what is left.
fn suggestion(product: &Product, current: Cents, random: &mut Random) -> Option<Suggestion> {
    let wanted = random.happens(750_000);
    let move_by =
        if product.elasticity < -150 { random.between(-80, 10) } else { random.between(5, 90) };
    let price = current.thousandths(1000 + move_by).shelf();
    if !wanted || price == current {
        return None;
    }
    let change = ratio(price.0 - current.0, current.0);
    let volume = product.elasticity * change / 100;
    let margin =
        ratio((price.0 - product.cost.0) * (1000 + volume), (current.0 - product.cost.0) * 1000)
            - 1000;
    Some(Suggestion {
        price,
        reason: if change > 0 { "Inelastic demand" } else { "Competitor is cheaper" },
        volume: Permille(volume),
        revenue: Permille((1000 + change) * (1000 + volume) / 1000 - 1000),
        margin: Permille(margin),
    })
}

/// A row a product and zone: how demand answers to price there.
pub(super) async fn elasticity(
    connection: &mut SqliteConnection,
    market: &Market,
) -> Result<u64, Error> {
    let mut random = Random::named("elasticity");
    let mut rows = Rows::into(connection, "elasticity");
    for product in &market.products {
        for (zone, _) in ZONES {
            let value = (product.elasticity + random.between(-25, 25)).min(-5);
            let weeks = random.between(12, 156);
            rows.numbered(format_args!(
                "'{}',{},{},'{}','{}',{weeks},'{}'",
                product.upc,
                Text(zone),
                Cents(value),
                kind(value),
                confidence(weeks),
                date(2025, 12, 1).saturating_sub(random.between(0, 90).days()),
            ))
            .await?;
        }
    }
    rows.end().await
}

/// The usual classes: demand that moves less than price is inelastic.
fn kind(elasticity: i64) -> &'static str {
    match -elasticity {
        ..95 => "Inelastic",
        95..=105 => "Unit elastic",
        106..200 => "Elastic",
        _ => "Highly elastic",
    }
}

fn confidence(weeks: i64) -> &'static str {
    match weeks {
        ..40 => "Low",
        40..100 => "Medium",
        _ => "High",
    }
}

/// A row a product, competitor and quarter; no price where the shelf was empty.
pub(super) async fn competitors(
    connection: &mut SqliteConnection,
    market: &Market,
) -> Result<u64, Error> {
    let mut random = Random::named("competitors");
    let mut rows = Rows::into(connection, "competitive_pricing");
    for day in quarters() {
        for (product, history) in market.products.iter().zip(&market.histories) {
            for competitor in COMPETITORS {
                let day = day.saturating_add(random.between(0, 9).days());
                seen(&mut rows, (product, history), competitor, day, &mut random).await?;
            }
        }
    }
    rows.end().await
}

async fn seen(
    rows: &mut Rows<'_>,
    (product, history): (&Product, &History),
    (name, level): &(&str, i64),
    day: Date,
    random: &mut Random,
) -> Result<(), Error> {
    let ours = history.on(day, 0);
    let theirs = ours.thousandths(level * random.between(930, 1070) / 1000).shelf();
    let theirs = theirs.max(prices::cost(product, day).thousandths(1020));
    let there = random.happens(940_000).then_some(theirs);
    rows.numbered(format_args!(
        "'{}',{},{},{ours},{},{},'{day}'",
        product.upc,
        Text(name),
        OrNull(there),
        OrNull(there.map(|price| Cents(ours.0 - price.0))),
        i64::from(there.is_some()),
    ))
    .await
}

/// The eleventh day of the second month of each quarter.
fn quarters() -> impl Iterator<Item = Date> {
    (2023..=2025).flat_map(|year| [2, 5, 8, 11].into_iter().map(move |month| date(year, month, 11)))
}
