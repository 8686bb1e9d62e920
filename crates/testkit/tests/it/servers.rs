//! Servers start, serve and end.

use std::{net::TcpStream, path::Path};

use querist_testkit::{Kind, Server, Servers};

#[test]
fn a_fresh_database_is_read_and_gone_afterwards() {
    for server in [Servers::postgres(), Servers::mariadb()] {
        let database = server.database("fresh");
        let name = database.name().to_owned();
        database.execute("create table t (n int); insert into t values (1), (2);");
        assert_eq!(database.execute("select n from t order by n;"), "1\n2\n");
        drop(database);
        let error = server.execute(&name, "select 1;").unwrap_err().to_string();
        assert!(error.contains(&name), "{error}");
    }
}

#[test]
fn a_server_ends_with_its_owner_and_leaves_nothing() {
    for (kind, home, place) in [
        (Kind::Postgres, "postgres", "show data_directory;"),
        (Kind::Mariadb, "mysql", "select @@datadir;"),
    ] {
        let server = Server::start(kind).unwrap();
        let port = server.url().rsplit(':').next().unwrap().split('/').next().unwrap().to_owned();
        let data = server.execute(home, place).unwrap();
        let data = Path::new(data.trim());
        assert!(data.is_absolute() && data.exists());
        drop(server);
        assert!(!data.parent().unwrap().exists(), "{} is left", data.display());
        assert!(TcpStream::connect(format!("127.0.0.1:{port}")).is_err());
    }
}
