use super::decode::Decoder;
use super::meaning;
use crate::wizard::Message;
use proptest::prelude::*;

/// What bytes say when they come in these pieces, with quiet at the end; one word a message.
fn said(pieces: &[&[u8]]) -> String {
    let mut words = Vec::new();
    let mut decoder = Decoder::default();
    let mut note = |event| words.extend(meaning::message(event).map(word));
    for piece in pieces {
        decoder.feed(piece, &mut note);
    }
    decoder.quiet(&mut note);
    words.join(" ")
}

fn word(message: Message) -> String {
    match message {
        Message::Key(key) => format!("{key:?}"),
        Message::Paste(text) => format!("Paste({text:?})"),
        Message::Click { column, row } => format!("Click({column},{row})"),
        Message::Wheel { lines, column, row } => format!("Wheel({lines},{column},{row})"),
        other => format!("{other:?}"),
    }
}

#[test]
fn bytes_become_messages() {
    for (bytes, expected) in [
        // Letters, also of several bytes.
        ("aZ 1~", "Char('a') Char('Z') Char(' ') Char('1') Char('~')"),
        ("é区域😀", "Char('é') Char('区') Char('域') Char('😀')"),
        // Keys of one byte, and their other names.
        ("\r\n\t\x7f\x08", "Enter Enter Tab Backspace Backspace"),
        ("\x01\x03\x13\x1a", "Ctrl('a') Ctrl('c') Ctrl('s') Ctrl('z')"),
        ("\0\x1c\x1f", ""),
        // Cursor keys in both modes, with and without modifiers.
        ("\x1b[A\x1b[B\x1b[C\x1b[D", "Up Down Right Left"),
        ("\x1bOA\x1bOB\x1bOC\x1bOD", "Up Down Right Left"),
        ("\x1b[H\x1b[F\x1bOH\x1bOF", "Home End Home End"),
        ("\x1b[1~\x1b[4~\x1b[7~\x1b[8~", "Home End Home End"),
        ("\x1b[3~\x1b[5~\x1b[6~\x1b[2~", "Delete PageUp PageDown"),
        ("\x1b[1;5A\x1b[1;2B\x1b[3;5~", "Up Down Delete"),
        ("\x1b[1;3A\x1b[1;9A", ""),
        ("\x1b[Z", "BackTab"),
        // The keypad.
        ("\x1bOM\x1bOj\x1bOk\x1bOp\x1bOy", "Enter Char('*') Char('+') Char('0') Char('9')"),
        // Terminals that send characters by number.
        ("\x1b[97;5u\x1b[27;5;115~\x1b[13u", "Ctrl('a') Ctrl('s') Enter"),
        ("\x1b[9;2u\x1b[27u\x1b[127u", "BackTab Esc Backspace"),
        // Esc, alone and again.
        ("\x1b", "Esc"),
        ("\x1b\x1b", "Esc Esc"),
        ("\x1b\x1b[A", "Esc Up"),
        // Alt does nothing.
        ("\x1bx\x1bé\x1b\r", ""),
        ("\x1bxy", "Char('y')"),
        // Function keys, focus, and what nobody asked for do nothing.
        ("\x1b[[A\x1bOP\x1b[15~\x1b[P\x1b[I\x1b[Oz", "Char('z')"),
        ("\x1b]11;rgb:1e1e/1e1e/1e1e\x07z", "Char('z')"),
        ("\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\z", "Char('z')"),
        ("\x1bP>|term 1.0\x1b\\z", "Char('z')"),
        ("\x1b[?62;22c\x1b[24;80R\x1b[?1uz", "Char('z')"),
        // A broken sequence ends where another key begins.
        ("\x1b[\x03", "Ctrl('c')"),
        ("\x1b[1;\x1b[A", "Up"),
        ("\x1bO\r", "Enter"),
        ("\x1b]11;\x03", "Ctrl('c')"),
        // The mouse.
        ("\x1b[<0;5;7M\x1b[<0;5;7m", "Click(4,6)"),
        ("\x1b[<64;1;1M\x1b[<65;1;300M", "Wheel(-3,0,0) Wheel(3,0,299)"),
        ("\x1b[<2;1;1M\x1b[<35;1;1M\x1b[<0;0;0M\x1b[<0;5M", ""),
        ("\x1b[M !!z", "Click(0,0) Char('z')"),
        // A paste is one text; what it holds are no keys.
        ("\x1b[200~q\r\x1b[A\x1b[201~z", "Paste(\"q\\r\\u{1b}[A\") Char('z')"),
        ("\x1b[200~\x1b[201~", "Paste(\"\")"),
        ("\x1b[201~z", "Char('z')"),
    ] {
        assert_eq!(said(&[bytes.as_bytes()]), expected, "{bytes:?}");
    }
}

#[test]
fn bytes_that_are_no_text_do_nothing() {
    assert_eq!(said(&[b"\xff\xc0a\x80\xe5b\xe5\x8c\x1b[Ac"]), "Char('a') Char('b') Up Char('c')");
    assert_eq!(said(&[b"\xed\xa0\x80a"]), "Char('a')");
    assert_eq!(said(&[b"\x1b[200~\xff\x1b[201~"]), "Paste(\"\u{fffd}\")");
}

#[test]
fn quiet_makes_an_escape_and_frees_a_report() {
    let mut decoder = Decoder::default();
    let mut heard = Vec::new();
    for (bytes, waits) in [("\x1b", true), ("\x1b]", true), ("\x1b[", false), ("m", false)] {
        decoder.feed(bytes.as_bytes(), &mut |event| heard.push(event));
        assert_eq!(decoder.waits(), waits, "{bytes:?}");
        decoder.quiet(&mut |event| heard.push(event));
    }
    decoder.feed(b"j", &mut |event| heard.push(event));
    let words: Vec<_> = heard.into_iter().filter_map(meaning::message).map(word).collect();
    assert_eq!(words, ["Esc", "Char('j')"]);
}

#[test]
fn long_input_is_cut() {
    let long = "7".repeat(3 << 20);
    for (bytes, expected) in
        [(format!("\x1b[{long}Aj"), "Up Char('j')"), (format!("\x1b]{long}\rj"), "Enter Char('j')")]
    {
        assert_eq!(said(&[bytes.as_bytes()]), expected);
    }
    let paste = format!("\x1b[200~{long}\x1b[201~j");
    let words = said(&[paste.as_bytes()]);
    assert_eq!(words.len(), "Paste(\"\") Char('j')".len() + (1 << 20));
    assert!(words.ends_with("7\") Char('j')"));
}

fn key_bytes() -> impl Strategy<Value = Vec<u8>> {
    let known = prop_oneof![
        Just("j"),
        Just("区"),
        Just("\x1b[A"),
        Just("\x1bOB"),
        Just("\x1b[3~"),
        Just("\x1b[1;5C"),
        Just("\r"),
        Just("\x03"),
        Just("\x1b[<0;5;7M"),
        Just("\x1b[200~a\rb\x1b[201~"),
        Just("\x1b]11;?\x07"),
    ];
    prop_oneof![
        4 => known.prop_map(|text| text.as_bytes().to_vec()),
        1 => any::<u8>().prop_map(|byte| vec![byte]),
    ]
}

proptest! {
    /// However a stream is cut into reads, it says the same.
    #[test]
    fn cuts_change_nothing(keys in prop::collection::vec(key_bytes(), 0..40), step in 1_usize..9) {
        let stream = keys.concat();
        let pieces: Vec<_> = stream.chunks(step).collect();
        prop_assert_eq!(said(&pieces), said(&[&stream]));
    }
}
