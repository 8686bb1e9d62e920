//! How much there is to a question: which model it goes to, and whether a plan comes before the statement.

use querist_vocabulary::{model::Size, reading::Reading};

/// Words that need a figure of other rows, a step after another, or a comparison of groups.
const STEPS: &[&str] = &[
    "above average",
    "average of",
    "below average",
    "both",
    "change in",
    "compared",
    "cumulative",
    "difference between",
    "each of",
    "except",
    "growth",
    "median",
    "more than the",
    "most recent",
    "neither",
    "never",
    "of each",
    "over time",
    "percent",
    "percentage",
    "previous",
    "rank",
    "ratio",
    "rolling",
    "running total",
    "share of",
    "since the first",
    "than average",
    "than the average",
    "trend",
    "versus",
    "vs",
    "without any",
    "year over year",
];

/// Words that join one demand to another.
const JOINTS: &[&str] =
    &["and", "but", "for", "per", "that", "then", "where", "which", "who", "whose", "with"];

/// Parts of a statement that only a complex question needs.
const PARTS: &[&str] = &[" except ", " intersect ", " over (", "(select ", " union "];

/// How much there is to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Complexity {
    /// One table or two, a condition, a count.
    Simple,
    /// Several demands at once.
    Medium,
    /// Figures of figures, several steps.
    Complex,
}

impl Complexity {
    /// Of a question, and of the statement that the offline engine would write for it.
    pub(crate) fn of(question: &str, reading: Option<&Reading>) -> Self {
        let lower = format!(" {} ", question.to_lowercase());
        let words: Vec<&str> =
            lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let spaced = format!(" {} ", words.join(" "));
        let steps = STEPS.iter().filter(|step| spaced.contains(&format!(" {step} "))).count();
        let joints = words.iter().filter(|word| JOINTS.contains(word)).count();
        let (parts, joins) = reading.map_or((0, 0), |reading| written(&reading.draft.0));
        match steps * 2 + parts * 2 + joints / 2 + joins / 2 + words.len() / 14 {
            0 | 1 => Self::Simple,
            2 | 3 => Self::Medium,
            _ => Self::Complex,
        }
    }

    /// The model it goes to.
    pub(crate) fn size(self) -> Size {
        match self {
            Self::Simple => Size::Small,
            Self::Medium | Self::Complex => Size::Large,
        }
    }
}

/// Parts that make a statement hard, and its joins.
fn written(sql: &str) -> (usize, usize) {
    let lower = sql.to_lowercase();
    (PARTS.iter().filter(|part| lower.contains(*part)).count(), lower.matches(" join ").count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(question: &str) -> Complexity {
        Complexity::of(question, None)
    }

    #[test]
    fn few_demands_are_simple() {
        assert_eq!(check("how many customers are there?"), Complexity::Simple);
        assert_eq!(check("top 5 products by revenue in 2025"), Complexity::Simple);
        assert_eq!(check("orders from Germany"), Complexity::Simple);
    }

    #[test]
    fn several_demands_are_medium() {
        assert_eq!(
            check(
                "names and prices of products that were ordered in 2025 with a discount, for each store and month"
            ),
            Complexity::Medium
        );
        assert_eq!(check("sales trend by month"), Complexity::Medium);
    }

    #[test]
    fn figures_of_figures_are_complex() {
        assert_eq!(
            check(
                "which stores grew more than the average of their region compared to the previous year?"
            ),
            Complexity::Complex
        );
        assert_eq!(
            check("the percentage of customers who never ordered, and their share of all payments"),
            Complexity::Complex
        );
    }
}
