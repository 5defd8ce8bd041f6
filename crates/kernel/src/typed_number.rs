//! NIK and numbers of family cards as they stand in spreadsheets and messages.
//!
//! Forgiven is what adds nothing to the digits: blanks of every kind, apostrophes, quotes, dots,
//! hyphens, thousands' commas, a label in front, Arabic and full-width digits, a `.0` behind. Refused is
//! everything where digits could have been lost or have to be guessed. No number is ever rounded,
//! filled up or cut.

use std::fmt;

use crate::digits;
use crate::family_card_number::{FamilyCardNumber, FamilyCardNumberError};
use crate::latin;
use crate::nik::{Nik, NikError};
use crate::search_text::fold;

/// What was found in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed<T> {
    /// Nothing, or a word or zeros that mean nothing.
    Missing,
    Found {
        value: T,
        /// Whether something was forgiven, for the preview that shows what was changed.
        is_cleaned: bool,
    },
}

impl<T> Typed<T> {
    /// The value, if there is one.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Missing => None,
            Self::Found { value, .. } => Some(value),
        }
    }
}

/// Why a cell holds no number of sixteen digits. Printed, it names the number and what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TypedError {
    what: &'static str,
    problem: TypedProblem,
}

/// What is wrong with the text of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypedProblem {
    /// So many digits instead of sixteen.
    Count(usize),
    /// `6,30399E+15`.
    Scientific,
    /// A number of a spreadsheet whose last digit may have become 0, or that no such number can hold.
    LostDigit,
    /// The letter O for a zero, and the like.
    LookAlike,
    /// Letters or signs that belong to no number.
    Letters,
    /// Two numbers in one cell.
    TwoNumbers,
    /// `630302******9001`, from a list that was covered.
    Masked,
    /// Sixteen digits that are no NIK.
    Nik(NikError),
    /// Sixteen digits that are no number of a family card.
    Card(FamilyCardNumberError),
}

impl TypedError {
    pub fn problem(&self) -> TypedProblem {
        self.problem
    }

    /// A stable word for reports and interfaces.
    pub fn code(&self) -> &'static str {
        match self.problem {
            TypedProblem::Count(_) => "count",
            TypedProblem::Scientific => "scientific",
            TypedProblem::LostDigit => "lost_digit",
            TypedProblem::LookAlike => "look_alike",
            TypedProblem::Letters => "letters",
            TypedProblem::TwoNumbers => "two_numbers",
            TypedProblem::Masked => "masked",
            TypedProblem::Nik(error) => error.code(),
            TypedProblem::Card(_) => "issued",
        }
    }
}

impl fmt::Display for TypedError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = self.what;
        match self.problem {
            TypedProblem::Count(count) => write!(out, "{what} berisi {count} angka; harus 16."),
            TypedProblem::Scientific => write!(
                out,
                "{what} tertulis dalam bentuk ilmiah (misalnya 6,30E+15), sehingga angkanya hilang. \
                 Ubah kolom menjadi teks, lalu ketik ulang dari KK."
            ),
            TypedProblem::LostDigit => write!(
                out,
                "{what} tersimpan sebagai bilangan, sehingga angka terakhirnya mungkin hilang. \
                 Ubah kolom menjadi teks, lalu ketik ulang dari KK."
            ),
            TypedProblem::LookAlike => write!(
                out,
                "{what} berisi huruf yang mirip angka, misalnya O untuk 0. Ganti dengan angka."
            ),
            TypedProblem::Letters => write!(
                out,
                "{what} berisi huruf atau tanda lain. Tulis 16 angkanya saja."
            ),
            TypedProblem::TwoNumbers => {
                write!(out, "Ada dua nomor dalam satu sel. Tulis satu {what} saja.")
            }
            TypedProblem::Masked => write!(
                out,
                "{what} tersamar dengan bintang. Isi nomor lengkapnya dari KK."
            ),
            TypedProblem::Nik(error) => error.fmt(out),
            TypedProblem::Card(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for TypedError {}

/// A number of sixteen digits that people type.
trait Sixteen: Sized {
    const WHAT: &'static str;
    /// Labels that are written in front of it, as `fold` writes them; longer ones first.
    const LABELS: &'static [&'static str];

    fn of_digits(digits: &str) -> Result<Self, TypedProblem>;
}

impl Sixteen for Nik {
    const WHAT: &'static str = "NIK";
    const LABELS: &'static [&'static str] = &["nomor induk kependudukan", "no nik", "nik"];

    fn of_digits(digits: &str) -> Result<Self, TypedProblem> {
        Self::parse(digits).map_err(TypedProblem::Nik)
    }
}

impl Sixteen for FamilyCardNumber {
    const WHAT: &'static str = "Nomor KK";
    const LABELS: &'static [&'static str] = &[
        "nomor kartu keluarga",
        "no kartu keluarga",
        "nomor kk",
        "no kk",
        "nkk",
        "kk",
    ];

    fn of_digits(digits: &str) -> Result<Self, TypedProblem> {
        Self::parse(digits).map_err(TypedProblem::Card)
    }
}

impl Nik {
    /// Reads a cell of text.
    ///
    /// ```
    /// use kernel::{Nik, Typed};
    ///
    /// let read = Nik::typed("'63.0302\u{a0}0703 859001").unwrap();
    /// assert!(matches!(read, Typed::Found { is_cleaned: true, .. }));
    /// assert_eq!(Nik::typed(" 0 ").unwrap(), Typed::Missing);
    /// let error = Nik::typed("630302070385900").unwrap_err();
    /// assert_eq!(error.to_string(), "NIK berisi 15 angka; harus 16.");
    /// ```
    pub fn typed(text: &str) -> Result<Typed<Self>, TypedError> {
        read_text(text)
    }

    /// Reads a cell that a spreadsheet keeps as a number. Excel keeps fifteen digits and makes the last
    /// one 0; then the number is refused, although one in ten truly ends so.
    pub fn of_cell(number: f64) -> Result<Typed<Self>, TypedError> {
        read_number(number)
    }
}

impl FamilyCardNumber {
    /// Reads a cell of text, as [`Nik::typed`] does.
    pub fn typed(text: &str) -> Result<Typed<Self>, TypedError> {
        read_text(text)
    }

    /// Reads a cell that a spreadsheet keeps as a number, as [`Nik::of_cell`] does.
    pub fn of_cell(number: f64) -> Result<Typed<Self>, TypedError> {
        read_number(number)
    }
}

/// Words for "there is none", as `fold` writes them.
const NONE: [&str; 16] = [
    "tidak ada",
    "tdk ada",
    "belum ada",
    "blm ada",
    "belum punya",
    "belum",
    "kosong",
    "nihil",
    "tidak punya",
    "n a",
    "na",
    "null",
    "none",
    "nan",
    "x",
    "belum ada nik",
];

fn read_number<T: Sixteen>(number: f64) -> Result<Typed<T>, TypedError> {
    let failed = |problem| failed::<T>(problem);
    if number == 0.0 {
        return Ok(Typed::Missing);
    }
    if !number.is_finite() || number < 0.0 || number.fract() != 0.0 {
        return Err(failed(TypedProblem::Letters));
    }
    // From here on a number of a spreadsheet leaves out every other value.
    if (9_007_199_254_740_992.0..1e16).contains(&number) {
        return Err(failed(TypedProblem::LostDigit));
    }
    let digits = format!("{number:.0}");
    if digits.len() != 16 {
        return Err(failed(TypedProblem::Count(digits.len())));
    }
    if digits.ends_with('0') {
        return Err(failed(TypedProblem::LostDigit));
    }
    found(&digits, true)
}

fn read_text<T: Sixteen>(text: &str) -> Result<Typed<T>, TypedError> {
    let failed = |problem| Err(failed::<T>(problem));
    let bare = bare::<T>(text);
    let folded = fold(&bare);
    let is_zero = !folded.is_empty() && folded.chars().all(|letter| matches!(letter, '0' | ' '));
    if folded.is_empty() && !bare.contains(is_star) || is_zero || NONE.contains(&folded.as_str()) {
        return Ok(Typed::Missing);
    }
    if bare.contains(is_star) {
        return failed(TypedProblem::Masked);
    }
    if is_scientific(&bare) {
        return failed(TypedProblem::Scientific);
    }
    // What a program writes of a number.
    for tail in [".0", ",0", ".00", ",00"] {
        if let Some(digits) = bare.strip_suffix(tail)
            && digits.len() == 16
            && digits.bytes().all(|byte| byte.is_ascii_digit())
        {
            if digits.ends_with('0') {
                return failed(TypedProblem::LostDigit);
            }
            return found(digits, true);
        }
    }
    let mut digits = String::with_capacity(16);
    let (mut letters, mut divided) = (false, false);
    for letter in bare.chars() {
        match letter {
            '/' | ';' | '&' | '|' | '+' => divided = true,
            ',' | '\u{A0}' => {}
            letter if digits::is_separator(letter) || latin::is_apostrophe(letter) => {}
            letter => match digits::western(letter) {
                Some(digit) => digits.push(char::from(digit)),
                None => letters = true,
            },
        }
    }
    if letters {
        return failed(if looks_alike(&bare) {
            TypedProblem::LookAlike
        } else {
            TypedProblem::Letters
        });
    }
    match digits.len() {
        16 if !divided => found(&digits, digits != text),
        16 => failed(TypedProblem::Letters),
        32 => failed(TypedProblem::TwoNumbers),
        count => failed(TypedProblem::Count(count)),
    }
}

fn found<T: Sixteen>(digits: &str, is_cleaned: bool) -> Result<Typed<T>, TypedError> {
    let value = T::of_digits(digits).map_err(failed::<T>)?;
    Ok(Typed::Found { value, is_cleaned })
}

fn failed<T: Sixteen>(problem: TypedProblem) -> TypedError {
    TypedError {
        what: T::WHAT,
        problem,
    }
}

/// Without what is wrapped around it: `="…"`, quotes, apostrophes, blanks, a label.
fn bare<T: Sixteen>(text: &str) -> String {
    let is_wrapping = |letter: char| {
        letter.is_whitespace()
            || latin::is_apostrophe(letter)
            || matches!(
                letter,
                '=' | '"' | '“' | '”' | ':' | '\u{FEFF}' | '\u{200B}'..='\u{200F}'
            )
    };
    let text = text.trim_matches(is_wrapping);
    let begin = text.find(|letter| digits::western(letter).is_some());
    let (label, number) = text.split_at(begin.unwrap_or(text.len()));
    let is_label = T::LABELS.contains(&fold(label).as_str());
    let text = if is_label { number } else { text };
    text.trim_matches(is_wrapping).to_owned()
}

fn is_star(letter: char) -> bool {
    matches!(letter, '*' | '•' | '●' | '#')
}

/// `6,30399E+15`, `6.30399e15`.
fn is_scientific(text: &str) -> bool {
    let Some((number, power)) = text.split_once(['e', 'E']) else {
        return false;
    };
    let power = power.trim_start_matches(['+', '-']);
    let is_number = |text: &str, marks: &[char]| {
        text.contains(|letter: char| letter.is_ascii_digit())
            && text
                .chars()
                .all(|letter| letter.is_ascii_digit() || marks.contains(&letter))
    };
    is_number(number, &['.', ',']) && is_number(power, &[])
}

/// Whether it would be sixteen digits if letters that look like digits were some.
fn looks_alike(text: &str) -> bool {
    let mut count = 0;
    for letter in text.chars() {
        if digits::western(letter).is_some()
            || matches!(
                letter,
                'O' | 'o' | 'I' | 'l' | 'i' | 'S' | 's' | 'B' | 'Z' | 'z'
            )
        {
            count += 1;
        } else if !digits::is_separator(letter) {
            return false;
        }
    }
    count == 16
}
