//! SQL typed by hand, and exports.

use querist_journey::Streamed;
use querist_vocabulary::database::Limits;

use super::house::{House, LIMITS, id, printed};

async fn check(sql: &str) -> String {
    let house = House::new().await;
    printed(&house.read(sql).await)
}

#[tokio::test]
async fn a_query_is_answered_with_its_rows() {
    insta::assert_snapshot!(
        check(
            "select country, count(*) as n from customers group by country order by n desc, country"
        )
        .await
    );
}

#[tokio::test]
async fn months_make_a_line() {
    insta::assert_snapshot!(check("select strftime('%Y-%m', order_date) as month, count(*) as orders from orders group by 1 order by 1").await);
}

#[tokio::test]
async fn a_change_is_refused() {
    insta::assert_snapshot!(check("delete from orders").await);
}

#[tokio::test]
async fn an_unknown_table_is_refused() {
    insta::assert_snapshot!(check("select * from orderz").await);
}

#[tokio::test]
async fn no_rows_say_which_condition_emptied_them() {
    insta::assert_snapshot!(
        check("select name from customers where country = 'Brasil' and city is not null").await
    );
}

#[tokio::test]
async fn conditions_that_exclude_each_other_are_named() {
    insta::assert_snapshot!(
        check("select name from customers where country = 'Brazil' and city = 'Lyon'").await
    );
}

#[tokio::test]
async fn a_count_of_nothing_says_so_too() {
    insta::assert_snapshot!(
        check("select count(*) from orders where order_date >= '2030-01-01'").await
    );
}

#[tokio::test]
async fn a_cut_is_said() {
    let house = House::with(|mut parts| {
        parts.limits = Limits { rows: Some(3), ..LIMITS };
        parts
    });
    insta::assert_snapshot!(printed(
        &house.await.read("select name, price from products order by name").await
    ));
}

#[tokio::test]
async fn an_export_streams_all_rows() {
    let house = House::new().await;
    let limits = Limits { rows: None, ..LIMITS };
    let streamed =
        house.journey.stream(id("export"), "select id from orders", limits).await.unwrap();
    let Streamed::Rows(mut rows) = streamed else { panic!("refused") };
    let mut count = 0;
    while let Some(batch) = rows.next().await.unwrap() {
        count += batch.len();
    }
    assert_eq!((count, rows.cut()), (9, None));
}

#[tokio::test]
async fn an_export_of_a_change_is_refused() {
    let house = House::new().await;
    let streamed = house.journey.stream(id("export"), "drop table orders", LIMITS).await.unwrap();
    let Streamed::Refused(refusal) = streamed else { panic!("streamed") };
    insta::assert_snapshot!(format!("{refusal}\n{}", house.audit().await));
}
