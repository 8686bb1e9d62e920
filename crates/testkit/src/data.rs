//! Data that is not part of the repository: where it is, and who went without.

use std::{
    env,
    fs::OpenOptions,
    io::Write,
    path::{Path, PathBuf},
};

/// Names the file in which suites that went without their data are listed, a line each.
pub const REPORT_VARIABLE: &str = "QUERIST_TEST_NOT_RUN";

/// The folder of test data: `QUERIST_DATA`, else `../shared/data` beside the repository. Where there
/// is none the suite goes without: its name is noted for the closing line of `cargo xtask test`.
#[must_use]
pub fn data(suite: &str) -> Option<PathBuf> {
    let folder = env::var_os("QUERIST_DATA")
        .map_or_else(|| repository().join("../shared/data"), PathBuf::from);
    if folder.join("samples").is_dir() {
        return folder.canonicalize().ok();
    }
    note_not_run(suite);
    None
}

/// The root of the repository.
fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn note_not_run(suite: &str) {
    eprint_line(suite);
    let Some(report) = env::var_os(REPORT_VARIABLE) else { return };
    let file = OpenOptions::new().create(true).append(true).open(report);
    // One write a line, so that lines of several processes do not mix.
    if let Ok(mut file) = file {
        let _ = file.write_all(format!("{suite}\n").as_bytes());
    }
}

#[expect(clippy::print_stderr, reason = "the test harness shows it beside the test")]
fn eprint_line(suite: &str) {
    eprintln!("not run, no data: {suite}");
}
