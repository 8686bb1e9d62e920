//! The one suite, on each of the three.

use querist_databases::{Options, connect};
use querist_testkit::suite::{Connected, Subject};

fn open(address: String) -> std::pin::Pin<Box<dyn Future<Output = Connected> + Send>> {
    Box::pin(async move { connect(&address, &Options::STANDARD).await })
}

querist_testkit::examine!(sqlite, Subject::sqlite(open));
querist_testkit::examine!(postgres, Subject::postgres(open));
querist_testkit::examine!(mariadb, Subject::mariadb(open));
