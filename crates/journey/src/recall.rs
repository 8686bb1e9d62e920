//! A question of the same meaning as a confirmed example is answered as that was.

use querist_offline::Recalled;
use querist_vocabulary::{
    event::Event,
    reading::{Mapping, Reading, Translator},
    statement::Draft,
};
use serde_json::Value as Json;

use crate::{
    check::is_about_access,
    gather::Context,
    journey::Journey,
    run::Ran,
    trip::{Stop, Trip},
    understand::Understood,
};

impl Journey {
    /// The rows of the confirmed example that means the same; none where there is no such, or its SQL with this
    /// question's values does not run.
    pub(crate) async fn recall(
        &self,
        question: &Understood,
        context: &Context,
        trip: &mut Trip<'_>,
    ) -> Result<Option<Ran>, Stop> {
        trip.enter("recall");
        let (words, today) = (&question.words, self.today(trip));
        let values = context.learned.engine.values();
        let Some(recalled) = context.taught.recall(words, today, values) else { return Ok(None) };
        let id = recalled.lesson.id.to_string();
        let reading = reading(words, recalled);
        match self.proven(&reading.draft.0, &context.schema, self.parts.limits) {
            Err(refusal) if !is_about_access(&refusal) => {
                trip.warn(format!("the confirmed example `{id}` was not used ({refusal})"));
                return Ok(None);
            }
            Ok(_) | Err(_) => {}
        }
        trip.tell(&Event::Translated { readings: vec![reading.clone()] });
        trip.translator = Translator::Lesson(id);
        let checked = self.check(vec![reading], &context.schema, trip)?;
        Ok(Some(self.run(checked, &context.schema, trip).await?))
    }
}

fn reading(question: &str, recalled: Recalled) -> Reading {
    let Recalled { lesson, sql, replaced, certainty } = recalled;
    let example = lesson.teaching.words().to_owned();
    let changes = replaced.iter().map(|(old, new)| format!("`{new}` instead of `{old}`"));
    let changes = changes.collect::<Vec<_>>().join(" and ");
    let with = if changes.is_empty() { changes } else { format!(", with {changes}") };
    let phrase = |(old, new): (String, String)| Mapping {
        phrase: new,
        part: "example".into(),
        sql: format!("in the place of `{old}`"),
    };
    Reading {
        restatement: question.trim_end_matches(['?', '.', '!', ' ']).to_owned(),
        draft: Draft(sql),
        confidence: certainty,
        explanation: replaced.into_iter().map(phrase).collect(),
        unexplained: Vec::new(),
        notes: vec![format!("as in your confirmed example `{example}`{with}")],
        plan: Json::Null,
        translator: Translator::Lesson(lesson.id.to_string()),
    }
}
