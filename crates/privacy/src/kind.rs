//! What sort of personal data there is.

use std::fmt;

/// A sort of personal data; its word is all that a mask tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// An email address.
    Email,
    /// A telephone or fax number.
    Phone,
    /// The number of a payment card, or its security code.
    Card,
    /// An international bank account number.
    Iban,
    /// A bank account in another form.
    BankAccount,
    /// A number that a state gives to a person: social security, tax, identity.
    NationalId,
    /// A passport's number.
    Passport,
    /// A driving licence's number.
    Licence,
    /// When a person was born.
    BirthDate,
    /// A person's name.
    Name,
    /// Where a person lives or gets post.
    Address,
    /// An internet address.
    IpAddress,
    /// A password, token or key.
    Secret,
    /// What the semantic file calls sensitive, of no sort that is known.
    Sensitive,
}

impl Kind {
    /// Its name in masks and messages.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Card => "card",
            Self::Iban => "iban",
            Self::BankAccount => "bank account",
            Self::NationalId => "national id",
            Self::Passport => "passport",
            Self::Licence => "licence",
            Self::BirthDate => "birth date",
            Self::Name => "name",
            Self::Address => "address",
            Self::IpAddress => "ip address",
            Self::Secret => "secret",
            Self::Sensitive => "sensitive",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
