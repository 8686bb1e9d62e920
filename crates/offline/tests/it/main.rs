//! The engine from outside: a small schema and a question in, SQL or a verdict out.

/// A shop, built by hand.
mod shop;

/// Questions that people ask of a shop.
mod everyday;

/// What is declined, and what asks for a change.
mod verdicts;

/// Questions that go on from an answer.
mod follow_ups;

/// Plans said back in plain English.
mod restated;

/// Words and measures that people wrote.
mod knowledge;

/// Confirmed examples, reused where nothing but values differs.
mod taught;

/// Texts and schemas that nobody expects.
mod strange;

/// Words for which columns keep something else.
mod codes;

/// Conditions that words say whole.
mod said;

/// Words that an answer must carry out.
mod carried;

/// Turns of phrase that leave one reading.
mod turns;

/// Tables of one name in several namespaces.
mod twins;

/// Questions that can be read in two ways.
mod ambiguity;

/// Other weights in the place of those that ship.
#[cfg(test)]
mod weights;

/// The stored form of values, and near spellings.
mod values;
