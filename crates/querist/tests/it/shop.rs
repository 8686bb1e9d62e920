//! A small shop, its semantic file, and a house over it.

use std::path::PathBuf;

use querist::{Given, Querist, Setting, Settings};
use querist_testkit::sqlite;
use tempfile::TempDir;

const SQL: &str = "
CREATE TABLE shops (id INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT, opened DATE);
CREATE TABLE sales (
    id INTEGER PRIMARY KEY,
    shop_id INTEGER NOT NULL REFERENCES shops (id),
    amount NUMERIC NOT NULL);
INSERT INTO shops VALUES (1, 'North', 'Oslo', '2024-01-05'), (2, 'South', 'Rome', '2024-03-01'),
    (3, 'East', NULL, '2025-06-30');
INSERT INTO sales VALUES (1, 1, 10.5), (2, 1, 20), (3, 2, 7);
";

pub(crate) struct Shop {
    pub(crate) folder: TempDir,
}

impl Shop {
    pub(crate) fn new() -> Self {
        let shop = Self { folder: tempfile::tempdir().unwrap() };
        sqlite::execute(&shop.file(), SQL);
        shop
    }

    /// Text without the folder's random name.
    pub(crate) fn shown(&self, text: impl ToString) -> String {
        text.to_string().replace(&self.folder.path().display().to_string(), "FOLDER")
    }

    pub(crate) fn write(&self, name: &str, text: &str) -> PathBuf {
        let file = self.folder.path().join(name);
        std::fs::write(&file, text).unwrap();
        file
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.folder.path().join("shop.db")
    }

    pub(crate) fn settings(&self) -> Settings {
        let data = self.folder.path().join("data").display().to_string();
        let given = Given::database(self.file().display().to_string());
        Settings::alone(&given.with(Setting::DataFolder, Some(data))).unwrap()
    }

    pub(crate) async fn querist(&self) -> Querist {
        Querist::open(&self.settings()).await.unwrap()
    }
}
