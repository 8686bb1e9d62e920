//! The semantic file fits the database.

use querist_vocabulary::knowledge::Knowledge;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

/// Every name of the file, as a query that only runs where the name is right.
fn probes(knowledge: &Knowledge) -> Vec<String> {
    let mut probes = Vec::new();
    for (table, meaning) in &knowledge.tables {
        let named = meaning.columns.keys().chain(&meaning.display).chain(&meaning.time);
        probes.extend(named.map(|column| format!("select {table}.{column} from {table}")));
        let filter = meaning.default_filter.iter();
        probes.extend(filter.map(|filter| format!("select 1 from {table} where {filter}")));
    }
    let measures = knowledge.measures.iter();
    probes.extend(measures.map(|one| format!("select {} from {}", one.expression, one.table)));
    probes
}

#[tokio::test]
async fn every_name_and_value_in_it_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("demo.db");
    querist_demo::make(&file, 0.01).await.unwrap();
    let knowledge: Knowledge = serde_norway::from_str(querist_demo::KNOWLEDGE).unwrap();
    let mut db = SqliteConnection::connect(file.to_str().unwrap()).await.unwrap();
    for sql in probes(&knowledge) {
        let ran = sqlx::query(AssertSqlSafe(format!("{sql} limit 1"))).fetch_all(&mut db).await;
        assert!(ran.is_ok(), "{sql}: {ran:?}");
    }
    for (table, meaning) in &knowledge.tables {
        for (column, about) in &meaning.columns {
            for value in about.values.keys() {
                let sql = format!("select 1 from {table} where {column} = ?");
                let query = sqlx::query(AssertSqlSafe(sql)).bind(value);
                assert!(
                    query.fetch_optional(&mut db).await.unwrap().is_some(),
                    "{column}: {value}"
                );
            }
        }
    }
}
