//! The grammar of MySQL and MariaDB.

use std::any::TypeId;

use sqlparser::{
    ast::{DateTimeField, Expr, Interval},
    dialect::{Dialect, MySqlDialect, Precedence},
    keywords::Keyword,
    parser::{Parser, ParserError},
};

use super::{Parsed, ahead, word_operator};

const BASE: MySqlDialect = MySqlDialect {};

/// Units of two parts, such as `INTERVAL '1:30' MINUTE_SECOND`.
const DOUBLE_UNITS: &[&str] = &[
    "second_microsecond",
    "minute_microsecond",
    "minute_second",
    "hour_microsecond",
    "hour_second",
    "hour_minute",
    "day_microsecond",
    "day_second",
    "day_minute",
    "day_hour",
    "year_month",
];

/// The parser's MySQL, with MOD and SOUNDS LIKE between operands, `!`, and units of two parts.
#[derive(Debug)]
pub(super) struct Mysql;

impl Dialect for Mysql {
    fn dialect(&self) -> TypeId {
        TypeId::of::<MySqlDialect>()
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

    fn is_table_factor_alias(&self, explicit: bool, kw: &Keyword, parser: &mut Parser<'_>) -> bool {
        BASE.is_table_factor_alias(explicit, kw, parser)
    }

    answers_like! { BASE; ignores_wildcard_escapes require_interval_qualifier
    requires_single_line_comment_whitespace supports_binary_kw_as_cast
    supports_bitwise_shift_operators supports_comment_optimizer_hint
    supports_cross_join_constraint supports_data_type_signed_suffix
    supports_double_ampersand_operator supports_group_by_with_modifier
    supports_left_associative_joins_without_parens supports_limit_comma supports_match_against
    supports_multiline_comment_hints supports_numeric_prefix supports_select_modifiers
    supports_string_literal_backslash_escape supports_string_literal_concatenation
    supports_table_hints }

    fn allow_extract_custom(&self) -> bool {
        true
    }

    fn supports_bang_not_operator(&self) -> bool {
        true
    }

    fn get_next_precedence(&self, parser: &Parser<'_>) -> Parsed<u8> {
        let precedence = match () {
            () if ahead(parser, &["mod"]) => Precedence::MulDivModOp,
            () if ahead(parser, &["sounds", "like"]) => Precedence::Like,
            () => return None,
        };
        Some(Ok(self.prec_value(precedence)))
    }

    fn parse_prefix(&self, parser: &mut Parser<'_>) -> Parsed<Expr> {
        ahead(parser, &["interval"]).then(|| interval(parser))
    }

    fn parse_infix(&self, parser: &mut Parser<'_>, left: &Expr, precedence: u8) -> Parsed<Expr> {
        if ahead(parser, &["mod"]) {
            return Some(word_operator(parser, left, &["MOD"], precedence));
        }
        if ahead(parser, &["sounds", "like"]) {
            return Some(word_operator(parser, left, &["SOUNDS", "LIKE"], precedence));
        }
        BASE.parse_infix(parser, left, precedence)
    }
}

/// `INTERVAL expression unit`.
fn interval(parser: &mut Parser<'_>) -> Result<Expr, ParserError> {
    parser.advance_token();
    let value = parser.parse_expr()?;
    let double = DOUBLE_UNITS.iter().any(|unit| ahead(parser, &[unit]));
    let field = parser.parse_date_time_field()?;
    if matches!(field, DateTimeField::Custom(_)) && !double {
        return parser.expected_ref("a unit of time", parser.peek_token_ref());
    }
    Ok(Expr::Interval(Interval {
        value: Box::new(value),
        leading_field: Some(field),
        leading_precision: None,
        last_field: None,
        fractional_seconds_precision: None,
    }))
}
