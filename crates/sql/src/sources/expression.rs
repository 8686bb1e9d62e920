//! The columns in an expression.

use std::{collections::BTreeSet, ops::ControlFlow};

use querist_vocabulary::schema::ColumnName;
use sqlparser::ast::{
    BinaryOperator, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments, Ident, Query,
    Visit, Visitor,
};

use super::{Field, Level, Place, Source, Standing, walk::Walk};
use crate::{
    functions,
    names::{self, Key},
};
use querist_vocabulary::statement::Dialect;

/// Functions whose result says how many or at which place, and nothing of a value.
const COUNTING: &[&str] = &[
    "count",
    "row_number",
    "rank",
    "dense_rank",
    "ntile",
    "percent_rank",
    "cume_dist",
    "approx_count_distinct",
];

impl Walk<'_> {
    /// The stored columns that the values of an expression come from.
    pub(super) fn origin(&mut self, expression: &Expr) -> BTreeSet<ColumnName> {
        let mut parts = Parts::default();
        let _: ControlFlow<()> = expression.visit(&mut parts);
        let mut found = BTreeSet::new();
        for name in &parts.names {
            match self.resolved(name) {
                Some(columns) => found.extend(columns),
                None => self.found.unknown = true,
            }
        }
        for query in &parts.queries {
            let levels = self.found.levels.len();
            let returned = self.query(query, Standing::Nested);
            // The walk of nested queries has been there already.
            self.found.levels.truncate(levels);
            found.extend(returned.fields.into_iter().flat_map(|field| field.of));
        }
        found
    }

    /// The field that an expression names, where it is a name and nothing more.
    pub(super) fn plain(&self, expression: &Expr) -> Option<Field> {
        let name = name(expression)?;
        let sources = self.scopes.last()?;
        let Place { source, key } = place(sources, self.dialect, name)?;
        let source = sources.get(source)?;
        source.fields.iter().chain(&source.hidden).find(|field| field.key == key).cloned()
    }

    /// A name, looked for from the innermost level outwards.
    fn resolved(&self, name: &[Ident]) -> Option<BTreeSet<ColumnName>> {
        for sources in self.scopes.iter().rev() {
            if let Some(Place { source, key }) = place(sources, self.dialect, name) {
                let source = sources.get(source)?;
                let mut fields = source.fields.iter().chain(&source.hidden);
                return fields.find(|field| field.key == key).map(|field| field.of.clone());
            }
        }
        self.row(name)
    }

    /// A source's own name stands for a whole row.
    fn row(&self, name: &[Ident]) -> Option<BTreeSet<ColumnName>> {
        let [single] = name else { return None };
        let key = names::written(self.dialect, single);
        let mut sources = self.scopes.iter().rev().flatten();
        let source = sources.find(|source| source.alias.as_ref() == Some(&key))?;
        Some(source.fields.iter().flat_map(|field| field.of.clone()).collect())
    }
}

impl Level {
    /// The columns of this level in an expression, those of nested queries left out; none where a name is of another
    /// level.
    pub(crate) fn places(&self, dialect: Dialect, expression: &Expr) -> Option<Vec<Place>> {
        let mut parts = Parts { counted: true, ..Parts::default() };
        let _: ControlFlow<()> = expression.visit(&mut parts);
        parts.names.iter().map(|name| place(&self.sources, dialect, name)).collect()
    }

    /// The columns of this level that an expression names, whatever else it names.
    pub(crate) fn names(&self, dialect: Dialect, expression: &Expr) -> Vec<Place> {
        let mut parts = Parts { counted: true, ..Parts::default() };
        let _: ControlFlow<()> = expression.visit(&mut parts);
        parts.names.iter().filter_map(|name| place(&self.sources, dialect, name)).collect()
    }

    /// The last parts of the names in an expression that are of no source of this level, such as an outer query's.
    pub(crate) fn foreign(&self, dialect: Dialect, expression: &Expr) -> Vec<Key> {
        let mut parts = Parts { counted: true, ..Parts::default() };
        let _: ControlFlow<()> = expression.visit(&mut parts);
        let foreign = |name: &&Vec<Ident>| place(&self.sources, dialect, name).is_none();
        let last = |name: &Vec<Ident>| name.last().map(|last| names::written(dialect, last));
        parts.names.iter().filter(foreign).filter_map(last).collect()
    }

    /// The column of this level that an expression is.
    pub(crate) fn place(&self, dialect: Dialect, expression: &Expr) -> Option<Place> {
        place(&self.sources, dialect, name(expression)?)
    }

    /// What is known of a column of this level.
    pub(crate) fn field(&self, place: &Place) -> Option<&Field> {
        let source = self.sources.get(place.source)?;
        source.fields.iter().chain(&source.hidden).find(|field| field.key == place.key)
    }
}

/// Which source a name means.
fn place(sources: &[Source], dialect: Dialect, name: &[Ident]) -> Option<Place> {
    let (column, qualifier) = name.split_last()?;
    let key = names::written(dialect, column);
    let alias = qualifier.last().map(|alias| names::written(dialect, alias));
    let called = |source: &&(usize, &Source)| alias.is_none() || source.1.alias == alias;
    let named = |fields: &[Field]| fields.iter().any(|field| field.key == key);
    let sources: Vec<(usize, &Source)> = sources.iter().enumerate().collect();
    let mut fitting = sources.iter().filter(called);
    let found = fitting.clone().find(|(_, source)| named(&source.fields));
    let found = found.or_else(|| fitting.find(|(_, source)| named(&source.hidden)));
    found.map(|(source, _)| Place { source: *source, key })
}

/// The parts of a name.
pub(crate) fn name(expression: &Expr) -> Option<&[Ident]> {
    match expression {
        Expr::Identifier(name) => Some(std::slice::from_ref(name)),
        Expr::CompoundIdentifier(parts) => Some(parts),
        Expr::Nested(inner) => name(inner),
        _ => None,
    }
}

/// The aggregate that an expression is, with its name in lower case.
pub(crate) fn aggregate(expression: &Expr) -> Option<(String, &Function)> {
    match expression {
        Expr::Function(function) if function.over.is_none() => {
            let name = function.name.to_string().to_lowercase();
            // In SQLite the largest of several arguments is a figure of one row.
            let of_row = matches!(name.as_str(), "min" | "max") && arguments(function).len() > 1;
            (functions::is_aggregate(&name) && !of_row).then_some((name, function))
        }
        Expr::Nested(inner) => aggregate(inner),
        _ => None,
    }
}

/// Whether there is an aggregate anywhere in a part of a SELECT, nested queries aside.
pub(crate) fn aggregates(part: &impl Visit) -> bool {
    part.visit(&mut FindAggregate { within: 0 }).is_break()
}

/// Stops at the first aggregate.
struct FindAggregate {
    /// How deep within queries.
    within: usize,
}

impl Visitor for FindAggregate {
    type Break = ();

    fn pre_visit_expr(&mut self, expression: &Expr) -> ControlFlow<()> {
        match self.within == 0 && aggregate(expression).is_some() {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    }

    fn pre_visit_query(&mut self, _: &Query) -> ControlFlow<()> {
        self.within += 1;
        ControlFlow::Continue(())
    }

    fn post_visit_query(&mut self, _: &Query) -> ControlFlow<()> {
        self.within -= 1;
        ControlFlow::Continue(())
    }
}

/// The plain arguments of a function.
pub(crate) fn arguments(function: &Function) -> Vec<&Expr> {
    let FunctionArguments::List(list) = &function.args else { return Vec::new() };
    let argument = |argument: &'_ FunctionArg| match argument {
        FunctionArg::Unnamed(FunctionArgExpr::Expr(_)) => true,
        FunctionArg::Unnamed(_) | FunctionArg::Named { .. } | FunctionArg::ExprNamed { .. } => {
            false
        }
    };
    let expression = |argument| match argument {
        &FunctionArg::Unnamed(FunctionArgExpr::Expr(ref expression)) => Some(expression),
        _ => None,
    };
    list.args.iter().filter(|a| argument(a)).filter_map(expression).collect()
}

/// `a AND (b AND c)` is three conditions.
pub(crate) fn conjuncts(condition: &Expr, found: &mut Vec<Expr>) {
    match condition {
        Expr::BinaryOp { left, op: BinaryOperator::And, right } => {
            conjuncts(left, found);
            conjuncts(right, found);
        }
        Expr::Nested(inner) => conjuncts(inner, found),
        single => found.push(single.clone()),
    }
}

/// Collects the names in an expression, and the queries whose values it gives on.
#[derive(Default)]
struct Parts {
    names: Vec<Vec<Ident>>,
    queries: Vec<Query>,
    /// Whether what is counted counts too.
    counted: bool,
    /// How deep within what is only counted.
    counting: usize,
    /// How deep within queries.
    within: usize,
}

impl Parts {
    fn only_counts(&self, expression: &Expr) -> bool {
        match expression {
            Expr::Function(function) => {
                let name = function.name.to_string().to_lowercase();
                !self.counted && COUNTING.contains(&name.as_str())
            }
            Expr::IsNull(_) | Expr::IsNotNull(_) => !self.counted,
            _ => false,
        }
    }
}

impl Visitor for Parts {
    type Break = ();

    fn pre_visit_expr(&mut self, expression: &Expr) -> ControlFlow<()> {
        if self.within > 0 {
            return ControlFlow::Continue(());
        }
        if self.only_counts(expression) {
            self.counting += 1;
        }
        if self.counting > 0 {
            return ControlFlow::Continue(());
        }
        match expression {
            Expr::Identifier(name) => self.names.push(vec![name.clone()]),
            Expr::CompoundIdentifier(parts) => self.names.push(parts.clone()),
            Expr::Subquery(query) => self.queries.push((**query).clone()),
            // `ARRAY(SELECT …)` is read as a function.
            Expr::Function(Function { args: FunctionArguments::Subquery(query), .. }) => {
                self.queries.push((**query).clone());
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }

    fn post_visit_expr(&mut self, expression: &Expr) -> ControlFlow<()> {
        if self.within == 0 && self.only_counts(expression) {
            self.counting -= 1;
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_query(&mut self, _: &Query) -> ControlFlow<()> {
        self.within += 1;
        ControlFlow::Continue(())
    }

    fn post_visit_query(&mut self, _: &Query) -> ControlFlow<()> {
        self.within -= 1;
        ControlFlow::Continue(())
    }
}
