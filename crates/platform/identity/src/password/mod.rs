//! Passwords: which are good enough, and how they are kept.

mod hashing;
mod weakness;

use crate::Token;
use std::fmt;

use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

pub use hashing::Passwords;
pub(crate) use hashing::argon2id;

const MIN_CHARS: usize = 10;
const MAX_CHARS: usize = 200;
/// A longer text is not even normalised. 200 characters of four bytes, each with four marks.
const MAX_BYTES: usize = MAX_CHARS * 20;

/// A password fit to be set: long enough, not among the usual ones, not about the village or the
/// person. Wiped from memory when dropped; never shown.
#[derive(Clone)]
pub struct Password(Zeroizing<String>);

/// Why a password may not be set, in words for who chose it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordProblem {
    #[error(
        "Kata sandi paling sedikit {MIN_CHARS} huruf. Beberapa kata yang mudah Anda ingat sudah cukup."
    )]
    TooShort,
    #[error("Kata sandi paling panjang {MAX_CHARS} huruf.")]
    TooLong,
    #[error("Kata sandi ini memuat tanda yang tidak terlihat. Ketik ulang tanpa menyalin.")]
    Invisible,
    #[error(
        "Kata sandi ini mengulang huruf atau bagian yang sama. Pakai beberapa kata yang berbeda."
    )]
    Repeated,
    #[error(
        "Jangan hanya angka: tanggal lahir, nomor telepon dan NIK mudah ditebak. Tambahkan beberapa kata."
    )]
    OnlyDigits,
    #[error("Jangan memakai nama desa, nama Anda atau alamat surel Anda di dalam kata sandi.")]
    AboutYou,
    #[error(
        "Kata sandi ini, atau kata dasarnya, termasuk yang paling sering dipakai orang. Pilih yang lain."
    )]
    Common,
    #[error(
        "Satu kata mudah ditebak, juga bila ditambah angka atau tahun. Pakai beberapa kata yang tidak berhubungan."
    )]
    OneWord,
    #[error(
        "Kata sandi ini mengikuti urutan tombol atau urutan huruf. Pakai beberapa kata yang berbeda."
    )]
    Run,
}

impl Password {
    /// Sixteen random letters and digits, and the same to be hashed; for accounts that are made for
    /// trying. One that looks like a word is thrown away.
    pub fn random() -> (String, Self) {
        loop {
            let typed: String = Token::generate().to_text().chars().take(16).collect();
            if let Ok(password) = Self::parse(&typed, &[]) {
                return (typed, password);
            }
        }
    }

    /// Judges a new password. `about` is what an acquaintance would try: the name of the village,
    /// of the person, her e-mail address. Words of less than four letters in it are left out.
    ///
    /// # Errors
    /// The first reason found why the password is not good enough.
    pub fn parse(typed: &str, about: &[&str]) -> Result<Self, PasswordProblem> {
        if typed.len() > MAX_BYTES {
            return Err(PasswordProblem::TooLong);
        }
        let text = normalised(typed);
        let chars = text.chars().count();
        if chars < MIN_CHARS {
            return Err(PasswordProblem::TooShort);
        }
        if chars > MAX_CHARS {
            return Err(PasswordProblem::TooLong);
        }
        if text.chars().any(is_invisible) {
            return Err(PasswordProblem::Invisible);
        }
        match weakness::of(&text, about) {
            Some(problem) => Err(problem),
            None => Ok(Self(text)),
        }
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(***)")
    }
}

/// One spelling for what looks the same: "é" typed on a phone and on a computer.
fn normalised(typed: &str) -> Zeroizing<String> {
    // Room for all at once, so that growing leaves no copies behind.
    let mut text = Zeroizing::new(String::with_capacity(typed.len() * 3));
    text.extend(typed.nfc());
    text
}

/// Control characters, and those without width that come along when copying from WhatsApp or Word.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
