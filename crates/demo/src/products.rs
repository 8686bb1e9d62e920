//! The products: one for each name on a shelf, with its brand, code, cost and price.

use jiff::{
    ToSpan,
    civil::{Date, date},
};

use crate::{
    calendar::Season,
    money::Cents,
    random::Random,
    shelves::{BRANDS, SHELVES, Shelf},
    upc,
};

/// A product.
#[derive(Debug)]
pub(crate) struct Product {
    pub(crate) upc: String,
    pub(crate) name: String,
    pub(crate) brand: &'static str,
    pub(crate) category: [&'static str; 3],
    pub(crate) package: (&'static str, &'static str),
    /// What it costs the shop in the last year of the data.
    pub(crate) cost: Cents,
    /// The list price on the last day of the data.
    pub(crate) price: Cents,
    pub(crate) family: Option<String>,
    pub(crate) created: Date,
    pub(crate) season: Season,
    /// Hundredths of a percent of sales for one percent of price; negative.
    pub(crate) elasticity: i64,
    pub(crate) popularity: i64,
}

/// All products, in the order of the shelves.
pub(crate) fn all() -> Vec<Product> {
    let mut random = Random::named("products");
    let named = SHELVES.iter().flat_map(|shelf| shelf.names.iter().map(move |name| (shelf, *name)));
    named.enumerate().map(|(at, (shelf, name))| product(at, shelf, name, &mut random)).collect()
}

fn product(at: usize, shelf: &Shelf, name: &str, random: &mut Random) -> Product {
    let [first, second, _] = shelf.category;
    let (brand_number, brand) = brand(first, at);
    let (low, high) = shelf.price;
    let price = Cents(random.between(low, high)).shelf();
    let cost = price.thousandths(random.between(560, 780));
    let family = random.happens(900_000).then(|| format!("{brand} {second}"));
    let created = date(2019, 1, 7).saturating_add(random.between(0, 1400).days());
    Product {
        upc: upc::code(brand_number, at),
        name: format!("{brand} {name}"),
        brand,
        category: shelf.category,
        package: shelf.package,
        cost,
        price,
        family,
        created,
        season: shelf.season,
        elasticity: (shelf.elasticity + random.between(-30, 30)).min(-20),
        popularity: shelf.popularity * random.between(60, 140) / 100,
    }
}

/// The brands of a category take turns.
fn brand(category: &str, at: usize) -> (usize, &'static str) {
    let group = BRANDS.iter().position(|(name, _)| *name == category).unwrap_or(0);
    let turn = at % 3;
    let name = BRANDS.get(group).and_then(|(_, brands)| brands.get(turn));
    (group * 3 + turn, name.copied().unwrap_or("Everyday Table"))
}
