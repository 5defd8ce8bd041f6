//! Reads keys from file and environment, remembers where each came from and what was wrong.

use std::collections::BTreeMap;

use toml::Value;

use crate::parse::Parsed;
use crate::{Problem, Setting};

/// Variables of object storage carry the name everybody knows it by.
const ENVIRONMENT_ALIASES: [(&str, &str); 1] = [("storage", "S3")];

pub(crate) struct Reader {
    file_name: String,
    file: BTreeMap<String, String>,
    environment: BTreeMap<String, String>,
    known: Vec<&'static str>,
    pub(crate) problems: Vec<Problem>,
    pub(crate) settings: Vec<Setting>,
}

impl Reader {
    /// `environment` may hold anything; only `BANUA_…` is looked at.
    pub(crate) fn new(
        file_name: &str,
        file: &str,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Self {
        let mut reader = Self {
            file_name: file_name.to_owned(),
            file: BTreeMap::new(),
            // An empty variable counts as not set: `BANUA_REDIS_URL= banua serve`.
            environment: environment
                .into_iter()
                .filter(|(name, value)| name.starts_with("BANUA_") && !value.trim().is_empty())
                .collect(),
            known: Vec::new(),
            problems: Vec::new(),
            settings: Vec::new(),
        };
        match file.trim_start_matches('\u{feff}').parse::<toml::Table>() {
            Ok(table) => reader.flatten("", table),
            Err(error) => reader.problems.push(Problem {
                key: String::new(),
                origin: reader.file_name.clone(),
                message: not_toml(file, &error),
            }),
        }
        reader
    }

    fn flatten(&mut self, prefix: &str, table: toml::Table) {
        for (name, value) in table {
            let key = if prefix.is_empty() {
                name
            } else {
                format!("{prefix}.{name}")
            };
            match value {
                Value::Table(inner) => self.flatten(&key, inner),
                Value::String(text) => _ = self.file.insert(key, text),
                Value::Array(items) => {
                    let texts: Vec<_> = items.into_iter().map(plain).collect();
                    self.file.insert(key, texts.join(","));
                }
                other => _ = self.file.insert(key, plain(other)),
            }
        }
    }

    /// The value of `key`, or `default` when nobody gave one or it was wrong (which is noted).
    pub(crate) fn take<T>(
        &mut self,
        key: &'static str,
        default: T,
        parse: impl FnOnce(&str) -> Parsed<T>,
    ) -> T {
        match self.find(key) {
            None => {
                self.remember(key, String::new(), String::new());
                default
            }
            Some((value, origin)) => {
                let parsed = parse(value.trim());
                self.remember(key, value, origin.clone());
                parsed.unwrap_or_else(|message| {
                    self.complain(key, message);
                    default
                })
            }
        }
    }

    /// Like [`Reader::take`], for what must not be printed.
    pub(crate) fn take_secret(&mut self, key: &'static str) -> Option<crate::Secret> {
        let Some((value, origin)) = self.find(key) else {
            self.remember(key, String::new(), String::new());
            return None;
        };
        let secret = crate::Secret::new(value.trim());
        self.remember(key, secret.masked(), origin);
        Some(secret)
    }

    /// Notes a problem with a key that was already read.
    pub(crate) fn complain(&mut self, key: &str, message: impl Into<String>) {
        let origin = self
            .settings
            .iter()
            .find(|s| s.key == key)
            .map(|s| s.origin.clone());
        self.problems.push(Problem {
            key: key.to_owned(),
            origin: origin.unwrap_or_default(),
            message: message.into(),
        });
    }

    /// Whether anybody chose a value for this key.
    pub(crate) fn was_given(&self, key: &str) -> bool {
        self.settings
            .iter()
            .any(|setting| setting.key == key && !setting.origin.is_empty())
    }

    /// Keys nobody asked for are mistakes, most often of spelling.
    pub(crate) fn refuse_unknown(&mut self) {
        for key in self.file.keys() {
            if !self.known.contains(&key.as_str()) {
                self.problems.push(Problem {
                    key: key.clone(),
                    origin: self.file_name.clone(),
                    message: format!("unknown key{}", suggestion(key, &self.known)),
                });
            }
        }
        let known: Vec<String> = self
            .known
            .iter()
            .flat_map(|key| variables_of(key))
            .collect();
        let mut sections: Vec<String> = known
            .iter()
            .filter_map(|name| name.split('_').nth(1))
            .map(str::to_owned)
            .collect();
        sections.dedup();
        for name in self.environment.keys() {
            let ours = name.split('_').nth(1).is_some_and(|word| {
                name.matches('_').count() >= 2 && sections.iter().any(|s| s == word)
            });
            if ours && !known.contains(name) {
                let names: Vec<&str> = known.iter().map(String::as_str).collect();
                self.problems.push(Problem {
                    key: String::new(),
                    origin: name.clone(),
                    message: format!("unknown variable{}", suggestion(name, &names)),
                });
            }
        }
    }

    fn find(&mut self, key: &'static str) -> Option<(String, String)> {
        self.known.push(key);
        let from_environment = variables_of(key).into_iter().find_map(|name| {
            self.environment
                .get(&name)
                .map(|value| (value.clone(), name))
        });
        from_environment.or_else(|| {
            self.file
                .get(key)
                .map(|value| (value.clone(), self.file_name.clone()))
        })
    }

    fn remember(&mut self, key: &'static str, value: String, origin: String) {
        self.settings.push(Setting { key, value, origin });
    }
}

/// `server.listen` is `BANUA_SERVER_LISTEN`; `storage.endpoint` also `BANUA_S3_ENDPOINT`.
pub(crate) fn variables_of(key: &str) -> Vec<String> {
    let name = |key: &str| format!("BANUA_{}", key.replace('.', "_").to_ascii_uppercase());
    let mut names = vec![name(key)];
    for (section, alias) in ENVIRONMENT_ALIASES {
        if let Some(rest) = key.strip_prefix(section) {
            names.insert(0, name(&format!("{alias}{rest}")));
        }
    }
    names
}

/// The line number only: the line itself may hold a password.
fn not_toml(file: &str, error: &toml::de::Error) -> String {
    let start = error.span().map_or(0, |span| span.start).min(file.len());
    let line = file
        .bytes()
        .take(start)
        .filter(|byte| *byte == b'\n')
        .count()
        + 1;
    format!("this is not TOML: line {line}: {}", error.message())
}

fn plain(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

fn suggestion(wrong: &str, known: &[&str]) -> String {
    known
        .iter()
        .map(|candidate| (distance(wrong, candidate), candidate))
        .filter(|(distance, _)| *distance <= 3)
        .min()
        .map(|(_, candidate)| format!("; did you mean {candidate}?"))
        .unwrap_or_default()
}

/// Letters to add, drop or change to get from one word to the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let replace = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = replace.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
