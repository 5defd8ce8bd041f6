//! Reads `tables.txt`, and what people write into a column of codes.

use std::collections::HashMap;

use super::{Code, CodeTable};
use crate::latin;

/// One list as it stands in the file.
pub(super) struct Table {
    pub(super) title: &'static str,
    pub(super) source: &'static str,
    pub(super) codes: Vec<Code>,
    /// Labels and other ways of writing, as [`bare`] leaves them.
    by_words: HashMap<String, usize>,
    /// The same without slashes; `None` where that means two things: `Diploma I/II` and `Diploma III`.
    by_letters: HashMap<String, Option<usize>>,
}

/// The tables in the order of `wanted`. The file is part of the program and tested: what is wrong
/// with it ends the test.
pub(super) fn read(file: &'static str, wanted: &[CodeTable]) -> Vec<Table> {
    let mut tables: HashMap<&'static str, Table> = HashMap::new();
    let mut current = "";
    let lines = file.lines().map(str::trim);
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some((name, about)) = line.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            let (title, source) = about.split_once('|').expect("a title and a source");
            current = name;
            let table = Table {
                title: title.trim(),
                source: source.trim(),
                codes: Vec::new(),
                by_words: HashMap::new(),
                by_letters: HashMap::new(),
            };
            tables.insert(name, table);
        } else {
            let table = tables.get_mut(current).expect("a table before its codes");
            table.add(entry(line));
        }
    }
    let ordered = wanted.iter().map(|table| tables.remove(table.name()));
    ordered
        .map(|table| table.expect("a table for every list"))
        .collect()
}

impl Table {
    fn add(&mut self, code: Code) {
        let at = self.codes.len();
        for written in code.others.iter().chain([&code.label]) {
            let words = bare(written);
            let meaning = self.by_letters.entry(words.replace('/', ""));
            meaning
                .and_modify(|known| *known = known.filter(|known| *known == at))
                .or_insert(Some(at));
            self.by_words.insert(words, at);
        }
        self.codes.push(code);
    }

    /// What somebody meant by these words.
    pub(super) fn meaning(&self, text: &str) -> Option<&Code> {
        let words = bare(text);
        let exact = self.by_words.get(&words).copied();
        let letters = || *self.by_letters.get(&words.replace('/', ""))?;
        exact.or_else(letters).and_then(|at| self.codes.get(at))
    }
}

/// `code = label -> counts as | other | other`
fn entry(line: &'static str) -> Code {
    let (code, rest) = line.split_once('=').expect("a code and a label");
    let mut parts = rest.split('|').map(str::trim);
    let label = parts.next().unwrap_or_default();
    let (label, counts_as) = match label.split_once("->") {
        Some((label, counts_as)) => (label.trim(), Some(counts_as.trim())),
        None => (label, None),
    };
    Code {
        code: code.trim(),
        label,
        counts_as,
        // Once for the life of the program.
        others: Vec::leak(parts.collect()),
    }
}

/// Letters, digits and slashes only, in lower case; the sign of a blood type stays.
fn bare(text: &str) -> String {
    let plain = latin::plain(text.trim());
    let sign = plain
        .chars()
        .next_back()
        .filter(|letter| matches!(letter, '+' | '-'));
    let mut out: String = plain
        .chars()
        .filter(|letter| letter.is_alphanumeric() || *letter == '/')
        .collect();
    if let Some(sign) = sign.filter(|_| !out.is_empty()) {
        out.push(sign);
    }
    out
}

/// `1` of `1`, `01` and `1.0`.
pub(super) fn number(text: &str) -> Option<String> {
    let text = text.trim();
    let whole = text.strip_suffix(".0").unwrap_or(text);
    if whole.is_empty() || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = whole.trim_start_matches('0');
    Some(number.to_owned()).filter(|number| !number.is_empty())
}
