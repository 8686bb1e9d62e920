//! Figures that people named, and money spent.

use super::{Granted, Wanted, is, of, text};
use crate::{
    expand::BoundPlan,
    index::{ColumnId, Figure},
    plan::{Aggregate, Direction, Filter, Operand, Operator, Quantity, Term},
    training::dice::Dice,
};

/// Stems in the names of columns that say what somebody paid.
const PAID: &[&str] = &["amount", "total", "payment", "price", "paid"];

impl Wanted<'_> {
    /// A figure that people named: all in all, of each, of the first.
    pub(super) fn measures(&self, wish: &str, dice: &mut Dice) -> Option<Granted> {
        let wish =
            wish.strip_prefix("measure").filter(|rest| rest.is_empty() || rest.starts_with(' '))?;
        let index = self.scene.index;
        let own: Vec<&Figure> =
            index.figures.iter().filter(|f| f.table == self.scene.things).collect();
        let figure = *dice.one(&own)?;
        let aggregate = (!figure.formula.aggregated).then_some(Aggregate::Sum);
        let of = Quantity::Formula(figure.formula.clone());
        let term = Term { aggregate, distinct: false, of };
        let (wish, timely) = match wish.strip_suffix(" when") {
            Some(rest) => (rest, true),
            None => (wish, false),
        };
        let many = *dice.one(&[3, 5, 10])?;
        let mut granted = match wish.trim() {
            "" => self.granted(self.show(vec![term])),
            "by column" => self.each_of(vec![Term::column(self.scene.column?)], term),
            "by parent" => self.each_of(self.parents()?, term),
            "by column sorted" => self.sorted_by(vec![Term::column(self.scene.column?)], term),
            "by parent sorted" => self.sorted_by(self.parents()?, term),
            "by time" => self.each_time(term, dice)?,
            "most time" => self.most_time(term, dice)?,
            "of parent" => self.of_parent(term, dice)?,
            "top" => self.groups_by(self.parents()?, term, true, many),
            "bottom" => self.groups_by(self.parents()?, term, false, many),
            "most" => self.groups_by(self.parents()?, term, true, 1),
            "least" => self.groups_by(self.parents()?, term, false, 1),
            "most column" => self.groups_by(vec![Term::column(self.scene.column?)], term, true, 1),
            _ => return None,
        };
        if timely {
            let day = index.table(self.scene.things).time?;
            let (filter, when) = self.within(day, dice)?;
            granted.plan.filter.and(filter.clone());
            granted.also.iter_mut().for_each(|plan| plan.filter.and(filter.clone()));
            granted.blanks.push(("when", when));
        }
        granted.blanks.push(("measure", figure.formula.name.clone()));
        granted.blanks.push(("n", many.to_string()));
        Some(match self.scene.column {
            Some(column) => self.named(granted, "column", column),
            None => granted,
        })
    }

    fn each_of(&self, keys: Vec<Term<ColumnId>>, term: Term<ColumnId>) -> Granted {
        let select = keys.iter().cloned().chain([term]).collect();
        self.granted(BoundPlan { per: keys, ..self.show(select) })
    }

    fn sorted_by(&self, keys: Vec<Term<ColumnId>>, term: Term<ColumnId>) -> Granted {
        let mut granted = self.each_of(keys, term.clone());
        granted.plan.order.push((term, Direction::Descending));
        granted
    }

    fn of_parent(&self, term: Term<ColumnId>, dice: &mut Dice) -> Option<Granted> {
        let display = self.scene.index.table(self.scene.parent_table()?).display.clone();
        let [column] = display.as_slice() else { return None };
        let value = self.scene.values(*column, 1, dice).pop()?;
        let filter = is(Term::column(*column), Operator::Equal, text(&value));
        let plan = BoundPlan { filter: Filter::All(vec![filter]), ..self.show(vec![term]) };
        let mut granted = self.granted(plan);
        granted.blanks.push(("value", value));
        Some(granted)
    }

    /// What rows of another table paid, added up.
    pub(super) fn spends(&self, wish: &str, dice: &mut Dice) -> Option<Granted> {
        let wanted = match wish {
            "having sum" => |_: &[String]| true,
            "having spent" | "spent most" | "top spent" | "spent" => {
                |words: &[String]| words.iter().any(|word| PAID.contains(&word.as_str()))
            }
            _ => return None,
        };
        let figure = self.scene.figure.filter(|c| wanted(&self.scene.index.column(*c).words))?;
        let column = self.scene.index.column(figure);
        let many = *dice.one(&[3, 5, 10])?;
        let sum = of(Aggregate::Sum, figure);
        let keys = self.parents()?;
        let bound = super::kept::round(column.max? * dice.one(&[0.8, 1.5, 3.0])?);
        let mut granted = match wish {
            "spent most" => self.groups_by(keys, sum, true, 1),
            "top spent" => self.groups_by(keys, sum, true, many),
            "spent" => self.of_parent(sum, dice)?,
            _ => {
                let number = Operand::Value(crate::link::number_value(&bound.to_string()));
                let filter = Filter::All(vec![is(sum, Operator::Greater, number)]);
                self.granted(BoundPlan { per: keys.clone(), filter, ..self.show(keys) })
            }
        };
        let n = if wish == "top spent" { many.to_string() } else { bound.to_string() };
        granted.blanks.push(("n", n));
        Some(self.named(granted, "figure", figure))
    }
}
