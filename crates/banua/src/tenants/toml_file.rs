//! TOML read key by key, so that every problem is found in one reading and has its line.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{english, problem::Problems, text};

/// A value with the line it stands in.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed<T> {
    pub value: T,
    pub line: usize,
}

/// Where a piece of TOML stands: a file of its own, or the front matter of a document.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    pub file: &'a str,
    pub text: &'a str,
    /// Lines of the file before the piece.
    pub above: usize,
}

impl Place<'_> {
    fn line(&self, at: usize) -> usize {
        text::line_of(self.text, at) + self.above
    }
}

/// A table whose keys are taken one by one; what is left at the end is unknown.
pub struct Section<'a> {
    place: Place<'a>,
    table: DeTable<'a>,
    asked: Vec<&'static str>,
    pub line: usize,
}

impl<'a> Section<'a> {
    /// Parses a piece; problems of syntax are noted, all of them.
    pub fn parse(place: Place<'a>, problems: &mut Problems) -> Option<Self> {
        let (table, errors) = DeTable::parse_recoverable(place.text);
        for error in &errors {
            let line = error.span().map(|span| place.line(span.start));
            let reason = error.message().lines().next().unwrap_or_default();
            problems.add(place.file, line, format!("this is not TOML: {reason}"));
        }
        let line = place.above + 1;
        errors.is_empty().then(|| Self {
            place,
            table: table.into_inner(),
            asked: Vec::new(),
            line,
        })
    }

    pub fn file(&self) -> &'a str {
        self.place.file
    }

    /// A line about the section as a whole.
    pub fn complain(&self, problems: &mut Problems, reason: impl Into<String>) {
        problems.add(self.place.file, self.line, reason);
    }

    fn take(&mut self, key: &'static str) -> Option<(Spanned<DeValue<'a>>, usize)> {
        self.asked.push(key);
        let (name, value) = self.table.remove_entry(key)?;
        let line = self.place.line(name.span().start);
        Some((value, line))
    }

    /// A text of one line, trimmed; `None` when there is none or it is empty.
    pub fn text(
        &mut self,
        key: &'static str,
        longest: usize,
        problems: &mut Problems,
    ) -> Option<Placed<String>> {
        let found = self.any_text(key, problems)?;
        let value = found.value.trim().to_owned();
        if let Some(reason) = text::unfit_line(&value, longest) {
            problems.add(self.place.file, found.line, format!("{key} {reason}"));
            return None;
        }
        (!value.is_empty()).then_some(Placed {
            value,
            line: found.line,
        })
    }

    /// A text of one line that has to be there.
    pub fn needed(
        &mut self,
        key: &'static str,
        longest: usize,
        problems: &mut Problems,
    ) -> Option<Placed<String>> {
        let before = problems.count();
        let found = self.text(key, longest, problems);
        if found.is_none() && problems.count() == before {
            problems.add(self.place.file, self.line, format!("{key} is missing"));
        }
        found
    }

    /// A text that may have many lines; "" when there is none.
    pub fn long_text(&mut self, key: &'static str, problems: &mut Problems) -> Placed<String> {
        let line = self.line;
        match self.any_text(key, problems) {
            Some(found) if found.value.contains('\0') => {
                problems.add(
                    self.place.file,
                    found.line,
                    format!("{key} holds a zero byte"),
                );
                Placed {
                    value: String::new(),
                    line,
                }
            }
            Some(found) => found,
            None => Placed {
                value: String::new(),
                line,
            },
        }
    }

    fn any_text(&mut self, key: &'static str, problems: &mut Problems) -> Option<Placed<String>> {
        let (value, line) = self.take(key)?;
        match value.into_inner() {
            DeValue::String(text) => Some(Placed {
                value: text.into_owned(),
                line,
            }),
            // Dates are as often written without quotation marks as with them.
            DeValue::Datetime(moment) => Some(Placed {
                value: moment.to_string(),
                line,
            }),
            other => {
                self.wrong_type(key, "a text in quotation marks", &other, line, problems);
                None
            }
        }
    }

    /// `default` when the key is not there.
    pub fn flag(&mut self, key: &'static str, default: bool, problems: &mut Problems) -> bool {
        let Some((value, line)) = self.take(key) else {
            return default;
        };
        match value.into_inner() {
            DeValue::Boolean(flag) => flag,
            other => {
                self.wrong_type(key, "true or false", &other, line, problems);
                default
            }
        }
    }

    /// `default` when the key is not there.
    pub fn number(&mut self, key: &'static str, default: i32, problems: &mut Problems) -> i32 {
        let Some((value, line)) = self.take(key) else {
            return default;
        };
        let number = match value.get_ref() {
            DeValue::Integer(number) => i32::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        number.unwrap_or_else(|| {
            self.wrong_type(key, "a whole number", value.get_ref(), line, problems);
            default
        })
    }

    /// `[key]`
    pub fn section(&mut self, key: &'static str, problems: &mut Problems) -> Option<Section<'a>> {
        let (value, line) = self.take(key)?;
        match value.into_inner() {
            DeValue::Table(table) => Some(self.below(table, line)),
            other => {
                self.wrong_type(key, &format!("a section [{key}]"), &other, line, problems);
                None
            }
        }
    }

    /// `[[key]]`; `None` when the file does not mention it.
    pub fn sections(
        &mut self,
        key: &'static str,
        problems: &mut Problems,
    ) -> Option<Vec<Section<'a>>> {
        let (value, line) = self.take(key)?;
        let DeValue::Array(items) = value.into_inner() else {
            problems.add(
                self.place.file,
                line,
                format!("{key} is a list: write [[{key}]]"),
            );
            return None;
        };
        let mut sections = Vec::new();
        for item in items {
            let line = self.place.line(item.span().start);
            match item.into_inner() {
                DeValue::Table(table) => sections.push(self.below(table, line)),
                other => {
                    self.wrong_type(key, &format!("a section [[{key}]]"), &other, line, problems);
                }
            }
        }
        Some(sections)
    }

    fn below(&self, table: DeTable<'a>, line: usize) -> Section<'a> {
        Section {
            place: self.place,
            table,
            asked: Vec::new(),
            line,
        }
    }

    fn wrong_type(
        &self,
        key: &str,
        wanted: &str,
        found: &DeValue<'_>,
        line: usize,
        problems: &mut Problems,
    ) {
        let reason = format!("{key} should be {wanted}, not {}", found.type_str());
        problems.add(self.place.file, line, reason);
    }

    /// Notes every key that nobody asked for.
    pub fn finish(self, problems: &mut Problems) {
        for key in self.table.keys() {
            let name = key.get_ref();
            let hint = english::nearest(name, self.asked.iter().copied())
                .map(|known| format!("; did you mean '{known}'?"))
                .unwrap_or_default();
            let line = self.place.line(key.span().start);
            problems.add(self.place.file, line, format!("unknown key '{name}'{hint}"));
        }
    }
}
