//! The product: what happens to a question, in order.
//!
//! [`Journey::ask`] reads as the journey reads. Nothing here knows a driver, a wire or a terminal:
//! a database, a store, a clock and a listener are handed in as roles.

/// What a journey needs, and the journey itself.
mod journey;

/// A question from its words to its answer, phase after phase.
mod ask;

/// A reading that a person chose: the same journey without the translation.
mod choose;

/// SQL typed by a person: the same check, run and answer without the reading.
mod read;

/// What one question carries on its way.
mod trip;

/// The question is text that can be read, and nothing in it is trusted.
mod understand;

/// What is known of the database and of the conversation.
mod gather;

/// Who reads the question: the offline engine, a language model, or both.
mod route;

/// A question of the same meaning as a confirmed example is answered as that was.
mod recall;

/// The question becomes readings, or goes back.
mod translate;

/// A language model reads the question.
mod consult;

/// What is said to language models: templates that a person can read and change.
mod prompts;

/// A reading becomes a query that is proven to only read.
mod check;

/// The query becomes rows.
mod run;

/// Results that were read before.
mod results;

/// What the next likeliest readings return.
mod compare;

/// What ran without an error and is probably wrong all the same.
mod doubt;

/// Personal data in rows is masked, where the policy says so.
mod conceal;

/// Rows become a sentence, a chart, insights and next questions.
mod answer;

/// The turn and the audit log are written, and the reply is made.
mod remember;

/// What people teach: an example or a rule is kept, confirmed again, forgotten.
mod teach;

/// What people say of an answer: right, wrong, or what would have been right.
mod judge;

/// Stopping a question, wherever on its way it is.
mod cancel;

/// What goes wrong on the way.
mod error;

pub use error::JourneyError;
pub use gather::Gaps;
pub use journey::{Journey, Models, Parts, Sentences};
pub use judge::{Judged, Judgement};
pub use prompts::{BadPrompt, Prompts};
pub use read::Streamed;
pub use results::{Lifetimes, ResultCache};
pub use teach::{Lecture, Lectured};
