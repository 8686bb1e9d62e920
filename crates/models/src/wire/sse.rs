//! Server-sent events out of bytes: <https://html.spec.whatwg.org/multipage/server-sent-events.html>.
//!
//! Only the field `data` is read; each of our providers repeats in it what the others say.

/// Puts pieces of a stream together to events.
#[derive(Debug, Default)]
pub(crate) struct Events {
    /// What came after the last line's end.
    rest: Vec<u8>,
    /// Lines of the event that is not over.
    data: Vec<String>,
}

impl Events {
    /// Takes the next bytes; gives the data of each event that is over.
    pub(crate) fn take(&mut self, bytes: &[u8]) -> Vec<String> {
        let mut events = Vec::new();
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.rest.extend_from_slice(piece);
            if piece.ends_with(b"\n") {
                let line = std::mem::take(&mut self.rest);
                let line = String::from_utf8_lossy(&line);
                events.extend(self.line(line.trim_end_matches(['\r', '\n'])));
            }
        }
        events
    }

    /// The data of an event that the stream's end left open: some servers forget its empty line.
    pub(crate) fn end(mut self) -> Option<String> {
        let line = std::mem::take(&mut self.rest);
        let over = self.line(String::from_utf8_lossy(&line).trim_end_matches('\r'));
        over.or_else(|| self.over())
    }

    fn line(&mut self, line: &str) -> Option<String> {
        if line.is_empty() {
            return self.over();
        }
        if let Some(data) = line.strip_prefix("data:") {
            self.data.push(data.strip_prefix(' ').unwrap_or(data).to_owned());
        }
        None
    }

    fn over(&mut self) -> Option<String> {
        let data = std::mem::take(&mut self.data);
        (!data.is_empty()).then(|| data.join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pieces: &[&[u8]]) -> Vec<String> {
        let mut events = Events::default();
        let mut data: Vec<String> = pieces.iter().flat_map(|piece| events.take(piece)).collect();
        data.extend(events.end());
        data
    }

    #[test]
    fn events_come_in_any_pieces() {
        let stream = ": hello\r\nevent: a\r\ndata: {\"a\":\r\ndata: \"é\"}\r\n\r\ndata:[DONE]\n\n";
        let bytes = stream.as_bytes();
        let each: Vec<&[u8]> = bytes.chunks(1).collect();
        let whole = check(&[bytes]);
        assert_eq!(whole, ["{\"a\":\n\"é\"}", "[DONE]"]);
        assert_eq!(check(&each), whole);
    }

    #[test]
    fn an_event_without_its_end_counts() {
        assert_eq!(check(&[b"data: 1\n\ndata: 2"]), ["1", "2"]);
        assert!(check(&[b"\n\n\n"]).is_empty());
    }
}
