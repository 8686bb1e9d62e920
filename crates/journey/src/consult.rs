//! A language model reads the question. Whatever it says passes the same check as everything else.

use std::time::Instant;

use querist_vocabulary::{
    answer::{Choice, Clarification, Decline},
    database::DatabaseError,
    event::Event,
    model::{Completion, ModelError, Purpose},
    reading::{Reading, Translator},
    statement::Draft,
};
use serde_json::Value as Json;

use crate::{
    answer::is_empty,
    check::{Checked, is_about_access},
    gather::Context,
    journey::{Journey, Models},
    prompts::{BadPrompt, Template, fenced},
    route::{Posed, complexity::Complexity},
    run::Ran,
    translate::SUGGESTIONS,
    trip::{Stop, Trip},
};

/// One call of a model.
mod talk;

/// What a model may see of the data.
mod veil;

/// What a model is told of the question and the database.
mod facts;

/// What a model said.
mod said;

/// Why a statement of a model's is not taken.
mod fault;

/// Two drafts that return different rows, looked at once more.
mod reconsider;

/// Rows in a model's words.
mod sentence;

/// Questions that a model would ask next.
mod suggest;

/// What a model says about a question, in words of ours.
mod wording;

use facts::Facts;
use fault::Fault;
use said::{Drafted, Said};
use talk::Talk;
pub(crate) use veil::Veil;

/// How sure a model's reading is before anything is known of its rows.
const UNWEIGHED: f64 = 0.5;

/// Rows that a model makes up are no answer.
const NOTHING_READ: &str = "it reads no table, so what it returns says nothing of this data";

/// A mark that stands for nothing finds nothing.
const STRAY_MARK: &str =
    "a mark in it, such as [name 1], stands outside of a text in quotes or was not given";

/// How often a model may mend its statement.
const CORRECTIONS: usize = 3;

/// What became of a question at a model.
pub(crate) enum Consulted {
    /// A statement that passed the check, with its rows.
    Ran(Box<Ran>),
    /// It has several readings.
    Asked(Clarification),
    /// It is not in this data.
    Declined(Decline),
    /// It asks for a change.
    Change,
}

/// Why no model answered.
#[derive(Debug)]
pub(crate) enum Unanswered {
    /// The journey ends: it was stopped, or the database is gone.
    Stopped(Stop),
    /// For this reason, as the beginning of a sentence.
    Because(String),
}

/// Whether a model has been told before that its statement returns nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tried {
    /// It has not.
    Once,
    /// It has, and what it says now stands.
    Again,
}

impl Unanswered {
    /// A statement that takes too long is the model's fault; a database that is gone is nobody's.
    fn of(error: DatabaseError) -> Self {
        if matches!(error, DatabaseError::TimedOut(_)) {
            return Self::Because(format!("the statement of the language model was {error}"));
        }
        Self::Stopped(error.into())
    }
}

impl From<ModelError> for Unanswered {
    fn from(error: ModelError) -> Self {
        Self::Because(error.to_string())
    }
}

impl From<BadPrompt> for Unanswered {
    fn from(error: BadPrompt) -> Self {
        Self::Because(error.to_string())
    }
}

impl Journey {
    /// What a model makes of a question.
    pub(crate) async fn consult(
        &self,
        models: &Models,
        posed: Posed<'_>,
        trip: &mut Trip<'_>,
    ) -> Result<Consulted, Unanswered> {
        trip.enter("consult");
        let (mut facts, mut veil) = self.told(models, posed, trip).await?;
        let size = posed.complexity.size();
        if posed.complexity == Complexity::Complex {
            let talk =
                Talk::new(models, (Template::Instructions, Template::Plan), &facts, size, veil)?;
            facts.plan = Some(self.planned(models, &talk, trip).await?);
            veil = talk.veil;
        }
        let talk =
            Talk::new(models, (Template::Instructions, Template::Draft), &facts, size, veil)?;
        self.converse(models, posed, talk, trip).await
    }

    /// What a model is told, and what hides the rest.
    async fn told<'p>(
        &self,
        models: &Models,
        posed: Posed<'p>,
        trip: &mut Trip<'_>,
    ) -> Result<(Facts, Veil<'p>), Unanswered> {
        let Context { learned, schema, .. } = posed.context;
        let personal = learned.personal(schema, &self.parts.knowledge);
        let mut veil = Veil::new(models.sight, schema, personal);
        let facts = self.facts(models, posed, &mut veil, trip).await?;
        Ok((facts, veil))
    }

    /// How a complex question is to be answered, before any SQL.
    async fn planned(
        &self,
        models: &Models,
        talk: &Talk<'_>,
        trip: &mut Trip<'_>,
    ) -> Result<String, Unanswered> {
        let wanted = (Purpose::Plan, Some(said::plan_shape()));
        let completion = self.hear(models, talk, wanted, trip).await?;
        Ok(fenced(&said::read_plan(&completion.text)))
    }

    /// Hears a statement, and again where it is not taken. An answer without rows stands where the model
    /// does not find a better one.
    async fn converse(
        &self,
        models: &Models,
        posed: Posed<'_>,
        mut talk: Talk<'_>,
        trip: &mut Trip<'_>,
    ) -> Result<Consulted, Unanswered> {
        let (mut purpose, mut empty, mut last) = (Purpose::Draft, None, String::new());
        for _ in 0..=CORRECTIONS {
            let heard = self.hear(models, &talk, (purpose, Some(said::shape())), trip).await;
            let completion = match heard {
                Ok(completion) => completion,
                Err(error) if empty.is_none() => return Err(error.into()),
                Err(_) => break,
            };
            let tried = if empty.is_some() { Tried::Again } else { Tried::Once };
            let fault = match self.take(&completion, &talk.veil, (posed, tried), trip).await? {
                Ok(consulted) => return Ok(consulted),
                Err(fault) => fault,
            };
            last = fault.for_person();
            trip.tell(&Event::Correcting { reason: last.clone() });
            trip.warn(format!("a statement of the language model was not taken: {last}"));
            talk.heard(&completion.text);
            let told = fault.for_model(&completion.text, &mut talk.veil);
            talk.ask(models.prompts.render(Template::Correct, &told)?);
            purpose = Purpose::Correct;
            empty = fault.into_rows().or(empty);
        }
        let reason = || format!("the language model gave no statement that can be run ({last})");
        empty.map(|ran| Consulted::Ran(Box::new(ran))).ok_or_else(|| Unanswered::Because(reason()))
    }

    /// What a completion comes to, or why it is not taken.
    async fn take(
        &self,
        completion: &Completion,
        veil: &Veil<'_>,
        (posed, tried): (Posed<'_>, Tried),
        trip: &mut Trip<'_>,
    ) -> Result<Result<Consulted, Fault>, Unanswered> {
        let words = &posed.question.words;
        match said::read(&completion.text) {
            Ok(Said::Query(drafted)) if veil.has_stray_mark(&drafted.sql) => {
                Ok(Err(Fault::Unreadable(STRAY_MARK)))
            }
            Ok(Said::Query(drafted)) => {
                let reading = reading(drafted, words, (completion, veil));
                self.try_out(reading, posed, tried, trip).await
            }
            Ok(Said::Clarify(choices)) => {
                let readings =
                    choices.into_iter().map(|one| reading(one, words, (completion, veil)));
                trip.translator = Translator::Model(completion.model.clone());
                Ok(self.choices(readings.collect(), posed))
            }
            Ok(Said::Decline(said)) => {
                trip.translator = Translator::Model(completion.model.clone());
                let decline = Decline {
                    reason: wording::NOT_HERE.to_owned(),
                    not_understood: wording::missing(&veil.restored(&said), words),
                    suggestions: self.tried_starters(posed.context, SUGGESTIONS),
                };
                Ok(Ok(Consulted::Declined(decline)))
            }
            Ok(Said::Change) => Ok(Ok(Consulted::Change)),
            Err(_) if completion.cut => {
                Ok(Err(Fault::Unreadable("it was cut short at its longest")))
            }
            Err(reason) => Ok(Err(Fault::Unreadable(reason))),
        }
    }

    /// Checks and runs a statement.
    async fn try_out(
        &self,
        reading: Reading,
        posed: Posed<'_>,
        tried: Tried,
        trip: &mut Trip<'_>,
    ) -> Result<Result<Consulted, Fault>, Unanswered> {
        let context = posed.context;
        let query = match self.proven(&reading.draft.0, &context.schema, self.parts.limits) {
            Ok(query) => query,
            Err(refusal) if is_about_access(&refusal) => return Ok(Err(Fault::Closed(refusal))),
            Err(refusal) => return Ok(Err(Fault::Refused(refusal))),
        };
        if query.get().tables.is_empty() {
            return Ok(Err(Fault::Unreadable(NOTHING_READ)));
        }
        trip.set_query(&query);
        let began = Instant::now();
        let result = match self.kept_rows(&query, &context.schema, trip).await {
            Some(kept) => kept,
            None => match self.fetch(&query, &context.schema, trip).await {
                Ok(result) => result,
                Err(DatabaseError::Query(reason)) => return Ok(Err(Fault::Failed(reason))),
                Err(error) => return Err(Unanswered::of(error)),
            },
        };
        let checked = Checked { reading: Some(reading), query, others: Vec::new() };
        let ran = Ran { checked, result, took: began.elapsed() };
        if tried == Tried::Once && is_empty(&ran.result) {
            let reason = self.empty_reason(&ran.checked.query, context.known(), trip).await;
            if let Some(reason) = reason.filter(|reason| !reason.near.is_empty()) {
                return Ok(Err(Fault::Empty(Box::new((ran, reason)))));
            }
        }
        Ok(Ok(Consulted::Ran(Box::new(ran))))
    }

    /// One question back; each choice has passed the check.
    fn choices(&self, readings: Vec<Reading>, posed: Posed<'_>) -> Result<Consulted, Fault> {
        let (mut choices, mut refused) = (Vec::new(), None);
        for reading in readings {
            match self.proven(&reading.draft.0, &posed.context.schema, self.parts.limits) {
                Ok(query) => choices.push(Choice { reading, sql: query.get().unlimited.clone() }),
                Err(refusal) => refused = Some(refusal),
            }
        }
        if choices.len() > 1 {
            let question = "Which of these do you mean?".to_owned();
            return Ok(Consulted::Asked(Clarification { question, choices }));
        }
        Err(refused.map_or(Fault::Unreadable("there are no choices in it"), Fault::Refused))
    }
}

/// A reading of a model's.
fn reading(
    drafted: Drafted,
    question: &str,
    (completion, veil): (&Completion, &Veil<'_>),
) -> Reading {
    let drafted = Drafted {
        sql: veil.restored_sql(&drafted.sql),
        restatement: veil.restored(&drafted.restatement),
        notes: drafted.notes.iter().map(|note| veil.restored(note)).collect(),
    };
    Reading {
        restatement: wording::restatement(&drafted, question),
        notes: wording::notes(&drafted, question),
        draft: Draft(drafted.sql),
        confidence: UNWEIGHED,
        explanation: Vec::new(),
        unexplained: Vec::new(),
        plan: Json::Null,
        translator: Translator::Model(completion.model.clone()),
    }
}
