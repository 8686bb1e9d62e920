//! What is shown, counted or ordered by.

use querist_vocabulary::value::ValueKind;

use super::{Speaker, bucket_word};
use crate::{
    index::ColumnId,
    plan::{Aggregate, Direction, Formula, Piece, Quantity, Term},
};

impl Speaker<'_> {
    /// A figure without its article, as in `average price of products`.
    pub(super) fn figure(self, term: &Term<ColumnId>) -> String {
        let of = |column: &ColumnId| self.index.table(self.index.table_of(*column)).plural.clone();
        match (&term.of, term.aggregate) {
            (Quantity::Formula(formula), _) => self.formula(formula),
            (Quantity::Rows | Quantity::Column(_), Some(Aggregate::Count)) if !term.distinct => {
                format!("number of {}", self.index.table(self.counted).plural)
            }
            (Quantity::Column(column), Some(Aggregate::Count)) if self.is_key(*column) => {
                format!("number of different {}", of(column))
            }
            (Quantity::Column(column), aggregate) => {
                let way = aggregate.map_or("", aggregate_word);
                format!("{way} {} of {}", self.label(*column), of(column))
            }
            (Quantity::Bucket(_, bucket), aggregate) => {
                format!("{} {}", aggregate.map_or("", aggregate_word), bucket_word(*bucket))
            }
            (Quantity::Rows, _) => format!("number of {}", self.index.table(self.counted).plural),
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

    /// A term that makes groups: a table's naming column stands for the table.
    pub(super) fn key(self, term: &Term<ColumnId>) -> String {
        match &term.of {
            Quantity::Column(column) => self.named(*column),
            _ => self.plain(term),
        }
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
        let what = if term.is_aggregated() { self.figure(term) } else { self.plain(term) };
        let word = match (self.is_day(term), self.is_text(term), most) {
            (true, _, true) => "latest",
            (true, _, false) => "earliest",
            (_, true, true) => "last",
            (_, true, false) => "first",
            (_, _, true) => "highest",
            (_, _, false) => "lowest",
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

fn aggregate_word(aggregate: Aggregate) -> &'static str {
    match aggregate {
        Aggregate::Count => "number of different",
        Aggregate::Sum => "total",
        Aggregate::Average => "average",
        Aggregate::Minimum => "lowest",
        Aggregate::Maximum => "highest",
    }
}
