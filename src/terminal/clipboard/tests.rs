use super::*;

fn environment(set: &'static str) -> impl Fn(&str) -> Option<String> {
    move |name| {
        let mut pairs = set.split_whitespace().filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
    }
}

#[test]
#[cfg(not(any(windows, target_os = "macos")))]
fn way_follows_from_variables() {
    use Between::{Nothing, Screen, Tmux};
    for (variables, expected) in [
        ("", Way::Terminal(Nothing)),
        ("DISPLAY=:0", Way::Desktop),
        ("WAYLAND_DISPLAY=wayland-0", Way::Desktop),
        ("DISPLAY=", Way::Terminal(Nothing)),
        ("DISPLAY=:0 TMUX=/tmp/tmux-0", Way::Desktop),
        ("DISPLAY=localhost:10 SSH_CONNECTION=a", Way::Terminal(Nothing)),
        ("DISPLAY=:0 SSH_TTY=/dev/pts/1", Way::Terminal(Nothing)),
        ("SSH_CLIENT=a TMUX=/tmp/tmux-0", Way::Terminal(Tmux)),
        ("TMUX=/tmp/tmux-0", Way::Terminal(Tmux)),
        ("STY=1.pts", Way::Terminal(Screen)),
        ("STY=1.pts TMUX=/tmp/tmux-0", Way::Terminal(Tmux)),
    ] {
        assert_eq!(Way::from(environment(variables)), expected, "{variables}");
    }
}

#[test]
fn sequence_is_wrapped_for_what_stands_between() {
    for (between, expected) in [
        (Between::Nothing, "\x1b]52;c;aGk=\x1b\\".to_owned()),
        (
            Between::Tmux,
            "\x1b]52;c;aGk=\x1b\\\x1bPtmux;\x1b\x1b]52;c;aGk=\x1b\x1b\\\x1b\\".to_owned(),
        ),
        (Between::Screen, "\x1bP\x1b]52;c;aGk=\x1b\\\x1bP\x07\x1b\\".to_owned()),
    ] {
        assert_eq!(osc52("hi", between), expected, "{between:?}");
    }
}

#[test]
fn screen_gets_pieces_that_make_the_whole() {
    let text = "egress ".repeat(100);
    let wrapped = osc52(&text, Between::Screen);
    let pieces: Vec<_> = wrapped
        .split_inclusive("\x1b\\")
        .map(|piece| piece.strip_prefix("\x1bP").unwrap().strip_suffix("\x1b\\").unwrap())
        .collect();
    assert!(pieces.len() > 10);
    assert!(pieces.iter().all(|piece| piece.len() <= SCREEN_PIECE));
    let plain = osc52(&text, Between::Nothing);
    assert_eq!(pieces.concat(), plain.replace("\x1b\\", "\x07"));
}

#[test]
fn route_names_the_terminal() {
    let mut sent = Vec::new();
    let mut clipboard = Clipboard::new(environment("SSH_TTY=x TMUX=y"));
    let route = clipboard.copy("text", Language::En, |bytes| {
        sent.extend_from_slice(bytes);
        Ok(())
    });
    assert_eq!(route, Ok(Route::Terminal { tmux: true }));
    assert!(sent.starts_with(b"\x1b]52;c;dGV4dA=="));
}

#[test]
fn long_text_is_refused() {
    let mut clipboard = Clipboard::new(environment("SSH_TTY=x"));
    let fits = clipboard.copy(&"x".repeat(LONGEST), Language::En, |_| Ok(()));
    assert_eq!(fits, Ok(Route::Terminal { tmux: false }));
    let long = "x".repeat(LONGEST + 1);
    for (language, word) in [(Language::En, "terminal"), (Language::Zh, "终端")] {
        let refused = clipboard.copy(&long, language, |_| panic!("nothing is sent"));
        let reason = refused.unwrap_err();
        assert!(reason.contains("75 KB") && reason.contains(word), "{reason}");
    }
}

#[test]
fn failed_send_is_told() {
    let mut clipboard = Clipboard::new(environment(""));
    let told = clipboard.copy("x", Language::En, |_| Err(io::ErrorKind::BrokenPipe.into()));
    assert_eq!(told, Err("the reader is gone".to_owned()));
}
