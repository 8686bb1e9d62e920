//! Texts as vectors by a model on this machine: nothing leaves it, and nobody has to be paid.
//!
//! A model is a folder as sentence-transformers publishes them, of the BERT family: `config.json`,
//! `tokenizer.json` and `model.safetensors`. Programs that do not want some seventy crates for it leave this one
//! out: it is the feature `embed` of the crates that are built on it.

/// What a folder holds, and whether a model can be made of it.
mod folder;

/// How the states of a text's tokens become one vector.
mod pooling;

/// The model in memory.
mod encoder;

/// The role that others see.
mod embedder;

pub use embedder::LocalEmbedder;
pub use folder::FolderError;
