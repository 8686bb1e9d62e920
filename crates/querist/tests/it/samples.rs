//! The sample databases: questions as people type them, each with an answer that was checked.

use querist_testkit::{Servers, samples::Sample};
use querist_vocabulary::statement::Dialect;

/// A file of questions.
mod sheet;

/// One database, opened as a person would.
mod house;

/// Whether two results say the same.
mod agree;

/// Asks every question of a sheet and says what became of it.
mod tally;

/// Writes into a file of questions what came out.
mod mark;

/// How many questions are answered rightly, over all files.
mod summary;

/// What is no question, or asks for data that is not there, is not answered.
mod not_answered;

use house::House;
use sheet::Sheet;
use tally::Compared;

const SUITE: &str = "questions on the sample databases";

#[tokio::test]
async fn chinook() {
    let sheet = Sheet::read("chinook");
    let Some(file) = Sample::Chinook.sqlite(SUITE) else { return };
    let sqlite = House::on_file(&file, &sheet).await;
    let postgres = Sample::Chinook.on(Servers::postgres(), SUITE).unwrap();
    let mariadb = Sample::Chinook.on(Servers::mariadb(), SUITE).unwrap();
    let houses = [
        sqlite,
        House::on_server(Dialect::Postgres, postgres, &sheet).await,
        House::on_server(Dialect::Mysql, mariadb, &sheet).await,
    ];
    tally::ask(&sheet, &houses).await.settle(Compared::Databases);
}

#[tokio::test]
async fn what_has_no_answer_is_not_answered() {
    let Some(file) = Sample::Chinook.sqlite(SUITE) else { return };
    not_answered::settle(&House::on_file(&file, &Sheet::read("chinook")).await).await;
}

#[tokio::test]
async fn northwind() {
    let sheet = Sheet::read("northwind");
    let Some(file) = Sample::Northwind.sqlite(SUITE) else { return };
    let sqlite = House::on_file(&file, &sheet).await;
    let postgres = Sample::Northwind.on(Servers::postgres(), SUITE).unwrap();
    let houses = [sqlite, House::on_server(Dialect::Postgres, postgres, &sheet).await];
    tally::ask(&sheet, &houses).await.settle(Compared::Nothing);
}

#[tokio::test]
async fn pagila() {
    let sheet = Sheet::read("pagila");
    let Some(database) = Sample::Pagila.on(Servers::postgres(), SUITE) else { return };
    let house = House::on_server(Dialect::Postgres, database, &sheet).await;
    tally::ask(&sheet, &[house]).await.settle(Compared::Nothing);
}

#[tokio::test]
async fn sakila() {
    let sheet = Sheet::read("sakila");
    let Some(database) = Sample::Sakila.on(Servers::mariadb(), SUITE) else { return };
    let house = House::on_server(Dialect::Mysql, database, &sheet).await;
    tally::ask(&sheet, &[house]).await.settle(Compared::Nothing);
}

#[tokio::test]
async fn demo() {
    let sheet = Sheet::read("demo");
    let house = House::demo().await;
    tally::ask(&sheet, &[house]).await.settle(Compared::Nothing);
}
