//! The last lines: a question, a file name, a message or the first finding; then the keys.

use super::Found;
use super::paint::{Paint, cells_wide};
use super::question::tail;
use crate::cells;
use crate::rules::Severity;
use crate::steps::REVIEW_STEP;
use crate::wizard::{Ask, LineFor, Model, Purpose, keys};
use ratatui::style::Style;

pub(super) fn draw(model: &Model, paint: &mut Paint<'_>, found: &mut Found) {
    paint.rule(0);
    let room = usize::from(paint.area.width.saturating_sub(2)).max(1);
    let status = paint.area.height.saturating_sub(2);
    if let Some((label, value, caret)) = file_name(model) {
        let end = paint.text(1, 1, &format!("{label}: "), paint.look.title());
        let (shown, column) = tail(value, caret, paint.area.width.saturating_sub(end + 1));
        paint.text(end, 1, &shown, paint.look.text());
        found.caret = Some(paint.at(end + column, 1));
        if let Some(toast) = model.toast.as_ref().filter(|toast| toast.bad) {
            // In a low window the reason takes the place of the name; typing brings it back.
            let line = status.min(2);
            let text = cells::pad(&cells::safe(&toast.text), room);
            paint.text(1, line, &text, paint.look.bad());
        }
    } else if let Some((text, style)) = message(model, paint) {
        let lines = cells::wrap(&cells::safe(&text), room);
        let cut = lines.len() > usize::from(status);
        for (line, text) in (0..status).zip(&lines) {
            let last = cut && line + 1 == status;
            let shown = if last { format!("{text} ..") } else { text.clone() };
            paint.text(1, line + 1, &shown, style);
        }
    }
    draw_keys(model, paint);
}

fn file_name(model: &Model) -> Option<(&'static str, &str, usize)> {
    let line = model.line.as_ref()?;
    let label = match line.purpose {
        LineFor::FileName(Purpose::Profile, _) => model.words().save_as,
        LineFor::FileName(Purpose::Export, _) => model.words().write_as,
        LineFor::Firewall => model.words().audit_file,
        _ => return None,
    };
    Some((label, line.input.value(), line.input.visual_cursor()))
}

fn message(model: &Model, paint: &Paint<'_>) -> Option<(String, Style)> {
    let words = model.words();
    let look = paint.look;
    if let Some(ask) = &model.ask {
        let question = match ask {
            Ask::Quit => words.ask_quit.to_owned(),
            Ask::Rescued => model.rescued_question(),
            Ask::Replace { path, changed, .. } => {
                let path = path.to_string_lossy();
                if *changed { (words.changed)(&path) } else { (words.exists)(&path) }
            }
        };
        let more = model.toast.as_ref().map_or(String::new(), |toast| format!(" ({})", toast.text));
        return Some((format!("{question}{more}"), look.warning()));
    }
    if let Some(wrong) = model.line.as_ref().and_then(|line| line.error.as_ref()) {
        return Some((wrong.clone(), look.bad()));
    }
    if let Some(toast) = &model.toast {
        return Some((toast.text.clone(), if toast.bad { look.bad() } else { look.title() }));
    }
    let finding = model.rules.findings.first()?;
    let more = model.rules.findings.len() - 1;
    let (mark, style) = match finding.severity() {
        Severity::Refusal => (words.refusal, look.bad()),
        Severity::Warning => (words.warning, look.warning()),
    };
    let rest = if more > 0 { (words.more)(&more.to_string()) } else { String::new() };
    let text = (words.labelled)(&format!("{mark}{rest}"), &finding.text(model.language));
    let step = model.step_of(finding.key()).map(|step| (words.in_step)(&step));
    let text = text + &step.unwrap_or_default();
    Some((text, style))
}

/// As many keys as fit, the most useful first; `?` is the last to go.
fn draw_keys(model: &Model, paint: &mut Paint<'_>) {
    let line = paint.area.height - 1;
    let mut column = 1;
    let reviewing = model.step == REVIEW_STEP;
    for binding in keys::footer(model.context(), reviewing) {
        let hint = binding.hint.get(model.language);
        let wide = cells_wide(binding.shown) + 1 + cells_wide(hint);
        if column + wide > paint.area.width {
            break;
        }
        let end = paint.text(column, line, binding.shown, paint.look.key());
        column = paint.text(end + 1, line, hint, paint.look.text()) + 2;
    }
}
