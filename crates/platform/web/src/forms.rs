//! Forms: what was typed, what is wrong with it, and showing both again.
//!
//! A wrong form is no error: the same page comes again with status 422, everything that was typed,
//! and a sentence above each field that needs attention.

use std::{borrow::Cow, collections::BTreeMap};

use axum::{
    body::Body,
    extract::{FromRequest, Request},
};
use http::{HeaderMap, header};
use http_body_util::BodyExt;
use serde::Serialize;

use crate::{
    AppError,
    upload::{Sent, SentFile, Upload, is_multipart},
};

/// The largest form without files: a long article pasted with everything around it.
const LARGEST: usize = 4 * 1024 * 1024;

/// Files a form may bring: they lie in memory while it is read.
const MOST_FILES: usize = 2;

/// A form as it came, being read.
///
/// Reading a field tidies it and notes what is wrong; [`Form::view`] shows it again.
#[derive(Debug, Clone, Default)]
pub struct Form {
    typed: Vec<(String, String)>,
    errors: BTreeMap<Cow<'static, str>, String>,
    files: Vec<SentFile>,
}

/// A form as templates show it: `form.values.title`, `form.errors.title`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FormView {
    pub values: BTreeMap<String, String>,
    pub errors: BTreeMap<String, String>,
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = AppError;

    async fn from_request(request: Request, _: &S) -> Result<Self, AppError> {
        let (parts, body) = request.into_parts();
        Self::read_request(&parts.headers, body, Files::Refused).await
    }
}

/// A form of a public page that may bring a file.
#[derive(Debug, Clone)]
pub struct FileForm(pub Form);

impl<S: Send + Sync> FromRequest<S> for FileForm {
    type Rejection = AppError;

    async fn from_request(request: Request, _: &S) -> Result<Self, AppError> {
        let (parts, body) = request.into_parts();
        Form::read_request(&parts.headers, body, Files::Taken)
            .await
            .map(Self)
    }
}

/// Whether a form may bring files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Files {
    Refused,
    Taken,
}

impl Form {
    pub(crate) async fn read_request(
        headers: &HeaderMap,
        body: Body,
        files: Files,
    ) -> Result<Self, AppError> {
        let kind = headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        if files == Files::Taken && is_multipart(headers) {
            return Self::with_files(Upload::new(headers, body)?).await;
        }
        if !kind.starts_with("application/x-www-form-urlencoded") {
            return Err(AppError::BadRequest("Kiriman ini bukan isian formulir."));
        }
        let body = http_body_util::Limited::new(body, LARGEST);
        let bytes = body.collect().await.map_err(|error| {
            if error.is::<http_body_util::LengthLimitError>() {
                AppError::TooLarge("Isian ini terlalu panjang. Batasnya 4 MB.")
            } else {
                AppError::BadRequest("Kiriman terputus. Silakan kirim sekali lagi.")
            }
        })?;
        Ok(Self::parse(&bytes.to_bytes()))
    }

    /// A form with a few files. One that is too large is no reason to lose what was typed: it is
    /// told next to its field.
    async fn with_files(mut upload: Upload) -> Result<Self, AppError> {
        let mut form = Self::default();
        let mut length = 0;
        while let Some(sent) = upload.next().await? {
            match sent {
                Sent::Text(name, text) => {
                    length += text.len();
                    if length > LARGEST {
                        return Err(AppError::TooLarge(
                            "Isian ini terlalu panjang. Batasnya 4 MB.",
                        ));
                    }
                    form.typed.push((name, text.replace('\0', "")));
                }
                Sent::File(file) if form.files.len() < MOST_FILES => form.files.push(file),
                Sent::File(_) => {
                    return Err(AppError::TooLarge(
                        "Terlalu banyak berkas untuk satu formulir.",
                    ));
                }
            }
        }
        Ok(form)
    }

    /// Takes the file that was sent in a field. Nothing when none was chosen.
    pub fn take_file(&mut self, name: &str) -> Option<SentFile> {
        let at = self.files.iter().position(|file| file.field == name)?;
        Some(self.files.swap_remove(at))
    }

    /// Reads an encoded form. Bytes that are no text become "�"; NUL, which Postgres cannot keep,
    /// goes.
    pub fn parse(bytes: &[u8]) -> Self {
        let typed = form_urlencoded::parse(bytes)
            .map(|(name, value)| (name.into_owned(), value.replace('\0', "")))
            .collect();
        Self {
            typed,
            ..Self::default()
        }
    }

    /// A form filled in by us, to be shown for the first time.
    pub fn filled<'a>(values: impl IntoIterator<Item = (&'a str, String)>) -> Self {
        Self {
            typed: values
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
            ..Self::default()
        }
    }

    /// Replaces what a field shows.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.typed.retain(|(known, _)| known != name);
        self.typed.push((name.to_owned(), value.into()));
    }

    /// Fills in more fields, next to those there are.
    pub fn add_all(&mut self, values: impl IntoIterator<Item = (String, String)>) {
        self.typed.extend(values);
    }

    /// The value exactly as it was typed; empty when the field is missing.
    pub fn raw(&self, name: &str) -> &str {
        let found = self.typed.iter().rev().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    /// Every value of a field that may come several times.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.typed
            .iter()
            .filter(move |(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Whether a checkbox was ticked or a button of this name was pressed.
    pub fn has(&self, name: &str) -> bool {
        self.typed.iter().any(|(known, _)| known == name)
    }

    /// One line of at most `longest` characters; it may be empty.
    pub fn line(&mut self, name: &'static str, longest: usize) -> String {
        let line = one_line(self.raw(name));
        self.hold_to(name, &line, longest);
        line
    }

    /// One line, tidied the same way, of a field whose name is made while the form is read; how long
    /// it may be is its reader's matter.
    pub fn tidy(&self, name: &str) -> String {
        one_line(self.raw(name))
    }

    /// Several lines, tidied the same way, of a field whose name is made while the form is read.
    pub fn tidy_text(&self, name: &str) -> String {
        lines(self.raw(name))
    }

    /// One line that has to be there; `missing` is said when it is not.
    pub fn needed_line(&mut self, name: &'static str, longest: usize, missing: &str) -> String {
        let line = self.line(name, longest);
        if line.is_empty() {
            self.wrong(name, missing);
        }
        line
    }

    /// Several lines of at most `longest` characters; they may be empty.
    pub fn text(&mut self, name: &'static str, longest: usize) -> String {
        let text = lines(self.raw(name));
        self.hold_to(name, &text, longest);
        text
    }

    /// Several lines that have to be there.
    pub fn needed_text(&mut self, name: &'static str, longest: usize, missing: &str) -> String {
        let text = self.text(name, longest);
        if text.is_empty() {
            self.wrong(name, missing);
        }
        text
    }

    /// A value read by its own rules; the reader's sentence becomes the field's error.
    pub fn read<T, E: ToString>(
        &mut self,
        name: &'static str,
        reader: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let value = self.raw(name).trim().to_owned();
        match reader(&value) {
            Ok(read) => Some(read),
            Err(error) => {
                self.wrong(name, error.to_string());
                None
            }
        }
    }

    /// Notes what is wrong with a field. The first sentence stays.
    pub fn wrong(&mut self, name: impl Into<Cow<'static, str>>, sentence: impl Into<String>) {
        self.errors
            .entry(name.into())
            .or_insert_with(|| sentence.into());
    }

    /// What was found wrong with a field.
    pub fn error(&self, name: &str) -> Option<&str> {
        self.errors.get(name).map(String::as_str)
    }

    /// Whether nothing is wrong.
    pub fn is_good(&self) -> bool {
        self.errors.is_empty()
    }

    /// What the page shows again. Of a repeated field the last value is shown.
    pub fn view(&self) -> FormView {
        FormView {
            values: self.typed.iter().cloned().collect(),
            errors: self
                .errors
                .iter()
                .map(|(name, sentence)| (name.clone().into_owned(), sentence.clone()))
                .collect(),
        }
    }

    fn hold_to(&mut self, name: &'static str, text: &str, longest: usize) {
        let length = text.chars().count();
        if length > longest {
            let longest = kernel::thousands(longest as i64);
            let length = kernel::thousands(length as i64);
            self.wrong(
                name,
                format!("Isian ini paling panjang {longest} huruf; yang Anda ketik {length}."),
            );
        }
    }
}

/// Letters that only steer: they hide words or turn the direction of the rest of the page.
fn is_steering(letter: char) -> bool {
    (letter.is_control() && letter != '\n')
        || matches!(letter, '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
        || matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}')
        || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words
        .join(" ")
        .chars()
        .filter(|letter| !is_steering(*letter))
        .collect()
}

fn lines(text: &str) -> String {
    let unix = text.replace("\r\n", "\n").replace('\r', "\n");
    let clean: String = unix
        .chars()
        .filter(|letter| !is_steering(*letter))
        .collect();
    clean.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_tidied_and_held_to_its_length() {
        let mut form = Form::parse(b"nama=+Aluh%0A+Siti+&panjang=abcdef&arah=a%E2%80%AEb");
        assert_eq!(form.needed_line("nama", 20, "Isi nama."), "Aluh Siti");
        assert_eq!(form.line("arah", 20), "ab");
        assert!(form.is_good());
        form.line("panjang", 3);
        form.needed_line("kosong", 3, "Isi dulu.");
        let view = form.view();
        assert_eq!(view.values["panjang"], "abcdef");
        assert_eq!(view.errors["kosong"], "Isi dulu.");
        assert_eq!(
            view.errors["panjang"],
            "Isian ini paling panjang 3 huruf; yang Anda ketik 6."
        );
    }

    #[test]
    fn several_lines_keep_their_paragraphs_and_lose_nul() {
        let mut form = Form::parse(b"isi=a%0D%0A%0D%0Ab%00%FF");
        assert_eq!(form.text("isi", 100), "a\n\nb\u{fffd}");
    }
}
