//! What people wrote, resolved against the schema.

use querist_vocabulary::{
    knowledge::{Knowledge, Measure, TableMeaning},
    schema::{Schema, TableName},
};

use super::{
    Column, ColumnId, Figure, Index, TableId, ValueWord,
    names::{plural_of, singular},
};
use crate::{
    plan::{Formula, Piece},
    words::{stem, tokens},
};

/// Reads synonyms, display columns, filters, value words and measures.
pub(super) fn read(index: &mut Index, schema: &Schema, knowledge: &Knowledge) {
    for (name, meaning) in &knowledge.tables {
        if let Some(id) = index.find_table(&table_name(name)) {
            read_table(index, id, meaning);
        }
    }
    for table in &schema.tables {
        for column in &table.columns {
            read_labels(index, &table.name, column);
        }
    }
    for measure in &knowledge.measures {
        index.figures.extend(read_measure(index, measure));
    }
}

fn table_name(text: &str) -> TableName {
    match text.rsplit_once('.') {
        Some((space, name)) => TableName { namespace: Some(space.into()), name: name.into() },
        None => TableName::bare(text),
    }
}

fn read_table(index: &mut Index, id: TableId, meaning: &TableMeaning) {
    let find = |name: &Option<String>| name.as_ref().and_then(|n| index.column_in(id, n));
    let display = find(&meaning.display);
    let time = find(&meaning.time);
    let usual = meaning.default_filter.as_ref().map(|sql| Formula {
        name: sql.clone(),
        pieces: pieces(index, id, sql),
        aggregated: false,
    });
    let columns: Vec<_> = meaning
        .columns
        .iter()
        .filter_map(|(name, column)| Some((index.column_in(id, name)?, column)))
        .collect();
    if let Some(table) = index.tables.get_mut(id.0 as usize) {
        if let Some(name) = meaning.synonyms.iter().find(|name| is_like(&table.words, name)) {
            table.singular = singular(name);
            table.plural = plural_of(&table.singular);
        }
        table.aliases.extend(meaning.synonyms.iter().map(|s| stems(s)));
        table.display.extend(display);
        table.time = time;
        table.usual = usual;
        table.unless = meaning.default_filter_unless.iter().map(|s| stems(s)).collect();
    }
    for (column_id, column) in columns {
        let label = plain_label(index.column(column_id), &column.synonyms);
        let taken = |name: &&String| {
            let mut own = index.table(id).columns.iter();
            own.any(|other| *other != column_id && index.column(*other).label == **name)
        };
        if let (Some(label), Some(known)) =
            (label.filter(|name| !taken(name)), index.columns.get_mut(column_id.0 as usize))
        {
            known.label.clone_from(label);
        }
        if let Some(known) = index.columns.get_mut(column_id.0 as usize) {
            known.aliases.extend(column.synonyms.iter().map(|s| stems(s)));
            known.unit.clone_from(&column.unit);
            known.sensitive = column.sensitive;
        }
        for (value, others) in &column.values {
            index.value_words.extend(others.iter().map(|other| ValueWord {
                words: stems(other),
                column: column_id,
                value: value.clone(),
            }));
        }
    }
}

/// Whether a name that people gave shares a word with the words of what it names.
fn is_like(words: &[String], name: &str) -> bool {
    stems(name).iter().any(|word| words.contains(word))
}

/// What people call a column whose own name says more than they would: one with a digit in it
/// (`category_level_1`), or one that only adds words to what they say (`competitor_name`). A day keeps
/// its name, because short names of days are mostly verbs (`opened`).
fn plain_label<'a>(column: &Column, names: &'a [String]) -> Option<&'a String> {
    if column.name.contains(|c: char| c.is_ascii_digit()) {
        return names.first();
    }
    let shorter = |name: &&String| {
        let words = stems(name);
        words.len() < column.words.len() && words.iter().all(|word| column.words.contains(word))
    };
    names.iter().find(shorter).filter(|_| !column.is_day())
}

fn read_labels(index: &mut Index, table: &TableName, column: &querist_vocabulary::schema::Column) {
    if column.labels.is_empty() {
        return;
    }
    let Some(id) = index.find_table(table).and_then(|t| index.column_in(t, &column.name)) else {
        return;
    };
    index.value_words.extend(column.labels.iter().map(|label| ValueWord {
        words: stems(label),
        column: id,
        value: label.clone(),
    }));
}

/// The stems of a phrase.
pub(crate) fn stems(text: &str) -> Vec<String> {
    tokens(text).into_iter().filter(|t| t.is_solid()).map(|t| t.stem).collect()
}

fn read_measure(index: &Index, measure: &Measure) -> Option<Figure> {
    let table = index.find_table(&table_name(&measure.table))?;
    let names = std::iter::once(&measure.name).chain(&measure.synonyms);
    let spaced = |name: &String| stems(&name.replace('_', " "));
    Some(Figure {
        names: names.map(spaced).collect(),
        table,
        formula: Formula {
            name: measure.name.clone(),
            pieces: pieces(index, table, &measure.expression),
            aggregated: true,
        },
        found: false,
    })
}

/// SQL over a table's columns as pieces; words that name no column stand as they are.
pub(super) fn pieces(index: &Index, table: TableId, sql: &str) -> Vec<Piece<ColumnId>> {
    let mut found = Vec::new();
    let mut text = String::new();
    let mut rest = sql;
    while let Some(first) = rest.chars().next() {
        let (part, after) = rest.split_at(part_length(rest, first));
        let bare = part.trim_matches(['"', '`', '[', ']']);
        let called = after.trim_start().starts_with('(');
        let own = bare.rsplit('.').next().unwrap_or(bare);
        let column = index.column_in(table, own).filter(|_| !called && first != '\'');
        match column {
            Some(id) => {
                found.push(Piece::Sql(std::mem::take(&mut text)));
                found.push(Piece::Column(id));
            }
            None => text.push_str(part),
        }
        rest = after;
    }
    found.push(Piece::Sql(text));
    found.retain(|piece| !matches!(piece, Piece::Sql(sql) if sql.is_empty()));
    found
}

/// Bytes of the next piece of SQL: a string, a quoted name, a word with its dots, or one character.
fn part_length(sql: &str, first: char) -> usize {
    let closed = |close: char| {
        sql.char_indices()
            .skip(1)
            .find(|(_, c)| *c == close)
            .map_or(sql.len(), |(at, c)| at + c.len_utf8())
    };
    match first {
        '\'' | '"' | '`' => closed(first),
        '[' => closed(']'),
        _ if first.is_alphanumeric() || first == '_' => {
            sql.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).unwrap_or(sql.len())
        }
        _ => first.len_utf8(),
    }
}

/// Revenue and the value of a stock where no one wrote them: a price and a quantity in one table, or else an
/// amount that is paid.
pub(super) fn find_figures(index: &mut Index) {
    let known = |word: &str| index.figures.iter().any(|f| f.names.contains(&vec![stem(word)]));
    let tables: Vec<TableId> = index.table_ids().filter(|id| !index.table(*id).view).collect();
    let mut found: Vec<Figure> = tables.iter().filter_map(|id| stock_value(index, *id)).collect();
    if !known("revenue") {
        let sold: Vec<Figure> = tables.iter().filter_map(|id| sold(index, *id)).collect();
        let paid = || tables.iter().find_map(|id| paid(index, *id));
        let taken = || paid().or_else(|| charged(index, &tables)).into_iter().collect();
        found.extend(if sold.is_empty() { taken() } else { sold });
    }
    index.figures.extend(found);
}

/// A figure of a table under general names, which the words of none of its columns may take.
fn figure(
    index: &Index,
    table: TableId,
    names: &[&str],
    pieces: Vec<Piece<ColumnId>>,
) -> Option<Figure> {
    let columns = &index.table(table).columns;
    let taken = |name: &Vec<String>| columns.iter().any(|c| index.column(*c).words == *name);
    let names: Vec<Vec<String>> =
        names.iter().map(|name| stems(name)).filter(|name| !taken(name)).collect();
    let name = names.first()?.join(" ");
    let name = if name == stem("revenue") { "revenue".into() } else { name };
    let formula = Formula { name, pieces, aggregated: false };
    Some(Figure { names, table, formula, found: true })
}

/// Names of what is taken in.
const REVENUE: &[&str] = &[
    "revenue",
    "sales",
    "turnover",
    "income",
    "earnings",
    "best selling",
    "top selling",
    "bestselling",
];

fn sold(index: &Index, id: TableId) -> Option<Figure> {
    let (price, quantity, discount) = price_and_quantity(index, id)?;
    let mut pieces = vec![Piece::Column(price), Piece::Sql(" * ".into()), Piece::Column(quantity)];
    if let Some(discount) = discount {
        pieces.extend([
            Piece::Sql(" * (1 - ".into()),
            Piece::Column(discount),
            Piece::Sql(")".into()),
        ]);
    }
    figure(index, id, REVENUE, pieces)
}

/// Stems of what takes money in.
const TAKES_IN: [&str; 7] = ["payment", "invoic", "sale", "order", "bill", "receipt", "transact"];

/// Stems of what takes none in.
const GIVES_OUT: [&str; 8] =
    ["expens", "cost", "refund", "salari", "budget", "fine", "payrol", "discount"];

/// The amount of a payment or the total of an invoice.
fn paid(index: &Index, id: TableId) -> Option<Figure> {
    let table = index.table(id);
    let fits = table.words.iter().any(|word| TAKES_IN.contains(&word.as_str()));
    let amount = table.columns.iter().copied().find(|c| index.column(*c).is_amount())?;
    let dated = table.columns.iter().any(|c| index.column(*c).is_day());
    (fits && dated).then(|| figure(index, id, REVENUE, vec![Piece::Column(amount)])).flatten()
}

/// The only amounts that anything here has, of what happens on a day and is tied to something else: the fees of
/// visits where nothing is called a payment.
fn charged(index: &Index, tables: &[TableId]) -> Option<Figure> {
    let amounts = tables.iter().flat_map(|id| {
        let table = index.table(*id);
        let gives = table.words.iter().any(|word| GIVES_OUT.contains(&word.as_str()));
        let tied = table.columns.iter().any(|c| index.column(*c).foreign);
        let happens = tied && !gives && table.time.is_some();
        let columns = table.columns.iter().filter(move |_| happens);
        columns.filter(|c| index.column(**c).is_amount()).map(|c| (*id, *c))
    });
    let [(id, amount)] = amounts.collect::<Vec<_>>()[..] else { return None };
    figure(index, id, REVENUE, vec![Piece::Column(amount)])
}

fn stock_value(index: &Index, id: TableId) -> Option<Figure> {
    let number = |word: &str| {
        index.table(id).columns.iter().copied().find(|c| {
            let column = index.column(*c);
            column.says(word) && column.is_number() && !column.is_identifier()
        })
    };
    let (price, stock) = (number("price")?, number("stock")?);
    let names = ["stock value", "value of the stock", "value of stock", "inventory value"];
    let pieces = vec![Piece::Column(price), Piece::Sql(" * ".into()), Piece::Column(stock)];
    figure(index, id, &names, pieces)
}

fn price_and_quantity(
    index: &Index,
    id: TableId,
) -> Option<(ColumnId, ColumnId, Option<ColumnId>)> {
    let columns = &index.table(id).columns;
    let find = |wanted: &[&str]| {
        columns.iter().copied().find(|c| {
            let column = index.column(*c);
            column.is_number() && !column.is_identifier() && wanted.iter().any(|w| column.says(w))
        })
    };
    let price = find(&["price", "rate"])?;
    let quantity = columns.iter().copied().find(|c| {
        let column = index.column(*c);
        column.is_number() && column.words.last().is_some_and(|w| *w == stem("quantity"))
    })?;
    let share = |c: &ColumnId| index.column(*c).max.is_some_and(|max| (0.0..=1.0).contains(&max));
    Some((price, quantity, find(&["discount"]).filter(share)))
}
