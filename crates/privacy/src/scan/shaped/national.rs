//! Numbers that states give to persons. Each rule names its source; where the form alone is shared with ids, amounts
//! or dates, the number counts only when a word announces it or a whole column is of it.

/// Which numbers of each state are ones.
mod valid;

use super::Rule;
use crate::Kind;

/// One rule a number, in no particular order.
pub(super) const RULES: &[Rule] = &[
    // United States, social security number: Social Security Administration, POMS RM 10201.035 (invalid numbers).
    Rule {
        sure: &["999-99-9999", "999 99 9999"],
        announced: &["999999999"],
        cues: &["ssn", "social security"],
        ..rule(valid::us_ssn)
    },
    // United Kingdom, national insurance number: HM Revenue & Customs, manual NIM39110.
    Rule {
        sure: &["AA999999A", "AA 99 99 99 A", "AA 999999 A", "AA999999 A"],
        ..rule(valid::uk_nino)
    },
    // Germany, tax identification number: § 139b AO; Bundeszentralamt für Steuern, "Aufbau der IdNr".
    Rule {
        announced: &["99999999999", "99 999 999 999"],
        cues: &[
            "steuer",
            "steuerid",
            "steuernummer",
            "idnr",
            "tax",
            "tin",
            "steuer identifikationsnummer",
        ],
        ..rule(valid::de_tax)
    },
    // France, numéro d'inscription au répertoire: INSEE, décret n° 82-103.
    Rule {
        sure: &[
            "999999999999999",
            "9 99 99 99 999 999 99",
            "99999 9A 999 999 99",
            "999999A99999999",
            "9 99 99 9A 999 999 99",
        ],
        ..rule(valid::fr_nir)
    },
    // Spain, DNI and NIE: Ministerio del Interior, Real Decreto 1553/2005 and Orden INT/2058/2008.
    Rule { sure: &["99999999A", "99999999-A", "A9999999A", "A-9999999-A"], ..rule(valid::es_dni) },
    // Italy, codice fiscale: Ministero delle Finanze, decreto 23 dicembre 1976.
    Rule { sure: &["AAAAAA99A99A999A", "AAA AAA 99A99 A999A"], ..rule(valid::it_fiscal) },
    // Netherlands, burgerservicenummer: Rijksdienst voor Identiteitsgegevens, Logisch Ontwerp BSN (11-proef).
    Rule {
        announced: &["999999999", "9999.99.999"],
        cues: &["bsn", "burgerservicenummer", "sofinummer"],
        ..rule(valid::nl_bsn)
    },
    // Brazil, CPF: Receita Federal, Instrução Normativa RFB 1548/2015.
    Rule {
        sure: &["999.999.999-99"],
        announced: &["99999999999"],
        cues: &["cpf"],
        ..rule(valid::br_cpf)
    },
    // India, Aadhaar: Unique Identification Authority of India, "A UID Numbering Scheme" (Verhoeff).
    Rule {
        sure: &["9999 9999 9999"],
        announced: &["999999999999", "9999-9999-9999"],
        cues: &["aadhaar", "aadhar", "uid", "uidai"],
        ..rule(valid::in_aadhaar)
    },
    // Poland, PESEL: ustawa o ewidencji ludności of 24 September 2010, art. 15.
    Rule { announced: &["99999999999"], cues: &["pesel"], ..rule(valid::pl_pesel) },
    // Sweden, personnummer: Skatteverket, SKV 704.
    Rule {
        announced: &["999999-9999", "99999999-9999", "9999999999", "999999999999"],
        cues: &["personnummer", "personal number", "personal identity"],
        ..rule(valid::se_person)
    },
    // Belgium, national register number: arrêté royal of 3 April 1984.
    Rule {
        sure: &["99.99.99-999.99"],
        announced: &["99999999999"],
        cues: &["rijksregisternummer", "national register", "niss", "nrn"],
        ..rule(valid::be_register)
    },
    // Switzerland, AHV number: Zentrale Ausgleichsstelle, AHVN13 (EAN-13).
    Rule {
        sure: &["756.9999.9999.99", "756 9999 9999 99"],
        announced: &["7569999999999"],
        cues: &["ahv", "avs"],
        ..rule(valid::ch_ahv)
    },
    // Canada, social insurance number: Employment and Social Development Canada, SIN Code of Practice (Luhn).
    Rule {
        announced: &["999-999-999", "999 999 999", "999999999"],
        cues: &["sin", "social insurance"],
        ..rule(valid::ca_sin)
    },
    // Finland, henkilötunnus: Digital and Population Data Services Agency, personal identity code.
    Rule {
        sure: &["999999-999A", "999999A999A"],
        announced: &["999999-9999", "999999A9999"],
        cues: &["henkilötunnus", "hetu"],
        ..rule(valid::fi_hetu)
    },
    // China, resident identity number: GB 11643-1999 (ISO 7064 MOD 11-2).
    Rule { sure: &["999999999999999999", "99999999999999999A"], ..rule(valid::cn_resident) },
];

/// A national number with that check.
const fn rule(is_valid: fn(&str) -> bool) -> Rule {
    Rule { kind: Kind::NationalId, sure: &[], announced: &[], cues: &[], is_valid }
}
