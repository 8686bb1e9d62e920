//! What is shown, counted or ordered by.

use querist_vocabulary::value::ValueKind;

use super::{Speaker, bucket_word};
use crate::{
    index::{ColumnId, plural_of},
    plan::{Aggregate, Direction, Formula, Piece, Quantity, Term},
};

impl Speaker<'_> {
    /// A figure without its article, as in `average price of products`.
    pub(super) fn figure(self, term: &Term<ColumnId>) -> String {
        let of = |column: &ColumnId| &self.index.table(self.index.table_of(*column)).plural;
        match (&term.of, term.aggregate) {
            (Quantity::Formula(formula), _) => self.formula(formula),
            (Quantity::Rows | Quantity::Column(_), Some(Aggregate::Count)) if !term.distinct => {
                format!("number of {}", self.index.table(self.counted).plural)
            }
            (Quantity::Column(column), Some(Aggregate::Count)) if self.is_key(*column) => {
                format!("number of different {}", of(column))
            }
            (Quantity::Column(column), aggregate) => {
                let label = self.label(*column);
                let way = aggregate.map_or("", |aggregate| aggregate_word(aggregate, &label));
                // The competitor price of competitor prices is the competitor price.
                match self.says_its_rows(*column) {
                    true => format!("{way} {label}"),
                    false => format!("{way} {label} of {}", of(column)),
                }
            }
            (Quantity::Bucket(_, bucket), aggregate) => {
                let word = bucket_word(*bucket);
                format!("{} {word}", aggregate.map_or("", |way| aggregate_word(way, word)))
            }
            (Quantity::Rows, _) => format!("number of {}", self.index.table(self.counted).plural),
        }
    }

    /// Whether a column has the name of its table's rows.
    pub(super) fn says_its_rows(self, column: ColumnId) -> bool {
        self.label(column) == self.index.table(self.index.table_of(column)).singular
    }

    /// A term of an order: a figure that is shown was said in full already.
    pub(super) fn figure_again(self, term: &Term<ColumnId>) -> String {
        let figure = if term.is_aggregated() { self.figure(term) } else { self.plain(term) };
        let shown = term.aggregate != Some(Aggregate::Count) && self.plan.select.contains(term);
        match figure.split_once(" of ").filter(|_| shown && term.is_aggregated()) {
            Some((short, _)) => short.to_owned(),
            None => figure,
        }
    }

    /// A named figure; a share says of what.
    fn formula(self, formula: &Formula<ColumnId>) -> String {
        let held = formula.pieces.iter().find_map(|piece| match piece {
            Piece::Sql(sql) => sql.split_once("CASE WHEN ")?.1.split_once(" THEN 1"),
            Piece::Column(_) => None,
        });
        match held {
            Some((held, _)) => {
                format!("percentage of {} with {held}", self.index.table(self.about).plural)
            }
            None => formula.name.clone(),
        }
    }

    /// A plain term, as in `name`, `month`, `all details`.
    pub(super) fn plain(self, term: &Term<ColumnId>) -> String {
        match &term.of {
            Quantity::Rows => "details".into(),
            Quantity::Column(column) => self.label(*column),
            Quantity::Bucket(_, bucket) => bucket_word(*bucket).into(),
            Quantity::Formula(formula) => formula.name.clone(),
        }
    }

    /// A plain term of many rows, as in `names`, `units of measure`.
    pub(super) fn many(self, term: &Term<ColumnId>) -> String {
        let one = self.plain(term);
        let countable = match &term.of {
            Quantity::Column(column) => self.index.column(*column).kind != ValueKind::Boolean,
            Quantity::Rows | Quantity::Formula(_) => false,
            Quantity::Bucket(..) => true,
        };
        let ends_as_a_noun = one.ends_with(char::is_alphabetic) && !one.ends_with("feet");
        match one.split_once(" of ") {
            _ if !countable || !ends_as_a_noun => one,
            Some((head, rest)) => format!("{} of {rest}", plural_of(head)),
            None => plural_of(&one),
        }
    }

    /// A term that makes groups beside others: columns that together name a table's rows stand for the table.
    pub(super) fn key(self, term: &Term<ColumnId>, beside: &[&Term<ColumnId>]) -> String {
        let Quantity::Column(column) = &term.of else { return self.plain(term) };
        let table = self.index.table(self.index.table_of(*column));
        let stands = |name: &ColumnId| beside.iter().any(|term| term.column_of() == Some(name));
        if table.display.contains(column) && table.display.iter().all(stands) {
            return table.singular.clone();
        }
        self.named(*column)
    }

    /// A column that is compared: the name of the rows that are spoken of is just their `name`.
    pub(super) fn compared_column(self, column: ColumnId) -> String {
        let table = self.index.table(self.about);
        if !table.display.contains(&column) {
            return self.named(column);
        }
        let label = self.label(column);
        let own = label.strip_prefix(table.singular.as_str()).map(str::trim_start);
        own.filter(|rest| !rest.is_empty()).map_or(label.clone(), str::to_owned)
    }

    /// A column with its table where it is another one's; the table alone where the column names or identifies its rows.
    pub(super) fn named(self, column: ColumnId) -> String {
        let table = self.index.table(self.index.table_of(column));
        if table.display.contains(&column) && table.display.len() == 1 || self.is_key(column) {
            return table.singular.clone();
        }
        let label = self.label(column);
        let says_it = label.split(' ').any(|word| table.singular.split(' ').any(|own| own == word));
        if self.index.table_of(column) == self.about || says_it {
            label
        } else {
            format!("{} {label}", table.singular)
        }
    }

    pub(super) fn label(self, column: ColumnId) -> String {
        let column = self.index.column(column);
        if column.label.is_empty() { column.name.clone() } else { column.label.clone() }
    }

    /// What comes first, as in `highest price`, `most tracks`, `latest date`.
    pub(super) fn extreme(self, term: &Term<ColumnId>, way: Direction) -> String {
        let most = way == Direction::Descending;
        if term.aggregate == Some(Aggregate::Count) {
            let word = if most { "most" } else { "fewest" };
            return format!("{word} {}", self.index.table(self.counted).plural);
        }
        let what = self.figure_again(term);
        let word = match (self.is_day(term), most) {
            (true, true) => "latest",
            (true, false) => "earliest",
            (false, true) => "highest",
            (false, false) => "lowest",
        };
        format!("{word} {what}")
    }

    pub(super) fn is_day(self, term: &Term<ColumnId>) -> bool {
        term.aggregate.is_none()
            && match &term.of {
                Quantity::Column(column) => self.index.column(*column).is_day(),
                Quantity::Bucket(..) => true,
                Quantity::Rows | Quantity::Formula(_) => false,
            }
    }

    pub(super) fn is_text(self, term: &Term<ColumnId>) -> bool {
        let text = |column: &ColumnId| self.index.column(*column).kind == ValueKind::Text;
        term.aggregate.is_none() && matches!(&term.of, Quantity::Column(column) if text(column))
    }

    pub(super) fn is_key(self, column: ColumnId) -> bool {
        self.index.table(self.index.table_of(column)).key == Some(column)
    }
}

/// The word before a label; a label that begins with the word itself is not doubled.
fn aggregate_word(aggregate: Aggregate, label: &str) -> &'static str {
    let word = match aggregate {
        Aggregate::Count => "number of different",
        Aggregate::Sum => "total",
        Aggregate::Average => "average",
        Aggregate::Minimum => "lowest",
        Aggregate::Maximum => "highest",
    };
    if label.split(' ').next() == Some(word) { "overall" } else { word }
}
