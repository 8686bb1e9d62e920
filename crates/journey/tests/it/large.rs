//! Tables with more values than a question has time for.

use std::time::Duration;

use querist_vocabulary::event::Silence;

use super::house::{House, printed};

/// A table of visitors, each with a nickname of their own, and a few towns.
fn visitors(rows: u64) -> String {
    format!(
        "create table visitors (id integer primary key, nickname text, town text);
         with recursive n(x) as (select 1 union all select x + 1 from n where x < {rows})
         insert into visitors select x, 'guest ' || x, 'Town ' || (x % 500) from n;"
    )
}

#[tokio::test]
async fn a_column_with_more_values_than_are_kept_is_told() {
    let house = House::new().await;
    house.change(&visitors(100_100));
    let reply = printed(&house.ask("how many visitors are there?").await);
    assert!(reply.contains("100100") || reply.contains("100,100"), "{reply}");
    assert!(reply.contains("`visitors.nickname`"), "{reply}");
    let gaps = house.journey.gaps().await.unwrap().unwrap();
    // A machine that is busy brings fewer values in time than are kept.
    let mut partly = gaps.cut.iter().chain(&gaps.begun).map(ToString::to_string);
    assert!(partly.any(|column| column == "visitors.nickname"), "{gaps:?}");
}

#[tokio::test]
async fn all_values_are_read_where_somebody_says_so() {
    let house = House::new().await;
    house.change(&visitors(100_100));
    assert_eq!(house.journey.gaps().await.unwrap(), None, "nothing was read yet");
    let gaps = house.journey.read_values(&Silence).await.unwrap();
    assert_eq!(house.journey.gaps().await.unwrap(), Some(gaps.clone()), "as it is kept");
    assert_eq!(house.journey.last_gaps().await, Some(gaps.clone()));
    let told = gaps.all();
    assert!(told.len() == 1 && told[0].contains("`visitors.nickname`"), "{told:?}");
}

/// What it takes is measured by `benches/large-table.sh`.
#[tokio::test]
#[ignore = "ten million rows take a minute or two"]
async fn ten_million_rows_are_read_behind_the_questions_back() {
    let house = House::new().await;
    house.change(&visitors(10_000_000));
    let began = std::time::Instant::now();
    let reply = printed(&house.ask("how many visitors are there?").await);
    eprintln!("first answer after {:?}:\n{reply}", began.elapsed());
    assert!(reply.contains("read yet"), "{reply}");
    let mut looks = tokio::time::interval(Duration::from_millis(100));
    loop {
        looks.tick().await;
        let gaps = house.journey.gaps().await.unwrap().unwrap();
        if !gaps.close() {
            eprintln!("read to the end after {:?}: {gaps:?}", began.elapsed());
            break;
        }
    }
    let reply = printed(&house.ask("how many visitors in Town 499?").await);
    assert!(reply.contains("20000") || reply.contains("20,000"), "{reply}");
}
