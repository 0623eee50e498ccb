//! A JSON document as a tree.

use super::super::node::{Lines, MAX_DEPTH, Node, Value};
use crate::answers::audit::Input;
use crate::answers::audit::reading::{Fault, What};
use jsonc_parser::{
    CollectOptions, ParseOptions, Scanner, ScannerOptions, ast, parse_to_ast, tokens,
};

/// Values that one document may have: a policy at Azure's limits has some hundred thousand, and a
/// value takes about a hundred bytes.
pub const MAX_VALUES: usize = 1_000_000;

const LENIENT: ParseOptions = ParseOptions {
    allow_comments: true,
    allow_loose_object_property_names: false,
    allow_trailing_commas: true,
    allow_missing_commas: false,
    allow_single_quoted_strings: true,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// The tree of a document; comments and trailing commas are read over.
pub(in super::super) fn parse(input: &Input, file: u16) -> Result<Node, Fault> {
    weigh(input)?;
    let broken = |error: &jsonc_parser::errors::ParseError| {
        Fault::at(
            input,
            (error.line_display(), error.column_display()),
            What::Broken(super::FORM.name),
        )
    };
    let parsed = parse_to_ast(&input.text, &CollectOptions::default(), &LENIENT);
    let parsed = parsed.map_err(|error| broken(&error))?;
    let root = parsed.value.ok_or_else(|| Fault::of(input, What::Empty))?;
    Ok(node(&root, usize::from(file), &Lines::of(&input.text)))
}

/// Refuses what is too deep or too much before any of it is kept.
fn weigh(input: &Input) -> Result<(), Fault> {
    let options = ScannerOptions {
        allow_single_quoted_strings: true,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    let mut scanner = Scanner::new(&input.text, &options);
    let (mut depth, mut values) = (0_u16, 0_usize);
    // The parser says better what is wrong with a token.
    while let Ok(Some(token)) = scanner.scan() {
        match token {
            tokens::Token::OpenBrace | tokens::Token::OpenBracket => {
                depth += 1;
                values += 1;
            }
            tokens::Token::CloseBrace | tokens::Token::CloseBracket => {
                depth = depth.saturating_sub(1);
            }
            tokens::Token::Comma => values += 1,
            _ => {}
        }
        let what = match (depth, values) {
            (MAX_DEPTH.., _) => What::TooDeep,
            (_, MAX_VALUES..) => What::TooMany,
            _ => continue,
        };
        let before = &input.text[..scanner.token_start()];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        return Err(Fault::at(input, (line, column), what));
    }
    Ok(())
}

fn node(value: &ast::Value<'_>, file: usize, lines: &Lines) -> Node {
    let (start, value) = match value {
        ast::Value::StringLit(one) => (one.range.start, Value::text(&one.value)),
        ast::Value::NumberLit(one) => (one.range.start, Value::number(one.value)),
        ast::Value::BooleanLit(one) => (one.range.start, Value::Bool(one.value)),
        ast::Value::NullKeyword(one) => (one.range.start, Value::Null),
        ast::Value::Array(one) => {
            let all = one.elements.iter().map(|element| node(element, file, lines)).collect();
            (one.range.start, Value::list(all))
        }
        ast::Value::Object(one) => {
            let entry = |property: &ast::ObjectProp<'_>| {
                (property.name.as_str().into(), node(&property.value, file, lines))
            };
            (one.range.start, Value::map(one.properties.iter().map(entry).collect()))
        }
    };
    Node::at(file, lines.at(start), value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Node, Fault> {
        parse(&Input { name: "a.json".to_owned(), text: text.to_owned() }, 0)
    }

    #[test]
    fn comments_and_commas_too_many_are_read_over() {
        let node = read("// a\n{ /* b */ \"SourceAddresses\": [1, 'x', null,],\r\n\"a_b\": 1.5, }");
        let node = node.expect("readable");
        assert_eq!(node.line, 2);
        assert_eq!(node.get("sourceAddresses").map(|list| list.items().len()), Some(3));
        let fraction = node.get("aB").expect("there");
        assert_eq!((fraction.line, fraction.as_text()), (3, Some("1.5")));
    }

    #[test]
    fn broken_texts_name_their_place() {
        for (text, at) in
            [("{\n \"a\": }", (2, 7)), ("{\"a\": 1 \"b\": 2}", (1, 8)), ("[1", (1, 1))]
        {
            let fault = read(text).expect_err("broken");
            assert_eq!((fault.at, fault.what), (Some(at), What::Broken("JSON")), "{text}");
        }
    }

    #[test]
    fn what_is_too_deep_or_too_much_is_refused() {
        for open in ["[", "{\"a\":"] {
            let fault = read(&open.repeat(100_000)).expect_err("too deep");
            assert_eq!(fault.what, What::TooDeep);
        }
        let many = format!("[{}0]", "0,".repeat(MAX_VALUES));
        assert_eq!(read(&many).expect_err("too much").what, What::TooMany);
        // A comment or a text cannot hide what follows it.
        let hidden = format!("[//\"\n\"a\\\"\",{}0]", "0,".repeat(MAX_VALUES));
        assert_eq!(read(&hidden).expect_err("too much").what, What::TooMany);
    }
}
