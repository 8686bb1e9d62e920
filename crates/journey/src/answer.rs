//! The sixth phase: rows become a sentence, a chart, insights and next questions.

use querist_vocabulary::{
    answer::{Answer, EmptyReason},
    reading::Reading,
    schema::Schema,
};

use crate::{
    check::Checked,
    gather::Known,
    journey::Journey,
    run::Ran,
    trip::{Stop, Trip},
    understand::Wish,
};

/// A result as a reader sees it.
mod view;

/// What each column of a result means to a reader.
mod meaning;

/// A column's name in words, and what the name tells.
mod label;

/// Points in time as columns hold them.
mod time;

/// One number for each name or point in time.
mod series;

/// Values as people write them.
mod figures;

/// What the rows say.
mod sentence;

/// The chart and the rules that choose it.
mod chart;

/// What stands out.
mod insights;

/// Why there are no rows.
mod empty;

/// Questions that could come next.
mod follow_ups;

#[cfg(test)]
mod tests;

pub(crate) use empty::is_empty;
use meaning::Surroundings;
use view::View;

impl Journey {
    pub(crate) async fn answer(
        &self,
        wish: Option<Wish>,
        ran: Ran,
        known: Known<'_>,
        trip: &mut Trip<'_>,
    ) -> Result<Answer, Stop> {
        trip.enter("answer");
        let Ran { checked: Checked { reading, query, .. }, result, .. } = ran;
        let empty = match empty::is_empty(&result) {
            true => self.empty_reason(&query, known, trip).await,
            false => None,
        };
        let restatement = reading.as_ref().map(|reading| reading.restatement.as_str());
        let surroundings = Surroundings {
            schema: known.schema,
            knowledge: &self.parts.knowledge,
            whole_until: self.whole_until(trip),
        };
        let view = View::new(&result, query.get(), restatement, surroundings);
        let (chart, unmet) = chart::chart(&view, wish);
        unmet.into_iter().for_each(|why| trip.warn(why));
        let sentence = with_reason(sentence::sentence(&view), empty.as_ref());
        let insights = insights::insights(&view, wish);
        let follow_ups = self.follow_ups(reading.as_ref(), &result, known, trip);
        reading.iter().for_each(|reading| doubts(reading, trip));
        if let Some(reading) = &reading {
            trip.translator = reading.translator.clone();
        }
        let of_reading = reading.as_ref();
        Ok(Answer {
            reading: of_reading.map(|reading| reading.restatement.clone()),
            explanation: of_reading.map(|reading| reading.explanation.clone()).unwrap_or_default(),
            unexplained: of_reading.map(|reading| reading.unexplained.clone()).unwrap_or_default(),
            confidence: of_reading.map(|reading| reading.confidence),
            plan: reading.map(|reading| reading.plan).filter(|plan| !plan.is_null()),
            query,
            result,
            sentence,
            chart,
            insights,
            follow_ups,
            empty,
        })
    }
}

impl Journey {
    /// Whether every figure of a sentence stands in the rows or was asked for.
    pub(crate) fn stands(
        &self,
        sentence: &str,
        answer: &Answer,
        schema: &Schema,
        trip: &Trip<'_>,
    ) -> bool {
        let surroundings = Surroundings {
            schema,
            knowledge: &self.parts.knowledge,
            whole_until: self.whole_until(trip),
        };
        let (query, reading) = (answer.query.get(), answer.reading.as_deref());
        sentence::stands(sentence, &View::new(&answer.result, query, reading, surroundings))
    }
}

/// What the reader should know of the reading: its notes, and the words that found no place.
fn doubts(reading: &Reading, trip: &mut Trip<'_>) {
    reading.notes.iter().for_each(|note| trip.warn(note.clone()));
    if !reading.unexplained.is_empty() {
        let words: Vec<_> = reading.unexplained.iter().map(|word| format!("`{word}`")).collect();
        trip.warn(format!("these words played no part in the answer: {}", words.join(", ")));
    }
}

fn with_reason(sentence: String, empty: Option<&EmptyReason>) -> String {
    match empty {
        Some(reason) => format!("{sentence} {}", reason.sentence),
        None => sentence,
    }
}
