//! What of a sum may be told, so that nobody is known by it.
//!
//! In a village everybody knows everybody: "1 person with that faith, a woman of 75" is a name. So no
//! number of 1 to 4 people is told, and none can be worked out from what is told. The number of all
//! residents is public; who wants to know a small number can subtract, and may know these rules.
//!
//! # Categories
//!
//! Small categories are not blotted out but **merged**, as a blot can often be computed and a sum of
//! whole rows is what it is. [`merge`]:
//!
//! 1. A row with a number of 1 to 4 (men, women, or together) is *small*.
//! 2. One row joins the small ones: the *last* of the list in which every number is at least 5. It is
//!    taken by its place in the list and not by its size, because a choice by size tells about sizes.
//! 3. The merged row needs at least 6 + (how many small rows there are) in each column in which the small
//!    rows have somebody. Otherwise, and when no row can join, the topic tells its total only.
//!
//! Rows of nobody are left out without being named, and so are the names of the merged ones. This is
//! enough even for somebody who knows the rules: any small number could be another one, with the same
//! page. A number from 2 to 4 could be one less, and the joining row one more. A 1 could be a 2, and the
//! joining row one less; where that has exactly 5, rule 3 says that another small row has more than one
//! in that column and gives one. In each case the same rows are small and the same row joins.
//!
//! When there are fewer than five men or women in the whole village, no topic tells men and women apart
//! (the rule then works on the numbers of all), and the two numbers are not told anywhere.
//!
//! # Ages and disabilities
//!
//! Ages have an order, and a row of the very young and the very old says nothing. Disabilities have one
//! word for all kinds. [`ladder`] takes the finest of some fixed divisions in which no number is small;
//! which one tells nothing about where the small number was.
//!
//! # Change
//!
//! Events of a month are nearly always few. [`kinds_may_be_told`] says when a year tells them by kind:
//! each kind none or five and more, and on either side (coming, going) none or two and more of the kinds,
//! as otherwise the totals of the months would tell the one kind month by month.

use super::counting::Pair;

/// From how many people on a number is told.
pub const ENOUGH: i64 = 5;

/// The divisions of sixteen age groups that are tried, the finest first: where each part begins.
pub const AGES: [&[usize]; 11] = [
    &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14],
    &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13],
    &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
    &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    &[0, 2, 4, 6, 8, 10, 12],
    &[0, 2, 4, 6, 8, 10],
    &[0, 4, 12],
    &[0, 4, 10],
    &[0, 4],
];

/// How many kinds of disability there are.
pub const DISABILITY_KINDS: usize = 6;

/// The divisions of none, the kinds, and not known: by kind, or of any kind.
pub const DISABILITIES: [&[usize]; 2] = [&[0, 1, 2, 3, 4, 5, 6, 7], &[0, 1, 7]];

/// Whether a number must not be told.
pub fn is_small(number: i64) -> bool {
    (1..ENOUGH).contains(&number)
}

/// Whether men and women may be told apart.
pub fn may_tell_sexes(total: Pair) -> bool {
    !is_small(total.men) && !is_small(total.women)
}

/// What is told of a list of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// These rows, and the sum of the others, if any, as the last one.
    Rows {
        alone: Vec<usize>,
        merged: Option<Pair>,
    },
    /// Only the total.
    Total,
}

/// The columns that are told of a row.
fn columns(row: Pair, sexes: bool) -> [i64; 2] {
    if sexes {
        [row.men, row.women]
    } else {
        [row.all(), row.all()]
    }
}

/// Merges small rows, as the module says; `sexes` as [`may_tell_sexes`] has it for the total.
pub fn merge(rows: &[Pair], sexes: bool) -> Told {
    let has = |at: usize, test: fn(i64) -> bool| columns(rows[at], sexes).into_iter().any(test);
    let (small, open): (Vec<usize>, Vec<usize>) = (0..rows.len())
        .filter(|at| rows[*at].all() > 0)
        .partition(|at| has(*at, is_small));
    if small.is_empty() {
        return Told::Rows {
            alone: open,
            merged: None,
        };
    }
    let joining = open
        .iter()
        .rev()
        .find(|at| !has(**at, |number| number < ENOUGH));
    let Some(joining) = joining.copied() else {
        return Told::Total;
    };
    let of_small = sum(small.iter().map(|at| rows[*at]));
    let merged = sum([of_small, rows[joining]].into_iter());
    let needed = ENOUGH + 1 + i64::try_from(small.len()).unwrap_or(i64::MAX - ENOUGH - 1);
    let is_enough = columns(of_small, sexes)
        .into_iter()
        .zip(columns(merged, sexes))
        .all(|(small, merged)| small == 0 || merged >= needed);
    let alone: Vec<usize> = open.into_iter().filter(|at| *at != joining).collect();
    if !is_enough || alone.is_empty() {
        return Told::Total;
    }
    Told::Rows {
        alone,
        merged: Some(merged),
    }
}

/// The finest division in which no number is small, as parts from and to (not including) a row; nothing
/// when even the coarsest has one.
pub fn ladder(rows: &[Pair], divisions: &[&[usize]], sexes: bool) -> Option<Vec<(usize, usize)>> {
    divisions.iter().find_map(|starts| {
        let ends = starts.iter().skip(1).copied().chain([rows.len()]);
        let parts: Vec<(usize, usize)> = starts.iter().copied().zip(ends).collect();
        let is_open = parts.iter().all(|(from, to)| {
            let part = sum(rows[*from..*to].iter().copied());
            !columns(part, sexes).into_iter().any(is_small)
        });
        is_open.then_some(parts)
    })
}

/// The sum of rows.
pub(crate) fn sum(rows: impl Iterator<Item = Pair>) -> Pair {
    let mut sum = Pair::default();
    for row in rows {
        sum += row;
    }
    sum
}

/// Whether the kinds of coming and of going of a year are told beside the totals of its months.
pub fn kinds_may_be_told(coming: [i64; 3], going: [i64; 3]) -> bool {
    [coming, going].into_iter().all(|side| {
        let happened = side.into_iter().filter(|number| *number > 0).count();
        happened != 1 && !side.into_iter().any(is_small)
    })
}

#[cfg(test)]
mod tests;
