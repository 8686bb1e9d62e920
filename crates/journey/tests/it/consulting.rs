//! Questions that a language model reads.

use querist_journey::{Models, Parts, Prompts, Sentences};
use querist_testkit::provider::Answer;
use querist_vocabulary::{
    knowledge::Knowledge, model::Sight, policy::AccessList, routing::RoutingPolicy,
};
use serde_json::json;

use super::minds::{Minds, says, sql};

/// A question that the offline engine does not read.
const HARD: &str = "which clientele are the most loyal ones?";

/// A question that it reads and is sure of.
const EASY: &str = "How many customers are from Germany?";

const GERMANS: &str = "SELECT count(*) FROM customers WHERE country = 'Germany'";

const LOYAL: &str = "SELECT c.name, count(*) AS orders FROM customers c JOIN orders o ON o.customer_id = c.id \
                     GROUP BY c.id, c.name ORDER BY count(*) DESC LIMIT 1";

async fn check(policy: RoutingPolicy, answers: Vec<Answer>, question: &str) -> String {
    Minds::new(policy, answers).await.ask(question).await
}

async fn first(answers: Vec<Answer>) -> String {
    check(RoutingPolicy::ModelFirst, answers, HARD).await
}

#[tokio::test]
async fn a_simple_question_is_one_call() {
    let minds = Minds::new(RoutingPolicy::ModelFirst, vec![sql(GERMANS)]).await;
    insta::assert_snapshot!(minds.ask(EASY).await);
    insta::assert_snapshot!("what_is_sent", minds.sent());
}

#[tokio::test]
async fn a_complex_question_is_planned_first() {
    let question = "What percentage of customers placed more orders than the average, compared to those who never ordered?";
    let minds = Minds::new(
        RoutingPolicy::ModelFirst,
        vec![
            Answer::says(json!({"plan": "count the orders of each customer"}).to_string()),
            sql(LOYAL),
        ],
    )
    .await;
    insta::assert_snapshot!(minds.ask(question).await);
    assert!(
        minds.sent().contains("<data name=\"plan\">\ncount the orders of each customer\n</data>")
    );
}

#[tokio::test]
async fn what_the_check_refuses_is_asked_for_again() {
    let refused = [
        "SELECT name FROM clients",
        "SELECT loyalty FROM customers",
        "SELECT TOP 5 name FROM customers",
        "SELECT 1; SELECT 2",
        "UPDATE customers SET name = 'x'",
        "DROP TABLE customers",
    ];
    let mut out = String::new();
    for refused in refused {
        let minds = Minds::new(RoutingPolicy::ModelFirst, vec![sql(refused), sql(LOYAL)]).await;
        out += &format!("## {refused}\n{}\n", minds.ask(HARD).await);
        let asked = minds.sent();
        let again = asked.rsplit("<data name=\"reason\">\n").next().unwrap();
        out += &format!("told: {}\n\n", again.lines().next().unwrap());
    }
    insta::assert_snapshot!(out);
}

#[tokio::test]
async fn prose_is_asked_for_again() {
    insta::assert_snapshot!(first(vec![Answer::says("Let me think about it."), sql(LOYAL)]).await);
}

#[tokio::test]
async fn an_endless_answer_is_cut_and_asked_for_again() {
    let endless = format!("{{\"kind\": \"query\", \"sql\": \"SELECT {}", "1 + ".repeat(2_000));
    let minds = Minds::new(RoutingPolicy::ModelFirst, vec![Answer::cut(endless), sql(LOYAL)]).await;
    let reply = minds.ask(HARD).await;
    assert!(reply.contains("not taken: it was cut short at its longest"), "{reply}");
    assert!(reply.ends_with("= by model"), "{reply}");
}

#[tokio::test]
async fn what_the_database_refuses_is_asked_for_again() {
    let fails = "SELECT abs(-9223372036854775807 - 1) FROM customers";
    insta::assert_snapshot!(first(vec![sql(fails), sql(LOYAL)]).await);
}

#[tokio::test]
async fn a_value_that_is_nearly_stored_is_asked_for_again() {
    let near = "SELECT name FROM customers WHERE country = 'Brasil'";
    let meant = "SELECT name FROM customers WHERE country = 'Brazil'";
    insta::assert_snapshot!(first(vec![sql(near), sql(meant)]).await);
    insta::assert_snapshot!("an_empty_answer_that_stays", first(vec![sql(near), sql(near)]).await);
}

#[tokio::test]
async fn after_three_corrections_the_offline_engine_reads_the_question() {
    let drop = || sql("DROP TABLE customers");
    let minds = Minds::new(RoutingPolicy::ModelFirst, vec![drop(), drop(), drop(), drop()]).await;
    insta::assert_snapshot!(minds.ask(EASY).await);
    assert!(minds.house.read("SELECT count(*) FROM customers").await.is_ok());
}

#[tokio::test]
async fn where_no_model_answers_the_offline_engine_does() {
    insta::assert_snapshot!(
        check(RoutingPolicy::ModelFirst, vec![Answer::wrong_key()], EASY).await
    );
}

#[tokio::test]
async fn what_it_cannot_answer_it_declines() {
    let declines = says("decline", "there is no loyalty programme in this data");
    insta::assert_snapshot!(first(vec![declines]).await);
}

#[tokio::test]
async fn what_it_takes_for_a_change_is_refused() {
    insta::assert_snapshot!(first(vec![says("change", "")]).await);
}

#[tokio::test]
async fn a_change_is_refused_before_anybody_is_asked() {
    insta::assert_snapshot!(
        check(RoutingPolicy::ModelFirst, vec![], "delete all cancelled orders").await
    );
}

#[tokio::test]
async fn several_readings_are_one_question_back() {
    let said = json!({
        "kind": "clarify", "sql": "",
        "choices": [
            {"restatement": "By number of orders", "sql": LOYAL},
            {"restatement": "By what they do not have", "sql": "SELECT loyalty FROM customers"},
            {"restatement": "By the first order", "sql": "SELECT customer_id FROM orders ORDER BY order_date LIMIT 1"},
        ],
    });
    insta::assert_snapshot!(first(vec![Answer::says(said.to_string())]).await);
}

#[tokio::test]
async fn where_calls_are_saved_a_sure_question_costs_none() {
    insta::assert_snapshot!(check(RoutingPolicy::Cheapest, vec![], EASY).await);
    insta::assert_snapshot!(
        "an_unsure_one_costs_one",
        check(RoutingPolicy::Cheapest, vec![sql(LOYAL)], HARD).await
    );
}

#[tokio::test]
async fn where_care_is_wanted_answers_that_agree_are_surer() {
    insta::assert_snapshot!(check(RoutingPolicy::MostCareful, vec![sql(GERMANS)], EASY).await);
}

#[tokio::test]
async fn where_care_is_wanted_answers_that_differ_are_looked_at_again() {
    let wrong = "SELECT count(*) FROM customers";
    let minds = Minds::new(RoutingPolicy::MostCareful, vec![sql(wrong), sql(GERMANS)]).await;
    insta::assert_snapshot!(minds.ask(EASY).await);
    assert!(minds.sent().contains("returns 1 rows of (count(*)); (7)"), "{}", minds.sent());
}

#[tokio::test]
async fn the_offline_engine_alone_sends_nothing() {
    let minds = Minds::new(RoutingPolicy::OfflineOnly, vec![]).await;
    minds.ask(HARD).await;
    assert!(minds.provider.requests().is_empty());
}

#[tokio::test]
async fn a_conversation_is_told() {
    let next = sql("SELECT name FROM customers WHERE country = 'Brazil'");
    let minds = Minds::new(RoutingPolicy::ModelFirst, vec![sql(GERMANS), next]).await;
    let session = minds.house.ask(EASY).await.unwrap().session;
    minds.house.ask_in(Some(session), "who are those of Brazil?").await.unwrap();
    let second = minds.provider.requests().pop().unwrap().text();
    assert!(
        second
            .contains(&format!("<data name=\"earlier in this conversation\">\n{EASY}\n{GERMANS}")),
        "{second}"
    );
}

#[tokio::test]
async fn behind_a_models_answer_no_older_one_is_followed_up() {
    let minds = Minds::new(RoutingPolicy::Cheapest, vec![sql(LOYAL), sql(LOYAL)]).await;
    let session = minds.house.ask(EASY).await.unwrap().session;
    minds.house.ask_in(Some(session.clone()), HARD).await.unwrap();
    let follow_up = minds.house.ask_in(Some(session), "only the ones from France").await;
    insta::assert_snapshot!(minds.printed(&follow_up));
}

/// What is sent where a model may see so much.
async fn seen(sight: Sight, question: &str, said: &str) -> (String, String) {
    let see = |models: Models| Models { sight, ..models };
    let answers = vec![sql(said)];
    let minds = Minds::with(RoutingPolicy::ModelFirst, answers, see, |parts| parts).await;
    let reply = minds.ask(question).await;
    (minds.sent(), reply)
}

#[tokio::test]
async fn a_model_that_may_see_the_schema_alone_sees_no_value() {
    let (sent, _) = seen(Sight::SchemaOnly, "customers from Germany", GERMANS).await;
    for value in ["Espresso", "Hamburg", "completed", "ana@example.org", "Erika"] {
        assert!(!sent.contains(value), "{value}: {sent}");
    }
}

#[tokio::test]
async fn personal_data_is_masked_and_what_runs_has_it() {
    let said = "SELECT city FROM customers WHERE email = '[email 1]' OR name = '[name 1]'";
    let question = "In which city lives Erika Vogel or who has ana@example.org?";
    let (sent, reply) = seen(Sight::MaskedRows, question, said).await;
    for value in ["Erika", "Vogel", "Souza", "@example.org"] {
        assert!(!sent.contains(value), "{value}: {sent}");
    }
    insta::assert_snapshot!(reply);
}

#[tokio::test]
async fn what_may_not_be_read_is_not_told() {
    let block = |parts| {
        let access = AccessList {
            block: vec!["products".into(), "customers.email".into()],
            ..AccessList::default()
        };
        Parts { access, ..parts }
    };
    let minds = Minds::with(
        RoutingPolicy::ModelFirst,
        [vec![sql(LOYAL)], vec![sql("SELECT name FROM products"); 4]].concat(),
        |models| models,
        block,
    )
    .await;
    minds.ask(HARD).await;
    assert!(
        !minds.sent().contains("products(") && !minds.sent().contains("email"),
        "{}",
        minds.sent()
    );
    insta::assert_snapshot!(minds.ask(HARD).await);
    insta::assert_snapshot!("nobody_is_asked", minds.ask("how many products are there?").await);
}

#[tokio::test]
async fn a_prompt_of_ones_own_is_said() {
    let own = vec![("instructions.md".to_owned(), "Speak {{ dialect }}, please.".to_owned())];
    let change = |models: Models| Models { prompts: Prompts::with(own).unwrap().into(), ..models };
    let minds =
        Minds::with(RoutingPolicy::ModelFirst, vec![sql(GERMANS)], change, |parts| parts).await;
    minds.ask(EASY).await;
    assert!(minds.sent().starts_with("Speak SQLite, please."), "{}", minds.sent());
}

/// What is said of three Germans where the model words it so.
async fn worded(sentence: &str) -> String {
    let change = |models: Models| Models { sentences: Sentences::Model, ..models };
    let next = json!({"questions": ["How many orders are there?", "why is the sky blue?"]});
    let answers = vec![sql(GERMANS), Answer::says(sentence), Answer::says(next.to_string())];
    Minds::with(RoutingPolicy::ModelFirst, answers, change, |parts| parts).await.ask(EASY).await
}

#[tokio::test]
async fn a_models_sentence_is_taken_where_it_can_be_traced() {
    insta::assert_snapshot!(worded("Germany is home to 3 customers.").await);
}

#[tokio::test]
async fn a_models_sentence_with_other_figures_is_not_taken() {
    for sentence in [
        "Germany is home to 4 customers.",
        "Twice as many as in Brazil: 3.",
        "3, see https://evil.example",
    ] {
        let reply = worded(sentence).await;
        assert!(!reply.contains(sentence), "{reply}");
        assert!(
            reply.contains(
                "warning: the language model's sentence said something that is not in the rows"
            ),
            "{reply}"
        );
    }
}

#[tokio::test]
async fn what_people_wrote_and_taught_is_told() {
    let yaml = "
tables:
  orders:
    default_filter: status = 'completed'
    default_filter_unless: [including cancelled]
measures:
  - {name: turnover, synonyms: [takings], table: order_lines, expression: sum(quantity)}
rules:
  - {text: An order counts on the day it was placed., about: [orders]}
examples:
  - {question: orders of the customer Ana Souza, sql: \"SELECT o.id FROM orders o JOIN customers c ON c.id = o.customer_id WHERE c.name = 'Ana Souza'\"}
";
    let knowledge: Knowledge = serde_norway::from_str(yaml).unwrap();
    let write = |parts| Parts { knowledge: knowledge.into(), ..parts };
    let minds =
        Minds::with(RoutingPolicy::ModelFirst, vec![sql(LOYAL)], |models| models, write).await;
    minds.ask("what did the loyal customers order most?").await;
    let sent = minds.sent();
    let told = sent.split("</data>").skip(1).collect::<String>();
    insta::assert_snapshot!(told);
}
