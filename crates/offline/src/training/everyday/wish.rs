//! What is wanted, as plans.

/// Rows that hold something.
mod kept;

/// Rows by their order, and groups by theirs.
mod ranked;

use querist_vocabulary::value::Value;

use super::{dice::Dice, scene::Scene};
use crate::{
    expand::BoundPlan,
    index::{ColumnId, TableId, plural_of},
    plan::{Aggregate, Bucket, Condition, Direction, Filter, Operand, Operator, Quantity, Term},
};

/// A wish granted: the plan, others as good, and the words for the blanks of its wordings.
pub(super) struct Granted {
    /// What answers it.
    pub plan: BoundPlan,
    /// What answers it too.
    pub also: Vec<BoundPlan>,
    /// The words.
    pub blanks: Vec<(&'static str, String)>,
}

/// The plan of a wish over a scene; none where the scene lacks what it needs.
pub(super) fn grant(wish: &str, scene: &Scene<'_>, dice: &mut Dice) -> Option<Granted> {
    let wanted = Wanted { scene, own: scene.index.table(scene.things).display.clone() };
    wanted
        .figures(wish)
        .or_else(|| wanted.groups(wish))
        .or_else(|| wanted.times(wish, dice))
        .or_else(|| wanted.ranks(wish, dice))
        .or_else(|| wanted.keeps(wish, dice))
}

/// A scene with the columns that name its things.
struct Wanted<'a> {
    scene: &'a Scene<'a>,
    own: Vec<ColumnId>,
}

impl Wanted<'_> {
    fn granted(&self, plan: BoundPlan) -> Granted {
        let table = self.scene.index.table(self.scene.things);
        let mut blanks = vec![("things", table.plural.clone()), ("thing", table.singular.clone())];
        if let Some(parent) = self.scene.parent_table().map(|id| self.scene.index.table(id)) {
            blanks.push(("parents", parent.plural.clone()));
            blanks.push(("parent", parent.singular.clone()));
        }
        Granted { plan, also: Vec::new(), blanks }
    }

    fn named(&self, mut granted: Granted, blank: &'static str, column: ColumnId) -> Granted {
        let name = self.scene.called(column);
        if blank == "column" {
            granted.blanks.push(("columns", plural_of(&name)));
        }
        granted.blanks.push((blank, name));
        granted
    }

    /// A plan over the things that shows these terms.
    fn show(&self, select: Vec<Term<ColumnId>>) -> BoundPlan {
        BoundPlan { select, tables: vec![self.scene.things], ..BoundPlan::default() }
    }

    fn show_things(&self) -> BoundPlan {
        self.show(self.own.iter().map(|c| Term::column(*c)).collect())
    }

    /// The columns that name the table which the things point at.
    fn parents(&self) -> Option<Vec<Term<ColumnId>>> {
        let table = self.scene.index.table(self.scene.parent_table()?);
        Some(table.display.iter().map(|c| Term::column(*c)).collect())
    }

    /// One figure of all things.
    fn figures(&self, wish: &str) -> Option<Granted> {
        let aggregate = match wish {
            "list" => return Some(self.granted(self.show_things())),
            "count" => return Some(self.granted(self.show(vec![Term::count()]))),
            "count different" => {
                let column = self.scene.column?;
                let plan = self.show(vec![Term { distinct: true, ..of(Aggregate::Count, column) }]);
                return Some(self.named(self.granted(plan), "column", column));
            }
            "average" => Aggregate::Average,
            "total" => Aggregate::Sum,
            "highest" => Aggregate::Maximum,
            "lowest" => Aggregate::Minimum,
            _ => return None,
        };
        let figure = self.scene.figure?;
        Some(self.named(self.granted(self.show(vec![of(aggregate, figure)])), "figure", figure))
    }

    /// A figure of each group.
    fn groups(&self, wish: &str) -> Option<Granted> {
        let (figure, by) =
            wish.split_once("by ").filter(|(_, by)| matches!(*by, "column" | "parent"))?;
        let aggregate = match figure.trim() {
            "" => None,
            "sum" => Some(Aggregate::Sum),
            "average" => Some(Aggregate::Average),
            "highest" => Some(Aggregate::Maximum),
            _ => return None,
        };
        let keys = match by {
            "column" => vec![Term::column(self.scene.column?)],
            _ => self.parents()?,
        };
        let measured = self.scene.figure.filter(|_| aggregate.is_some());
        let term = match aggregate {
            Some(aggregate) => of(aggregate, measured?),
            None => Term::count(),
        };
        let select = keys.iter().cloned().chain([term]).collect();
        let mut granted = self.granted(BoundPlan { per: keys, ..self.show(select) });
        if let Some(figure) = measured {
            granted = self.named(granted, "figure", figure);
        }
        Some(match by {
            "column" => self.named(granted, "column", self.scene.column?),
            _ => granted,
        })
    }

    /// A figure of each piece of time.
    fn times(&self, wish: &str, dice: &mut Dice) -> Option<Granted> {
        let aggregate = match wish {
            "by time" => None,
            "sum by time" => Some(Aggregate::Sum),
            "average by time" => Some(Aggregate::Average),
            _ => return None,
        };
        let day = self.scene.index.table(self.scene.things).time?;
        let (bucket, noun, adverb) = *dice.one(&[
            (Bucket::Month, "month", "monthly"),
            (Bucket::Year, "year", "yearly"),
            (Bucket::Month, "month", "monthly"),
            (Bucket::Quarter, "quarter", "quarterly"),
            (Bucket::Week, "week", "weekly"),
            (Bucket::Day, "day", "daily"),
        ])?;
        let key = Term { aggregate: None, distinct: false, of: Quantity::Bucket(day, bucket) };
        let term = match aggregate {
            Some(aggregate) => of(aggregate, self.scene.figure?),
            None => Term::count(),
        };
        let plan = self.show(vec![key.clone(), term]);
        let mut granted = self.granted(BoundPlan { per: vec![key], ..plan });
        granted.blanks.extend([("time", noun.to_owned()), ("timely", adverb.to_owned())]);
        Some(match self.scene.figure.filter(|_| aggregate.is_some()) {
            Some(figure) => self.named(granted, "figure", figure),
            None => granted,
        })
    }
}

/// An aggregate of a column.
fn of(aggregate: Aggregate, column: ColumnId) -> Term<ColumnId> {
    Term { aggregate: Some(aggregate), ..Term::column(column) }
}

/// A condition on a column.
fn is(
    left: Term<ColumnId>,
    operator: Operator,
    right: Operand<ColumnId, TableId>,
) -> Filter<ColumnId, TableId> {
    Filter::Is(Condition { left, operator, right })
}

fn text(value: &str) -> Operand<ColumnId, TableId> {
    Operand::Value(Value::Text(value.to_owned()))
}

/// Which way, and the words "top" or "bottom" aside, an order runs.
fn down(descending: bool) -> Direction {
    if descending { Direction::Descending } else { Direction::Ascending }
}
