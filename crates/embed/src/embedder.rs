//! The role that others see.

use std::{
    path::Path,
    sync::{Arc, OnceLock},
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
        let failed = |reason: String| ModelError::Failed { endpoint: self.name(), reason };
        let work = tokio::task::spawn_blocking(move || model.vectors(&texts));
        work.await.map_err(|error| failed(error.to_string()))?.map_err(failed)
    }
}

impl Model {
    fn vectors(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, String> {
        let load = || Encoder::load(&self.folder).map_err(|error| error.to_string());
        match self.encoder.get_or_init(load) {
            Ok(encoder) => encoder.vectors(texts),
            Err(reason) => Err(reason.clone()),
        }
    }
}
