use crate::terminal::canvas::Canvas;
use proptest::prelude::*;
use ratatui::Frame;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier, Style};
use std::num::NonZero;

const SIZE: Size = Size { width: 20, height: 3 };

/// A text at a place, in a style.
type Text = (u16, u16, String, u8);

fn style(number: u8) -> Style {
    match number {
        0 => Style::new(),
        1 => Style::new().add_modifier(Modifier::BOLD),
        2 => Style::new().add_modifier(Modifier::BOLD | Modifier::REVERSED),
        3 => Style::new().fg(Color::Red).bg(Color::Indexed(17)),
        _ => Style::new().fg(Color::LightBlue).add_modifier(Modifier::UNDERLINED),
    }
}

fn draw(texts: &[Text], frame: &mut Frame<'_>) {
    for (x, y, text, number) in texts {
        let room = usize::from(SIZE.width - x);
        frame.buffer_mut().set_stringn(*x, *y, text, room, style(*number));
    }
    if let Some((x, y, ..)) = texts.first() {
        frame.set_cursor_position(Position::new(*x, *y));
    }
}

/// A terminal, by its cells: letter, colours, bold, underlined, reversed.
struct Screen(vt100::Parser);

impl Screen {
    fn new() -> Self {
        let count = |count| NonZero::new(count).unwrap();
        Self(vt100::Parser::new(count(SIZE.height), count(SIZE.width), 0))
    }

    fn cells(&self) -> Vec<String> {
        let screen = self.0.screen();
        let all = (0..SIZE.height).flat_map(|y| (0..SIZE.width).map(move |x| (x, y)));
        let cells = all.map(|(x, y)| {
            let cell = screen.cell(y, x).unwrap();
            let text = if cell.has_contents() { cell.contents() } else { " " };
            let marks = (cell.bold(), cell.underline(), cell.inverse());
            format!("{text} {:?} {:?} {marks:?}", cell.fgcolor(), cell.bgcolor())
        });
        let caret = screen
            .hide_cursor()
            .then_some(())
            .map_or_else(|| format!("{:?}", screen.cursor_position()), |()| "hidden".to_owned());
        cells.chain([caret]).collect()
    }
}

/// One text a line: texts that lie on each other would cut wide letters in half.
fn texts() -> impl Strategy<Value = Vec<Text>> {
    let text = prop_oneof!["[ -~]{0,20}", " {0,20}", "[a中，é─ ]{0,12}"];
    let line = prop::option::of((0..SIZE.width, text, 0..5_u8));
    prop::collection::vec(line, usize::from(SIZE.height)).prop_map(|lines| {
        let numbered = (0..).zip(lines);
        let texts =
            numbered.filter_map(|(y, line)| line.map(|(x, text, style)| (x, y, text, style)));
        texts.collect()
    })
}

proptest! {
    /// Whatever was there before: the screen is the one that a whole frame gives.
    #[test]
    fn frames_lead_to_the_same_screen_as_one_whole_frame(
        frames in prop::collection::vec(texts(), 1..6),
    ) {
        let mut canvas = Canvas::new(SIZE).unwrap();
        let mut screen = Screen::new();
        for texts in &frames {
            screen.0.process(canvas.frame(|frame| draw(texts, frame)).unwrap());
            let mut whole = Screen::new();
            let mut fresh = Canvas::new(SIZE).unwrap();
            whole.0.process(fresh.frame(|frame| draw(texts, frame)).unwrap());
            prop_assert_eq!(screen.cells(), whole.cells());
        }
    }
}

fn sent(before: &[Text], after: &[Text]) -> String {
    let mut canvas = Canvas::new(SIZE).unwrap();
    canvas.frame(|frame| draw(before, frame)).unwrap();
    let bytes = canvas.frame(|frame| draw(after, frame)).unwrap();
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    text.replacen("\x1b[?2026h", "", 1).replacen("\x1b[?2026l", "", 1)
}

fn line(text: &str) -> [Text; 1] {
    [(0, 1, text.to_owned(), 0)]
}

#[test]
fn blank_end_of_a_line_is_erased() {
    assert_eq!(sent(&line("one two three"), &line("one")), "one \x1b[K\x1b[2H");
}

#[test]
fn short_gap_is_written_again_and_a_long_one_jumped_over() {
    assert_eq!(sent(&line("abcdefghijkl"), &line("XbXdefghijkX")), "XbX\x1b[8CX\x1b[2H");
}

#[test]
fn cursor_that_only_moves_is_only_moved() {
    let one = [(3, 1, String::new(), 0)];
    let other = [(5, 1, String::new(), 0)];
    assert_eq!(sent(&one, &other), "  ");
}

#[test]
fn other_half_of_a_wide_letter_takes_no_style_along() {
    let before = [(18, 0, "中".to_owned(), 0)];
    let after = [(17, 0, "中".to_owned(), 1)];
    assert_eq!(sent(&before, &after), "  \x1b[1;18H\x1b[1m中\x1b[1;18H\x1b[m");
}
