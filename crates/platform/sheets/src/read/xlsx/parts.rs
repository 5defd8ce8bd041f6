//! The parts of a workbook around its sheets: which there are, where they lie, how numbers look.

use std::collections::HashMap;

use crate::limits::Budget;
use crate::read::formats::Format;
use crate::read::package::Package;
use crate::read::xml::{Node, Xml, attribute, count, ends, name};
use crate::text::tidy;
use crate::{Epoch, ReadError};

/// Sheets of one workbook that are looked at.
const MOST_SHEETS: usize = 200;

pub(super) struct Book {
    pub epoch: Epoch,
    pub sheets: Vec<Listed>,
}

pub(super) struct Listed {
    pub name: String,
    pub visible: bool,
    pub relation: String,
}

/// What a part refers to: id, kind, and the path within the package.
pub(super) struct Relations(Vec<(String, String, String)>);

impl Relations {
    pub fn of_kind(&self, ending: &str) -> Option<&str> {
        let found = self.0.iter().find(|(_, kind, _)| kind.ends_with(ending));
        found.map(|(_, _, path)| path.as_str())
    }

    pub fn worksheet(&self, id: &str) -> Option<&str> {
        let mut sheets = self
            .0
            .iter()
            .filter(|(_, kind, _)| kind.ends_with("/worksheet"));
        sheets
            .find(|(own, _, _)| own == id)
            .map(|(_, _, path)| path.as_str())
    }
}

/// The path of the workbook itself.
pub(super) fn main_part(package: &mut Package, budget: &mut Budget) -> Result<String, ReadError> {
    if package.has("_rels/.rels") {
        let top = relations(package, "", budget)?;
        if let Some(path) = top
            .of_kind("/officeDocument")
            .filter(|path| package.has(path))
        {
            return Ok(path.to_owned());
        }
    }
    Ok("xl/workbook.xml".to_owned())
}

/// The relations of a part; of the package itself, when there is no part.
pub(super) fn relations(
    package: &mut Package,
    part: &str,
    budget: &mut Budget,
) -> Result<Relations, ReadError> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let path = format!("{folder}/_rels/{file}.rels");
    if !package.has(&path) {
        return Err(ReadError::Damaged);
    }
    package.with(&path, budget, |source, budget| {
        let mut xml = Xml::new(source);
        let mut found = Vec::new();
        loop {
            match xml.next(budget)? {
                Node::Start(element) if name(&element) == "Relationship" => {
                    let get = |wanted| attribute(&element, wanted).unwrap_or_default();
                    found.push((get("Id"), get("Type"), resolve(folder, &get("Target"))));
                }
                Node::Eof => return Ok(Relations(found)),
                _ => {}
            }
        }
    })
}

/// A path as it is meant from within a folder.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

pub(super) fn book(xml: &mut Xml, budget: &mut Budget) -> Result<Book, ReadError> {
    let mut book = Book {
        epoch: Epoch::Year1900,
        sheets: Vec::new(),
    };
    loop {
        match xml.next(budget)? {
            Node::Start(element) => match name(&element) {
                "workbookPr" => {
                    let old_mac = attribute(&element, "date1904");
                    if matches!(old_mac.as_deref(), Some("1" | "true" | "on")) {
                        book.epoch = Epoch::Year1904;
                    }
                }
                "sheet" if book.sheets.len() < MOST_SHEETS => book.sheets.push(Listed {
                    name: tidy(&attribute(&element, "name").unwrap_or_default()),
                    visible: !matches!(
                        attribute(&element, "state").as_deref(),
                        Some("hidden" | "veryHidden")
                    ),
                    relation: attribute(&element, "id").unwrap_or_default(),
                }),
                _ => {}
            },
            Node::Eof => break,
            _ => {}
        }
    }
    if book.sheets.is_empty() {
        return Err(ReadError::Damaged);
    }
    Ok(book)
}

/// How the numbers of each cell style look.
pub(super) fn formats(xml: &mut Xml, budget: &mut Budget) -> Result<Vec<Format>, ReadError> {
    let mut own = HashMap::new();
    let mut formats = Vec::new();
    let mut in_cells = false;
    loop {
        match xml.next(budget)? {
            Node::Start(element) => match name(&element) {
                "numFmt" => {
                    let id = count(&element, "numFmtId");
                    if let (Some(id), Some(code)) = (id, attribute(&element, "formatCode")) {
                        own.insert(id, Format::from_code(&code));
                    }
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let id = count(&element, "numFmtId").unwrap_or(0);
                    formats.push(
                        own.get(&id)
                            .copied()
                            .unwrap_or_else(|| Format::built_in(id)),
                    );
                }
                _ => {}
            },
            Node::End(element) if ends(&element, "cellXfs") => in_cells = false,
            Node::Eof => return Ok(formats),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn targets_are_found_from_their_folder() {
        for (folder, target, path) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            (
                "xl",
                "/xl/worksheets/sheet1.xml",
                "xl/worksheets/sheet1.xml",
            ),
            ("xl", "../xl/styles.xml", "xl/styles.xml"),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
            ("", "../../x.xml", "x.xml"),
        ] {
            assert_eq!(resolve(folder, target), path);
        }
    }
}
