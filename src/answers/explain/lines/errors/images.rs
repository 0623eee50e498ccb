//! Images that could not be pulled, where nothing tells which host it was.

use super::super::super::Transport;
use super::super::hosts::registry;
use super::super::place::Place;
use super::cause::cause;
use super::{Found, Text, word};

/// What stands in front of an image; lower case.
const MARKS: &[&str] = &[
    "pull image ",
    "pulling image ",
    "unpack image ",
    "resolve reference ",
    "resolve image ",
    "image=",
];

/// What a line has that tells of a failure; the kubelet also says when it begins, and when all went well.
const FAILED: &[&str] = &["fail", "back-off", "backoff", "errimagepull", "error"];

/// All of them.
pub(super) fn find<'a>(text: &Text<'a>, found: &mut Vec<Found<'a>>) {
    if !FAILED.iter().any(|word| text.has(word)) || text.has("successfully pulled") {
        return;
    }
    for mark in MARKS {
        for at in text.behind(mark) {
            let rest = text.rest(at);
            let quoted = rest.starts_with(['"', '\'', '`']);
            let (image, after) = word(text.whole, at);
            let Some((host, port)) = registry(image) else { continue };
            // Without quotes, the next word may be any.
            if !quoted && !image.contains('/') || found.len() == super::MOST {
                continue;
            }
            let place = Place {
                host: Some(host),
                address: None,
                port: port.or(Some(443)),
                transport: Some(Transport::Https),
            };
            let cause = cause(text.rest(after)).unwrap_or_else(|| text.cause());
            found.push(Found { place, cause, at: at..after });
        }
    }
}
