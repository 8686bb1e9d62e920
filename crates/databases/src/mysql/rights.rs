//! What the account may do.
//!
//! A read-only transaction is no wall against an account with rights: `CREATE TABLE`, `TRUNCATE`,
//! `INTO OUTFILE` and `SET GLOBAL` pass through one.

use querist_vocabulary::database::{DatabaseError, RightsFinding};
use sqlx::MySqlConnection;

use super::{connect::MysqlServer, values::text};

/// Rights that change nothing.
const HARMLESS: &[&str] =
    &["SELECT", "USAGE", "SHOW VIEW", "SHOW DATABASES", "TRIGGER", "REFERENCES", "PROXY"];

/// Rights that are worth knowing, but do not make a read unsafe by themselves.
const NOTEWORTHY: &[&str] = &["EXECUTE", "PROCESS", "LOCK TABLES", "REPLICATION CLIENT"];

/// What a reader should not be able to do.
pub(super) async fn findings(
    server: &MysqlServer,
    connection: &mut MySqlConnection,
) -> Result<Vec<RightsFinding>, DatabaseError> {
    let grants = sqlx::raw_sql("SHOW GRANTS").fetch_all(connection).await;
    let grants = grants.map_err(|error| server.error(&error))?;
    let grants = grants.iter().filter_map(|row| text(row, 0));
    Ok(grants.flat_map(|grant| judge(&grant, server.database())).collect())
}

/// The findings of one line `GRANT rights ON place TO account …`.
fn judge(grant: &str, database: &str) -> Vec<RightsFinding> {
    let parts = grant.strip_prefix("GRANT ").and_then(|rest| {
        let (rights, rest) = rest.split_once(" ON ")?;
        let (place, account) = rest.split_once(" TO ")?;
        Some((rights, place, account.split(' ').next()?))
    });
    let Some((rights, place, account)) = parts else { return Vec::new() };
    let rights = split(rights);
    let finding = |serious: bool, kept: &dyn Fn(&str) -> bool| {
        let found: Vec<&str> =
            rights.iter().map(String::as_str).filter(|right| kept(right)).collect();
        (!found.is_empty()).then(|| finding(serious, &found.join(", "), place, account, database))
    };
    let harmless = |right: &str| HARMLESS.contains(&name(right));
    let noteworthy = |right: &str| NOTEWORTHY.contains(&name(right));
    let serious = finding(true, &|right| !harmless(right) && !noteworthy(right));
    serious.into_iter().chain(finding(false, &noteworthy)).collect()
}

/// Rights are separated by commas; columns in brackets have commas of their own.
fn split(rights: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut depth = 0_usize;
    for c in rights.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                found.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = found.last_mut() {
            last.push(c);
        }
    }
    found.iter().map(|right| right.trim().to_owned()).collect()
}

/// A right without the columns it is for.
fn name(right: &str) -> &str {
    right.split('(').next().unwrap_or(right).trim()
}

fn finding(
    serious: bool,
    rights: &str,
    place: &str,
    account: &str,
    database: &str,
) -> RightsFinding {
    let (place, account) = (bare(place), account.replace('`', "'"));
    let database = bare(&format!("`{database}`"));
    let hint = if serious {
        format!(
            "`REVOKE {rights} ON {place} FROM {account}`, or read with an account of its own: \
             `CREATE USER querist_reader IDENTIFIED BY '…'`; \
             `GRANT SELECT, SHOW VIEW ON {database}.* TO querist_reader`"
        )
    } else {
        format!("`REVOKE {rights} ON {place} FROM {account}` where it is not needed")
    };
    RightsFinding {
        serious,
        message: format!("the account {account} has the rights {rights} on {place}"),
        hint,
    }
}

/// The place without the quotes that it does not need.
fn bare(place: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_.*`".contains(c);
    if place.chars().all(plain) { place.replace('`', "") } else { place.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(grant: &str) -> Vec<String> {
        let shown = |finding: RightsFinding| format!("{} {}", finding.serious, finding.message);
        judge(grant, "shop").into_iter().map(shown).collect()
    }

    #[test]
    fn grants() {
        assert_eq!(check("GRANT SELECT, SHOW VIEW ON `shop`.* TO `ann`@`%`"), [""; 0]);
        assert_eq!(check("GRANT SELECT (`a`, `b`) ON `shop`.`t` TO `ann`@`%`"), [""; 0]);
        assert_eq!(check("GRANT `readers` TO `ann`@`%`"), [""; 0]);
        assert_eq!(
            check(
                "GRANT SELECT, INSERT, UPDATE (`a`), EXECUTE ON `shop`.* TO `ann`@`%` WITH GRANT OPTION"
            ),
            [
                "true the account 'ann'@'%' has the rights INSERT, UPDATE (`a`) on shop.*",
                "false the account 'ann'@'%' has the rights EXECUTE on shop.*"
            ]
        );
        assert_eq!(
            check("GRANT ALL PRIVILEGES ON *.* TO `root`@`localhost` IDENTIFIED BY PASSWORD '*X'"),
            ["true the account 'root'@'localhost' has the rights ALL PRIVILEGES on *.*"]
        );
    }
}
