//! What is said of tables and columns, without the personal data that may stand in it.

use querist_privacy::mask;
use querist_vocabulary::{knowledge::Knowledge, schema::Schema};

/// Masks the comments of a schema.
pub(super) fn mask_schema(schema: &mut Schema) {
    for table in &mut schema.tables {
        mask_one(&mut table.comment);
        table.columns.iter_mut().for_each(|column| mask_one(&mut column.comment));
    }
}

/// Masks the descriptions of a semantic file.
pub(super) fn mask_knowledge(knowledge: &mut Knowledge) {
    for table in knowledge.tables.values_mut() {
        mask_one(&mut table.description);
        table.columns.values_mut().for_each(|column| mask_one(&mut column.description));
    }
}

fn mask_one(text: &mut Option<String>) {
    if let Some(text) = text {
        *text = mask(text).text;
    }
}
