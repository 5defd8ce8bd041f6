//! What is wrong with a kind that a village makes or changes.

use std::collections::BTreeSet;

use crate::text::{Text, is_reserved};

use super::{Ask, Kind, Question, Requirement};

const NAME: usize = 120;
const ABBR: usize = 12;
const PURPOSE: usize = 300;
const QUESTIONS: usize = 40;
const LABEL: usize = 120;
const HINT: usize = 300;
const KEY: usize = 40;
const OPTIONS: usize = 60;
const OPTION: usize = 120;
const MOST_DAYS: u16 = 3_650;

/// Something that has to be put right before a kind is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindProblem {
    /// The field of [`Kind`]; of a question `questions.2.key`, counted from 0.
    pub field: String,
    /// A sentence for whoever is editing.
    pub text: String,
}

impl Kind {
    /// Everything that is wrong with it; nothing when letters can be written with it.
    pub fn problems(&self) -> Vec<KindProblem> {
        let mut found = Vec::new();
        let mut wrong = |field: &str, text: String| {
            found.push(KindProblem {
                field: field.to_owned(),
                text,
            });
        };
        if !is_key(&self.slug, '-') {
            wrong(
                "slug",
                format!(
                    "Alamat jenis surat hanya boleh berisi huruf kecil, angka, dan tanda hubung, paling panjang {KEY} huruf."
                ),
            );
        }
        line(&mut wrong, "name", "Nama surat", &self.name, NAME);
        line(&mut wrong, "abbr", "Singkatan", &self.abbr, ABBR);
        if self.abbr.contains(['/', '\\']) {
            wrong(
                "abbr",
                "Singkatan tidak boleh berisi garis miring, karena menjadi bagian nomor surat."
                    .to_owned(),
            );
        }
        line(&mut wrong, "purpose", "Kegunaan", &self.purpose, PURPOSE);
        if !is_code(&self.code) {
            wrong(
                "code",
                "Kode klasifikasi ditulis dengan angka dan titik, misalnya 400.12.2.1 atau 474."
                    .to_owned(),
            );
        }
        let mut seen = BTreeSet::new();
        for key in &self.requirements {
            if Requirement::find(key).is_none() {
                wrong(
                    "requirements",
                    format!("Persyaratan “{key}” tidak dikenal."),
                );
            } else if !seen.insert(key) {
                wrong(
                    "requirements",
                    format!("Persyaratan “{key}” tercantum dua kali."),
                );
            }
        }
        if self
            .valid_days
            .is_some_and(|days| days == 0 || days > MOST_DAYS)
        {
            wrong(
                "valid_days",
                "Masa berlaku antara 1 dan 3.650 hari; kosongkan bila berlaku seterusnya."
                    .to_owned(),
            );
        }
        if self.questions.len() > QUESTIONS {
            wrong(
                "questions",
                format!("Paling banyak {QUESTIONS} pertanyaan untuk satu surat."),
            );
        }
        for (at, question) in self.questions.iter().enumerate() {
            self.look_at(question, at, &mut wrong);
        }
        if self.text.trim().is_empty() {
            wrong("text", "Isi surat belum ditulis.".to_owned());
        }
        if let Err(problems) = Text::parse(&self.text, self) {
            for problem in problems {
                wrong("text", format!("Baris {}: {}", problem.line, problem.text));
            }
        }
        found
    }

    fn look_at(&self, question: &Question, at: usize, wrong: &mut impl FnMut(&str, String)) {
        let key = &question.key;
        let field = format!("questions.{at}.key");
        let others = || self.questions.iter().take(at);
        if !is_key(key, '_') {
            wrong(
                &field,
                format!(
                    "Kunci pertanyaan hanya boleh berisi huruf kecil, angka, dan garis bawah, diawali huruf, paling panjang {KEY} huruf."
                ),
            );
        } else if is_reserved(key) {
            wrong(
                &field,
                format!("Kunci “{key}” sudah dipakai sistem. Pilih kata lain, misalnya “{key}_2”."),
            );
        } else if others().any(|other| other.key == *key) {
            wrong(&field, format!("Kunci “{key}” dipakai dua kali."));
        } else if let Some(other) = self.questions.iter().find(|other| {
            let behind = key.strip_prefix(other.key.as_str());
            other.ask.has_parts() && behind.is_some_and(|behind| behind.starts_with('_'))
        }) {
            wrong(
                &field,
                format!(
                    "Kunci “{key}” bertabrakan dengan isian “{}”. Pilih kata lain.",
                    other.key
                ),
            );
        }
        let part = |name: &str| format!("questions.{at}.{name}");
        line(wrong, &part("label"), "Pertanyaan", &question.label, LABEL);
        if question.hint.chars().count() > HINT {
            wrong(
                &part("hint"),
                format!("Petunjuk paling panjang {HINT} huruf."),
            );
        }
        let Ask::Select { options } = &question.ask else {
            return;
        };
        let field = part("options");
        let mut seen = BTreeSet::new();
        if options.is_empty() {
            wrong(
                &field,
                "Tulis pilihannya, satu pilihan satu baris.".to_owned(),
            );
        }
        if options.len() > OPTIONS {
            wrong(&field, format!("Paling banyak {OPTIONS} pilihan."));
        }
        for option in options {
            if option.trim().is_empty() {
                wrong(&field, "Ada pilihan yang kosong.".to_owned());
            } else if option.chars().count() > OPTION {
                wrong(
                    &field,
                    format!("Satu pilihan paling panjang {OPTION} huruf."),
                );
            } else if !seen.insert(option.trim()) {
                wrong(&field, format!("Pilihan “{option}” tercantum dua kali."));
            }
        }
    }
}

/// A line that has to be there.
fn line(wrong: &mut impl FnMut(&str, String), field: &str, what: &str, text: &str, longest: usize) {
    let length = text.chars().count();
    if text.trim().is_empty() {
        wrong(field, format!("{what} belum diisi."));
    } else if length > longest {
        wrong(
            field,
            format!("{what} paling panjang {longest} huruf; ini {length}."),
        );
    } else if text.chars().any(char::is_control) {
        wrong(field, format!("{what} ditulis dalam satu baris."));
    }
}

/// Small letters, digits and one sign, beginning with a letter.
fn is_key(text: &str, sign: char) -> bool {
    text.len() <= KEY
        && text.starts_with(|letter: char| letter.is_ascii_lowercase())
        && !text.ends_with(sign)
        && text
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == sign)
}

/// Whether a text can be a classification code: `400.12.2.1`, `474`.
pub fn is_code(text: &str) -> bool {
    text.len() <= 20
        && text
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}
