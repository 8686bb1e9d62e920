//! YAML that people wrote: bounded in size and depth, and every key once.
//!
//! A map of Rust keeps the last of two entries with one key. In a semantic file the first may be the one that says
//! `sensitive: true`, so that a key that stands twice is an error.

use std::{cell::RefCell, collections::BTreeMap, fmt};

use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor,
};

#[cfg(test)]
mod tests;

/// The largest file that is read, in bytes.
const LARGEST: usize = 16 << 20;

/// The most lists and maps in brackets within each other. The reader's time grows with the square of the depth.
const DEEPEST: usize = 100;

/// What a file is, which decides where names are matched without regard to case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// A semantic file: tables, columns and measures are.
    Knowledge,
    /// A suite: none are.
    Suite,
}

/// Reads a file's text; an empty one is none.
///
/// # Errors
/// In the reader's own words, with the place.
pub(crate) fn read<T: DeserializeOwned>(text: &str, sort: Sort) -> Result<Option<T>, String> {
    bounded(text)?;
    let read = serde_norway::from_str(text).map_err(|error| error.to_string())?;
    let place = match sort {
        Sort::Knowledge => Place::Knowledge,
        Sort::Suite => Place::Elsewhere,
    };
    let (measures, reader) = (RefCell::default(), serde_norway::Deserializer::from_str(text));
    let walked = Node { place, measures: &measures }.deserialize(reader);
    walked.map_err(|error| error.to_string())?;
    Ok(read)
}

fn bounded(text: &str) -> Result<(), String> {
    if text.len() > LARGEST {
        return Err(format!("it is longer than {} MiB", LARGEST >> 20));
    }
    let (mut depth, mut line) = (0_usize, 1);
    for byte in text.bytes() {
        match byte {
            b'\n' => line += 1,
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Err(format!("more than {DEEPEST} brackets are open at line {line}"));
        }
    }
    Ok(())
}

/// Where a part stands, as far as names are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Knowledge,
    Tables,
    Table,
    Columns,
    Measures,
    Measure,
    MeasureName,
    Elsewhere,
}

impl Place {
    /// The place of what stands under this key.
    fn under(self, key: &str) -> Self {
        match (self, key) {
            (Self::Knowledge, "tables") => Self::Tables,
            (Self::Knowledge, "measures") => Self::Measures,
            (Self::Tables, _) => Self::Table,
            (Self::Table, "columns") => Self::Columns,
            (Self::Measure, "name") => Self::MeasureName,
            (
                Self::Knowledge
                | Self::Table
                | Self::Columns
                | Self::Measures
                | Self::Measure
                | Self::MeasureName
                | Self::Elsewhere,
                _,
            ) => Self::Elsewhere,
        }
    }

    /// The place of the items of a list here.
    fn item(self) -> Self {
        if self == Self::Measures { Self::Measure } else { Self::Elsewhere }
    }

    /// What counts as the same name here.
    fn folded(self, name: &str) -> String {
        match self {
            Self::Tables | Self::Columns | Self::MeasureName => name.to_lowercase(),
            Self::Knowledge | Self::Table | Self::Measures | Self::Measure | Self::Elsewhere => {
                name.to_owned()
            }
        }
    }
}

/// Names that were met, by what counts as the same.
type Met = BTreeMap<String, String>;

/// Takes a name that must not have been met.
fn meet<E: de::Error>(met: &mut Met, place: Place, name: &str) -> Result<(), E> {
    match met.insert(place.folded(name), name.to_owned()) {
        None => Ok(()),
        Some(before) if before == name => {
            Err(E::custom(format!("`{name}` stands twice, and only one would count")))
        }
        Some(before) => Err(E::custom(format!(
            "`{before}` and `{name}` are one name: case makes no difference, and only one would count"
        ))),
    }
}

/// Any part of a file.
#[derive(Clone, Copy)]
struct Node<'a> {
    place: Place,
    measures: &'a RefCell<Met>,
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        if self.place == Place::MeasureName {
            reader.deserialize_str(self)
        } else {
            reader.deserialize_option(self)
        }
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value, a list or a map")
    }

    fn visit_none<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_i128<E>(self, _: i128) -> Result<(), E> {
        Ok(())
    }

    fn visit_u128<E>(self, _: u128) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        if self.place == Place::MeasureName {
            meet(&mut self.measures.borrow_mut(), self.place, text)?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let item = Self { place: self.place.item(), ..self };
        while list.next_element_seed(item)?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut met = Met::new();
        while let Some(key) = map.next_key_seed(Key { place: self.place, met: &mut met })? {
            map.next_value_seed(Self { place: self.place.under(&key), ..self })?;
        }
        Ok(())
    }
}

/// A key of a map.
struct Key<'a> {
    place: Place,
    met: &'a mut Met,
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<String, D::Error> {
        reader.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<String, E> {
        meet(self.met, self.place, name)?;
        Ok(name.to_owned())
    }
}
