//! Rows that are masked while they come.

use async_trait::async_trait;
use querist_vocabulary::{
    database::{Cut, DatabaseError, ResultColumn, Rows},
    value::Value,
};

use super::Veil;

/// Rows behind a veil.
struct Veiled {
    inner: Box<dyn Rows>,
    columns: Vec<ResultColumn>,
    veil: Veil,
}

/// The same rows, masked.
pub(super) fn veiled(
    inner: Box<dyn Rows>,
    veil: impl FnOnce(&mut [ResultColumn]) -> Veil,
) -> Box<dyn Rows> {
    let mut columns = inner.columns().to_vec();
    let veil = veil(&mut columns);
    Box::new(Veiled { inner, columns, veil })
}

#[async_trait]
impl Rows for Veiled {
    fn columns(&self) -> &[ResultColumn] {
        &self.columns
    }

    async fn next(&mut self) -> Result<Option<Vec<Vec<Value>>>, DatabaseError> {
        let mut batch = self.inner.next().await?;
        batch.iter_mut().flatten().for_each(|row| self.veil.draw_over(row));
        Ok(batch)
    }

    fn cut(&self) -> Option<Cut> {
        self.inner.cut()
    }
}
