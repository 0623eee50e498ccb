//! The terminal's room in a real pseudo-terminal, with a toy for a wizard.
#![cfg(unix)]
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail by panic")]

#[path = "support/pty.rs"]
mod pty;
#[path = "support/toy.rs"]
mod toy;

use std::process::{Command, Stdio};

use portable_pty::CommandBuilder;
use pty::{Pty, Seen};
use rustix::process::Signal;

/// Names the part that this program is to play when it is started anew inside a terminal.
const PART: &str = "AKS_EGRESS_TOY";

const ENTER: &str = "\x1b[?1049h\x1b[0m\x1b[2J\x1b[1;1H\x1b[?25l\x1b[?2004h";
const LEAVE: &str = "\x1b[?2004l\x1b[?25h\x1b[0m\x1b[2J\x1b[1;1H\x1b[?1049l";

/// Not a test: the toy itself, when [`PART`] asks for it.
#[test]
fn the_toy() {
    if let Ok(part) = std::env::var(PART) {
        toy::play(&part);
    }
}

fn words(part: &str) -> [String; 5] {
    let program = std::env::current_exe().unwrap().into_os_string().into_string().unwrap();
    let [exact, nocapture] = ["--exact", "--nocapture"].map(str::to_owned);
    [format!("{PART}={part}"), program, exact, nocapture, "the_toy".to_owned()]
}

/// A command that plays a part.
fn toy(part: &str) -> CommandBuilder {
    let [_, program, rest @ ..] = words(part);
    let mut command = CommandBuilder::new(program);
    command.args(rest);
    command.env(PART, part);
    command
}

/// The toy, running and drawn.
fn running() -> Pty {
    let pty = Pty::start(toy("run"), 80, 24);
    drop(pty.shows("frame 1."));
    pty
}

/// A shell that knows how to stop and continue jobs, and a line that starts the toy in it.
fn shell() -> (Pty, String) {
    let mut command = CommandBuilder::new("sh");
    command.arg("-i");
    command.env("PS1", "ready> ");
    command.env_remove("ENV");
    let pty = Pty::start(command, 80, 24);
    drop(pty.shows("ready> "));
    (pty, format!("{}\r", words("run").join(" ")))
}

#[track_caller]
fn assert_restored(seen: &Seen) {
    let screen = seen.screen();
    assert!(!screen.alternate_screen(), "the shell's screen is back");
    assert!(!screen.hide_cursor(), "the cursor is back");
    assert!(!screen.bracketed_paste(), "pastes are plain again");
    assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    assert_eq!((seen.count(ENTER), seen.count(LEAVE)), (1, 1), "in mirrored order, once");
}

/// The modes that a list of sequences sets or resets, in order.
fn modes(list: &str) -> Vec<&str> {
    list.split("\x1b[?").skip(1).filter_map(|rest| rest.split(['h', 'l']).next()).collect()
}

#[test]
fn enter_and_leave_mirror_each_other() {
    let mut pty = running();
    pty.send("q");
    let (code, seen) = pty.end();
    assert_eq!(code, 0);
    assert_restored(&seen);
    let mut left = modes(LEAVE);
    left.reverse();
    assert_eq!(modes(ENTER), left);
    assert!(seen.bytes.ends_with(LEAVE.as_bytes()), "nothing follows");
}

#[test]
fn nothing_is_asked_and_frames_are_whole() {
    let mut pty = running();
    pty.send("x");
    drop(pty.shows("letters 1"));
    pty.send("q");
    let (_, seen) = pty.end();
    for question in
        ["\x1b[6n", "\x1b[5n", "\x1b[c", "\x1b[0c", "\x1b[>", "\x1b[?u", "\x1b]", "\x1bP"]
    {
        assert_eq!(seen.count(question), 0, "{question:?}");
    }
    assert_eq!(seen.count("\x1b[?2026h"), 2);
    assert_eq!(seen.count("\x1b[?2026l"), 2);
}

#[test]
fn ignored_key_draws_nothing() {
    let mut pty = running();
    pty.send("\x1b[15~");
    pty.send("x");
    drop(pty.shows("frame 2."));
}

#[test]
fn line_settings_are_restored() {
    let mut command = CommandBuilder::new("sh");
    let [part, program, rest @ ..] = words("run");
    command.args(["-c", r#"printf 'before '; read go; "$@"; printf 'after '; read go"#, "sh"]);
    command.args(["env".to_owned(), part, program]);
    command.args(rest);
    let mut pty = Pty::start(command, 80, 24);
    drop(pty.shows("before"));
    let before = pty.settings();
    pty.send("\r");
    drop(pty.shows("frame 1."));
    assert!(pty.settings() != before, "keys come raw");
    pty.send("q");
    drop(pty.shows("after"));
    assert_eq!(pty.settings(), before);
}

#[test]
fn error_restores() {
    let mut pty = Pty::start(toy("fail"), 80, 24);
    let (code, seen) = pty.end();
    assert_eq!(code, 2);
    assert_eq!(seen.count("\x1b[?1000h\x1b[?1006h"), 1);
    assert!(seen.bytes.ends_with(format!("\x1b[?1006l\x1b[?1000l{LEAVE}").as_bytes()));
    assert_restored(&seen);
}

/// In `update`, in `draw` and in another thread.
#[test]
fn panic_restores_before_its_message() {
    for key in ["p", "d", "t"] {
        let mut pty = running();
        pty.send("mx");
        drop(pty.shows("letters 1"));
        pty.send(key);
        let (code, seen) = pty.end();
        assert_eq!(code, 101, "{key}");
        assert_restored(&seen);
        let text = seen.text();
        assert!(text.contains("the toy\nbroke"), "line breaks are whole again:\n{text}");
        assert!(text.contains("kept\naks-egress has stopped at a fault of its own"), "{text}");
        assert!(seen.position(LEAVE) < seen.position("panicked"));
        let after =
            String::from_utf8_lossy(&seen.bytes[seen.position(LEAVE).unwrap()..]).into_owned();
        assert!(!after.contains("\x1b[?2026"), "no half frame follows: {after:?}");
    }
}

/// Whatever ends it, the line settings are those of a terminal that nobody has touched.
#[test]
fn every_end_restores_the_line_settings() {
    let mut untouched = Pty::start(toy("check"), 80, 24);
    drop(untouched.end());
    let before = untouched.settings();
    let by_key = |key: &'static str| {
        let mut pty = running();
        pty.send(key);
        pty
    };
    let by_signal = |signal| {
        let pty = running();
        pty.signal(signal);
        pty
    };
    let ends = [
        by_key("q"),
        by_key("p"),
        by_key("d"),
        Pty::start(toy("fail"), 80, 24),
        by_signal(Signal::TERM),
        by_signal(Signal::HUP),
        by_signal(Signal::INT),
        by_signal(Signal::QUIT),
    ];
    for (index, mut pty) in ends.into_iter().enumerate() {
        assert_restored(&pty.end().1);
        assert_eq!(pty.settings(), before, "end {index}");
    }
}

#[test]
fn signals_restore_and_give_their_code() {
    for (signal, code) in
        [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130), (Signal::QUIT, 131)]
    {
        let mut pty = running();
        pty.signal(signal);
        let (end, seen) = pty.end();
        assert_eq!(end, code, "{signal:?}");
        assert_restored(&seen);
        assert!(seen.bytes.ends_with(LEAVE.as_bytes()), "nothing follows");
    }
}

#[test]
fn signal_is_heard_inside_a_sequence_that_has_begun() {
    for begun in ["\x1b", "\x1b[", "\x1b[200~text", "\x1b]11;"] {
        let mut pty = running();
        pty.send("x");
        pty.send(begun);
        drop(pty.shows("letters 1"));
        pty.signal(Signal::TERM);
        assert_eq!(pty.end().0, 143, "{begun:?}");
    }
}

#[test]
fn closed_terminal_ends_the_program() {
    let end = tempfile::tempdir().unwrap();
    let path = end.path().join("end");
    // In a session of its own the toy gets no signal: it must see that the terminal is gone.
    for session in ["", "setsid"] {
        let mut command = CommandBuilder::new("sh");
        let [part, program, rest @ ..] = words("run");
        command.args(["-c", r#"trap "" HUP; $0 "$@"; true"#]);
        command.args(session.split_whitespace().chain(["env"]).map(str::to_owned));
        command.args([part, program]);
        command.args(rest);
        command.env("TOY_END", &path);
        let pty = Pty::start(command, 80, 24);
        drop(pty.shows("frame 1."));
        let mut child = pty.hang_up("x");
        child.wait().unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "129", "{session}");
        std::fs::remove_file(&path).unwrap();
    }
}

#[test]
fn stopped_job_resumes_with_a_whole_frame() {
    let (mut pty, line) = shell();
    pty.send(&line);
    drop(pty.shows("frame 1."));
    pty.send("x");
    drop(pty.shows("letters 1"));
    pty.send("\x1a");
    {
        let seen = pty.shows("Stopped");
        assert!(!seen.screen().alternate_screen());
        assert!(!seen.screen().hide_cursor());
    }
    drop(pty.until("a prompt", |seen| seen.text().trim_end().ends_with("ready>")));
    // The shell's echo shows that the line settings are those of the shell.
    pty.send("echo st''ill here\r");
    drop(pty.shows("\nstill here"));
    pty.resize(60, 20);
    pty.send("fg\r");
    {
        let seen = pty.shows("size 60x20");
        assert!(seen.screen().alternate_screen() && seen.screen().hide_cursor());
        let text = seen.text();
        assert!(text.contains("letters 1") && text.ends_with("the last row"), "{text}");
    }
    pty.send("xq");
    drop(pty.until("a prompt", |seen| seen.text().trim_end().ends_with("ready>")));
    pty.send("echo code $?.; exit\r");
    let (_, seen) = pty.end();
    assert!(seen.text().contains("code 0."), "{}", seen.text());
    assert_eq!((seen.count(ENTER), seen.count(LEAVE)), (2, 2));
}

#[test]
fn stop_without_a_shell_just_goes_on() {
    // The toy leads its session here: nobody could continue it, so the system does not stop it.
    let mut pty = running();
    pty.send("\x1a");
    drop(pty.until("the second frame", |seen| seen.count(ENTER) == 2));
    pty.send("x");
    let seen = pty.shows("letters 1");
    assert!(seen.text().ends_with("the last row"));
}

#[test]
fn stop_from_outside_is_repaired() {
    let mut pty = running();
    pty.signal(Signal::STOP);
    pty.signal(Signal::CONT);
    drop(pty.until("the terminal taken again", |seen| seen.count(ENTER) == 2));
    pty.send("x");
    let seen = pty.shows("letters 1");
    assert!(seen.text().ends_with("the last row"), "{}", seen.text());
}

#[test]
fn paste_is_one_text() {
    let mut pty = running();
    pty.send("\x1b[200~q\rzwei\x1b[201~");
    drop(pty.shows("others 1"));
    drop(pty.shows(r#"Paste("q\rzwei")"#));
    // Cut into pieces it is still one.
    for piece in ["\x1b[20", "0~dr", "ei\x1b[2", "01", "~"] {
        pty.send(piece);
    }
    drop(pty.shows("others 2"));
    drop(pty.shows(r#"Paste("drei")"#));
}

/// The number of the last frame on the screen.
fn frames(seen: &Seen) -> usize {
    let text = seen.text();
    let (_, rest) = text.split_once("frame ").unwrap();
    rest.split_once('.').unwrap().0.parse().unwrap()
}

#[test]
fn burst_is_folded_into_few_frames() {
    let mut pty = running();
    pty.send(&"x".repeat(5000));
    let drawn = frames(&pty.shows("letters 5000"));
    assert!(drawn <= 60, "{drawn} frames for letters");
    // An arrow is three bytes: some are cut in two wherever the terminal's buffer ends.
    pty.send(&"\x1b[B".repeat(5000));
    let drawn = frames(&pty.shows("down 5000")) - drawn;
    assert!(drawn <= 180, "{drawn} frames for arrows");
    drop(pty.shows("others 0"));
}

#[test]
fn resize_is_told_and_drawn() {
    let mut pty = running();
    for (columns, rows) in [(40, 10), (120, 40), (1, 1), (80, 24)] {
        pty.resize(columns, rows);
        if columns > 1 {
            let seen = pty.shows(&format!("size {columns}x{rows}"));
            assert!(seen.text().ends_with("the last row"), "{}", seen.text());
        }
    }
}

#[test]
fn terminal_without_a_size_gets_the_usual_one() {
    let pty = Pty::start(toy("run"), 80, 24);
    drop(pty.shows("frame 1."));
    let mut blind = Pty::start(toy("run"), 0, 0);
    drop(blind.until("a frame", |seen| seen.count("80x24") == 1));
    blind.send("q");
    assert_eq!(blind.end().0, 0);
}

#[test]
fn mouse_is_taken_on_request_and_given_back() {
    let mut pty = running();
    assert_eq!(pty.shows("frame").count("\x1b[?1000h"), 0);
    pty.send("m\x1b[<0;5;7M");
    drop(pty.shows("Click { column: 4, row: 6 }"));
    assert_eq!(pty.shows("frame").count("\x1b[?1000h\x1b[?1006h"), 1);
    pty.send("q");
    let (_, seen) = pty.end();
    assert_eq!(seen.count("\x1b[?1006l\x1b[?1000l"), 1);
    assert_restored(&seen);
}

#[test]
fn copy_goes_to_the_terminal_over_ssh_and_without_a_display() {
    let plain = "\x1b]52;c;aGVsbG8=\x1b\\";
    let through_tmux = "\x1bPtmux;\x1b\x1b]52;c;aGVsbG8=\x1b\x1b\\\x1b\\";
    for (variables, expected, tmux) in [
        ("", plain, false),
        ("SSH_TTY=/dev/pts/9 DISPLAY=localhost:10", plain, false),
        ("SSH_CONNECTION=a TMUX=/tmp/tmux-0/default", through_tmux, true),
        // A desktop that does not answer: the terminal may.
        ("DISPLAY=:4711", plain, false),
    ] {
        let mut command = toy("run");
        for (name, value) in variables.split_whitespace().filter_map(|pair| pair.split_once('=')) {
            command.env(name, value);
        }
        let mut pty = Pty::start(command, 80, 24);
        drop(pty.shows("frame 1."));
        pty.send("c");
        let seen = pty.shows(&format!("Copied(Ok(Terminal {{ tmux: {tmux} }}))"));
        assert_eq!(seen.count(expected), 1, "{variables}");
        assert_eq!(seen.count("tmux;"), usize::from(tmux), "{variables}");
    }
}

#[test]
fn copy_from_a_pipeline_reaches_the_terminal() {
    let mut command = CommandBuilder::new("sh");
    let [part, program, rest @ ..] = words("copy");
    command.args(["-c", r#""$@" | grep -o Terminal"#, "sh", "env"]);
    command.args([part, program]);
    command.args(rest);
    let mut pty = Pty::start(command, 80, 24);
    let (code, seen) = pty.end();
    assert_eq!(code, 0, "{}", seen.text());
    assert_eq!(seen.count("\x1b]52;c;aGVsbG8=\x1b\\"), 1);
}

#[test]
fn pipes_are_no_terminal() {
    let [_, program, rest @ ..] = words("check");
    let piped =
        Command::new(program).args(rest).env(PART, "check").stdin(Stdio::null()).output().unwrap();
    assert!(String::from_utf8_lossy(&piped.stdout).contains("terminal: false"));
    for (line, expected) in [
        (r#""$@""#, "terminal: true"),
        (r#""$@" < /dev/null"#, "terminal: false"),
        (r#""$@" | cat"#, "terminal: false"),
    ] {
        let mut command = CommandBuilder::new("sh");
        let [part, program, rest @ ..] = words("check");
        command.args(["-c", line, "sh", "env"]);
        command.args([part, program]);
        command.args(rest);
        let mut pty = Pty::start(command, 80, 24);
        let (_, seen) = pty.end();
        assert!(seen.text().contains(expected), "{line}: {}", seen.text());
    }
}
