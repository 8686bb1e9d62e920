//! What a schema offers to ask about: a table, a table that it points at, columns, stored values.

use querist_vocabulary::value::{Value, ValueKind};

use crate::training::dice::Dice;
use querist_english::english;

use crate::index::{Column, ColumnId, Index, Link, TableId};

/// Columns that say where something is.
const PLACES: &[&str] =
    &["citi", "countri", "state", "region", "nation", "locat", "counti", "citizenship"];

/// What rows tell of that somebody did.
const DEEDS: &[(&str, &str)] = &[
    ("order", "ordered"),
    ("rental", "rented"),
    ("payment", "paid"),
    ("purchase", "bought"),
    ("sale", "bought"),
    ("visit", "visited"),
    ("booking", "booked"),
    ("reservation", "booked"),
    ("review", "reviewed"),
    ("vote", "voted"),
    ("loan", "borrowed"),
    ("enrollment", "enrolled"),
    ("registration", "registered"),
    ("transfer", "transferred"),
    ("donation", "donated"),
    ("call", "called"),
    ("match", "played"),
    ("game", "played"),
    ("appearance", "appeared"),
    ("performance", "performed"),
    ("invoice", "bought"),
    ("complaint", "complained"),
    ("delivery", "delivered"),
    ("trip", "travelled"),
    ("flight", "flew"),
];

/// One table as the subject of questions, and what stands around it.
pub(super) struct Scene<'a> {
    /// The database.
    pub index: &'a Index,
    /// The table whose rows are spoken of.
    pub things: TableId,
    /// The column that points at another table, and that table's key.
    pub parent: Option<(ColumnId, ColumnId)>,
    /// A text column of few values.
    pub column: Option<ColumnId>,
    /// Whether that column says where something is.
    pub place: bool,
    /// A number that is added up.
    pub figure: Option<ColumnId>,
    /// Another one.
    pub second: Option<ColumnId>,
    /// A column with gaps.
    pub gap: Option<ColumnId>,
    /// A date column.
    pub day: Option<ColumnId>,
    /// Whether another table goes by the name of the key that points at it.
    pub roles: bool,
}

impl<'a> Scene<'a> {
    /// A table that people would ask about, with one of each kind of column that it has.
    pub(super) fn draw(index: &'a Index, dice: &mut Dice) -> Option<Self> {
        let tables: Vec<TableId> = index.table_ids().filter(|t| is_told_of(index, *t)).collect();
        let things = *dice.one(&tables)?;
        let columns = &index.table(things).columns;
        let mut pick = |fits: &dyn Fn(ColumnId) -> bool| {
            let fitting: Vec<ColumnId> = columns.iter().copied().filter(|c| fits(*c)).collect();
            dice.one(&fitting).copied()
        };
        let column = pick(&|c| is_kind(index, c));
        let figure = pick(&|c| is_figure(index.column(c)));
        let second = pick(&|c| is_figure(index.column(c)) && Some(c) != figure);
        let gap = pick(&|c| has_gaps(index, c));
        let day = pick(&|c| index.column(c).is_day());
        let links: Vec<(ColumnId, ColumnId)> = index
            .links
            .iter()
            .filter(|link| index.table_of(link.from) == things && link.also.is_none())
            .map(|link| (link.from, link.to))
            .chain(across(index, things))
            .filter(|(_, to)| {
                let parent = index.table_of(*to);
                parent != things
                    && is_pointed_at(index, parent)
                    && index.table(parent).key == Some(*to)
            })
            .collect();
        let place = column.is_some_and(|c| PLACES.iter().any(|word| index.column(c).says(word)));
        let parent = dice.one(&links).copied();
        let roles = dice.falls(50);
        Some(Self { index, things, parent, column, place, figure, second, gap, day, roles })
    }

    /// The table that the things point at.
    pub(super) fn parent_table(&self) -> Option<TableId> {
        self.parent.map(|(_, to)| self.index.table_of(to))
    }

    /// Some stored values of a text column.
    pub(super) fn values(&self, column: ColumnId, most: usize, dice: &mut Dice) -> Vec<String> {
        let place = self.index.value_columns.iter().position(|c| *c == Some(column));
        let all = place.map_or(&[][..], |place| self.index.values.values_of(place));
        let sayable: Vec<&String> = all.iter().take(500).filter(|v| is_sayable(v)).collect();
        let mut found: Vec<String> = Vec::new();
        for _ in 0..most * 3 {
            let next = dice.one(&sayable).map(|value| (*value).clone());
            found.extend(next.filter(|v| found.len() < most && !found.contains(v)));
        }
        found
    }

    /// An adjective that ranks a column, and whether its most is the column's least.
    pub(super) fn adjective(&self, column: ColumnId, dice: &mut Dice) -> Option<(String, bool)> {
        let words = &self.index.column(column).words;
        let fitting = english().adjectives_for(words);
        dice.one(&fitting).cloned()
    }

    /// Another date column of the things.
    pub(super) fn second_day(&self) -> Option<ColumnId> {
        let columns = &self.index.table(self.things).columns;
        columns.iter().copied().find(|c| Some(*c) != self.day && self.index.column(*c).is_day())
    }

    /// Years in which a date column has values.
    pub(super) fn years(&self, day: ColumnId) -> Vec<i16> {
        let place = self.index.value_columns.iter().position(|c| *c == Some(day));
        let all = place.map_or(&[][..], |place| self.index.values.values_of(place));
        let year = |text: &String| Value::Text(text.clone()).as_date().map(|date| date.year());
        let mut years: Vec<i16> = all.iter().take(2_000).filter_map(year).collect();
        years.sort_unstable();
        years.dedup();
        years
    }

    /// What a date column says of a row, as in "opened": the first word of its name in the past.
    pub(super) fn done(&self, day: ColumnId) -> Option<String> {
        let label = &self.index.column(day).label;
        let table = self.index.table(self.things);
        let word =
            label.split(' ').find(|word| !table.singular.split(' ').any(|own| own == *word))?;
        let past = match word {
            "birth" | "born" => "born".to_owned(),
            "hire" | "create" | "close" | "release" | "update" => format!("{word}d"),
            "order" | "return" | "open" | "start" | "end" | "publish" | "register" | "join"
            | "sign" | "deliver" | "complete" | "finish" | "book" | "visit" | "discover"
            | "launch" | "found" | "appoint" | "record" => {
                if word.ends_with('e') {
                    format!("{word}d")
                } else {
                    format!("{word}ed")
                }
            }
            "ship" => "shipped".to_owned(),
            "pay" | "payment" => "paid".to_owned(),
            "purchase" => "purchased".to_owned(),
            word if word.ends_with("ed") && word.len() > 4 => word.to_owned(),
            _ => return None,
        };
        Some(past)
    }

    /// What a row of the things says that somebody did, as in "rented".
    pub(super) fn did(&self) -> Option<&'static str> {
        let noun = self.index.table(self.things).singular.clone();
        DEEDS.iter().find(|(known, _)| noun.split(' ').next_back() == Some(known)).map(|d| d.1)
    }

    /// A column as people call it beside its table.
    pub(super) fn called(&self, column: ColumnId) -> String {
        let column = self.index.column(column);
        let table = self.index.table(column.table);
        let rest = column.label.strip_prefix(&format!("{} ", table.singular));
        rest.unwrap_or(&column.label).to_owned()
    }
}

/// What a table that merely ties others ties these rows to: the column that points there, and its key.
fn across(index: &Index, things: TableId) -> Vec<(ColumnId, ColumnId)> {
    let ties = |id: ColumnId| index.table(index.table_of(id)).bridge;
    let near = index.links.iter().filter(|link| ties(link.from) && link.also.is_none());
    let own = |link: &&Link| index.table_of(link.to) == things;
    let bridges: Vec<TableId> = near.clone().filter(own).map(|l| index.table_of(l.from)).collect();
    let beyond = near.filter(|link| bridges.contains(&index.table_of(link.from)) && !own(link));
    beyond.map(|link| (link.from, link.to)).collect()
}

/// Rows of it have a name, and it is no mere tie.
fn is_told_of(index: &Index, id: TableId) -> bool {
    is_pointed_at(index, id) && !index.table(id).display.is_empty()
}

/// It is no mere tie; where its rows have no name, their key stands for them.
fn is_pointed_at(index: &Index, id: TableId) -> bool {
    let table = index.table(id);
    !table.view && !table.bridge && table.rows > 1 && table.words.len() <= 3
}

/// Text of few values, by which rows can be told apart into kinds.
fn is_kind(index: &Index, id: ColumnId) -> bool {
    let column = index.column(id);
    let rows = index.table(column.table).rows;
    matches!(column.kind, ValueKind::Text | ValueKind::Other)
        && !column.is_identifier()
        && !index.table(column.table).display.contains(&id)
        && column.distinct > 1
        && (column.distinct <= 30 || column.distinct * 3 <= rows)
}

/// A number that is measured rather than given as a name.
pub(super) fn is_figure(column: &Column) -> bool {
    let named = ["year", "phone", "zip", "number", "code", "rank", "postal", "latitud", "longitud"];
    column.is_number()
        && !column.is_identifier()
        && column.distinct > 2
        && !named.iter().any(|word| column.says(word))
        && column.words.len() <= 3
}

fn has_gaps(index: &Index, id: ColumnId) -> bool {
    let column = index.column(id);
    let rows = index.table(column.table).rows;
    column.nulls > 0 && column.nulls < rows && !column.in_key && column.words.len() <= 3
}

/// Short words, as people would type them.
fn is_sayable(value: &str) -> bool {
    let words = value.split_whitespace().count();
    let letters = value.chars().filter(|c| c.is_alphabetic()).count();
    value.trim() == value
        && (2..=28).contains(&value.len())
        && words <= 3
        && letters * 10 >= value.len() * 7
}
