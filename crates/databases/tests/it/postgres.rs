use querist_databases::{Options, connect};
use querist_testkit::{Servers, samples::Sample};
use std::time::Instant;

use super::ask::{ask, value};

#[tokio::test]
async fn pagila() {
    let db = Sample::Pagila.on(Servers::postgres(), "pagila").unwrap();
    println!("loaded");
    let t = Instant::now();
    let database = connect(&db.url(), &Options::STANDARD).await.unwrap();
    println!("connect {:?}", t.elapsed());
    let t = Instant::now();
    let schema = database.schema().await.unwrap();
    println!("schema {:?} {}", t.elapsed(), schema.tables.len());
    let t = Instant::now();
    for table in &schema.tables {
        let p = database.profile(table).await.unwrap();
        println!("{} {} {:?}", p.table, p.rows, p.columns.last());
    }
    println!("profile {:?}", t.elapsed());
    println!("{:#?}", schema.tables.iter().find(|t| t.name.name == "film"));
    println!("{:?}", database.fingerprint().await);
    println!("{:#?}", database.rights().await);
    println!("{:?}", ask(&*database, "select * from film limit 2").await);
    println!("{}", value(&*database, "select sum(amount) from payment").await);
}
