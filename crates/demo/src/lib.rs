//! The demo database: three years of a grocery chain that does not exist.
//!
//! Generated, so that nothing has to be shipped or downloaded, and with the same bytes on every
//! machine: whole-number arithmetic, one generator of numbers, no clock.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

use querist_vocabulary::error::{Code, Coded};

/// When people buy.
mod calendar;

/// The monthly margins.
mod margins;

/// Amounts in whole cents.
mod money;

/// Three years of list prices.
mod prices;

/// The products.
mod products;

/// When which category is sold cheaper.
mod promotions;

/// The generator of numbers.
mod random;

/// What was sold.
mod sales;

/// Categories, brands, and what is on the shelves.
mod shelves;

/// The stores with their zones.
mod stores;

/// Fills the tables.
mod tables;

/// Product codes with their check digit.
mod upc;

/// Puts rows into a file.
mod write;

/// The semantic file that belongs to the demo database, as YAML of
/// [`querist_vocabulary::knowledge::Knowledge`].
pub const KNOWLEDGE: &str = include_str!("demo.querist.yaml");

/// The scale that has three years and about 300,000 sales.
pub const USUAL_SCALE: f64 = 1.0;

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The database.
    pub database: PathBuf,
    /// The semantic file beside it: `<stem>.querist.yaml`.
    pub knowledge: PathBuf,
    /// Rows in `sales_data`.
    pub sales: u64,
}

/// What goes wrong while it is made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The scale makes no sense.
    #[error("a scale from 0.001 to 100 is needed, not `{0}`")]
    BadScale(f64),
    /// A file cannot be written.
    #[error("cannot write `{file}`: {reason}")]
    File {
        /// The file.
        file: PathBuf,
        /// The system's own words.
        reason: String,
    },
}

impl Coded for DemoError {
    fn code(&self) -> Code {
        match self {
            Self::BadScale(_) => Code::BadSetting,
            Self::File { .. } => Code::FileTrouble,
        }
    }

    fn hint(&self) -> String {
        match self {
            Self::BadScale(_) => "scale 1 has about 300,000 sales; 0.1 has a tenth of them".into(),
            Self::File { .. } => "check the folder's rights and free space".into(),
        }
    }
}

/// Makes the demo database and the semantic file beside it, replacing what is there.
///
/// Both are written under another name and renamed when whole, so that a stop on the way leaves no
/// half database. The scale is that of `sales_data`; from 1 upwards there are more stores.
///
/// # Errors
/// When the scale is out of range or a file cannot be written.
pub async fn make(file: &Path, scale: f64) -> Result<Made, DemoError> {
    let market = market(thousandths(scale)?);
    let knowledge = file.with_extension("querist.yaml");
    let half = beside(file);
    let trouble = |reason: String| DemoError::File { file: file.to_owned(), reason };
    let written = write_database(&half, &market).await;
    let finished = written.map_err(|error| trouble(error.to_string())).and_then(|sales| {
        std::fs::write(&knowledge, KNOWLEDGE).map_err(|error| trouble(error.to_string()))?;
        std::fs::rename(&half, file).map_err(|error| trouble(error.to_string()))?;
        Ok(sales)
    });
    if finished.is_err() {
        let _ = std::fs::remove_file(&half);
    }
    Ok(Made { database: file.to_owned(), knowledge, sales: finished? })
}

async fn write_database(half: &Path, market: &sales::Market) -> Result<u64, sqlx::Error> {
    let _ = std::fs::remove_file(half);
    let mut connection = write::begin(half).await?;
    write::execute(&mut connection, include_str!("schema.sql").into()).await?;
    let sales = tables::fill(&mut connection, market).await?;
    write::execute(&mut connection, include_str!("indexes.sql").into()).await?;
    write::finish(connection).await?;
    Ok(sales)
}

fn market(thousandths: i64) -> sales::Market {
    let products = products::all();
    sales::Market {
        histories: prices::histories(&products),
        products,
        stores: stores::all(thousandths),
        promotions: promotions::all(),
        density: thousandths.min(1000),
    }
}

/// The scale in whole thousandths, so that no machine rounds it differently later.
fn thousandths(scale: f64) -> Result<i64, DemoError> {
    if !(0.001..=100.0).contains(&scale) {
        return Err(DemoError::BadScale(scale));
    }
    #[expect(clippy::cast_possible_truncation, reason = "at most 100,000")]
    Ok((scale * 1000.0).round() as i64)
}

/// A name of this process's own in the same folder.
fn beside(file: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(file.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    file.with_file_name(name)
}
