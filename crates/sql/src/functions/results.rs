//! The columns of functions that stand in FROM.

use querist_vocabulary::statement::Dialect;

use crate::scope::Shape;

/// Functions that return rows of several columns: dialect, names, columns.
const ROWS: &[(Dialect, &str, &[&str])] = &[
    (
        Dialect::Sqlite,
        "json_each json_tree jsonb_each jsonb_tree",
        &["key", "value", "type", "atom", "id", "parent", "fullkey", "path", "json", "root"],
    ),
    (Dialect::Sqlite, "generate_series", &["value", "start", "stop", "step"]),
    (
        Dialect::Postgres,
        "json_each json_each_text jsonb_each jsonb_each_text each",
        &["key", "value"],
    ),
    (Dialect::Postgres, "unnest", &["unnest", "lexeme", "positions", "weights"]),
    (
        Dialect::Postgres,
        "ts_debug",
        &["alias", "description", "token", "dictionaries", "dictionary", "lexemes"],
    ),
    (Dialect::Postgres, "ts_parse", &["tokid", "token"]),
    (Dialect::Postgres, "st_dump", &["path", "geom"]),
    (Dialect::Postgres, "st_hexagongrid st_squaregrid", &["geom", "i", "j"]),
];

/// Functions whose columns their arguments decide.
const RECORDS: &str = "json_populate_record json_populate_recordset json_to_record \
    json_to_recordset jsonb_populate_record jsonb_populate_recordset jsonb_to_record \
    jsonb_to_recordset json_table";

/// What a function offers in FROM, under the name `called`.
pub(crate) fn result(dialect: Dialect, function: &str, called: &str) -> Shape {
    let named = |names: &str| names.split_whitespace().any(|name| name == function);
    if dialect == Dialect::Postgres && named(RECORDS) {
        return Shape::unknown();
    }
    let row = ROWS.iter().find(|(of, names, _)| *of == dialect && named(names));
    match row {
        Some((.., ["unnest", rest @ ..])) => {
            Shape::computed(std::iter::once(called).chain(rest.iter().copied()))
        }
        Some((_, _, columns)) => Shape::computed(columns.iter().copied()),
        None => Shape::computed([called]),
    }
}
