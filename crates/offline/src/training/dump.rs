//! Lists as files, for trying models elsewhere.

use std::{fs, io::Write, path::Path};

use anyhow::Result;

use super::list::{List, Wording};
use crate::{
    Likeness,
    rank::{
        outline::{self, CLAUSES, Outline},
        sheet::Sheet,
    },
};

/// Writes `names.txt`, `rows.f32`, `heads.i32` (list, fold, wording, hardness, right, told, lasting) and `outlines.u64`
/// and `prints.u64` (what it returned) into a folder: a row a candidate. `notes.txt` has each list's question and its gold query.
///
/// # Errors
/// When the folder cannot be written.
pub(crate) fn write(folder: &Path, lists: &[List]) -> Result<()> {
    fs::create_dir_all(folder)?;
    let open = |name: &str| -> Result<_> {
        Ok(std::io::BufWriter::new(fs::File::create(folder.join(name))?))
    };
    let names =
        lists.iter().map(|l| l.sheet.names.as_slice()).find(|n| !n.is_empty()).unwrap_or(&[]);
    fs::write(folder.join("names.txt"), names.join("\n"))?;
    fs::write(folder.join("clauses.txt"), outline::NAMES.join("\n"))?;
    let (mut rows, mut heads) = (open("rows.f32")?, open("heads.i32")?);
    let mut shown = open("prints.u64")?;
    let (mut outlines, mut notes) = (open("outlines.u64")?, open("notes.txt")?);
    for (at, list) in lists.iter().enumerate() {
        let gap = list.gap.as_ref().map(|gap| format!(" ~ {gap}")).unwrap_or_default();
        writeln!(notes, "{}{gap}", list.note.replace('\n', " ~ "))?;
        let told = list.rows.iter().map(|rows| rows.is_none_or(|rows| !rows.is_empty()));
        let prints = list.rows.iter().map(|rows| rows.map_or(0, Likeness::print));
        prints.clone().try_for_each(|print| shown.write_all(&print.to_le_bytes()))?;
        let seen = list.right.iter().zip(told).zip(&list.lasting);
        let seen = seen.zip(&list.sheet.outlines);
        for (row, (((right, told), lasting), outline)) in list.sheet.rows.iter().zip(seen) {
            let head = [
                i32::try_from(at)?,
                i32::try_from(list.fold)?,
                list.wording as i32,
                i32::try_from(list.hardness)?,
                i32::from(*right),
                i32::from(told),
                i32::from(*lasting),
            ];
            head.iter().try_for_each(|n| heads.write_all(&n.to_le_bytes()))?;
            row.iter().try_for_each(|v| rows.write_all(&v.to_le_bytes()))?;
            outline.clauses().iter().try_for_each(|n| outlines.write_all(&n.to_le_bytes()))?;
        }
        for text in &list.texts {
            writeln!(notes, "\t{}", text.replace('\n', " "))?;
        }
    }
    Ok(())
}

/// Reads what was written; questions and queries stay behind.
///
/// # Errors
/// When a file cannot be read.
pub(crate) fn read(folder: &Path) -> Result<Vec<List>> {
    let text = fs::read_to_string(folder.join("names.txt"))?;
    // A handful of names, wanted until the program ends.
    let names: Vec<&'static str> = text.lines().map(|name| &*name.to_owned().leak()).collect();
    let rows = numbers(&folder.join("rows.f32"), f32::from_le_bytes)?;
    let heads = numbers(&folder.join("heads.i32"), i32::from_le_bytes)?;
    let clauses = numbers(&folder.join("outlines.u64"), u64::from_le_bytes)?;
    let prints = numbers(&folder.join("prints.u64"), u64::from_le_bytes)?;
    let mut lists: Vec<(i32, List)> = Vec::new();
    let parts = rows.chunks(names.len()).zip(clauses.chunks(CLAUSES)).zip(prints);
    for (head, ((row, clauses), print)) in heads.chunks(7).zip(parts) {
        let &[at, fold, wording, hardness, right, told, lasting] = head else { continue };
        if lists.last().is_none_or(|(known, _)| *known != at) {
            lists.push((at, empty(&names, fold, wording, hardness)));
        }
        let Some((_, list)) = lists.last_mut() else { continue };
        list.sheet.rows.push(row.to_vec());
        list.sheet.outlines.push(Outline::from_clauses(clauses));
        list.right.push(right != 0);
        list.rows.push((print != 0).then(|| Likeness::known(print, told == 0)));
        list.lasting.push(lasting != 0);
    }
    Ok(lists.into_iter().map(|(_, list)| list).collect())
}

fn empty(names: &[&'static str], fold: i32, wording: i32, hardness: i32) -> List {
    let wordings = [Wording::Asked, Wording::Other, Wording::Both];
    List {
        fold: fold.unsigned_abs(),
        wording: wordings.into_iter().find(|w| *w as i32 == wording).unwrap_or(Wording::Both),
        hardness: usize::try_from(hardness).unwrap_or(0),
        sheet: Sheet { names: names.to_vec(), ..Sheet::default() },
        right: Vec::new(),
        rows: Vec::new(),
        lasting: Vec::new(),
        gap: None,
        note: String::new(),
        texts: Vec::new(),
    }
}

fn numbers<T, const N: usize>(file: &Path, number: impl Fn([u8; N]) -> T) -> Result<Vec<T>> {
    let bytes = fs::read(file)?;
    Ok(bytes.as_chunks::<N>().0.iter().map(|bytes| number(*bytes)).collect())
}
