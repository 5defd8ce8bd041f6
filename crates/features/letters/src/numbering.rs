//! The next number of a letter, and numbers for letters on paper.

use jiff::{Timestamp, civil::Date};
use sqlx::PgConnection;
use uuid::Uuid;
use web::AppResult;

use crate::{
    domain::{LetterState, Rules, Way},
    kind::Kind,
    store::{issued, numbers as store},
};

/// Which letter wants a number.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    pub rules: &'a Rules,
    pub kind: &'a Kind,
    /// The village's short name and its code.
    pub village: (&'a str, &'a str),
    pub date: Date,
}

/// A number that is the letter's as soon as the transaction commits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    pub series: String,
    pub year: i32,
    pub number: i32,
    pub text: String,
}

impl Wanted<'_> {
    fn series(&self) -> String {
        self.rules.series.of(&self.kind.slug, &self.kind.code)
    }

    fn year(&self) -> i32 {
        i32::from(self.date.year())
    }

    fn text(&self, number: i32) -> String {
        self.rules
            .written(number, self.kind, self.village, self.date)
    }
}

/// Takes the next number and keeps its row locked until the transaction ends. Numbers that were reserved
/// for paper, or that a former rule wrote the same way, are passed over.
///
/// # Errors
/// When the database is away.
pub async fn take(db: &mut PgConnection, wanted: Wanted<'_>) -> AppResult<Number> {
    let (series, year) = (wanted.series(), wanted.year());
    let last = store::lock(db, year, &series).await?;
    let number = free(db, wanted, last).await?;
    store::set_last(db, year, &series, number.number).await?;
    Ok(number)
}

/// What would come next, for a page that shows it beforehand.
///
/// # Errors
/// When the database is away.
pub async fn next(db: &mut PgConnection, wanted: Wanted<'_>) -> AppResult<Number> {
    let last = store::last(db, wanted.year(), &wanted.series()).await?;
    free(db, wanted, last).await
}

async fn free(db: &mut PgConnection, wanted: Wanted<'_>, last: i32) -> AppResult<Number> {
    let (series, year) = (wanted.series(), wanted.year());
    let taken = store::taken_above(db, year, &series, last).await?;
    let mut number = last;
    loop {
        number = number
            .checked_add(1)
            .ok_or_else(|| anyhow::anyhow!("a row of numbers is full"))?;
        if taken.binary_search(&number).is_ok() {
            continue;
        }
        let text = wanted.text(number);
        if store::written_as(db, year, &text).await?.is_none() {
            return Ok(Number {
                series,
                year,
                number,
                text,
            });
        }
    }
}

/// A number for a letter that is written on paper.
#[derive(Clone, Copy)]
pub struct OnPaper<'a> {
    pub wanted: Wanted<'a>,
    /// As it was typed; nothing for the next one.
    pub number: Option<i32>,
    pub subject: &'a str,
    /// Whether it may be further on than the next one.
    pub may_leap: bool,
    pub now: Timestamp,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reserved {
    Done {
        id: Uuid,
        number: Number,
    },
    /// Another letter has it.
    Taken {
        id: Uuid,
        text: String,
    },
    /// It would leave numbers out for now: ask first. They are handed out later.
    Leaps {
        next: i32,
    },
}

/// Writes a number for a letter on paper into the register.
///
/// # Errors
/// When the database is away.
pub async fn reserve(db: &mut PgConnection, paper: OnPaper<'_>) -> AppResult<Reserved> {
    let wanted = paper.wanted;
    let (series, year) = (wanted.series(), wanted.year());
    let last = store::lock(db, year, &series).await?;
    let next = free(db, wanted, last).await?;
    let number = match paper.number {
        None => next.clone(),
        Some(number) => {
            if let Some((id, text)) = store::holder(db, year, &series, number).await? {
                return Ok(Reserved::Taken { id, text });
            }
            if number > next.number && !paper.may_leap {
                return Ok(Reserved::Leaps { next: next.number });
            }
            let text = wanted.text(number);
            if let Some(id) = store::written_as(db, year, &text).await? {
                return Ok(Reserved::Taken { id, text });
            }
            Number {
                text,
                series,
                year,
                number,
            }
        }
    };
    if number.number == next.number {
        store::set_last(db, year, &number.series, number.number).await?;
    }
    let id = Uuid::now_v7();
    issued::add(
        db,
        &issued::NewLetter {
            id,
            request: None,
            resident: None,
            kind: &wanted.kind.slug,
            kind_name: &wanted.kind.name,
            way: Way::Paper,
            state: LetterState::Valid,
            series: &number.series,
            year,
            number: number.number,
            number_text: &number.text,
            code: &wanted.kind.code,
            dated: wanted.date,
            valid_until: None,
            subject: paper.subject,
            signer: None,
            now: paper.now,
        },
    )
    .await?;
    Ok(Reserved::Done { id, number })
}

/// A number as it was typed: nothing for the next one.
///
/// # Errors
/// A sentence for what is no number.
pub fn typed(text: &str) -> Result<Option<i32>, &'static str> {
    const WRONG: &str =
        "Tulis nomornya dengan angka, misalnya 355, atau kosongkan untuk nomor berikutnya.";
    if text.is_empty() {
        return Ok(None);
    }
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(WRONG);
    }
    let number: i32 = text.parse().map_err(|_| WRONG)?;
    // Nobody writes a million letters in a year.
    if (1..1_000_000).contains(&number) {
        Ok(Some(number))
    } else {
        Err(WRONG)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_a_number_or_nothing() {
        assert_eq!(typed(""), Ok(None));
        assert_eq!(typed("355"), Ok(Some(355)));
        assert_eq!(typed("007"), Ok(Some(7)));
        for wrong in ["12a", "0", "-1", "1.000", "99999999999", "１２"] {
            assert!(typed(wrong).is_err(), "{wrong}");
        }
    }
}
