//! An array of objects, a line each.

use std::{
    collections::HashSet,
    io::{self, Write},
};

use querist_vocabulary::{database::ResultColumn, value::Value};

use super::sheet::{LeftOut, Sheet};

pub(super) struct Json<'a> {
    out: &'a mut (dyn Write + Send),
    /// `"name":` of each column, the first with the object's brace and the others with a comma.
    keys: Vec<String>,
    rows: u64,
}

impl<'a> Json<'a> {
    pub(super) fn begin(
        out: &'a mut (dyn Write + Send),
        columns: &[ResultColumn],
    ) -> io::Result<Self> {
        out.write_all(b"[")?;
        let names = distinct(columns.iter().map(|column| column.name.as_str()));
        let keys = names.iter().enumerate().map(|(at, name)| {
            let sign = if at == 0 { '{' } else { ',' };
            Ok(format!("{sign}{}:", serde_json::to_string(name)?))
        });
        Ok(Self { out, keys: keys.collect::<Result<_, serde_json::Error>>()?, rows: 0 })
    }
}

impl Sheet for Json<'_> {
    fn row(&mut self, row: &[Value]) -> io::Result<()> {
        self.out.write_all(if self.rows == 0 { b"\n" } else { b",\n" })?;
        self.rows += 1;
        for (key, value) in self.keys.iter().zip(row) {
            self.out.write_all(key.as_bytes())?;
            write(self.out, value)?;
        }
        self.out.write_all(b"}")
    }

    fn end(self: Box<Self>) -> io::Result<LeftOut> {
        self.out.write_all(if self.rows == 0 { b"]\n" } else { b"\n]\n" })?;
        Ok(LeftOut::default())
    }
}

/// As [`Value::to_json`], without a tree for the kinds that come in great numbers.
fn write(out: &mut (dyn Write + Send), value: &Value) -> io::Result<()> {
    match value {
        Value::Null => out.write_all(b"null"),
        Value::Integer(number) => write!(out, "{number}"),
        Value::Text(text) | Value::Other(text) => Ok(serde_json::to_writer(out, text)?),
        Value::Float(number) if number.is_finite() => Ok(serde_json::to_writer(out, number)?),
        Value::Boolean(_)
        | Value::Decimal(_)
        | Value::Float(_)
        | Value::Date(_)
        | Value::Time(_)
        | Value::DateTime(_)
        | Value::Timestamp(_)
        | Value::Json(_)
        | Value::Binary(_)
        | Value::Array(_) => Ok(serde_json::to_writer(out, &value.to_json())?),
    }
}

/// The names, of which no two are equal: a repeated one gets the first free number from 2 on.
fn distinct<'a>(names: impl Iterator<Item = &'a str> + Clone) -> Vec<String> {
    let mut taken: HashSet<String> = HashSet::new();
    let given: HashSet<&str> = names.clone().collect();
    let free = |name: &str, taken: &HashSet<String>| {
        let numbered = (2_u64..).map(|number| format!("{name}_{number}"));
        numbered.into_iter().find(|next| !taken.contains(next) && !given.contains(next.as_str()))
    };
    names
        .map(|name| {
            let own = if taken.contains(name) { free(name, &taken) } else { None };
            let own = own.unwrap_or_else(|| name.to_owned());
            taken.insert(own.clone());
            own
        })
        .collect()
}
