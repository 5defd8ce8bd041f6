//! From the bytes of a file to the rows of its visible sheets.

mod csv;
mod encoding;
mod formats;
mod kind;
mod ods;
mod package;
mod sheet;
mod xls;
mod xlsx;
mod xml;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::limits::Budget;
use crate::{Limits, ReadError, Workbook};

pub use kind::Kind;

/// Reads a table. What it is, is decided by its bytes and never by its name.
///
/// # Errors
/// A [`ReadError`] says in a sentence what the sender should do.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limits.bytes {
        return Err(ReadError::TooBig {
            limit: limits.bytes,
        });
    }
    // Readers of other people's formats are other people's code too: a file that trips one up is
    // damaged, and must not take the service with it.
    let mut budget = Budget::new(*limits);
    let workbook = catch_unwind(AssertUnwindSafe(|| by_kind(bytes, &mut budget)))
        .unwrap_or(Err(ReadError::Damaged))?;
    if workbook.sheets.iter().all(|sheet| sheet.rows.is_empty()) {
        return Err(ReadError::NoData);
    }
    Ok(workbook)
}

fn by_kind(bytes: &[u8], budget: &mut Budget) -> Result<Workbook, ReadError> {
    match kind::guess(bytes)? {
        kind::Guess::Zip => {
            let mut package = package::Package::open(bytes, budget)?;
            match package.kind(budget)? {
                Kind::Ods => ods::read(&mut package, budget),
                _ => xlsx::read(&mut package, budget),
            }
        }
        kind::Guess::Compound => xls::read(bytes, budget),
        kind::Guess::Text => csv::read(bytes, budget),
    }
}
