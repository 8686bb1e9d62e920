//! Which tables a word stands for, and how much.

use std::collections::HashMap;

/// How quickly repetition stops counting (BM25's k1).
const SATURATION: f32 = 1.2;

/// Where a word of a table stands: the name first, what is said of it, its columns, and so on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    /// The table's own name.
    Name,
    /// What people and the owner say of the table.
    About,
    /// The names of its columns.
    Columns,
    /// What is said of its columns.
    AboutColumns,
    /// Frequent values.
    Values,
    /// Examples and rules that rest on it.
    Notes,
}

impl Field {
    const ALL: [Self; 6] =
        [Self::Name, Self::About, Self::Columns, Self::AboutColumns, Self::Values, Self::Notes];

    /// What a word in it counts, and how much a long field is held against it (BM25F's w and b).
    fn weight(self) -> (f32, f32) {
        match self {
            Self::Name => (5.0, 0.75),
            Self::About => (2.0, 0.5),
            Self::Columns => (1.0, 0.3),
            Self::AboutColumns => (0.8, 0.5),
            Self::Values => (0.5, 0.5),
            Self::Notes => (0.8, 0.7),
        }
    }
}

/// The words of one table, field by field.
#[derive(Debug, Default)]
pub(crate) struct TableWords {
    counts: HashMap<String, [f32; 6]>,
    lengths: [f32; 6],
}

impl TableWords {
    /// Adds a word; a part of a word's meaning, such as what an abbreviation stands for, counts less than one.
    pub(crate) fn add(&mut self, field: Field, word: String, share: f32) {
        if let Some(count) = self.counts.entry(word).or_default().get_mut(field as usize) {
            *count += share;
        }
        if let Some(length) = self.lengths.get_mut(field as usize) {
            *length += share;
        }
    }
}

/// Tables by word.
#[derive(Debug, Default)]
pub(crate) struct Postings {
    words: HashMap<String, Posted>,
}

/// What a word stands for.
#[derive(Debug, Default)]
pub(crate) struct Posted {
    /// How rare it is: its inverse document frequency.
    pub rarity: f32,
    /// Tables, and how much it counts there, without its rarity: 0 to 1.
    pub tables: Vec<(usize, f32)>,
}

impl Postings {
    /// BM25F (Robertson, Zaragoza, Taylor 2004): counts of all fields are weighted and added before they are
    /// saturated, so that a word in a name and in a column is one word and not two.
    pub(crate) fn new(tables: &[TableWords]) -> Self {
        let usual = usual_lengths(tables);
        let mut words: HashMap<String, Posted> = HashMap::new();
        for (at, table) in tables.iter().enumerate() {
            for (word, counts) in &table.counts {
                let weighted = weighted(counts, &table.lengths, &usual);
                let posted = words.entry(word.clone()).or_default();
                posted.tables.push((at, weighted / (SATURATION + weighted)));
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "a count of tables")]
        for posted in words.values_mut() {
            let (all, with) = (tables.len() as f32, posted.tables.len() as f32);
            posted.rarity = (1.0 + (all - with + 0.5) / (with + 0.5)).ln();
        }
        Self { words }
    }

    /// What a word stands for.
    pub(crate) fn of(&self, word: &str) -> Option<&Posted> {
        self.words.get(word)
    }
}

fn usual_lengths(tables: &[TableWords]) -> [f32; 6] {
    #[expect(clippy::cast_precision_loss, reason = "a count of tables")]
    let count = tables.len().max(1) as f32;
    Field::ALL.map(|field| {
        let lengths = tables.iter().filter_map(|table| table.lengths.get(field as usize));
        (lengths.sum::<f32>() / count).max(1.0)
    })
}

fn weighted(counts: &[f32; 6], lengths: &[f32; 6], usual: &[f32; 6]) -> f32 {
    let fields = Field::ALL.iter().zip(counts).zip(lengths.iter().zip(usual));
    fields
        .map(|((field, count), (length, usual))| {
            let (weight, against) = field.weight();
            weight * count / (1.0 + against * (length / usual - 1.0))
        })
        .sum()
}
