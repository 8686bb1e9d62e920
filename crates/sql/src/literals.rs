//! The literals of a query, what each is compared with, and the same query with others in their places.

use std::{collections::HashMap, ops::ControlFlow};

use querist_vocabulary::{
    refusal::Refusal,
    schema::{ColumnName, TableName},
    statement::{Dialect, Query},
};
use sqlparser::ast::{
    self, BinaryOperator, Expr, FunctionArg, FunctionArgExpr, FunctionArguments, Ident,
    LimitClause, Statement, TableFactor, Value, ValueWithSpan, Visit, VisitMut, Visitor,
    VisitorMut,
};

use crate::{names, parse, render, room};

/// A literal of a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Literal {
    /// Its text: digits as written, characters without their quotes.
    pub text: String,
    /// Whether it is a number or characters.
    pub kind: LiteralKind,
    /// Where it stands.
    pub place: Place,
}

/// What a literal is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LiteralKind {
    /// Digits.
    Number,
    /// Characters in quotes.
    Text,
    /// Anything else: true, NULL, bytes.
    Other,
}

/// Where a literal stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// It is compared with a stored column as it is.
    Column(ColumnName),
    /// It is compared with something that is computed, such as a count or the year of a date.
    Computed,
    /// It limits the rows.
    Limit,
    /// Anywhere else: in a pattern, a calculation, a list of what is shown.
    Elsewhere,
}

/// The literals of a checked query without its row limit, in the order in which they are read.
///
/// # Errors
/// When the query does not read back, which none that passed the check does.
pub fn literals(query: &Query) -> Result<Vec<Literal>, Refusal> {
    room::wide(|| {
        let statement = tree(query)?;
        let mut finder = Finder::new(query, &statement);
        let _: ControlFlow<()> = statement.visit(&mut finder);
        Ok(finder.found)
    })
}

/// The query with other literals, each of its old kind, by their positions in [`literals`]. It is a draft: nobody
/// has checked it.
///
/// # Errors
/// When the query does not read back, or a new literal cannot be written.
pub fn with_literals(query: &Query, new: &HashMap<usize, String>) -> Result<String, Refusal> {
    room::wide(|| {
        let mut statement = tree(query)?;
        let _: ControlFlow<()> = VisitMut::visit(&mut statement, &mut Replacer { new, at: 0 });
        render::faithful(query.dialect, &statement)
    })
}

/// A statement that nobody has checked, each of its texts written anew by `new`. A text stays a text, whatever is put
/// into it.
///
/// # Errors
/// When it does not read as one statement, or cannot be written.
pub fn with_texts(
    dialect: Dialect,
    sql: &str,
    new: impl Fn(&str) -> String + Send,
) -> Result<String, Refusal> {
    room::wide(|| {
        let mut statement = parse::one_statement(dialect, sql)?;
        let _: ControlFlow<()> = VisitMut::visit(&mut statement, &mut Texts { new });
        render::faithful(dialect, &statement)
    })
}

fn tree(query: &Query) -> Result<Statement, Refusal> {
    let mut statement = parse::one_statement(query.dialect, &query.unlimited)?;
    render::normalise(query.dialect, &mut statement);
    Ok(statement)
}

struct Replacer<'n> {
    new: &'n HashMap<usize, String>,
    at: usize,
}

impl VisitorMut for Replacer<'_> {
    type Break = ();

    fn pre_visit_value(&mut self, value: &mut ValueWithSpan) -> ControlFlow<()> {
        if let Some(new) = self.new.get(&self.at) {
            match &mut value.value {
                Value::Number(digits, _) => digits.clone_from(new),
                Value::SingleQuotedString(text) | Value::NationalStringLiteral(text) => {
                    text.clone_from(new);
                }
                _ => {}
            }
        }
        self.at += 1;
        ControlFlow::Continue(())
    }
}

struct Texts<F> {
    new: F,
}

impl<F: Fn(&str) -> String> VisitorMut for Texts<F> {
    type Break = ();

    fn pre_visit_value(&mut self, value: &mut ValueWithSpan) -> ControlFlow<()> {
        if let Value::SingleQuotedString(text)
        | Value::NationalStringLiteral(text)
        | Value::DoubleQuotedString(text)
        | Value::EscapedStringLiteral(text) = &mut value.value
        {
            *text = (self.new)(text);
        }
        ControlFlow::Continue(())
    }
}

struct Finder<'q> {
    query: &'q Query,
    tables: HashMap<names::Key, Option<TableName>>,
    /// Where a literal stands, by its address in the tree, which stays while the tree is read.
    places: HashMap<usize, Place>,
    found: Vec<Literal>,
}

impl<'q> Finder<'q> {
    fn new(query: &'q Query, statement: &Statement) -> Self {
        let mut called = Called { query, tables: HashMap::new() };
        let _: ControlFlow<()> = statement.visit(&mut called);
        Self { query, tables: called.tables, places: HashMap::new(), found: Vec::new() }
    }

    fn compare(&mut self, one: &Expr, other: &Expr) {
        for (side, against) in [(one, other), (other, one)] {
            if let Some(literal) = literal_of(side) {
                let place = self.place(against);
                self.places.insert(address(literal), place);
            }
        }
    }

    /// What a literal is compared with.
    fn place(&self, against: &Expr) -> Place {
        let parts = match against {
            Expr::Nested(inner) => return self.place(inner),
            Expr::Identifier(name) => std::slice::from_ref(name),
            Expr::CompoundIdentifier(parts) => parts.as_slice(),
            _ => return Place::Computed,
        };
        self.column(parts).map_or(Place::Computed, Place::Column)
    }

    /// The stored column of a name; none where it could be several.
    fn column(&self, parts: &[Ident]) -> Option<ColumnName> {
        let (column, qualifier) = parts.split_last()?;
        let key = names::written(self.query.dialect, column);
        let table = match qualifier.last() {
            Some(alias) => {
                let called = names::written(self.query.dialect, alias);
                Some(self.tables.get(&called)?.as_ref()?)
            }
            None => None,
        };
        let mut fitting = self.query.columns.iter().filter(|candidate| {
            names::stored(self.query.dialect, &candidate.column) == key
                && table.is_none_or(|table| candidate.table == *table)
        });
        match (fitting.next(), fitting.next()) {
            (Some(only), None) => Some(only.clone()),
            _ => None,
        }
    }
}

impl Visitor for Finder<'_> {
    type Break = ();

    fn pre_visit_query(&mut self, query: &ast::Query) -> ControlFlow<()> {
        let limit = match &query.limit_clause {
            Some(LimitClause::LimitOffset { limit, .. }) => limit.as_ref(),
            Some(LimitClause::OffsetCommaLimit { limit, .. }) => Some(limit),
            None => None,
        };
        let fetched = query.fetch.as_ref().and_then(|fetch| fetch.quantity.as_ref());
        for literal in limit.into_iter().chain(fetched).filter_map(literal_of) {
            self.places.insert(address(literal), Place::Limit);
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expression: &Expr) -> ControlFlow<()> {
        match expression {
            Expr::BinaryOp { left, op, right } if compares(op) => self.compare(left, right),
            Expr::InList { expr, list, .. } => list.iter().for_each(|one| self.compare(expr, one)),
            Expr::Between { expr, low, high, .. } => {
                self.compare(expr, low);
                self.compare(expr, high);
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_value(&mut self, value: &ValueWithSpan) -> ControlFlow<()> {
        let (text, kind) = match &value.value {
            Value::Number(digits, _) => (digits.clone(), LiteralKind::Number),
            Value::SingleQuotedString(text) | Value::NationalStringLiteral(text) => {
                (text.clone(), LiteralKind::Text)
            }
            other => (other.to_string(), LiteralKind::Other),
        };
        let place = self.places.remove(&address(value)).unwrap_or(Place::Elsewhere);
        self.found.push(Literal { text, kind, place });
        ControlFlow::Continue(())
    }
}

/// What each name before a dot stands for; none where it stands for several tables.
struct Called<'q> {
    query: &'q Query,
    tables: HashMap<names::Key, Option<TableName>>,
}

impl Visitor for Called<'_> {
    type Break = ();

    fn pre_visit_table_factor(&mut self, factor: &TableFactor) -> ControlFlow<()> {
        let TableFactor::Table { name, alias, .. } = factor else {
            return ControlFlow::Continue(());
        };
        let dialect = self.query.dialect;
        let Some(own) = names::parts(name).and_then(|parts| parts.last().copied().cloned()) else {
            return ControlFlow::Continue(());
        };
        let key = names::written(dialect, &own);
        let stored = |table: &&TableName| names::stored(dialect, &table.name) == key;
        let mut fitting = self.query.tables.iter().filter(stored);
        let table = match (fitting.next(), fitting.next()) {
            (Some(only), None) => Some(only.clone()),
            _ => None,
        };
        let called = names::written(dialect, alias.as_ref().map_or(&own, |alias| &alias.name));
        let known = self.tables.entry(called).or_insert_with(|| table.clone());
        if *known != table {
            *known = None;
        }
        ControlFlow::Continue(())
    }
}

fn compares(op: &BinaryOperator) -> bool {
    matches!(
        op,
        BinaryOperator::Eq
            | BinaryOperator::NotEq
            | BinaryOperator::Lt
            | BinaryOperator::LtEq
            | BinaryOperator::Gt
            | BinaryOperator::GtEq
    )
}

/// Functions that only read a text as a day or a moment.
const READ_AS_DAY: &[&str] = &["date", "datetime", "timestamp"];

/// The one literal of an expression that is nothing else.
fn literal_of(expression: &Expr) -> Option<&ValueWithSpan> {
    match expression {
        Expr::Value(value) => Some(value),
        Expr::TypedString(typed) => Some(&typed.value),
        Expr::Nested(inner) | Expr::Cast { expr: inner, .. } => literal_of(inner),
        Expr::Function(call) => {
            let reads =
                READ_AS_DAY.iter().any(|name| call.name.to_string().eq_ignore_ascii_case(name));
            let FunctionArguments::List(list) = &call.args else { return None };
            match list.args.as_slice() {
                [FunctionArg::Unnamed(FunctionArgExpr::Expr(only))] if reads => literal_of(only),
                _ => None,
            }
        }
        _ => None,
    }
}

fn address(value: &ValueWithSpan) -> usize {
    std::ptr::from_ref(value).addr()
}
