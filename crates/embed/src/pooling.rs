//! How the states of a text's tokens become one vector.

use candle_core::{DType, IndexOp, Result, Tensor};
use serde::Deserialize;

/// How the states of a text's tokens become one vector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pooling {
    /// Their mean (Reimers and Gurevych, "Sentence-BERT", EMNLP 2019).
    Mean,
    /// The first token's, which stands for the whole text.
    First,
}

/// What sentence-transformers writes beside a model.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Written {
    #[serde(default)]
    pooling_mode_mean_tokens: bool,
    #[serde(default)]
    pooling_mode_cls_token: bool,
}

/// Of a folder that says nothing it is the mean; none where it says something else.
pub(crate) fn read(written: Option<Written>) -> Option<Pooling> {
    let Some(written) = written else { return Some(Pooling::Mean) };
    match (written.pooling_mode_mean_tokens, written.pooling_mode_cls_token) {
        (true, false) => Some(Pooling::Mean),
        (false, true) => Some(Pooling::First),
        (true, true) | (false, false) => None,
    }
}

impl Pooling {
    /// States of texts × tokens × width become vectors of length one; `seen` is 1 where a token stands and 0 where a
    /// text was filled up.
    pub(crate) fn vectors(self, states: &Tensor, seen: &Tensor) -> Result<Tensor> {
        let pooled = match self {
            Self::First => states.i((.., 0, ..))?,
            Self::Mean => {
                let seen = seen.to_dtype(DType::F32)?.unsqueeze(2)?;
                let tokens = seen.sum(1)?.clamp(1.0, f32::MAX)?;
                states.broadcast_mul(&seen)?.sum(1)?.broadcast_div(&tokens)?
            }
        };
        let length = pooled.sqr()?.sum_keepdim(1)?.sqrt()?.clamp(1e-12, f32::MAX)?;
        pooled.broadcast_div(&length)
    }
}
