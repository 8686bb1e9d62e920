//! Pages of the guide that come from code. `QUERIST_WRITE_PAGES=1` writes them.

use std::{fs, path::Path};

fn check(page: &str, written: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guide").join(page);
    if std::env::var_os("QUERIST_WRITE_PAGES").is_some() {
        fs::write(&file, written).unwrap();
    }
    let stands = fs::read_to_string(&file).unwrap_or_default();
    assert!(stands == written, "`{page}` is not fresh: run this test with QUERIST_WRITE_PAGES=1");
}

#[test]
fn the_settings_page_is_fresh() {
    check("settings.md", &querist::settings_page());
}
