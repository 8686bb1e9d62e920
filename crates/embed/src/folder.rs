//! What a folder holds, and whether a model can be made of it.

use std::{
    fs::{self, File},
    io::{self, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

use candle_transformers::models::bert::Config;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use crate::pooling::{self, Pooling};

pub(crate) const CONFIG: &str = "config.json";
pub(crate) const TOKENIZER: &str = "tokenizer.json";
pub(crate) const WEIGHTS: &str = "model.safetensors";

/// What sentence-transformers writes beside a model, each of them optional.
const MODULES: &str = "modules.json";
const POOLING: &str = "1_Pooling/config.json";
const LENGTH: &str = "sentence_bert_config.json";

/// What may stand behind the model: anything else would have to be computed, too.
const KNOWN_MODULES: [&str; 3] = ["Transformer", "Pooling", "Normalize"];

/// Places of the weights that tell one model from another, and bytes that are read at each.
const SAMPLES: u64 = 16;
const SAMPLE: usize = 4096;

/// Why no model can be made of a folder.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// A file is not there or may not be read.
    #[error("`{}` cannot be read: {reason}", .file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// The system's own words.
        reason: io::Error,
    },
    /// A file holds something else.
    #[error("`{}` is not what it should be: {reason}", .file.display())]
    Malformed {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A model, but none that is known here.
    #[error("{0}")]
    Unsupported(String),
}

impl FolderError {
    /// What the person can do.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Unreadable { .. } | Self::Malformed { .. } => {
                format!("a model's folder holds `{CONFIG}`, `{TOKENIZER}` and `{WEIGHTS}`")
            }
            Self::Unsupported(_) => {
                "models of the type `bert` with mean or first-token pooling are known, such as \
                 all-MiniLM-L6-v2, bge-small-en-v1.5 or gte-small"
                    .into()
            }
        }
    }
}

/// A folder that was looked at: everything but the weights and the tokenizer, which take longer to read.
#[derive(Debug)]
pub(crate) struct Folder {
    pub(crate) path: PathBuf,
    pub(crate) config: Config,
    pub(crate) pooling: Pooling,
    /// The most tokens of a text.
    pub(crate) longest: usize,
    /// Changes with anything that a vector depends on.
    pub(crate) digest: String,
}

#[derive(Deserialize)]
struct Length {
    max_seq_length: Option<usize>,
}

impl Folder {
    pub(crate) fn open(path: &Path) -> Result<Self, FolderError> {
        let kind: Json = required(path, CONFIG)?;
        match kind.get("model_type").and_then(Json::as_str) {
            Some("bert") | None => {}
            Some(other) => {
                return Err(FolderError::Unsupported(format!("its model type is `{other}`")));
            }
        }
        let config: Config = required(path, CONFIG)?;
        only_known(optional::<Vec<Json>>(path, MODULES)?.unwrap_or_default())?;
        let pooling = pooling::read(optional(path, POOLING)?).ok_or_else(|| {
            FolderError::Unsupported("it pools neither by mean nor by first token".into())
        })?;
        let length = optional::<Length>(path, LENGTH)?.and_then(|length| length.max_seq_length);
        let positions = config.max_position_embeddings;
        let longest = length.unwrap_or(positions).clamp(2, positions.max(2));
        Ok(Self { digest: digest(path)?, path: path.to_owned(), config, pooling, longest })
    }

    /// The folder's own name, for people.
    pub(crate) fn name(&self) -> String {
        let full = fs::canonicalize(&self.path);
        let full = full.as_deref().unwrap_or(&self.path);
        full.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    pub(crate) fn read(&self, name: &str) -> Result<Vec<u8>, FolderError> {
        bytes(&self.path.join(name))
    }

    pub(crate) fn malformed(&self, name: &str, reason: impl ToString) -> FolderError {
        FolderError::Malformed { file: self.path.join(name), reason: reason.to_string() }
    }
}

fn only_known(modules: Vec<Json>) -> Result<(), FolderError> {
    let kinds = modules.iter().filter_map(|module| module.get("type")?.as_str());
    let mut kinds = kinds.map(|kind| kind.rsplit('.').next().unwrap_or(kind));
    match kinds.find(|kind| !KNOWN_MODULES.contains(kind)) {
        Some(other) => Err(FolderError::Unsupported(format!("it has a layer `{other}` behind it"))),
        None => Ok(()),
    }
}

fn bytes(file: &Path) -> Result<Vec<u8>, FolderError> {
    fs::read(file).map_err(|reason| FolderError::Unreadable { file: file.to_owned(), reason })
}

fn required<T: DeserializeOwned>(folder: &Path, name: &str) -> Result<T, FolderError> {
    let file = folder.join(name);
    serde_json::from_slice(&bytes(&file)?)
        .map_err(|error| FolderError::Malformed { file, reason: error.to_string() })
}

fn optional<T: DeserializeOwned>(folder: &Path, name: &str) -> Result<Option<T>, FolderError> {
    match folder.join(name).exists() {
        true => required(folder, name).map(Some),
        false => Ok(None),
    }
}

/// Other weights make another space, so vectors of the one must not be found by the other. Of the weights, which may
/// take long to read, the length and samples are enough: no two trainings leave them alike.
fn digest(folder: &Path) -> Result<String, FolderError> {
    let mut hash = Sha256::new();
    for name in [CONFIG, TOKENIZER] {
        hash.update(bytes(&folder.join(name))?);
        hash.update([0]);
    }
    for name in [MODULES, POOLING, LENGTH] {
        hash.update(fs::read(folder.join(name)).unwrap_or_default());
        hash.update([0]);
    }
    let file = folder.join(WEIGHTS);
    let sampled = sampled(&file).map_err(|reason| FolderError::Unreadable { file, reason })?;
    hash.update(sampled);
    Ok(hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect())
}

fn sampled(file: &Path) -> io::Result<Vec<u8>> {
    let mut weights = File::open(file)?;
    let length = weights.metadata()?.len();
    let mut taken = length.to_le_bytes().to_vec();
    for sample in 0..SAMPLES {
        weights.seek(SeekFrom::Start(length / SAMPLES * sample))?;
        let mut part = (&mut weights).take(SAMPLE as u64);
        part.read_to_end(&mut taken)?;
    }
    Ok(taken)
}
