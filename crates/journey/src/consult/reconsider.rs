//! Two drafts that return different rows, looked at once more.

use super::{Consulted, Unanswered, facts::Shown, talk::Talk, veil::Veil};
use crate::{
    journey::{Journey, Models},
    prompts::Template,
    route::Posed,
    run::Ran,
    trip::Trip,
};

/// Rows of each draft that a model sees.
const SEEN: usize = 3;

impl Journey {
    /// What the model says once it has seen what both drafts return.
    pub(crate) async fn reconsider(
        &self,
        models: &Models,
        posed: Posed<'_>,
        drafts: Vec<&Ran>,
        trip: &mut Trip<'_>,
    ) -> Result<Ran, Unanswered> {
        let (mut facts, mut veil) = self.told(models, posed, trip).await?;
        let words = &posed.question.words;
        let shown = |ran: &&Ran| {
            let returns = returns(ran, &mut veil);
            Some(Shown { sql: veil.sql(ran.checked.query.get(), words)?, returns })
        };
        facts.drafts = drafts.iter().filter_map(shown).collect();
        let size = posed.complexity.size();
        let talk =
            Talk::new(models, (Template::Instructions, Template::Reconsider), &facts, size, veil)?;
        match self.converse(models, posed, talk, trip).await? {
            Consulted::Ran(ran) => Ok(*ran),
            Consulted::Asked(_) | Consulted::Declined(_) | Consulted::Change => {
                let reason = "looked at again, the language model did not decide";
                Err(Unanswered::Because(reason.into()))
            }
        }
    }
}

/// A result in words: its columns and how many rows, and some of them where the model may see any.
fn returns(ran: &Ran, veil: &mut Veil<'_>) -> String {
    let Ran { checked, result, .. } = ran;
    let names: Vec<String> = result.columns.iter().map(|column| veil.text(&column.name)).collect();
    let mut words = format!("{} rows of ({})", result.rows.len(), names.join(", "));
    for row in veil.rows(result, checked.query.get(), SEEN) {
        words += &format!("; ({row})");
    }
    words
}
