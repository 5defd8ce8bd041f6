//! Why something stays closed. No message says anything about what is inside.

use crate::key_set::Purpose;
use crate::number::KeyNumber;

/// Why a sealed value did not open.
///
/// For logs and the doctor. A visitor never learns which of the three it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// It was sealed for another village, column or row.
    #[error("the sealed value belongs to another place")]
    WrongPlace,
    /// It is no sealed value, was changed, or its key is another one under the same number.
    #[error("the sealed value is damaged")]
    Damaged,
    /// It was sealed with a key this set does not hold: read the keys anew, or it is lost.
    #[error("the sealed value needs a key that is not here")]
    UnknownKey,
}

/// Why a set of keys could not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    #[error("there is no master key")]
    NoMaster,
    /// The operator took a master key away that still wraps something.
    #[error("{purpose} key {number} is wrapped by master key {master}, which is not configured")]
    UnknownMaster {
        purpose: Purpose,
        number: KeyNumber,
        master: KeyNumber,
    },
    /// Damaged, of another holder, or the master key is another one under the same number.
    #[error(
        "{purpose} key {number} does not open; is it this holder's, and the master key the one that closed it?"
    )]
    NotUnwrapped { purpose: Purpose, number: KeyNumber },
    #[error("there is no {0} key")]
    Missing(Purpose),
    #[error("there are two {purpose} keys of the number {number}")]
    Twice { purpose: Purpose, number: KeyNumber },
    #[error("there are no numbers left for another {0} key")]
    NoNumberLeft(Purpose),
}
