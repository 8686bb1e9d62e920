//! The store on real files.

/// The modules stand in `it/`.
#[cfg(test)]
#[path = "it"]
mod it {
    /// A store in a folder of its own, a clock that stands, and raw SQL beside the store.
    mod bench;

    /// Conversations and the fifty turns they keep.
    mod sessions;

    /// The chain, and what tampering looks like to it.
    mod audit;

    /// What was taught comes back, by database.
    mod lessons;

    /// Several processes at once, and one that is killed.
    mod processes;

    /// What was sent, what it came to, and bodies that make room.
    mod ledger;

    /// Vectors that are kept, found and dropped.
    mod vectors;

    /// Ages and the cap.
    mod cache;

    /// Rights, damage, and files of other programs.
    mod files;

    /// Files of older and newer versions.
    mod versions;
}
