//! The journey with a real database and a real store: text in, the reply as text out.

/// The modules stand in `it/`.
#[cfg(test)]
#[path = "it"]
mod it {
    /// A small shop, and replies as text.
    mod house;

    /// Questions in words.
    mod asking;

    /// A house with a language model.
    mod minds;

    /// Questions that a language model reads.
    mod consulting;

    /// What a language model may not see.
    mod veiling;

    /// SQL typed by hand, and exports.
    mod reading;

    /// What is written down.
    mod remembering;

    /// Results that were read before.
    mod caching;

    /// Personal data in results.
    mod masking;

    /// What is kept of the database between questions.
    mod gathering;

    /// What people teach is used.
    mod teaching;

    /// Tables with more values than a question has time for.
    mod large;

    /// A database that fails on the way.
    mod faults;
}
