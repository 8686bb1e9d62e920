//! Everything that was learned, together.

use std::sync::LazyLock;

use super::{inventory::Inventory, slots::Slots};
use crate::{
    rank::{Confidence, Weights, forest::Forest},
    shape::Model,
    weights::{BadWeights, WeightFiles},
};

static SHIPPED: LazyLock<Models> =
    LazyLock::new(|| Models::read(WeightFiles::shipped()).unwrap_or_default());

/// Everything that was learned.
#[derive(Debug, Default)]
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

    /// Out of their files.
    ///
    /// # Errors
    /// When one of them is not whole.
    pub(crate) fn read(files: WeightFiles) -> Result<Self, BadWeights> {
        let shape = Model::from_bytes(files.shape).ok_or(BadWeights { file: "shape.bin" })?;
        let models = Self {
            inventory: Inventory::new(&files.shapes, &shape),
            shape,
            slots: Slots::from_bytes(files.slots),
            rank: Weights::read(&files.rank, &files.hidden),
            confidence: Confidence::read(&files.confidence, &files.confidence_trees),
            agreement: Forest::read(&files.agreement_trees),
        };
        let whole = [
            ("shapes.txt", !models.inventory.is_empty()),
            ("slots.bin", models.slots.is_whole()),
            ("rank.txt", models.rank.features() > 0),
            ("rank.bin", models.rank.is_whole()),
            ("confidence.txt", !models.confidence.is_empty()),
            ("confidence-trees.txt", !models.confidence.is_without_trees()),
            ("agreement-trees.txt", !models.agreement.is_empty()),
        ];
        match whole.into_iter().find(|(_, whole)| !whole) {
            Some((file, _)) => Err(BadWeights { file }),
            None => Ok(models),
        }
    }
}
