//! The library as those who embed it use it.

/// The modules stand in `it/`.
#[cfg(test)]
#[path = "it"]
mod it {
    /// A small shop, its semantic file, and a house over it.
    mod shop;

    /// Replies as JSON, every outcome.
    mod wire;

    /// Rows as files, every format.
    mod export;

    /// Questions evaluated, and the lines written.
    mod eval;

    /// Questions read with weights that have not seen their database.
    mod folds;

    /// The guide's suite holds on the demo database.
    mod suite;

    /// The semantic file beside a database, and what in it does not fit.
    mod knowledge;

    /// What the doctor finds.
    mod doctor;

    /// The verbs, from opening to the audit log.
    mod verbs;

    /// Pages of the guide that come from code.
    mod pages;

    /// The sample databases: questions as people type them, each with an answer that was checked.
    mod samples;

    /// Attacks through every door; nothing changes.
    mod safety;

    /// Querist with a language model.
    mod minds;

    /// The way through a language model on each database.
    mod served;

    /// Prompt injection against a language model that obeys it.
    mod injection;
}
