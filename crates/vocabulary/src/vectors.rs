//! The role of the place where the vectors of texts are kept.

use async_trait::async_trait;

use crate::store::StoreError;

/// A kept text whose vector is near another vector.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbour {
    /// The text's key.
    pub key: String,
    /// The cosine of the two vectors, between -1 and 1.
    pub similarity: f32,
}

/// Vectors by the space that they live in and the key of their text, such as its SHA-256.
///
/// A space is an [`Embedder`](crate::model::Embedder)'s, followed by whatever keeps texts apart that are never
/// looked for together, such as `openai/text-embedding-3-small:shop`. The vector of a text does not change, so what
/// is kept is never written again: who looks up the keys of its texts first has to embed only those that are new.
#[async_trait]
pub trait Vectors: Send + Sync {
    /// The vectors of these keys, in their order; none where one is not kept.
    async fn kept(&self, space: &str, keys: &[String])
    -> Result<Vec<Option<Vec<f32>>>, StoreError>;

    /// Keeps the vectors of these keys. A key that is kept stays as it is; an empty vector is not kept.
    async fn keep(&self, space: &str, vectors: &[(String, Vec<f32>)]) -> Result<(), StoreError>;

    /// The kept texts of a space nearest to a vector, nearest first, at most `most`: all of them are compared.
    async fn nearest(
        &self,
        space: &str,
        vector: &[f32],
        most: usize,
    ) -> Result<Vec<Neighbour>, StoreError>;

    /// Drops what is kept in a space under any other key.
    async fn keep_only(&self, space: &str, keys: &[String]) -> Result<(), StoreError>;

    /// Drops what is kept in every space whose name begins so.
    async fn drop_spaces(&self, prefix: &str) -> Result<(), StoreError>;
}
