//! How many rows a query is to bring, by itself.

use querist_sql::{Extent, Rules, check, extent};
use querist_vocabulary::policy::AccessList;

use crate::it::fixture::{EVERY, shop};

fn check_all(expected: Extent, statements: &[&str]) {
    for (sql, dialect) in statements.iter().flat_map(|sql| EVERY.map(|dialect| (sql, dialect))) {
        let (schema, access) = (shop(dialect), AccessList::default());
        let rules = Rules { schema: &schema, access: &access, row_limit: Some(10) };
        let query = check(sql, rules).unwrap();
        assert_eq!(extent(query.get(), &schema), expected, "{dialect}: {sql}");
    }
}

#[test]
fn figures_over_all_rows_are_one_row_however_they_are_written() {
    check_all(
        Extent::OneRow,
        &[
            "select count(*) from orders",
            "select round(sum(total), 2) from orders",
            "select coalesce(sum(total), 0) as t from orders",
            "select sum(total) / count(*) as mean from orders",
            "select case when max(total) > 10 then 'much' else 'little' end as size from orders",
            "select 1 as one from orders having count(*) > 3",
        ],
    );
}

#[test]
fn a_figure_of_each_row_or_of_another_query_is_no_figure_over_all() {
    check_all(
        Extent::Whole,
        &[
            "select status, round(sum(total), 2) as t from orders group by status",
            "select id, sum(total) over (order by id) as so_far from orders",
            "select id from orders where total > (select avg(total) from orders)",
            "select id, (select max(price) from products) as dearest from orders",
        ],
    );
    check_all(Extent::Limited, &["select id from orders order by id limit 3"]);
}
