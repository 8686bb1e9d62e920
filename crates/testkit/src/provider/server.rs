//! The server and its thread.

use std::{
    collections::BTreeMap,
    net::TcpListener,
    sync::Arc,
    thread::{self, JoinHandle},
};

use anyhow::{Context, Result};
use axum::{Router, body, extract::State, http, response::Response, serve::ListenerExt};
use tokio::sync::oneshot;

use super::{Request, Stage, deliver};
use crate::servers::or_fail;

/// The most bytes of a request's body.
const LONGEST: usize = 64 << 20;

pub(super) struct Server {
    pub(super) port: u16,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    pub(super) fn start(stage: Arc<Stage>) -> Self {
        or_fail(Self::listen(stage).context("cannot start a scripted provider"))
    }

    pub(super) fn stop(&mut self) {
        // Dropping the sender is the sign.
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            // A server that panicked has answered 500, which the test has seen.
            let _ = thread.join();
        }
    }

    fn listen(stage: Arc<Stage>) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        listener.set_nonblocking(true)?;
        let port = listener.local_addr()?.port();
        let (stop, stopped) = oneshot::channel();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let thread = thread::spawn(move || {
            runtime.block_on(async {
                let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
                // Pieces of a stream go out as they are made, not when the last one was acknowledged.
                let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
                let router = Router::new().fallback(answer).with_state(stage);
                tokio::select! {
                    _ = axum::serve(listener, router).into_future() => {}
                    _ = stopped => {}
                }
            });
            runtime.shutdown_background();
        });
        Ok(Self { port, stop: Some(stop), thread: Some(thread) })
    }
}

async fn answer(State(stage): State<Arc<Stage>>, request: http::Request<body::Body>) -> Response {
    let request = read(request).await;
    let answer = stage.answer(request.clone());
    deliver::response(answer, &request, &stage).await
}

async fn read(request: http::Request<body::Body>) -> Request {
    let (head, body) = request.into_parts();
    let bytes = body::to_bytes(body, LONGEST).await.unwrap_or_default();
    let body = String::from_utf8_lossy(&bytes).into_owned();
    let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers: BTreeMap<_, _> =
        head.headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect();
    let json = serde_json::from_str(&body).unwrap_or_default();
    Request { path: head.uri.to_string(), headers, body, json }
}
