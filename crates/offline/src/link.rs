//! What the words of a question may name: tables, columns, stored values, numbers, days.

/// Columns.
mod column;

/// Values and days.
mod item;

/// Words for which columns keep something else.
mod coded;

/// Numbers.
mod number;

/// Conditions that words say whole.
mod said;

/// Tables.
mod table;

use std::collections::HashMap;

use jiff::civil;
use querist_english::{akin, english};
use querist_vocabulary::value::Value;

use crate::{
    cues::{Cue, Cues, is_stop},
    index::{ColumnId, Index, TableId},
    words::{Token, tokens},
};

pub(crate) use item::{Holder, Item, ItemKind};
pub(crate) use said::Said;

/// A run of tokens, the end not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Span {
    /// First token.
    pub from: usize,
    /// Token after the last.
    pub to: usize,
}

impl Span {
    /// How many tokens.
    pub(crate) fn len(self) -> usize {
        self.to - self.from
    }

    /// Whether a token is inside.
    pub(crate) fn contains(self, at: usize) -> bool {
        self.from <= at && at < self.to
    }

    /// Whether two spans share a token.
    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }

    /// Whether another lies inside and is shorter.
    pub(crate) fn holds(self, other: Self) -> bool {
        self.from <= other.from && other.to <= self.to && other.len() < self.len()
    }
}

/// How surely words name something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) enum Strength {
    /// Not at all.
    #[default]
    None,
    /// A part of its name, or a beginning of it.
    Weak,
    /// By a synonym.
    Synonym,
    /// What its table's name leaves of it, or its words in another order.
    Partial,
    /// Its name.
    Exact,
}

/// What the question says of a column.
#[derive(Debug, Clone, Default)]
pub(crate) struct ColumnLink {
    /// Where it is named.
    pub spans: Vec<Span>,
    /// How surely.
    pub strength: Strength,
    /// How much of its name stands in the question.
    pub fraction: f32,
}

/// What the question says of a table.
#[derive(Debug, Clone, Default)]
pub(crate) struct TableLink {
    /// Where it is named.
    pub spans: Vec<Span>,
    /// How surely.
    pub strength: Strength,
    /// How much of its name stands in the question.
    pub fraction: f32,
    /// Whether the last word of its name does.
    pub head: bool,
    /// Where a part of its name stands, when the whole does not.
    pub part: Option<usize>,
}

/// Where a named figure is named.
#[derive(Debug, Clone)]
pub(crate) struct FigureLink {
    /// Its place in the index.
    pub figure: usize,
    /// The words.
    pub span: Span,
}

/// A question with everything its words may name.
#[derive(Debug)]
pub(crate) struct Linked<'a> {
    /// What it is read against.
    pub index: &'a Index,
    /// As typed.
    pub question: String,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// Its cues.
    pub cues: Cues,
    /// By column.
    pub columns: Vec<ColumnLink>,
    /// By table.
    pub tables: Vec<TableLink>,
    /// Values, numbers, days.
    pub items: Vec<Item>,
    /// Named figures.
    pub figures: Vec<FigureLink>,
    /// Columns worth considering: named, or of a named table or value.
    pub candidates: Vec<ColumnId>,
    /// Runs of tokens that name a column well.
    pub column_spans: Vec<Span>,
    /// The day that relative dates count from.
    pub today: civil::Date,
}

/// Where each stem stands, and where a synonym of it does.
pub(crate) struct Places {
    /// By stem.
    pub exact: HashMap<String, Vec<usize>>,
    /// By stem that a question's word is another word for.
    pub synonym: HashMap<String, Vec<usize>>,
}

impl<'a> Linked<'a> {
    /// Links a question.
    pub(crate) fn new(index: &'a Index, question: &str, today: civil::Date) -> Self {
        let tokens = tokens(question);
        let cues = Cues::find(&tokens);
        let places = Places::new(index, &tokens, &cues);
        let tables = table::link(index, &tokens, &places);
        let columns = column::link(index, &tokens, &places);
        let mut linked = Self {
            index,
            question: question.to_string(),
            cues,
            figures: figures(index, &tokens),
            tokens,
            columns,
            tables,
            items: Vec::new(),
            candidates: Vec::new(),
            column_spans: Vec::new(),
            today,
        };
        linked.column_spans = linked.well_named();
        // The "hourly" of an hourly rate cuts no day into hours.
        let within = |at: usize| linked.column_spans.iter().any(|s| s.contains(at) && s.len() > 1);
        linked.cues.bucket = linked.cues.bucket.filter(|(_, at)| !within(*at));
        linked.items = item::find(&linked, question);
        linked.figures = linked.figures_of_their_own();
        linked.candidates = linked.worth_considering();
        linked
    }

    /// Named figures whose words are no part of a longer stored value: a "sales support agent" is no figure.
    fn figures_of_their_own(&self) -> Vec<FigureLink> {
        let stored = self.items.iter().filter(|item| item.kind == ItemKind::Stored);
        let spans: Vec<Span> = stored.map(|item| item.span).collect();
        let own = |link: &&FigureLink| !spans.iter().any(|span| span.holds(link.span));
        self.figures.iter().filter(own).cloned().collect()
    }

    /// What the question says of a column.
    pub(crate) fn column(&self, id: ColumnId) -> &ColumnLink {
        static NOTHING: ColumnLink =
            ColumnLink { spans: Vec::new(), strength: Strength::None, fraction: 0.0 };
        self.columns.get(id.0 as usize).unwrap_or(&NOTHING)
    }

    /// What the question says of a table.
    pub(crate) fn table(&self, id: TableId) -> &TableLink {
        static NOTHING: TableLink = TableLink {
            spans: Vec::new(),
            strength: Strength::None,
            fraction: 0.0,
            head: false,
            part: None,
        };
        self.tables.get(id.0 as usize).unwrap_or(&NOTHING)
    }

    /// Whether a token stands in the name of a table, a column or a stored value, not by a beginning alone.
    #[cfg(feature = "training")]
    pub(crate) fn names_at(&self, at: usize) -> bool {
        let columns = self.columns.iter().filter(|c| c.strength > Strength::Weak);
        let stored = self.items.iter().filter(|item| item.kind == ItemKind::Stored);
        columns.flat_map(|c| &c.spans).any(|span| span.contains(at))
            || self.tables.iter().flat_map(|t| &t.spans).any(|span| span.contains(at))
            || stored.map(|item| item.span).any(|span| span.contains(at))
    }

    /// The folded text of a token.
    pub(crate) fn text(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.text.as_str())
    }

    /// The words of a span as typed.
    pub(crate) fn phrase(&self, span: Span) -> &str {
        let start = self.tokens.get(span.from).map_or(0, |token| token.start);
        let last = span.to.checked_sub(1).and_then(|at| self.tokens.get(at));
        self.question.get(start..last.map_or(0, |token| token.end)).unwrap_or_default()
    }

    /// Whether "not" stands at most three words before.
    pub(crate) fn is_negated(&self, span: Span) -> bool {
        self.cues.at(Cue::Not).any(|at| at < span.from && span.from - at <= 3)
    }

    fn well_named(&self) -> Vec<Span> {
        let strong = self.columns.iter().filter(|link| link.strength >= Strength::Partial);
        let mut spans: Vec<Span> = strong.flat_map(|link| link.spans.iter().copied()).collect();
        spans.sort_unstable();
        spans.dedup();
        spans
    }

    /// Whether a column of a view that is not named says what a table's column of the same name says.
    fn repeats(&self, id: ColumnId) -> bool {
        let column = self.index.column(id);
        let same = || {
            let others = self.index.by_stem.get(&column.glue).into_iter().flatten();
            let mut tables = others.map(|other| self.index.column(*other));
            tables.any(|other| other.glue == column.glue && !self.index.table(other.table).view)
        };
        self.index.table(column.table).view && self.table(column.table).spans.is_empty() && same()
    }

    fn worth_considering(&self) -> Vec<ColumnId> {
        let mut wanted = vec![false; self.index.columns.len()];
        let mut want = |id: ColumnId| {
            if let Some(flag) = wanted.get_mut(id.0 as usize) {
                *flag = true;
            }
        };
        let small = self.index.columns.len() <= 150;
        for id in self.index.column_ids() {
            if small || self.column(id).strength > Strength::None {
                want(id);
            }
        }
        for id in self.index.table_ids().filter(|id| !self.table(*id).spans.is_empty()) {
            self.index.table(id).columns.iter().for_each(|c| want(*c));
        }
        for item in &self.items {
            if item.kind == ItemKind::Stored {
                item.columns().for_each(&mut want);
            }
        }
        let fits = |id: &ColumnId| wanted.get(id.0 as usize) == Some(&true) && !self.repeats(*id);
        self.index.column_ids().filter(fits).collect()
    }
}

impl Places {
    fn new(index: &Index, tokens: &[Token], cues: &Cues) -> Self {
        let mut places = Self { exact: HashMap::new(), synonym: HashMap::new() };
        for (at, token) in tokens.iter().enumerate() {
            places.exact.entry(token.stem.clone()).or_default().push(at);
            let lexicon = english();
            let others =
                lexicon.synonyms(&token.stem).iter().chain(lexicon.recorded_as(&token.stem));
            for other in others {
                places.synonym.entry(other.clone()).or_default().push(at);
            }
            for ranked in lexicon.ranked_by(&token.text) {
                places.synonym.entry(ranked.word.clone()).or_default().push(at);
            }
            // A word that names something here stands for itself.
            if !is_stop(token) && !cues.covers(at) && !index.has_word(&token.stem) {
                for other in akin(&token.stem).filter(|other| index.has_word(other)) {
                    places.synonym.entry(other.to_owned()).or_default().push(at);
                }
            }
        }
        places
    }
}

/// Every run of tokens whose stems are these.
pub(crate) fn runs(tokens: &[Token], stems: &[String]) -> Vec<Span> {
    if stems.is_empty() {
        return Vec::new();
    }
    let fits = |window: &[Token]| window.iter().zip(stems).all(|(t, s)| t.stem == *s);
    tokens
        .windows(stems.len())
        .enumerate()
        .filter(|(_, window)| fits(window))
        .map(|(from, _)| Span { from, to: from + stems.len() })
        .collect()
}

/// Runs of tokens by their letters without spaces: "data base" names `database`.
pub(crate) fn glued(tokens: &[Token]) -> HashMap<String, Span> {
    let mut found = HashMap::new();
    for from in 0..tokens.len() {
        let mut glue = String::new();
        for (to, token) in tokens.iter().enumerate().skip(from).take(5) {
            if !token.is_solid() {
                break;
            }
            glue.push_str(&token.text);
            let span = Span { from, to: to + 1 };
            if let Some(one) = glue.strip_suffix('s') {
                found.entry(one.to_string()).or_insert(span);
            }
            found.entry(glue.clone()).or_insert(span);
        }
    }
    found
}

fn figures(index: &Index, tokens: &[Token]) -> Vec<FigureLink> {
    let mut found: Vec<FigureLink> = Vec::new();
    let text = |at: usize| tokens.get(at).map_or("", |t| t.text.as_str());
    // "number of returned sales" counts rows; up to one word may stand between.
    let is_counted = |span: &Span| {
        let before = |back: usize| span.from.checked_sub(back).map_or("", text);
        (0..=1).any(|gap| {
            before(gap + 1) == "many"
                || (before(gap + 1) == "of" && matches!(before(gap + 2), "number" | "count"))
        })
    };
    for (figure, known) in index.figures.iter().enumerate() {
        let spans = known.names.iter().flat_map(|name| runs(tokens, name));
        let spans = spans.filter(|span| !is_counted(span));
        found.extend(spans.map(|span| FigureLink { figure, span }));
    }
    let spans: Vec<Span> = found.iter().map(|link| link.span).collect();
    found.retain(|link| !spans.iter().any(|other| other.holds(link.span)));
    found
}

/// A number as the value a column would hold.
pub(crate) fn number_value(text: &str) -> Value {
    text.parse::<i64>()
        .map(Value::Integer)
        .or_else(|_| text.parse().map(Value::Float))
        .unwrap_or_else(|_| Value::Text(text.to_string()))
}
