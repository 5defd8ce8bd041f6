//! Every state the pages can be in.

use jiff::civil::date;

use super::*;
use crate::statistics::{
    counting::{Month, Pair, Sum},
    growth as balance,
};

/// The longest words and names a page must bear.
const LONG: &str = "Dusun Mempertanggungjawabkan Ketidakberpenghunian & <RT 02> \"Hulu\"";

fn whole(men: i64, women: i64, temporary: i64) -> Whole {
    Whole::of(Pair { men, women }, men / 2, temporary)
}

fn table(topic: Topic, rows: &[(&str, i64, i64)]) -> Table {
    let sums: Vec<Sum> = rows
        .iter()
        .zip(0..)
        .map(|((category, men, women), position)| Sum {
            topic,
            category: (*category).to_owned(),
            position,
            count: Pair {
                men: *men,
                women: *women,
            },
        })
        .collect();
    Table::of(topic, &sums)
}

fn ages(most: i64) -> Table {
    let rows: Vec<(&str, i64, i64)> = (0..16)
        .map(|at| ("", most - at * 3, most - at * 2))
        .collect();
    table(Topic::Age, &rows)
}

fn regency(villages: i64) -> Regency {
    Regency {
        villages,
        total: 12_345,
        men: 6_000,
        women: 6_345,
        families: 4_000,
        in_families: 12_345,
    }
}

fn today() -> String {
    "1 Desember 2026".to_owned()
}

impl Page for IndexPage {
    const TEMPLATE: &'static str = "residents/data/index.html";

    fn samples() -> Vec<Self> {
        vec![
            Self::empty(),
            Self::of(
                &whole(2, 60, 3),
                &table(Topic::Age, &[]),
                today(),
                &Regency::default(),
            ),
            Self::of(
                &whole(1_234_567, 1_234_000, 12),
                &ages(1_000),
                today(),
                &regency(3),
            ),
        ]
    }
}

impl Page for TopicPage {
    const TEMPLATE: &'static str = "residents/data/topic.html";

    fn samples() -> Vec<Self> {
        let counted = Some(today());
        vec![
            Self::of(&table(Topic::Religion, &[]), None),
            Self::of(
                &table(Topic::Citizenship, &[("1", 500, 500), ("2", 1, 1)]),
                counted.clone(),
            ),
            Self::of(
                &table(Topic::Sex, &[("1", 60, 0), ("2", 0, 3)]),
                counted.clone(),
            ),
            Self::of(
                &table(Topic::Family, &[(LONG, 60, 20), ("", 10, 9)]),
                counted.clone(),
            ),
            Self::of(&ages(60), counted.clone()),
            Self::of(
                &table(
                    Topic::Area,
                    &[(LONG, 1_234_567, 20), ("RT 002", 3, 0), ("RT 003", 60, 60)],
                ),
                counted,
            ),
        ]
    }
}

impl Page for GrowthPage {
    const TEMPLATE: &'static str = "residents/data/growth.html";

    fn samples() -> Vec<Self> {
        let month = |year, number, flows: [i64; 7]| Month {
            first: date(year, number, 1),
            men: flows,
            women: [0; 7],
        };
        let years = balance::years(&[
            month(2024, 12, [0, 0, 0, 900, 0, 0, 0]),
            month(2025, 1, [900, 6, 7, 0, 6, 5, 0]),
            month(2025, 2, [902, 0, 0, 0, 0, 0, 0]),
            month(2026, 1, [902, 1, 0, 0, 0, 0, 0]),
        ]);
        let pager = web::view::Pager {
            newer_href: Some("/data/pertumbuhan".to_owned()),
            older_href: Some("/data/pertumbuhan?tahun=2024".to_owned()),
        };
        let pages = years
            .iter()
            .map(|year| Self::of(year, pager.clone(), today()));
        [Self::empty()].into_iter().chain(pages).collect()
    }
}

impl Page for Glance {
    const TEMPLATE: &'static str = "residents/data/glance.html";

    fn samples() -> Vec<Self> {
        vec![
            Self::of(&whole(2, 60, 3), today()),
            Self::of(&whole(1_234_567, 1_234_000, 12), today()),
        ]
    }
}
