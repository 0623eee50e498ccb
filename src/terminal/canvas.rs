//! Frames: drawn into memory, to be sent in one write.

use std::io;
use std::mem;

use ratatui::backend::Backend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Rect, Size};
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};

use super::ink::{Ink, same};

/// Between these marks the terminal shows nothing half done.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// The screen as the operator has it before them.
#[derive(Debug)]
pub struct Canvas {
    terminal: Terminal<Ink>,
    /// The frame that was sent last.
    before: Buffer,
    /// Room for the next one, blank.
    next: Buffer,
    /// What is on the screen is not known: it is cleared first.
    unknown: bool,
    sent: Vec<u8>,
}

impl Canvas {
    /// An empty screen of this size.
    ///
    /// # Errors
    /// Never in practice: nothing is sent and nothing asked.
    pub fn new(size: Size) -> io::Result<Self> {
        let mut terminal = terminal(size)?;
        let (before, next) = (take_cells(&mut terminal)?, take_cells(&mut terminal)?);
        Ok(Self { terminal, before, next, unknown: false, sent: Vec::new() })
    }

    /// Forgets what is on the screen: the next frame is a whole one, of this size.
    ///
    /// ratatui's own `clear` asks the terminal for the cursor and waits for the answer; this asks
    /// nothing.
    ///
    /// # Errors
    /// Never in practice.
    pub fn renew(&mut self, size: Size) -> io::Result<()> {
        *self = Self { unknown: true, ..Self::new(size)? };
        Ok(())
    }

    /// Draws a frame and gives the bytes that bring the screen to it; none if it is there already.
    ///
    /// ratatui would compare every cell in full, which takes half of the time of a frame. It is
    /// given frames without cells to compare; here whole lines are, and those that differ are
    /// handed to it.
    ///
    /// # Errors
    /// Never in practice.
    pub fn frame(&mut self, draw: impl FnOnce(&mut Frame)) -> io::Result<&[u8]> {
        if mem::take(&mut self.unknown) {
            self.terminal.backend_mut().clear()?;
        }
        let area = self.before.area;
        let next = &mut self.next;
        self.terminal.draw(|frame| {
            *frame.buffer_mut() = mem::take(next);
            draw(frame);
            *next = mem::replace(frame.buffer_mut(), without_cells(area));
        })?;
        let ink = self.terminal.backend_mut();
        for y in area.rows().map(|row| row.y) {
            let [old, new] = [&self.before, &self.next].map(|buffer| line(buffer, y));
            if !old.iter().zip(new).all(|(old, new)| same(old, new)) {
                let [old, new] = [old, new].map(|cells| Buffer {
                    area: Rect { y, height: 1, ..area },
                    content: cells.to_vec(),
                });
                ink.draw(old.diff_iter(&new))?;
            }
        }
        mem::swap(&mut self.before, &mut self.next);
        self.next.reset();
        let bytes = ink.end();
        self.sent.clear();
        if !bytes.is_empty() {
            self.sent.extend_from_slice(BEGIN);
            self.sent.append(bytes);
            self.sent.extend_from_slice(END);
        }
        Ok(&self.sent)
    }
}

/// The cells of a line.
fn line(buffer: &Buffer, y: u16) -> &[Cell] {
    let start = buffer.index_of(0, y);
    &buffer.content[start..start + usize::from(buffer.area.width)]
}

/// Takes the blank cells of one of ratatui's two frames, which leaves it none to compare.
fn take_cells(terminal: &mut Terminal<Ink>) -> io::Result<Buffer> {
    let mut cells = Buffer::default();
    terminal.draw(|frame| {
        let area = frame.area();
        cells = mem::replace(frame.buffer_mut(), without_cells(area));
    })?;
    Ok(cells)
}

fn without_cells(area: Rect) -> Buffer {
    Buffer { area, content: Vec::new() }
}

/// A fixed area: ratatui would else ask for the size before each frame.
fn terminal(size: Size) -> io::Result<Terminal<Ink>> {
    let viewport = Viewport::Fixed(Rect::new(0, 0, size.width, size.height));
    Terminal::with_options(Ink::new(size), TerminalOptions { viewport })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::text::Line;

    const SIZE: Size = Size { width: 20, height: 3 };

    fn bytes(canvas: &mut Canvas, text: &str) -> String {
        let frame = canvas.frame(|frame| frame.render_widget(Line::from(text), frame.area()));
        String::from_utf8_lossy(frame.unwrap()).into_owned()
    }

    #[test]
    fn frame_is_what_changed_between_its_marks() {
        let mut canvas = Canvas::new(SIZE).unwrap();
        let first = bytes(&mut canvas, "one two");
        assert!(first.starts_with("\x1b[?2026h") && first.ends_with("\x1b[?2026l"), "{first:?}");
        assert!(first.contains("one") && first.contains("two"), "{first:?}");
        let second = bytes(&mut canvas, "one six");
        assert!(second.starts_with("\x1b[?2026h") && second.ends_with("\x1b[?2026l"));
        assert!(second.contains("six") && !second.contains("one"), "{second:?}");
    }

    #[test]
    fn same_frame_again_is_nothing_to_send() {
        let mut canvas = Canvas::new(SIZE).unwrap();
        bytes(&mut canvas, "one");
        bytes(&mut canvas, "one");
        assert_eq!(bytes(&mut canvas, "one"), "");
        assert!(bytes(&mut canvas, "two").contains("two"));
    }

    #[test]
    fn renewed_canvas_gives_a_whole_frame() {
        let mut canvas = Canvas::new(SIZE).unwrap();
        bytes(&mut canvas, "one");
        canvas.renew(SIZE).unwrap();
        let again = bytes(&mut canvas, "one");
        assert!(
            again.starts_with("\x1b[?2026h\x1b[m\x1b[2J") && again.contains("one"),
            "{again:?}"
        );
    }
}
