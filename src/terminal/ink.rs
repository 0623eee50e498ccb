//! Cells as bytes: few of them for each frame, since many a terminal is at the end of a slow line.
//!
//! ratatui finds the cells that changed. What is known of the others serves here: a short gap
//! between changes is written again where that is shorter than a jump, and the blank end of a line
//! is erased instead of written. Each style and each jump costs what it must, the cursor is
//! shown and hidden only where that changes something.

mod pen;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use unicode_width::UnicodeWidthStr;

use pen::{PLAIN, Pen};

/// Room for a frame that changes everything on a usual screen.
const ROOM: usize = 8 * 1024;
/// A jump to the right takes four bytes.
const JUMP: usize = 4;
/// Erasing the rest of a line takes three bytes.
const ERASE: usize = 3;
/// What erasing leaves: a space in the first style.
const BLANK: Shown = Shown { letter: b' ', pen: 0 };
/// A letter that is none of ASCII, or the second half of a wide one.
const OTHER: Shown = Shown { letter: 0, pen: 0 };
/// The first half of a wide letter.
const WIDE: Shown = Shown { letter: 1, pen: 0 };

/// What is known of a cell on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shown {
    /// Its letter, if that is one of ASCII that is seen.
    letter: u8,
    /// Its style, by the place among those that were used.
    pen: u8,
}

/// Where ratatui draws: nothing leaves before [`Ink::end`].
#[derive(Debug)]
pub(super) struct Ink {
    bytes: Vec<u8>,
    size: Size,
    shown: Vec<Shown>,
    pens: Vec<Pen>,
    /// The style that the terminal writes with, if that is known.
    pen: Option<u8>,
    /// Where the terminal writes next, if that is known.
    at: Option<Position>,
    /// Whether the cursor is seen, if that is known.
    caret: Option<bool>,
    /// Where the cursor is to be seen after the frame.
    caret_at: Option<Position>,
}

impl Ink {
    /// Ink on an empty screen of this size.
    pub fn new(size: Size) -> Self {
        Self {
            bytes: Vec::with_capacity(ROOM),
            size,
            shown: vec![BLANK; usize::from(size.width) * usize::from(size.height)],
            pens: vec![PLAIN],
            pen: None,
            at: None,
            caret: None,
            caret_at: None,
        }
    }

    /// Ends a frame: gives its bytes, none if nothing changed.
    pub fn end(&mut self) -> &mut Vec<u8> {
        self.see_caret(self.caret_at.is_some());
        if let Some(Position { x, y }) = self.caret_at {
            self.go(x, y);
        }
        // Whatever writes next finds the plain style.
        if !self.bytes.is_empty() {
            self.dip(PLAIN);
        }
        &mut self.bytes
    }

    fn index(&self, x: u16, y: u16) -> usize {
        usize::from(y) * usize::from(self.size.width) + usize::from(x)
    }

    /// The place of a style among those that were used.
    fn known(&mut self, pen: Pen) -> Option<u8> {
        let place = self.pens.iter().position(|known| *known == pen);
        let place = place.unwrap_or_else(|| {
            self.pens.push(pen);
            self.pens.len() - 1
        });
        u8::try_from(place).ok()
    }

    /// Writes the cells of one line that changed.
    fn line(&mut self, y: u16, cells: &[(u16, &Cell)]) {
        for (x, cell) in cells {
            self.uncover(*x, y, cell);
        }
        for (x, cell) in cells {
            self.note(*x, y, cell);
        }
        let start = self.index(0, y);
        let whole = &self.shown[start..start + usize::from(self.size.width)];
        let text = whole.iter().rposition(|shown| *shown != BLANK).map_or(0, |last| last + 1);
        for (index, (x, cell)) in cells.iter().enumerate() {
            self.go(*x, y);
            if usize::from(*x) >= text && cells.len() - index > ERASE {
                self.dip(PLAIN);
                self.bytes.extend_from_slice(b"\x1b[K");
                return;
            }
            self.dip(pen::of(cell));
            self.bytes.extend_from_slice(cell.symbol().as_bytes());
            self.passed(*x, y, cell.symbol());
        }
    }

    /// Where a wide letter goes, its other half would take the style of the letter in its place,
    /// and ratatui takes it for plain. A wide letter also goes where another one, one cell to the
    /// left, puts its own other half.
    fn uncover(&mut self, x: u16, y: u16, cell: &Cell) {
        if !is_wide(cell) {
            self.erase_wide(x, y, cell);
        } else if x + 1 < self.size.width {
            self.erase_wide(x + 1, y, cell);
        }
    }

    /// Takes a wide letter away, before `cell` comes over it, if there is one.
    fn erase_wide(&mut self, x: u16, y: u16, cell: &Cell) {
        let index = self.index(x, y);
        if self.shown[index] != WIDE {
            return;
        }
        if pen::of(cell) != PLAIN {
            self.go(x, y);
            self.dip(PLAIN);
            self.bytes.extend_from_slice(b"  ");
            self.at = None;
        }
        if x + 1 < self.size.width {
            self.shown[index + 1] = BLANK;
        }
    }

    /// Remembers what a cell shows from now on.
    fn note(&mut self, x: u16, y: u16, cell: &Cell) {
        let index = self.index(x, y);
        let known = self.known(pen::of(cell));
        let shown = match (cell.symbol().as_bytes(), known) {
            (&[letter @ b' '..=b'~'], Some(pen)) => Shown { letter, pen },
            _ if is_wide(cell) => WIDE,
            _ => OTHER,
        };
        self.shown[index] = shown;
        // The other half of a wide letter is no cell of its own.
        if shown == WIDE && x + 1 < self.size.width {
            self.shown[index + 1] = OTHER;
        }
    }

    /// Goes to a cell in the shortest way.
    fn go(&mut self, x: u16, y: u16) {
        match self.at {
            Some(at) if (at.x, at.y) == (x, y) => return,
            Some(at) if at.y == y && at.x < x => {
                let gap = usize::from(x - at.x);
                let from = self.index(at.x, y);
                let between = &self.shown[from..from + gap];
                let as_now = |shown: &Shown| shown.letter >= b' ' && Some(shown.pen) == self.pen;
                if gap <= JUMP && between.iter().all(as_now) {
                    self.bytes.extend(between.iter().map(|shown| shown.letter));
                } else if gap == 1 {
                    self.write(format_args!("\x1b[C"));
                } else {
                    self.write(format_args!("\x1b[{gap}C"));
                }
            }
            _ if x == 0 => self.write(format_args!("\x1b[{}H", y + 1)),
            _ => self.write(format_args!("\x1b[{};{}H", y + 1, x + 1)),
        }
        self.at = Some(Position::new(x, y));
    }

    /// Where the terminal is after a letter.
    fn passed(&mut self, x: u16, y: u16, symbol: &str) {
        let wide = if symbol.len() == 1 { 1 } else { symbol.width() };
        let next = usize::from(x) + wide;
        // Terminals differ in how wide they take letters of several characters, and in where
        // they are after the last column.
        let sure = symbol.chars().nth(1).is_none() && next < usize::from(self.size.width);
        let next = u16::try_from(next).ok().filter(|_| sure);
        self.at = next.map(|next| Position::new(next, y));
    }

    /// Takes another style.
    fn dip(&mut self, pen: Pen) {
        let known = self.known(pen);
        if known.is_some() && self.pen == known {
            return;
        }
        pen::write(pen, self.pen == Some(0), &mut self.bytes);
        self.pen = known;
    }

    fn write(&mut self, text: std::fmt::Arguments<'_>) {
        // Memory takes everything.
        let _ = self.bytes.write_fmt(text);
    }

    fn see_caret(&mut self, seen: bool) {
        if self.caret != Some(seen) {
            self.bytes.extend_from_slice(if seen { b"\x1b[?25h" } else { b"\x1b[?25l" });
            self.caret = Some(seen);
        }
    }
}

/// Whether two cells look the same; most hold one byte.
pub(super) fn same(one: &Cell, other: &Cell) -> bool {
    let letters = match (one.symbol().as_bytes(), other.symbol().as_bytes()) {
        ([one], [other]) => one == other,
        (one, other) => one == other,
    };
    letters && pen::of(one) == pen::of(other)
}

fn is_wide(cell: &Cell) -> bool {
    cell.symbol().len() > 1 && cell.symbol().width() > 1
}

impl Backend for Ink {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut cells = Vec::with_capacity(self.size.width.into());
        let mut line = 0;
        for (x, y, cell) in content {
            if y != line {
                self.line(line, &cells);
                cells.clear();
                line = y;
            }
            cells.push((x, cell));
        }
        if !cells.is_empty() {
            self.line(line, &cells);
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.caret_at = None;
        Ok(())
    }

    /// Where it is to be seen is told as well.
    fn show_cursor(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Where it was put last: nothing is asked.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.at.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.caret_at = Some(position.into());
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.dip(PLAIN);
        self.bytes.extend_from_slice(b"\x1b[2J");
        self.shown.fill(BLANK);
        Ok(())
    }

    fn clear_region(&mut self, _: ClearType) -> io::Result<()> {
        self.clear()
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
