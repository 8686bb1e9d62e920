//! Rows and columns, as wide as the screen allows, and honest about what is left out.

use querist_vocabulary::{
    answer::ResultTable,
    database::Cut,
    value::{Value, ValueKind},
};

use super::{
    figure::{Notation, count},
    page::{Line, Page, Style},
    reply::prose,
    screen::Screen,
    text::{Side, field, shorten, visible, width},
};

/// The widest that a text column gets before it is shortened.
const WIDEST: usize = 48;

/// The narrowest that a text column is shortened to before columns are left out.
const NARROWEST: usize = 10;

/// Columns between two columns.
const GAP: usize = 2;

/// A column on its way to the screen.
struct Field {
    name: String,
    cells: Vec<(String, Style)>,
    side: Side,
    wide: usize,
}

/// The rows as a table.
pub(crate) fn table(result: &ResultTable, screen: &Screen) -> Page {
    let shown = screen.rows.unwrap_or(usize::MAX).min(result.rows.len());
    let mut fields: Vec<Field> =
        (0..result.columns.len()).filter_map(|at| read(result, at, shown)).collect();
    let dropped = fit(&mut fields, screen);
    let mut page = Page::default();
    page.line(heads(&fields, screen));
    page.line(rule(&fields, screen));
    (0..shown).for_each(|row| page.line(cells(&fields, row, screen)));
    page.below(left_out(result, shown, &dropped, screen));
    page
}

fn read(result: &ResultTable, at: usize, shown: usize) -> Option<Field> {
    let head = result.columns.get(at)?;
    let notation = Notation::of(result, at);
    let name = visible(&head.name);
    let cell = |row: &Vec<Value>| match row.get(at) {
        None | Some(Value::Null) => ("null".into(), Style::Quiet),
        Some(value) => (notation.write(value), Style::Plain),
    };
    let cells: Vec<(String, Style)> = result.rows.iter().take(shown).map(cell).collect();
    let widest = cells.iter().map(|(text, _)| width(text)).max().unwrap_or(0);
    let side = if is_number(result, at, head.kind) { Side::Right } else { Side::Left };
    Some(Field { wide: widest.max(width(&name)), name, cells, side })
}

/// Whether a column's values are numbers; in SQLite the values say more than the column.
fn is_number(result: &ResultTable, at: usize, kind: ValueKind) -> bool {
    let mut values = result.rows.iter().filter_map(|row| row.get(at)).filter(|v| !v.is_null());
    match values.next() {
        None => kind.is_number(),
        Some(first) => first.as_number().is_some() && values.all(|v| v.as_number().is_some()),
    }
}

/// Narrows the widest text columns until all fit; then leaves out columns from the right, whose names
/// it returns.
fn fit(fields: &mut Vec<Field>, screen: &Screen) -> Vec<String> {
    let Some(most) = screen.width else { return Vec::new() };
    for one in fields.iter_mut().filter(|one| one.side == Side::Left) {
        one.wide = one.wide.min(WIDEST);
    }
    while total(fields) > most {
        let texts = fields.iter_mut().filter(|one| one.side == Side::Left && one.wide > NARROWEST);
        let Some(widest) = texts.max_by_key(|one| one.wide) else { break };
        widest.wide -= 1;
    }
    let mut dropped = Vec::new();
    while total(fields) > most && fields.len() > 1 {
        dropped.extend(fields.pop().map(|one| one.name));
    }
    if let (true, [only]) = (total(fields) > most, fields.as_mut_slice()) {
        only.wide = most.saturating_sub(1);
    }
    dropped.reverse();
    dropped
}

fn total(fields: &[Field]) -> usize {
    fields.iter().map(|one| one.wide + GAP).sum::<usize>().saturating_sub(GAP)
}

fn heads(fields: &[Field], screen: &Screen) -> Line {
    let head = |one: &Field| (one.name.clone(), Style::Strong);
    joined(fields, head, screen)
}

fn rule(fields: &[Field], screen: &Screen) -> Line {
    let dash = screen.glyphs.pick("─", "-");
    joined(fields, |one| (dash.repeat(one.wide), Style::Quiet), screen)
}

fn cells(fields: &[Field], row: usize, screen: &Screen) -> Line {
    let cell = |one: &Field| one.cells.get(row).cloned().unwrap_or((String::new(), Style::Plain));
    joined(fields, cell, screen)
}

fn joined(fields: &[Field], text: impl Fn(&Field) -> (String, Style), screen: &Screen) -> Line {
    let last = fields.len().saturating_sub(1);
    let mark = screen.glyphs.pick("…", "...");
    fields.iter().enumerate().fold(Line::default(), |line, (at, one)| {
        let (text, style) = text(one);
        let text = field(&shorten(&text, one.wide, mark), one.wide, one.side);
        let text = if at == last { text.trim_end().to_owned() } else { text + "  " };
        line.and(style, text)
    })
}

/// What the table does not show, and how to get it.
fn left_out(result: &ResultTable, shown: usize, dropped: &[String], screen: &Screen) -> Page {
    let mark = screen.glyphs.pick("…", "...");
    let mut page = Page::default();
    let rows = result.rows.len() - shown;
    if rows > 0 {
        let text = format!("{mark} {}, {} for all", count(rows, "more row"), screen.whole);
        page.below(prose(&text, Style::Quiet, "", screen));
    }
    if !dropped.is_empty() {
        let names = dropped.join(", ");
        let text = format!("{mark} {}: {names}", count(dropped.len(), "more column"));
        page.below(prose(&text, Style::Quiet, "", screen));
    }
    if let Some(cut) = result.cut {
        page.below(prose(&stopped(result.rows.len(), cut, screen), Style::Warning, "", screen));
    }
    page
}

fn stopped(rows: usize, cut: Cut, screen: &Screen) -> String {
    let rows = count(rows, "row");
    let limit = match cut {
        Cut::Rows => "row limit",
        Cut::Bytes => "size limit",
    };
    format!("The {limit} ended the answer after {rows}; there are more, {} for all.", screen.whole)
}

#[cfg(test)]
mod tests;
