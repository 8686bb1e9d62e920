//! Addresses as people and other tools write them.

use secrecy::ExposeSecret;

use super::*;

fn check(text: &str) -> String {
    match parse(text) {
        Ok(Address::Sqlite(paths)) => format!("file {}", paths.join(" or ")),
        Ok(Address::Postgres(server) | Address::Mysql(server)) => {
            let secret = server.password.as_ref().map_or("-", |secret| secret.expose_secret());
            format!("{server} secret {secret} {:?}", server.parameters)
        }
        Err(error) => error.to_string(),
    }
}

#[test]
fn files() {
    assert_eq!(check("shop.db"), "file shop.db");
    assert_eq!(check("/data/my shop?.db"), "file /data/my shop?.db");
    assert_eq!(check("C:\\data\\shop.db"), "file C:\\data\\shop.db");
    assert_eq!(check("sqlite:shop.db"), "file shop.db");
    assert_eq!(check("sqlite:/data/shop.db?mode=rwc"), "file /data/shop.db");
    assert_eq!(check("sqlite://shop.db"), "file shop.db");
    assert_eq!(check("sqlite:///shop.db"), "file /shop.db or shop.db");
    assert_eq!(check("sqlite:////data/my%20shop.db"), "file /data/my shop.db");
    assert_eq!(check("sqlite+aiosqlite:////data/shop.db"), "file /data/shop.db");
    assert_eq!(check("file:shop.db?mode=ro"), "file shop.db");
}

#[test]
fn servers() {
    assert_eq!(
        check("postgres://ann:p%40ss@db.example:5433/shop?sslmode=require"),
        r#"postgresql://ann@db.example:5433/shop secret p@ss [("sslmode", "require")]"#
    );
    assert_eq!(
        check("postgresql+asyncpg://ann@[::1]/shop"),
        "postgresql://ann@[::1]/shop secret - []"
    );
    assert_eq!(
        check("postgresql:///shop?host=/run/postgresql&user=ann&password=secret"),
        r#"postgresql://ann@/run/postgresql/shop secret secret [("host", "/run/postgresql")]"#
    );
    assert_eq!(
        check("mysql+pymysql://root:@localhost/shop?charset=utf8mb4"),
        r#"mysql://root@localhost/shop secret - [("charset", "utf8mb4")]"#
    );
    assert_eq!(
        check("mariadb+mariadbconnector://ann:x@h:3307/shop"),
        "mysql://ann@h:3307/shop secret x []"
    );
}

#[test]
fn unreadable_ones_never_show_a_password() {
    for text in [
        "postgres://ann:secret@host:notaport/shop",
        "postgres://ann:sec/ret@host/shop",
        "postgres://ann:p@sec/ret@host/shop",
        "oracle://ann:secret@host/shop",
        "postgres://host:x/shop?password=secret&sslmode=require",
        "sqlserver://host;Password = secret;Encrypt=no",
    ] {
        let shown = check(text);
        assert!(shown.starts_with("cannot read the database address"), "{shown}");
        assert!(shown.contains("***") && !shown.contains("sec"), "{shown}");
    }
    assert_eq!(masked("host=db password=secret user=ann"), "host=db password=*** user=ann");
    assert_eq!(masked("ann:secret@host/shop"), "ann:***@host/shop");
}

#[test]
fn nothing_to_open() {
    for text in ["", "  ", "sqlite:", "sqlite::memory:", "sqlite:///", "http://example.com/x.db"] {
        assert!(check(text).starts_with("cannot read the database address"), "{text}");
    }
}
