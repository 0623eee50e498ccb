//! A screen as an SVG picture that follows the reader's light or dark colours.

use aks_egress::cells;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use std::fmt::Write;

/// Pixels of one cell.
const CELL: (u16, u16) = (9, 18);
const MARGIN: u16 = 14;

const STYLE: &str = "\
text{font:15px/18px ui-monospace,SFMono-Regular,Menlo,Consolas,'Noto Sans Mono CJK SC',monospace;\
fill:#1f2328}\
.paper{fill:#fff;stroke:#d0d7de}.bar{fill:#1f2328}.line{fill:#8c959f}.bold{font-weight:bold}.bar-text{fill:#fff}\
.green{fill:#116329}.red{fill:#b31d28}.magenta{fill:#8250df}\
@media(prefers-color-scheme:dark){text{fill:#e6edf3}.paper{fill:#0d1117;stroke:#30363d}\
.bar{fill:#e6edf3}.bar-text{fill:#0d1117}.green{fill:#56d364}.red{fill:#ff7b72}.magenta{fill:#d2a8ff}}";

/// The picture, with `title` for those who cannot see it.
pub fn picture(buffer: &Buffer, title: &str) -> String {
    let (width, height) =
        (buffer.area.width * CELL.0 + 2 * MARGIN, buffer.area.height * CELL.1 + 2 * MARGIN);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\">\n\
         <title>{}</title>\n<style>{STYLE}</style>\n\
         <rect class=\"paper\" x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" rx=\"8\"/>\n",
        escaped(title),
        width - 1,
        height - 1,
    );
    for y in 0..buffer.area.height {
        for run in runs(buffer, y) {
            run.write(&mut svg, y);
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// Neighbouring cells that look alike.
struct Run {
    x: u16,
    cells: u16,
    text: String,
    class: String,
    reversed: bool,
}

fn runs(buffer: &Buffer, y: u16) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut x = 0;
    while x < buffer.area.width {
        let cell = &buffer[(x, y)];
        let wide = u16::try_from(cells::width(cell.symbol())).unwrap_or(1).max(1);
        let (class, reversed) = class(cell);
        // Fonts disagree about how wide a Chinese character is, so each has a place of its own.
        let joins = |run: &&mut Run| {
            wide == 1
                && cell.symbol() != "│"
                && run.text != "│"
                && usize::from(run.cells) == run.text.chars().count()
                && run.class == class
                && run.reversed == reversed
        };
        if let Some(run) = runs.last_mut().filter(joins) {
            run.text.push_str(cell.symbol());
            run.cells += 1;
        } else {
            let text = cell.symbol().to_owned();
            runs.push(Run { x, cells: wide, text, class, reversed });
        }
        x += wide;
    }
    runs
}

fn class(cell: &Cell) -> (String, bool) {
    let reversed = cell.modifier.contains(Modifier::REVERSED);
    let mut classes = Vec::new();
    if reversed {
        classes.push("bar-text");
    }
    if cell.modifier.contains(Modifier::BOLD) {
        classes.push("bold");
    }
    match cell.fg {
        Color::Green => classes.push("green"),
        Color::Red => classes.push("red"),
        Color::Magenta => classes.push("magenta"),
        _ => {}
    }
    (classes.join(" "), reversed)
}

impl Run {
    fn write(&self, svg: &mut String, y: u16) {
        let (left, top) = (MARGIN + self.x * CELL.0, MARGIN + y * CELL.1);
        let wide = self.cells * CELL.0;
        if self.reversed {
            let _ = writeln!(
                svg,
                "<rect class=\"bar\" x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{}\"/>",
                CELL.1
            );
        }
        let mut at = left;
        // Blanks are of no account in SVG, and not every viewer stretches a line, so each word has
        // a place of its own.
        for word in self.text.split(' ') {
            let long = u16::try_from(cells::width(word)).unwrap_or(1) * CELL.0;
            if !word.is_empty() {
                self.write_word(svg, word, (at, top), long);
            }
            at += long + CELL.0;
        }
    }

    fn write_word(&self, svg: &mut String, word: &str, (x, y): (u16, u16), long: u16) {
        let (middle, half) = (y + CELL.1 / 2, x + CELL.0 / 2);
        let _ = match word {
            "│" => writeln!(
                svg,
                "<rect class=\"line\" x=\"{half}\" y=\"{y}\" width=\"1\" height=\"{}\"/>",
                CELL.1
            ),
            _ if word.chars().all(|c| c == '─') => {
                writeln!(
                    svg,
                    "<rect class=\"line\" x=\"{x}\" y=\"{middle}\" width=\"{long}\" height=\"1\"/>"
                )
            }
            _ => {
                let class = if self.class.is_empty() {
                    String::new()
                } else {
                    format!(" class=\"{}\"", self.class)
                };
                let text = escaped(word);
                writeln!(
                    svg,
                    "<text{class} x=\"{x}\" y=\"{}\" textLength=\"{long}\">{text}</text>",
                    y + 14
                )
            }
        };
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
