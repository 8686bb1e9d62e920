//! Every form of a plan, written in every dialect and proven by the check.

/// The store that the plans ask about.
mod store;

use querist_sql::{Rules, check};
use querist_vocabulary::{policy::AccessList, statement::Dialect, value::Value};

use super::{BoundPlan, expand, join::Joins};
use crate::{
    index::{ColumnId, Index, TableId},
    plan::{
        Aggregate, Bucket, Condition, Direction, Filter, Formula, Operand, Operator, Piece,
        Quantity, SetOperation, Term,
    },
};

const DIALECTS: [Dialect; 5] =
    [Dialect::Sqlite, Dialect::Postgres, Dialect::Mysql, Dialect::SqlServer, Dialect::BigQuery];

type Made = Filter<ColumnId, TableId>;

/// Makes plans over the store of one dialect.
struct Maker<'i>(&'i Index);

impl Maker<'_> {
    fn id(&self, name: &str) -> ColumnId {
        let (table, column) = name.split_once('.').expect("table.column");
        let fits = |id: &ColumnId| {
            let known = self.0.column(*id);
            let owner = self.0.table(known.table).name.as_ref();
            known.name == column && owner.is_some_and(|name| name.name == table)
        };
        self.0.column_ids().find(fits).unwrap_or_else(|| panic!("no {name}"))
    }

    fn table(&self, name: &str) -> TableId {
        let fits = |id: &TableId| self.0.table(*id).name.as_ref().is_some_and(|n| n.name == name);
        self.0.table_ids().find(fits).unwrap_or_else(|| panic!("no {name}"))
    }

    fn of(&self, name: &str) -> Term<ColumnId> {
        Term::column(self.id(name))
    }

    fn figure(&self, aggregate: Aggregate, name: &str) -> Term<ColumnId> {
        Term { aggregate: Some(aggregate), ..self.of(name) }
    }

    fn by(&self, bucket: Bucket, name: &str) -> Term<ColumnId> {
        Term { of: Quantity::Bucket(self.id(name), bucket), ..self.of(name) }
    }

    fn is(&self, name: &str, operator: Operator, right: Operand<ColumnId, TableId>) -> Made {
        Filter::Is(Condition { left: self.of(name), operator, right })
    }

    fn value(&self, name: &str, operator: Operator, value: Value) -> Made {
        self.is(name, operator, Operand::Value(value))
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn day(day: &str) -> Value {
    Value::Date(day.parse().expect("a day"))
}

fn shown(select: Vec<Term<ColumnId>>) -> BoundPlan {
    BoundPlan { select, ..BoundPlan::default() }
}

fn among(select: Term<ColumnId>, filter: Made) -> BoundPlan {
    BoundPlan { filter, ..shown(vec![select]) }
}

/// A plan in every dialect; each statement passes the check of its dialect, with a limit and without.
fn written(plan: impl Fn(&Maker<'_>) -> BoundPlan) -> String {
    let in_dialect = |dialect: Dialect| {
        let schema = store::schema(dialect);
        let index = store::index(&schema);
        let sql = expand(&index, &Joins::new(&index), &plan(&Maker(&index)));
        let Some(sql) = sql else { return format!("{dialect}: none\n") };
        let access = AccessList::default();
        for row_limit in [None, Some(100)] {
            let rules = Rules { schema: &schema, access: &access, row_limit };
            let refused = check(&sql, rules).err();
            assert!(refused.is_none(), "{dialect}: {sql}\n{refused:?}");
        }
        format!("{dialect}: {sql}\n")
    };
    DIALECTS.into_iter().map(in_dialect).collect()
}

#[test]
fn rows_and_names() {
    let first = written(|make| BoundPlan {
        tables: vec![make.table("orders")],
        ..shown(vec![Term { aggregate: None, distinct: false, of: Quantity::Rows }])
    });
    let second = written(|make| BoundPlan {
        distinct: true,
        limit: Some(5),
        order: vec![(make.of("customers.Full Name"), Direction::Ascending)],
        ..shown(vec![make.of("customers.Full Name"), make.of("orders.order")])
    });
    let third = written(|make| BoundPlan {
        distinct: true,
        order: vec![(make.of("customers.joined"), Direction::Ascending)],
        ..shown(vec![make.of("customers.Full Name")])
    });
    insta::assert_snapshot!([first, second, third].join("\n"));
}

#[test]
fn orders_and_limits() {
    let first = written(|make| BoundPlan {
        order: vec![(make.of("products.price"), Direction::Descending)],
        limit: Some(1),
        ..shown(vec![make.of("products.name"), make.of("products.price")])
    });
    let second = written(|make| BoundPlan {
        order: vec![(make.of("products.weight"), Direction::Ascending)],
        ..shown(vec![make.of("products.name")])
    });
    insta::assert_snapshot!([first, second].join("\n"));
}

#[test]
fn figures() {
    let every = [
        Aggregate::Sum,
        Aggregate::Average,
        Aggregate::Minimum,
        Aggregate::Maximum,
        Aggregate::Count,
    ];
    let first = written(|make| {
        shown(every.map(|aggregate| make.figure(aggregate, "items.quantity")).to_vec())
    });
    let second = written(|make| {
        shown(vec![
            Term::count(),
            Term { distinct: true, ..make.figure(Aggregate::Count, "orders.status") },
            make.figure(Aggregate::Sum, "products.weight"),
        ])
    });
    insta::assert_snapshot!([first, second].join("\n"));
}

#[test]
fn groups_and_shares() {
    let first = written(|make| BoundPlan {
        order: vec![(Term::count(), Direction::Descending)],
        limit: Some(3),
        share: true,
        ..shown(vec![make.of("customers.country"), Term::count()])
    });
    let second = written(|make| BoundPlan {
        per: vec![make.of("customers.id")],
        filter: Filter::Is(Condition {
            left: Term::count(),
            operator: Operator::AtLeast,
            right: Operand::Value(Value::Integer(2)),
        }),
        tables: vec![make.table("orders")],
        ..shown(vec![make.of("customers.Full Name")])
    });
    let formula = |make: &Maker<'_>| Formula {
        name: "revenue".into(),
        pieces: vec![
            Piece::Column(make.id("items.quantity")),
            Piece::Sql(" * ".into()),
            Piece::Column(make.id("products.price")),
        ],
        aggregated: false,
    };
    let third = written(|make| {
        shown(vec![
            make.of("products.name"),
            Term {
                aggregate: Some(Aggregate::Sum),
                distinct: false,
                of: Quantity::Formula(formula(make)),
            },
        ])
    });
    insta::assert_snapshot!([first, second, third].join("\n"));
}

#[test]
fn pieces_of_time() {
    let every = [
        Bucket::Year,
        Bucket::Quarter,
        Bucket::Month,
        Bucket::Week,
        Bucket::Day,
        Bucket::Weekday,
        Bucket::Hour,
    ];
    let pieces = every.map(|bucket| {
        written(|make| BoundPlan {
            order: vec![(make.by(bucket, "orders.placed"), Direction::Ascending)],
            ..shown(vec![make.by(bucket, "orders.placed"), Term::count()])
        })
    });
    let kinds = ["orders.day", "orders.sent", "orders.noted"]
        .map(|column| written(|make| shown(vec![make.by(Bucket::Week, column), Term::count()])));
    insta::assert_snapshot!([pieces.as_slice(), kinds.as_slice()].concat().join("\n"));
}

#[test]
fn comparisons() {
    let each: [fn(&Maker<'_>) -> Made; 13] = [
        |make| make.value("orders.status", Operator::Equal, text("O'Neil \\ sent")),
        |make| make.value("customers.country", Operator::NotEqual, text("Österreich")),
        |make| make.value("products.weight", Operator::Greater, Value::Integer(3)),
        |make| make.value("products.price", Operator::AtMost, Value::Float(2.5)),
        |make| make.value("customers.active", Operator::Equal, Value::Boolean(true)),
        |make| make.value("products.name", Operator::Like, text("%50[% Off%")),
        |make| make.value("products.id", Operator::NotLike, text("%7%")),
        |make| make.is("customers.joined", Operator::Missing, Operand::Nothing),
        |make| make.is("customers.joined", Operator::Present, Operand::Nothing),
        |make| {
            let values = vec![text("paid"), text("sent")];
            make.is("orders.status", Operator::In, Operand::Values(values))
        },
        |make| {
            let range = Operand::Range(Value::Integer(1), Value::Integer(9));
            make.is("products.price", Operator::Between, range)
        },
        |make| {
            let other = Operand::Column(make.id("orders.sent"));
            make.is("orders.placed", Operator::Less, other)
        },
        |make| {
            Filter::All(vec![
                make.value("orders.status", Operator::Equal, text("paid")),
                Filter::Any(vec![
                    make.value("orders.id", Operator::Less, Value::Integer(9)),
                    make.value("orders.id", Operator::Greater, Value::Integer(99)),
                ]),
            ])
        },
    ];
    let all = each.map(|filter| written(|make| among(Term::count(), filter(make))));
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn days() {
    let all = ["orders.placed", "orders.day", "orders.sent", "orders.noted"].map(|column| {
        written(|make| {
            let range = Operand::Range(day("2024-01-01"), day("2025-01-01"));
            among(make.of("orders.id"), make.is(column, Operator::Within, range))
        })
    });
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn plans_within_plans() {
    let first = written(|make| {
        let average = shown(vec![make.figure(Aggregate::Average, "products.price")]);
        let inner = Operand::Plan(Box::new(average));
        among(make.of("products.name"), make.is("products.price", Operator::Greater, inner))
    });
    let second = written(|make| {
        let inner = BoundPlan {
            order: vec![(make.of("orders.placed"), Direction::Descending)],
            ..shown(vec![make.of("orders.customer")])
        };
        let inner = Operand::Plan(Box::new(inner));
        among(make.of("customers.Full Name"), make.is("customers.id", Operator::NotIn, inner))
    });
    let third = written(|make| {
        let inner = BoundPlan {
            order: vec![(make.of("products.price"), Direction::Descending)],
            limit: Some(1),
            ..shown(vec![make.of("products.id")])
        };
        let inner = Operand::Plan(Box::new(inner));
        among(Term::count(), make.is("items.product", Operator::Equal, inner))
    });
    insta::assert_snapshot!([first, second, third].join("\n"));
}

#[test]
fn plans_put_together() {
    let every = [SetOperation::Union, SetOperation::Intersect, SetOperation::Except];
    let all = every.map(|operation| {
        written(|make| {
            let from = |status: &str| {
                let paid = make.value("orders.status", Operator::Equal, text(status));
                among(make.of("orders.customer"), paid)
            };
            BoundPlan { set: Some((operation, Box::new(from("sent")))), ..from("paid") }
        })
    });
    insta::assert_snapshot!(all.join("\n"));
}
