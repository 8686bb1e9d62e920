//! Vectors that are kept, found and dropped.

use querist_vocabulary::vectors::{Neighbour, Vectors};

use super::bench::Bench;

fn named(vectors: &[(&str, [f32; 3])]) -> Vec<(String, Vec<f32>)> {
    vectors.iter().map(|(key, vector)| ((*key).to_owned(), vector.to_vec())).collect()
}

fn keys(keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| (*key).to_owned()).collect()
}

fn found(near: &[Neighbour]) -> Vec<(&str, f32)> {
    near.iter().map(|one| (one.key.as_str(), (one.similarity * 100.0).round() / 100.0)).collect()
}

#[tokio::test]
async fn vectors_come_back_from_the_file_and_only_those_that_are_new_are_missing() {
    let bench = Bench::new();
    let store = bench.store().await;
    store.keep("s", &named(&[("a", [1.0, 0.0, 0.0]), ("b", [0.0, 0.6, 0.8])])).await.unwrap();
    store.keep("s", &[("empty".into(), Vec::new())]).await.unwrap();
    store.close().await;
    let store = bench.store().await;
    let kept = store.kept("s", &keys(&["b", "new", "a", "empty"])).await.unwrap();
    assert_eq!(kept, [Some(vec![0.0, 0.6, 0.8]), None, Some(vec![1.0, 0.0, 0.0]), None]);
    assert_eq!(store.kept("other", &keys(&["a"])).await.unwrap(), [None]);
}

#[tokio::test]
async fn the_nearest_of_a_space_are_found_and_no_others() {
    let bench = Bench::new();
    let store = bench.store().await;
    let vectors = [("a", [1.0, 0.0, 0.0]), ("b", [0.8, 0.6, 0.0]), ("c", [-1.0, 0.0, 0.0])];
    store.keep("s", &named(&vectors)).await.unwrap();
    store.keep("t", &named(&[("elsewhere", [1.0, 0.0, 0.0])])).await.unwrap();
    store.keep("s", &[("wider".into(), vec![1.0, 0.0, 0.0, 0.0])]).await.unwrap();
    let near = store.nearest("s", &[1.0, 0.0, 0.0], 9).await.unwrap();
    assert_eq!(found(&near), [("a", 1.0), ("b", 0.8), ("c", -1.0)]);
    assert_eq!(store.nearest("s", &[1.0, 0.0, 0.0], 1).await.unwrap().len(), 1);
    assert_eq!(store.nearest("s", &[1.0, 0.0], 9).await.unwrap(), []);
    assert_eq!(store.nearest("s", &[1.0, 0.0, 0.0], 0).await.unwrap(), []);
}

#[tokio::test]
async fn what_a_schema_no_longer_has_is_dropped() {
    let bench = Bench::new();
    let store = bench.store().await;
    let vectors = [("a", [1.0, 0.0, 0.0]), ("b", [0.8, 0.6, 0.0])];
    for space in ["model:shop", "model:hr", "other:shop"] {
        store.keep(space, &named(&vectors)).await.unwrap();
    }
    store.keep_only("model:shop", &keys(&["b", "c"])).await.unwrap();
    let near = store.nearest("model:shop", &[1.0, 0.0, 0.0], 9).await.unwrap();
    assert_eq!(found(&near), [("b", 0.8)]);
    store.drop_spaces("model:").await.unwrap();
    assert_eq!(store.kept("model:hr", &keys(&["a", "b"])).await.unwrap(), [None, None]);
    assert_eq!(store.nearest("model:shop", &[1.0, 0.0, 0.0], 9).await.unwrap(), []);
    assert!(store.kept("other:shop", &keys(&["a"])).await.unwrap()[0].is_some());
}

/// An exact search by hand says the same, over more vectors than a chunk holds.
#[tokio::test]
async fn every_vector_is_compared() {
    let bench = Bench::new();
    let store = bench.store().await;
    let vector = |seed: u32| -> Vec<f32> {
        let raw: Vec<f32> = (1..9_u32)
            .map(|at| {
                f32::from((seed.wrapping_mul(2_654_435_761) % (97 * at + 13)) as u16 % 101) - 50.0
            })
            .collect();
        let length = raw.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-6);
        raw.iter().map(|x| x / length).collect()
    };
    let all: Vec<(String, Vec<f32>)> =
        (0..700).map(|seed| (format!("{seed:03}"), vector(seed))).collect();
    store.keep("s", &all).await.unwrap();
    let asked = vector(9_999);
    let cosine = |other: &[f32]| other.iter().zip(&asked).map(|(a, b)| a * b).sum::<f32>();
    let mut expected: Vec<f32> = all.iter().map(|(_, vector)| cosine(vector)).collect();
    expected.sort_by(|a, b| b.total_cmp(a));
    let near = store.nearest("s", &asked, 20).await.unwrap();
    assert_eq!(near.len(), 20);
    for (one, expected) in near.iter().zip(expected) {
        assert!((one.similarity - expected).abs() < 1e-4, "{one:?} {expected}");
    }
}
