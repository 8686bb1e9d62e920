//! What the account may do.
//!
//! SQLite has no accounts: whoever may write the file may change it. Querist opens it read-only
//! whatever the file's rights are, so this is no danger, only worth knowing.

use std::path::Path;

use querist_vocabulary::database::RightsFinding;

/// What a reader should not be able to do.
pub(super) fn findings(path: &Path) -> Vec<RightsFinding> {
    let writable = std::fs::metadata(path).is_ok_and(|found| !found.permissions().readonly());
    let finding = || RightsFinding {
        serious: false,
        message: "the file can be written by its owner; Querist opens it read-only all the same"
            .into(),
        hint: format!("to protect it from other programs too: `chmod a-w '{}'`", path.display()),
    };
    writable.then(finding).into_iter().collect()
}
