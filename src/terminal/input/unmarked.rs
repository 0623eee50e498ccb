//! Pastes that a terminal does not mark as such: bare consoles and some connections send them as if
//! they were typed. Lines of a log would then be commands of the wizard.

use crate::wizard::{Key, Message};

/// So many letters in the same moment are no typing.
const FEWEST: usize = 40;

/// Makes one paste of all letters that came together, where they are several lines.
#[must_use]
pub fn pastes(messages: Vec<Message>) -> Vec<Message> {
    let mut out = Vec::with_capacity(messages.len());
    let mut letters = String::new();
    for message in messages {
        if let Some(letter) = letter(&message) {
            letters.push(letter);
            continue;
        }
        settle(&mut letters, &mut out);
        out.push(message);
    }
    settle(&mut letters, &mut out);
    out
}

/// What a key adds to a text.
fn letter(message: &Message) -> Option<char> {
    match message {
        Message::Key(Key::Char(letter)) => Some(*letter),
        Message::Key(Key::Enter) => Some('\n'),
        Message::Key(Key::Tab) => Some('\t'),
        _ => None,
    }
}

/// Gives these letters on: as a paste, or as the keys that they were.
fn settle(letters: &mut String, out: &mut Vec<Message>) {
    if letters.chars().count() >= FEWEST && letters.trim().contains('\n') {
        out.push(Message::Paste(std::mem::take(letters)));
        return;
    }
    out.extend(letters.chars().map(|letter| {
        Message::Key(match letter {
            '\n' => Key::Enter,
            '\t' => Key::Tab,
            letter => Key::Char(letter),
        })
    }));
    letters.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Vec<Message> {
        let mut out = Vec::new();
        settle(&mut text.to_owned(), &mut out);
        out
    }

    /// Keys one by one, whatever `text` is.
    fn keys(text: &str) -> Vec<Message> {
        text.chars().flat_map(|letter| typed(&letter.to_string())).collect()
    }

    fn shown(messages: Vec<Message>) -> Vec<String> {
        let text = |message| match message {
            Message::Paste(text) => text,
            Message::Key(key) => format!("{key:?}"),
            other => format!("{other:?}"),
        };
        messages.into_iter().map(text).collect()
    }

    #[test]
    fn lines_that_come_together_are_a_paste() {
        let log = "10.0.0.4\tmcr.microsoft.com:443 Deny\n10.0.0.4\tmcr.microsoft.com:443 Deny\n";
        assert_eq!(shown(pastes(keys(log))), [log]);
        let mut around = vec![Message::Key(Key::Up)];
        around.extend(keys(log));
        around.push(Message::Key(Key::Down));
        assert_eq!(shown(pastes(around)), ["Up", log, "Down"]);
    }

    #[test]
    fn keys_stay_keys() {
        let long_line = format!("{}\n", "x".repeat(100));
        for text in
            ["virg\n8", "jjjjjjjjjj\njjjjjjjjjj\n", &*long_line, "\n\n\n\n", &"\n".repeat(99)]
        {
            assert_eq!(shown(pastes(keys(text))), shown(keys(text)), "{text:?}");
        }
    }
}
