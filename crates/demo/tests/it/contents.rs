//! What the file holds.

use sqlx::{AssertSqlSafe, Connection, Row, SqliteConnection};

/// The rows of a query, their values joined by a bar.
async fn ask(connection: &mut SqliteConnection, sql: &str) -> Vec<String> {
    let rows = sqlx::query(AssertSqlSafe(sql.to_owned())).fetch_all(connection).await.unwrap();
    rows.iter()
        .map(|row| {
            let cells = (0..row.len()).map(|at| row.get_unchecked::<Option<String>, _>(at));
            cells.map(Option::unwrap_or_default).collect::<Vec<_>>().join("|")
        })
        .collect()
}

async fn demo() -> (tempfile::TempDir, SqliteConnection) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("demo.db");
    querist_demo::make(&file, 0.05).await.unwrap();
    let connection = SqliteConnection::connect(file.to_str().unwrap()).await.unwrap();
    (folder, connection)
}

#[tokio::test]
async fn is_whole_and_keeps_its_references() {
    let (_folder, mut db) = demo().await;
    assert_eq!(ask(&mut db, "pragma foreign_key_check").await, [""; 0]);
    assert_eq!(ask(&mut db, "pragma integrity_check").await, ["ok"]);
}

#[tokio::test]
async fn covers_three_years() {
    let (_folder, mut db) = demo().await;
    let days = "select min(sale_date), max(sale_date), count(distinct sale_date) from sales_data";
    assert_eq!(ask(&mut db, days).await, ["2023-01-02|2025-12-31|1094"]);
    let sizes = "select (select count(*) from products), (select count(*) from stores),
        (select count(*) from margin_analysis), (select count(*) from competitive_pricing)";
    assert_eq!(ask(&mut db, sizes).await, ["126|12|4536|6048"]);
}

#[tokio::test]
async fn every_code_has_a_valid_check_digit() {
    let (_folder, mut db) = demo().await;
    let codes = ask(&mut db, "select upc_code from products").await;
    let sum = |code: &String| {
        let digits = code.chars().map(|digit| digit.to_digit(10).unwrap());
        digits
            .enumerate()
            .map(|(at, digit)| if at % 2 == 0 { 3 * digit } else { digit })
            .sum::<u32>()
    };
    assert!(codes.len() > 100);
    assert_eq!(codes.iter().filter(|code| code.len() != 12 || sum(code) % 10 != 0).count(), 0);
}

#[tokio::test]
async fn the_seasons_the_week_and_the_offers_show() {
    let (_folder, mut db) = demo().await;
    let ratio = |when: &str, than: &str| {
        format!(
            "select sum({when}) * 1.0 / sum({than}) > 1.5 from sales_data join products using (upc_code)"
        )
    };
    let ice = "category_level_2 = 'Ice Cream' and strftime('%m', sale_date)";
    assert_eq!(
        ask(&mut db, &ratio(&format!("{ice} = '07'"), &format!("{ice} = '01'"))).await,
        ["1"]
    );
    let sweets = "category_level_3 = 'Chocolate' and strftime('%m', sale_date)";
    assert_eq!(
        ask(&mut db, &ratio(&format!("{sweets} = '12'"), &format!("{sweets} = '06'"))).await,
        ["1"]
    );
    let week = "strftime('%w', sale_date)";
    assert_eq!(
        ask(&mut db, &ratio(&format!("{week} = '6'"), &format!("{week} = '2'"))).await,
        ["1"]
    );
    let offers = "select avg(units_sold) filter (where promotion_id is not null)
        > 1.2 * avg(units_sold) filter (where promotion_id is null) from sales_data";
    assert_eq!(ask(&mut db, offers).await, ["1"]);
}

#[tokio::test]
async fn has_outliers_gaps_and_months_that_add_up() {
    let (_folder, mut db) = demo().await;
    assert_eq!(ask(&mut db, "select max(units_sold) > 40 from sales_data").await, ["1"]);
    let gaps = "select (select count(*) from pricing where suggested_price is null) > 0,
        (select count(*) from competitive_pricing where competitor_price is null) > 0,
        (select count(*) from sales_data where customer_segment is null) > 0";
    assert_eq!(ask(&mut db, gaps).await, ["1|1|1"]);
    let sums = "select (select round(sum(revenue), 2) from margin_analysis) =
        (select round(sum(revenue), 2) from sales_data where status = 'completed')";
    assert_eq!(ask(&mut db, sums).await, ["1"]);
    let now = "select count(*) from pricing join price_changes c using (upc_code, zone)
        where c.change_date = effective_date and c.new_price <> current_price";
    assert_eq!(ask(&mut db, now).await, ["0"]);
}
