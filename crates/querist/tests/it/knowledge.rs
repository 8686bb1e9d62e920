//! The semantic file beside a database, and what in it does not fit.

use querist::{Given, Querist, Setting, Settings};

use super::shop::Shop;

/// What does not fit, a line each.
async fn check(yaml: &str) -> String {
    let shop = Shop::new();
    shop.write("shop.querist.yaml", yaml);
    shop.querist().await.knowledge_drift().await.unwrap().join("\n")
}

#[tokio::test]
async fn a_file_that_fits() {
    let yaml = "
tables:
  shops: {synonyms: [store], display: name, time: opened, default_filter: city IS NOT NULL,
          columns: {City: {synonyms: [town]}}}
measures: [{name: revenue, table: sales, expression: sum(amount)}]
joins: [sales.shop_id = shops.id]
";
    assert_eq!(check(yaml).await, "");
}

#[tokio::test]
async fn names_and_expressions_that_do_not_fit() {
    let yaml = "
tables:
  stores: {}
  shops: {display: title, time: closed, default_filter: active = 1, columns: {town: {}}}
measures:
  - {name: revenue, table: sales, expression: sum(price)}
  - {name: visits, table: visits, expression: count(*)}
  - {name: attack, table: sales, expression: '1; DROP TABLE sales'}
joins: [sales.shop = shops.id, sales.shop_id]
";
    insta::assert_snapshot!(check(yaml).await, @r"
    table `shops` has no column `town`
    table `shops` has no column `title`
    table `shops` has no column `closed`
    the default filter of `shops` does not fit: there is no column `active` here
    there is no table `stores`
    measure `revenue` does not fit: there is no column `price` here
    measure `visits`: there is no table `visits`
    measure `attack` does not fit: there is more than one statement
    join `sales.shop = shops.id`: there is no column `sales.shop`
    join `sales.shop_id` is not of the form `a.x = b.y`
    ");
}

#[tokio::test]
async fn what_is_no_expression_on_its_own_does_not_fit() {
    let yaml = "
tables:
  shops: {default_filter: 'city IS NOT NULL --'}
  sales: {default_filter: 'amount > 1) OR (1 = 1'}
measures:
  - {name: revenue, table: sales, expression: sum(amount) FROM sales --}
  - {name: fine, table: sales, expression: sum(amount) / count(*)}
";
    insta::assert_snapshot!(check(yaml).await);
}

#[tokio::test]
async fn a_file_that_was_named_must_be_there() {
    let shop = Shop::new();
    let file = shop.folder.path().join("none.yaml").display().to_string();
    let given = Given::database(shop.file().display().to_string());
    let settings = Settings::alone(&given.with(Setting::Knowledge, Some(file))).unwrap();
    let error = Querist::open(&settings).await.err().unwrap();
    insta::assert_snapshot!(shop.shown(error), @"cannot read `FOLDER/none.yaml`: No such file or directory (os error 2)");
}
