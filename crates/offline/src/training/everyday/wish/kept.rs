//! Rows that hold something.

use querist_vocabulary::value::Value;

use super::{Granted, Wanted, down, is, of, text};
use crate::{
    expand::BoundPlan,
    index::{ColumnId, TableId},
    plan::{Aggregate, Filter, Operand, Operator, Term},
    training::dice::Dice,
};

type Kept = (BoundPlan, Vec<(&'static str, String)>, Option<ColumnId>);

impl Wanted<'_> {
    /// Rows that hold a value, a figure beyond a bound, others, none.
    pub(super) fn keeps(&self, wish: &str, dice: &mut Dice) -> Option<Granted> {
        let counting = wish.strip_prefix("count ").or_else(|| wish.strip_prefix("share "));
        let (counted, bare) = match counting {
            Some(bare) => (true, bare),
            None => (false, wish),
        };
        let (bare, sorted) = match bare.strip_suffix(" sorted") {
            Some(rest) => (rest, true),
            None => (bare, false),
        };
        let (mut plan, blanks, column) = self
            .by_value(bare, dice)
            .or_else(|| self.by_parent(bare, dice))
            .or_else(|| self.by_gap(bare))
            .or_else(|| self.by_bound(bare, dice))
            .or_else(|| self.by_others(bare, dice))
            .or_else(|| self.by_average(bare))?;
        if counted {
            plan.select = vec![Term::count()];
            plan.distinct = false;
        }
        if sorted {
            plan.order.push((Term::column(self.scene.figure?), down(bare == "over")));
        }
        let mut granted = self.granted(plan);
        granted.blanks.extend(blanks);
        if let Some(figure) = self.scene.figure {
            granted = self.named(granted, "figure", figure);
        }
        Some(match column {
            Some(column) => self.named(granted, "column", column),
            None => granted,
        })
    }

    fn kept(&self, filter: Filter<ColumnId, TableId>) -> BoundPlan {
        BoundPlan { filter: Filter::All(vec![filter]), ..self.show_things() }
    }

    /// A stored value of a column of kinds.
    fn by_value(&self, wish: &str, dice: &mut Dice) -> Option<Kept> {
        let column = self.scene.column?;
        let place = wish.ends_with("place");
        if (place || wish == "where not") && !self.scene.place {
            return None;
        }
        let equal = |operator, value: &str| is(Term::column(column), operator, text(value));
        let values = self.scene.values(column, 2, dice);
        let first = values.first()?;
        let filter = match wish {
            "where" | "where place" => equal(Operator::Equal, first),
            "where not" => equal(Operator::NotEqual, first),
            "either" | "either place" => {
                Filter::Any(values.iter().map(|v| equal(Operator::Equal, v)).collect())
            }
            "different" => {
                let plan = BoundPlan { distinct: true, ..self.show(vec![Term::column(column)]) };
                return Some((plan, Vec::new(), Some(column)));
            }
            _ => return None,
        };
        let blanks = vec![("value", first.clone()), ("other", values.get(1)?.clone())];
        Some((self.kept(filter), blanks, Some(column)))
    }

    /// The name of a row that the things point at, or of a thing itself.
    fn by_parent(&self, wish: &str, dice: &mut Dice) -> Option<Kept> {
        let named = |columns: &[ColumnId], dice: &mut Dice| match columns {
            [only] => self.scene.values(*only, 1, dice).pop().map(|value| (*only, value)),
            _ => None,
        };
        let named_parent = |dice: &mut Dice| {
            named(&self.scene.index.table(self.scene.parent_table()?).display, dice)
        };
        let (column, value, plan) = match wish {
            "of parent" => {
                let (column, value) = named_parent(dice)?;
                (column, value, self.show_things())
            }
            "sum of parent" => {
                let (column, value) = named_parent(dice)?;
                (column, value, self.show(vec![of(Aggregate::Sum, self.scene.figure?)]))
            }
            "one" => {
                let (column, value) = named(&self.own, dice)?;
                (column, value, self.show(vec![Term::column(self.scene.figure?)]))
            }
            "contains" | "starts" | "contains word" => return self.by_text(wish, dice),
            _ => return None,
        };
        let filter = is(Term::column(column), Operator::Equal, text(&value));
        let plan = BoundPlan { filter: Filter::All(vec![filter]), ..plan };
        Some((plan, vec![("value", value)], None))
    }

    /// A word or a letter in the name of a thing.
    fn by_text(&self, wish: &str, dice: &mut Dice) -> Option<Kept> {
        let column = match self.own.as_slice() {
            _ if wish == "contains word" => &self.scene.column?,
            [only] => only,
            _ => return None,
        };
        let value = self.scene.values(*column, 1, dice).pop()?;
        let words = value.split(|letter: char| !letter.is_alphabetic());
        let word = words.max_by_key(|word| word.len()).filter(|word| *word != value)?.to_owned();
        let letter = value.chars().next()?.to_string();
        let pattern = if wish == "starts" { format!("{letter}%") } else { format!("%{word}%") };
        let filter = is(Term::column(*column), Operator::Like, text(&pattern));
        let long_enough = word.len() > 3 && word.chars().all(char::is_alphabetic);
        let blanks = vec![("word", word), ("letter", letter)];
        long_enough.then(|| (self.kept(filter), blanks, Some(*column)))
    }

    fn by_gap(&self, wish: &str) -> Option<Kept> {
        let operator = match wish {
            "gap" => Operator::Missing,
            "filled" => Operator::Present,
            _ => return None,
        };
        let column = self.scene.gap?;
        let plan = self.kept(is(Term::column(column), operator, Operand::Nothing));
        Some((plan, Vec::new(), Some(column)))
    }

    /// A figure beyond a number or another column.
    fn by_bound(&self, wish: &str, dice: &mut Dice) -> Option<Kept> {
        let figure = self.scene.figure?;
        let column = self.scene.index.column(figure);
        let (least, most) = (column.min?, column.max?);
        let part = [0.25, 0.5, 0.6, 0.4];
        let low = round(least + (most - least) * dice.one(&part)?);
        let high = round(least + (most - least) * 0.8);
        let number = |n: f64| crate::link::number_value(&n.to_string());
        let bound = |operator, right| is(Term::column(figure), operator, right);
        let filter = match wish {
            "priced over" | "priced under" if !column.says("price") && !column.says("cost") => {
                return None;
            }
            "compared" => {
                let (adjective, turned) = self.scene.adjective(figure, dice)?;
                let operator = if turned { Operator::Less } else { Operator::Greater };
                let blanks =
                    vec![("n", low.to_string()), ("comparative", compared(&adjective, "er"))];
                return Some((
                    self.kept(bound(operator, Operand::Value(number(low)))),
                    blanks,
                    None,
                ));
            }
            "over" | "priced over" => bound(Operator::Greater, Operand::Value(number(low))),
            "under" | "priced under" => bound(Operator::Less, Operand::Value(number(low))),
            "between" if high > low => {
                bound(Operator::Between, Operand::Range(number(low), number(high)))
            }
            "greater column" => bound(Operator::Greater, Operand::Column(self.scene.second?)),
            "less column" => bound(Operator::Less, Operand::Column(self.scene.second?)),
            _ => return None,
        };
        let second = self.scene.second.map(|c| self.scene.called(c)).unwrap_or_default();
        let blanks = vec![("n", low.to_string()), ("m", high.to_string()), ("second", second)];
        Some((self.kept(filter), blanks, None))
    }

    /// How many others point at a row, or none.
    fn by_others(&self, wish: &str, dice: &mut Dice) -> Option<Kept> {
        let (from, to) = self.scene.parent?;
        let others = |operator| {
            let inner = BoundPlan { select: vec![Term::column(from)], ..BoundPlan::default() };
            let filter = is(Term::column(to), operator, Operand::Plan(Box::new(inner)));
            let select = self.parents()?;
            Some(BoundPlan { select, filter: Filter::All(vec![filter]), ..BoundPlan::default() })
        };
        let many: i64 = *dice.one(&[1, 2, 3, 5, 10, 20])?;
        let counted = |keys: Vec<Term<ColumnId>>, operator| {
            let filter = is(Term::count(), operator, Operand::Value(Value::Integer(many)));
            BoundPlan { per: keys.clone(), filter: Filter::All(vec![filter]), ..self.show(keys) }
        };
        let plan = match wish {
            "never" => others(Operator::NotIn)?,
            "ever" => others(Operator::In)?,
            "having times" => {
                self.scene.did()?;
                counted(self.parents()?, Operator::Greater)
            }
            "having" => counted(self.parents()?, Operator::Greater),
            "having least" => counted(self.parents()?, Operator::AtLeast),
            "having less" => counted(self.parents()?, Operator::Less),
            "having column" => counted(vec![Term::column(self.scene.column?)], Operator::Greater),
            _ => return None,
        };
        let column = self.scene.column.filter(|_| wish == "having column");
        Some((plan, vec![("n", many.to_string())], column))
    }

    fn by_average(&self, wish: &str) -> Option<Kept> {
        let operator = match wish {
            "above average" => Operator::Greater,
            "below average" => Operator::Less,
            _ => return None,
        };
        let figure = self.scene.figure?;
        let inner = self.show(vec![of(Aggregate::Average, figure)]);
        let inner = Operand::Plan(Box::new(inner));
        Some((self.kept(is(Term::column(figure), operator, inner)), Vec::new(), None))
    }
}

/// An adjective in its comparative or superlative: "cheaper", "most expensive".
pub(super) fn compared(adjective: &str, ending: &str) -> String {
    let short = adjective.len() <= 5;
    match (short, ending) {
        (false, "er") => format!("more {adjective}"),
        (false, _) => format!("most {adjective}"),
        (true, _) => match adjective.chars().last() {
            Some('e') => format!("{}{ending}", adjective.trim_end_matches('e')),
            Some('y') => format!("{}i{ending}", adjective.trim_end_matches('y')),
            Some(last @ ('g' | 't' | 'n' | 'p')) if adjective.len() == 3 => {
                format!("{adjective}{last}{ending}")
            }
            _ => format!("{adjective}{ending}"),
        },
    }
}

/// A number as people would say it: two digits that matter.
pub(super) fn round(number: f64) -> f64 {
    if number == 0.0 {
        return 0.0;
    }
    let scale = 10_f64.powf(1.0 - number.abs().log10().floor());
    let rounded = (number * scale).round() / scale;
    (rounded * 1e6).round() / 1e6
}
