//! The room for results, and their time.

use jiff::Timestamp;
use querist_vocabulary::value::Value;

use super::*;

const LIFETIMES: Lifetimes = Lifetimes {
    counts: Duration::from_secs(60),
    pages: Duration::from_secs(300),
    others: Duration::from_secs(3_600),
};

fn under(key: &str, extent: Extent) -> Under {
    let fingerprint = Fingerprint("f".into());
    Under { key: key.into(), home: "db".into(), fingerprint, extent }
}

fn kept(text: &str, at: i64) -> Kept {
    let rows = vec![vec![Value::Text(text.into())]];
    let result = ResultTable { columns: Vec::new(), rows, cut: None };
    Kept { result, at: second(at) }
}

fn second(at: i64) -> Timestamp {
    Timestamp::from_second(at).unwrap()
}

#[test]
fn each_kind_of_query_has_its_time() {
    let cache = ResultCache::new(LIFETIMES, 10_000);
    let lasts = |extent, seconds| {
        cache.keep(under("k", extent), kept("x", 0));
        let current = |at| cache.current(&under("k", extent), second(at)).is_some();
        assert!(current(seconds - 1) && !current(seconds), "{seconds}");
        assert!(cache.any(&under("k", extent), second(seconds * 100)).is_some());
    };
    lasts(Extent::OneRow, 60);
    lasts(Extent::Limited, 300);
    lasts(Extent::Whole, 3_600);
}

#[test]
fn what_was_used_least_lately_goes_first() {
    let cache = ResultCache::new(LIFETIMES, 1_000);
    let text = "x".repeat(120);
    for key in ["a", "b", "c", "d", "e"] {
        cache.keep(under(key, Extent::Whole), kept(&text, 0));
        assert!(cache.any(&under("a", Extent::Whole), second(1)).is_some(), "{key}");
    }
    let (entries, weight) = cache.lock().holds();
    assert!(entries == 5 && weight <= 1_000, "{entries} {weight}");
    cache.keep(under("f", Extent::Whole), kept(&text, 0));
    let there = |key| cache.any(&under(key, Extent::Whole), second(1)).is_some();
    assert!(there("a") && !there("b") && there("f"));
    cache.keep(under("g", Extent::Whole), kept(&"x".repeat(900), 0));
    assert!(!there("g") && there("a"), "one result may not take all the room");
}

#[test]
fn another_structure_drops_what_was_read_under_the_old_one() {
    let cache = ResultCache::new(LIFETIMES, 10_000);
    cache.keep(under("k", Extent::Whole), kept("x", 0));
    let changed = Under { fingerprint: Fingerprint("g".into()), ..under("other", Extent::Whole) };
    assert!(cache.any(&changed, second(1)).is_none());
    assert_eq!(cache.lock().holds(), (0, 0));
}

#[test]
fn what_changes_by_itself_is_not_kept() {
    assert!(changes_by_itself("SELECT random()") && changes_by_itself("SELECT CURRENT_DATE"));
    assert!(!changes_by_itself("SELECT total FROM orders"));
}
