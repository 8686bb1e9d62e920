//! The stores, with their price zones and regions.

use jiff::{
    ToSpan,
    civil::{Date, date},
};

use crate::random::Random;

/// A price zone and what it adds to the list price, in thousandths.
pub(crate) const ZONES: &[(&str, i64)] =
    &[("Zone A", 1000), ("Zone B", 1030), ("Zone C", 975), ("Zone D", 1065)];

/// City, state, region, zone.
const CITIES: &[(&str, &str, &str, usize)] = &[
    ("Boston", "MA", "Northeast", 3),
    ("Columbus", "OH", "Midwest", 0),
    ("Austin", "TX", "South", 1),
    ("Seattle", "WA", "West", 3),
    ("Albany", "NY", "Northeast", 1),
    ("Madison", "WI", "Midwest", 2),
    ("Atlanta", "GA", "South", 0),
    ("Denver", "CO", "West", 1),
    ("Hartford", "CT", "Northeast", 0),
    ("Omaha", "NE", "Midwest", 2),
    ("Raleigh", "NC", "South", 2),
    ("Portland", "OR", "West", 0),
];

/// Parts of a town that a store is named after when the town has several.
const QUARTERS: &[&str] =
    &["Downtown", "Riverside", "Northgate", "Lakeview", "Hillcrest", "Union Square"];

/// Its format, how busy it is in thousandths, and its floor in square feet.
const FORMATS: &[(&str, i64, i64)] =
    &[("Supermarket", 1000, 42_000), ("Hypermarket", 1500, 110_000), ("Express", 600, 9_000)];

/// A store.
#[derive(Debug)]
pub(crate) struct Store {
    pub(crate) number: usize,
    pub(crate) name: String,
    pub(crate) format: &'static str,
    pub(crate) city: &'static str,
    pub(crate) state: &'static str,
    pub(crate) region: &'static str,
    /// Its place in [`ZONES`].
    pub(crate) zone: usize,
    pub(crate) square_feet: i64,
    pub(crate) opened: Date,
    /// How busy it is, 1000 for the middle.
    pub(crate) traffic: i64,
}

/// Twelve stores, and proportionally more at scales above 1.
pub(crate) fn all(thousandths: i64) -> Vec<Store> {
    let mut random = Random::named("stores");
    let wanted = usize::try_from((12 * thousandths / 1000).max(12)).unwrap_or(12);
    let turns = (0..).flat_map(|round| CITIES.iter().map(move |city| (round, city)));
    turns
        .take(wanted)
        .enumerate()
        .map(|(at, (round, city))| store(at, round, city, &mut random))
        .collect()
}

fn store(
    at: usize,
    round: usize,
    city: &(&'static str, &'static str, &'static str, usize),
    random: &mut Random,
) -> Store {
    let (format, busy, floor) =
        FORMATS.get((at + at / 4) % 3).copied().unwrap_or(("Express", 600, 9_000));
    Store {
        number: at + 1,
        name: name(city.0, round),
        format,
        city: city.0,
        state: city.1,
        region: city.2,
        zone: city.3,
        square_feet: floor * random.between(85, 115) / 100 / 100 * 100,
        opened: date(1998, 3, 2).saturating_add(random.between(0, 8000).days()),
        traffic: busy * random.between(850, 1150) / 1000,
    }
}

fn name(city: &str, round: usize) -> String {
    let quarter = QUARTERS.get(round % QUARTERS.len()).copied().unwrap_or("Downtown");
    match round / QUARTERS.len() {
        0 => format!("{city} {quarter}"),
        again => format!("{city} {quarter} {}", again + 1),
    }
}
