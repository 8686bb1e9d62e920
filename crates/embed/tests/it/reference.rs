//! BERT by hand (Devlin et al. 2019), one text at a time, so that nothing is filled up.

use querist_testkit::bert::{HEADS, HIDDEN, LAYERS, LONGEST, WORDS, Weights};

/// A vector of length one from the states of a text's tokens.
pub(crate) type Pool = fn(&[Vec<f32>]) -> Vec<f32>;

pub(crate) fn mean(states: &[Vec<f32>]) -> Vec<f32> {
    unit(&states.iter().fold(vec![0.0; HIDDEN], |sum, state| add(&sum, state)))
}

pub(crate) fn first(states: &[Vec<f32>]) -> Vec<f32> {
    unit(&states[0])
}

pub(crate) struct Reference<'w>(pub(crate) &'w Weights);

impl Reference<'_> {
    pub(crate) fn vector(&self, text: &str, pool: Pool) -> Vec<f32> {
        let mut states = self.embedded(text);
        for layer in 0..LAYERS {
            states = self.layer(&format!("encoder.layer.{layer}"), &states);
        }
        pool(&states)
    }

    fn embedded(&self, text: &str) -> Vec<Vec<f32>> {
        let words = text.split_whitespace().take(LONGEST - 2);
        let ids = words.map(|word| WORDS.iter().position(|known| *known == word).unwrap_or(1));
        let ids = std::iter::once(2).chain(ids).chain([3]);
        let state = |(at, id): (usize, usize)| {
            let row = |of: &str, at| self.row(&format!("embeddings.{of}_embeddings.weight"), at);
            let typed = add(&row("word", id), &row("token_type", 0));
            self.norm("embeddings.LayerNorm", &add(&typed, &row("position", at)))
        };
        ids.enumerate().map(state).collect()
    }

    fn layer(&self, at: &str, states: &[Vec<f32>]) -> Vec<Vec<f32>> {
        let next = |(attended, state): (Vec<f32>, &Vec<f32>)| {
            let mixed = add(&self.dense(&format!("{at}.attention.output.dense"), &attended), state);
            let mixed = self.norm(&format!("{at}.attention.output.LayerNorm"), &mixed);
            let inner = self.dense(&format!("{at}.intermediate.dense"), &mixed);
            let inner: Vec<f32> = inner.into_iter().map(gelu).collect();
            let out = add(&self.dense(&format!("{at}.output.dense"), &inner), &mixed);
            self.norm(&format!("{at}.output.LayerNorm"), &out)
        };
        self.attended(at, states).into_iter().zip(states).map(next).collect()
    }

    fn attended(&self, at: &str, states: &[Vec<f32>]) -> Vec<Vec<f32>> {
        let part = |name: &str| -> Vec<Vec<f32>> {
            states.iter().map(|x| self.dense(&format!("{at}.attention.self.{name}"), x)).collect()
        };
        let (queries, keys, values) = (part("query"), part("key"), part("value"));
        let head = |query: &[f32], head: usize| -> Vec<f32> {
            let of = |row: &[f32]| row[head * HIDDEN / HEADS..(head + 1) * HIDDEN / HEADS].to_vec();
            let root = (HIDDEN as f32 / HEADS as f32).sqrt();
            let powers = keys.iter().map(|key| (dot(&of(query), &of(key)) / root).exp());
            let powers: Vec<f32> = powers.collect();
            let all: f32 = powers.iter().sum();
            let shares = powers.iter().zip(&values);
            shares.fold(vec![0.0; HIDDEN / HEADS], |sum, (power, value)| {
                add(&sum, &of(value).iter().map(|x| x * power / all).collect::<Vec<_>>())
            })
        };
        let heads = |query: &Vec<f32>| (0..HEADS).flat_map(|at| head(query, at)).collect();
        queries.iter().map(heads).collect()
    }

    fn row(&self, name: &str, at: usize) -> Vec<f32> {
        self.0[name][at * HIDDEN..(at + 1) * HIDDEN].to_vec()
    }

    fn dense(&self, name: &str, from: &[f32]) -> Vec<f32> {
        let bias = &self.0[&format!("{name}.bias")];
        let rows = self.0[&format!("{name}.weight")].chunks(from.len());
        rows.zip(bias).map(|(row, bias)| dot(row, from) + bias).collect()
    }

    fn norm(&self, name: &str, of: &[f32]) -> Vec<f32> {
        let mean = of.iter().sum::<f32>() / of.len() as f32;
        let spread = of.iter().map(|x| (x - mean).powi(2)).sum::<f32>() / of.len() as f32;
        let (weight, bias) = (&self.0[&format!("{name}.weight")], &self.0[&format!("{name}.bias")]);
        let scaled = of.iter().map(|x| (x - mean) / (spread + 1e-12).sqrt());
        scaled.zip(weight.iter().zip(bias)).map(|(x, (w, b))| x * w + b).collect()
    }
}

pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn add(a: &[f32], b: &[f32]) -> Vec<f32> {
    a.iter().zip(b).map(|(a, b)| a + b).collect()
}

fn unit(of: &[f32]) -> Vec<f32> {
    let length = dot(of, of).sqrt();
    of.iter().map(|x| x / length).collect()
}

/// With the error function by its series (Abramowitz and Stegun 7.1.5).
fn gelu(x: f32) -> f32 {
    let z = f64::from(x) / 2.0_f64.sqrt();
    let (mut term, mut sum) = (z, z);
    for n in 1..60 {
        term *= -z * z / f64::from(n);
        sum += term / f64::from(2 * n + 1);
    }
    let error_function = sum * 2.0 / std::f64::consts::PI.sqrt();
    (f64::from(x) * 0.5 * (1.0 + error_function)) as f32
}
