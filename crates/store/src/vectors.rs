//! Vectors of texts, compared by sqlite-vec.

/// sqlite-vec in a connection.
pub(crate) mod extension;

use async_trait::async_trait;
use querist_vocabulary::{
    store::StoreError,
    vectors::{Neighbour, Vectors},
};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::{failure::Trouble, store::SqliteStore};

/// The most neighbours that sqlite-vec gives.
const MOST: usize = 4096;

#[async_trait]
impl Vectors for SqliteStore {
    async fn kept(
        &self,
        space: &str,
        keys: &[String],
    ) -> Result<Vec<Option<Vec<f32>>>, StoreError> {
        let (space, keys) = (space.to_owned(), keys.to_owned());
        self.with(move |connection| keys.iter().map(|key| read(connection, &space, key)).collect())
            .await
    }

    async fn keep(&self, space: &str, vectors: &[(String, Vec<f32>)]) -> Result<(), StoreError> {
        let (space, vectors) = (space.to_owned(), vectors.to_owned());
        self.change(move |change| {
            let vectors = vectors.iter().filter(|(_, vector)| !vector.is_empty());
            vectors.into_iter().try_for_each(|(key, vector)| write(change, &space, key, vector))
        })
        .await
    }

    async fn nearest(
        &self,
        space: &str,
        vector: &[f32],
        most: usize,
    ) -> Result<Vec<Neighbour>, StoreError> {
        let (space, vector) = (space.to_owned(), vector.to_owned());
        self.with(move |connection| compare(connection, &space, &vector, most.min(MOST))).await
    }

    async fn keep_only(&self, space: &str, keys: &[String]) -> Result<(), StoreError> {
        let (space, keys) = (space.to_owned(), keys.to_owned());
        self.change(move |change| {
            let keys = serde_json::Value::from(keys).to_string();
            erase(
                change,
                "space = ?1 AND key NOT IN (SELECT value FROM json_each(?2))",
                &[&space, &keys],
            )
        })
        .await
    }

    async fn drop_spaces(&self, prefix: &str) -> Result<(), StoreError> {
        let prefix = prefix.to_owned();
        self.change(move |change| erase(change, "substr(space, 1, length(?1)) = ?1", &[&prefix]))
            .await
    }
}

fn read(connection: &Connection, space: &str, key: &str) -> Result<Option<Vec<f32>>, Trouble> {
    let mut query = connection
        .prepare_cached("SELECT id, width FROM vector_keys WHERE space = ?1 AND key = ?2")?;
    let place: Option<(i64, i64)> =
        query.query_row([space, key], |row| row.try_into()).optional()?;
    let Some((id, width)) = place else { return Ok(None) };
    let table = table(width);
    let mut query =
        connection.prepare_cached(&format!("SELECT vector FROM {table} WHERE rowid = ?1"))?;
    let bytes: Vec<u8> = query.query_row([id], |row| row.get(0))?;
    Ok(Some(numbers(&bytes)))
}

fn write(change: &Transaction<'_>, space: &str, key: &str, vector: &[f32]) -> Result<(), Trouble> {
    let width = i64::try_from(vector.len()).unwrap_or(i64::MAX);
    let table = table(width);
    let added = change
        .prepare_cached(
            "INSERT OR IGNORE INTO vector_keys (space, key, width) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![space, key, width])?;
    if added == 0 {
        return Ok(());
    }
    let id = change.last_insert_rowid();
    make(change, &table, width)?;
    change
        .prepare_cached(&format!("INSERT INTO {table} (rowid, space, vector) VALUES (?1, ?2, ?3)"))?
        .execute(params![id, space, bytes(vector)])?;
    Ok(())
}

/// Each space is a partition, so that the vectors of others are not looked at.
fn make(change: &Transaction<'_>, table: &str, width: i64) -> Result<(), Trouble> {
    change.execute_batch(&format!(
        "CREATE VIRTUAL TABLE IF NOT EXISTS {table} USING vec0(
             space TEXT PARTITION KEY, vector FLOAT[{width}] distance_metric=cosine, chunk_size=256)"
    ))?;
    Ok(())
}

fn compare(
    connection: &Connection,
    space: &str,
    vector: &[f32],
    most: usize,
) -> Result<Vec<Neighbour>, Trouble> {
    let width = i64::try_from(vector.len()).unwrap_or(i64::MAX);
    let table = table(width);
    let made = connection
        .prepare_cached("SELECT 1 FROM sqlite_schema WHERE name = ?1")?
        .exists([&table])?;
    if !made || most == 0 {
        return Ok(Vec::new());
    }
    let mut query = connection.prepare_cached(&format!(
        "SELECT key, distance FROM
             (SELECT rowid AS row, distance FROM {table} WHERE vector MATCH ?1 AND k = ?2 AND space = ?3)
           JOIN vector_keys ON id = row ORDER BY distance, key"
    ))?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let near = query.query_map(params![bytes(vector), most, space], |row| {
        let distance: f32 = row.get(1)?;
        Ok(Neighbour { key: row.get(0)?, similarity: 1.0 - distance })
    })?;
    Ok(near.collect::<Result<_, _>>()?)
}

/// Erases what fits a condition, the vectors with their keys.
fn erase(change: &Transaction<'_>, fits: &str, with: &[&String]) -> Result<(), Trouble> {
    let mut query = change.prepare(&format!("SELECT id, width FROM vector_keys WHERE {fits}"))?;
    let found = query.query_map(rusqlite::params_from_iter(with), |row| row.try_into())?;
    let found: Vec<(i64, i64)> = found.collect::<Result<_, _>>()?;
    for (id, width) in found {
        let table = table(width);
        change.prepare_cached(&format!("DELETE FROM {table} WHERE rowid = ?1"))?.execute([id])?;
        change.prepare_cached("DELETE FROM vector_keys WHERE id = ?1")?.execute([id])?;
    }
    Ok(())
}

fn table(width: i64) -> String {
    format!("vectors_{width}")
}

/// As sqlite-vec reads them: in this machine's own order of bytes.
fn bytes(vector: &[f32]) -> Vec<u8> {
    vector.iter().flat_map(|number| number.to_ne_bytes()).collect()
}

fn numbers(bytes: &[u8]) -> Vec<f32> {
    let chunks = bytes.chunks_exact(4).filter_map(|chunk| chunk.try_into().ok());
    chunks.map(f32::from_ne_bytes).collect()
}
