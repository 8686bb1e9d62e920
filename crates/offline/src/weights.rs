//! What was learned, as files: those that ship, or others in their place.

use std::{borrow::Cow, error::Error, fmt, sync::Arc};

use crate::{
    agreement::{self, Returned},
    compose::models::Models,
};

/// The names of the files, in the order in which they are learned.
pub(crate) const NAMES: [&str; 8] = [
    "shape.bin",
    "shapes.txt",
    "slots.bin",
    "rank.txt",
    "rank.bin",
    "confidence.txt",
    "confidence-trees.txt",
    "agreement-trees.txt",
];

/// The files of weights as `train` writes them, each for what its name says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeightFiles {
    /// `shape.bin`: what shape of query the words announce.
    pub shape: Cow<'static, [u8]>,
    /// `shapes.txt`: shapes that people wrote; a count, a tab and a shape a line.
    pub shapes: Cow<'static, str>,
    /// `slots.bin`: what fills a slot; a byte a weight, model after model.
    pub slots: Cow<'static, [u8]>,
    /// `rank.txt`: which candidate is meant; name, mean, scale and weight of a feature a line.
    pub rank: Cow<'static, str>,
    /// `rank.bin`: what the same features say together.
    pub hidden: Cow<'static, [u8]>,
    /// `confidence.txt`: how sure the best candidate is; a name and a weight a line.
    pub confidence: Cow<'static, str>,
    /// `confidence-trees.txt`: trees on top of that, one a line.
    pub confidence_trees: Cow<'static, str>,
    /// `agreement-trees.txt`: what rows add to that, a tree a line.
    pub agreement_trees: Cow<'static, str>,
}

impl WeightFiles {
    /// Those that ship.
    #[must_use]
    pub fn shipped() -> Self {
        Self {
            shape: Cow::Borrowed(include_bytes!("../weights/shape.bin")),
            shapes: Cow::Borrowed(include_str!("../weights/shapes.txt")),
            slots: Cow::Borrowed(include_bytes!("../weights/slots.bin")),
            rank: Cow::Borrowed(include_str!("../weights/rank.txt")),
            hidden: Cow::Borrowed(include_bytes!("../weights/rank.bin")),
            confidence: Cow::Borrowed(include_str!("../weights/confidence.txt")),
            confidence_trees: Cow::Borrowed(include_str!("../weights/confidence-trees.txt")),
            agreement_trees: Cow::Borrowed(include_str!("../weights/agreement-trees.txt")),
        }
    }

    /// Asks for the bytes of each file by its name.
    ///
    /// # Errors
    /// The first that `read` gives back.
    pub fn gather<E>(mut read: impl FnMut(&'static str) -> Result<Vec<u8>, E>) -> Result<Self, E> {
        let [shape, shapes, slots, rank, hidden, confidence, trees, agreement] = NAMES;
        let mut bytes = |name| read(name).map(Cow::Owned);
        let (shape, slots, hidden) = (bytes(shape)?, bytes(slots)?, bytes(hidden)?);
        let mut text =
            |name| read(name).map(|bytes| String::from_utf8_lossy(&bytes).into_owned().into());
        Ok(Self {
            shape,
            shapes: text(shapes)?,
            slots,
            rank: text(rank)?,
            hidden,
            confidence: text(confidence)?,
            confidence_trees: text(trees)?,
            agreement_trees: text(agreement)?,
        })
    }

    /// Each file's name and bytes.
    #[must_use]
    pub fn named(&self) -> [(&'static str, &[u8]); 8] {
        let [shape, shapes, slots, rank, hidden, confidence, trees, agreement] = NAMES;
        [
            (shape, &self.shape),
            (shapes, self.shapes.as_bytes()),
            (slots, &self.slots),
            (rank, self.rank.as_bytes()),
            (hidden, &self.hidden),
            (confidence, self.confidence.as_bytes()),
            (trees, self.confidence_trees.as_bytes()),
            (agreement, self.agreement_trees.as_bytes()),
        ]
    }
}

/// A file of weights is not whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadWeights {
    /// Its name, such as `slots.bin`.
    pub file: &'static str,
}

impl fmt::Display for BadWeights {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "`{}` holds no whole weights", self.file)
    }
}

impl Error for BadWeights {}

/// What questions are read with. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Weights(Option<Arc<Models>>);

impl Weights {
    /// What ships: read once a process, when it is first needed.
    #[must_use]
    pub fn shipped() -> Self {
        Self(None)
    }

    /// Reads files.
    ///
    /// # Errors
    /// When one of them is not whole.
    pub fn read(files: WeightFiles) -> Result<Self, BadWeights> {
        Ok(Self(Some(Arc::new(Models::read(files)?))))
    }

    /// Reads what ships, if it is that, which the first question would otherwise wait for.
    pub fn prepare(&self) {
        self.models();
    }

    /// How sure the first of some readings is to be what was meant, now that their rows are known: 0 to 1. At most
    /// [`crate::COMPARED`] are looked at. `unplaced` is [`crate::Translation::unplaced`].
    #[must_use]
    pub fn confirmed(&self, returned: &[Returned], unplaced: usize) -> f64 {
        agreement::confirmed(&self.models().agreement, returned, unplaced)
    }

    /// What was learned.
    pub(crate) fn models(&self) -> &Models {
        match &self.0 {
            Some(own) => own,
            None => Models::shipped(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The file that is found not to be whole once this was done to what ships.
    fn check(damage: impl FnOnce(&mut WeightFiles)) -> Option<&'static str> {
        let mut files = WeightFiles::shipped();
        damage(&mut files);
        Weights::read(files).err().map(|bad| bad.file)
    }

    #[test]
    fn what_ships_is_whole() {
        assert_eq!(check(|_| {}), None);
    }

    #[test]
    fn a_file_that_is_not_whole_is_named() {
        let cut = |bytes: &mut Cow<'static, [u8]>| {
            let most = bytes.len() - 1;
            bytes.to_mut().truncate(most);
        };
        assert_eq!(check(|files| cut(&mut files.shape)), Some("shape.bin"));
        assert_eq!(check(|files| files.shapes = "".into()), Some("shapes.txt"));
        assert_eq!(check(|files| cut(&mut files.slots)), Some("slots.bin"));
        assert_eq!(check(|files| files.rank = "# a note\n".into()), Some("rank.txt"));
        assert_eq!(check(|files| cut(&mut files.hidden)), Some("rank.bin"));
        assert_eq!(check(|files| files.confidence = "no numbers".into()), Some("confidence.txt"));
        let without = check(|files| files.confidence_trees = "# a note\n".into());
        assert_eq!(without, Some("confidence-trees.txt"));
        let without = check(|files| files.agreement_trees = "".into());
        assert_eq!(without, Some("agreement-trees.txt"));
    }

    #[test]
    fn files_are_gathered_by_the_names_they_are_written_under() {
        let shipped = WeightFiles::shipped();
        let file = |name| shipped.named().into_iter().find(|(known, _)| *known == name);
        let gathered =
            WeightFiles::gather(|name| file(name).map(|(_, bytes)| bytes.to_vec()).ok_or(name));
        assert_eq!(gathered.as_ref(), Ok(&shipped));
    }
}
