//! Lines from the operator. Only a line that was ended counts: what stands before the end of
//! the input may be half an answer.

use std::io::{self, BufRead};

/// Longer than any path, host name or list of addresses that someone types.
const LONGEST: usize = 8192;

/// What reading gives.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Read {
    Line(String),
    TooLong,
    End,
}

/// Reads one line. Bytes that are no UTF-8 become replacement characters.
pub(super) fn line(input: &mut dyn BufRead) -> io::Result<Read> {
    let mut bytes = Vec::new();
    let mut too_long = false;
    loop {
        let (used, ended) = {
            let ready = match input.fill_buf() {
                Ok(ready) => ready,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if ready.is_empty() {
                return Ok(Read::End);
            }
            let end = ready.iter().position(|byte| *byte == b'\n');
            let part = &ready[..end.unwrap_or(ready.len())];
            if bytes.len() + part.len() > LONGEST {
                too_long = true;
            } else {
                bytes.extend_from_slice(part);
            }
            (end.map_or(ready.len(), |end| end + 1), end.is_some())
        };
        input.consume(used);
        if ended {
            let text = || String::from_utf8_lossy(&bytes).into_owned();
            return Ok(if too_long { Read::TooLong } else { Read::Line(text()) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_counts_only_when_it_was_ended() {
        let mut input: &[u8] = b"one\r\n\n\xff two";
        assert_eq!(line(&mut input).expect("memory does not fail"), Read::Line("one\r".to_owned()));
        assert_eq!(line(&mut input).expect("memory does not fail"), Read::Line(String::new()));
        assert_eq!(line(&mut input).expect("memory does not fail"), Read::End);
        assert_eq!(line(&mut input).expect("memory does not fail"), Read::End);
    }

    #[test]
    fn a_line_without_measure_is_not_kept() {
        let text = format!("{}\nq\n", "x".repeat(LONGEST + 1));
        let mut input = io::BufReader::with_capacity(100, text.as_bytes());
        assert_eq!(line(&mut input).expect("memory does not fail"), Read::TooLong);
        assert_eq!(line(&mut input).expect("memory does not fail"), Read::Line("q".to_owned()));
    }
}
