//! What a plan asks, however it is written: two plans of one meaning return the same rows.

use std::fmt::Debug;

use super::{Filter, Operand, Plan, Term};

impl<C: Debug, T: Debug> Plan<C, T> {
    /// A text that is equal for plans that differ only in the order of columns shown, of groups, of
    /// conditions or of a list of values.
    pub(crate) fn meaning(&self) -> String {
        let set = self.set.as_ref().map(|(operation, other)| (operation, other.meaning()));
        format!(
            "{} {} {} {} {} {:?} {:?} {set:?} {}",
            self.distinct,
            terms(&self.select),
            sorted(self.tables.iter().map(|table| format!("{table:?}"))),
            self.filter.meaning(),
            terms(&self.per),
            self.order,
            self.limit,
            self.share,
        )
    }
}

impl<C: Debug, T: Debug> Filter<C, T> {
    fn meaning(&self) -> String {
        match self {
            Self::All(parts) | Self::Any(parts) if parts.len() == 1 => {
                parts.iter().map(Self::meaning).collect()
            }
            Self::All(parts) => format!("all {}", sorted(parts.iter().map(Self::meaning))),
            Self::Any(parts) => format!("any {}", sorted(parts.iter().map(Self::meaning))),
            Self::Is(condition) => {
                let right = match &condition.right {
                    Operand::Values(values) => sorted(values.iter().map(|v| format!("{v:?}"))),
                    Operand::Plan(plan) => plan.meaning(),
                    other @ (Operand::Nothing
                    | Operand::Value(_)
                    | Operand::Range(..)
                    | Operand::Column(_)) => format!("{other:?}"),
                };
                format!("{:?} {:?} {right}", condition.left, condition.operator)
            }
        }
    }
}

fn terms<C: Debug>(terms: &[Term<C>]) -> String {
    sorted(terms.iter().map(|term| format!("{term:?}")))
}

fn sorted(parts: impl Iterator<Item = String>) -> String {
    let mut parts: Vec<String> = parts.collect();
    parts.sort_unstable();
    format!("({})", parts.join(", "))
}

#[cfg(test)]
mod tests {
    use querist_vocabulary::value::Value;

    use crate::plan::{Condition, Direction, Filter, Operand, Operator, Plan, Term};

    type Named = Plan<&'static str, &'static str>;

    fn plan(select: [&'static str; 2], countries: [&str; 2]) -> Named {
        let is = |country: &str| {
            let right = Operand::Value(Value::Text(country.into()));
            Filter::Is(Condition {
                left: Term::column("country"),
                operator: Operator::Equal,
                right,
            })
        };
        let filter = Filter::All(vec![Filter::Any(countries.map(is).to_vec())]);
        Plan { select: select.map(Term::column).to_vec(), filter, ..Plan::default() }
    }

    #[test]
    fn order_of_columns_and_conditions_means_nothing() {
        let one = plan(["name", "city"], ["Brazil", "Canada"]);
        let two = plan(["city", "name"], ["Canada", "Brazil"]);
        assert_eq!(one.meaning(), two.meaning());
    }

    #[test]
    fn order_of_rows_and_other_values_mean_something() {
        let one = plan(["name", "city"], ["Brazil", "Canada"]);
        let other = plan(["name", "city"], ["Brazil", "Chile"]);
        let ordered =
            Plan { order: vec![(Term::column("name"), Direction::Ascending)], ..one.clone() };
        assert_ne!(one.meaning(), other.meaning());
        assert_ne!(one.meaning(), ordered.meaning());
    }
}
