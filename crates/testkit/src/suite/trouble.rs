//! Addresses that lead nowhere, servers that vanish.

use querist_vocabulary::{database::DatabaseError, value::Value};

use super::{
    Subject,
    amounts::numbers,
    subject::{AMPLE, question},
};
use crate::wire::Wire;

/// The error of an address that cannot be opened, now or at the first look.
async fn trouble(subject: &Subject, address: &str) -> DatabaseError {
    match subject.open(address).await {
        Ok(database) => database.schema().await.map(drop).unwrap_err(),
        Err(error) => error,
    }
}

pub async fn a_wrong_password_is_told_apart(subject: &Subject) {
    if subject.server().is_none() {
        return;
    }
    let address = subject.address().replace(":reader@", ":wrong@");
    let error = trouble(subject, &address).await;
    assert!(matches!(error, DatabaseError::WrongCredentials { .. }), "{error:?}");
}

pub async fn an_unknown_database_is_told_apart(subject: &Subject) {
    let Some(database) = subject.server() else {
        let error = trouble(subject, &format!("{}-nowhere", subject.address())).await;
        assert!(matches!(error, DatabaseError::NoSuchFile { .. }), "{error:?}");
        return;
    };
    let address = database.superuser_url().replace(database.name(), "nowhere");
    let error = trouble(subject, &address).await;
    assert!(matches!(error, DatabaseError::NoSuchDatabase { .. }), "{error:?}");
}

pub async fn a_closed_port_is_unreachable(subject: &Subject) {
    if let Some(wire) = wire(subject) {
        let address = wire.address.clone();
        drop(wire);
        let error = trouble(subject, &address).await;
        assert!(matches!(error, DatabaseError::Unreachable { .. }), "{error:?}");
    }
}

pub async fn a_server_that_vanishes_half_way(subject: &Subject) {
    numbers(subject, 1_000);
    let Some(wire) = wire(subject) else { return };
    let database = subject.open(&wire.address).await.unwrap();
    let query = subject.query("select a.n, b.n, c.n from n a, n b, n c");
    let mut rows = database.run(&question("cut"), &query, AMPLE).await.unwrap();
    assert!(rows.next().await.unwrap().is_some());
    drop(wire);
    let error = loop {
        match rows.next().await {
            Ok(Some(_)) => {}
            Ok(None) => panic!("half a result must not pass for a whole one"),
            Err(error) => break error,
        }
    };
    assert!(matches!(error, DatabaseError::Lost { .. }), "{error:?}");
}

pub async fn a_connection_that_was_lost_is_replaced(subject: &Subject) {
    numbers(subject, 10);
    let Some(wire) = wire(subject) else { return };
    let database = subject.open(&wire.address).await.unwrap();
    let count = "select count(*) from n";
    assert_eq!(subject.value(&*database, count).await, Value::Integer(10));
    wire.cut();
    // The first query may find out the hard way; the next must not.
    let _ = subject.ask(&*database, count).await;
    assert_eq!(subject.value(&*database, count).await, Value::Integer(10));
}

pub async fn the_password_is_never_shown(subject: &Subject) {
    let Some(server) = subject.server() else { return };
    let secret = "pass-word-of-nobody";
    let database = subject.reader().await;
    assert!(database.address().contains(server.name()), "{}", database.address());
    assert!(!database.address().contains(":reader@"), "{}", database.address());
    let wrong = subject.address().replace(":reader@", &format!(":{secret}@"));
    let elsewhere = wrong.replace("127.0.0.1", "127.0.0.1:1");
    for address in [wrong, elsewhere] {
        let error = trouble(subject, &address).await;
        assert!(!format!("{error} {error:?}").contains(secret), "{error:?}");
    }
}

/// A wire to the server, and the address at its near end; none for a file.
struct Wired {
    wire: Wire,
    address: String,
}

impl Wired {
    fn cut(&self) {
        self.wire.cut();
    }
}

fn wire(subject: &Subject) -> Option<Wired> {
    let database = subject.server()?;
    let wire = Wire::to(database.port());
    let address =
        subject.address().replace(&format!(":{}/", database.port()), &format!(":{}/", wire.port()));
    Some(Wired { wire, address })
}
