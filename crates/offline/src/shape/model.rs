//! The models and their stored form.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    sync::LazyLock,
};

use super::{Shape, grams};

/// What a label costs that training never saw (a log-probability).
const UNSEEN: f32 = -9.0;

/// First bytes of the stored form.
const MAGIC: &[u8] = b"querist shape 1\n";

static SHIPPED: LazyLock<Model> = LazyLock::new(|| {
    Model::from_bytes(include_bytes!("../../weights/shape.bin")).unwrap_or_default()
});

/// Six linear models that share their features.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Model {
    /// Words that are not blanked out.
    pub known: HashSet<String>,
    /// The labels of each facet.
    pub labels: [Vec<String>; 6],
    /// By feature name, its weights in `weights`.
    features: HashMap<u32, Range<usize>>,
    /// Label (counted through all facets) and weight.
    weights: Vec<(u8, i8)>,
    /// What a weight of 1 stands for.
    unit: f32,
}

/// Log-probabilities of the labels of each facet, for one question.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scores<'a> {
    model: &'a Model,
    logs: [Vec<f32>; 6],
}

impl Model {
    /// The models that ship with Querist.
    pub(crate) fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Puts trained weights together: by feature name, label and weight.
    pub(crate) fn new(
        known: HashSet<String>,
        labels: [Vec<String>; 6],
        unit: f32,
        trained: impl IntoIterator<Item = (u32, Vec<(u8, i8)>)>,
    ) -> Self {
        let mut model = Self { known, labels, unit, ..Self::default() };
        for (name, weights) in trained {
            let start = model.weights.len();
            model.weights.extend(weights);
            model.features.insert(name, start..model.weights.len());
        }
        model
    }

    /// The places of a shape's labels; none where training never saw one.
    pub(crate) fn places(&self, shape: &Shape) -> [Option<u8>; 6] {
        let mut places = [None; 6];
        for ((labels, wanted), place) in self.labels.iter().zip(&shape.0).zip(&mut places) {
            *place = labels
                .iter()
                .position(|label| label == wanted)
                .and_then(|at| u8::try_from(at).ok());
        }
        places
    }

    /// Reads a question.
    pub(crate) fn read(&self, question: &str) -> Scores<'_> {
        let blanked = grams::blank(&grams::split(question), &self.known);
        let names: Vec<u32> = grams::grams(&blanked).iter().map(|gram| grams::name(gram)).collect();
        self.read_names(&names)
    }

    /// Reads a question given as feature names. Features are scaled to a common length.
    pub(crate) fn read_names(&self, names: &[u32]) -> Scores<'_> {
        let scale = self.unit * length_scale(names.len());
        let mut sums = vec![0.0f32; self.labels.iter().map(Vec::len).sum()];
        let known = names.iter().filter_map(|name| self.features.get(name));
        for (label, weight) in known.filter_map(|range| self.weights.get(range.clone())).flatten() {
            if let Some(sum) = sums.get_mut(usize::from(*label)) {
                *sum += f32::from(*weight) * scale;
            }
        }
        let mut rest = sums.into_iter();
        let logs = self
            .labels
            .each_ref()
            .map(|labels| log_softmax(rest.by_ref().take(labels.len()).collect()));
        Scores { model: self, logs }
    }

    /// Stored form.
    #[cfg(feature = "training")]
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut known: Vec<&str> = self.known.iter().map(String::as_str).collect();
        known.sort_unstable();
        let mut bytes = MAGIC.to_vec();
        put_list(&mut bytes, &known);
        for labels in &self.labels {
            put_list(&mut bytes, &labels.iter().map(String::as_str).collect::<Vec<_>>());
        }
        bytes.extend(self.unit.to_le_bytes());
        let mut names: Vec<(&u32, &Range<usize>)> = self.features.iter().collect();
        names.sort_unstable_by_key(|(name, _)| **name);
        for (name, range) in names {
            let weights = self.weights.get(range.clone()).unwrap_or_default();
            bytes.extend(name.to_le_bytes());
            bytes.push(u8::try_from(weights.len()).unwrap_or(u8::MAX));
            bytes.extend(weights.iter().flat_map(|(label, w)| [*label, w.to_le_bytes()[0]]));
        }
        bytes
    }

    /// Back from the stored form; none when it is damaged.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let known = take_list(&mut rest)?.into_iter().collect();
        let mut labels: [Vec<String>; 6] = Default::default();
        for facet in &mut labels {
            *facet = take_list(&mut rest)?;
        }
        let unit = f32::from_le_bytes(*take(&mut rest)?);
        let mut trained = Vec::new();
        while !rest.is_empty() {
            let name = u32::from_le_bytes(*take(&mut rest)?);
            let [length] = *take(&mut rest)?;
            let mut weights = Vec::with_capacity(length.into());
            for _ in 0..length {
                let [label, weight] = *take(&mut rest)?;
                weights.push((label, i8::from_le_bytes([weight])));
            }
            trained.push((name, weights));
        }
        Some(Self::new(known, labels, unit, trained))
    }
}

impl Scores<'_> {
    /// The log-probability of each label of a shape, in the order of its facets.
    pub(crate) fn of(&self, shape: &Shape) -> [f32; 6] {
        let mut scores = [UNSEEN; 6];
        for (facet, score) in scores.iter_mut().enumerate() {
            let at = self
                .model
                .labels
                .get(facet)
                .zip(shape.0.get(facet))
                .and_then(|(labels, wanted)| labels.iter().position(|label| label == wanted));
            let log = at.and_then(|at| self.logs.get(facet)?.get(at));
            *score = log.map_or(UNSEEN, |log| log.max(UNSEEN));
        }
        scores
    }

    /// The log-probability of a label by its place.
    pub(crate) fn at(&self, facet: usize, place: Option<u8>) -> f32 {
        let log = place.and_then(|place| self.logs.get(facet)?.get(usize::from(place)));
        log.map_or(UNSEEN, |log| log.max(UNSEEN))
    }
}

/// Long questions have more features; each then counts less.
pub(crate) fn length_scale(features: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a question has few features")]
    let features = features.max(1) as f32;
    4.0 / features.sqrt()
}

/// Logarithms of the softmax.
pub(crate) fn log_softmax(mut sums: Vec<f32>) -> Vec<f32> {
    let most = sums.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let total: f32 = sums.iter().map(|sum| (sum - most).exp()).sum();
    let normal = most + total.ln();
    sums.iter_mut().for_each(|sum| *sum -= normal);
    sums
}

#[cfg(feature = "training")]
fn put_list(bytes: &mut Vec<u8>, list: &[&str]) {
    let text = list.join("\n");
    bytes.extend(u32::try_from(text.len()).unwrap_or(u32::MAX).to_le_bytes());
    bytes.extend(text.as_bytes());
}

fn take_list(rest: &mut &[u8]) -> Option<Vec<String>> {
    let length = usize::try_from(u32::from_le_bytes(*take(rest)?)).ok()?;
    let (text, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(std::str::from_utf8(text).ok()?.split('\n').map(str::to_owned).collect())
}

fn take<'a, const N: usize>(rest: &mut &'a [u8]) -> Option<&'a [u8; N]> {
    let (head, after) = rest.split_first_chunk()?;
    *rest = after;
    Some(head)
}
