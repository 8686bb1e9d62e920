//! The models and their stored form.

use std::{borrow::Cow, collections::HashSet};

use super::{Shape, grams};
use crate::sketch::Sketch;

/// What a label costs that training never saw (a log-probability).
const UNSEEN: f32 = -9.0;

/// First bytes of the stored form.
const MAGIC: &[u8] = b"querist shape 1\n";

/// Six linear models that share their features.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Model {
    /// Words that are not blanked out.
    pub known: HashSet<String>,
    /// The labels of each facet.
    pub labels: [Vec<String>; 6],
    /// As stored: every process would otherwise copy what few questions ask for.
    records: Cow<'static, [u8]>,
    /// By feature name, in order, where its record begins.
    places: Vec<(u32, usize)>,
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
    /// Puts trained weights together: by feature name, label and weight.
    #[cfg(feature = "training")]
    pub(crate) fn new(
        known: HashSet<String>,
        labels: [Vec<String>; 6],
        unit: f32,
        trained: impl IntoIterator<Item = (u32, Vec<(u8, i8)>)>,
    ) -> Self {
        let mut trained: Vec<_> = trained.into_iter().collect();
        trained.sort_unstable_by_key(|(name, _)| *name);
        let mut records = Vec::new();
        for (name, weights) in trained {
            records.extend(name.to_le_bytes());
            records.push(u8::try_from(weights.len()).unwrap_or(u8::MAX));
            records.extend(weights.iter().flat_map(|(label, w)| [*label, w.to_le_bytes()[0]]));
        }
        let places = places(&records).unwrap_or_default();
        Self { known, labels, records: Cow::Owned(records), places, unit }
    }

    /// The weights of a feature: label (counted through all facets) and weight.
    fn weights(&self, name: u32) -> impl Iterator<Item = (u8, i8)> {
        let found = self.places.binary_search_by_key(&name, |(name, _)| *name).ok();
        let record = found.and_then(|at| self.records.get(self.places.get(at)?.1..));
        let pairs = record.and_then(|mut rest| weights_of(&mut rest)).unwrap_or_default();
        pairs.iter().map(|[label, weight]| (*label, weight.cast_signed()))
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
    pub(crate) fn read(&self, question: &str, sketch: &Sketch) -> Scores<'_> {
        let features = grams::features(&grams::split(question), sketch, &self.known);
        let names: Vec<u32> = features.iter().map(|gram| grams::name(gram)).collect();
        self.read_names(&names)
    }

    /// Reads a question given as feature names. Features are scaled to a common length.
    pub(crate) fn read_names(&self, names: &[u32]) -> Scores<'_> {
        let scale = self.unit * length_scale(names.len());
        let mut sums = vec![0.0f32; self.labels.iter().map(Vec::len).sum()];
        for (label, weight) in names.iter().flat_map(|name| self.weights(*name)) {
            if let Some(sum) = sums.get_mut(usize::from(label)) {
                *sum += f32::from(weight) * scale;
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
        bytes.extend(self.records.iter());
        bytes
    }

    /// Back from the stored form; none when it is damaged.
    pub(crate) fn from_bytes(bytes: Cow<'static, [u8]>) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let known = take_list(&mut rest)?.into_iter().collect();
        let mut labels: [Vec<String>; 6] = Default::default();
        for facet in &mut labels {
            *facet = take_list(&mut rest)?;
        }
        let unit = f32::from_le_bytes(*take(&mut rest)?);
        let (places, begin) = (places(rest)?, bytes.len() - rest.len());
        let records = match bytes {
            Cow::Borrowed(bytes) => Cow::Borrowed(bytes.get(begin..)?),
            Cow::Owned(bytes) => Cow::Owned(bytes.get(begin..)?.to_vec()),
        };
        Some(Self { known, labels, records, places, unit })
    }
}

/// Where each record begins, by name; none when they are damaged or not in the order of their names.
fn places(records: &[u8]) -> Option<Vec<(u32, usize)>> {
    let (mut places, mut rest) = (Vec::new(), records);
    while !rest.is_empty() {
        let at = records.len() - rest.len();
        let name = rest.first_chunk().copied().map(u32::from_le_bytes)?;
        weights_of(&mut rest)?;
        places.push((name, at));
    }
    places.is_sorted_by_key(|(name, _)| *name).then_some(places)
}

/// Label and weight of each pair of a record: name, how many pairs there are, the pairs.
fn weights_of<'a>(rest: &mut &'a [u8]) -> Option<&'a [[u8; 2]]> {
    let [_, _, _, _, length] = *take(rest)?;
    let (pairs, after) = rest.split_at_checked(2 * usize::from(length))?;
    *rest = after;
    Some(pairs.as_chunks().0)
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
