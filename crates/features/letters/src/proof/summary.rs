//! What the village signs of a letter: enough to compare with the paper, and no more.

use jiff::{ToSpan as _, civil::Date};
use kernel::{PersonName, VillageCode};

use crate::{facts::Letter, paper::Content};

use super::Token;

/// The form of what is signed. Readers refuse a form they do not know.
const FORM: u8 = 1;
/// In front of what is signed, so that no other text of the village's key can be taken for it.
const PURPOSE: &[u8] = b"banua/letter/1\0";
/// Day 0 of the two bytes in which days are written; the last is in 2179.
const DAY_ZERO: Date = jiff::civil::date(2000, 1, 1);
/// Bytes of UTF-8: more does not fit into a QR that a phone reads from a copy.
const LONGEST_NUMBER: usize = 80;
const LONGEST_KIND: usize = 60;
/// Initials of a holder; names of more words end here.
const INITIALS: usize = 5;

/// A letter in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    pub village: VillageCode,
    /// As it stands on the letter.
    pub number: String,
    /// "Surat Keterangan Domisili"
    pub kind: String,
    pub dated: Date,
    pub valid_until: Option<Date>,
    /// "S*** R***"
    pub holder: String,
    /// The first half of the content's hash.
    pub content: [u8; 16],
}

/// Why there is no summary of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SummaryError {
    #[error("Surat belum bernomor.")]
    NoNumber,
    #[error(
        "Nomor surat terlalu panjang untuk kode QR. Paling banyak {LONGEST_NUMBER} huruf dan angka."
    )]
    LongNumber,
    #[error("Kode wilayah desa tidak dikenal.")]
    Village,
    #[error("Tanggal surat di luar tahun 2000–2179.")]
    Day,
}

impl Summary {
    /// What is signed of this letter, which says this.
    ///
    /// # Errors
    /// See [`SummaryError`].
    pub fn of(letter: &Letter, content: &Content) -> Result<Self, SummaryError> {
        let number = content.number.clone().ok_or(SummaryError::NoNumber)?;
        if number.len() > LONGEST_NUMBER {
            return Err(SummaryError::LongNumber);
        }
        for day in [Some(content.dated), content.valid_until]
            .into_iter()
            .flatten()
        {
            day_number(day).ok_or(SummaryError::Day)?;
        }
        let village = VillageCode::parse(&letter.sender.code);
        let hash = content.hash();
        let mut half = [0; 16];
        half.copy_from_slice(&hash[..16]);
        Ok(Self {
            village: village.map_err(|_| SummaryError::Village)?,
            number,
            kind: cut(&content.title, LONGEST_KIND),
            dated: content.dated,
            valid_until: content.valid_until,
            holder: masked(&letter.applicant.name),
            content: half,
        })
    }

    /// Whether it belongs to this content.
    pub fn is_of(&self, content: &Content) -> bool {
        content.hash()[..16] == self.content
    }

    /// Whether it is still good on a day.
    pub fn is_good_on(&self, day: Date) -> bool {
        self.valid_until.is_none_or(|until| day <= until)
    }

    /// The bytes that are signed: they also hold on to the address at which the letter is found.
    pub fn message(&self, token: &Token) -> Vec<u8> {
        [PURPOSE, token.bytes().as_slice(), &self.pack()].concat()
    }

    /// The summary as bytes; one way only.
    pub fn pack(&self) -> Vec<u8> {
        let village: u64 = self.village.digits().parse().unwrap_or_default();
        let mut bytes = vec![FORM];
        bytes.extend(&village.to_be_bytes()[3..]);
        bytes.extend(day_number(self.dated).unwrap_or_default().to_be_bytes());
        let until = self.valid_until.and_then(day_number);
        let until = until.map_or(0, |day| day.saturating_add(1));
        bytes.extend(until.to_be_bytes());
        bytes.extend(self.content);
        for text in [&self.number, &self.kind, &self.holder] {
            let text = cut(text, u8::MAX.into());
            bytes.push(text.len() as u8);
            bytes.extend(text.as_bytes());
        }
        bytes
    }

    /// Reads what [`Summary::pack`] wrote; nothing for anything else.
    pub fn unpack(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes;
        if take(&mut rest, 1)? != [FORM] {
            return None;
        }
        let village = take(&mut rest, 5)?.iter();
        let village = village.fold(0_u64, |code, byte| code << 8 | u64::from(*byte));
        let village = VillageCode::parse(&format!("{village:010}")).ok()?;
        let mut number = || Some(u16::from_be_bytes(take(&mut rest, 2)?.try_into().ok()?));
        let (dated, until) = (number()?, number()?);
        let content = take(&mut rest, 16)?.try_into().ok()?;
        let mut text = || {
            let length = take(&mut rest, 1)?[0];
            String::from_utf8(take(&mut rest, length.into())?.to_vec()).ok()
        };
        let (number, kind, holder) = (text()?, text()?, text()?);
        let read = Self {
            village,
            number,
            kind,
            dated: day_of(dated)?,
            valid_until: match until {
                0 => None,
                until => Some(day_of(until - 1)?),
            },
            holder,
            content,
        };
        rest.is_empty().then_some(read)
    }
}

fn take<'a>(rest: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (taken, after) = rest.split_at_checked(count)?;
    *rest = after;
    Some(taken)
}

fn day_number(day: Date) -> Option<u16> {
    let days = (day - DAY_ZERO).get_days();
    // One is kept for "for ever".
    u16::try_from(days).ok().filter(|days| *days < u16::MAX)
}

fn day_of(number: u16) -> Option<Date> {
    DAY_ZERO.checked_add(i64::from(number).days()).ok()
}

/// At most so many bytes, at the end of a letter.
fn cut(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let end = (0..=most - '…'.len_utf8())
        .rev()
        .find(|end| text.is_char_boundary(*end));
    format!("{}…", &text[..end.unwrap_or_default()])
}

/// "S*** R***": initials alone, five at most; stars for a name that has none.
fn masked(name: &str) -> String {
    let masked = name.parse::<PersonName>().map(|name| name.masked());
    let masked = masked.unwrap_or_default();
    let words: Vec<&str> = masked.split(' ').take(INITIALS).collect();
    match words.join(" ") {
        none if none.is_empty() => "***".to_owned(),
        masked => masked,
    }
}
