use querist_databases::{Options, connect};
use std::time::Instant;

#[tokio::test]
async fn chinook() {
    let path = "/work/shared/data/samples/chinook.sqlite";
    let t = Instant::now();
    let database = connect(path, &Options::STANDARD).await.unwrap();
    println!("connect {:?}", t.elapsed());
    let t = Instant::now();
    let schema = database.schema().await.unwrap();
    println!("schema {:?}", t.elapsed());
    let t = Instant::now();
    for table in &schema.tables {
        let p = database.profile(table).await.unwrap();
        println!("{} {} {:?}", p.table, p.rows, p.columns.last());
    }
    println!("profile {:?}", t.elapsed());
    println!("{:?}", schema.tables[0]);
    println!("{:?}", database.fingerprint().await);
}
