//! The third phase: the question becomes readings, or goes back.

use jiff::civil;
use querist_offline::{Request, Translation, Verdict};
use querist_vocabulary::{
    answer::{Choice, Clarification, Decline, Outcome},
    event::Event,
    reading::Reading,
    refusal::{Refusal, Rule},
};

use crate::{
    check::refuse,
    gather::Context,
    journey::Journey,
    trip::{Stop, Trip},
    understand::Understood,
};

/// Questions that people who do not know what to ask can start with.
mod starters;

/// How many questions a decline suggests.
pub(crate) const SUGGESTIONS: usize = 3;

/// How a question is read.
pub(crate) struct Read {
    /// The likeliest first.
    pub(crate) readings: Vec<Reading>,
    /// How many words that could name something have no place in it.
    pub(crate) unplaced: usize,
}

impl Journey {
    /// The readings, the likeliest first, where the question is to be answered.
    pub(crate) fn translate(
        &self,
        question: &Understood,
        context: &Context,
        trip: &mut Trip<'_>,
    ) -> Result<Read, Stop> {
        trip.enter("translate");
        let request = Request {
            question: &question.words,
            today: self.today(trip),
            earlier: &context.earlier,
        };
        let Translation { verdict, readings, unplaced } = context.learned.engine.translate(request);
        trip.tell(&Event::Translated { readings: readings.clone() });
        match verdict {
            Verdict::Answer => Ok(Read { readings, unplaced }),
            Verdict::Clarify { question, choices } => {
                let readings = self.clarify(question, choices, readings, context)?;
                Ok(Read { readings, unplaced })
            }
            Verdict::Decline { not_understood, .. } if context.schema.tables.is_empty() => {
                let reason = "This database has no tables that this account may read.".into();
                let decline = Decline { reason, not_understood, suggestions: Vec::new() };
                Err(Stop::Outcome(Outcome::Decline(decline)))
            }
            Verdict::Decline { reason, not_understood } => {
                if !not_understood.is_empty() {
                    context.learned.gaps.all().into_iter().for_each(|gap| trip.warn(gap));
                }
                let mut suggestions = self.tried_starters(context, SUGGESTIONS);
                if let Some(meant) = self.respelled(request, &not_understood, context) {
                    suggestions.insert(0, meant);
                    suggestions.truncate(SUGGESTIONS);
                }
                let decline = Decline { reason, not_understood, suggestions };
                Err(Stop::Outcome(Outcome::Decline(decline)))
            }
            Verdict::Change => Err(refuse(asks_for_change(), trip)),
        }
    }

    /// The question in the spelling that was probably meant, if it would be answered then.
    fn respelled(
        &self,
        request: Request<'_>,
        unknown: &[String],
        context: &Context,
    ) -> Option<String> {
        let meant = context.learned.engine.respelled(request.question, unknown)?;
        let again = Request { question: &meant, ..request };
        self.can_answer(again, &context.schema, &context.learned).then_some(meant)
    }

    /// The day that relative dates count from.
    pub(crate) fn today(&self, trip: &Trip<'_>) -> civil::Date {
        self.parts
            .knowledge
            .as_of
            .or(trip.asked_on)
            .unwrap_or_else(|| self.parts.clock.now().date())
    }

    /// The last day of which all is known. Data that has stopped growing is whole on its last day; the
    /// day on which somebody asks is not over.
    pub(crate) fn whole_until(&self, trip: &Trip<'_>) -> civil::Date {
        let yesterday = || self.today(trip).yesterday().unwrap_or(civil::Date::MIN);
        self.parts.knowledge.as_of.unwrap_or_else(yesterday)
    }

    /// One question back; each choice has passed the check. With one choice left there is nothing to ask.
    fn clarify(
        &self,
        question: String,
        choices: usize,
        readings: Vec<Reading>,
        context: &Context,
    ) -> Result<Vec<Reading>, Stop> {
        let choices: Vec<Choice> = readings
            .iter()
            .take(choices)
            .filter_map(|reading| {
                let query =
                    self.proven(&reading.draft.0, &context.schema, self.parts.limits).ok()?;
                Some(Choice { reading: reading.clone(), sql: query.get().unlimited.clone() })
            })
            .collect();
        if choices.len() < 2 {
            return Ok(readings);
        }
        Err(Stop::Outcome(Outcome::Clarify(Clarification { question, choices })))
    }
}

/// The refusal of a question that is none.
pub(crate) fn asks_for_change() -> Refusal {
    Refusal {
        rule: Rule::NotReadOnly,
        place: None,
        message: "this asks to change data, and a question only reads".into(),
        hint: "ask what the data says, such as how many rows would be concerned".into(),
    }
}
