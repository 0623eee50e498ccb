//! Whether a text that could not be resolved may stand for what is wanted, by the parts of it that
//! are known.

use crate::answers::hosts;

/// What a text may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum May {
    /// Something else, by its known parts.
    Not,
    /// Anything: no part of it is known.
    Be,
    /// Probably this: its known parts are those of what is wanted.
    Well,
}

/// Fewer known letters and digits than this are no evidence.
const TELLING: usize = 6;

/// Whether an unresolved text may be `wanted`.
pub(super) fn may_be(text: &str, wanted: &str) -> May {
    let wanted = hosts::plain(wanted);
    let parts = parts(text.trim());
    let known = |part: &String| part.chars().filter(char::is_ascii_alphanumeric).count();
    let count: usize = parts.iter().map(known).sum();
    if parts.len() < 2 || count == 0 {
        return May::Be;
    }
    let (first, others) = (&parts[0], &parts[1..]);
    let Some(mut rest) = wanted.strip_prefix(&**first) else { return May::Not };
    for (at, part) in others.iter().enumerate() {
        let is_last = at + 1 == others.len();
        let found = if is_last {
            rest.len().checked_sub(part.len()).filter(|_| rest.ends_with(&**part))
        } else {
            rest.find(&**part)
        };
        match found {
            Some(at) => rest = &rest[at + part.len()..],
            None => return May::Not,
        }
    }
    if count < TELLING { May::Be } else { May::Well }
}

/// What stands before, between and behind the gaps; one part, or none, where nothing tells gaps
/// from known text.
fn parts(text: &str) -> Vec<String> {
    if let Some(expression) = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')) {
        return of_expression(expression);
    }
    let text = ['"', '\''].iter().fold(text, |text, &quote| {
        text.strip_prefix(quote).and_then(|text| text.strip_suffix(quote)).unwrap_or(text)
    });
    // A call, a list or a condition may give anything.
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '*');
    let mut parts = vec![String::new()];
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        let (before, gap) = rest.split_at(at);
        if let Some(part) = parts.last_mut() {
            part.push_str(before);
        }
        let gap = &gap[1..];
        let closing = match gap.chars().next() {
            Some('{') => gap.find('}').map(|at| at + 1),
            Some('(') => gap.find(')').map(|at| at + 1),
            _ => Some(gap.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(gap.len())),
        };
        let Some(closing) = closing else { return Vec::new() };
        rest = &gap[closing..];
        parts.push(String::new());
    }
    if let Some(part) = parts.last_mut() {
        part.push_str(rest);
    }
    let all_fit = parts.iter().all(|part| part.chars().all(fits));
    if all_fit { parts.iter().map(|part| part.to_ascii_lowercase()).collect() } else { Vec::new() }
}

/// `concat('*.hcp.', parameters('x'), '.azmk8s.io')` and `format('*.hcp.{0}.azmk8s.io', ...)`.
fn of_expression(expression: &str) -> Vec<String> {
    let call = |name: &str| {
        let start = expression.get(..name.len())?;
        let rest = expression[name.len()..].trim_start().strip_prefix('(')?.strip_suffix(')')?;
        start.eq_ignore_ascii_case(name).then_some(rest)
    };
    if let Some(arguments) = call("concat") {
        let mut parts = vec![String::new()];
        for argument in arguments_of(arguments) {
            match literal(argument) {
                Some(text) => parts.last_mut().map(|part| part.push_str(text)).unwrap_or_default(),
                None => parts.push(String::new()),
            }
        }
        return parts.iter().map(|part| part.to_ascii_lowercase()).collect();
    }
    let Some(text) = call("format").and_then(|text| literal(arguments_of(text).first().copied()?))
    else {
        return Vec::new();
    };
    let mut parts = vec![String::new()];
    for piece in text.split('{') {
        match piece.split_once('}') {
            Some((_, rest)) => parts.push(rest.to_ascii_lowercase()),
            None => parts
                .last_mut()
                .map(|part| part.push_str(&piece.to_ascii_lowercase()))
                .unwrap_or_default(),
        }
    }
    parts
}

/// The arguments of a call; commas within quotes and brackets do not part them.
fn arguments_of(text: &str) -> Vec<&str> {
    let (mut depth, mut quoted, mut start) = (0_usize, false, 0);
    let mut arguments = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '\'' => quoted = !quoted,
            '(' | '[' if !quoted => depth += 1,
            ')' | ']' if !quoted => depth = depth.saturating_sub(1),
            ',' if !quoted && depth == 0 => {
                arguments.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    arguments.push(text[start..].trim());
    arguments
}

fn literal(argument: &str) -> Option<&str> {
    let text = argument.strip_prefix('\'')?.strip_suffix('\'')?;
    (!text.contains('\'')).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_parts_tell_what_a_text_may_be() {
        let host = "*.hcp.westeurope.azmk8s.io";
        let rows = [
            ("\"*.hcp.${var.location}.azmk8s.io\"", host, May::Well),
            ("'*.hcp.${location}.azmk8s.io'", host, May::Well),
            ("\"*.hcp.$LOCATION.azmk8s.io\"", host, May::Well),
            ("[concat('*.hcp.', parameters('a,b'), '.azmk8s.io')]", host, May::Well),
            ("[format('*.HCP.{0}.azmk8s.io', reference('x').y)]", host, May::Well),
            ("[concat('AzureCloud.', variables('x'))]", "AzureCloud.westeurope", May::Well),
            ("'*.${workspace.region}.example.com'", host, May::Not),
            ("\"$REGISTRY.azurecr.io\"", host, May::Not),
            ("[concat('*.hcp.', parameters('x'), '.azmk8s.io')]", "mcr.microsoft.com", May::Not),
            ("\"${var.name}.io\"", host, May::Be),
            ("[parameters('partnerHost')]", host, May::Be),
            ("[concat(parameters('a'), parameters('b'))]", host, May::Be),
            ("var.registry", host, May::Be),
            ("\"$(terraform output host)\"", host, May::Be),
            ("map(['x'], host => '${host}.y')", host, May::Be),
            ("${", host, May::Be),
            ("[concat(')]", host, May::Be),
            ("", host, May::Be),
        ];
        for (text, wanted, expected) in rows {
            assert_eq!(may_be(text, wanted), expected, "{text} for {wanted}");
        }
    }
}
