//! A language model's provider that says what a test wrote down for it.
//!
//! A real HTTP server on 127.0.0.1 that speaks the wire of OpenAI (and all that are compatible with
//! it), Anthropic and Gemini, whole and streamed, on a thread of its own: a test with a paused clock
//! does not pause it. It records every request, refuses what the real provider would refuse, and
//! fails the test when a script is not used up or is asked for more than it has.
//!
//! ```
//! use querist_testkit::provider::{Answer, Provider};
//!
//! // One answer a request, in this order; whether streamed or whole, the request says.
//! let provider = Provider::script([
//!     Answer::busy().retry_after("2"),
//!     Answer::says("{\"sql\": \"SELECT 1\"}"),
//! ]);
//! let base_url = provider.openai();
//! // … two calls of `{base_url}/chat/completions` …
//! # for _ in 0..2 { call(&provider); }
//! assert_eq!(provider.requests().len(), 2);
//! assert!(provider.requests()[1].text().contains("How many shops"));
//!
//! // The same answer to everybody, computed from what is asked, a second later.
//! let provider = Provider::answering(|request| {
//!     Answer::says(format!("You said: {}", request.last()))
//!         .after(std::time::Duration::from_secs(1))
//! });
//! # drop(provider);
//! # fn call(provider: &Provider) {
//! #     use std::io::{Read, Write};
//! #     let body = r#"{"model":"m","messages":[{"role":"user","content":"How many shops?"}]}"#;
//! #     let mut stream = std::net::TcpStream::connect(("127.0.0.1", provider.port())).unwrap();
//! #     write!(stream, "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\
//! #         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}", body.len()).unwrap();
//! #     stream.read_to_string(&mut String::new()).unwrap();
//! # }
//! ```

/// What it answers to one request.
mod answer;

/// What was asked of it.
mod request;

/// The server and its thread.
mod server;

/// Answers as bytes that come at once, in pieces, late, or not to their end.
mod deliver;

/// The wire of OpenAI and all that are compatible with it.
mod openai;

/// The wire of Anthropic.
mod anthropic;

/// The wire of Gemini.
mod gemini;

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

pub use answer::Answer;
pub use request::{Request, Wire};

/// How long a test waits for what must happen at once. Only a failing test waits that long.
const PATIENCE: Duration = Duration::from_secs(20);

/// A scripted provider. It ends when it is dropped.
pub struct Provider {
    server: server::Server,
    stage: Arc<Stage>,
}

/// What the server and the test share.
pub(crate) struct Stage(Mutex<Play>);

#[derive(Default)]
struct Play {
    script: VecDeque<Answer>,
    /// Answers everything that the script has nothing for.
    always: Option<Answer>,
    requests: Vec<Request>,
    hung_up: usize,
    complaints: Vec<String>,
}

impl Provider {
    /// Gives these answers, one a request, in this order.
    ///
    /// # Panics
    /// When this machine has no port left. When it is dropped: if an answer was not asked for, if
    /// more was asked than it has, or if a request was not what the real provider takes.
    #[must_use]
    pub fn script(answers: impl IntoIterator<Item = Answer>) -> Self {
        let script = answers.into_iter().collect();
        Self::play(Play { script, ..Play::default() })
    }

    /// Computes the answer to every request.
    #[must_use]
    pub fn answering(answer: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> Self {
        Self::play(Play { always: Some(Answer::computed(answer)), ..Play::default() })
    }

    /// Has further answers at the script's end.
    pub fn then(&self, answers: impl IntoIterator<Item = Answer>) {
        self.stage.play().script.extend(answers);
    }

    /// The port on 127.0.0.1.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.server.port
    }

    /// The base URL of its OpenAI-compatible API.
    #[must_use]
    pub fn openai(&self) -> String {
        format!("http://127.0.0.1:{}/v1", self.port())
    }

    /// The base URL of its Anthropic API.
    #[must_use]
    pub fn anthropic(&self) -> String {
        format!("http://127.0.0.1:{}/v1", self.port())
    }

    /// The base URL of its Gemini API.
    #[must_use]
    pub fn gemini(&self) -> String {
        format!("http://127.0.0.1:{}/v1beta", self.port())
    }

    /// What was asked so far, in order.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.stage.play().requests.clone()
    }

    /// Waits until so many requests have come.
    ///
    /// # Panics
    /// When they do not come.
    pub async fn wait_for_requests(&self, count: usize) {
        self.stage.wait("requests", |play| play.requests.len() >= count).await;
    }

    /// Waits until so many callers have hung up before their answer was whole.
    ///
    /// # Panics
    /// When they do not.
    pub async fn wait_for_hang_ups(&self, count: usize) {
        self.stage.wait("callers that hang up", |play| play.hung_up >= count).await;
    }

    fn play(play: Play) -> Self {
        let stage = Arc::new(Stage(Mutex::new(play)));
        Self { server: server::Server::start(Arc::clone(&stage)), stage }
    }
}

impl Drop for Provider {
    #[expect(clippy::panic, reason = "a test that did not do what its script says must fail")]
    fn drop(&mut self) {
        self.server.stop();
        if thread::panicking() {
            return;
        }
        let play = self.stage.play();
        let left = play.script.len();
        let complaints = play.complaints.join("; ");
        drop(play);
        assert!(complaints.is_empty(), "the scripted provider complains: {complaints}");
        if left > 0 {
            panic!("{left} scripted answers were not asked for");
        }
    }
}

impl Stage {
    /// Notes a request and gives the answer to it.
    fn answer(&self, request: Request) -> Answer {
        let mut play = self.play();
        let number = play.requests.len() + 1;
        let answer = match request.complaint() {
            Some(complaint) => {
                play.complaints.push(format!("request {number}: {complaint}"));
                Answer::status(400, complaint)
            }
            None => play.next(number),
        };
        play.requests.push(request.clone());
        drop(play);
        answer.settled(&request)
    }

    fn hung_up(&self) {
        self.play().hung_up += 1;
    }

    fn play(&self) -> MutexGuard<'_, Play> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// By asking again and again: the client may share this thread, and a clock may be paused.
    async fn wait(&self, what: &str, come: impl Fn(&Play) -> bool) {
        let began = Instant::now();
        while !come(&self.play()) {
            assert!(began.elapsed() < PATIENCE, "waited in vain for {what}");
            tokio::task::yield_now().await;
        }
    }
}

impl Play {
    fn next(&mut self, number: usize) -> Answer {
        if let Some(answer) = self.script.pop_front().or_else(|| self.always.clone()) {
            return answer;
        }
        self.complaints.push(format!("request {number} comes after the script's end"));
        Answer::status(500, "the script is over")
    }
}
