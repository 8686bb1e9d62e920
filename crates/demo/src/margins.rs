//! The monthly margin of each product, added up from the completed sales.

use jiff::civil::Date;

use crate::{
    calendar,
    money::{Cents, Permille, ratio},
    sales::Sale,
};

/// A product's month.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Month {
    pub(crate) units: i64,
    pub(crate) revenue: Cents,
    pub(crate) cost: Cents,
}

impl Month {
    /// Revenue less cost.
    pub(crate) fn margin(self) -> Cents {
        Cents(self.revenue.0 - self.cost.0)
    }

    /// Margin as a share of revenue; none where nothing was sold.
    pub(crate) fn percent(self) -> Option<Permille> {
        (self.revenue.0 != 0).then(|| Permille(ratio(self.margin().0, self.revenue.0)))
    }
}

/// The months of all products.
#[derive(Debug)]
pub(crate) struct Margins {
    months: Vec<Vec<Month>>,
}

impl Margins {
    /// Nothing sold yet.
    pub(crate) fn new(products: usize) -> Self {
        Self { months: vec![vec![Month::default(); calendar::months().count()]; products] }
    }

    /// Adds a sale, unless it was returned or voided.
    pub(crate) fn add(&mut self, sale: &Sale) {
        let months = self.months.get_mut(sale.product);
        let month = months.and_then(|months| months.get_mut(calendar::month_number(sale.day)));
        if let (Some(month), "completed") = (month, sale.status) {
            month.units += sale.units;
            month.revenue.0 += sale.revenue().0;
            month.cost.0 += sale.cost_of_goods().0;
        }
    }

    /// All months: place of the product, first day of the month, figures.
    pub(crate) fn all(&self) -> impl Iterator<Item = (usize, Date, Month)> {
        self.months.iter().enumerate().flat_map(|(product, months)| {
            calendar::months().zip(months).map(move |(day, month)| (product, day, *month))
        })
    }
}
