//! What was sold: a row for each product that a store sold on a day.

use jiff::civil::Date;

use crate::{
    calendar,
    money::Cents,
    prices::{self, History},
    products::Product,
    promotions::{self, Promotion},
    random::Random,
    shelves::BRANDS,
    stores::Store,
};

/// The chance, in parts of a million, that a middling store sells a middling product on a middling
/// day; chosen so that scale 1 has about 300,000 sales.
const CHANCE: i64 = 113_800;

/// A sale.
#[derive(Debug)]
pub(crate) struct Sale {
    pub(crate) day: Date,
    pub(crate) store: usize,
    /// Its place among the products.
    pub(crate) product: usize,
    pub(crate) units: i64,
    pub(crate) unit_price: Cents,
    pub(crate) cost: Cents,
    pub(crate) promotion: Option<usize>,
    pub(crate) segment: Option<&'static str>,
    pub(crate) status: &'static str,
}

impl Sale {
    /// What the customer paid.
    pub(crate) fn revenue(&self) -> Cents {
        Cents(self.unit_price.0 * self.units)
    }

    /// What the goods had cost the shop.
    pub(crate) fn cost_of_goods(&self) -> Cents {
        Cents(self.cost.0 * self.units)
    }
}

/// The world that sales happen in.
#[derive(Debug)]
pub(crate) struct Market {
    pub(crate) products: Vec<Product>,
    pub(crate) stores: Vec<Store>,
    pub(crate) histories: Vec<History>,
    pub(crate) promotions: Vec<Promotion>,
    /// Thousandths of the usual number of sales a store.
    pub(crate) density: i64,
}

impl Market {
    /// The sales of one day, ordered by store and product.
    pub(crate) fn day(&self, day: Date, random: &mut Random) -> Vec<Sale> {
        let running = promotions::running(&self.promotions, day);
        let mut sales = Vec::new();
        for store in &self.stores {
            for (at, (product, history)) in self.products.iter().zip(&self.histories).enumerate() {
                let promotion = on_offer(product, &running);
                let price = offered(history.on(day, store.zone), promotion);
                if random.happens(self.chance(day, store, product, promotion)) {
                    sales.push(sale(day, (store.number, at), product, (price, promotion), random));
                }
            }
        }
        sales
    }

    fn chance(
        &self,
        day: Date,
        store: &Store,
        product: &Product,
        offer: Option<&Promotion>,
    ) -> i64 {
        let wanted = CHANCE * product.popularity / 100 * product.season.on(day) / 1000;
        let noticed = if offer.is_some() { 1250 } else { 1000 };
        let south =
            if store.region == "South" && product.category[1] == "Ice Cream" { 1300 } else { 1000 };
        wanted * store.traffic / 1000 * noticed / 1000 * south / 1000 * self.density / 1000
    }
}

/// The running promotion of a product's category.
fn on_offer<'a>(product: &Product, running: &[Option<&'a Promotion>]) -> Option<&'a Promotion> {
    let category = BRANDS.iter().position(|(name, _)| *name == product.category[0])?;
    running.get(category).copied().flatten()
}

fn offered(price: Cents, promotion: Option<&Promotion>) -> Cents {
    promotion.map_or(price, |offer| price.thousandths(1000 - offer.discount))
}

fn sale(
    day: Date,
    (store, at): (usize, usize),
    product: &Product,
    (unit_price, promotion): (Cents, Option<&Promotion>),
    random: &mut Random,
) -> Sale {
    let answer = prices::response(product, unit_price);
    let usual = (3600 * answer / 1000 * random.between(40, 160) / 100 + 500) / 1000;
    let bulk = if random.happens(350) { random.between(15, 45) } else { 1 };
    Sale {
        day,
        store,
        product: at,
        units: usual.max(1) * bulk,
        unit_price,
        cost: prices::cost(product, day),
        promotion: promotion.map(|offer| offer.number),
        segment: segment(random),
        status: status(random),
    }
}

fn segment(random: &mut Random) -> Option<&'static str> {
    let known = random.happens(920_000);
    let one = random.one_of(&["Family", "Family", "Single", "Senior", "Student"], "Family");
    known.then_some(one)
}

fn status(random: &mut Random) -> &'static str {
    match random.between(1, 1000) {
        1..=5 => "voided",
        6..=25 => "returned",
        _ => "completed",
    }
}

/// The days of the data with their sales, one after the other.
pub(crate) fn days(market: &Market) -> impl Iterator<Item = Vec<Sale>> {
    let mut random = Random::named("sales");
    calendar::days().map(move |day| market.day(day, &mut random))
}
