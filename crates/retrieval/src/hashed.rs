//! The built-in embedder: no model, no network.

use async_trait::async_trait;
use querist_english::{fold, split_identifier, stem};
use querist_vocabulary::model::{Embedder, ModelError};

/// Numbers of a vector.
const WIDTH: usize = 512;

/// What a word counts beside all of its pieces together.
const WORD: f32 = 1.0;

/// Letters of a piece of a word.
const GRAMS: [usize; 2] = [3, 4];

/// Words hashed into vectors, whole and in pieces of three and four letters, so that words of one family and
/// misspelled ones are near each other. Meanings that share no letters stay apart.
#[derive(Debug, Clone, Copy, Default)]
pub struct HashedNgrams;

impl HashedNgrams {
    /// The vector of a text, of length one; all zeros where it has no word.
    #[must_use]
    pub fn vector(text: &str) -> Vec<f32> {
        let mut vector = vec![0.0_f32; WIDTH];
        let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
        for word in words.flat_map(split_identifier) {
            add(&mut vector, &fold(&word));
        }
        let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
        if length > 0.0 {
            vector.iter_mut().for_each(|x| *x /= length);
        }
        vector
    }
}

#[async_trait]
impl Embedder for HashedNgrams {
    fn space(&self) -> String {
        format!("hashed-ngrams-1/{WIDTH}")
    }

    async fn embed(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, ModelError> {
        Ok(texts.iter().map(|text| Self::vector(text)).collect())
    }
}

fn add(vector: &mut [f32], word: &str) {
    let weight = weight(word);
    put(vector, &stem(word), weight * WORD);
    let framed: Vec<char> = format!("^{word}$").chars().collect();
    let grams: Vec<String> =
        GRAMS.iter().flat_map(|n| framed.windows(*n).map(String::from_iter)).collect();
    #[expect(clippy::cast_precision_loss, reason = "a count of letters")]
    let share = weight / (grams.len().max(1) as f32).sqrt();
    grams.iter().for_each(|gram| put(vector, gram, share));
}

/// Short words are mostly those that every text has; how rare a word is cannot be known from one text.
fn weight(word: &str) -> f32 {
    match word.chars().count() {
        0..=2 => 0.2,
        3 => 0.4,
        _ => 1.0,
    }
}

/// Adds at a place and with a sign that both come from the text's hash, so that collisions cancel out as often as
/// they add up (Weinberger et al. 2009).
fn put(vector: &mut [f32], text: &str, weight: f32) {
    let hash = fnv(text);
    let place = usize::try_from(hash >> 1).unwrap_or_default() % WIDTH;
    let sign = if hash & 1 == 0 { 1.0 } else { -1.0 };
    if let Some(number) = vector.get_mut(place) {
        *number += sign * weight;
    }
}

/// FNV-1a, folded to 32 bits: the same on every machine and in every version.
fn fnv(text: &str) -> u32 {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    #[expect(clippy::cast_possible_truncation, reason = "both halves are kept")]
    let folded = (hash >> 32) as u32 ^ hash as u32;
    folded
}
