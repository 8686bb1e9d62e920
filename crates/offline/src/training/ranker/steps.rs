//! Steps of a size of their own for each weight (Adam, Kingma and Ba 2015).

use super::network::Network;

/// How long slopes are remembered, and how long their squares.
const KEPT: [f32; 2] = [0.9, 0.999];

/// What is remembered of the slopes of every weight.
pub(super) struct Steps {
    means: Vec<f32>,
    squares: Vec<f32>,
    /// What is still missing to a full memory.
    missing: [f32; 2],
}

impl Steps {
    /// None taken yet.
    pub(super) fn new(network: &Network) -> Self {
        let count = network.numbers().count();
        Self { means: vec![0.0; count], squares: vec![0.0; count], missing: [1.0, 1.0] }
    }

    /// Goes down the slopes.
    pub(super) fn take(&mut self, network: &mut Network, slopes: &Network, size: f32) {
        let [first, second] = KEPT;
        self.missing = [self.missing[0] * first, self.missing[1] * second];
        let whole = self.missing.map(|missing| 1.0 - missing);
        let memory = self.means.iter_mut().zip(&mut self.squares);
        for ((weight, slope), (mean, square)) in
            network.numbers_mut().zip(slopes.numbers()).zip(memory)
        {
            *mean = first * *mean + (1.0 - first) * slope;
            *square = second * *square + (1.0 - second) * slope * slope;
            *weight -= size * (*mean / whole[0]) / ((*square / whole[1]).sqrt() + 1e-8);
        }
    }
}
