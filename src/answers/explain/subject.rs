//! What rows are grouped by: where a flow wanted to go, or the code with which a step ended.

use super::row::{Cause, CodeText, FailureCode, Row, Transport};
use std::hash::{Hash, Hasher};
use std::net::IpAddr;

/// The longest name that is kept; DNS has none longer.
pub const MAX_NAME: usize = 255;

/// Where a flow wanted to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A host name: lower case, without the dot of the root; a list may hold stars.
    Host(String),
    /// An address.
    Address(IpAddr),
    /// A TLS greeting without a host name, to this address.
    NoSniTo(IpAddr),
    /// The same, where the log tells only the source.
    NoSniFrom(String),
    /// The code with which a step or a tool ended, without any destination.
    Code(FailureCode),
    /// A port without an address, or nothing at all.
    Anywhere,
}

/// The same, as a row has it: nothing is copied to look it up.
#[derive(Clone, Copy, Debug)]
enum SubjectRef<'a> {
    Host(&'a str),
    Address(IpAddr),
    NoSniTo(IpAddr),
    NoSniFrom(&'a str),
    Code(&'a FailureCode),
    Anywhere,
}

/// What a row is grouped by.
#[derive(Clone, Copy, Debug)]
pub(super) struct GroupKey<'a> {
    subject: SubjectRef<'a>,
    pub(super) port: Option<u16>,
    pub(super) transport: Option<Transport>,
}

impl<'a> GroupKey<'a> {
    /// By what a row is grouped.
    pub(super) fn of(row: &'a Row<'_>) -> Self {
        let host = row.host.as_deref().map(name).filter(|host| !host.is_empty());
        let address = row.address.or_else(|| host.and_then(address_in));
        let subject = match (&row.cause, host, address) {
            (Cause::NoSni, None, Some(address)) => SubjectRef::NoSniTo(address),
            (Cause::NoSni, None, None) => {
                SubjectRef::NoSniFrom(row.source.as_deref().map(name).unwrap_or_default())
            }
            (_, Some(host), _) if address_in(host).is_none() => SubjectRef::Host(host),
            (_, _, Some(address)) => SubjectRef::Address(address),
            (Cause::Failure(code), None, None) => SubjectRef::Code(code),
            _ => SubjectRef::Anywhere,
        };
        Self { subject, port: row.port, transport: row.transport }
    }

    /// Whether this is the destination.
    pub(super) fn is(&self, subject: &Subject) -> bool {
        match (self.subject, subject) {
            (SubjectRef::Host(name), Subject::Host(known))
            | (SubjectRef::NoSniFrom(name), Subject::NoSniFrom(known)) => {
                name.eq_ignore_ascii_case(known)
            }
            (SubjectRef::Address(address), Subject::Address(known))
            | (SubjectRef::NoSniTo(address), Subject::NoSniTo(known)) => address == *known,
            (SubjectRef::Code(code), Subject::Code(known)) => code == known,
            (SubjectRef::Anywhere, Subject::Anywhere) => true,
            _ => false,
        }
    }

    /// The destination, to keep.
    pub(super) fn to_subject(self) -> Subject {
        match self.subject {
            SubjectRef::Host(name) => Subject::Host(name.to_ascii_lowercase()),
            SubjectRef::Address(address) => Subject::Address(address),
            SubjectRef::NoSniTo(address) => Subject::NoSniTo(address),
            SubjectRef::NoSniFrom(name) => Subject::NoSniFrom(name.to_ascii_lowercase()),
            SubjectRef::Code(code) => Subject::Code(cut(code)),
            SubjectRef::Anywhere => Subject::Anywhere,
        }
    }

    /// The host name, if it is one.
    pub(super) fn host(&self) -> Option<&'a str> {
        match self.subject {
            SubjectRef::Host(name) => Some(name),
            _ => None,
        }
    }
}

impl Hash for GroupKey<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(&self.subject).hash(state);
        (self.port, self.transport).hash(state);
        match self.subject {
            SubjectRef::Host(name) | SubjectRef::NoSniFrom(name) => {
                let mut room = [0; MAX_NAME];
                let bytes = &mut room[..name.len().min(MAX_NAME)];
                bytes.copy_from_slice(&name.as_bytes()[..bytes.len()]);
                bytes.make_ascii_lowercase();
                state.write(bytes);
            }
            SubjectRef::Address(address) | SubjectRef::NoSniTo(address) => address.hash(state),
            SubjectRef::Code(code) => code.hash(state),
            SubjectRef::Anywhere => {}
        }
    }
}

/// A name without blanks and the dot of the root, cut at [`MAX_NAME`].
pub(super) fn name(text: &str) -> &str {
    head(text.trim().trim_end_matches('.'), MAX_NAME)
}

/// The start of a text, of so many bytes at most.
pub(super) fn head(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let end = (0..=most).rev().find(|&at| text.is_char_boundary(at));
    &text[..end.unwrap_or(0)]
}

/// The address that stands where a host name is expected.
fn address_in(host: &str) -> Option<IpAddr> {
    let first = host.as_bytes().first()?;
    let is_like_one = first.is_ascii_digit() || host.contains(':');
    if is_like_one { host.trim_matches(['[', ']']).parse().ok() } else { None }
}

fn cut(code: &FailureCode) -> FailureCode {
    match &code.code {
        CodeText::Name(name) => {
            FailureCode { of: code.of, code: CodeText::Name(head(name, MAX_NAME).to_owned()) }
        }
        CodeText::Number(_) => code.clone(),
    }
}
