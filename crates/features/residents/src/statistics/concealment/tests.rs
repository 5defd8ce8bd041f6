//! Somebody who knows the rules tries to find the small numbers out.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use proptest::prelude::*;

use super::*;

fn pair(men: i64, women: i64) -> Pair {
    Pair { men, women }
}

/// Whether sexes are told apart, the total, the rows with their places, and what was merged.
type Shown = (bool, Pair, Vec<(usize, [i64; 2])>, Option<[i64; 2]>);

/// What a page of these rows says: every row that is told with its numbers, and whether men and women
/// are told apart. Totals are always public.
fn page(rows: &[Pair]) -> Shown {
    let total = sum(rows.iter().copied());
    let sexes = may_tell_sexes(total);
    let shown = |row| columns(row, sexes);
    let public = if sexes { total } else { pair(total.all(), 0) };
    match merge(rows, sexes) {
        Told::Total => (sexes, public, Vec::new(), None),
        Told::Rows { alone, merged } => (
            sexes,
            public,
            alone.into_iter().map(|at| (at, shown(rows[at]))).collect(),
            merged.map(shown),
        ),
    }
}

/// Every way of dividing a number among so many rows.
fn divisions(number: i64, rows: usize) -> Vec<Vec<i64>> {
    if rows == 1 {
        return vec![vec![number]];
    }
    (0..=number)
        .flat_map(|first| {
            divisions(number - first, rows - 1)
                .into_iter()
                .map(move |mut rest| {
                    rest.insert(0, first);
                    rest
                })
        })
        .collect()
}

/// Every village of so many rows with these numbers of men and women.
fn worlds(men: i64, women: i64, rows: usize) -> Vec<Vec<Pair>> {
    let women = divisions(women, rows);
    divisions(men, rows)
        .iter()
        .flat_map(|men| {
            women.iter().map(|women| {
                men.iter()
                    .zip(women)
                    .map(|(men, women)| pair(*men, *women))
                    .collect()
            })
        })
        .collect()
}

/// The small numbers of a village, by row and column: men, women, together.
fn small_cells(rows: &[Pair]) -> Vec<(usize, usize, i64)> {
    rows.iter()
        .enumerate()
        .flat_map(|(at, row)| [(at, 0, row.men), (at, 1, row.women), (at, 2, row.all())])
        .filter(|(_, _, number)| is_small(*number))
        .collect()
}

/// Looks at every village there can be and asks whether its page leaves each small number open.
fn nothing_is_certain<P: std::hash::Hash + Eq + std::fmt::Debug>(
    all: &[Vec<Pair>],
    page: impl Fn(&[Pair]) -> P,
) -> usize {
    let mut by_page: HashMap<P, BTreeMap<(usize, usize), BTreeSet<i64>>> = HashMap::new();
    for rows in all {
        let cells = by_page.entry(page(rows)).or_default();
        for (at, row) in rows.iter().enumerate() {
            for (column, number) in [row.men, row.women, row.all()].into_iter().enumerate() {
                cells.entry((at, column)).or_default().insert(number);
            }
        }
    }
    let mut tried = 0;
    for rows in all {
        let page = page(rows);
        for (at, column, number) in small_cells(rows) {
            tried += 1;
            let possible = &by_page[&page][&(at, column)];
            assert!(
                possible.len() > 1,
                "{number} in row {at}, column {column} of {rows:?} is certain from {page:?}"
            );
        }
    }
    tried
}

#[test]
fn no_small_number_of_any_small_village_can_be_found_out() {
    let mut tried = 0;
    // Every village of so many people and three categories, however they are men and women.
    for people in [6, 9, 12, 15, 18, 20, 22] {
        let all: Vec<Vec<Pair>> = (0..=people)
            .flat_map(|men| worlds(men, people - men, 3))
            .collect();
        tried += nothing_is_certain(&all, page);
    }
    // More categories, and villages where only men were written down.
    tried += nothing_is_certain(&worlds(14, 11, 4), page);
    for men in 12..=26 {
        tried += nothing_is_certain(&worlds(men, 0, 4), page);
        tried += nothing_is_certain(&worlds(men, 0, 5), page);
    }
    assert!(tried > 500_000, "only {tried} small numbers were tried");
}

#[test]
fn no_small_number_of_ages_can_be_found_out() {
    // One of them is no part of the one before, as in the real list.
    const DIVISIONS: [&[usize]; 5] = [&[0, 1, 2, 3], &[0, 1, 2], &[0, 1], &[0, 2], &[0]];
    let page = |rows: &[Pair]| {
        let sexes = may_tell_sexes(sum(rows.iter().copied()));
        let parts = ladder(rows, &DIVISIONS, sexes);
        parts.map(|parts| {
            parts
                .into_iter()
                .map(|(from, to)| (from, columns(sum(rows[from..to].iter().copied()), sexes)))
                .collect::<Vec<_>>()
        })
    };
    let mut tried = 0;
    for men in 6..=18 {
        tried += nothing_is_certain(&worlds(men, 0, 4), page);
    }
    for (men, women) in [(7, 7), (9, 6), (10, 8)] {
        tried += nothing_is_certain(&worlds(men, women, 4), page);
    }
    assert!(tried > 50_000, "only {tried} small numbers were tried");
}

#[test]
fn the_rules_of_the_module_are_those_that_are_followed() {
    let rows = |list: &[(i64, i64)]| -> Vec<Pair> {
        list.iter().map(|(men, women)| pair(*men, *women)).collect()
    };
    // One person among many takes the last large row with her; nobody stands for himself.
    let told = merge(&rows(&[(400, 410), (20, 21), (0, 1), (8, 9), (0, 0)]), true);
    let expected = Told::Rows {
        alone: vec![0, 1],
        merged: Some(pair(8, 10)),
    };
    assert_eq!(told, expected);
    // A row of women only is no cover for a man.
    let told = merge(&rows(&[(50, 50), (30, 40), (1, 0), (0, 90)]), true);
    let expected = Told::Rows {
        alone: vec![0, 3],
        merged: Some(pair(31, 40)),
    };
    assert_eq!(told, expected);
    // Two rows cannot hide one of them.
    assert_eq!(merge(&rows(&[(500, 500), (1, 1)]), true), Told::Total);
    let all = merge(&rows(&[(500, 500), (0, 0), (5, 0)]), true);
    let expected = Told::Rows {
        alone: vec![0, 2],
        merged: None,
    };
    assert_eq!(all, expected);
}

#[test]
fn a_single_kind_of_event_is_not_told_as_the_months_would_tell_it() {
    assert!(kinds_may_be_told([7, 5, 0], [0, 0, 0]));
    assert!(!kinds_may_be_told([7, 0, 0], [0, 0, 0]));
    assert!(!kinds_may_be_told([7, 6, 0], [6, 0, 0]));
    assert!(!kinds_may_be_told([7, 6, 1], [6, 9, 0]));
    assert!(kinds_may_be_told([0, 0, 0], [0, 0, 0]));
}

proptest! {
    /// Villages of any size: what is told has no small number in it and adds up, and no difference of
    /// sums that are told leaves a row with a small number alone.
    #[test]
    fn what_is_told_adds_up_and_leaves_nothing_small(
        list in prop::collection::vec((0i64..30, 0i64..30, 0u8..4), 1..40)
    ) {
        // Many rows of nobody and of few, as a list of occupations has.
        let rows: Vec<Pair> = list.into_iter().map(|(men, women, size)| match size {
            0 => pair(0, 0),
            1 => pair(men % 3, women % 3),
            2 => pair(men, 0),
            _ => pair(men * 9, women * 9),
        }).collect();
        let total = sum(rows.iter().copied());
        let sexes = may_tell_sexes(total);
        if let Told::Rows { alone, merged } = merge(&rows, sexes) {
            let told: Vec<Pair> = alone.iter().map(|at| rows[*at]).chain(merged).collect();
            for row in &told {
                prop_assert!(!columns(*row, sexes).into_iter().any(is_small));
            }
            prop_assert_eq!(sum(told.into_iter()), total);
            let hidden: Vec<usize> = (0..rows.len())
                .filter(|at| rows[*at].all() > 0 && !alone.contains(at))
                .collect();
            // The total less all that is told is the merged row: at least two rows are in it.
            prop_assert_ne!(hidden.len(), 1);
            prop_assert_eq!(hidden.is_empty(), merged.is_none());
            for column in 0..2 {
                let of = |row: Pair| columns(row, sexes)[column];
                for at in hidden.iter().filter(|at| is_small(of(rows[**at]))) {
                    let others: i64 = hidden.iter().filter(|other| *other != at)
                        .map(|other| of(rows[*other])).sum();
                    prop_assert!(others >= ENOUGH, "the others cover it");
                }
            }
        }
    }

    #[test]
    fn ages_are_told_as_finely_as_nobody_is_known_by(
        list in prop::collection::vec((0i64..40, 0i64..40), 16)
    ) {
        let rows: Vec<Pair> = list.into_iter().map(|(men, women)| pair(men, women)).collect();
        let total = sum(rows.iter().copied());
        let sexes = may_tell_sexes(total);
        match ladder(&rows, &AGES, sexes) {
            Some(parts) => {
                let told: Vec<Pair> = parts.iter()
                    .map(|(from, to)| sum(rows[*from..*to].iter().copied())).collect();
                prop_assert_eq!(parts[0].0, 0);
                prop_assert_eq!(parts[parts.len() - 1].1, 16);
                prop_assert!(parts.windows(2).all(|two| two[0].1 == two[1].0));
                for part in &told {
                    prop_assert!(!columns(*part, sexes).into_iter().any(is_small));
                }
                prop_assert_eq!(sum(told.into_iter()), total);
            }
            None => {
                let young = sum(rows[..4].iter().copied());
                let old = sum(rows[4..].iter().copied());
                let any_small = [young, old].into_iter()
                    .any(|part| columns(part, sexes).into_iter().any(is_small));
                prop_assert!(any_small);
            }
        }
    }
}
