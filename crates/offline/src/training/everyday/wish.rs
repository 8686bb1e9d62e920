//! What is wanted, as plans.

/// Rows that hold something.
mod kept;

/// Figures that people named, and money spent.
mod measured;

/// Rows by their order, and groups by theirs.
mod ranked;

/// Rows of a day, a month, a year.
mod timed;

use querist_vocabulary::value::Value;

use super::{super::dice::Dice, scene::Scene};
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
    /// What must be said lest the plan holds more than the question.
    pub said: Option<String>,
}

/// The plan of a wish over a scene; none where the scene lacks what it needs.
pub(super) fn grant(wish: &str, scene: &Scene<'_>, dice: &mut Dice) -> Option<Granted> {
    let wanted = Wanted { scene, own: scene.index.table(scene.things).display.clone() };
    let granted = wanted
        .figures(wish)
        .or_else(|| wanted.groups(wish))
        .or_else(|| wanted.times(wish, dice))
        .or_else(|| wanted.days(wish, dice))
        .or_else(|| wanted.measures(wish, dice))
        .or_else(|| wanted.spends(wish, dice))
        .or_else(|| wanted.ranks(wish, dice))
        .or_else(|| wanted.keeps(wish, dice))?;
    Some(if dice.falls(NARROWED) { wanted.narrowed(granted, dice) } else { granted })
}

/// How many in a hundred are asked of some of the things only.
const NARROWED: usize = 38;

/// A scene with the columns that name its things.
struct Wanted<'a> {
    scene: &'a Scene<'a>,
    own: Vec<ColumnId>,
}

impl Wanted<'_> {
    /// The same of the things that hold a stored value, where the wish does not speak of its column already.
    fn narrowed(&self, granted: Granted, dice: &mut Dice) -> Granted {
        let spoken = |blank: &str| granted.blanks.iter().any(|(known, _)| *known == blank);
        // A value beside the one that is asked for: "horror films rated R".
        let beside = spoken("value") && spoken("parent") && granted.plan.columns().len() <= 4;
        let free = (!spoken("value") || beside)
            && !spoken("columns")
            && granted.plan.tables.contains(&self.scene.things);
        let column = self.scene.column.filter(|c| free && !granted.plan.columns().contains(c));
        let value = column.and_then(|c| self.scene.values(c, 1, dice).pop());
        let (Some(column), Some(value)) = (column, value) else { return granted };
        let mut narrowed = granted;
        let holds = is(Term::column(column), Operator::Equal, text(&value));
        narrowed.plan.filter.and(holds.clone());
        narrowed.also.iter_mut().for_each(|plan| plan.filter.and(holds.clone()));
        let label = self.scene.called(column);
        let place = self.scene.place && dice.falls(70);
        for (_, name) in narrowed.blanks.iter_mut().filter(|(blank, _)| *blank == "things") {
            *name = match (place, dice.below(3)) {
                (true, 0) => format!("{name} from {value}"),
                (true, _) => format!("{name} in {value}"),
                (false, 0) => format!("{name} with {label} {value}"),
                (false, _) => format!("{value} {name}"),
            };
        }
        narrowed.said = Some(value);
        narrowed
    }

    fn granted(&self, plan: BoundPlan) -> Granted {
        let table = self.scene.index.table(self.scene.things);
        let mut blanks = vec![("things", table.plural.clone()), ("thing", table.singular.clone())];
        if let Some(parent) = self.scene.parent_table().map(|id| self.scene.index.table(id)) {
            // A role such as "support rep" stands for the table that the key points at.
            if let Some(role) = self.role() {
                blanks.push(("parents", plural_of(&role)));
                blanks.push(("parent", role));
            }
            blanks.push(("parents", parent.plural.clone()));
            blanks.push(("parent", parent.singular.clone()));
        }
        blanks.extend(self.scene.did().map(|did| ("did", did.to_owned())));
        Granted { plan, also: Vec::new(), blanks, said: None }
    }

    /// What the key that points at the parent calls it, every other time.
    fn role(&self) -> Option<String> {
        let (from, to) = self.scene.parent?;
        let label = self.scene.index.column(from).label.clone();
        let role = label.strip_suffix(" id").or_else(|| label.strip_suffix(" code"))?;
        let own = &self.scene.index.table(self.scene.index.table_of(to)).singular;
        (role != own && self.scene.roles).then(|| role.to_owned())
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

    /// The things by their name; whole where they have none.
    fn show_things(&self) -> BoundPlan {
        if self.own.is_empty() {
            return self.show(vec![Term { aggregate: None, distinct: false, of: Quantity::Rows }]);
        }
        self.show(self.own.iter().map(|c| Term::column(*c)).collect())
    }

    /// The columns that name the table which the things point at; its key where nothing does.
    fn parents(&self) -> Option<Vec<Term<ColumnId>>> {
        let (_, key) = self.scene.parent?;
        let display = &self.scene.index.table(self.scene.index.table_of(key)).display;
        let names = if display.is_empty() { std::slice::from_ref(&key) } else { display };
        Some(names.iter().map(|c| Term::column(*c)).collect())
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
            "least and most" => {
                let figure = self.scene.figure?;
                let ends = [Aggregate::Minimum, Aggregate::Maximum].map(|end| of(end, figure));
                return Some(self.named(self.granted(self.show(ends.to_vec())), "figure", figure));
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
        let (wish, sorted) = match wish.strip_suffix(" sorted") {
            Some(rest) => (rest, true),
            None => (wish, false),
        };
        let (figure, by) =
            wish.split_once("by ").filter(|(_, by)| matches!(*by, "column" | "parent"))?;
        let aggregate = match figure.trim() {
            "" | "share" => None,
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
        let select = keys.iter().cloned().chain([term.clone()]).collect();
        let order = if sorted { vec![(term, Direction::Descending)] } else { Vec::new() };
        let share = figure.trim() == "share";
        let plan = BoundPlan { per: keys, order, share, ..self.show(select) };
        let mut granted = self.granted(plan);
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
            "by time" | "most time" => None,
            "sum by time" => Some(Aggregate::Sum),
            "average by time" => Some(Aggregate::Average),
            _ => return None,
        };
        let term = match aggregate {
            Some(aggregate) => of(aggregate, self.scene.figure?),
            None => Term::count(),
        };
        if wish == "most time" {
            return self.most_time(term, dice);
        }
        let granted = self.each_time(term, dice)?;
        Some(match self.scene.figure.filter(|_| aggregate.is_some()) {
            Some(figure) => self.named(granted, "figure", figure),
            None => granted,
        })
    }

    /// The piece of time with the most of a term.
    fn most_time(&self, term: Term<ColumnId>, dice: &mut Dice) -> Option<Granted> {
        let mut granted = self.each_time(term.clone(), dice)?;
        granted.plan.order = vec![(term, Direction::Descending)];
        granted.plan.limit = Some(1);
        let mut bare = granted.plan.clone();
        bare.select.pop();
        granted.also = vec![bare];
        Some(granted)
    }

    /// A term for each piece of time.
    fn each_time(&self, term: Term<ColumnId>, dice: &mut Dice) -> Option<Granted> {
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
        let plan = self.show(vec![key.clone(), term]);
        let order = vec![(key.clone(), Direction::Ascending)];
        let mut granted = self.granted(BoundPlan { per: vec![key], order, ..plan });
        granted.also.push(BoundPlan { order: Vec::new(), ..granted.plan.clone() });
        granted.blanks.extend([("time", noun.to_owned()), ("timely", adverb.to_owned())]);
        Some(granted)
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
