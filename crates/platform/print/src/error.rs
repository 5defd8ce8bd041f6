//! Why nothing was printed, told to the developer and never with what stood in the data.

use std::{collections::HashSet, fmt};

use serde_json::Value;

/// One thing that Typst complains of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// The line of the template, where it is one.
    pub line: Option<usize>,
    /// In Typst's words; words of the data are blotted out.
    pub text: String,
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.text),
            None => f.write_str(&self.text),
        }
    }
}

/// Why nothing was printed.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// The template does not fit its data, or asks for what there is not.
    #[error("the template cannot be set: {}", list(.0))]
    Template(Vec<Complaint>),
    /// The document was set and is no PDF for archives.
    #[error("the document cannot be written: {}", list(.0))]
    Export(Vec<Complaint>),
    /// Others print; nothing was done.
    #[error("the press is busy")]
    Busy,
    /// The press broke: a fault of ours or of Typst.
    #[error("the press broke")]
    Broke,
}

fn list(complaints: &[Complaint]) -> String {
    let all: Vec<String> = complaints.iter().map(ToString::to_string).collect();
    all.join("; ")
}

/// The message without words that stand in the data and not in the template.
pub(crate) fn blotted(message: &str, template: &str, data: &Value) -> String {
    let mut known = HashSet::new();
    words_of(data, &mut known);
    let ours: HashSet<&str> = words(template).collect();
    let mut told = String::with_capacity(message.len());
    let mut rest = message;
    while !rest.is_empty() {
        let end = |part: fn(char) -> bool| {
            rest.find(|letter: char| !part(letter))
                .unwrap_or(rest.len())
        };
        let word = end(char::is_alphanumeric);
        if word == 0 {
            let between = rest.find(char::is_alphanumeric).unwrap_or(rest.len());
            told.push_str(&rest[..between]);
            rest = &rest[between..];
            continue;
        }
        let (this, after) = rest.split_at(word);
        if known.contains(this) && !ours.contains(this) {
            told.push('…');
        } else {
            told.push_str(this);
        }
        rest = after;
    }
    told
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

fn words_of(value: &Value, known: &mut HashSet<String>) {
    match value {
        Value::String(text) => known.extend(words(text).map(str::to_owned)),
        Value::Number(number) => {
            known.insert(number.to_string());
        }
        Value::Array(all) => all.iter().for_each(|one| words_of(one, known)),
        Value::Object(fields) => fields.values().for_each(|one| words_of(one, known)),
        Value::Null | Value::Bool(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_complaint_does_not_tell_of_whom_the_document_is() {
        let data = json!({ "name": "Siti Rahmah", "nik": "6303041708700001" });
        let told = blotted(
            "cannot display \"Siti\" (6303041708700001) as integer",
            "#let integer = data.name",
            &data,
        );
        assert_eq!(told, "cannot display \"…\" (…) as integer");
    }
}
