//! One layer, as typed.

use std::collections::BTreeMap;

use super::table::Setting;

/// What one layer says, as typed: nothing is read into it yet.
#[derive(Debug, Clone, Default)]
pub struct Given {
    values: BTreeMap<Setting, String>,
}

impl Given {
    /// This layer with one more setting, where there is a value.
    #[must_use]
    pub fn with(mut self, setting: Setting, value: Option<impl Into<String>>) -> Self {
        if let Some(value) = value {
            self.values.insert(setting, value.into());
        }
        self
    }
}
