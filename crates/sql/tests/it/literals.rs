//! The literals of a query, and others in their places.

use std::collections::HashMap;

use insta::assert_snapshot;
use querist_sql::{LiteralKind, Place, literals, with_literals};
use querist_vocabulary::statement::Dialect;

use super::fixture::{EVERY, checked};

fn check(dialect: Dialect, sql: &str) -> String {
    let query = checked(dialect, sql).expect(sql);
    let line = |literal: querist_sql::Literal| {
        let place = match literal.place {
            Place::Column(column) => column.to_string(),
            other @ (Place::Computed | Place::Limit | Place::Elsewhere) => format!("{other:?}"),
        };
        format!("{} {:?} {place}", literal.text, literal.kind)
    };
    literals(&query).unwrap().into_iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn each_literal_says_what_it_is_compared_with() {
    let sql = "select c.name, sum(o.total) * 1.5, 'all' from customers c join orders o on o.customer_id = c.id
        where c.city in ('Paris', 'Rome') and 100 < o.total and o.ordered_at between '2024-01-01' and date('2024-12-31')
          and strftime('%Y', c.born) = '1990' and c.name like 'A%' and not c.balance = -5
          and exists (select 1 from orders where status = 'open')
        group by c.name having count(*) > 3 order by 2 desc limit 5 offset 2";
    assert_snapshot!(check(Dialect::Sqlite, sql), @"
    1.5 Number Elsewhere
    all Text Elsewhere
    Paris Text customers.city
    Rome Text customers.city
    100 Number orders.total
    2024-01-01 Text orders.ordered_at
    2024-12-31 Text orders.ordered_at
    %Y Text Elsewhere
    1990 Text Computed
    A% Text Elsewhere
    5 Number Elsewhere
    1 Number Elsewhere
    open Text orders.status
    3 Number Computed
    2 Number Elsewhere
    5 Number Limit
    2 Number Elsewhere
    ");
}

#[test]
fn a_name_that_stands_for_two_tables_stands_for_none() {
    let sql = "select a.id from orders a where a.status = 'open' and a.id in (select a.id from products a where a.name = 'x')";
    assert_snapshot!(check(Dialect::Sqlite, sql), @"
    open Text Computed
    x Text Computed
    ");
}

#[test]
fn new_literals_take_the_places_of_the_old_ones() {
    for dialect in EVERY {
        let sql = "select name from customers where city = 'Paris' and balance > 100 limit 5";
        let query = checked(dialect, sql).unwrap();
        let all = literals(&query).unwrap();
        let place = |text: &str| all.iter().position(|literal| literal.text == text).unwrap();
        let new = HashMap::from([
            (place("Paris"), "L'Aquila'; drop table customers; --".to_owned()),
            (place("5"), "20".to_owned()),
        ]);
        let sql = with_literals(&query, &new).unwrap();
        assert_eq!(
            sql,
            "SELECT name FROM customers WHERE city = 'L''Aquila''; drop table customers; --' AND balance > 100 LIMIT 20"
        );
        let again = literals(&checked(dialect, &sql).unwrap()).unwrap();
        assert_eq!(again.iter().filter(|one| one.kind == LiteralKind::Text).count(), 1);
    }
}
