//! Numbers that look random and are the same on every machine: SplitMix64.
//!
//! Sebastiano Vigna's public-domain generator (<https://prng.di.unimi.it/splitmix64.c>); whole-number
//! arithmetic only, so that no processor or library rounds differently.

/// A stream of numbers.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    /// The stream of that name; each part of the data has its own, so that one does not shift another.
    pub(crate) fn named(name: &str) -> Self {
        let seed = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number of `low..=high`.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high - low + 1).unwrap_or(1).max(1);
        low + i64::try_from(self.next() % span).unwrap_or(0)
    }

    /// Whether something of that chance, in parts of a million, happens.
    pub(crate) fn happens(&mut self, in_a_million: i64) -> bool {
        self.between(0, 999_999) < in_a_million
    }

    /// One of the things listed.
    pub(crate) fn one_of<T: Copy>(&mut self, things: &[T], otherwise: T) -> T {
        let last = i64::try_from(things.len()).unwrap_or(1) - 1;
        let at = usize::try_from(self.between(0, last.max(0))).unwrap_or(0);
        things.get(at).copied().unwrap_or(otherwise)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_the_published_sequence() {
        let mut stream = Random(1_234_567);
        let first: Vec<u64> = (0..3).map(|_| stream.next()).collect();
        assert_eq!(
            first,
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }

    #[test]
    fn stays_within_bounds_and_reaches_both() {
        let mut stream = Random::named("bounds");
        let drawn: std::collections::BTreeSet<i64> =
            (0..200).map(|_| stream.between(-2, 2)).collect();
        assert_eq!(drawn.into_iter().collect::<Vec<_>>(), [-2, -1, 0, 1, 2]);
    }
}
