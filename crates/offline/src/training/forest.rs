//! The growing of forests: gradient boosting of symmetric trees over histograms.
//!
//! Friedman 2001 for boosting; second-order gains as in Chen and Guestrin 2016; one question a level as in
//! Prokhorenkova and others 2018, which keeps trees small, quick and hard to over-train.

use crate::rank::forest::{Forest, Tree};

/// Most bins of a feature.
const BINS: usize = 32;

/// How a forest is grown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Growth {
    /// Trees.
    pub trees: usize,
    /// Questions a tree.
    pub depth: usize,
    /// What part of a tree's advice is taken.
    pub step: f32,
    /// Pull of every leaf towards zero.
    pub pull: f32,
    /// The share of features that a tree may ask of, in percent.
    pub features: u32,
}

/// Rows of a table, each feature cut into bins.
#[derive(Debug)]
pub(crate) struct Table {
    names: Vec<String>,
    edges: Vec<Vec<f32>>,
    /// By feature, then row.
    bins: Vec<Vec<u8>>,
    rows: usize,
}

/// First and second derivatives of the loss by a row's score.
pub(crate) type Slopes = Vec<[f32; 2]>;

impl Table {
    /// Of rows that have these features.
    pub(crate) fn new(names: &[&str], rows: &[&[f32]]) -> Self {
        let column = |feature: usize| {
            rows.iter().map(|row| row.get(feature).copied().unwrap_or(0.0)).collect::<Vec<f32>>()
        };
        let mut table = Self {
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            edges: Vec::new(),
            bins: Vec::new(),
            rows: rows.len(),
        };
        for feature in 0..names.len() {
            let values = column(feature);
            let edges = edges(&values);
            table.bins.push(values.iter().map(|value| bin(&edges, *value)).collect());
            table.edges.push(edges);
        }
        table
    }

    /// A forest grown from the scores that rows begin with.
    pub(crate) fn grow(
        &self,
        growth: Growth,
        mut scores: Vec<f32>,
        slopes: impl Fn(&[f32]) -> Slopes,
    ) -> Forest {
        let mut chance = Chance(0x2545_F491_4F6C_DD1D);
        let mut trees = Vec::with_capacity(growth.trees);
        for _ in 0..growth.trees {
            let features: Vec<usize> =
                (0..self.names.len()).filter(|_| chance.percent() < growth.features).collect();
            let (tree, leaves) = self.tree(growth, &features, &slopes(&scores));
            for (score, leaf) in scores.iter_mut().zip(&leaves) {
                *score += tree.leaves.get(usize::from(*leaf)).map_or(0.0, |l| f32::from(*l) / 1e3);
            }
            trees.push(tree);
        }
        Forest::new(self.names.clone(), trees)
    }

    /// One tree, and the leaf of each row.
    fn tree(&self, growth: Growth, features: &[usize], slopes: &Slopes) -> (Tree, Vec<u8>) {
        let mut leaves = vec![0_u8; self.rows];
        let mut splits = Vec::new();
        for level in 0..growth.depth {
            let best = features
                .iter()
                .filter_map(|feature| self.best_cut(*feature, level, &leaves, slopes, growth.pull))
                .max_by(|a, b| a.gain.total_cmp(&b.gain));
            let Some(cut) = best else { break };
            self.split(&mut leaves, cut);
            let edge = self.edges.get(cut.feature).and_then(|edges| edges.get(cut.bin));
            splits.push((cut.feature, edge.copied().unwrap_or(0.0)));
        }
        let mut sums = vec![[0.0_f32; 2]; 1 << splits.len()];
        for (leaf, [slope, bend]) in leaves.iter().zip(slopes) {
            if let Some(sum) = sums.get_mut(usize::from(*leaf)) {
                sum[0] += slope;
                sum[1] += bend;
            }
        }
        #[expect(clippy::cast_possible_truncation, reason = "held within the type")]
        let leaf = |[slope, bend]: &[f32; 2]| {
            (-1e3 * growth.step * slope / (bend + growth.pull)).clamp(-32e3, 32e3).round() as i16
        };
        (Tree { splits, leaves: sums.iter().map(leaf).collect() }, leaves)
    }

    fn split(&self, leaves: &mut [u8], cut: Cut) {
        let Some(bins) = self.bins.get(cut.feature) else { return };
        for (leaf, bin) in leaves.iter_mut().zip(bins) {
            *leaf = *leaf * 2 + u8::from(usize::from(*bin) > cut.bin);
        }
    }

    /// The best threshold of a feature, one for all leaves of a level.
    fn best_cut(
        &self,
        feature: usize,
        level: usize,
        leaves: &[u8],
        slopes: &Slopes,
        pull: f32,
    ) -> Option<Cut> {
        let bins = self.bins.get(feature)?;
        let count = self.edges.get(feature)?.len() + 1;
        if count < 2 {
            return None;
        }
        let mut sums = vec![[0.0_f32; 2]; BINS << level];
        for ((leaf, bin), [slope, bend]) in leaves.iter().zip(bins).zip(slopes) {
            if let Some(sum) = sums.get_mut(usize::from(*leaf) * BINS + usize::from(*bin)) {
                sum[0] += slope;
                sum[1] += bend;
            }
        }
        let mut gains = [0.0_f32; BINS];
        for leaf in sums.chunks_exact(BINS) {
            add_gains(leaf, count, pull, &mut gains);
        }
        let cuts = gains.iter().take(count - 1).enumerate();
        let (bin, gain) = cuts.max_by(|a, b| a.1.total_cmp(b.1))?;
        (*gain > 1e-6).then_some(Cut { feature, bin, gain: *gain })
    }
}

/// What a leaf gains by each threshold.
fn add_gains(leaf: &[[f32; 2]], count: usize, pull: f32, gains: &mut [f32; BINS]) {
    let worth = |[slope, bend]: [f32; 2]| slope * slope / (bend + pull);
    let all = leaf.iter().fold([0.0, 0.0], |all, sum| [all[0] + sum[0], all[1] + sum[1]]);
    let mut left = [0.0_f32; 2];
    for (sum, gain) in leaf.iter().take(count - 1).zip(gains) {
        left = [left[0] + sum[0], left[1] + sum[1]];
        let right = [all[0] - left[0], (all[1] - left[1]).max(0.0)];
        *gain += worth(left) + worth(right) - worth(all);
    }
}

/// A question: is the feature beyond this bin?
#[derive(Debug, Clone, Copy)]
struct Cut {
    feature: usize,
    bin: usize,
    gain: f32,
}

/// Thresholds that cut values into bins of about the same size, halfway between neighbours.
fn edges(values: &[f32]) -> Vec<f32> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f32::total_cmp);
    let mut different = sorted.clone();
    different.dedup();
    if different.len() <= BINS {
        return different.windows(2).filter_map(middle).collect();
    }
    let mut edges: Vec<f32> =
        (1..BINS).filter_map(|at| sorted.get(sorted.len() * at / BINS).copied()).collect();
    edges.dedup();
    edges
}

fn middle(pair: &[f32]) -> Option<f32> {
    let [low, high] = pair else { return None };
    Some(low + (high - low) / 2.0)
}

fn bin(edges: &[f32], value: f32) -> u8 {
    u8::try_from(edges.partition_point(|edge| *edge < value)).unwrap_or(u8::MAX)
}

/// A fixed sequence that looks like chance (Marsaglia 2003), so that training is the same on every machine.
struct Chance(u64);

impl Chance {
    fn percent(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u32::try_from((self.0 >> 33) % 100).unwrap_or(0)
    }
}
