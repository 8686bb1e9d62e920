//! Columns whose values stay out of everything that is learned: what people called sensitive, and
//! what may not be read.

use querist_vocabulary::{
    knowledge::Knowledge,
    policy::AccessList,
    schema::{Table, TableName},
};

/// The table without its hidden columns; none where nothing of it may be looked at.
pub(crate) fn visible(table: &Table, knowledge: &Knowledge, access: &AccessList) -> Option<Table> {
    let mut seen = table.clone();
    seen.columns.retain(|column| {
        !is_sensitive(knowledge, &table.name, &column.name)
            && is_readable(access, &table.name, &column.name)
    });
    (!seen.columns.is_empty()).then_some(seen)
}

fn is_sensitive(knowledge: &Knowledge, table: &TableName, column: &str) -> bool {
    let of_table = |name: &str| {
        name.eq_ignore_ascii_case(&table.name) || name.eq_ignore_ascii_case(&table.to_string())
    };
    knowledge
        .tables
        .iter()
        .filter(|(name, _)| of_table(name))
        .flat_map(|(_, meaning)| &meaning.columns)
        .any(|(name, meaning)| meaning.sensitive && name.eq_ignore_ascii_case(column))
}

fn is_readable(access: &AccessList, table: &TableName, column: &str) -> bool {
    let on = |list: &[String]| list.iter().any(|pattern| covers(pattern, table, column));
    !on(&access.block) && (access.allow.is_empty() || on(&access.allow))
}

/// Whether a pattern names this column or its whole table.
fn covers(pattern: &str, table: &TableName, column: &str) -> bool {
    let full = table.to_string();
    [
        table.name.clone(),
        full.clone(),
        format!("{}.{column}", table.name),
        format!("{full}.{column}"),
    ]
    .iter()
    .any(|name| matches(pattern.to_lowercase().as_bytes(), name.to_lowercase().as_bytes()))
}

/// `*` stands for any run of characters.
fn matches(pattern: &[u8], text: &[u8]) -> bool {
    match (pattern.split_first(), text.split_first()) {
        (None, None) => true,
        (Some((b'*', rest)), _) => {
            matches(rest, text)
                || text.split_first().is_some_and(|(_, tail)| matches(pattern, tail))
        }
        (Some((wanted, rest)), Some((found, tail))) => wanted == found && matches(rest, tail),
        (None, Some(_)) | (Some(_), None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(allow: &[&str], block: &[&str]) -> String {
        let own = |list: &[&str]| list.iter().map(|&pattern| pattern.to_owned()).collect();
        let access = AccessList { allow: own(allow), block: own(block) };
        let table = TableName { namespace: Some("hr".into()), name: "Staff".into() };
        ["name", "salary"]
            .into_iter()
            .filter(|column| is_readable(&access, &table, column))
            .collect()
    }

    #[test]
    fn patterns_name_tables_and_columns() {
        assert_eq!(check(&[], &[]), "namesalary");
        assert_eq!(check(&[], &["staff"]), "");
        assert_eq!(check(&[], &["hr.*"]), "");
        assert_eq!(check(&[], &["*.salary"]), "name");
        assert_eq!(check(&["hr.staff.name"], &[]), "name");
        assert_eq!(check(&["other"], &[]), "");
        assert_eq!(check(&["staff"], &["staff.sal*"]), "name");
    }
}
