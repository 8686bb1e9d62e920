//! A wire to a server that can be cut.

use std::{
    io,
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
};

use anyhow::{Context, Result};

use crate::servers::or_fail;

/// Passes bytes on to a server on this machine. Dropping it is what a server that vanishes looks
/// like: open connections break, new ones are refused.
#[derive(Debug)]
pub struct Wire {
    port: u16,
    open: Arc<Mutex<Vec<TcpStream>>>,
    ended: Arc<AtomicBool>,
    listener: Option<JoinHandle<()>>,
}

impl Wire {
    /// Lays a wire to a port.
    ///
    /// # Panics
    /// When this machine has no port left.
    #[must_use]
    pub fn to(port: u16) -> Self {
        or_fail(Self::lay(port).context("cannot lay a wire"))
    }

    /// The port at the near end.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Breaks all connections; new ones pass.
    pub fn cut(&self) {
        for stream in self.open.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            // One that the other side has closed already is as broken as can be.
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    fn lay(server: u16) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let port = listener.local_addr()?.port();
        let open = Arc::new(Mutex::new(Vec::new()));
        let ended = Arc::new(AtomicBool::new(false));
        let (streams, over) = (Arc::clone(&open), Arc::clone(&ended));
        let listener = thread::spawn(move || {
            for near in listener.incoming() {
                if over.load(Ordering::SeqCst) {
                    return;
                }
                let _ = near.and_then(|near| pass(near, server, &streams));
            }
        });
        Ok(Self { port, open, ended, listener: Some(listener) })
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::SeqCst);
        // Wakes the listener, which then closes its port.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
        let _ = self.listener.take().map(JoinHandle::join);
        self.cut();
    }
}

/// Passes on both directions of a new connection, a thread each.
fn pass(near: TcpStream, server: u16, open: &Mutex<Vec<TcpStream>>) -> io::Result<()> {
    let far = TcpStream::connect(("127.0.0.1", server))?;
    let mut streams = open.lock().unwrap_or_else(PoisonError::into_inner);
    streams.extend([near.try_clone()?, far.try_clone()?]);
    for (mut from, mut to) in [(near.try_clone()?, far.try_clone()?), (far, near)] {
        thread::spawn(move || {
            let _ = io::copy(&mut from, &mut to);
            let _ = to.shutdown(Shutdown::Both);
        });
    }
    Ok(())
}
