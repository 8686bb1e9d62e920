//! Rows of a day, a month, a year.

use querist_vocabulary::value::Value;

use super::{Granted, Wanted, down, is, text};
use crate::{
    index::ColumnId,
    plan::{Filter, Operand, Operator, Term},
    training::{dice::Dice, measure::TODAY},
    words::when,
};

const MONTHS: &[&str] = &["january", "March", "May", "june", "September", "December"];

impl Wanted<'_> {
    /// Rows whose date lies in a period, or that have none yet.
    pub(super) fn days(&self, wish: &str, dice: &mut Dice) -> Option<Granted> {
        let (counted, bare) = match wish.strip_prefix("count ") {
            Some(bare) => (true, bare),
            None => (false, wish),
        };
        if let Some(rest) = wish.strip_prefix("when ") {
            return self.when(rest, dice);
        }
        let own = self.scene.index.table(self.scene.things).time;
        let (day, filter, when) = match bare {
            "where day" => {
                let day = self.scene.day?;
                let (filter, when) = self.within(day, dice)?;
                (day, filter, when)
            }
            "where time" => {
                let (filter, when) = self.within(own?, dice)?;
                (own?, filter, when)
            }
            "later" => {
                let (day, other) = (self.scene.day?, self.scene.second_day()?);
                let later = is(Term::column(day), Operator::Greater, Operand::Column(other));
                (day, later, String::new())
            }
            "gap day" => {
                let day = self.scene.gap.filter(|c| self.scene.index.column(*c).is_day())?;
                let missing = is(Term::column(day), Operator::Missing, Operand::Nothing);
                (day, missing, String::new())
            }
            _ => return None,
        };
        let mut plan = self.show_things();
        if counted {
            plan.select = vec![Term::count()];
        }
        plan.filter = Filter::All(vec![filter]);
        let mut granted = self.granted(plan);
        granted.blanks.push(("when", when));
        let second = self.scene.second_day().filter(|_| bare == "later");
        granted.blanks.extend(second.map(|other| ("second", self.scene.called(other))));
        granted.blanks.extend(self.scene.done(day).map(|done| ("done", done)));
        Some(granted)
    }

    /// The date of one thing, of the first, of the last.
    fn when(&self, which: &str, dice: &mut Dice) -> Option<Granted> {
        let day = match which {
            "one" => self.scene.day?,
            _ => self.scene.index.table(self.scene.things).time?,
        };
        let mut plan = self.show(vec![Term::column(day)]);
        let mut value = String::new();
        if which == "one" {
            let [name] = self.own.as_slice() else { return None };
            value = self.scene.values(*name, 1, dice).pop()?;
            plan.filter = Filter::All(vec![is(Term::column(*name), Operator::Equal, text(&value))]);
        } else {
            plan.order = vec![(Term::column(day), down(which == "last"))];
            plan.limit = Some(1);
        }
        let mut granted = self.granted(plan);
        granted.blanks.push(("value", value));
        granted.blanks.extend(self.scene.done(day).map(|done| ("done", done)));
        Some(granted)
    }

    /// A condition on a date column, and the words for it.
    pub(super) fn within(
        &self,
        day: ColumnId,
        dice: &mut Dice,
    ) -> Option<(Filter<ColumnId, crate::index::TableId>, String)> {
        let years = self.scene.years(day);
        let year = *dice.one(&years)?;
        let month = dice.one(MONTHS)?;
        let words = match dice.below(8) {
            0 => format!("after {year}"),
            1 => format!("before {year}"),
            2 => format!("since {year}"),
            3 => format!("in {month} {year}"),
            4 => format!("between {} and {year}", year - 1),
            _ => format!("in {year}"),
        };
        let period = when::find(&words, TODAY).into_iter().next()?;
        let end = |day: Option<jiff::civil::Date>| day.map_or(Value::Null, Value::Date);
        let range = Operand::Range(end(period.from), end(period.until));
        Some((is(Term::column(day), Operator::Within, range), words))
    }
}
