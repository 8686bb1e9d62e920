//! Rows by their order, and groups by theirs.

use super::{Granted, Wanted, down, kept::compared, of};
use crate::{
    expand::BoundPlan,
    index::ColumnId,
    plan::{Aggregate, Quantity, Term},
    training::dice::Dice,
};

impl Wanted<'_> {
    /// The first rows or groups of an order.
    pub(super) fn ranks(&self, wish: &str, dice: &mut Dice) -> Option<Granted> {
        let many = *dice.one(&[3, 5, 10, 5, 4, 2])?;
        let figure = self.scene.figure;
        let granted = match wish {
            "top" | "bottom" => self.first(figure?, wish == "top", many),
            "most" | "least" => self.first(figure?, wish == "most", 1),
            "newest many" => {
                self.first(self.scene.index.table(self.scene.things).time?, true, many)
            }
            "newest" | "oldest" => {
                let day = self.scene.index.table(self.scene.things).time?;
                self.first(day, wish == "newest", 1)
            }
            "ranked" | "ranked many" => {
                let by = if dice.falls(70) { figure? } else { self.scene.day? };
                let (adjective, turned) = self.scene.adjective(by, dice)?;
                let count = if wish == "ranked" { 1 } else { many };
                let mut granted = self.first(by, !turned, count);
                granted.blanks.push(("superlative", compared(&adjective, "est")));
                granted
            }
            "sorted" | "sorted down" => self.sorted(figure?, wish == "sorted down"),
            "columns" => self.columns()?,
            "top by count" => self.groups_by(self.parents()?, Term::count(), true, many),
            "most by count" => self.groups_by(self.parents()?, Term::count(), true, 1),
            "most times" => {
                self.scene.did()?;
                self.groups_by(self.parents()?, Term::count(), true, 1)
            }
            "least by count" => self.groups_by(self.parents()?, Term::count(), false, 1),
            "top by sum" => {
                self.groups_by(self.parents()?, of(Aggregate::Sum, figure?), true, many)
            }
            "most by sum" => self.groups_by(self.parents()?, of(Aggregate::Sum, figure?), true, 1),
            "top column by count" | "most column by count" => {
                let column = self.scene.column?;
                let many = if wish.starts_with("top") { many } else { 1 };
                let granted = self.groups_by(vec![Term::column(column)], Term::count(), true, many);
                self.named(granted, "column", column)
            }
            _ => return None,
        };
        let mut granted =
            match figure.filter(|_| !matches!(wish, "newest" | "oldest" | "newest many")) {
                Some(figure) => self.named(granted, "figure", figure),
                None => granted,
            };
        granted.blanks.push(("n", many.to_string()));
        Some(granted)
    }

    fn first(&self, by: ColumnId, descending: bool, many: u64) -> Granted {
        let order = vec![(Term::column(by), down(descending))];
        let plan = BoundPlan { order, limit: Some(many), ..self.show_things() };
        self.with_figure(plan, Term::column(by))
    }

    /// Shown with the figure it is ordered by, the answer is as good.
    fn with_figure(&self, plan: BoundPlan, figure: Term<ColumnId>) -> Granted {
        let mut more = plan.clone();
        more.select.push(figure);
        let whole = plan.select.iter().any(|term| term.of == Quantity::Rows);
        let also = if whole { Vec::new() } else { vec![more] };
        Granted { also, ..self.granted(plan) }
    }

    fn sorted(&self, by: ColumnId, descending: bool) -> Granted {
        let order = vec![(Term::column(by), down(descending))];
        self.with_figure(BoundPlan { order, ..self.show_things() }, Term::column(by))
    }

    pub(super) fn groups_by(
        &self,
        keys: Vec<Term<ColumnId>>,
        figure: Term<ColumnId>,
        descending: bool,
        many: u64,
    ) -> Granted {
        let plan = BoundPlan {
            per: keys.clone(),
            order: vec![(figure.clone(), down(descending))],
            limit: Some(many),
            ..self.show(keys)
        };
        self.with_figure(plan, figure)
    }

    fn columns(&self) -> Option<Granted> {
        let (column, figure) = (self.scene.column?, self.scene.figure?);
        let shown = [column, figure].map(|c| Term {
            aggregate: None,
            distinct: false,
            of: Quantity::Column(c),
        });
        let granted = self.granted(self.show(shown.to_vec()));
        Some(self.named(granted, "column", column))
    }
}
