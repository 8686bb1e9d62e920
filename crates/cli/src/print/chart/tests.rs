//! Charts as they are shown, character for character.

use querist_vocabulary::{database::ResultColumn, value::ValueKind};

use super::*;
use crate::print::screen::{Glyphs, Paint, Reader};

fn screen(glyphs: Glyphs) -> Screen {
    Screen { width: Some(60), rows: None, paint: Paint::Plain, glyphs, reader: Reader::Person }
}
