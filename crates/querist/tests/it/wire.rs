//! Replies as JSON, every outcome.

use querist::wire;
use querist_vocabulary::{
    answer::{
        Answer, Chart, ChartKind, Choice, Clarification, Decline, Insight, Metadata, Outcome,
        Reply, ResultTable,
    },
    database::{Cut, DatabaseError, ResultColumn},
    question::QuestionId,
    reading::{Mapping, Reading, Translator},
    refusal::{Place, Refusal, Rule},
    session::SessionId,
    statement::{Dialect, Draft, Query, ReadOnly},
    value::{Value, ValueKind},
};
use serde_json::json;

/// What this outcome adds to the parts that every reply has.
fn check(outcome: Outcome) -> String {
    let mut object = wire::reply(&reply(outcome));
    let parts = object.as_object_mut().unwrap();
    for part in ["session", "question", "execution_time", "metadata"] {
        assert!(parts.shift_remove(part).is_some(), "{part}");
    }
    format!("{object:#}")
}

fn reply(outcome: Outcome) -> Reply {
    Reply {
        id: QuestionId("q1".into()),
        session: SessionId("5d2f0c9a71be".into()),
        question: "sales by city?".into(),
        outcome,
        metadata: Metadata {
            translator: Translator::Offline,
            calls: Vec::new(),
            database: "shop.db".into(),
            timings: vec![("understand", 0.123_456_7), ("run", 2.0)],
            warnings: vec!["the last month is not over".into()],
            seconds: 0.002_345_678_9,
        },
    }
}

fn checked(sql: &str) -> ReadOnly<Query> {
    let schema = querist_vocabulary::schema::Schema {
        dialect: Dialect::Sqlite,
        version: String::new(),
        default_namespace: None,
        tables: Vec::new(),
    };
    let access = querist_vocabulary::policy::AccessList::default();
    let rules = querist_sql::Rules { schema: &schema, access: &access, row_limit: None };
    querist_sql::check(sql, rules).unwrap()
}

fn answer() -> Answer {
    let column = |name: &str, kind| ResultColumn { name: name.into(), kind };
    Answer {
        reading: Some("Sum of sales by city".into()),
        explanation: vec![Mapping {
            phrase: "by city".into(),
            part: "group by".into(),
            sql: "city".into(),
        }],
        unexplained: vec!["pretty".into()],
        query: checked("SELECT 'Oslo' AS city, 30.5 AS sales"),
        result: ResultTable {
            columns: vec![column("city", ValueKind::Text), column("sales", ValueKind::Decimal)],
            rows: vec![
                vec![Value::Text("Oslo".into()), Value::Decimal("30.50".parse().unwrap())],
                vec![Value::Null, Value::Integer(7)],
            ],
            cut: Some(Cut::Rows),
        },
        sentence: "Oslo sold most, 30.5.".into(),
        chart: Some(Chart {
            kind: ChartKind::Bar,
            reason: "one category and one number".into(),
            x: 0,
            y: Some(1),
            series: None,
            vega_lite: json!({"mark": "bar"}),
        }),
        insights: vec![Insight { kind: "largest".into(), sentence: "Oslo is the largest.".into() }],
        follow_ups: vec!["sales by shop?".into()],
        confidence: Some(0.876_543_21),
        empty: None,
        plan: Some(json!({"from": "sales"})),
    }
}

#[test]
fn an_answer() {
    insta::assert_snapshot!(check(Outcome::Answer(Box::new(answer()))), @r#"
    {
      "outcome": "answer",
      "reading": "Sum of sales by city",
      "explanation": [
        {
          "phrase": "by city",
          "part": "group by",
          "sql": "city"
        }
      ],
      "sql_query": "SELECT 'Oslo' AS city, 30.5 AS sales",
      "columns": [
        {
          "name": "city",
          "type": "text"
        },
        {
          "name": "sales",
          "type": "decimal"
        }
      ],
      "rows": [
        [
          "Oslo",
          30.5
        ],
        [
          null,
          7
        ]
      ],
      "row_count": 2,
      "truncated": true,
      "response": "Oslo sold most, 30.5.",
      "visualization": {
        "mark": "bar"
      },
      "key_insights": [
        "Oslo is the largest."
      ],
      "follow_ups": [
        "sales by shop?"
      ],
      "confidence_score": 0.8765
    }
    "#);
}

#[test]
fn sql_typed_by_hand_has_no_reading_no_confidence_and_no_chart() {
    let typed = Answer {
        reading: None,
        explanation: Vec::new(),
        unexplained: Vec::new(),
        chart: None,
        insights: Vec::new(),
        follow_ups: Vec::new(),
        confidence: None,
        plan: None,
        result: ResultTable { rows: Vec::new(), cut: None, ..answer().result },
        ..answer()
    };
    insta::assert_snapshot!(check(Outcome::Answer(Box::new(typed))), @r#"
    {
      "outcome": "answer",
      "sql_query": "SELECT 'Oslo' AS city, 30.5 AS sales",
      "columns": [
        {
          "name": "city",
          "type": "text"
        },
        {
          "name": "sales",
          "type": "decimal"
        }
      ],
      "rows": [],
      "row_count": 0,
      "truncated": false,
      "response": "Oslo sold most, 30.5.",
      "key_insights": [],
      "follow_ups": []
    }
    "#);
}

#[test]
fn a_clarification() {
    let choice = |reading: &str, confidence| Choice {
        reading: Reading {
            restatement: reading.into(),
            draft: Draft("SELECT 1".into()),
            confidence,
            explanation: Vec::new(),
            unexplained: Vec::new(),
            notes: Vec::new(),
            plan: serde_json::Value::Null,
            translator: Translator::Offline,
        },
        sql: "SELECT 1".into(),
    };
    insta::assert_snapshot!(check(Outcome::Clarify(Clarification {
        question: "Which sales do you mean?".into(),
        choices: vec![choice("Sum of amounts", 0.5), choice("Number of sales", 0.25)],
    })), @r#"
    {
      "outcome": "clarify",
      "clarification": {
        "question": "Which sales do you mean?",
        "choices": [
          {
            "reading": "Sum of amounts",
            "sql": "SELECT 1",
            "confidence": 0.5
          },
          {
            "reading": "Number of sales",
            "sql": "SELECT 1",
            "confidence": 0.25
          }
        ]
      }
    }
    "#);
}

#[test]
fn a_decline() {
    insta::assert_snapshot!(check(Outcome::Decline(Decline {
        reason: "There is nothing about weather in this data.".into(),
        not_understood: vec!["weather".into()],
        suggestions: vec!["How many shops are there?".into()],
    })), @r#"
    {
      "outcome": "decline",
      "response": "There is nothing about weather in this data.",
      "follow_ups": [
        "How many shops are there?"
      ]
    }
    "#);
}

#[test]
fn a_refusal() {
    insta::assert_snapshot!(check(Outcome::Refuse(Refusal {
        rule: Rule::NotReadOnly,
        place: Some(Place { line: 1, column: 3, near: "DELETE".into() }),
        message: "`DELETE` changes data".into(),
        hint: "ask for rows instead".into(),
    })), @r#"
    {
      "outcome": "refuse",
      "response": "`DELETE` changes data",
      "refusal": {
        "rule": "not_read_only",
        "place": {
          "line": 1,
          "column": 3,
          "near": "DELETE"
        },
        "hint": "ask for rows instead"
      }
    }
    "#);
}

#[test]
fn a_refusal_without_a_place() {
    insta::assert_snapshot!(check(Outcome::Refuse(Refusal {
        rule: Rule::Empty,
        place: None,
        message: "there is no statement".into(),
        hint: "type one".into(),
    })), @r#"
    {
      "outcome": "refuse",
      "response": "there is no statement",
      "refusal": {
        "rule": "empty",
        "hint": "type one"
      }
    }
    "#);
}

#[test]
fn what_every_reply_has() {
    let decline = Decline { reason: String::new(), not_understood: vec![], suggestions: vec![] };
    let object = wire::reply(&reply(Outcome::Decline(decline)));
    insta::assert_snapshot!(format!("{object:#}"), @r#"
    {
      "outcome": "decline",
      "session": "5d2f0c9a71be",
      "question": "sales by city?",
      "response": "",
      "follow_ups": [],
      "execution_time": 0.002346,
      "metadata": {
        "translator": "offline",
        "timings": {
          "understand": 0.123,
          "run": 2.0
        },
        "database": "shop.db",
        "warnings": [
          "the last month is not over"
        ]
      }
    }
    "#);
}

#[test]
fn a_problem() {
    let error = DatabaseError::NoSuchFile { path: "shop.db".into() };
    insta::assert_snapshot!(format!("{:#}", wire::problem(&error)), @r#"
    {
      "code": "no_such_database",
      "message": "no such database file: `shop.db`",
      "hint": "check the path; `querist demo` makes a database to try"
    }
    "#);
}
