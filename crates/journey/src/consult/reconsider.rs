//! Two drafts that return different rows, looked at once more.

use querist_vocabulary::{
    answer::ResultTable,
    model::{Purpose, Sight},
};

use super::{Consulted, Tried, Unanswered, facts::Shown, said};
use crate::{
    journey::{Journey, Models},
    prompts::{Template, fenced, fenced_line},
    route::Posed,
    run::Ran,
    trip::Trip,
};

/// Rows of each draft that a model sees.
const SEEN: usize = 3;

/// The longest value that it sees, in characters.
const LONGEST: usize = 40;

impl Journey {
    /// What the model says once it has seen what both drafts return.
    pub(crate) async fn reconsider(
        &self,
        models: &Models,
        posed: Posed<'_>,
        drafts: Vec<&Ran>,
        trip: &mut Trip<'_>,
    ) -> Result<Ran, Unanswered> {
        let mut facts = self.facts(models, posed, trip).await?;
        let shown = |ran: &&Ran| Shown {
            sql: fenced(&ran.checked.query.get().unlimited),
            returns: returns(&ran.result, models.sight),
        };
        facts.drafts = drafts.iter().map(shown).collect();
        let talk = self.talk(models, Template::Reconsider, &facts, posed)?;
        let completion =
            self.hear(models, &talk, (Purpose::Draft, Some(said::shape())), trip).await?;
        match self.take(&completion, posed, Tried::Again, trip).await? {
            Ok(Consulted::Ran(ran)) => Ok(*ran),
            Ok(Consulted::Asked(_) | Consulted::Declined(_) | Consulted::Change) => Err(
                Unanswered::Because("looked at again, the language model did not decide".into()),
            ),
            Err(fault) => Err(Unanswered::Because(format!(
                "looked at again, the language model gave no statement that can be run ({})",
                fault.for_person()
            ))),
        }
    }
}

/// A result in words: its columns and how many rows, and some of them where the model may see any.
fn returns(result: &ResultTable, sight: Sight) -> String {
    let names: Vec<String> =
        result.columns.iter().map(|column| fenced_line(&column.name)).collect();
    let mut words = format!("{} rows of ({})", result.rows.len(), names.join(", "));
    if sight == Sight::SchemaOnly {
        return words;
    }
    for row in result.rows.iter().take(SEEN) {
        let cells =
            row.iter().map(|cell| fenced_line(&cell.to_string()).chars().take(LONGEST).collect());
        let cells: Vec<String> = cells.collect();
        words += &format!("; ({})", cells.join(", "));
    }
    words
}
