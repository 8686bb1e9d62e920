//! What a terminal is never sent.

use crate::world::World;

/// A database in which everything tries to move the cursor, forge an error or recolour the screen.
const HOSTILE: &str = "
    create table t (id integer primary key, \"na\u{1b}[31mme\" text);
    insert into t values (1, 'a' || char(27) || '[2J' || char(7) || 'error: hacked'),
      (2, 'line' || char(10) || 'exit 0' || char(13) || char(155) || '1m'), (3, char(8238) || 'txt.exe');";

#[test]
fn no_control_character_of_the_data_comes_through() {
    let world = World::new();
    world.database("hostile.db", HOSTILE);
    for line in [
        "run --db hostile.db --color always --chart \"select * from t\"",
        "schema --db hostile.db t",
        "schema --db hostile.db --search na",
    ] {
        let output = world.start(
            &line.split_once('"').map_or_else(
                || line.split(' ').map(str::to_owned).collect(),
                |(flags, sql)| {
                    let mut words: Vec<String> =
                        flags.split_whitespace().map(str::to_owned).collect();
                    words.push(sql.trim_end_matches('"').to_owned());
                    words
                },
            ),
            b"",
        );
        let text =
            String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        assert!(!text.is_empty());
        let unpainted =
            PAINT.iter().fold(text, |text, code| text.replace(&format!("\u{1b}[{code}m"), ""));
        let odd: Vec<char> = unpainted
            .chars()
            .filter(|c| (c.is_control() && *c != '\n') || *c == '\u{202e}')
            .collect();
        assert_eq!(odd, [], "{line}: {unpainted}");
    }
}

/// The codes that the program itself writes.
const PAINT: [&str; 7] = ["0", "1", "2", "36", "32", "33", "1;31"];

#[test]
fn colour_only_where_it_is_wanted() {
    let line = "ask --db shop.db how many customers are there";
    let has_colour = |world: World, line: &str| world.run(line).contains('\u{1b}');
    assert!(!has_colour(World::new(), line));
    assert!(has_colour(World::new(), &format!("{line} --color always")));
    assert!(has_colour(World::new(), "ask --color always x"));
    assert!(!has_colour(World::new().with("NO_COLOR", "1"), line));
}

#[test]
fn ascii_where_the_locale_says_so() {
    let world = World::new().with("LANG", "C");
    let told = world.run("ask --db shop.db --chart how many customers per city");
    assert!(told.is_ascii() && told.contains('#'), "{told}");
}
