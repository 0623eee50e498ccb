//! Objects and texts of Bicep.

use super::parse::{Parsed, Parser, Trouble};
use super::tree::{Expr, Kind, Resource};

impl Parser<'_> {
    pub fn object(&mut self) -> Parsed<Expr> {
        enum Item {
            Entry(Expr, Expr),
            Child(Resource),
            Nothing,
        }
        let start = self.at;
        self.needs("{")?;
        let items = self.separated("}", |parser| {
            let start = parser.at;
            if parser.rest().starts_with("...") {
                let rest = parser.spread()?;
                return Ok(Item::Entry(rest.clone(), rest));
            }
            if parser.takes("@") {
                parser.expression()?;
                return Ok(Item::Nothing);
            }
            let key = if let Some('\'') = parser.peek() {
                parser.text_literal()?
            } else {
                let name = parser.name().ok_or(Trouble::Syntax)?.to_owned();
                parser.expr(start, Kind::Text(name))
            };
            parser.skip(false);
            if !parser.rest().starts_with(':') && key.kind == Kind::Text("resource".to_owned()) {
                return Ok(Item::Child(parser.resource(start, false)?));
            }
            parser.needs(":")?;
            parser.skip(true);
            Ok(Item::Entry(key, parser.expression()?))
        })?;
        let (mut entries, mut children) = (Vec::new(), Vec::new());
        for item in items {
            match item {
                Item::Entry(key, value) => entries.push((key, value)),
                Item::Child(child) => children.push(child),
                Item::Nothing => {}
            }
        }
        Ok(self.expr(start, Kind::Object(entries, children)))
    }

    pub fn text_literal(&mut self) -> Parsed<Expr> {
        let start = self.at;
        if self.takes("'''") {
            let end = self.rest().find("'''").ok_or(Trouble::Syntax)?;
            let text = self.rest()[..end].trim_start_matches('\n').to_owned();
            self.at += end + 3;
            return Ok(self.expr(start, Kind::Text(text)));
        }
        self.needs("'")?;
        let mut parts = Vec::new();
        let mut text = String::new();
        loop {
            let c = self.peek().ok_or(Trouble::Syntax)?;
            self.at += c.len_utf8();
            match c {
                '\'' => break,
                '\n' => return Err(Trouble::Syntax),
                '\\' => self.escape(&mut text)?,
                '$' if self.rest().starts_with('{') => {
                    self.at += 1;
                    if !text.is_empty() {
                        parts.push(self.expr(start, Kind::Text(std::mem::take(&mut text))));
                    }
                    self.skip(true);
                    parts.push(self.expression()?);
                    self.skip(true);
                    self.needs("}")?;
                }
                c => text.push(c),
            }
        }
        if parts.is_empty() {
            return Ok(self.expr(start, Kind::Text(text)));
        }
        if !text.is_empty() {
            parts.push(self.expr(start, Kind::Text(text)));
        }
        Ok(self.expr(start, Kind::Parts(parts)))
    }

    fn escape(&mut self, text: &mut String) -> Parsed<()> {
        if self.takes("u{") {
            let end = self.rest().find('}').ok_or(Trouble::Syntax)?;
            let code = self.rest().get(..end).and_then(|code| u32::from_str_radix(code, 16).ok());
            text.push(code.and_then(char::from_u32).ok_or(Trouble::Syntax)?);
            self.at += end + 1;
            return Ok(());
        }
        let c = self.peek().ok_or(Trouble::Syntax)?;
        self.at += c.len_utf8();
        text.push(match c {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '\\' | '\'' | '$' => c,
            _ => return Err(Trouble::Syntax),
        });
        Ok(())
    }
}
