//! What a semantic file may hold, as JSON Schema: generated from the types that read it.

use querist_vocabulary::knowledge::Knowledge;
use schemars::generate::SchemaSettings;

/// The JSON Schema of the semantic file, for editors.
#[must_use]
pub fn knowledge_schema() -> String {
    let schema = SchemaSettings::draft07().into_generator().into_root_schema_for::<Knowledge>();
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_schema_is_fresh() {
        let page = include_str!("../../../../docs/guide/semantic-file.schema.json");
        let fresh = knowledge_schema();
        assert_eq!(
            page, fresh,
            "run `querist model schema > docs/guide/semantic-file.schema.json`"
        );
    }
}
