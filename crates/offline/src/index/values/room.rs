//! What gives way where the index would weigh too much.

use super::{Listed, hash};

/// What a value weighs besides its letters: the text's own place and what the allocator rounds up to, its place in
/// a pile, and the two keys made when a question comes to lie beside it.
const BESIDES: usize = 112;

/// What a text weighs.
fn weight(text: &str) -> usize {
    text.len() + BESIDES
}

impl Listed {
    /// What it weighs.
    pub(super) fn weight(&self) -> usize {
        self.values.iter().map(|text| weight(text)).sum()
    }

    /// Keeps values up to this weight, those with the least hashes: no letter of the alphabet is preferred, and
    /// what is kept does not depend on what was cut before.
    fn cut(&mut self, most: usize) {
        let mut hashed: Vec<(u64, String)> =
            self.values.drain(..).map(|text| (hash(&text), text)).collect();
        hashed.sort_unstable();
        let mut left = most;
        let kept = hashed.into_iter().map_while(|(_, text)| {
            left = left.checked_sub(weight(&text))?;
            Some(text)
        });
        self.values = kept.collect();
        self.values.sort_unstable();
        self.values.shrink_to_fit();
        self.complete = false;
    }
}

/// Cuts the heaviest columns to one weight, so that all together weigh no more than `most`.
///
/// The weight only shrinks as columns come, so that the order in which they come does not matter.
pub(super) fn make(columns: &mut [Listed], most: usize) {
    let mut weights: Vec<usize> = columns.iter().map(|listed| listed.whole).collect();
    if weights.iter().sum::<usize>() <= most {
        return;
    }
    weights.sort_unstable();
    let (mut left, mut rest) = (most, weights.len());
    let level = weights.iter().find_map(|weight| {
        let share = left.checked_div(rest)?;
        if *weight > share {
            return Some(share);
        }
        (left, rest) = (left - weight, rest - 1);
        None
    });
    let Some(level) = level else { return };
    columns
        .iter_mut()
        .filter(|listed| listed.weight() > level)
        .for_each(|listed| listed.cut(level));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use querist_vocabulary::{
        schema::{ColumnName, TableName},
        value::Value,
    };

    use super::super::ValueIndex;

    const MOST: usize = 20_000;

    fn name(column: usize) -> ColumnName {
        ColumnName { table: TableName::bare("t"), column: format!("c{column}") }
    }

    fn texts(column: usize, many: usize) -> Vec<Value> {
        (0..many).map(|n| Value::Text(format!("{n} of {column}"))).collect()
    }

    fn index(sizes: &[(usize, usize)]) -> ValueIndex {
        let mut index = ValueIndex::default();
        for (column, many) in sizes {
            index.add_within(&name(*column), &texts(*column, *many), true, MOST);
        }
        index
    }

    #[test]
    fn the_heaviest_give_way_and_say_so() {
        let index = index(&[(0, 5), (1, 1_000), (2, 40), (3, 2_000)]);
        assert!(index.weight() <= MOST && index.weight() > MOST - 300);
        assert_eq!(index.incomplete().collect::<Vec<_>>(), [&name(1), &name(3)]);
        let known: Vec<usize> = (0..4).map(|column| index.values_of(column).len()).collect();
        assert_eq!((known[0], known[2]), (5, 40));
        assert!(known[1].abs_diff(known[3]) < 5, "{known:?}");
    }

    #[test]
    fn a_column_that_is_read_again_takes_its_old_place() {
        let index = index(&[(0, 3), (0, 7)]);
        assert_eq!((index.column_names().count(), index.values_of(0).len()), (1, 7));
    }

    proptest! {
        #[test]
        fn the_order_in_which_columns_come_does_not_matter(
            sizes in prop::collection::vec(0_usize..400, 1..8),
            turn in 0_usize..8,
        ) {
            let mut columns: Vec<_> = sizes.into_iter().enumerate().collect();
            let one = index(&columns);
            let middle = turn % columns.len();
            columns.rotate_left(middle);
            let other = index(&columns);
            prop_assert!(one.weight() <= MOST);
            prop_assert_eq!(one.to_bytes(), other.to_bytes());
        }
    }
}
