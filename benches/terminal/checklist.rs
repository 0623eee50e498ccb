//! A usual ratatui wizard, written with care: a checklist of rules, a prefix to type and a live
//! preview. It draws on keys only, takes all keys that wait before it draws, and writes once a
//! frame.

use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::cursor::Show;
use ratatui::crossterm::event::{self, Event, KeyCode, KeyEvent};
use ratatui::crossterm::execute;
use ratatui::crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::layout::{Constraint, Layout};
use ratatui::style::{Modifier, Style};
use ratatui::widgets::{Block, List, ListItem, ListState, Paragraph};
use ratatui::{Frame, Terminal};
use std::fs::File;
use std::io::{self, BufWriter};
use std::time::Duration;

const RULES: usize = 40;

struct Checklist {
    prefix: String,
    ticked: [bool; RULES],
    list: ListState,
}

pub fn run() -> io::Result<()> {
    let terminal = File::from(rustix::io::dup(rustix::stdio::stdout())?);
    let mut output = BufWriter::with_capacity(1 << 16, terminal);
    enable_raw_mode()?;
    execute!(output, EnterAlternateScreen)?;
    let mut terminal = Terminal::new(CrosstermBackend::new(output))?;
    let list = ListState::default().with_selected(Some(0));
    let mut model = Checklist { prefix: "aks".to_owned(), ticked: [true; RULES], list };
    'frames: loop {
        terminal.draw(|frame| model.draw(frame))?;
        let mut next = event::read()?;
        loop {
            if let Event::Key(key) = next
                && !model.key(key)
            {
                break 'frames;
            }
            if !event::poll(Duration::ZERO)? {
                break;
            }
            next = event::read()?;
        }
    }
    disable_raw_mode()?;
    execute!(terminal.backend_mut(), Show, LeaveAlternateScreen)
}

impl Checklist {
    /// Takes a key; false for the one that leaves.
    fn key(&mut self, key: KeyEvent) -> bool {
        match key.code {
            KeyCode::Esc => return false,
            KeyCode::Up => self.list.select_previous(),
            KeyCode::Down => {
                let next = self.list.selected().map_or(0, |at| (at + 1).min(RULES - 1));
                self.list.select(Some(next));
            }
            KeyCode::Char(' ') => {
                if let Some(at) = self.list.selected() {
                    self.ticked[at] = !self.ticked[at];
                }
            }
            KeyCode::Char(letter) => self.prefix.push(letter),
            KeyCode::Backspace => {
                self.prefix.pop();
            }
            _ => {}
        }
        true
    }

    fn draw(&mut self, frame: &mut Frame<'_>) {
        let [top, middle, bottom] =
            Layout::vertical([Constraint::Length(3), Constraint::Fill(1), Constraint::Length(1)])
                .areas(frame.area());
        let [left, right] = Layout::horizontal([Constraint::Fill(1); 2]).areas(middle);
        let prefix = Paragraph::new(self.prefix.as_str()).block(Block::bordered().title("Prefix"));
        frame.render_widget(prefix, top);
        let rows = self.ticked.iter().enumerate().map(|(index, ticked)| {
            let mark = if *ticked { 'x' } else { ' ' };
            ListItem::new(format!("[{mark}] HTTPS 443  host-{index}.example.com"))
        });
        let rules = List::new(rows)
            .block(Block::bordered().title("Rules"))
            .highlight_style(Style::new().add_modifier(Modifier::REVERSED))
            .highlight_symbol("> ");
        frame.render_stateful_widget(rules, left, &mut self.list);
        let chosen = (0..RULES).filter(|index| self.ticked[*index]);
        let prefix = &self.prefix;
        let preview = chosen.map(|index| {
            ListItem::new(format!("allow {prefix}-{index} TCP 443 to host-{index}.example.com"))
        });
        let preview = List::new(preview).block(Block::bordered().title("Preview"));
        frame.render_widget(preview, right);
        frame.render_widget("Up Down move  Space tick  letters prefix  Esc quit", bottom);
    }
}
