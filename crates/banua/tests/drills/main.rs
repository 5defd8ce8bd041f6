//! Crash drills: the real program is killed at a random moment of what it does, fifty times for each
//! deed. Afterwards every village is whole, the others are as they were, and doing it again succeeds.
//!
//! The moments follow from a seed, which is printed; `BANUA_DRILL_SEED` repeats a run.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod moments;
mod stage;
mod village;

mod exporting;
mod migrating;
mod moving_in;
mod provisioning;
mod relocating;
mod restoring;
