//! The words of tables and columns.

use querist_sql::identifier;
use querist_vocabulary::{
    profile::{ColumnProfile, Profile},
    schema::{self, Schema, TableKind},
    statement::Dialect,
    value::ValueKind,
};

use super::{Column, ColumnId, Index, Table, TableId, number_of};
use querist_english::english;

use crate::words::{split_identifier, stem};

/// Reads every table and column of the schema.
pub(super) fn read(index: &mut Index, schema: &Schema, profile: &Profile) {
    for table in &schema.tables {
        let id = TableId(u32::try_from(index.tables.len()).unwrap_or(u32::MAX));
        let seen = profile.table(&table.name);
        let mut entry = table_entry(table, index.dialect);
        entry.rows = seen.map(|p| p.rows).or(table.estimated_rows).unwrap_or(0);
        for (place, column) in table.columns.iter().enumerate() {
            let column_id = ColumnId(u32::try_from(index.columns.len()).unwrap_or(u32::MAX));
            let looks = seen.and_then(|p| p.columns.iter().find(|c| c.column == column.name));
            let mut known = column_entry(column, id, place, looks);
            let alone = identifier(index.dialect, &column.name);
            known.written = [alone.clone(), format!("{}.{alone}", entry.written)];
            known.in_key = table.primary_key.contains(&column.name);
            if table.primary_key.len() == 1 && known.in_key {
                entry.key = Some(column_id);
            }
            entry.columns.push(column_id);
            index.columns.push(known);
        }
        index.tables.push(entry);
    }
}

fn table_entry(table: &schema::Table, dialect: Dialect) -> Table {
    let words = split_identifier(&table.name.name);
    let words = without_prefix(words);
    let plural = words.join(" ");
    Table {
        name: Some(table.name.clone()),
        written: identifier(dialect, &table.name.name),
        words: long_stems(&words),
        glue: words.concat(),
        singular: singular(&plural),
        plural: plural_of(&singular(&plural)),
        view: matches!(table.kind, TableKind::View | TableKind::MaterializedView),
        ..Table::default()
    }
}

/// Leaves out what says "this is a table": `tbl_orders`, `dim_product`.
fn without_prefix(words: Vec<String>) -> Vec<String> {
    let prefix = ["tbl", "table", "dim", "fact", "t", "tb", "vw", "v"];
    match words.split_first() {
        Some((first, rest)) if !rest.is_empty() && prefix.contains(&first.as_str()) => {
            rest.to_vec()
        }
        _ => words,
    }
}

/// Units of time that a column may be called by, and what is measured in them.
const UNITS_OF_TIME: [&str; 9] =
    ["milliseconds", "millisecond", "ms", "seconds", "secs", "minutes", "mins", "hours", "length"];

/// What people call a number that goes by its unit: the length of a track is kept as `milliseconds`.
fn by_unit(words: &[String], kind: ValueKind) -> Vec<Vec<String>> {
    let [word] = words else { return Vec::new() };
    let names: &[&[&str]] = match word.as_str() {
        _ if !kind.is_number() => &[],
        word if UNITS_OF_TIME.contains(&word) => {
            &[&["length"], &["duration"], &["running", "time"], &["runtime"], &["playing", "time"]]
        }
        "bytes" => &[&["size"], &["file", "size"]],
        _ => &[],
    };
    names.iter().map(|name| name.iter().map(|word| stem(word)).collect()).collect()
}

fn column_entry(
    column: &schema::Column,
    table: TableId,
    place: usize,
    looks: Option<&ColumnProfile>,
) -> Column {
    let words = split_identifier(&column.name);
    let kind = looks.and_then(|p| p.looks_like).unwrap_or(column.kind);
    Column {
        name: column.name.clone(),
        written: Default::default(),
        table,
        words: long_stems(&words),
        glue: words.concat(),
        aliases: by_unit(&words, kind),
        label: label(&words),
        kind,
        declared: column.kind,
        in_key: false,
        foreign: false,
        target: false,
        place,
        distinct: looks.map_or(0, |p| p.distinct),
        nulls: looks.map_or(0, |p| p.nulls),
        min: looks.and_then(|p| p.min.as_ref()).and_then(number_of),
        max: looks.and_then(|p| p.max.as_ref()).and_then(number_of),
        unit: None,
        sensitive: false,
    }
}

/// A column that is nowhere.
pub(super) fn no_column() -> Column {
    Column {
        name: String::new(),
        written: Default::default(),
        table: TableId(u32::MAX),
        words: Vec::new(),
        glue: String::new(),
        aliases: Vec::new(),
        label: String::new(),
        kind: ValueKind::Other,
        declared: ValueKind::Other,
        in_key: false,
        foreign: false,
        target: false,
        place: 0,
        distinct: 0,
        nulls: 0,
        min: None,
        max: None,
        unit: None,
        sensitive: false,
    }
}

/// Stems with abbreviations written out.
pub(super) fn long_stems(words: &[String]) -> Vec<String> {
    let mut stems = Vec::new();
    for word in words {
        match english().long_form(word) {
            Some(long) => stems.extend(long.iter().map(|w| stem(w))),
            None => stems.push(stem(word)),
        }
    }
    stems
}

fn label(words: &[String]) -> String {
    let long: Vec<&str> = words
        .iter()
        .flat_map(|word| match english().long_form(word) {
            Some(long) => long.iter().map(String::as_str).collect(),
            None => vec![word.as_str()],
        })
        .collect();
    long.join(" ")
}

/// The name of a key that points at a table is a name of its rows there: `support_rep_id` for an employee.
pub(super) fn roles(index: &mut Index) {
    let links = index.links.clone();
    for link in &links {
        let (from, to) = (index.column(link.from), index.table_of(link.to));
        let between = links
            .iter()
            .filter(|l| index.table_of(l.from) == from.table && index.table_of(l.to) == to);
        let Some((last, role)) = from.words.split_last() else { continue };
        let own = &index.table(to).words;
        let is_name = matches!(last.as_str(), "id" | "code" | "key")
            && role.iter().any(|word| !own.contains(word) && word.len() > 2)
            && from.table != to
            && index.table(to).key == Some(link.to);
        // Where two keys point at one table, its rows' name there would not say which is meant.
        if is_name && between.count() == 1 {
            let role = role.to_vec();
            if let Some(table) = index.tables.get_mut(to.0 as usize)
                && !table.aliases.contains(&role)
            {
                table.aliases.push(role);
            }
        }
    }
}

/// What needs all tables, their keys and what people wrote: display columns, time columns, the stems' index.
pub(super) fn finish(index: &mut Index) {
    for id in index.table_ids() {
        let display = display_of(index, id);
        let time = time_of(index, id);
        if let Some(table) = index.tables.get_mut(id.0 as usize) {
            if table.display.is_empty() {
                table.display = display;
            }
            table.time = table.time.or(time);
        }
    }
    for id in index.column_ids() {
        let column = index.column(id);
        let mut stems: Vec<String> =
            column.words.iter().chain(column.aliases.iter().flatten()).cloned().collect();
        stems.push(column.glue.clone());
        stems.sort();
        stems.dedup();
        for word in stems {
            index.by_stem.entry(word).or_default().push(id);
        }
    }
    for id in index.table_ids() {
        let table = index.table(id);
        let mut stems: Vec<String> =
            table.words.iter().chain(table.aliases.iter().flatten()).cloned().collect();
        stems.sort();
        stems.dedup();
        for word in stems {
            index.tables_by_stem.entry(word).or_default().push(id);
        }
    }
}

/// Tables of one name in several namespaces, none of them the usual one, are told apart by those.
pub(super) fn tell_apart(index: &mut Index) {
    let names: Vec<_> = index.tables.iter().filter_map(|table| table.name.clone()).collect();
    for table in &mut index.tables {
        let Some(name) = &table.name else { continue };
        let Some(space) = name.namespace.as_ref().filter(|_| name.namespace != index.home) else {
            continue;
        };
        if names.iter().any(|n| n.name == name.name && n.namespace != name.namespace) {
            table.singular = format!("{} in {space}", table.singular);
            table.plural = format!("{} in {space}", table.plural);
        }
    }
}

fn display_of(index: &Index, id: TableId) -> Vec<ColumnId> {
    let table = index.table(id);
    let text = |column: &&ColumnId| {
        let column = index.column(**column);
        !column.foreign && matches!(column.kind, ValueKind::Text | ValueKind::Other)
    };
    let texts: Vec<ColumnId> = table.columns.iter().filter(text).copied().collect();
    let says = |wanted: &[&str]| {
        texts.iter().copied().find(|c| wanted.iter().all(|w| index.column(*c).says(w)))
    };
    if let (Some(first), Some(last)) = (says(&["first", "name"]), says(&["last", "name"])) {
        return vec![first, last];
    }
    let own = |c: &&ColumnId| {
        let words = &index.column(**c).words;
        words.last().is_some_and(|w| w == "name" || w == "titl")
            && words.iter().rev().skip(1).all(|w| table.words.contains(w))
    };
    let named = |c: &&ColumnId| {
        let column = index.column(**c);
        // A name that many rows share names something else: the competitor of a price.
        let telling = table.rows < 50 || column.distinct * 3 >= table.rows;
        column.is_name() && !column.is_identifier() && telling
    };
    let described = |c: &&ColumnId| {
        let column = index.column(**c);
        table.words.iter().any(|w| column.says(w)) && !column.is_identifier()
            || column.says("label")
            || (column.says("descript") && table.columns.len() <= 3)
    };
    let found = texts.iter().find(own).or_else(|| texts.iter().find(named));
    found.or_else(|| texts.iter().find(described)).copied().into_iter().collect()
}

fn time_of(index: &Index, id: TableId) -> Option<ColumnId> {
    let table = index.table(id);
    // When somebody was born is not when the row came about.
    let tells = |c: &ColumnId| index.column(*c).is_day() && !index.column(*c).says("birth");
    let days: Vec<ColumnId> = table.columns.iter().copied().filter(tells).collect();
    let says = |word: &str| days.iter().copied().find(|c| index.column(*c).says(word));
    let own =
        || days.iter().copied().find(|c| table.words.iter().any(|w| index.column(*c).says(w)));
    let not_upkeep = || {
        days.iter()
            .copied()
            .find(|c| !index.column(*c).says("updat") && !index.column(*c).says("modifi"))
    };
    own().or_else(|| says("date")).or_else(not_upkeep)
}

/// The singular of a name for people.
pub(crate) fn singular(name: &str) -> String {
    let (head, last) = name.rsplit_once(' ').map_or(("", name), |(h, l)| (h, l));
    let irregular =
        [("people", "person"), ("children", "child"), ("men", "man"), ("women", "woman")];
    let one = if let Some((_, one)) = irregular.iter().find(|(many, _)| *many == last) {
        (*one).to_string()
    } else if let Some(root) = last.strip_suffix("ies").filter(|r| r.len() > 2 && *r != "ser") {
        if last == "movies" { "movie".into() } else { format!("{root}y") }
    } else if let Some(root) = last.strip_suffix("es").filter(|r| {
        r.ends_with("ss")
            || r.ends_with('x')
            || r.ends_with("ch")
            || r.ends_with("sh")
            || r.ends_with("tus")
    }) {
        root.to_string()
    } else if last.len() > 3
        && last.ends_with('s')
        && !["ss", "us", "is", "ws", "ries"].iter().any(|end| last.ends_with(end))
    {
        last.strip_suffix('s').unwrap_or(last).to_string()
    } else {
        last.to_string()
    };
    if head.is_empty() { one } else { format!("{head} {one}") }
}

/// The plural of a name for people.
pub(crate) fn plural_of(name: &str) -> String {
    let irregular =
        [("person", "people"), ("child", "children"), ("man", "men"), ("woman", "women")];
    let last = name.rsplit(' ').next().unwrap_or(name);
    if let Some((one, many)) = irregular.iter().find(|(one, _)| *one == last) {
        return format!("{}{many}", name.strip_suffix(one).unwrap_or_default());
    }
    let vowel_before_y = ["ay", "ey", "oy", "uy"].iter().any(|end| last.ends_with(end));
    match name.strip_suffix('y') {
        Some(root) if !vowel_before_y => format!("{root}ies"),
        _ if ["s", "x", "ch", "sh"].iter().any(|end| last.ends_with(end)) => {
            if last.ends_with("ss") || !last.ends_with('s') || last.ends_with("us") {
                format!("{name}es")
            } else {
                name.to_string()
            }
        }
        _ if ["staff", "information", "data", "personnel", "equipment", "inventory"]
            .contains(&last) =>
        {
            name.to_string()
        }
        _ => format!("{name}s"),
    }
}
