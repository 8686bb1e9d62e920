//! Tables of a database and their columns.

use querist::Gaps;
use querist_vocabulary::schema::{Column, ForeignKey, Schema, Table, TableKind};

use super::{
    figure::{count, grouped},
    page::{Line, Page, Style},
    problem,
    reply::prose,
    screen::Screen,
    text::{Side, field, shorten, visible, width},
};
use crate::commands::ask::READS_VALUES;

/// All tables, a line each.
pub(crate) fn list(schema: &Schema, screen: &Screen) -> Page {
    let mut page = Page::default();
    let names: Vec<String> = schema.tables.iter().map(|table| shown_name(schema, table)).collect();
    let wide = names.iter().map(|name| width(name)).max().unwrap_or(0);
    for (table, name) in schema.tables.iter().zip(&names) {
        let size = table
            .estimated_rows
            .map_or(String::new(), |rows| format!(", about {} rows", grouped(&rows.to_string())));
        let about = format!("  {}{size}", count(table.columns.len(), "column"));
        let about = format!("{}{about}", kind(table.kind));
        page.line(
            Line::of(Style::Accent, field(name, wide, Side::Left))
                .and(Style::Quiet, about)
                .and(Style::Plain, comment(table.comment.as_ref())),
        );
    }
    let total =
        format!("{} in {} {}", count(schema.tables.len(), "table"), schema.dialect, schema.version);
    let mut end = Page::default();
    end.line(Line::of(Style::Quiet, total));
    page.part(end);
    shortened(page, screen)
}

/// One table: columns, keys, indexes.
pub(crate) fn table(schema: &Schema, table: &Table, screen: &Screen) -> Page {
    let mut page = Page::default();
    page.line(
        Line::of(Style::Strong, shown_name(schema, table)).and(Style::Quiet, kind(table.kind)),
    );
    if let Some(comment) = &table.comment {
        page.below(prose(comment, Style::Plain, "", screen));
    }
    page.part(columns(table, screen));
    page.part(keys(schema, table));
    page
}

/// What is not known of the stored values; nothing where all is known.
pub(crate) fn values(gaps: Option<&Gaps>, screen: &Screen) -> Page {
    let mut page = Page::default();
    let Some(gaps) = gaps else {
        page.line(Line::of(
            Style::Quiet,
            "stored values: not read yet; the first question reads them",
        ));
        return page;
    };
    gaps.all().iter().for_each(|gap| page.below(problem::note(gap, screen)));
    if gaps.close() {
        page.below(problem::hint(READS_VALUES, screen));
    }
    page
}

/// Tables and columns whose name or comment holds all the words.
pub(crate) fn found(schema: &Schema, words: &[String], screen: &Screen) -> Page {
    let fits = |text: &str| {
        let text = text.to_lowercase();
        words.iter().all(|word| text.contains(&word.to_lowercase()))
    };
    let mut page = Page::default();
    for table in &schema.tables {
        let name = shown_name(schema, table);
        if fits(&format!("{name} {}", table.comment.as_deref().unwrap_or(""))) {
            page.line(Line::of(Style::Accent, name.clone()).and(Style::Quiet, kind(table.kind)));
        }
        let columns = table.columns.iter().filter(|column| {
            fits(&format!("{} {}", column.name, column.comment.as_deref().unwrap_or("")))
        });
        for column in columns {
            let name = format!("{name}.{}", visible(&column.name));
            page.line(
                Line::of(Style::Accent, name)
                    .and(Style::Quiet, format!("  {}", column.declared_type))
                    .and(Style::Plain, comment(column.comment.as_ref())),
            );
        }
    }
    shortened(page, screen)
}

/// The name as a person would write it: without the namespace that is looked in first.
pub(crate) fn shown_name(schema: &Schema, table: &Table) -> String {
    let home = table.name.namespace == schema.default_namespace;
    visible(&if home { table.name.name.clone() } else { table.name.to_string() })
}

fn kind(kind: TableKind) -> &'static str {
    match kind {
        TableKind::Table => "",
        TableKind::View => "  view",
        TableKind::MaterializedView => "  materialized view",
        TableKind::Foreign => "  foreign table",
    }
}

fn comment(comment: Option<&String>) -> String {
    comment.map_or_else(String::new, |text| format!("  {}", visible(text)))
}

fn columns(table: &Table, screen: &Screen) -> Page {
    let wide = |text: fn(&Column) -> &str| {
        table.columns.iter().map(|column| width(&visible(text(column)))).max().unwrap_or(0)
    };
    let (names, types) = (wide(|column| &column.name), wide(|column| &column.declared_type));
    let mut page = Page::default();
    for column in &table.columns {
        let declared = visible(&column.declared_type);
        page.line(
            Line::plain("  ")
                .and(Style::Accent, field(&visible(&column.name), names, Side::Left))
                .and(Style::Plain, format!("  {}", field(&declared, types, Side::Left)))
                .and(Style::Quiet, marks(table, column))
                .and(Style::Plain, comment(column.comment.as_ref())),
        );
    }
    shortened(page, screen)
}

fn marks(table: &Table, column: &Column) -> String {
    let mut marks = String::new();
    if table.primary_key.contains(&column.name) {
        marks += "  key";
    }
    if !column.nullable {
        marks += "  not null";
    }
    if column.generated {
        marks += "  computed";
    }
    if let Some(default) = &column.default {
        marks += &format!("  default {default}");
    }
    if !column.labels.is_empty() {
        marks += &format!("  one of {}", column.labels.join(", "));
    }
    marks
}

fn keys(schema: &Schema, table: &Table) -> Page {
    let mut page = Page::default();
    let mut say = |what: &str, text: String| {
        page.line(Line::of(Style::Quiet, format!("  {what:<11} ")).and(Style::Plain, text));
    };
    for key in &table.foreign_keys {
        say("refers to", reference(key));
    }
    for other in &schema.tables {
        for key in other.foreign_keys.iter().filter(|key| key.target == table.name) {
            say(
                "referred by",
                format!("{} ({})", shown_name(schema, other), key.columns.join(", ")),
            );
        }
    }
    for index in &table.indexes {
        let unique = if index.unique { "unique " } else { "" };
        say("index", format!("{unique}{} ({})", index.name, index.columns.join(", ")));
    }
    table.checks.iter().for_each(|check| say("check", check.condition.clone()));
    table.triggers.iter().for_each(|one| say("trigger", format!("{} {}", one.name, one.fires)));
    page
}

fn reference(key: &ForeignKey) -> String {
    let (from, to) = (key.columns.join(", "), key.target_columns.join(", "));
    format!("{from} = {} ({to})", key.target)
}

/// Lines no longer than the screen is wide.
fn shortened(mut page: Page, screen: &Screen) -> Page {
    let Some(most) = screen.width else { return page };
    let mark = screen.glyphs.pick("…", "...");
    for line in &mut page.0 {
        let mut left = most;
        for span in &mut line.0 {
            span.text = shorten(&visible(&span.text), left, if left == 0 { "" } else { mark });
            left -= width(&span.text).min(left);
        }
    }
    page
}
