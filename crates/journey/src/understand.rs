//! The first phase: the question is text that can be read, and nothing in it is trusted.

use querist_vocabulary::{answer::ChartKind, event::Event, question::LONGEST_QUESTION};

use crate::{
    error::JourneyError,
    journey::Journey,
    trip::{Stop, Trip},
};

/// Odd spaces and quotes become the plain ones.
mod fold;

/// Words that look like an attack are noted; they stay words.
mod screen;

/// A chart that the question asks for.
mod wish;

/// A question that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Understood {
    /// Its words, folded, without the wish for a chart.
    pub(crate) words: String,
    /// The chart it asks for.
    pub(crate) wish: Option<Wish>,
}

/// What a question says about a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Some chart.
    Any,
    /// This kind.
    Kind(ChartKind),
    /// What each part holds of the whole.
    Shares,
}

impl Journey {
    pub(crate) fn understand(&self, trip: &mut Trip<'_>) -> Result<Understood, Stop> {
        trip.enter("understand");
        let folded = readable(&trip.typed)?;
        if let Some(warning) = screen::suspicion(&folded) {
            trip.warn(warning);
        }
        trip.tell(&Event::Understood { question: folded.clone() });
        let (words, wish) = wish::separate(&folded);
        let wish = wish.or_else(|| wish::of_shares(&words));
        Ok(Understood { words, wish })
    }
}

fn readable(typed: &str) -> Result<String, JourneyError> {
    if typed.len() > LONGEST_QUESTION {
        let reason = format!("it is {} bytes long, and {LONGEST_QUESTION} are read", typed.len());
        return Err(bad(reason, "ask it in a sentence or two"));
    }
    if let Some(control) =
        typed.chars().find(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
    {
        let reason = format!("it has the control character U+{:04X}", u32::from(control));
        return Err(bad(reason, "type the question as plain text"));
    }
    let folded = fold::fold(typed);
    if !folded.chars().any(char::is_alphanumeric) {
        return Err(bad(
            "it has no words".into(),
            "type a question, such as `how many orders are there`",
        ));
    }
    Ok(folded)
}

fn bad(reason: String, hint: &str) -> JourneyError {
    JourneyError::BadQuestion { reason, hint: hint.into() }
}
