//! PostgreSQL's grammar.

use std::any::TypeId;

use sqlparser::{
    ast::{BinaryOperator, Expr},
    dialect::{Dialect, PostgreSqlDialect, Precedence},
    keywords::Keyword,
    parser::{Parser, ParserError},
};

use super::{Parsed, ahead};

const BASE: PostgreSqlDialect = PostgreSqlDialect {};

/// The parser's PostgreSQL, with BETWEEN SYMMETRIC, ISNULL and the columns of a composite value.
#[derive(Debug)]
pub(super) struct Postgres;

impl Dialect for Postgres {
    fn dialect(&self) -> TypeId {
        TypeId::of::<PostgreSqlDialect>()
    }

    fn is_delimited_identifier_start(&self, ch: char) -> bool {
        BASE.is_delimited_identifier_start(ch)
    }

    fn is_identifier_start(&self, ch: char) -> bool {
        BASE.is_identifier_start(ch)
    }

    fn is_identifier_part(&self, ch: char) -> bool {
        BASE.is_identifier_part(ch)
    }

    fn is_reserved_for_identifier(&self, kw: Keyword) -> bool {
        BASE.is_reserved_for_identifier(kw)
    }

    fn is_table_alias(&self, kw: &Keyword, parser: &mut Parser<'_>) -> bool {
        BASE.is_table_alias(kw, parser)
    }

    fn is_custom_operator_part(&self, ch: char) -> bool {
        BASE.is_custom_operator_part(ch)
    }

    fn prec_value(&self, prec: Precedence) -> u8 {
        BASE.prec_value(prec)
    }

    answers_like! { BASE; allow_extract_custom allow_extract_single_quotes
    supports_aliased_function_args supports_array_typedef_with_brackets
    supports_bitwise_shift_operators supports_comma_separated_trim supports_empty_projections
    supports_explain_with_utility_options supports_factorial_operator
    supports_filter_during_aggregation supports_geometric_types supports_group_by_expr
    supports_interval_options supports_left_associative_joins_without_parens
    supports_named_fn_args_with_colon_operator supports_named_fn_args_with_expr_name
    supports_nested_comments supports_notnull_operator supports_numeric_literal_underscores
    supports_order_by_using_operator supports_string_escape_constant
    supports_unicode_string_literal supports_xml_expressions }

    fn supports_select_expr_star(&self) -> bool {
        true
    }

    fn get_next_precedence(&self, parser: &Parser<'_>) -> Parsed<u8> {
        if ahead(parser, &["isnull"]) {
            return Some(Ok(self.prec_value(Precedence::Is)));
        }
        BASE.get_next_precedence(parser)
    }

    fn parse_infix(&self, parser: &mut Parser<'_>, left: &Expr, _: u8) -> Parsed<Expr> {
        if ahead(parser, &["isnull"]) {
            parser.advance_token();
            return Some(Ok(Expr::IsNull(Box::new(left.clone()))));
        }
        if ahead(parser, &["between", "symmetric"]) {
            return Some(self.between(parser, left, "BETWEEN SYMMETRIC"));
        }
        ahead(parser, &["not", "between", "symmetric"])
            .then(|| self.between(parser, left, "NOT BETWEEN SYMMETRIC"))
    }
}

impl Postgres {
    fn between(
        &self,
        parser: &mut Parser<'_>,
        left: &Expr,
        words: &str,
    ) -> Result<Expr, ParserError> {
        words.split(' ').for_each(|_| parser.advance_token());
        let low = parser.parse_subexpr(self.prec_value(Precedence::Between))?;
        parser.expect_keyword_is(Keyword::AND)?;
        let high = parser.parse_subexpr(self.prec_value(Precedence::Between))?;
        let operation = |left: Expr, op, right: Expr| Expr::BinaryOp {
            left: Box::new(left),
            op,
            right: Box::new(right),
        };
        let bounds = operation(low, BinaryOperator::And, high);
        Ok(operation(left.clone(), BinaryOperator::Custom(words.into()), bounds))
    }
}
