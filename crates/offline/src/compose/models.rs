//! Everything that was learned, together.

use std::sync::LazyLock;

use super::{inventory::Inventory, slots::Slots};
use crate::{
    rank::{Confidence, Weights, forest::Forest},
    shape::Model,
};

static SHIPPED: LazyLock<Models> = LazyLock::new(|| Models {
    shape: Model::shipped().clone(),
    inventory: Inventory::new(include_str!("../../weights/shapes.txt"), Model::shipped()),
    slots: Slots::over(include_bytes!("../../weights/slots.bin")),
    rank: Weights::read(
        include_str!("../../weights/rank.txt"),
        include_bytes!("../../weights/rank.bin"),
    ),
    confidence: Confidence::read(
        include_str!("../../weights/confidence.txt"),
        include_str!("../../weights/confidence-trees.txt"),
    ),
    agreement: Forest::read(include_str!("../../weights/agreement-trees.txt")),
});

/// Everything that was learned.
#[derive(Debug)]
pub(crate) struct Models {
    /// What shape the words announce.
    pub shape: Model,
    /// Shapes that people wrote.
    pub inventory: Inventory,
    /// What fills a slot.
    pub slots: Slots,
    /// Which candidate is meant.
    pub rank: Weights,
    /// How sure the best is.
    pub confidence: Confidence,
    /// What rows add to that.
    pub agreement: Forest,
}

impl Models {
    /// The models that ship.
    pub(crate) fn shipped() -> &'static Self {
        &SHIPPED
    }
}
