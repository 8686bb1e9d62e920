//! The demo.

use crate::world::World;

#[test]
fn makes_its_database_answers_six_questions_and_ends() {
    let world = World::new();
    let told = world.run("demo --scale 0.01");
    assert!(told.starts_with("exit 0\n"), "{told}");
    assert_eq!(told.matches("\n❯ ").count(), 6, "{told}");
    assert!(told.contains('█'), "{told}");
    assert!(world.path("data/demo-0.01.db").exists());
    let again = world.run("demo --scale 0.01 --only-make");
    assert_eq!(again, "exit 0\n--- stderr\ndemo database: [FOLDER]/data/demo-0.01.db\n");
}

#[test]
fn every_one_of_its_questions_is_answered() {
    let world = World::new().with("QUERIST_FORMAT", "json");
    let told = world.run("demo --scale 0.01");
    let outcomes: Vec<&str> =
        told.lines().filter_map(|line| line.trim().strip_prefix("\"outcome\": ")).collect();
    assert_eq!(outcomes, ["\"answer\","; 6], "{told}");
}

#[test]
fn a_scale_out_of_range_is_an_error() {
    insta::assert_snapshot!(World::new().run("demo --scale 1000"), @r#"
    exit 2
    --- stderr
    making the demo database …
    error: a scale from 0.001 to 100 is needed, not `1000`
    hint: scale 1 has about 300,000 sales; 0.1 has a tenth of them
    "#);
}
