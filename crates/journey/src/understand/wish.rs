//! A chart that the question asks for.
//!
//! The wish is taken out of the question before it is translated, because it says nothing about the
//! data. Only whole phrases count, so that a table of plots or of charts can still be asked about.

use querist_vocabulary::answer::ChartKind;

use super::Wish;

/// The kinds by the words that ask for them; `graph` and `plot` stand for `chart` too.
const KINDS: &[(&str, ChartKind)] = &[
    ("bar chart", ChartKind::Bar),
    ("column chart", ChartKind::Bar),
    ("line chart", ChartKind::Line),
    ("area chart", ChartKind::Area),
    ("pie chart", ChartKind::Pie),
    ("pie", ChartKind::Pie),
    ("donut chart", ChartKind::Pie),
    ("scatter chart", ChartKind::Scatter),
    ("scatterplot", ChartKind::Scatter),
    ("histogram", ChartKind::Histogram),
    ("heat map", ChartKind::HeatMap),
    ("heatmap", ChartKind::HeatMap),
    ("box chart", ChartKind::BoxPlot),
    ("boxplot", ChartKind::BoxPlot),
    ("box and whisker chart", ChartKind::BoxPlot),
];

/// Verbs that ask for some chart at the start of a question.
const VERBS: &[&str] = &["plot", "graph", "chart", "draw", "visualize", "visualise"];

/// The question without its wish for a chart, and the wish.
pub(crate) fn separate(question: &str) -> (String, Option<Wish>) {
    let bare = question.trim_end_matches(['.', '?', '!', ' ']);
    at_end(bare)
        .or_else(|| at_start(bare))
        .or_else(|| verb(bare))
        .unwrap_or_else(|| (question.to_owned(), None))
}

/// `what share of …`: the words stay, because they say what is asked.
pub(crate) fn of_shares(question: &str) -> Option<Wish> {
    let lower = ascii_lower(question);
    let words = lower.split(|c: char| !c.is_alphanumeric()).collect::<Vec<_>>();
    let asks = |pair: &[&str]| {
        matches!(pair, ["share" | "shares" | "percentage" | "proportion" | "percent", "of"])
    };
    words.windows(2).any(asks).then_some(Wish::Shares)
}

/// `… as a pie chart`, `… in a graph`.
fn at_end(question: &str) -> Option<(String, Option<Wish>)> {
    let lower = ascii_lower(question);
    let starts = [" as ", " in ", " on ", " with ", " using "];
    let (at, word) = starts.iter().filter_map(|word| Some((lower.rfind(word)?, word))).max()?;
    let wish = asked(lower.get(at + word.len()..)?)?;
    Some((question.get(..at)?.trim_end_matches([',', ' ']).to_owned(), Some(wish)))
}

/// `draw a bar chart of …`, `pie chart of …`.
fn at_start(question: &str) -> Option<(String, Option<Wish>)> {
    let lower = ascii_lower(question);
    let (at, word) = [" of ", " showing ", " for ", " with "]
        .iter()
        .filter_map(|word| Some((lower.find(word)?, word)))
        .min()?;
    let head = lower.get(..at)?;
    let head = ["show me ", "show ", "draw me ", "draw ", "make ", "create ", "give me ", "plot "]
        .iter()
        .find_map(|verb| head.strip_prefix(verb))
        .unwrap_or(head);
    let wish = asked(head)?;
    Some((format!("show {}", question.get(at + word.len()..)?), Some(wish)))
}

/// `plot sales over time`.
fn verb(question: &str) -> Option<(String, Option<Wish>)> {
    let (first, rest) = question.split_once(' ')?;
    let is_verb = VERBS.iter().any(|verb| first.eq_ignore_ascii_case(verb));
    is_verb.then(|| (format!("show {rest}"), Some(Wish::Any)))
}

/// The wish that a whole phrase is, such as `a pie chart` or `graph`.
fn asked(phrase: &str) -> Option<Wish> {
    let phrase = phrase.trim();
    let bare = phrase.strip_prefix("a ").or_else(|| phrase.strip_prefix("an ")).unwrap_or(phrase);
    let bare = bare.strip_suffix(" please").unwrap_or(bare).replace('-', " ");
    let same = match bare.rsplit_once(' ') {
        Some((kind, "graph" | "plot" | "diagram")) => format!("{kind} chart"),
        _ => bare,
    };
    if matches!(same.as_str(), "chart" | "graph" | "plot" | "diagram" | "visualization") {
        return Some(Wish::Any);
    }
    let kind = KINDS.iter().find(|(words, _)| *words == same)?;
    Some(Wish::Kind(kind.1))
}

/// In lower case without moving a byte.
fn ascii_lower(text: &str) -> String {
    text.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(question: &str, words: &str, wish: Option<Wish>) {
        assert_eq!(separate(question), (words.to_owned(), wish));
    }

    #[test]
    fn wishes_are_taken_out() {
        check(
            "sales by region as a pie chart?",
            "sales by region",
            Some(Wish::Kind(ChartKind::Pie)),
        );
        check("Sales per day, in a line graph", "Sales per day", Some(Wish::Kind(ChartKind::Line)));
        check(
            "draw a bar chart of tracks per genre",
            "show tracks per genre",
            Some(Wish::Kind(ChartKind::Bar)),
        );
        check("histogram of prices", "show prices", Some(Wish::Kind(ChartKind::Histogram)));
        check("Plot revenue over time", "show revenue over time", Some(Wish::Any));
        check(
            "price and weight as a scatter-plot",
            "price and weight",
            Some(Wish::Kind(ChartKind::Scatter)),
        );
    }

    #[test]
    fn shares_are_asked_for() {
        assert_eq!(of_shares("What share of revenue does each region have?"), Some(Wish::Shares));
        assert_eq!(of_shares("percentage of orders by country"), Some(Wish::Shares));
        assert_eq!(of_shares("margin percent by store"), None);
        assert_eq!(of_shares("share price of Apple"), None);
    }

    #[test]
    fn other_questions_stay_as_they_are() {
        for question in [
            "how many plots are in Kent?",
            "customers of Brazil",
            "songs in the chart of 1999",
            "as a rule",
        ] {
            check(question, question, None);
        }
    }
}
