//! The little of XML that workbooks need.

use std::borrow::Cow;
use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesEnd, BytesStart, Event};

use crate::ReadError;
use crate::limits::Budget;

/// Reads elements one after the other; empty ones begin and end like others.
pub(super) struct Xml<'a> {
    reader: Reader<&'a mut dyn BufRead>,
    buffer: Vec<u8>,
}

/// What comes next, with names without their prefix.
pub(super) enum Node<'b> {
    Start(BytesStart<'b>),
    End(BytesEnd<'b>),
    Text(Cow<'b, str>),
    /// Comments, declarations and the like.
    Other,
    Eof,
}

impl<'a> Xml<'a> {
    pub fn new(source: &'a mut dyn BufRead) -> Self {
        let mut reader = Reader::from_reader(source);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        Self {
            reader,
            buffer: Vec::new(),
        }
    }

    pub fn next(&mut self, budget: &mut Budget) -> Result<Node<'_>, ReadError> {
        budget.step()?;
        self.buffer.clear();
        let event = self
            .reader
            .read_event_into(&mut self.buffer)
            .map_err(|_| ReadError::Damaged)?;
        Ok(match event {
            Event::Start(start) | Event::Empty(start) => Node::Start(start),
            Event::End(end) => Node::End(end),
            Event::Text(text) => Node::Text(text.xml10_content()),
            Event::CData(text) => Node::Text(text.xml10_content()),
            Event::GeneralRef(entity) => {
                let letter = entity.resolve_char_ref().map_err(|_| ReadError::Damaged)?;
                Node::Text(match letter {
                    Some(letter) => letter.to_string().into(),
                    None => resolve_predefined_entity(&entity)
                        .unwrap_or_default()
                        .into(),
                })
            }
            Event::Eof => Node::Eof,
            _ => Node::Other,
        })
    }

    /// All text up to the end of the element that has just begun.
    pub fn text(&mut self, budget: &mut Budget) -> Result<String, ReadError> {
        let mut all = String::new();
        let mut depth = 0usize;
        loop {
            match self.next(budget)? {
                Node::Start(_) => depth += 1,
                Node::End(_) if depth == 0 => return Ok(all),
                Node::End(_) => depth -= 1,
                Node::Text(text) => all.push_str(&text),
                Node::Other => {}
                Node::Eof => return Err(ReadError::Damaged),
            }
        }
    }

    /// Leaves the element that has just begun.
    pub fn skip(&mut self, budget: &mut Budget) -> Result<(), ReadError> {
        let mut depth = 0usize;
        loop {
            match self.next(budget)? {
                Node::Start(_) => depth += 1,
                Node::End(_) if depth == 0 => return Ok(()),
                Node::End(_) => depth -= 1,
                Node::Eof => return Err(ReadError::Damaged),
                Node::Text(_) | Node::Other => {}
            }
        }
    }
}

/// The local name of an element.
pub(super) fn name<'a>(element: &'a BytesStart<'_>) -> &'a str {
    element.local_name().into_inner()
}

/// Whether the element of this local name has ended.
pub(super) fn ends(element: &BytesEnd<'_>, name: &str) -> bool {
    element.local_name().into_inner() == name
}

/// An attribute by its local name, or by its full one when that has a prefix.
pub(super) fn attribute(element: &BytesStart<'_>, wanted: &str) -> Option<String> {
    let prefixed = wanted.contains(':');
    let attribute = element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| {
            let full = attribute.key.into_inner();
            let local = full.rsplit_once(':').map_or(full, |(_, local)| local);
            wanted == if prefixed { full } else { local }
        })?;
    let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

/// An attribute that is a number.
pub(super) fn count(element: &BytesStart<'_>, wanted: &str) -> Option<u32> {
    attribute(element, wanted)?.trim().parse().ok()
}
