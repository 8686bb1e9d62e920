//! How answers look.

use super::{Row, Setting};

pub(super) const ROWS: &[Row] = &[
    Row {
        setting: Setting::Format,
        name: "format",
        flag: "--format",
        variables: &["QUERIST_FORMAT"],
        takes: "FORMAT",
        default: "table",
        help: "How answers are printed: `table`, `json`, `csv` or `markdown`",
        more: "",
    },
    Row {
        setting: Setting::Colour,
        name: "color",
        flag: "--color",
        variables: &["QUERIST_COLOR", "NO_COLOR"],
        takes: "WHEN",
        default: "auto",
        help: "When colour is used: `auto` (on a terminal), `always` or `never`",
        more: "`NO_COLOR` with any value means `never`.",
    },
];
