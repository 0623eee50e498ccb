//! The least that a program on a terminal can do: one full frame in one write, then one line in one
//! write for each read. Compiled on its own, with nothing but the standard library.

use std::io::{Read, Write};

fn main() {
    let mut numbers = std::env::args().skip(1).map(|number| number.parse::<usize>().expect("a number"));
    let (width, height) = (numbers.next().expect("columns"), numbers.next().expect("rows"));
    let line = |number: usize| -> String {
        let text = format!("  HTTPS 443  host-{number}.example.com  row {number} of the list");
        format!("{text:<width$.width$}")
    };
    let mut frame = "\x1b[?1049h\x1b[2J\x1b[?25l".to_owned();
    for row in 1..=height {
        frame += &format!("\x1b[{row};1H{}", line(row));
    }
    let (mut input, mut output) = (std::io::stdin(), std::io::stdout());
    output.write_all(frame.as_bytes()).and_then(|()| output.flush()).expect("a terminal");
    let mut keys = [0; 8192];
    let mut at = 0;
    while let Ok(count @ 1..) = input.read(&mut keys) {
        if keys[..count].contains(&b'q') {
            break;
        }
        at = (at + 1) % height;
        let changed = format!("\x1b[{};1H\x1b[7m{}\x1b[m", at + 1, line(at));
        output.write_all(changed.as_bytes()).and_then(|()| output.flush()).expect("a terminal");
    }
    output.write_all(b"\x1b[?25h\x1b[?1049l").and_then(|()| output.flush()).expect("a terminal");
}
