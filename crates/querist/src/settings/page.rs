//! The settings page of the guide.

use std::fmt::Write;

use super::{
    models::known::PROVIDERS,
    table::{self, Row},
};

const HEAD: &str = "# Settings

<!-- Written from the table of settings (`crates/querist/src/settings/table.rs`). Do not edit. -->

The first of these that says something counts:

1. a flag on the command line
2. a variable of the environment
3. a variable in the file `.env` of the current folder
4. `querist.toml` in the current folder
5. `querist.toml` in the configuration folder (`~/.config/querist/` on Linux)
6. the default

`querist config show` prints every setting with where it came from; passwords are masked.
An unknown name in `querist.toml` is an error. Paths in a `querist.toml` count from the file's own folder.
A variable that is set to nothing counts as not set.

```toml
# querist.toml
database = \"shop.db\"
timeout = 10
block = [\"employees.salary\", \"audit_*\"]
```

";

const ENDPOINTS: &str = "## `[[models.endpoints]]`

Endpoints of language models, in the order in which they are asked: those of the first `querist.toml` that
has any, then those whose key or base URL stands in a variable (of the environment, or of `.env`), in the order of this table.
Several keys are written with commas. [Language models](models.md) says more.

| endpoint | where | variables | for complex questions | for simple ones | for vectors |
|---|---|---|---|---|---|
";

/// `docs/guide/settings.md`, written from the table of settings.
#[must_use]
pub fn settings_page() -> String {
    let mut page = String::from(HEAD);
    for row in table::rows() {
        // Writing into a string cannot fail.
        let _ = section(&mut page, row);
    }
    // Nor can this.
    let _ = endpoints(&mut page);
    page.truncate(page.trim_end().len());
    page.push('\n');
    page
}

fn endpoints(page: &mut String) -> std::fmt::Result {
    page.push_str(ENDPOINTS);
    for provider in PROVIDERS {
        let variables: Vec<_> =
            provider.variables().iter().map(|name| format!("`{name}`")).collect();
        let models = [provider.large, provider.small, provider.embedding];
        let models: Vec<_> = models.iter().map(|model| code(model)).collect();
        let variables = variables.join(", ");
        let base = code(provider.base_url);
        writeln!(page, "| `{}` | {base} | {variables} | {} |", provider.name, models.join(" | "))?;
    }
    Ok(())
}

fn code(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("`{text}`") }
}

fn section(page: &mut String, row: &Row) -> std::fmt::Result {
    let variables: Vec<String> = row.variables.iter().map(|name| format!("`{name}`")).collect();
    writeln!(page, "## `{}`\n\n{}.", row.name, row.help)?;
    if !row.more.is_empty() {
        writeln!(page, "{}", row.more)?;
    }
    writeln!(page)?;
    if !row.flag.is_empty() {
        writeln!(page, "- flag: `{} {}`", row.flag, row.takes)?;
    }
    writeln!(page, "- environment: {}", variables.join(", "))?;
    match row.default {
        "" => writeln!(page),
        default => writeln!(page, "- default: `{default}`\n"),
    }
}
