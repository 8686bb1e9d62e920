//! The part of the schema that a question is about, as a model reads it.

use querist_offline::Mentions;
use querist_vocabulary::model::ModelError;

use crate::{
    gather::hidden::visible,
    journey::{Journey, Models},
    route::Posed,
};

/// A part of the schema.
pub(crate) struct Excerpt {
    /// It, as a model reads it.
    pub(crate) schema: String,
}

impl Journey {
    /// The part of the schema that a question is about, without what may not be read.
    pub(crate) async fn excerpt(
        &self,
        _models: &Models,
        posed: Posed<'_>,
        _mentions: &Mentions,
    ) -> Result<Excerpt, ModelError> {
        let mut schema = String::new();
        for table in &posed.context.schema.tables {
            if let Some(table) = visible(table, &self.parts.knowledge, &self.parts.access) {
                let columns: Vec<String> = table
                    .columns
                    .iter()
                    .map(|column| format!("{} {}", column.name, column.declared_type))
                    .collect();
                schema += &format!("{}({})\n", table.name, columns.join(", "));
            }
        }
        Ok(Excerpt { schema })
    }
}
