//! A model so small that only the terminal's room can be at fault.

use std::cell::Cell;
use std::io::Write;
use std::path::PathBuf;

use aks_egress::profile::Language;
use aks_egress::terminal::clipboard::{Clipboard, to_controlling_terminal};
use aks_egress::terminal::session::{Session, end_at_panic};
use aks_egress::terminal::{Exit, Options, check, run};
use aks_egress::wizard::Effect;
use aks_egress::wizard::Key;
use aks_egress::wizard::Message;
use ratatui::Frame;
use ratatui::text::Line;

/// Counts what came.
#[derive(Default)]
struct Toy {
    width: u16,
    height: u16,
    letters: usize,
    down: i64,
    others: Vec<String>,
    frames: Cell<usize>,
    broken: bool,
}

/// Plays a part and ends the process.
pub fn play(part: &str) -> ! {
    end_at_panic(|| std::io::stderr().write_all(b"kept\n").unwrap());
    let code = match part {
        "run" => Exit::code(run_toy()),
        "fail" => fail().map_or(2, |()| 0),
        "check" => {
            println!("terminal: {}", check::is_terminal());
            0
        }
        "copy" => {
            let copied = Clipboard::new(check::variable).copy(
                "hello",
                Language::En,
                to_controlling_terminal,
            );
            println!("{copied:?}");
            0
        }
        other => panic!("no such part: {other}"),
    };
    if let Some(path) = std::env::var_os("TOY_END") {
        std::fs::write(PathBuf::from(path), code.to_string()).unwrap();
    }
    std::process::exit(code.into());
}

fn run_toy() -> Exit {
    let language = Cell::new(Language::En);
    let options = Options { mouse: false, language: &language };
    run(&mut Toy::default(), update, draw, options).unwrap()
}

/// Takes the terminal and fails by an error, as code with `?` does.
fn fail() -> Result<(), std::num::ParseIntError> {
    let _session = Session::enter(true).unwrap();
    let _: u8 = "none".parse()?;
    Ok(())
}

fn update(toy: &mut Toy, message: Message) -> Vec<Effect> {
    match message {
        Message::Resize { width, height } => (toy.width, toy.height) = (width, height),
        Message::Key(Key::Char('x')) => toy.letters += 1,
        Message::Key(Key::Down) => toy.down += 1,
        Message::Key(Key::Up) => toy.down -= 1,
        Message::Key(Key::Char('q')) => return vec![Effect::Quit],
        Message::Key(Key::Char('c')) => return vec![Effect::Copy("hello".to_owned())],
        Message::Key(Key::Char('m')) => return vec![Effect::Mouse(true)],
        Message::Key(Key::Ctrl('z')) => return vec![Effect::Suspend],
        Message::Key(Key::Char('p')) => panic!("the toy\nbroke"),
        Message::Key(Key::Char('d')) => toy.broken = true,
        Message::Key(Key::Char('t')) => {
            let thread = std::thread::spawn(|| panic!("the toy\nbroke"));
            toy.others.push(format!("thread failed: {}", thread.join().is_err()));
        }
        other => toy.others.push(format!("{other:?}")),
    }
    Vec::new()
}

fn draw(toy: &Toy, frame: &mut Frame) {
    toy.frames.set(toy.frames.get() + 1);
    assert!(!toy.broken, "the toy\nbroke");
    let mut lines = vec![
        format!("size {}x{}", toy.width, toy.height),
        format!("letters {}", toy.letters),
        format!("down {}", toy.down),
        format!("others {}", toy.others.len()),
        format!("frame {}.", toy.frames.get()),
    ];
    lines.extend(toy.others.iter().cloned());
    let area = frame.area();
    for (row, line) in area.rows().zip(&lines) {
        frame.render_widget(Line::from(line.as_str()), row);
    }
    if let Some(last) = area.rows().next_back() {
        frame.render_widget(Line::from("the last row"), last);
    }
}
