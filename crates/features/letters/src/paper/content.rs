//! Everything a letter says, in words that are final.

use jiff::civil::Date;
use kernel::time;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{
    facts::{Letter, Sender},
    text::{Block, Run},
};

use super::Signatures;

/// The form in which contents are written now. Another one is another number, and the old ones are still
/// read and hash to what they did.
pub const FORM: u16 = 1;

/// What is printed above a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// "Pemerintah Kabupaten Banjar"
    pub regency: String,
    /// "Kecamatan Sungai Tabuk"
    pub subdistrict: String,
    /// "Desa Pembantanan"
    pub village: String,
    /// Address, post code, e-mail, telephone: a line or two, none where nothing is known.
    pub lines: Vec<String>,
}

/// Everything a letter says.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    pub form: u16,
    /// The kind's slug.
    pub kind: String,
    pub head: Head,
    pub title: String,
    /// Nothing while it has none: a dotted line stands for it.
    pub number: Option<String>,
    pub blocks: Vec<Block>,
    /// "Pembantanan, 25 November 2026"
    pub place_and_day: String,
    pub dated: Date,
    pub valid_until: Option<Date>,
    pub signatures: Signatures,
    /// Small words below each page.
    pub footer: String,
}

impl Content {
    /// What a letter says, with its text filled in.
    pub fn new(letter: &Letter, blocks: Vec<Block>) -> Self {
        let sender = &letter.sender;
        let head = head_of(sender);
        let footer = format!(
            "{}, {}, {}",
            sender.name,
            head.subdistrict,
            regency_of(sender)
        );
        Self {
            form: FORM,
            kind: letter.kind.slug.clone(),
            head,
            title: letter.kind.name.clone(),
            number: letter.number.clone(),
            place_and_day: format!("{}, {}", sender.short, time::long_date(letter.date)),
            dated: letter.date,
            valid_until: letter.valid_until,
            signatures: Signatures::of(letter, &blocks),
            footer,
            blocks,
        }
    }

    /// SHA-256 of the content as [`canonical`] JSON. It changes with every letter and dot of what is said,
    /// and with nothing of how it is set.
    pub fn hash(&self) -> [u8; 32] {
        let value = serde_json::to_value(self).unwrap_or(Value::Null);
        Sha256::digest(canonical(&value).as_bytes()).into()
    }

    /// Until when it is good, where the text does not say so itself.
    pub(super) fn unsaid_until(&self) -> Option<String> {
        let until = time::long_date(self.valid_until?);
        let says_it = |run: &Run| match run {
            Run::Plain(text) | Run::Bold(text) => text.contains(&until),
            Run::Blank => false,
        };
        (!self.runs().any(says_it)).then_some(until)
    }

    fn runs(&self) -> impl Iterator<Item = &Run> {
        self.blocks.iter().flat_map(runs_of)
    }
}

/// Every run of a part of the text.
pub(super) fn runs_of(block: &Block) -> Box<dyn Iterator<Item = &Run> + '_> {
    match block {
        Block::Paragraph { runs } => Box::new(runs.iter()),
        Block::Rows { rows } => Box::new(rows.iter().flat_map(|row| &row.runs)),
        Block::Points { points, .. } => Box::new(points.iter().flatten()),
        Block::Table { .. } => Box::new(std::iter::empty()),
    }
}

/// JSON in one way only: names of fields sorted by their bytes, nothing between the signs, texts as
/// `serde_json` escapes them (`"`, `\` and what lies below U+0020), numbers whole.
///
/// ```
/// let value = serde_json::json!({ "b": [1, null, "Ma’ruf \"Uf\""], "a": { "d": true, "c": 2 } });
/// assert_eq!(letters::paper::canonical(&value), r#"{"a":{"c":2,"d":true},"b":[1,null,"Ma’ruf \"Uf\""]}"#);
/// ```
pub fn canonical(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Array(all) => {
            text.push('[');
            for (at, one) in all.iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                write(one, text);
            }
            text.push(']');
        }
        Value::Object(fields) => {
            let mut sorted: Vec<(&String, &Value)> = fields.iter().collect();
            sorted.sort_by_key(|(name, _)| name.as_bytes());
            text.push('{');
            for (at, (name, value)) in sorted.into_iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                text.push_str(&Value::String(name.clone()).to_string());
                text.push(':');
                write(value, text);
            }
            text.push('}');
        }
        other => text.push_str(&other.to_string()),
    }
}

fn head_of(sender: &Sender) -> Head {
    let mut address = sender.address.trim().to_owned();
    if !sender.postal_code.is_empty() && !address.contains(&sender.postal_code) {
        let between = if address.is_empty() { "" } else { " " };
        address = format!("{address}{between}Kode Pos {}", sender.postal_code);
    }
    let reached = [("Pos-el: ", &sender.email), ("Telepon: ", &sender.phone)];
    let reached: Vec<String> = reached
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(label, value)| format!("{label}{value}"))
        .collect();
    let lines = [address, reached.join("  ·  ")];
    Head {
        regency: format!("Pemerintah {}", regency_of(sender)),
        subdistrict: format!("Kecamatan {}", sender.subdistrict),
        village: sender.name.clone(),
        lines: lines.into_iter().filter(|line| !line.is_empty()).collect(),
    }
}

/// "Kabupaten Banjar", "Kota Banjarbaru"
fn regency_of(sender: &Sender) -> String {
    if sender.regency.starts_with("Kota ") || sender.regency.starts_with("Kabupaten ") {
        sender.regency.clone()
    } else {
        format!("Kabupaten {}", sender.regency)
    }
}
