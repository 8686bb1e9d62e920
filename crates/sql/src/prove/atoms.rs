//! Operators, types and literals.

use querist_vocabulary::{refusal::Place, statement::Dialect};
use sqlparser::ast::{
    ArrayElemTypeDef, BinaryOperator, CastKind, DataType, Expr, ObjectName, UnaryOperator, Value,
};

use super::{Step, Walk};
use crate::{names, refuse};

/// Signs of operators that PostgreSQL and its usual extensions define (full text, ranges, geometry,
/// network addresses, pg_trgm, hstore, intarray, ltree, pgvector, PostGIS).
const SIGNS: &[&str] = &[
    "!!", "#", "##", "#-", "#<", "#=", "%", "%%", "%>", "%>>", "&&", "&&&", "&<", "&<|", "&>",
    "&/&", "&&/", "*<", "*<=", "*<>", "*=", "*>", "*>=", "+", "-", "-|-", "/", "*", "<", "<#>",
    "<%", "<+>", "<->", "<<", "<<#>>", "<<%", "<<->>", "<<->", "<->>", "<->>>", "<<<->", "<<=",
    "<<|", "<=", "<=>", "<>", "<@", "<^", "<~>", "=", ">", ">=", ">>", ">>=", ">^", "?", "?#",
    "?&", "?-", "?-|", "?@>", "?<@", "?|", "?||", "?~", "@", "@>", "@>>", "@@", "@@@", "@?", "^",
    "^@", "^<@", "^@>", "^?", "^~", "|", "|&>", "|=|", "|>>", "||", "~", "~*", "~=", "~==", "~~",
    "~~*", "!~", "!~*", "!~~", "!~~*", "@<", "<<@", "->", "->>", "#>", "#>>", "<@>",
];

/// Operators that [`crate::grammar`] reads on its own.
const WORDS: &[&str] = &[
    "NOT GLOB",
    "NOT REGEXP",
    "NOT MATCH",
    "IS",
    "IS NOT",
    "BETWEEN SYMMETRIC",
    "NOT BETWEEN SYMMETRIC",
    "MOD",
    "SOUNDS LIKE",
];

impl Walk<'_> {
    /// An operator between two operands.
    pub(super) fn binary_operator(&self, operator: &BinaryOperator, whole: &Expr) -> Step {
        use BinaryOperator as Op;
        let known = match operator {
            Op::Plus | Op::Minus | Op::Multiply | Op::Divide | Op::Modulo | Op::StringConcat => {
                true
            }
            Op::Gt | Op::Lt | Op::GtEq | Op::LtEq | Op::Spaceship | Op::Eq | Op::NotEq => true,
            Op::And | Op::Or | Op::Xor => true,
            Op::BitwiseOr | Op::BitwiseAnd | Op::BitwiseXor | Op::MyIntegerDivide => true,
            Op::Match | Op::Regexp | Op::Glob | Op::Overlaps => true,
            Op::PGBitwiseXor | Op::PGBitwiseShiftLeft | Op::PGBitwiseShiftRight | Op::PGExp => true,
            Op::PGOverlap | Op::PGStartsWith => true,
            Op::PGRegexMatch | Op::PGRegexIMatch | Op::PGRegexNotMatch | Op::PGRegexNotIMatch => {
                true
            }
            Op::PGLikeMatch | Op::PGILikeMatch | Op::PGNotLikeMatch | Op::PGNotILikeMatch => true,
            Op::Arrow | Op::LongArrow | Op::HashArrow | Op::HashLongArrow | Op::HashMinus => true,
            Op::AtAt | Op::AtArrow | Op::ArrowAt | Op::AtQuestion | Op::At => true,
            Op::Question | Op::QuestionAnd | Op::QuestionPipe | Op::QuestionHash => true,
            Op::QuestionDash | Op::QuestionDashPipe | Op::QuestionDoublePipe => true,
            Op::DoubleHash | Op::LtDashGt | Op::AndLt | Op::AndGt | Op::LtLtPipe => true,
            Op::PipeGtGt | Op::AndLtPipe | Op::PipeAndGt | Op::LtCaret | Op::GtCaret => true,
            Op::TildeEq => true,
            Op::Custom(sign) => SIGNS.contains(&sign.as_str()) || WORDS.contains(&sign.as_str()),
            Op::PGCustomBinaryOperator(parts) => match parts.as_slice() {
                [sign] => SIGNS.contains(&sign.as_str()),
                [home, sign] => home == "pg_catalog" && SIGNS.contains(&sign.as_str()),
                _ => false,
            },
            Op::DuckIntegerDivide | Op::Assignment => false,
        };
        if known {
            return Ok(());
        }
        Err(refuse::unknown(&format!("the operator `{operator}`"), refuse::place(whole)))
    }

    /// An operator before or after its operand.
    pub(super) fn unary_operator(&self, operator: UnaryOperator, whole: &Expr) -> Step {
        use UnaryOperator as Op;
        match operator {
            Op::Plus | Op::Minus | Op::Not | Op::BitwiseNot | Op::BangNot => Ok(()),
            Op::AtDashAt | Op::DoubleAt | Op::Hash | Op::PGAbs | Op::PGCubeRoot => Ok(()),
            Op::PGPostfixFactorial | Op::PGPrefixFactorial | Op::PGSquareRoot => Ok(()),
            Op::QuestionDash | Op::QuestionPipe if self.dialect == Dialect::Postgres => Ok(()),
            Op::QuestionDash | Op::QuestionPipe => {
                Err(refuse::unknown(&format!("the operator `{operator}`"), refuse::place(whole)))
            }
        }
    }

    /// A kind of cast.
    pub(super) fn cast_kind(&self, kind: &CastKind, whole: &Expr) -> Step {
        match kind {
            CastKind::Cast | CastKind::DoubleColon => Ok(()),
            CastKind::TryCast if self.dialect == Dialect::SqlServer => Ok(()),
            CastKind::SafeCast if self.dialect == Dialect::BigQuery => Ok(()),
            CastKind::TryCast | CastKind::SafeCast => {
                Err(refuse::foreign("this cast", self.dialect, refuse::place(whole)))
            }
        }
    }

    /// A literal. Text and numbers are what they are; parameters have nobody to fill them.
    pub(super) fn value(&self, value: &Value, place: Option<Place>) -> Step {
        match value {
            Value::Number(..)
            | Value::SingleQuotedString(_)
            | Value::NationalStringLiteral(_)
            | Value::Boolean(_)
            | Value::Null => Ok(()),
            Value::HexStringLiteral(digits) | Value::SingleQuotedByteStringLiteral(digits)
                if digits.chars().all(|digit| digit.is_ascii_hexdigit()) =>
            {
                Ok(())
            }
            Value::Placeholder(name) => {
                let what = format!("the parameter `{name}`");
                Err(refuse::unknown(&what, place))
            }
            Value::HexStringLiteral(_)
            | Value::SingleQuotedByteStringLiteral(_)
            | Value::DollarQuotedString(_)
            | Value::EscapedStringLiteral(_)
            | Value::UnicodeStringLiteral(_)
            | Value::DoubleQuotedString(_)
            | Value::TripleSingleQuotedString(_)
            | Value::TripleDoubleQuotedString(_)
            | Value::DoubleQuotedByteStringLiteral(_)
            | Value::TripleSingleQuotedByteStringLiteral(_)
            | Value::TripleDoubleQuotedByteStringLiteral(_)
            | Value::SingleQuotedRawStringLiteral(_)
            | Value::DoubleQuotedRawStringLiteral(_)
            | Value::TripleSingleQuotedRawStringLiteral(_)
            | Value::TripleDoubleQuotedRawStringLiteral(_)
            | Value::QuoteDelimitedStringLiteral(_)
            | Value::NationalQuoteDelimitedStringLiteral(_) => {
                Err(refuse::foreign("this way to quote text", self.dialect, place))
            }
        }
    }

    /// A type that a value is cast to.
    pub(super) fn data_type(&self, data_type: &DataType) -> Step {
        let element = match data_type {
            DataType::Array(
                ArrayElemTypeDef::SquareBracket(element, _)
                | ArrayElemTypeDef::Qualified(element, _),
            ) => return self.data_type(element),
            DataType::Custom(name, modifiers) => self.modifiers_are_plain(name, modifiers),
            listed => is_plain_type(listed),
        };
        if element {
            return Ok(());
        }
        Err(refuse::unknown(&format!("the type `{data_type}`"), None))
    }

    /// Lengths only, but for the shapes of PostGIS: a type with a word in brackets reads like a call.
    fn modifiers_are_plain(&self, name: &ObjectName, modifiers: &[String]) -> bool {
        let shapes = ["geometry", "geography"].iter().any(|shape| {
            let last = names::parts(name).and_then(|parts| parts.last().copied());
            last.is_some_and(|last| last.value.eq_ignore_ascii_case(shape))
        });
        let words = shapes && self.dialect == Dialect::Postgres;
        let plain = |c: char| c.is_ascii_digit() || (words && c.is_ascii_alphanumeric());
        modifiers.iter().all(|modifier| modifier.chars().all(plain))
    }
}

/// Types that are only a name, and perhaps a length.
fn is_plain_type(data_type: &DataType) -> bool {
    use DataType as T;
    let text = data_type.to_string();
    let structured = matches!(
        data_type,
        T::Table(_)
            | T::NamedTable { .. }
            | T::Array(_)
            | T::Map(..)
            | T::Tuple(_)
            | T::Nested(_)
            | T::Enum(..)
            | T::Set(_)
            | T::Struct(..)
            | T::Union(_)
            | T::Nullable(_)
            | T::LowCardinality(_)
            | T::Unspecified
            | T::Trigger
            | T::AnyType
            | T::Datetime64(..)
    );
    !structured && text.chars().all(|c| c.is_ascii_alphanumeric() || " _(),".contains(c))
}
