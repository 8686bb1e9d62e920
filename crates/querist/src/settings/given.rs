//! One layer, as typed.

use std::{collections::BTreeMap, fmt};

use super::table::Setting;

/// What one layer says, as typed: nothing is read into it yet.
#[derive(Clone, Default)]
pub struct Given {
    values: BTreeMap<Setting, String>,
}

impl Given {
    /// A layer that names the database and nothing else.
    #[must_use]
    pub fn database(address: impl Into<String>) -> Self {
        Self::default().with(Setting::Database, Some(address))
    }

    /// This layer with one more setting, where there is a value.
    #[must_use]
    pub fn with(mut self, setting: Setting, value: Option<impl Into<String>>) -> Self {
        if let Some(value) = value {
            self.values.insert(setting, value.into());
        }
        self
    }

    /// What it says of a setting.
    pub(super) fn get(&self, setting: Setting) -> Option<&str> {
        self.values.get(&setting).map(String::as_str)
    }
}

/// Names alone: an address may hold a password.
impl fmt::Debug for Given {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.values.keys()).finish()
    }
}
