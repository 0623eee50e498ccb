//! Frames: drawn into memory, to be sent in one write.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Rect, Size};
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};

/// Room for a frame that changes everything on a large screen.
const ROOM: usize = 64 * 1024;

/// Where ratatui writes. Nothing leaves on its flushes, of which there are several in a frame, and
/// a frame that was broken off by a panic never does.
#[derive(Clone, Debug)]
struct Ink(Rc<RefCell<Vec<u8>>>);

impl Write for Ink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The screen as the operator has it before them.
#[derive(Debug)]
pub struct Canvas {
    ink: Ink,
    terminal: Terminal<CrosstermBackend<Ink>>,
    last: Vec<u8>,
}

impl Canvas {
    /// An empty screen of this size.
    ///
    /// # Errors
    /// Never in practice: nothing is sent and nothing asked.
    pub fn new(size: Size) -> io::Result<Self> {
        let ink = Ink(Rc::new(RefCell::new(Vec::with_capacity(ROOM))));
        let terminal = terminal(&ink, size)?;
        Ok(Self { ink, terminal, last: Vec::with_capacity(ROOM) })
    }

    /// Forgets what is on the screen: the next frame is a whole one, of this size.
    ///
    /// ratatui's own `clear` asks the terminal for the cursor and waits for the answer; this asks
    /// nothing.
    ///
    /// # Errors
    /// Never in practice.
    pub fn renew(&mut self, size: Size) -> io::Result<()> {
        self.terminal = terminal(&self.ink, size)?;
        self.ink.0.borrow_mut().clear();
        self.last.clear();
        queue!(self.ink, BeginSynchronizedUpdate, Clear(ClearType::All))
    }

    /// Draws a frame and gives the bytes that bring the screen to it; none if it is there already.
    ///
    /// # Errors
    /// Never in practice.
    pub fn frame(&mut self, draw: impl FnOnce(&mut Frame)) -> io::Result<&[u8]> {
        if self.ink.0.borrow().is_empty() {
            queue!(self.ink, BeginSynchronizedUpdate)?;
        }
        self.terminal.draw(draw)?;
        queue!(self.ink, EndSynchronizedUpdate)?;
        let mut frame = self.ink.0.borrow_mut();
        // A frame holds only differences: the same bytes again would change nothing.
        let changed = *frame != self.last;
        std::mem::swap(&mut *frame, &mut self.last);
        frame.clear();
        Ok(if changed { &self.last } else { &[] })
    }
}

/// A fixed area: ratatui would else ask for the size before each frame.
fn terminal(ink: &Ink, size: Size) -> io::Result<Terminal<CrosstermBackend<Ink>>> {
    let viewport = Viewport::Fixed(Rect::new(0, 0, size.width, size.height));
    Terminal::with_options(CrosstermBackend::new(ink.clone()), TerminalOptions { viewport })
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
        let first = bytes(&mut canvas, "one");
        canvas.renew(SIZE).unwrap();
        let again = bytes(&mut canvas, "one");
        assert_eq!(again, first.replacen("2026h", "2026h\x1b[2J", 1));
    }

    #[test]
    fn broken_off_frame_is_not_sent_later() {
        let mut canvas = Canvas::new(SIZE).unwrap();
        let broken = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            canvas.frame(|_| panic!("while drawing")).map(<[u8]>::len)
        }));
        assert!(broken.is_err());
        assert_eq!(bytes(&mut canvas, "one").matches("2026h").count(), 1);
    }
}
