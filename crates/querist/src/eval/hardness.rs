//! How hard a question's SQL is, by the rules of Spider's own evaluation.
//!
//! The rules count parts of the outermost level (`eval_hardness` in Spider's `evaluation.py`):
//! *first* parts are WHERE, GROUP BY, ORDER BY, LIMIT, each join, each OR and each LIKE; *nested*
//! parts are set operations and subqueries in conditions; *other* parts are more than one
//! aggregate, selected column, condition of WHERE, or column of GROUP BY. Here they are counted
//! from the words of the SQL instead of its tree, which is the approximation.

/// How hard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hardness {
    /// One part at most.
    Easy,
    /// A few parts.
    Medium,
    /// Many parts or one nested.
    Hard,
    /// More than that.
    Extra,
}

const AGGREGATES: &[&str] = &["count", "sum", "avg", "min", "max"];

impl Hardness {
    /// All, the easiest first.
    pub const ALL: [Self; 4] = [Self::Easy, Self::Medium, Self::Hard, Self::Extra];

    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Easy => "easy",
            Self::Medium => "medium",
            Self::Hard => "hard",
            Self::Extra => "extra",
        }
    }

    /// How hard this SQL is.
    #[must_use]
    pub fn of(sql: &str) -> Self {
        let parts = Parts::of(&words(sql));
        match (parts.first, parts.nested, parts.other()) {
            (0..=1, 0, 0) => Self::Easy,
            (0..=1, 0, 0..=2) | (2, 0, 0..=1) => Self::Medium,
            (0..=2, 0, 3..) | (3, 0, 0..=2) | (0..=1, 1, 0) => Self::Hard,
            _ => Self::Extra,
        }
    }
}

/// Whether the outermost level orders its rows.
pub(super) fn orders(sql: &str) -> bool {
    let top: Vec<Word> = words(sql).into_iter().filter(|word| word.depth == 0).collect();
    top.windows(2).any(|pair| matches!(pair, [one, two] if one.text == "order" && two.text == "by"))
}

/// A word, number, text in quotes or sign, in lower case, with how many parentheses are open.
struct Word {
    text: String,
    depth: usize,
}

fn words(sql: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut depth = 0_usize;
    let mut rest = sql.trim_start();
    while let Some(first) = rest.chars().next() {
        let (text, after) = rest.split_at(length(rest, first));
        depth = depth.saturating_sub(usize::from(first == ')'));
        words.push(Word { text: text.to_lowercase(), depth });
        depth += usize::from(first == '(');
        rest = after.trim_start();
    }
    words
}

/// Bytes of the word that the text begins with.
fn length(text: &str, first: char) -> usize {
    let wordlike = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    if matches!(first, '\'' | '"' | '`') {
        let inside = text.get(1..).unwrap_or_default();
        return inside.find(first).map_or(text.len(), |end| end + 2);
    }
    match text.find(|c: char| !wordlike(c)) {
        Some(0) => first.len_utf8(),
        Some(end) => end,
        None => text.len(),
    }
}

/// A clause of a query.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Clause {
    Select,
    From,
    Where,
    GroupBy,
    Having,
    OrderBy,
    Limit,
}

impl Clause {
    fn begun_by(word: &str) -> Option<Self> {
        match word {
            "select" => Some(Self::Select),
            "from" => Some(Self::From),
            "where" => Some(Self::Where),
            "group" => Some(Self::GroupBy),
            "having" => Some(Self::Having),
            "order" => Some(Self::OrderBy),
            "limit" => Some(Self::Limit),
            _ => None,
        }
    }
}

#[derive(Default)]
struct Parts {
    first: usize,
    nested: usize,
    aggregates: usize,
    selected: usize,
    conditions: usize,
    grouped: usize,
}

impl Parts {
    /// Counts the first query of a set operation; what follows the operator is one nested part.
    fn of(words: &[Word]) -> Self {
        let mut parts = Self { selected: 1, grouped: 1, ..Self::default() };
        let mut clause = Clause::Select;
        for word in words {
            if word.depth == 0 && matches!(word.text.as_str(), "union" | "intersect" | "except") {
                parts.nested += 1;
                break;
            }
            if word.depth == 0
                && let Some(begun) = Clause::begun_by(&word.text)
            {
                clause = begun;
                parts.begin(begun);
            } else {
                parts.count(word, clause);
            }
        }
        parts
    }

    fn begin(&mut self, clause: Clause) {
        match clause {
            Clause::Where => {
                self.first += 1;
                self.conditions += 1;
            }
            Clause::GroupBy | Clause::OrderBy | Clause::Limit => self.first += 1,
            Clause::Select | Clause::From | Clause::Having => {}
        }
    }

    fn count(&mut self, word: &Word, clause: Clause) {
        let conditional = matches!(clause, Clause::From | Clause::Where | Clause::Having);
        let top = word.depth == 0;
        match word.text.as_str() {
            "select" if matches!(clause, Clause::Where | Clause::Having) => self.nested += 1,
            "join" if top => self.first += 1,
            "," if top && clause == Clause::From => self.first += 1,
            "," if top && clause == Clause::Select => self.selected += 1,
            "," if top && clause == Clause::GroupBy => self.grouped += 1,
            "or" if top && conditional => {
                self.first += 1;
                self.conditions += usize::from(clause == Clause::Where);
            }
            "and" if top && clause == Clause::Where => self.conditions += 1,
            "like" if top && conditional => self.first += 1,
            text if top && AGGREGATES.contains(&text) => self.aggregates += 1,
            _ => {}
        }
    }

    fn other(&self) -> usize {
        let several = [self.aggregates, self.selected, self.conditions, self.grouped];
        several.iter().filter(|count| **count > 1).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sql: &str, word: &str) {
        assert_eq!(Hardness::of(sql).word(), word, "{sql}");
    }

    #[test]
    fn parts_are_counted_as_spider_counts_them() {
        check("SELECT count(*) FROM head WHERE age > 56", "easy");
        check("SELECT name, born, age FROM head ORDER BY age", "medium");
        check("SELECT max(a), min(a) FROM d", "medium");
        check("SELECT a FROM b JOIN c ON b.x = c.x WHERE c.y = 'or, like'", "medium");
        check("SELECT a FROM b WHERE c NOT IN (SELECT c FROM d)", "hard");
        check("SELECT a FROM b WHERE c = 1 INTERSECT SELECT a FROM b WHERE c = 2", "hard");
        check("SELECT a, b FROM t WHERE c = 1 AND d = 2 GROUP BY a, b", "hard");
        check(
            "SELECT a, count(*) FROM b JOIN c ON x = y GROUP BY a ORDER BY count(*) LIMIT 1",
            "extra",
        );
    }

    #[test]
    fn only_the_outermost_level_orders() {
        assert!(orders("SELECT a FROM b ORDER  BY a"));
        assert!(!orders("SELECT a FROM (SELECT a FROM b ORDER BY a)"));
        assert!(!orders("SELECT a FROM b WHERE c = 'order by'"));
    }
}
