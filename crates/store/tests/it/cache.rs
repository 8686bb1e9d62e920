//! Ages and the cap.

use std::time::Duration;

use jiff::ToSpan;
use querist_vocabulary::store::Store;

use super::bench::Bench;

#[tokio::test]
async fn what_is_cached_has_an_age_and_a_rewrite_makes_it_young() {
    let bench = Bench::new();
    let store = bench.store().await;
    store.cache("schema:a", b"old").await.unwrap();
    bench.clock.forward(90.seconds());
    let age = Duration::from_secs(90);
    assert_eq!(store.cached("schema:a").await.unwrap(), Some((b"old".to_vec(), age)));
    store.cache("schema:a", b"new").await.unwrap();
    let young = Some((b"new".to_vec(), Duration::ZERO));
    assert_eq!(store.cached("schema:a").await.unwrap(), young);
    assert_eq!(store.cached("schema:b").await.unwrap(), None);
}

#[tokio::test]
async fn a_clock_set_back_gives_age_zero() {
    let bench = Bench::new();
    let store = bench.store().await;
    store.cache("key", b"bytes").await.unwrap();
    bench.clock.forward(-(1.hour()));
    assert_eq!(store.cached("key").await.unwrap().unwrap().1, Duration::ZERO);
}

#[tokio::test]
async fn beyond_the_cap_the_least_recently_written_go() {
    let bench = Bench::new();
    let store = bench.store().await.with_cache_size(10);
    for key in ["a", "b", "c"] {
        store.cache(key, b"1234").await.unwrap();
        bench.clock.forward(1.second());
    }
    let kept = |key| {
        let store = store.clone();
        async move { store.cached(key).await.unwrap().is_some() }
    };
    assert_eq!((kept("a").await, kept("b").await, kept("c").await), (false, true, true));
    store.cache("too large", &[0; 11]).await.unwrap();
    assert!(!kept("too large").await);
}

#[tokio::test]
async fn forgetting_takes_the_prefix_literally() {
    let bench = Bench::new();
    let store = bench.store().await;
    for key in ["values:a%", "values:ab", "values:b"] {
        store.cache(key, b"x").await.unwrap();
    }
    store.forget("values:a%").await.unwrap();
    assert!(store.cached("values:a%").await.unwrap().is_none());
    assert!(store.cached("values:ab").await.unwrap().is_some());
    store.forget("values:").await.unwrap();
    assert!(store.cached("values:ab").await.unwrap().is_none());
}
