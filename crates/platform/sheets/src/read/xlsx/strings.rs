//! Texts: those that cells share, and how they are written in the XML.

use crate::ReadError;
use crate::limits::Budget;
use crate::read::xml::{Node, Xml, ends, name};
use crate::text::tidy;

/// The table of shared texts, tidied.
pub(super) fn read(xml: &mut Xml, budget: &mut Budget) -> Result<Vec<String>, ReadError> {
    let mut strings = Vec::new();
    loop {
        let starts = match xml.next(budget)? {
            Node::Start(element) => name(&element) == "si",
            Node::Eof => return Ok(strings),
            _ => false,
        };
        if starts {
            let text = rich_text(xml, "si", budget)?;
            strings.push(tidy(&text));
        }
    }
}

/// The text of `si` or `is` up to its end: runs together, without the reading aids of Japanese.
pub(super) fn rich_text(
    xml: &mut Xml,
    element: &str,
    budget: &mut Budget,
) -> Result<String, ReadError> {
    let mut all = String::new();
    loop {
        let (is_text, is_aid) = match xml.next(budget)? {
            Node::Start(start) => (name(&start) == "t", name(&start) == "rPh"),
            Node::End(end) if ends(&end, element) => return Ok(decode(&all)),
            Node::Eof => return Err(ReadError::Damaged),
            _ => (false, false),
        };
        if is_text {
            all.push_str(&xml.text(budget)?);
        } else if is_aid {
            xml.skip(budget)?;
        }
    }
}

/// `_x000D_` stands for a character that XML cannot hold, `_x005F_` for the low line of a text that
/// looks like that.
pub(super) fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        match escaped(from) {
            Some(letter) => {
                out.push(letter);
                rest = &from[7..];
            }
            None => {
                out.push_str("_x");
                rest = &from[2..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn escaped(text: &str) -> Option<char> {
    let code = text.get(2..6)?;
    if !code.bytes().all(|byte| byte.is_ascii_hexdigit()) || text.get(6..7)? != "_" {
        return None;
    }
    char::from_u32(u32::from_str_radix(code, 16).ok()?)
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn escapes_are_undone_once() {
        for (text, meant) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_x00", "_x00"),
            ("_xZZZZ_", "_xZZZZ_"),
            ("_x_x0041_", "_xA"),
            ("é_xé000_", "é_xé000_"),
            ("_xD800_", "_xD800_"),
        ] {
            assert_eq!(decode(text), meant);
        }
    }
}
