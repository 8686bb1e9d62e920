//! Questions read with weights that have not seen their database.

use std::{fs, path::PathBuf};

use querist::{
    WeightFiles,
    eval::{Folds, Summary},
    vocabulary::error::Coded,
};
use serde_json::{Value as Json, json};

use super::{
    eval::{check, question},
    shop::Shop,
};

/// Writes a fold of these databases.
fn fold(shop: &Shop, name: &str, databases: &str, files: &WeightFiles) -> PathBuf {
    let folds = shop.folder.path().join("folds");
    let own = folds.join(name);
    fs::create_dir_all(&own).unwrap();
    fs::write(own.join("databases.txt"), databases).unwrap();
    for (name, bytes) in files.named() {
        fs::write(own.join(name), bytes).unwrap();
    }
    folds
}

/// Weights to which every filling of a slot is as good as another.
fn indifferent() -> WeightFiles {
    let shipped = WeightFiles::shipped();
    WeightFiles { slots: vec![0; shipped.slots.len()].into(), ..shipped }
}

/// Three questions about the shop, and one about a database that is in no fold.
fn questions() -> Json {
    let ask = |id, db, words| question(id, db, words, "SELECT 3");
    json!([
        ask(1, "shop", "How many shops are there?"),
        ask(2, "shop", "Which shop has the highest total amount of sales?"),
        ask(3, "shop", "shops in Rome"),
        ask(4, "elsewhere", "How many shops are there?"),
    ])
}

/// What comes of the questions with folds, times apart.
async fn answered(shop: &Shop, folds: Option<Folds>) -> (Summary, Vec<Json>) {
    let without = folds.is_none().then(|| "elsewhere".to_owned());
    let (summary, mut lines) = check(shop, questions(), |plan| {
        plan.without = without.into_iter().collect();
        plan.folds = folds;
    })
    .await;
    lines.iter_mut().for_each(|line| line["ms"] = Json::Null);
    (summary, lines)
}

#[tokio::test]
async fn the_shipped_weights_as_a_fold_answer_as_those_that_ship() {
    let shop = Shop::new();
    let folds = fold(&shop, "fold-0", "shop\n", &WeightFiles::shipped());
    let (summary, lines) = answered(&shop, Some(Folds::read(&folds).unwrap())).await;
    assert_eq!(lines, answered(&shop, None).await.1);
    assert_eq!(lines.len(), 3);
    assert_eq!(summary.in_no_fold, [("elsewhere".to_owned(), 1)]);
}

#[tokio::test]
async fn each_database_is_read_with_the_weights_of_its_fold() {
    let shop = Shop::new();
    fold(&shop, "fold-0", "# nothing of ours\nelsewhere\n", &WeightFiles::shipped());
    let folds = fold(&shop, "fold-1", "shop\n", &indifferent());
    let (summary, lines) = answered(&shop, Some(Folds::read(&folds).unwrap())).await;
    let (_, shipped) = answered(&shop, None).await;
    // The second question: what is ranked by its sales.
    assert_ne!(lines[1]["sql"], shipped[1]["sql"]);
    assert_eq!((summary.in_no_fold.len(), lines.len()), (0, 4));
}

/// What is said of folds that cannot be used.
fn trouble(shop: &Shop) -> String {
    let error = Folds::read(&shop.folder.path().join("folds")).unwrap_err();
    shop.shown(format!("{error}\nhint: {}", error.hint()))
}

#[test]
fn folds_that_cannot_be_used_say_what_is_wrong() {
    let shop = Shop::new();
    insta::assert_snapshot!(trouble(&shop), @r"
    cannot use the folds in `FOLDER/folds`: No such file or directory (os error 2)
    hint: the training of `crates/offline` writes such a folder: `train DATA CRATE 1 FOLDER`
    ");
    fs::create_dir(shop.folder.path().join("folds")).unwrap();
    insta::assert_snapshot!(trouble(&shop), @r"
    cannot use the folds in `FOLDER/folds`: there is no `fold-0` in it
    hint: the training of `crates/offline` writes such a folder: `train DATA CRATE 1 FOLDER`
    ");
    let folds = fold(&shop, "fold-0", "shop\n", &WeightFiles::shipped());
    fold(&shop, "fold-1", "house\nshop\n", &WeightFiles::shipped());
    insta::assert_snapshot!(trouble(&shop), @r"
    cannot use the folds in `FOLDER/folds`: `shop` is in `fold-0` and in `fold-1`
    hint: name each database in the `databases.txt` of one fold only
    ");
    fs::write(folds.join("fold-1/slots.bin"), "cut").unwrap();
    insta::assert_snapshot!(trouble(&shop), @r"
    cannot use the folds in `FOLDER/folds`: `fold-1/slots.bin` holds no whole weights
    hint: the training of `crates/offline` writes such a folder: `train DATA CRATE 1 FOLDER`
    ");
    fs::remove_file(folds.join("fold-0/rank.bin")).unwrap();
    insta::assert_snapshot!(trouble(&shop), @r"
    cannot use the folds in `FOLDER/folds`: `fold-0/rank.bin` cannot be read: No such file or directory (os error 2)
    hint: the training of `crates/offline` writes such a folder: `train DATA CRATE 1 FOLDER`
    ");
}
