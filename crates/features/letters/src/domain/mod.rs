//! What may become of a request, and how letters are numbered. Pure: no database, no time of its own.

mod pattern;
mod rules;
mod state;

pub use pattern::{Facts, Pattern, PatternProblem};
pub use rules::{Rules, Series};
pub use state::{Act, CameBy, LetterState, State, Way};
