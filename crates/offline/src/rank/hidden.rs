//! A layer of units that look at several features together: a log-linear model weighs each feature by itself,
//! and cannot say that a limit is wrong only where nothing ranks.

/// Rectified units over standardised features, summed.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Hidden {
    /// What each unit starts from.
    pub biases: Vec<f32>,
    /// What each unit adds to the score.
    pub shares: Vec<f32>,
    /// The units' weights of each feature, one feature after the other.
    pub weights: Vec<f32>,
}

impl Hidden {
    /// Of bytes as [`Hidden::to_bytes`] writes them; no units where they are not whole.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Self {
        let (numbers, _) = bytes.as_chunks::<4>();
        let Some((units, rest)) = numbers.split_first() else { return Self::default() };
        let units = usize::try_from(u32::from_le_bytes(*units)).unwrap_or(usize::MAX);
        let mut numbers = rest.iter().map(|number| f32::from_le_bytes(*number));
        let mut next = || -> Vec<f32> { numbers.by_ref().take(units).collect() };
        let (biases, shares) = (next(), next());
        let weights: Vec<f32> = numbers.collect();
        let whole = shares.len() == units && units > 0 && weights.len().is_multiple_of(units);
        if whole { Self { biases, shares, weights } } else { Self::default() }
    }

    /// Little-endian: the number of units, then biases, shares and weights as 32-bit floats.
    #[cfg(feature = "training")]
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let units = u32::try_from(self.biases.len()).unwrap_or(0).to_le_bytes();
        let numbers = self.biases.iter().chain(&self.shares).chain(&self.weights);
        units.into_iter().chain(numbers.flat_map(|number| number.to_le_bytes())).collect()
    }

    /// What the units make of a row's features.
    pub(crate) fn score(&self, features: impl Iterator<Item = f32>) -> f32 {
        let mut sums = self.biases.clone();
        for (feature, weights) in features.zip(self.weights.chunks_exact(sums.len().max(1))) {
            if feature != 0.0 {
                sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += feature * weight);
            }
        }
        sums.iter().zip(&self.shares).map(|(sum, share)| sum.max(0.0) * share).sum()
    }
}
