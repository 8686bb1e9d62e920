//! The model in memory.

use candle_core::{DType, Device, Result as Computed, Tensor};
use candle_nn::VarBuilder;
use candle_transformers::models::bert::BertModel;
use tokenizers::{Encoding, Tokenizer, TruncationParams};

use crate::{
    embedder::Wanted,
    folder::{Folder, FolderError, TOKENIZER, WEIGHTS},
    pooling::Pooling,
};

/// Texts that go through the model together.
const BATCH: usize = 32;

/// Texts that are sorted by their length.
const PART: usize = 1024;

/// A model in memory.
pub(crate) struct Encoder {
    model: BertModel,
    tokenizer: Tokenizer,
    pooling: Pooling,
}

impl Encoder {
    /// Takes as long as reading the weights.
    pub(crate) fn load(folder: &Folder) -> Result<Self, FolderError> {
        let tokenizer = tokenizer(&folder.read(TOKENIZER)?, folder.longest)
            .map_err(|reason| folder.malformed(TOKENIZER, reason))?;
        let weights = folder.read(WEIGHTS)?;
        let model = VarBuilder::from_buffered_safetensors(weights, DType::F32, &Device::Cpu)
            .and_then(|weights| BertModel::load(weights, &folder.config))
            .map_err(|reason| folder.malformed(WEIGHTS, reason))?;
        Ok(Self { model, tokenizer, pooling: folder.pooling })
    }

    /// A vector for each text, in their order, as long as they are wanted.
    pub(crate) fn vectors(
        &self,
        texts: &[String],
        wanted: &Wanted,
    ) -> Result<Vec<Vec<f32>>, String> {
        let mut vectors = Vec::with_capacity(texts.len());
        for part in texts.chunks(PART) {
            vectors.extend(self.part(part, wanted)?);
        }
        Ok(vectors)
    }

    /// Texts of a batch are of like length, so that little is computed for nothing.
    fn part(&self, texts: &[String], wanted: &Wanted) -> Result<Vec<Vec<f32>>, String> {
        let encoded = self.tokenizer.encode_batch(texts.to_vec(), true);
        let encoded = encoded.map_err(|error| error.to_string())?;
        let mut shortest_first: Vec<(usize, &Encoding)> = encoded.iter().enumerate().collect();
        shortest_first.sort_by_key(|(_, one)| one.get_ids().len());
        let mut placed = Vec::with_capacity(texts.len());
        for batch in shortest_first.chunks(BATCH) {
            if wanted.is_over() {
                return Err("nobody waits for the vectors any more".into());
            }
            let tokens: Vec<&[u32]> = batch.iter().map(|(_, one)| one.get_ids()).collect();
            let vectors = self.batch(&tokens).map_err(|error| error.to_string())?;
            placed.extend(batch.iter().map(|(place, _)| *place).zip(vectors));
        }
        placed.sort_by_key(|(place, _)| *place);
        Ok(placed.into_iter().map(|(_, vector)| vector).collect())
    }

    /// Shorter texts are filled up with tokens that nothing looks at and that no mean counts.
    fn batch(&self, texts: &[&[u32]]) -> Computed<Vec<Vec<f32>>> {
        let longest = texts.iter().map(|tokens| tokens.len()).max().unwrap_or(0).max(1);
        let filled = |with: fn(u32) -> u32| -> Computed<Tensor> {
            let rows = texts.iter().flat_map(|tokens| {
                let own = tokens.iter().map(|id| with(*id));
                own.chain(std::iter::repeat_n(0, longest - tokens.len()))
            });
            Tensor::from_iter(rows, &Device::Cpu)?.reshape((texts.len(), longest))
        };
        let (ids, seen) = (filled(|id| id)?, filled(|_| 1)?);
        let states = self.model.forward(&ids, &ids.zeros_like()?, Some(&seen))?;
        self.pooling.vectors(&states, &seen)?.to_vec2()
    }
}

fn tokenizer(bytes: &[u8], longest: usize) -> tokenizers::Result<Tokenizer> {
    let mut tokenizer = Tokenizer::from_bytes(bytes)?;
    let truncation = TruncationParams { max_length: longest, ..TruncationParams::default() };
    tokenizer.with_truncation(Some(truncation))?;
    tokenizer.with_padding(None);
    Ok(tokenizer)
}
