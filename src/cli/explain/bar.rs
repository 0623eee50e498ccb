//! How far a long input is read, on standard error while someone looks at it.

use crate::answers::explain::Progress;
use crate::profile::Language;
use crate::words::explain::{EN, ZH};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Smaller inputs are read before a bar is seen.
const WORTH_A_BAR: u64 = 1_000_000;

/// A bar, shown once the input is worth it.
pub(super) struct Bar {
    name: String,
    /// The size of a file; a pipe has none.
    bytes: Option<u64>,
    rows: &'static str,
    bar: Option<ProgressBar>,
}

impl Bar {
    pub(super) fn new(name: &str, bytes: Option<u64>, language: Language) -> Self {
        let rows = language.of(&EN, &ZH).command.rows;
        Self { name: name.to_owned(), bytes, rows, bar: None }
    }

    /// Shows how far the reading has come. Without a terminal this draws nothing.
    pub(super) fn show(&mut self, progress: Progress) {
        if self.bytes.unwrap_or(progress.bytes) < WORTH_A_BAR {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| {
            let bar = ProgressBar::with_draw_target(self.bytes, ProgressDrawTarget::stderr());
            let template = match self.bytes {
                Some(_) => "{prefix} [{bar:30}] {bytes}/{total_bytes} {msg}",
                None => "{prefix} {bytes} {msg}",
            };
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style.progress_chars("=> "));
            }
            bar.with_prefix(self.name.clone())
        });
        bar.set_position(progress.bytes);
        bar.set_message(format!("{} {}", progress.rows, self.rows));
    }

    /// Takes it off the screen.
    pub(super) fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
