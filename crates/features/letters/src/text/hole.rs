//! What stands between two square brackets.

use crate::kind::{Ask, Kind};

use super::words::{
    BLOCKS, FACTS, FORMS, Form, OFFICERS, PARTICULARS, Particular, Reference, Shape, lookup,
    words_for,
};
use super::{BlockWord, When};

/// How alike two words have to be for one to be proposed.
const ALIKE: f64 = 0.6;

/// What was read between two brackets.
#[derive(Debug)]
pub(super) enum Hole {
    Value {
        reference: Reference,
        form: Option<Form>,
    },
    Block(BlockWord),
    When(When),
}

/// Reads what stands between two brackets; the sentence says what is wrong.
pub(super) fn read(inner: &str, kind: &Kind) -> Result<Hole, String> {
    let inner = inner.trim().to_lowercase();
    if inner.is_empty() {
        return Err("Kurung siku [] kosong. Tulis kata isian di dalamnya, misalnya [nama].".into());
    }
    if let Some((head, rest)) = inner.split_once(':') {
        let words: Vec<String> = rest
            .split(',')
            .map(joined)
            .filter(|word| !word.is_empty())
            .collect();
        return match joined(head).as_str() {
            "jika" => Ok(Hole::When(when(rest, true, kind)?)),
            "jika_tidak" => Ok(Hole::When(when(rest, false, kind)?)),
            head if words.is_empty() => Err(format!(
                "Setelah [{head}: belum ada kata. Tulis misalnya [identitas: nama, nik]."
            )),
            head => block(head, &words, kind).map(Hole::Block),
        };
    }
    match inner.as_str() {
        "identitas" => {
            return Ok(Hole::Block(BlockWord::Identity {
                whose: None,
                rows: None,
            }));
        }
        "rincian" => return Ok(Hole::Block(BlockWord::Details(None))),
        "jika" | "jika tidak" => {
            return Err("Tulis syaratnya, misalnya [jika: keperluan].".into());
        }
        word if BLOCKS.contains(&word) => {
            return Err(format!(
                "Tulis isinya, misalnya [{word}: {}].",
                example(word)
            ));
        }
        _ => {}
    }
    let (word, form) = match inner.split_once('|') {
        Some((word, form)) => (joined(word), Some(joined(form))),
        None => (joined(&inner), None),
    };
    let (reference, shape) = reference(&word, kind)?;
    let Some(form) = form else {
        return Ok(Hole::Value {
            reference,
            form: None,
        });
    };
    let fitting = || shape.forms().collect::<Vec<_>>().join(", ");
    match lookup(&FORMS, &form) {
        Some(form) if shape.takes(form) => Ok(Hole::Value {
            reference,
            form: Some(form),
        }),
        Some(_) => Err(format!(
            "Bentuk “{form}” tidak cocok untuk [{word}]. Yang bisa: {}.",
            fitting()
        )),
        None => Err(format!(
            "Bentuk “{form}” tidak dikenal. Yang bisa untuk [{word}]: {}.",
            fitting()
        )),
    }
}

/// Several words as one: `tempat lahir` means `tempat_lahir`.
fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join("_")
}

fn example(block: &str) -> &'static str {
    match block {
        "mengetahui" => "ketua_rt, camat",
        "tanda_tangan" => "saksi1, saksi2",
        _ => "pengikut",
    }
}

fn when(rest: &str, known: bool, kind: &Kind) -> Result<When, String> {
    let word = joined(rest);
    if word.is_empty() {
        return Err("Tulis syaratnya, misalnya [jika: keperluan].".into());
    }
    let (reference, _) = reference(&word, kind)?;
    Ok(When { reference, known })
}

/// What a word stands for, and what it is.
fn reference(word: &str, kind: &Kind) -> Result<(Reference, Shape), String> {
    if let Some((key, part)) = word.split_once('.') {
        let question = kind.question(key).ok_or_else(|| unknown(key, kind))?;
        if !question.ask.is_person() {
            return Err(format!(
                "[{key}] bukan isian tentang seseorang; tulis [{key}] saja."
            ));
        }
        let particular = particular(part)?;
        return Ok((
            Reference::Part(key.to_owned(), particular),
            particular.shape(),
        ));
    }
    if let Some(question) = kind.question(word) {
        return Ok((Reference::Answer(word.to_owned()), Shape::of(&question.ask)));
    }
    if let Some(particular) = lookup(&PARTICULARS, word)
        && particular != Particular::Relationship
    {
        return Ok((Reference::Applicant(particular), particular.shape()));
    }
    if let Some(fact) = lookup(&FACTS, word) {
        return Ok((Reference::Fact(fact), fact.shape()));
    }
    Err(unknown(word, kind))
}

fn particular(word: &str) -> Result<Particular, String> {
    lookup(&PARTICULARS, word).ok_or_else(|| {
        let known = PARTICULARS.iter().map(|(known, _, _)| *known);
        let proposal = nearest(word, known.map(str::to_owned));
        match proposal {
            Some(proposal) => {
                format!("“{word}” tidak dikenal untuk seseorang. Maksudnya “{proposal}”?")
            }
            None => format!("“{word}” tidak dikenal untuk seseorang. Yang bisa: nama, nik, ttl, alamat, dan lain-lain."),
        }
    })
}

/// The sentence about a word that means nothing, with the nearest that does.
fn unknown(word: &str, kind: &Kind) -> String {
    if matches!(
        word,
        "qr" | "qrcode" | "qr_code" | "ttd" | "tte" | "logo" | "kop"
    ) {
        return format!(
            "[{word}] tidak perlu ditulis: kop, tanda tangan, dan kode QR ditaruh sendiri pada surat."
        );
    }
    let known = words_for(kind).into_iter().map(|(word, _)| word);
    let blocks = BLOCKS.iter().map(|word| (*word).to_owned());
    match nearest(word, known.chain(blocks)) {
        Some(proposal) => format!("[{word}] tidak dikenal. Maksudnya [{proposal}]?"),
        None => format!(
            "[{word}] tidak dikenal. Pakai kata isian dari daftar, atau buat pertanyaan dengan kunci itu."
        ),
    }
}

fn nearest(word: &str, known: impl Iterator<Item = String>) -> Option<String> {
    let score = |known: &str| {
        let inside =
            known.len() > 3 && word.len() > 3 && (known.contains(word) || word.contains(known));
        strsim::normalized_damerau_levenshtein(word, known).max(if inside { ALIKE } else { 0.0 })
    };
    known
        .map(|known| (score(&known), known))
        .filter(|(score, _)| *score >= ALIKE)
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, known)| known)
}

/// A block whose words come behind a colon.
fn block(head: &str, words: &[String], kind: &Kind) -> Result<BlockWord, String> {
    let people = |word: &String| match kind.question(word) {
        Some(question) if question.ask.is_people() => Ok(word.clone()),
        Some(_) => Err(format!("[{word}] bukan isian tentang orang.")),
        None => Err(unknown(word, kind)),
    };
    match head {
        "identitas" => identity(words, kind),
        "rincian" => {
            let keys = words.iter().map(|word| match kind.question(word) {
                Some(_) => Ok(word.clone()),
                None => Err(unknown(word, kind)),
            });
            Ok(BlockWord::Details(Some(keys.collect::<Result<_, _>>()?)))
        }
        "daftar" => match words {
            [one] => people(one).map(BlockWord::People),
            _ => Err("[daftar: …] memuat satu isian saja, misalnya [daftar: pengikut].".into()),
        },
        "tanda_tangan" => {
            let keys = words.iter().map(people).collect::<Result<_, _>>()?;
            Ok(BlockWord::Signatures(keys))
        }
        "mengetahui" => {
            let officers = words.iter().map(|word| {
                lookup(&OFFICERS, word).ok_or_else(|| {
                    let known: Vec<&str> = OFFICERS.iter().map(|(word, _, _)| *word).collect();
                    format!(
                        "“{word}” tidak dikenal. Yang dapat mengetahui surat: {}.",
                        known.join(", ")
                    )
                })
            });
            Ok(BlockWord::Officers(officers.collect::<Result<_, _>>()?))
        }
        head => Err(
            match nearest(head, BLOCKS.iter().map(|word| (*word).to_owned())) {
                Some(proposal) => format!("[{head}: …] tidak dikenal. Maksudnya [{proposal}: …]?"),
                None => format!(
                    "[{head}: …] tidak dikenal. Yang memakai titik dua: {}.",
                    BLOCKS.join(", ")
                ),
            },
        ),
    }
}

/// `[identitas: nama, nik]`, `[identitas: ayah]`, `[identitas: ayah, nama, nik]`.
fn identity(words: &[String], kind: &Kind) -> Result<BlockWord, String> {
    let (whose, rows) = match words {
        [first, rest @ ..] => match kind.question(first).map(|question| &question.ask) {
            Some(Ask::Resident | Ask::Person) => (Some(first.clone()), rest),
            Some(_) => return Err(format!("[{first}] bukan isian tentang seseorang.")),
            None => (None, words),
        },
        [] => (None, words),
    };
    let rows: Vec<Particular> = rows
        .iter()
        .map(|word| particular(word))
        .collect::<Result<_, _>>()?;
    let rows = (!rows.is_empty()).then_some(rows);
    Ok(BlockWord::Identity { whose, rows })
}
