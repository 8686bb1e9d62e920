//! What the program says of itself.

use insta::assert_snapshot;

use crate::world::World;

#[test]
fn short_help() {
    assert_snapshot!(World::new().run("-h"), @r#"
    exit 0
    --- stdout
    Ask a database in plain language, safely

    Usage: querist [OPTIONS] <COMMAND>

    Commands:
      ask          Ask one question
      chat         Ask one question after the other
      run          Run SQL that only reads
      schema       Show tables and columns
      demo         Look around with a database of its own
      doctor       Find what stands in the way of good and safe answers
      sessions     List, show and delete sessions
      audit        Show, verify and export the audit log
      ledger       Show what was sent to language models
      config       Show settings and where each came from
      teach        Teach a question with its SQL, or a rule
      lessons      List, show, confirm and forget what was taught
      feedback     Say whether the last answer of a session was right
      model        Write, check and show the semantic file
      eval         Measure how many questions are answered right
      completions  Print the completions of a shell

    Options:
          --color <WHEN>       When colour is used: `auto` (on a terminal), `always` or `never`
          --data-dir <FOLDER>  Where sessions, the audit log and the cache are kept
      -h, --help               Print help (see more with '--help')
      -V, --version            Print version

    Examples:
      querist demo                                         look around with a database of its own
      querist ask --db shop.db "top 5 products by revenue"
      querist chat --db postgresql://me@localhost/shop
      querist ask --db shop.db --out sales.xlsx "sales by month in 2025"

    `querist COMMAND --help` says more.
    "#);
}

#[test]
fn help_of_ask() {
    assert_snapshot!(World::new().run("ask -h"), @r"
    exit 0
    --- stdout
    Ask one question

    Usage: querist ask [OPTIONS] [QUESTION]...

    Arguments:
      [QUESTION]...  The question; without one it is read from standard input

    Options:
          --session <ID>       Ask it in this session, so that it may follow up on earlier ones; `last`
                               for the latest
          --out <FILE>         Write all rows to a file: .csv, .json, .xlsx or .md
          --explain            Show each phrase and the SQL it became, and the milliseconds of each
                               phase
          --chart              Draw a chart even where no person reads
          --no-chart           Draw no chart
          --format <FORMAT>    How answers are printed: `table`, `json`, `csv` or `markdown`
          --color <WHEN>       When colour is used: `auto` (on a terminal), `always` or `never`
          --data-dir <FOLDER>  Where sessions, the audit log and the cache are kept
      -h, --help               Print help (see more with '--help')

    Database options:
          --db <FILE|URL>             The database to ask: an SQLite file, or a URL
          --knowledge <FILE>          The semantic file: synonyms, measures, usual filters
          --timeout <SECONDS>         Seconds until a query is stopped on the server
          --export-timeout <SECONDS>  Seconds until an export to a file is stopped, on the server too
          --max-rows <ROWS>           The most rows of an answer; `all` for no limit
          --allow <PATTERN>           The only tables and columns that may be read, separated by commas
          --block <PATTERN>           Tables and columns that may not be read, separated by commas

    Model options:
          --policy <POLICY>          Which questions go to a language model: `offline-only`, `cheapest`,
                                     `model-first` or `most-careful`
          --model <ENDPOINT/MODEL>   The language model that is asked first, such as
                                     `openai/gpt-4.1-mini`
          --model-timeout <SECONDS>  Seconds that one question may wait for language models, with all
                                     calls and retries
    ");
}

#[test]
fn long_help_tells_exit_codes_and_settings() {
    let help = World::new().run("--help");
    for wanted in ["Exit codes:", "Settings:", "Databases:", "querist demo"] {
        assert!(help.contains(wanted), "{help}");
    }
}

#[test]
fn version() {
    assert_snapshot!(World::new().run("--version"), @r#"
    exit 0
    --- stdout
    querist 0.1.0
    "#);
}

#[test]
fn usage_errors_are_claps() {
    let world = World::new();
    assert_snapshot!(world.run("aks how many"), @r#"
    exit 2
    --- stderr
    error: unrecognized subcommand 'aks'

    Usage: querist [OPTIONS] <COMMAND>

    For more information, try '--help'.
    "#);
    assert_snapshot!(world.run("ask --format pdf x"), @r#"
    exit 2
    --- stderr
    error: invalid value 'pdf' for '--format <FORMAT>'
      [possible values: table, json, csv, markdown]

    For more information, try '--help'.
    "#);
    assert_snapshot!(world.run("ask --chart --no-chart x"), @r#"
    exit 2
    --- stderr
    error: the argument '--chart' cannot be used with '--no-chart'

    Usage: querist ask --chart <QUESTION>...

    For more information, try '--help'.
    "#);
}

#[test]
fn completions_of_every_shell() {
    let world = World::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = world.run(&format!("completions {shell}"));
        assert!(script.starts_with("exit 0\n") && script.contains("max-rows"), "{shell}");
    }
}
