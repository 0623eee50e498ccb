//! Bytes of a file or a pipe as UTF-8: unpacked, without a byte order mark, whatever they were
//! written in. Azure's log archives are packed, and a redirection in Windows PowerShell is UTF-16.

use std::io::{self, BufReader, Read};

use flate2::bufread::MultiGzDecoder;

/// The most that a whole file may have, unpacked. A firewall policy at Azure's own limits, or a
/// compiled Bicep file, has a few megabytes.
pub const MAX_BYTES: u64 = 64_000_000;

const ROOM: usize = 64 * 1024;

/// Read in large pieces: one code for all inputs costs no time, and one for each much room.
pub type Bytes<'a> = Box<dyn Read + 'a>;

/// Why an input cannot be taken as a whole.
#[derive(Debug, thiserror::Error)]
pub enum InputFault {
    /// The system gave no bytes, or the packed data are broken.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// More than [`MAX_BYTES`].
    #[error("more than {MAX_BYTES} bytes")]
    TooLarge,
}

/// The same text as a stream of UTF-8 bytes. What is no UTF-8 is passed on as it is.
///
/// # Errors
///
/// If the first bytes cannot be read.
pub fn unpacked<'a>(input: impl Read + 'a) -> io::Result<Bytes<'a>> {
    let (head, input) = peek(Box::new(input), 2)?;
    if head != [0x1f, 0x8b] {
        return decoded(input);
    }
    decoded(Box::new(MultiGzDecoder::new(BufReader::with_capacity(ROOM, input))))
}

/// The whole text; what is no UTF-8 becomes U+FFFD.
///
/// # Errors
///
/// If it cannot be read, or is larger than [`MAX_BYTES`].
pub fn whole(input: impl Read) -> Result<String, InputFault> {
    let mut bytes = Vec::new();
    unpacked(input)?.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(InputFault::TooLarge);
    }
    Ok(match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    })
}

/// The first bytes, and a reader that gives them again.
fn peek(mut input: Bytes<'_>, count: u64) -> io::Result<(Vec<u8>, Bytes<'_>)> {
    let mut head = Vec::new();
    input.by_ref().take(count).read_to_end(&mut head)?;
    Ok((head.clone(), Box::new(io::Cursor::new(head).chain(input))))
}

fn decoded(input: Bytes<'_>) -> io::Result<Bytes<'_>> {
    let (head, mut input) = peek(input, 3)?;
    let skip = match &*head {
        [0xef, 0xbb, 0xbf] => 3,
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => 2,
        _ => 0,
    };
    input.by_ref().take(skip).read_to_end(&mut Vec::new())?;
    Ok(match skip {
        2 => Box::new(Utf16 {
            input: BufReader::with_capacity(ROOM, input),
            unit: if head[0] == 0xff { u16::from_le_bytes } else { u16::from_be_bytes },
            waiting: None,
            out: Vec::new(),
            given: 0,
        }),
        _ => input,
    })
}

/// UTF-16 as UTF-8; a lone half of a character becomes U+FFFD.
struct Utf16<'a> {
    input: BufReader<Bytes<'a>>,
    unit: fn([u8; 2]) -> u16,
    /// A unit that was read while looking for the second half of a character.
    waiting: Option<u16>,
    out: Vec<u8>,
    /// So many bytes of `out` were given.
    given: usize,
}

impl Utf16<'_> {
    fn next(&mut self) -> io::Result<Option<u16>> {
        if let Some(unit) = self.waiting.take() {
            return Ok(Some(unit));
        }
        let mut pair = Vec::with_capacity(2);
        self.input.by_ref().take(2).read_to_end(&mut pair)?;
        // A byte too many at the end is no character.
        Ok(pair.try_into().ok().map(self.unit))
    }

    fn fill(&mut self) -> io::Result<()> {
        self.out.clear();
        self.given = 0;
        while self.out.len() < ROOM / 2 {
            let Some(unit) = self.next()? else { break };
            let mut units = vec![unit];
            if (0xd800..0xdc00).contains(&unit) {
                match self.next()? {
                    Some(second) if (0xdc00..0xe000).contains(&second) => units.push(second),
                    other => self.waiting = other,
                }
            }
            let c = char::decode_utf16(units).next().and_then(Result::ok).unwrap_or('\u{fffd}');
            self.out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        }
        Ok(())
    }
}

impl Read for Utf16<'_> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        if self.given == self.out.len() {
            self.fill()?;
        }
        let count = room.len().min(self.out.len() - self.given);
        room[..count].copy_from_slice(&self.out[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).expect("memory takes it");
        encoder.finish().expect("memory takes it")
    }

    #[test]
    fn every_writing_gives_the_same_text() {
        let text = "主机 a.b 😀\r\n";
        let little: Vec<u8> =
            [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> =
            [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
        let marked = format!("\u{feff}{text}").into_bytes();
        for bytes in [text.as_bytes().to_vec(), marked, little, big] {
            assert_eq!(whole(&*bytes).expect("readable"), text);
            let twice = [packed(&bytes), packed(b"end")].concat();
            let ended = whole(&*packed(&bytes)).expect("readable");
            assert_eq!(ended, text);
            assert!(whole(&*twice).expect("readable").starts_with("主机 a.b 😀"));
        }
    }

    #[test]
    fn broken_bytes_do_not_end_the_reading() {
        assert_eq!(whole(&b"a\xff\xc3b"[..]).expect("readable"), "a\u{fffd}\u{fffd}b");
        assert_eq!(whole(&b"\xff\xfea\0\x00\xd8b\0c"[..]).expect("readable"), "a\u{fffd}b");
        assert_eq!(whole(&b""[..]).expect("readable"), "");
        let cut = packed(&vec![b'a'; 10_000]);
        assert!(matches!(whole(&cut[..cut.len() / 2]), Err(InputFault::Io(_))));
    }

    #[test]
    fn a_small_file_that_unpacks_to_a_huge_one_is_refused() {
        let huge = vec![0; usize::try_from(MAX_BYTES).expect("fits") + 1];
        assert!(matches!(whole(&*packed(&huge)), Err(InputFault::TooLarge)));
    }
}
