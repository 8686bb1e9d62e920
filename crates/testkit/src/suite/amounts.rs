//! How much comes back: row limit, byte limit, errors half-way.

use std::sync::Arc;

use querist_vocabulary::{
    database::{Cut, DatabaseError, Limits},
    value::{Value, ValueKind},
};

use super::{
    Setup, Subject,
    subject::{AMPLE, bring, question},
};

/// A table `n` with the numbers from 0 up to, not including, `rows`.
pub(super) fn numbers(subject: &Subject, rows: u64) {
    let values: Vec<_> = (0..rows).map(|n| format!("({n})")).collect();
    let values = values.join(", ");
    subject.execute(&format!("create table n (n int); insert into n values {values};"));
}

pub async fn the_row_limit_cuts_and_says_so(subject: &Subject) {
    numbers(subject, 2_000);
    let database = subject.reader().await;
    for (limit, brought, cut) in [
        (Some(10), 10, Some(Cut::Rows)),
        (Some(1_999), 1_999, Some(Cut::Rows)),
        (Some(2_000), 2_000, None),
        (Some(5_000), 2_000, None),
        (None, 2_000, None),
    ] {
        let limits = Limits { rows: limit, ..AMPLE };
        let result = subject.ask_within(&*database, "select n from n order by n", limits).await;
        let result = result.unwrap();
        assert_eq!((result.rows.len(), result.cut), (brought, cut), "{limit:?}");
        assert_eq!(result.rows.last().unwrap()[0], Value::Integer(brought as i64 - 1));
    }
}

pub async fn the_byte_limit_cuts_and_says_so(subject: &Subject) {
    numbers(subject, 1_000);
    let database = subject.reader().await;
    let limits = Limits { bytes: Some(5_000), ..AMPLE };
    let text = subject.choose(Setup {
        sqlite: "select hex(zeroblob(50)) from n",
        postgres: "select repeat('x', 100) from n",
        mysql: "select repeat('x', 100) from n",
    });
    let result = subject.ask_within(&*database, text, limits).await.unwrap();
    assert_eq!(result.cut, Some(Cut::Bytes));
    let bytes: usize = result.rows.iter().flatten().map(Value::weight).sum();
    assert!((4_000..=5_000).contains(&bytes), "{bytes}");
}

pub async fn an_empty_result_has_its_columns(subject: &Subject) {
    subject.execute("create table t (id int, name varchar(20), price decimal(8,2));");
    let database = subject.reader().await;
    let result = subject.ask(&*database, "select id, name, price from t").await.unwrap();
    let columns: Vec<_> = result.columns.iter().map(|c| (c.name.as_str(), c.kind)).collect();
    let decimal = ValueKind::Decimal;
    assert_eq!(
        columns,
        [("id", ValueKind::Integer), ("name", ValueKind::Text), ("price", decimal)]
    );
    assert!(result.rows.is_empty() && result.cut.is_none());
}

pub async fn an_error_in_a_later_row_is_told(subject: &Subject) {
    numbers(subject, 2_000);
    let sql = subject.choose(Setup {
        sqlite: "select abs(case when n < 1500 then n else -9223372036854775808 end) from n",
        postgres: "select 1 / (1500 - n) from n",
        mysql: "select case when n < 1500 then n else (select n from n) end from n",
    });
    let database = subject.reader().await;
    let ended = subject.ask(&*database, sql).await;
    assert!(matches!(ended, Err(DatabaseError::Query(_))), "{ended:?}");
    assert_eq!(subject.value(&*database, "select count(*) from n").await, Value::Integer(2_000));
}

pub async fn queries_side_by_side(subject: &Subject) {
    numbers(subject, 100);
    let database = subject.reader().await;
    let queries: Vec<_> = (0..25)
        .map(|n| {
            let database = Arc::clone(&database);
            let query = subject.query(&format!("select n + {n} from n where n = {n}"));
            tokio::spawn(async move {
                let rows = database.run(&question(&format!("q{n}")), &query, AMPLE).await?;
                bring(rows).await
            })
        })
        .collect();
    for (n, query) in (0_i64..).zip(queries) {
        assert_eq!(query.await.unwrap().unwrap().rows, [[Value::Integer(n + n)]]);
    }
}
