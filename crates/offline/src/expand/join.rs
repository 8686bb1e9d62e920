//! The smallest tree of joins over the tables in use.

use std::{cell::RefCell, cmp::Ordering, collections::BinaryHeap, rc::Rc};

use crate::index::{ByIds, Index, Link, TableId};

/// What short-cuts must not change.
#[cfg(test)]
mod tests;

/// Tables joined one after the other.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tree {
    /// The first table.
    pub root: TableId,
    /// Each further table with the join that ties it to one before.
    pub steps: Vec<(TableId, Link)>,
    /// What all joins cost.
    pub cost: f32,
}

impl Tree {
    /// Every table, in order.
    pub(crate) fn tables(&self) -> Vec<TableId> {
        std::iter::once(self.root).chain(self.steps.iter().map(|(table, _)| *table)).collect()
    }

    /// Whether a join makes many rows of one of a table: somewhere on the way from it, a key is pointed at.
    pub(crate) fn multiplies(&self, index: &Index, table: TableId) -> bool {
        let mut seen = vec![table];
        let mut next = 0;
        while let Some(here) = seen.get(next).copied() {
            for (_, link) in &self.steps {
                let (from, to) = (index.table_of(link.from), index.table_of(link.to));
                let other = if from == here { to } else { from };
                if (from == here || to == here) && !seen.contains(&other) {
                    if to == here {
                        return true;
                    }
                    seen.push(other);
                }
            }
            next += 1;
        }
        false
    }
}

/// Join trees of one index, each computed once.
#[derive(Debug)]
pub(crate) struct Joins<'a> {
    index: &'a Index,
    trees: RefCell<ByIds<Vec<TableId>, Option<Rc<Tree>>>>,
    /// By table.
    reaches: RefCell<Vec<Option<Rc<Reach>>>>,
}

/// The cheapest ways from one table.
#[derive(Debug)]
struct Reach {
    distance: Vec<f32>,
    toward: Vec<Option<(TableId, Link)>>,
}

/// Costs nearer to one another than this are the same.
const SAME: f32 = 1e-4;

impl Reach {
    fn to(&self, table: TableId) -> f32 {
        self.distance.get(table.0 as usize).copied().unwrap_or(f32::INFINITY)
    }
}

impl<'a> Joins<'a> {
    /// No tree computed yet.
    pub(crate) fn new(index: &'a Index) -> Self {
        let reaches = RefCell::new(vec![None; index.tables.len()]);
        Self { index, trees: RefCell::default(), reaches }
    }

    /// The cheapest tree over these tables; none when they do not hang together.
    pub(crate) fn tree(&self, tables: &[TableId]) -> Option<Rc<Tree>> {
        let mut key = tables.to_vec();
        key.sort_unstable();
        key.dedup();
        if let Some(known) = self.trees.borrow().get(&key) {
            return known.clone();
        }
        let tree = self.grow(tables, &key).map(Rc::new);
        self.trees.borrow_mut().insert(key, tree.clone());
        tree
    }

    /// What the cheapest way between two tables costs; infinite where there is none.
    pub(crate) fn distance(&self, a: TableId, b: TableId) -> f32 {
        self.reach(a).to(b)
    }

    /// What the cheapest ways to a table from others cost. Ways are as long back as forth: few tables
    /// are walked from, however many are asked about.
    pub(crate) fn distances(&self, from: &[TableId], to: TableId) -> Vec<f32> {
        from.iter().map(|table| self.reach(*table).to(to)).collect()
    }

    fn grow(&self, asked: &[TableId], key: &[TableId]) -> Option<Tree> {
        let &[first, ..] = asked else { return None };
        if key.len() == 1 {
            return Some(Tree { root: first, steps: Vec::new(), cost: 0.0 });
        }
        let reaches: Vec<Rc<Reach>> = key.iter().map(|t| self.reach(*t)).collect();
        let least = cheapest(key, &reaches, None);
        let mut best: Option<Tree> = None;
        for root in asked.iter().copied().chain(self.index.table_ids()) {
            let cost = best.as_ref().map_or(f32::MAX, |tree| tree.cost);
            if least > cost - SAME {
                break;
            }
            // A tree costs at least the way from its root to each table: most roots are too far away,
            // which this tells for less than their cheapest tree.
            if reaches.iter().any(|reach| reach.to(root) > cost) {
                continue;
            }
            let with_root = cheapest(key, &reaches, Some(root));
            if !with_root.is_finite() || with_root > cost - SAME {
                continue;
            }
            let Some(tree) = rooted_at(root, key, &reaches, cost - SAME) else { continue };
            if asked.contains(&root) || degree(self.index, &tree, root) > 1 {
                best = Some(tree);
            }
        }
        best
    }

    fn reach(&self, from: TableId) -> Rc<Reach> {
        let at = from.0 as usize;
        if let Some(Some(known)) = self.reaches.borrow().get(at) {
            return Rc::clone(known);
        }
        let reach = Rc::new(walk(self.index, from));
        if let Some(place) = self.reaches.borrow_mut().get_mut(at) {
            *place = Some(Rc::clone(&reach));
        }
        reach
    }
}

/// The tree that takes each table by its cheapest way, the nearest first; none where it costs as
/// much as another.
fn rooted_at(root: TableId, key: &[TableId], reaches: &[Rc<Reach>], below: f32) -> Option<Tree> {
    let mut tree = Tree { root, steps: Vec::new(), cost: 0.0 };
    let mut inside = vec![root];
    let mut ordered: Vec<(TableId, &Rc<Reach>)> = key.iter().copied().zip(reaches).collect();
    ordered.sort_by(|a, b| a.1.to(root).total_cmp(&b.1.to(root)));
    for (table, reach) in ordered {
        if inside.contains(&table) {
            continue;
        }
        let nearest = inside.iter().min_by(|a, b| reach.to(**a).total_cmp(&reach.to(**b)));
        let mut at = nearest.copied().unwrap_or(root);
        while let Some((next, link)) = reach.toward.get(at.0 as usize).copied().flatten() {
            if !inside.contains(&next) {
                inside.push(next);
                tree.steps.push((next, link));
                tree.cost += link.cost;
            }
            at = next;
        }
        if tree.cost >= below {
            return None;
        }
    }
    (tree.cost < below).then_some(tree)
}

/// What a tree over these tables, and maybe a root, costs at least: half the way around any three.
fn cheapest(key: &[TableId], reaches: &[Rc<Reach>], root: Option<TableId>) -> f32 {
    let mut least = 0.0_f32;
    for (at, first) in reaches.iter().enumerate() {
        let others = key.iter().zip(reaches).enumerate().skip(at + 1);
        for (next, (second, reach)) in others {
            let apart = first.to(*second);
            let around = |third: TableId| (apart + first.to(third) + reach.to(third)) / 2.0;
            let thirds = match root {
                Some(root) => around(root),
                None => key.iter().skip(next + 1).map(|t| around(*t)).fold(apart, f32::max),
            };
            least = least.max(thirds);
        }
    }
    least
}

fn degree(index: &Index, tree: &Tree, table: TableId) -> usize {
    let touches =
        |link: &Link| index.table_of(link.from) == table || index.table_of(link.to) == table;
    tree.steps.iter().filter(|(_, link)| touches(link)).count()
}

#[derive(PartialEq)]
struct Visit(f32, TableId);

impl Eq for Visit {}

impl PartialOrd for Visit {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Visit {
    fn cmp(&self, other: &Self) -> Ordering {
        other.0.total_cmp(&self.0).then_with(|| other.1.cmp(&self.1))
    }
}

/// Dijkstra's walk over the joins.
fn walk(index: &Index, from: TableId) -> Reach {
    let count = index.tables.len();
    let mut reach = Reach { distance: vec![f32::INFINITY; count], toward: vec![None; count] };
    let mut queue = BinaryHeap::from([Visit(0.0, from)]);
    if let Some(start) = reach.distance.get_mut(from.0 as usize) {
        *start = 0.0;
    }
    while let Some(Visit(distance, table)) = queue.pop() {
        if reach.distance.get(table.0 as usize).is_none_or(|known| distance > *known) {
            continue;
        }
        for place in index.links_of.get(table.0 as usize).into_iter().flatten() {
            let Some(link) = index.links.get(*place) else { continue };
            let (a, b) = (index.table_of(link.from), index.table_of(link.to));
            let other = if a == table { b } else { a };
            let through = distance + link.cost;
            let at = other.0 as usize;
            if a != b
                && let Some(known) = reach.distance.get_mut(at)
                && through < *known
            {
                *known = through;
                if let Some(toward) = reach.toward.get_mut(at) {
                    *toward = Some((table, *link));
                }
                queue.push(Visit(through, other));
            }
        }
    }
    reach
}
