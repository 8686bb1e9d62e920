//! An address whose password nobody can read.

/// Stands for what is not shown.
const MASK: &str = "***";

/// Parts of the names of parameters whose value is not shown.
const SECRET: &[&str] = &["pass", "pwd", "secret", "token", "key"];

/// The address with its password, and any parameter that looks like one, masked. Works on what is
/// no right URL too, and then masks rather too much.
pub(crate) fn mask(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    // A password may hold any character, `@` and `/` too: the last `@` ends it.
    let rest = match rest.rsplit_once('@') {
        Some((account, place)) => match account.split_once(':') {
            Some((user, _)) => format!("{user}:{MASK}@{}", parameters(place)),
            None => format!("{account}@{}", parameters(place)),
        },
        None => parameters(rest),
    };
    format!("{scheme}://{rest}")
}

fn parameters(place: &str) -> String {
    let Some((path, query)) = place.split_once('?') else { return place.to_owned() };
    let shown: Vec<String> = query.split('&').map(parameter).collect();
    format!("{path}?{}", shown.join("&"))
}

fn parameter(pair: &str) -> String {
    let Some((name, _)) = pair.split_once('=') else { return pair.to_owned() };
    let lower = name.to_ascii_lowercase();
    match SECRET.iter().any(|part| lower.contains(part)) {
        true => format!("{name}={MASK}"),
        false => pair.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::mask;

    fn check(address: &str, shown: &str) {
        assert_eq!(mask(address), shown);
    }

    #[test]
    fn no_password_is_shown() {
        check("shop.db", "shop.db");
        check("sqlite:shop.db", "sqlite:shop.db");
        check("mysql://ada@host/shop", "mysql://ada@host/shop");
        check("postgresql://ada:p4ss@host:5432/shop", "postgresql://ada:***@host:5432/shop");
        check("postgresql://ada:p@s/s?w:rd@host/shop", "postgresql://ada:***@host/shop");
        check("postgresql://:p4ss@host/shop", "postgresql://:***@host/shop");
        check(
            "postgresql://host/shop?user=ada&password=p4ss&sslmode=require",
            "postgresql://host/shop?user=ada&password=***&sslmode=require",
        );
        check("postgresql://host/shop?sslkey=/k.pem", "postgresql://host/shop?sslkey=***");
    }
}
