//! The way of a question through a language model on each database: prompt, statement, correction, rows, words.

use querist::wire;
use querist_testkit::{
    Server, Servers,
    provider::{Answer, Provider},
    sqlite,
};
use querist_vocabulary::policy::AccessList;
use serde_json::{Value as Json, json};

use super::minds::open;

const TABLES: &str = "
    create table shops (id int primary key, name varchar(40), city varchar(40));
    insert into shops values (1, 'North', 'Oslo'), (2, 'South', 'Rome'), (3, 'East', 'Oslo');
    create table sales (id int primary key, shop_id int references shops (id), sold_on date, amount decimal(10, 2));
    insert into sales values (1, 1, '2024-01-05', 10.50), (2, 1, '2024-02-07', 20.00), (3, 2, '2024-02-09', 5.25);";

/// A month in each database's own words; the model's first try is another database's.
fn months(database: &str) -> [&'static str; 2] {
    let sqlite = "strftime('%Y-%m', sold_on)";
    let postgres = "to_char(sold_on, 'YYYY-MM')";
    let mysql = "date_format(sold_on, '%Y-%m')";
    match database {
        "SQLite" => [postgres, sqlite],
        "PostgreSQL" => [mysql, postgres],
        _ => [sqlite, mysql],
    }
}

fn says(sql: &str) -> Answer {
    let said = json!({"kind": "query", "sql": sql, "restatement": "Takings of each month"});
    Answer::says(said.to_string())
}

/// A question whose first statement is of another database, and whose second is right.
async fn check(address: &str, database: &str) {
    let by_month = |month| {
        format!(
            "SELECT {month} AS month, sum(amount) AS takings FROM sales GROUP BY {month} ORDER BY {month}"
        )
    };
    let [wrong, right] = months(database).map(by_month);
    let next = json!({"questions": ["How many shops are there?"]});
    let provider = Provider::script([
        says(&wrong),
        says(&right),
        Answer::says("February took more than January: 25.25 and 10.5."),
        Answer::says(next.to_string()),
    ]);
    let querist = open(address, &provider, AccessList::default()).await;
    let reply = wire::reply(&querist.ask("what did we take in month after month?").await.unwrap());
    assert_eq!(reply["outcome"], "answer", "{reply:#}");
    let takings: Vec<f64> = reply["rows"].as_array().unwrap().iter().map(taken).collect();
    assert_eq!(takings, [10.5, 25.25], "{reply:#}");
    assert_eq!(reply["response"], "February took more than January: 25.25 and 10.5.");
    assert_eq!(reply["follow_ups"], json!(["How many shops are there?"]));
    let metadata = &reply["metadata"];
    assert_eq!(metadata["translator"], "model");
    let purposes = metadata["model_calls"].as_array().unwrap().iter().map(|call| &call["purpose"]);
    assert_eq!(purposes.collect::<Vec<_>>(), ["draft", "correct", "sentence", "suggest"]);
    let warning = metadata["warnings"][0].as_str().unwrap();
    assert!(warning.starts_with("a statement of the language model was not taken: "), "{warning}");
    let asked = provider.requests();
    assert!(
        asked[0].text().contains(&format!("about a {database} database")),
        "{}",
        asked[0].text()
    );
}

fn taken(row: &Json) -> f64 {
    let cell = &row[1];
    cell.as_f64().unwrap_or_else(|| cell.as_str().unwrap().parse().unwrap())
}

async fn check_server(server: &'static Server, name: &str) {
    let database = server.database("served");
    database.execute(TABLES);
    check(&database.url(), name).await;
}

#[tokio::test]
async fn on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("served.sqlite");
    sqlite::execute(&file, TABLES);
    check(&file.display().to_string(), "SQLite").await;
}

#[tokio::test]
async fn on_postgres() {
    check_server(Servers::postgres(), "PostgreSQL").await;
}

#[tokio::test]
async fn on_mariadb() {
    check_server(Servers::mariadb(), "MariaDB").await;
}
