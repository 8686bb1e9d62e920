//! What people see: pages of lines, and what they are made of.
//!
//! Everything is put together as [`page::Page`]s of plain text first. Only [`screen::Screen::show`] adds
//! colour, and it makes control characters visible, so that no text out of a database reaches the
//! terminal raw.

/// Lines of styled text.
pub(crate) mod page;

/// Where pages are shown: its width, its colours, its characters.
pub(crate) mod screen;

/// Control characters made visible, widths measured, lines broken.
pub(crate) mod text;

/// Numbers and other values as people write them.
pub(crate) mod figure;

/// Rows and columns.
pub(crate) mod table;

/// Charts out of characters.
pub(crate) mod chart;

/// What became of a question.
pub(crate) mod reply;

/// Tables of a database and their columns.
pub(crate) mod schema;

/// What went wrong, and what to do.
pub(crate) mod problem;
