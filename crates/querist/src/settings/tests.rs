//! The layers over each other, in surroundings made up for the test.

use std::{collections::BTreeMap, fs};

use querist_vocabulary::error::Coded;
use tempfile::TempDir;

use super::{surroundings::Surroundings, *};

/// A current folder, a configuration folder and an environment.
struct Place {
    folder: TempDir,
    environment: BTreeMap<String, String>,
}

impl Place {
    /// Files by their path, variables by `$NAME`.
    fn with(entries: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("configuration")).unwrap();
        let mut environment = BTreeMap::new();
        for (name, text) in entries {
            match name.strip_prefix('$') {
                Some(variable) => drop(environment.insert(variable.into(), (*text).into())),
                None => fs::write(folder.path().join(name), text).unwrap(),
            }
        }
        Self { folder, environment }
    }

    fn resolve(&self, given: &Given) -> Result<Settings, crate::QueristError> {
        let path = self.folder.path();
        Settings::resolve_in(
            given,
            &Surroundings {
                person: Some("ada".into()),
                environment: self.environment.clone(),
                folder: Some(path.into()),
                configuration: Some(path.join("configuration")),
                data: Some(path.join("data")),
            },
        )
    }

    fn shown(&self, text: &str) -> String {
        text.replace(&self.folder.path().display().to_string(), "FOLDER")
    }
}

/// The settings that somebody set, with where; or the error.
fn check(entries: &[(&str, &str)], given: &Given) -> String {
    let place = Place::with(entries);
    let told = match place.resolve(given) {
        Ok(settings) => {
            let set = settings.show().into_iter().filter(|shown| shown.origin != Origin::Default);
            set.map(|shown| {
                format!("{} = {} ({})", shown.setting.name(), shown.value, shown.origin)
            })
            .chain(settings.warnings)
            .collect::<Vec<_>>()
            .join("\n")
        }
        Err(error) => format!("{error}\nhint: {}", error.hint()),
    };
    place.shown(&told)
}

fn rows(text: &str) -> Given {
    Given::default().with(Setting::MaxRows, Some(text))
}

#[test]
fn the_strongest_layer_counts_for_each_setting() {
    let layers = [
        ("$MAX_RESULTS", "2"),
        ("$QUERIST_TIMEOUT", "2"),
        (".env", "QUERIST_MAX_ROWS=3\nQUERIST_TIMEOUT=3\nQUERIST_MAX_BYTES=3\nOTHER=1\n"),
        ("querist.toml", "max_rows = 4\ntimeout = 4\nmax_bytes = 4\nconnect_timeout = 4.5\n"),
        ("configuration/querist.toml", "connect_timeout = 5\nmax_connections = 5\n"),
    ];
    insta::assert_snapshot!(check(&layers, &rows("1")), @r"
    max_rows = 1 (`--max-rows`)
    max_bytes = 3 (`QUERIST_MAX_BYTES` in `.env`)
    timeout = 2 (environment `QUERIST_TIMEOUT`)
    max_connections = 5 (`FOLDER/configuration/querist.toml`)
    connect_timeout = 4.5 (`FOLDER/querist.toml`)
    ");
    insta::assert_snapshot!(check(&layers, &Given::default()), @r"
    max_rows = 2 (environment `MAX_RESULTS`)
    max_bytes = 3 (`QUERIST_MAX_BYTES` in `.env`)
    timeout = 2 (environment `QUERIST_TIMEOUT`)
    max_connections = 5 (`FOLDER/configuration/querist.toml`)
    connect_timeout = 4.5 (`FOLDER/querist.toml`)
    ");
}

#[test]
fn defaults_are_the_documented_ones() {
    let settings = Place::with(&[]).resolve(&Given::default()).unwrap();
    assert!(settings.database.is_none());
    let limits = settings.limits;
    assert_eq!((limits.rows, limits.timeout.as_secs()), (Some(1_000), 30));
    assert_eq!((settings.max_connections, settings.connect_timeout.as_secs()), (10, 10));
    assert_eq!((settings.format, settings.colour), (Format::Table, Colour::Auto));
    assert!(settings.data_folder.ends_with("data"));
    assert_eq!(settings.actor, "ada");
}

#[test]
fn the_variables_of_other_tools_name_the_database_too() {
    let both = [("$DATABASE_PATH", "path.db"), ("$DATABASE_URL", "url.db")];
    insta::assert_snapshot!(check(&both, &Given::default()), @"database = url.db (environment `DATABASE_URL`)");
}

#[test]
fn no_color_means_never() {
    insta::assert_snapshot!(check(&[("$NO_COLOR", "1")], &Given::default()), @"color = never (environment `NO_COLOR`)");
}

#[test]
fn lists_are_written_with_commas_or_as_lists() {
    let place = Place::with(&[
        ("querist.toml", "block = [\"staff.pay\", \"audit_*\"]"),
        ("$QUERIST_ALLOW", "shops, sales ,"),
    ]);
    let access = place.resolve(&Given::default()).unwrap().access;
    assert_eq!(access.block, ["staff.pay", "audit_*"]);
    assert_eq!(access.allow, ["shops", "sales"]);
}

#[test]
fn paths_in_a_file_count_from_its_folder() {
    let file = "database = \"shop.db\"\nknowledge = \"words.yaml\"\ndata_folder = \"/var/q\"\n";
    insta::assert_snapshot!(check(&[("configuration/querist.toml", file)], &Given::default()), @r"
    database = FOLDER/configuration/shop.db (`FOLDER/configuration/querist.toml`)
    knowledge = FOLDER/configuration/words.yaml (`FOLDER/configuration/querist.toml`)
    data_folder = /var/q (`FOLDER/configuration/querist.toml`)
    ");
    let url = [("querist.toml", "database = \"sqlite:shop.db\"")];
    insta::assert_snapshot!(check(&url, &Given::default()), @"database = sqlite:shop.db (`FOLDER/querist.toml`)");
}

#[test]
fn a_password_is_never_shown() {
    let address = "postgresql://ada:s3cret@host/shop?sslpassword=s3cret";
    let given = Given::database(address);
    let settings = Place::with(&[]).resolve(&given).unwrap();
    let everything = format!("{given:?} {settings:?} {:?}", settings.show());
    assert!(!everything.contains("s3cret"), "{everything}");
    assert!(everything.contains("ada:***@host"), "{everything}");
}

#[test]
fn limits_can_be_lifted_and_sizes_have_units() {
    let given = rows("all").with(Setting::MaxBytes, Some("2 MiB"));
    let limits = Place::with(&[]).resolve(&given).unwrap().limits;
    assert_eq!((limits.rows, limits.bytes), (None, Some(2 * 1024 * 1024)));
}

#[test]
fn a_value_that_is_not_understood_is_told_with_its_origin() {
    insta::assert_snapshot!(check(&[], &rows("many")), @r"
    cannot use `max_rows` from `--max-rows`: expected a whole number of rows, or `all`, found `many`
    hint: `--max-rows ROWS`: the most rows of an answer; `all` for no limit
    ");
    insta::assert_snapshot!(check(&[], &rows("0")), @r"
    cannot use `max_rows` from `--max-rows`: expected a whole number of rows, or `all`, found `0`
    hint: `--max-rows ROWS`: the most rows of an answer; `all` for no limit
    ");
    insta::assert_snapshot!(check(&[("$QUERIST_TIMEOUT", "-1")], &Given::default()), @r"
    cannot use `timeout` from environment `QUERIST_TIMEOUT`: expected more than 0 and at most 86400 seconds, found `-1`
    hint: `--timeout SECONDS`: seconds until a query is stopped on the server
    ");
    insta::assert_snapshot!(check(&[(".env", "QUERIST_FORMAT=pdf")], &Given::default()), @r"
    cannot use `format` from `QUERIST_FORMAT` in `.env`: expected `table`, `json`, `csv` or `markdown`, found `pdf`
    hint: `--format FORMAT`: how answers are printed: `table`, `json`, `csv` or `markdown`
    ");
}

#[test]
fn a_file_that_is_not_understood_is_told_with_its_line() {
    let file = |text| [("querist.toml", text)];
    insta::assert_snapshot!(check(&file("\ntimeuot = 3"), &Given::default()), @r"
    cannot use `timeuot` from `FOLDER/querist.toml`, line 2: there is no such setting
    hint: did you mean `timeout`?
    ");
    insta::assert_snapshot!(check(&file("[server]\nport = 1"), &Given::default()), @r"
    cannot use `server` from `FOLDER/querist.toml`, line 1: there is no such setting
    hint: `querist config show` lists all settings
    ");
    insta::assert_snapshot!(check(&file("timeout = true"), &Given::default()), @r"
    cannot use `timeout` from `FOLDER/querist.toml`, line 1: it must be a text, a number or a list of texts
    hint: `--timeout SECONDS`: seconds until a query is stopped on the server
    ");
    insta::assert_snapshot!(check(&file("timeout = "), &Given::default()), @r"
    cannot use the settings from `FOLDER/querist.toml`, line 1: string values must be quoted, expected literal string
    hint: `querist config show` lists all settings
    ");
}

#[test]
fn a_line_of_dotenv_that_is_not_understood_is_passed_over_aloud() {
    let file = [(".env", "QUERIST_TIMEOUT=5\nwhat is this s3cret\n")];
    insta::assert_snapshot!(check(&file, &Given::default()), @r"
    timeout = 5 (`QUERIST_TIMEOUT` in `.env`)
    a line of `.env` is not understood and was passed over
    ");
}
