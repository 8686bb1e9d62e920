//! Measures whether the tables of written questions are found in one schema merged out of many databases.
//!
//! `measure DATA LEFT_OUT [--budget N]… [--every N] [--show N]`: DATA holds `train.json` and `databases/`, LEFT_OUT is a file
//! with the names of databases that are not opened. A question counts as answered where every table that its SQL
//! reads is in the pack with every column that its SQL reads.
#![allow(clippy::print_stdout, reason = "a program whose output is its report")]

/// Databases and their questions.
mod asked;

/// Many databases as one schema.
mod merged;

/// One way of searching, over all questions.
mod run;

use std::path::Path;

use anyhow::{Result, bail};

use asked::Asked;
use merged::Merged;
use run::{Ready, Report, Way};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [data, left_out, options @ ..] = arguments.as_slice() else {
        bail!("usage: measure DATA LEFT_OUT [--budget N]… [--show N]")
    };
    let numbers = |name: &str| -> Result<Vec<usize>> {
        let pairs = options.windows(2).filter(|pair| pair.first().is_some_and(|it| it == name));
        pairs.filter_map(|pair| pair.get(1)).map(|text| Ok(text.parse()?)).collect()
    };
    let merged = Merged::open(Path::new(data), Path::new(left_out))?;
    let asked = Asked::read(Path::new(data), &merged)?;
    println!(
        "{} databases, {} tables, {} columns; {} questions",
        merged.databases.len(),
        merged.schema.tables.len(),
        merged.columns(),
        asked.len()
    );
    let ready = Ready::new(&merged);
    let every = numbers("--every")?.first().copied().unwrap_or(1);
    let asked: Vec<Asked> = asked.into_iter().step_by(every).collect();
    let budgets = Some(numbers("--budget")?).filter(|found| !found.is_empty());
    for budget in budgets.unwrap_or_else(|| vec![1_500]) {
        for way in Way::ALL {
            let report = Report::of(&ready, &asked, *way, budget);
            println!("{report}");
        }
    }
    if let Some(most) = numbers("--show")?.first() {
        run::show(&ready, &asked, *most);
    }
    Ok(())
}
