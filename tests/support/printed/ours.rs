//! Our own form: facts of an article, and no sentence of it.

use super::Document;
use super::raw::{Cells, Raw, settle};
use aks_egress::catalog::{Cloud, Source};

/// Whether the first line that counts is a table's heading with its clouds.
pub fn is_ours(text: &str) -> bool {
    lines(text).next().is_some_and(|(_, line)| heading(line).is_some())
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim_end()));
    lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

fn heading(line: &str) -> Option<(&str, Vec<Cloud>)> {
    let (path, clouds) = line.strip_prefix('[')?.split_once("] ")?;
    let clouds: Option<Vec<Cloud>> = clouds.split(", ").map(Cloud::from_name).collect();
    Some((path, clouds?))
}

pub fn read(text: &str) -> Document {
    let mut raws: Vec<Raw> = Vec::new();
    let mut problems = Vec::new();
    for (line, content) in lines(text) {
        if let Some((path, clouds)) = heading(content) {
            let (section, heading) = match path.split_once(" > ") {
                Some((section, heading)) => (Some(section.to_owned()), heading),
                None => (None, path),
            };
            let raw = Raw::new(section, heading, line);
            raws.push(Raw { clouds: Some(clouds), ..raw });
            continue;
        }
        if let (Some(cells), Some(raw)) = (cells(line, content), raws.last_mut()) {
            raw.rows.push(cells);
        } else {
            let problem = format!("neither a heading with clouds nor a row: {content}");
            problems.push((line, problem));
        }
    }
    let is_chinese = raws.iter().any(|raw| raw.heading.contains("规则"));
    let source = if is_chinese { Source::AzureCnZh } else { Source::Learn };
    settle(source, &raws, problems)
}

fn cells(line: usize, content: &str) -> Option<Cells> {
    let columns: Vec<&str> = content.split(" | ").collect();
    let [number, destination, protocol, port] = columns[..] else { return None };
    Some(Cells {
        number: number.parse().ok()?,
        line,
        destination: destination.to_owned(),
        protocol: (protocol != "-").then(|| protocol.to_owned()),
        port: if port == "-" { "443" } else { port }.to_owned(),
        said: String::new(),
    })
}
