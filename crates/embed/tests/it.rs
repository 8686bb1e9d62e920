//! A model in a folder, held to the same computation by hand.

/// The modules stand in `it/`.
#[cfg(test)]
#[path = "it"]
mod it {
    /// The same computation by hand.
    mod reference;

    /// What texts come to.
    mod vectors;

    /// Folders that hold no model.
    mod folders;
}
