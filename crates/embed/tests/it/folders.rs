//! A folder that is no model is refused with the file and the reason.

use std::fs;

use querist_embed::LocalEmbedder;
use querist_testkit::bert::Bert;
use querist_vocabulary::model::Embedder;
use serde_json::json;

fn refused(bert: &Bert) -> String {
    let error = LocalEmbedder::open(bert.path()).err().unwrap();
    assert!(!error.hint().is_empty());
    error.to_string()
}

#[test]
fn a_missing_file_is_named() {
    for name in ["config.json", "tokenizer.json", "model.safetensors"] {
        let bert = Bert::new(7);
        fs::remove_file(bert.path().join(name)).unwrap();
        let said = refused(&bert);
        assert!(said.contains(name) && said.contains("cannot be read"), "{said}");
    }
}

#[test]
fn another_kind_of_model_is_named() {
    let bert = Bert::new(7);
    let mut other = Bert::config();
    other["model_type"] = json!("t5");
    bert.write("config.json", &other);
    assert_eq!(refused(&bert), "its model type is `t5`");
    bert.write("config.json", &Bert::config());
    bert.write("1_Pooling/config.json", &json!({"pooling_mode_max_tokens": true}));
    assert_eq!(refused(&bert), "it pools neither by mean nor by first token");
    fs::remove_dir_all(bert.path().join("1_Pooling")).unwrap();
    let dense = json!([{"idx": 2, "type": "sentence_transformers.models.Dense"}]);
    bert.write("modules.json", &dense);
    assert_eq!(refused(&bert), "it has a layer `Dense` behind it");
}

#[tokio::test]
async fn what_is_found_broken_later_is_said_then() {
    let texts = ["total".to_owned()];
    let late = async |bert: &Bert| {
        let embedder = LocalEmbedder::open(bert.path()).unwrap();
        embedder.embed(&texts).await.err().unwrap().to_string()
    };
    let bert = Bert::new(7);
    fs::write(bert.path().join("tokenizer.json"), "{}").unwrap();
    assert!(late(&bert).await.contains("tokenizer.json` is not what it should be"));
    let bert = Bert::new(7);
    fs::write(bert.path().join("model.safetensors"), [0; 4]).unwrap();
    assert!(late(&bert).await.contains("model.safetensors` is not what it should be"));
    let bert = Bert::new(7);
    let mut wider = Bert::config();
    wider["hidden_size"] = json!(16);
    bert.write("config.json", &wider);
    assert!(late(&bert).await.contains("model.safetensors` is not what it should be"));
}
