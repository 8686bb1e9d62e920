//! Who turns texts into vectors, by which the part of a large schema is found that a question is about.

use std::{path::Path, sync::Arc};

use querist_models::Models;
use querist_vocabulary::model::Embedder;

use crate::{QueristError, Settings};

/// The model in the folder of the settings, else an endpoint's; none where neither is set.
pub(crate) fn chosen(
    settings: &Settings,
    models: &Models,
) -> Result<Option<Arc<dyn Embedder>>, QueristError> {
    match &settings.models.embedder {
        Some(folder) => open(folder).map(Some),
        None => Ok(models.embedder()),
    }
}

#[cfg(feature = "embed")]
fn open(folder: &Path) -> Result<Arc<dyn Embedder>, QueristError> {
    let opened = querist_embed::LocalEmbedder::open(folder);
    let embedder = opened.map_err(|error| bad(folder, error.to_string(), error.hint()))?;
    Ok(Arc::new(embedder))
}

#[cfg(not(feature = "embed"))]
fn open(folder: &Path) -> Result<Arc<dyn Embedder>, QueristError> {
    let hint = "build it with `--features embed`, or leave the setting out".into();
    Err(bad(folder, "this program is built without one".into(), hint))
}

fn bad(folder: &Path, reason: String, hint: String) -> QueristError {
    QueristError::BadEmbedder { folder: folder.to_owned(), reason, hint }
}
