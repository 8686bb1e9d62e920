//! An embedding model that is small enough to be computed by hand: two layers, nine words, weights by chance.

use std::{collections::BTreeMap, fs, path::Path};

use serde_json::{Value as Json, json};
use tempfile::TempDir;

/// The width of a vector.
pub const HIDDEN: usize = 8;
/// Heads of each layer.
pub const HEADS: usize = 2;
/// Layers.
pub const LAYERS: usize = 2;
/// The most tokens of a text.
pub const LONGEST: usize = 12;
/// Its words, each the token of its place; the first four mean nothing, unknown, begin and end.
pub const WORDS: [&str; 9] =
    ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "total", "sales", "by", "customer", "city"];

const INNER: usize = 16;

/// Weights by their names, each as its numbers, row by row.
pub type Weights = BTreeMap<String, Vec<f32>>;

/// A folder with a model in it, as sentence-transformers publishes them.
pub struct Bert {
    folder: TempDir,
    /// Its weights.
    pub weights: Weights,
}

impl Bert {
    /// With the weights that come of a seed.
    ///
    /// # Panics
    /// When the folder cannot be written.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let weights = weights(seed);
        fs::write(folder.path().join("model.safetensors"), safetensors(&weights)).expect("a file");
        let bert = Self { folder, weights };
        bert.write("config.json", &Self::config());
        bert.write("tokenizer.json", &tokenizer());
        bert
    }

    /// The folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file of the folder.
    ///
    /// # Panics
    /// When it cannot be written.
    pub fn write(&self, name: &str, json: &Json) {
        let file = self.path().join(name);
        fs::create_dir_all(file.parent().unwrap_or(self.path())).expect("a folder");
        fs::write(file, json.to_string()).expect("a file");
    }

    /// What stands in `config.json`.
    #[must_use]
    pub fn config() -> Json {
        json!({
            "vocab_size": WORDS.len(), "hidden_size": HIDDEN, "num_hidden_layers": LAYERS,
            "num_attention_heads": HEADS, "intermediate_size": INNER, "hidden_act": "gelu",
            "hidden_dropout_prob": 0.1, "max_position_embeddings": LONGEST, "type_vocab_size": 2,
            "initializer_range": 0.02, "layer_norm_eps": 1e-12, "pad_token_id": 0, "model_type": "bert",
        })
    }
}

/// The format of <https://github.com/huggingface/safetensors>: the length of a head, the head, the numbers.
fn safetensors(weights: &Weights) -> Vec<u8> {
    let (mut head, mut numbers) = (serde_json::Map::new(), Vec::new());
    let shapes: BTreeMap<String, Vec<usize>> = shapes().into_iter().collect();
    for (name, weight) in weights {
        let begin = numbers.len();
        numbers.extend(weight.iter().flat_map(|number| number.to_le_bytes()));
        let offsets = [begin, numbers.len()];
        let tensor = json!({"dtype": "F32", "shape": shapes.get(name), "data_offsets": offsets});
        head.insert(name.clone(), tensor);
    }
    let head = Json::Object(head).to_string().into_bytes();
    [(head.len() as u64).to_le_bytes().to_vec(), head, numbers].concat()
}

fn tokenizer() -> Json {
    let vocabulary: BTreeMap<&str, usize> = WORDS.iter().copied().zip(0..).collect();
    json!({
        "version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
        "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2]},
        "decoder": null, "model": {"type": "WordLevel", "vocab": vocabulary, "unk_token": "[UNK]"},
    })
}

fn weights(seed: u64) -> Weights {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        f32::from((state >> 48) as u16) / 65_536.0 - 0.5
    };
    let numbers = |(name, shape): (String, Vec<usize>)| {
        (name, (0..shape.iter().product()).map(|_| next()).collect())
    };
    shapes().into_iter().map(numbers).collect()
}

/// Names of weights with their shapes.
fn shapes() -> Vec<(String, Vec<usize>)> {
    let mut shapes = vec![
        ("embeddings.word_embeddings.weight".to_owned(), vec![WORDS.len(), HIDDEN]),
        ("embeddings.position_embeddings.weight".to_owned(), vec![LONGEST, HIDDEN]),
        ("embeddings.token_type_embeddings.weight".to_owned(), vec![2, HIDDEN]),
    ];
    let mut both = |name: String, shape: Vec<usize>| {
        shapes.push((format!("{name}.bias"), shape.iter().take(1).copied().collect()));
        shapes.push((format!("{name}.weight"), shape));
    };
    both("embeddings.LayerNorm".into(), vec![HIDDEN]);
    for layer in 0..LAYERS {
        let at = format!("encoder.layer.{layer}");
        for part in ["self.query", "self.key", "self.value", "output.dense"] {
            both(format!("{at}.attention.{part}"), vec![HIDDEN, HIDDEN]);
        }
        both(format!("{at}.attention.output.LayerNorm"), vec![HIDDEN]);
        both(format!("{at}.intermediate.dense"), vec![INNER, HIDDEN]);
        both(format!("{at}.output.dense"), vec![HIDDEN, INNER]);
        both(format!("{at}.output.LayerNorm"), vec![HIDDEN]);
    }
    shapes
}
