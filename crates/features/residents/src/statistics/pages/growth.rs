//! How the village grew: the page of a year.

use kernel::thousands;
use serde::Serialize;
use web::view::Pager;

use super::{Fact, TopicLink, words};
use crate::statistics::{
    growth::{Happened, Year},
    public::GROWTH,
};

/// A month in the table of the growth.
#[derive(Debug, Clone, Serialize)]
pub struct MonthLine {
    /// "Desember 2026"
    pub label: String,
    pub opening: i64,
    /// "+3", "−2", "0"
    pub change: String,
    pub closing: i64,
}

/// The number of residents as a line; `points` for SVG, of 100 by 100.
#[derive(Debug, Clone, Serialize)]
pub struct Curve {
    pub points: String,
    pub least: i64,
    pub most: i64,
    pub from: String,
    pub to: String,
}

/// `residents/data/growth.html`
#[derive(Debug, Serialize)]
pub struct GrowthPage {
    /// Nothing as long as nobody is registered.
    pub counted: Option<String>,
    pub sentence: String,
    pub year: i16,
    pub curve: Option<Curve>,
    pub months: Vec<MonthLine>,
    pub happened: Vec<Fact>,
    pub pager: Pager,
    pub topics: Vec<TopicLink>,
}

impl GrowthPage {
    pub fn empty() -> Self {
        Self {
            counted: None,
            sentence: String::new(),
            year: 0,
            curve: None,
            months: Vec::new(),
            happened: Vec::new(),
            pager: Pager::default(),
            topics: TopicLink::all(GROWTH),
        }
    }

    /// One year of all.
    pub fn of(year: &Year, pager: Pager, counted: String) -> Self {
        let months = year.months.iter().rev().map(|month| MonthLine {
            label: month_name(month.first),
            opening: month.opening,
            change: signed(month.change()),
            closing: month.closing,
        });
        Self {
            counted: Some(counted),
            sentence: words::of_year(year),
            year: year.year,
            curve: curve(year),
            months: months.collect(),
            happened: happened(year.happened),
            pager,
            ..Self::empty()
        }
    }
}

fn month_name(first: jiff::civil::Date) -> String {
    // "1 Desember 2026" without its day.
    kernel::time::long_date(first)
        .trim_start_matches("1 ")
        .to_owned()
}

pub(super) fn signed(number: i64) -> String {
    match number {
        0 => "0".to_owned(),
        more if more > 0 => format!("+{}", thousands(more)),
        less => format!("−{}", thousands(less.abs())),
    }
}

/// Two months make a line.
pub(super) fn curve(year: &Year) -> Option<Curve> {
    let closing: Vec<i64> = year.months.iter().map(|month| month.closing).collect();
    let (least, most) = (*closing.iter().min()?, *closing.iter().max()?);
    if closing.len() < 2 {
        return None;
    }
    let last = (closing.len() - 1) as f64;
    let height = (most - least).max(1) as f64;
    let points: Vec<String> = closing
        .iter()
        .enumerate()
        .map(|(at, number)| {
            let (x, y) = (
                at as f64 * 100.0 / last,
                (most - number) as f64 * 100.0 / height,
            );
            // A village that stays as it is is a line in the middle.
            let y = if most == least { 50.0 } else { y };
            format!("{x:.1},{y:.1}")
        })
        .collect();
    Some(Curve {
        points: points.join(" "),
        least,
        most,
        from: month_name(year.months.first()?.first),
        to: month_name(year.months.last()?.first),
    })
}

fn happened(happened: Happened) -> Vec<Fact> {
    let named = |names: [&str; 3], numbers: [i64; 3]| {
        let rows = names.into_iter().zip(numbers);
        rows.map(|(name, number)| Fact::new(name, thousands(number)))
            .collect::<Vec<Fact>>()
    };
    match happened {
        Happened::ByKind { coming, going } => {
            let mut facts = named(["Lahir", "Datang atau kembali", "Baru tercatat"], coming);
            facts.extend(named(["Meninggal", "Pindah", "Pergi atau hilang"], going));
            facts
        }
        Happened::BySide { came, went } => vec![
            Fact::new("Bertambah (lahir, datang, baru tercatat)", thousands(came)),
            Fact::new("Berkurang (meninggal, pindah, pergi)", thousands(went)),
        ],
        Happened::Nothing => Vec::new(),
    }
}
