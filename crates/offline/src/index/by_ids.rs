//! Maps by ids of tables and columns.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

/// A map whose keys are made of ids. They are small numbers that nobody outside chooses, so they need no hash that
/// holds out against somebody who chooses them; a question looks such keys up two thousand times.
pub(crate) type ByIds<K, V> = HashMap<K, V, BuildHasherDefault<Mix>>;

/// Each number is mixed into all bits of what came before.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Mix(u64);

impl Mix {
    fn mix(&mut self, number: u64) {
        // The odd number next to 2^64 divided by the golden ratio spreads what is close together (Knuth, TAOCP 3, 6.4).
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

impl Hasher for Mix {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let number = chunk.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte));
            self.mix(number);
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.mix(number.into());
    }

    fn write_usize(&mut self, number: usize) {
        self.mix(number as u64);
    }

    fn finish(&self) -> u64 {
        // A map looks at the lowest and the highest bits; those in the middle are mixed best.
        self.0 ^ (self.0 >> 29)
    }
}
