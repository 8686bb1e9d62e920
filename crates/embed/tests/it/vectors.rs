//! Vectors are those of the model, whatever they come with.

use querist_embed::LocalEmbedder;
use querist_testkit::bert::{Bert, HIDDEN};
use querist_vocabulary::model::Embedder;
use serde_json::json;

use super::reference::{Pool, Reference, dot, first, mean};

fn texts() -> Vec<String> {
    let long = "sales by customer and by city in total of all of it and more";
    ["total sales by city", "customer", "", long].map(String::from).to_vec()
}

fn far(one: &[f32], other: &[f32]) -> f32 {
    one.iter().zip(other).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

async fn check(bert: &Bert, pool: Pool) {
    let vectors = LocalEmbedder::open(bert.path()).unwrap().embed(&texts()).await.unwrap();
    assert_eq!(vectors.len(), texts().len());
    for (vector, text) in vectors.iter().zip(texts()) {
        let expected = Reference(&bert.weights).vector(&text, pool);
        assert!((dot(vector, vector) - 1.0).abs() < 1e-5);
        assert!(vector.len() == HIDDEN && far(vector, &expected) < 1e-4, "{text}: {vector:?}");
    }
}

#[tokio::test]
async fn they_are_the_mean_of_the_tokens() {
    check(&Bert::new(7), mean).await;
}

#[tokio::test]
async fn they_are_the_first_token_where_the_folder_says_so() {
    let bert = Bert::new(7);
    let pooling = json!({"pooling_mode_cls_token": true, "pooling_mode_mean_tokens": false});
    bert.write("1_Pooling/config.json", &pooling);
    check(&bert, first).await;
}

#[tokio::test]
async fn neither_order_nor_number_of_texts_changes_them() {
    let bert = Bert::new(7);
    let embedder = LocalEmbedder::open(bert.path()).unwrap();
    let vectors = embedder.embed(&texts()).await.unwrap();
    let many: Vec<String> = texts().into_iter().rev().cycle().take(100).collect();
    let again = embedder.embed(&many).await.unwrap();
    let expected = vectors.iter().rev().cycle();
    assert_eq!(again.len(), many.len());
    assert!(again.iter().zip(expected).all(|(one, other)| far(one, other) < 1e-6));
    assert!(embedder.embed(&[]).await.unwrap().is_empty());
}

#[tokio::test]
async fn long_texts_are_cut_where_the_folder_says() {
    let bert = Bert::new(7);
    bert.write("sentence_bert_config.json", &json!({"max_seq_length": 4}));
    let embedder = LocalEmbedder::open(bert.path()).unwrap();
    let texts = ["total sales", "total sales by city"].map(String::from);
    let [cut, long] = embedder.embed(&texts).await.unwrap().try_into().unwrap();
    assert!(far(&cut, &long) < 1e-6);
}

#[test]
fn other_weights_are_another_space() {
    let space = |bert: &Bert| {
        let space = LocalEmbedder::open(bert.path()).unwrap().space();
        space.rsplit('/').next().unwrap().to_owned()
    };
    assert_eq!(space(&Bert::new(7)), space(&Bert::new(7)));
    assert_ne!(space(&Bert::new(7)), space(&Bert::new(8)));
    let pooled = Bert::new(7);
    let pooling = json!({"pooling_mode_cls_token": true, "pooling_mode_mean_tokens": false});
    pooled.write("1_Pooling/config.json", &pooling);
    assert_ne!(space(&Bert::new(7)), space(&pooled));
}
