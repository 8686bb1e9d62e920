//! Who reads the question: the offline engine, a language model, or both, by policy.

use querist_vocabulary::{answer::Outcome, routing::RoutingPolicy};

use crate::{
    check::{is_about_access, nothing, refuse},
    consult::{Consulted, Unanswered},
    gather::Context,
    journey::{Journey, Models},
    run::Ran,
    translate::{Read, asks_for_change},
    trip::{Stop, Trip},
    understand::Understood,
};

/// How much there is to a question.
pub(crate) mod complexity;

/// Several answers to one question: which is likeliest right, and how likely.
mod weigh;

use complexity::Complexity;
use weigh::{Opinion, Weighed, differ, weigh};

/// How sure the offline engine has to be so that no model is asked where calls are to be saved.
const SURE: f64 = 0.75;

/// How sure a reading of something that may not be read has to be so that nobody else is asked.
const MEANT: f64 = 0.5;

/// What the offline engine makes of a question.
enum Engine {
    /// Its readings; nothing of them ran yet.
    Read(Result<Read, Stop>),
    /// Its rows, and what is to be said beside them.
    Ran(Box<Result<Ran, Stop>>, Vec<String>),
}

impl Engine {
    /// Whether it is so sure of an answer that nobody else need be asked.
    fn is_sure(&self) -> bool {
        let reading = match self {
            Self::Read(read) => read.as_ref().ok().and_then(|read| read.readings.first()),
            Self::Ran(ran, _) => (**ran).as_ref().ok().and_then(|ran| ran.checked.reading.as_ref()),
        };
        reading.is_some_and(|reading| reading.confidence >= SURE)
    }
}

/// A question with everything it is read against.
#[derive(Clone, Copy)]
pub(crate) struct Posed<'a> {
    /// Its words.
    pub(crate) question: &'a Understood,
    /// What is known of the database and the conversation.
    pub(crate) context: &'a Context,
    /// How much there is to it.
    pub(crate) complexity: Complexity,
}

impl Journey {
    /// The question as rows, by whoever the policy says.
    pub(crate) async fn route(
        &self,
        question: &Understood,
        context: &Context,
        trip: &mut Trip<'_>,
    ) -> Result<Ran, Stop> {
        let read = self.translate(question, context, trip);
        let models = self.parts.models.as_ref();
        let Some(models) = models.filter(|models| models.policy != RoutingPolicy::OfflineOnly)
        else {
            return self.by_engine(read, context, trip).await;
        };
        if self.is_final(&read, context) {
            return self.by_engine(read, context, trip).await;
        }
        let likeliest = read.as_ref().ok().and_then(|read| read.readings.first());
        let complexity = Complexity::of(&question.words, likeliest);
        let posed = Posed { question, context, complexity };
        self.with_models(models, posed, read, trip).await
    }

    async fn with_models(
        &self,
        models: &Models,
        posed: Posed<'_>,
        read: Result<Read, Stop>,
        trip: &mut Trip<'_>,
    ) -> Result<Ran, Stop> {
        let engine = match models.policy {
            RoutingPolicy::ModelFirst | RoutingPolicy::OfflineOnly => Engine::Read(read),
            RoutingPolicy::Cheapest | RoutingPolicy::MostCareful => {
                let before = trip.warnings.len();
                let ran = self.by_engine(read, posed.context, trip).await;
                Engine::Ran(Box::new(ran), trip.warnings.split_off(before))
            }
        };
        if models.policy == RoutingPolicy::Cheapest && engine.is_sure() {
            return self.end(engine, posed.context, trip).await;
        }
        match self.consult(models, posed, trip).await {
            Ok(Consulted::Ran(ran)) => self.weighed(models, posed, (engine, *ran), trip).await,
            Ok(Consulted::Asked(_) | Consulted::Declined(_) | Consulted::Change)
                if engine.is_sure() =>
            {
                self.end(engine, posed.context, trip).await
            }
            Ok(Consulted::Asked(asked)) => Err(Stop::Outcome(Outcome::Clarify(asked))),
            Ok(Consulted::Declined(decline)) => Err(Stop::Outcome(Outcome::Decline(decline))),
            Ok(Consulted::Change) => Err(refuse(asks_for_change(), trip)),
            Err(Unanswered::Stopped(stop)) => Err(stop),
            Err(Unanswered::Because(reason)) => {
                trip.warn(format!("{reason}; the offline engine read the question instead"));
                self.end(engine, posed.context, trip).await
            }
        }
    }

    /// The offline engine's way from readings to rows.
    async fn by_engine(
        &self,
        read: Result<Read, Stop>,
        context: &Context,
        trip: &mut Trip<'_>,
    ) -> Result<Ran, Stop> {
        let Read { readings, unplaced } = self.settle(read, &context.schema, trip).await?;
        let query = self.check(readings, &context.schema, trip)?;
        let mut ran = self.run(query, &context.schema, trip).await?;
        self.compare(&mut ran, unplaced, &context.schema, trip).await;
        Ok(ran)
    }

    /// The engine's answer, as if nobody else had been asked.
    async fn end(
        &self,
        engine: Engine,
        context: &Context,
        trip: &mut Trip<'_>,
    ) -> Result<Ran, Stop> {
        match engine {
            Engine::Read(read) => self.by_engine(read, context, trip).await,
            Engine::Ran(ran, said) => {
                said.into_iter().for_each(|warning| trip.warn(warning));
                ran.inspect(|ran| trip.sql = Some(ran.checked.query.get().sql.clone()))
            }
        }
    }

    /// The likelier of both answers. Where they differ and care is wanted, the model looks at both once more.
    async fn weighed(
        &self,
        models: &Models,
        posed: Posed<'_>,
        (engine, ran): (Engine, Ran),
        trip: &mut Trip<'_>,
    ) -> Result<Ran, Stop> {
        let mut opinions = vec![Opinion::of_model(ran)];
        let mut said = Vec::new();
        let engine_is_sure = engine.is_sure();
        match engine {
            Engine::Read(read) => {
                let glance = self.glanced_opinion(&read, posed, trip).await;
                opinions.extend(glance);
                // A model that contradicts a sure engine is not believed unseen.
                if engine_is_sure && differ(&opinions) {
                    opinions.truncate(1);
                    let before = trip.warnings.len();
                    let ran = self.by_engine(read, posed.context, trip).await;
                    said = trip.warnings.split_off(before);
                    opinions.extend(ran.ok().map(Opinion::of_engine));
                }
            }
            Engine::Ran(ran, warnings) => {
                opinions.extend(ran.ok().map(Opinion::of_engine));
                said = warnings;
            }
        }
        if models.policy == RoutingPolicy::MostCareful && differ(&opinions) {
            let drafts = opinions.iter().filter_map(|opinion| opinion.ran.as_ref()).collect();
            match self.reconsider(models, posed, drafts, trip).await {
                Ok(third) => opinions.push(Opinion::of_model_again(third)),
                Err(Unanswered::Stopped(stop)) => return Err(stop),
                Err(Unanswered::Because(reason)) => trip.warn(reason),
            }
        }
        let Some(Weighed { ran, other }) = weigh(opinions) else {
            return Err(refuse(nothing(), trip));
        };
        if !ran.is_by_model() {
            said.into_iter().for_each(|warning| trip.warn(warning));
        }
        if let Some(other) = other {
            trip.warn(format!("another reading returns other rows: {other}"));
        }
        trip.sql = Some(ran.checked.query.get().sql.clone());
        Ok(ran)
    }

    /// What the engine's first reading returns, where that costs nearly nothing; it makes the model's answer surer
    /// or less sure.
    async fn glanced_opinion(
        &self,
        read: &Result<Read, Stop>,
        posed: Posed<'_>,
        trip: &mut Trip<'_>,
    ) -> Option<Opinion> {
        let reading = read.as_ref().ok()?.readings.first()?;
        let rows = self.glanced_at(reading, &posed.context.schema, trip).await?;
        Some(Opinion::glanced(reading, rows))
    }

    /// Whether no model has a say: the question asks for a change, or clearly for what may not be read.
    fn is_final(&self, read: &Result<Read, Stop>, context: &Context) -> bool {
        match read {
            Err(Stop::Failed(_)) | Err(Stop::Outcome(Outcome::Refuse(_))) => true,
            Err(Stop::Outcome(_)) => false,
            Ok(read) => read.readings.first().is_some_and(|reading| {
                let proven = self.proven(&reading.draft.0, &context.schema, self.parts.limits);
                reading.confidence >= MEANT
                    && proven.is_err_and(|refusal| is_about_access(&refusal))
            }),
        }
    }
}
