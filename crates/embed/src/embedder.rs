//! The role that others see.

use std::{
    path::Path,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, Ordering},
    },
};

use async_trait::async_trait;
use querist_vocabulary::model::{Embedder, ModelError};

use crate::{
    encoder::Encoder,
    folder::{Folder, FolderError},
};

/// Texts as vectors by a model in a folder.
///
/// Cheap to open and to clone: weights are read when the first text comes, since most questions need no vector.
#[derive(Clone)]
pub struct LocalEmbedder {
    model: Arc<Model>,
}

struct Model {
    folder: Folder,
    encoder: OnceLock<Result<Encoder, String>>,
}

impl LocalEmbedder {
    /// Looks at a folder: whether its files are there, and whether they describe a model that is known here.
    ///
    /// # Errors
    /// When a file is missing or is not what it should be, or when the model is of another kind.
    pub fn open(folder: &Path) -> Result<Self, FolderError> {
        let model = Model { folder: Folder::open(folder)?, encoder: OnceLock::new() };
        Ok(Self { model: Arc::new(model) })
    }

    fn name(&self) -> String {
        format!("local/{}", self.model.folder.name())
    }
}

#[async_trait]
impl Embedder for LocalEmbedder {
    fn space(&self) -> String {
        format!("{}/{}", self.name(), self.model.folder.digest)
    }

    async fn embed(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, ModelError> {
        let (model, texts) = (Arc::clone(&self.model), texts.to_vec());
        let wanted = Wanted::default();
        let asked = wanted.clone();
        let failed = |reason: String| ModelError::Failed { endpoint: self.name(), reason };
        let work = tokio::task::spawn_blocking(move || model.vectors(&texts, &asked));
        let _until_dropped = Until(wanted);
        work.await.map_err(|error| failed(error.to_string()))?.map_err(failed)
    }
}

/// Whether somebody still waits for the vectors. A thread cannot be stopped from outside, so it asks.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted(Arc<AtomicBool>);

impl Wanted {
    pub(crate) fn is_over(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Says that nobody waits any more when it is dropped with its future.
struct Until(Wanted);

impl Drop for Until {
    fn drop(&mut self) {
        self.0.0.store(true, Ordering::Relaxed);
    }
}

impl Model {
    fn vectors(&self, texts: &[String], wanted: &Wanted) -> Result<Vec<Vec<f32>>, String> {
        let load = || Encoder::load(&self.folder).map_err(|error| error.to_string());
        match self.encoder.get_or_init(load) {
            Ok(encoder) => encoder.vectors(texts, wanted),
            Err(reason) => Err(reason.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use querist_testkit::bert::Bert;

    use super::*;

    #[test]
    fn for_a_caller_who_went_nothing_is_computed() {
        let bert = Bert::new(7);
        let embedder = LocalEmbedder::open(bert.path()).unwrap();
        let (texts, wanted) = (["total sales".to_owned()], Wanted::default());
        assert_eq!(embedder.model.vectors(&texts, &wanted).unwrap().len(), 1);
        drop(Until(wanted.clone()));
        assert!(embedder.model.vectors(&texts, &wanted).is_err());
    }
}
