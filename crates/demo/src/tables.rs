//! Fills the tables, in the order in which they refer to each other.

use sqlx::{Error, SqliteConnection};

use crate::{
    margins::Margins,
    money::{Permille, ratio},
    random::Random,
    sales::{self, Market, Sale},
    stores::ZONES,
    write::{OrNull, Rows, Text},
};

/// Prices seen at competitors, and what the pricing team makes of ours.
mod pricing;

/// Fills all tables and says how many sales there are.
pub(crate) async fn fill(connection: &mut SqliteConnection, market: &Market) -> Result<u64, Error> {
    products(connection, market).await?;
    stores(connection, market).await?;
    promotions(connection, market).await?;
    pricing::pricing(connection, market).await?;
    pricing::elasticity(connection, market).await?;
    pricing::competitors(connection, market).await?;
    price_changes(connection, market).await?;
    let mut margins = Margins::new(market.products.len());
    let sales = sales(connection, market, &mut margins).await?;
    margin_analysis(connection, market, &margins).await?;
    Ok(sales)
}

async fn products(connection: &mut SqliteConnection, market: &Market) -> Result<u64, Error> {
    let mut rows = Rows::into(connection, "products");
    let mut sorted: Vec<_> = market.products.iter().collect();
    sorted.sort_by(|a, b| a.upc.cmp(&b.upc));
    for one in sorted {
        let [first, second, third] = one.category;
        let (size, unit) = one.package;
        rows.row(format_args!(
            "{},{},{},{},{},{},{size},{},{},{},{},'{}'",
            Text(&one.upc),
            Text(&one.name),
            Text(one.brand),
            Text(first),
            Text(second),
            Text(third),
            Text(unit),
            one.cost,
            one.price,
            OrNull(one.family.as_deref().map(Text)),
            one.created,
        ))
        .await?;
    }
    rows.end().await
}

async fn stores(connection: &mut SqliteConnection, market: &Market) -> Result<u64, Error> {
    let mut rows = Rows::into(connection, "stores");
    for one in &market.stores {
        let zone = ZONES.get(one.zone).map_or("Zone A", |zone| zone.0);
        rows.numbered(format_args!(
            "{},{},{},{},{},{},{},'{}'",
            Text(&one.name),
            Text(one.format),
            Text(one.city),
            Text(one.state),
            Text(zone),
            Text(one.region),
            one.square_feet,
            one.opened,
        ))
        .await?;
    }
    rows.end().await
}

async fn promotions(connection: &mut SqliteConnection, market: &Market) -> Result<u64, Error> {
    let mut rows = Rows::into(connection, "promotions");
    for one in &market.promotions {
        rows.numbered(format_args!(
            "{},{},{},{},'{}','{}'",
            Text(&one.name),
            Text(one.kind),
            Text(one.category),
            Permille(one.discount),
            one.first,
            one.last,
        ))
        .await?;
    }
    rows.end().await
}

async fn price_changes(connection: &mut SqliteConnection, market: &Market) -> Result<u64, Error> {
    let mut rows = Rows::into(connection, "price_changes");
    for (product, history) in market.products.iter().zip(&market.histories) {
        for (before, after) in history.changes() {
            for (zone, (old, new)) in ZONES.iter().zip(before.prices.iter().zip(&after.prices)) {
                let change = Permille(ratio(new.0 - old.0, old.0));
                rows.numbered(format_args!(
                    "'{}',{},'{}',{old},{new},{change},{},{}",
                    product.upc,
                    Text(zone.0),
                    after.day,
                    OrNull(after.reason.map(Text)),
                    OrNull(after.approved_by.map(Text)),
                ))
                .await?;
            }
        }
    }
    rows.end().await
}

async fn sales(
    connection: &mut SqliteConnection,
    market: &Market,
    margins: &mut Margins,
) -> Result<u64, Error> {
    let mut rows = Rows::into(connection, "sales_data");
    for sale in sales::days(market).flatten() {
        margins.add(&sale);
        sold(&mut rows, market, &sale).await?;
    }
    rows.end().await
}

async fn sold(rows: &mut Rows<'_>, market: &Market, sale: &Sale) -> Result<(), Error> {
    let upc = market.products.get(sale.product).map_or("", |product| &product.upc);
    rows.numbered(format_args!(
        "'{}',{},'{upc}',{},{},{},{},{},{},'{}'",
        sale.day,
        sale.store,
        sale.units,
        sale.unit_price,
        sale.revenue(),
        sale.cost_of_goods(),
        OrNull(sale.promotion),
        OrNull(sale.segment.map(Text)),
        sale.status,
    ))
    .await
}

async fn margin_analysis(
    connection: &mut SqliteConnection,
    market: &Market,
    margins: &Margins,
) -> Result<u64, Error> {
    let mut random = Random::named("targets");
    let targets: Vec<Option<Permille>> = (market.products.iter())
        .map(|_| random.happens(950_000).then(|| Permille(random.between(26, 36) * 10)))
        .collect();
    let mut rows = Rows::into(connection, "margin_analysis");
    for (at, month, sold) in margins.all() {
        let upc = market.products.get(at).map_or("", |product| &product.upc);
        let target = targets.get(at).copied().flatten();
        rows.numbered(format_args!(
            "'{upc}','{month}',{},{},{},{},{},{}",
            sold.units,
            sold.revenue,
            sold.cost,
            sold.margin(),
            OrNull(sold.percent()),
            OrNull(target),
        ))
        .await?;
    }
    rows.end().await
}
