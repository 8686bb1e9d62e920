//! How many questions are answered rightly, over all files.

use std::{
    collections::BTreeMap,
    fmt::{self, Write as _},
    sync::Mutex,
};

use super::sheet::Keep;

/// How many files there are.
const FILES: usize = 6;

/// Each file is a test by itself; the last one to end prints what all of them found.
static COUNTED: Mutex<BTreeMap<String, Count>> = Mutex::new(BTreeMap::new());

/// What was found in one half of a file.
#[derive(Debug, Default, Clone, Copy)]
struct Half {
    right: usize,
    all: usize,
}

#[derive(Debug, Default, Clone, Copy)]
struct Count {
    tuned: Half,
    unread: Half,
}

/// Counts which questions of a file are right, and prints the summary when it is the last file.
pub(crate) fn count(file: &str, outcomes: impl Iterator<Item = (Keep, bool)>) {
    let mut count = Count::default();
    for (keep, right) in outcomes {
        let half = match keep {
            Keep::Tuned => &mut count.tuned,
            Keep::Unread => &mut count.unread,
        };
        half.all += 1;
        half.right += usize::from(right);
    }
    println!("{file}: right of tuned {}, of unread {}", count.tuned, count.unread);
    let mut counted = COUNTED.lock().unwrap();
    counted.insert(file.to_owned(), count);
    if counted.len() == FILES {
        println!("{}", table(&counted));
    }
}

fn table(counted: &BTreeMap<String, Count>) -> String {
    let mut text = format!("{:<14}{:>12}{:>12}\n", "right", "tuned", "unread");
    let mut line = |name: &str, count: &Count| {
        let _ = writeln!(text, "{name:<14}{:>12}{:>12}", count.tuned, count.unread);
    };
    for (file, count) in counted {
        line(file, count);
    }
    line("all", &counted.values().copied().fold(Count::default(), Count::and));
    text
}

impl Count {
    fn and(self, other: Self) -> Self {
        Self { tuned: self.tuned.and(other.tuned), unread: self.unread.and(other.unread) }
    }
}

impl Half {
    fn and(self, other: Self) -> Self {
        Self { right: self.right + other.right, all: self.all + other.all }
    }
}

impl fmt::Display for Half {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{} of {}", self.right, self.all))
    }
}

#[test]
fn files_are_listed_and_summed() {
    let half = |right, all| Half { right, all };
    let counted = BTreeMap::from([
        ("a".to_owned(), Count { tuned: half(3, 4), unread: half(1, 2) }),
        ("b".to_owned(), Count { tuned: half(9, 10), unread: half(0, 0) }),
    ]);
    insta::assert_snapshot!(table(&counted), @r"
    right                tuned      unread
    a                   3 of 4      1 of 2
    b                  9 of 10      0 of 0
    all               12 of 14      1 of 2
    ");
}
