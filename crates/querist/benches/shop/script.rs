//! A shop of any number of tables.

/// Parts of the shop; the first has no name of its own.
const DEPARTMENTS: &[&str] = &[
    "",
    "retail",
    "wholesale",
    "online",
    "export",
    "service",
    "repair",
    "rental",
    "catering",
    "pharmacy",
    "garden",
    "travel",
    "fashion",
    "grocery",
    "office",
    "music",
    "sports",
    "toy",
    "book",
    "furniture",
    "hardware",
    "beauty",
    "pet",
    "jewel",
    "outlet",
];

/// What every part has.
const THINGS: &[&str] = &[
    "customer",
    "order",
    "product",
    "supplier",
    "invoice",
    "employee",
    "shipment",
    "payment",
    "warehouse",
    "campaign",
    "contract",
    "complaint",
    "discount",
    "delivery",
    "branch",
    "budget",
    "meeting",
    "project",
    "vehicle",
    "machine",
];

/// Each department has the same things; every thing belongs to a customer of its department.
pub(crate) fn script(tables: usize) -> String {
    let names = DEPARTMENTS
        .iter()
        .flat_map(|department| THINGS.iter().map(move |thing| (*department, *thing)));
    let named = |department: &str, thing: &str| match department {
        "" => format!("\"{thing}\""),
        _ => format!("\"{department}_{thing}\""),
    };
    let table = |(department, thing): (&str, &str)| {
        let (table, customer) = (named(department, thing), named(department, "customer"));
        format!(
            "create table {table} (id integer primary key, name text, city text, amount numeric, \
             created_on date, customer_id integer references {customer} (id));\n\
             insert into {table} select value, 'name ' || value, \
             iif(value % 3, 'Oslo', 'Rome'), value * 1.5, date('2024-01-01', value || ' days'), \
             1 + value % 50 from generate_series(1, 200);\n"
        )
    };
    names.take(tables).map(table).collect()
}
