//! Writes the first merges of `o200k_base` into the crate: `merges CRATE`.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use tiktoken_rs::o200k_base;

/// So many merges are looked at; those of ASCII text are kept.
const LOOKED_AT: u32 = 50_000;

const NOTICE: &str = "\
# What the first 50,000 merges of o200k_base make, those of ASCII text, in their order: a line each, a blank as Ġ, the end of a line as Ċ.
# Made by `cargo run -p querist-retrieval --example merges -- crates/retrieval` out of tiktoken's table.
#
# MIT License
#
# Copyright (c) 2022 OpenAI, Shantanu Jain
#
# Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the \"Software\"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:
#
# The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.
#
# THE SOFTWARE IS PROVIDED \"AS IS\", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
";

fn main() -> Result<()> {
    let home = std::env::args().nth(1).context("usage: merges CRATE")?;
    let table = o200k_base()?;
    let mut text = NOTICE.to_owned();
    for rank in 0..LOOKED_AT {
        let made = table.decode_bytes(&[rank])?;
        if made.iter().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
            let made = String::from_utf8(made)?;
            text.push_str(&made.replace(' ', "Ġ").replace('\n', "Ċ"));
            text.push('\n');
        }
    }
    Ok(fs::write(Path::new(&home).join("src/tokens/merges.txt"), text)?)
}
