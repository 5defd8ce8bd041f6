//! What the templates of `/data` receive.

mod growth;
mod samples;
#[cfg(test)]
mod tests;

use kernel::thousands;
use serde::Serialize;
use web::Page;

use super::{
    published::{Numbers, Row, Table, Whole},
    topics::Topic,
    words::{self, percent},
};
pub use growth::GrowthPage;

use crate::store::statistics::Regency;

/// A figure with what it counts.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    pub label: String,
    pub value: String,
}

impl Fact {
    fn new(label: &str, value: impl Into<String>) -> Self {
        Self {
            label: label.to_owned(),
            value: value.into(),
        }
    }

    /// The village as a whole: what may be told of it.
    fn of(whole: &Whole) -> Vec<Self> {
        [
            ("penduduk tetap", Some(whole.people.all)),
            ("laki-laki", whole.people.men),
            ("perempuan", whole.people.women),
            ("keluarga", whole.families),
        ]
        .into_iter()
        .filter_map(|(label, number)| Some(Self::new(label, thousands(number?))))
        .collect()
    }
}

/// A link to another topic.
#[derive(Debug, Clone, Serialize)]
pub struct TopicLink {
    pub label: &'static str,
    pub hint: &'static str,
    pub href: String,
    pub current: bool,
}

impl TopicLink {
    /// Every topic and the growth; `here` is the word of the page.
    fn all(here: &str) -> Vec<Self> {
        let topics = Topic::ALL.into_iter().map(|topic| Self {
            label: match topic {
                // Where it may break on a narrow screen.
                Topic::Citizenship => "Kewarga\u{ad}negaraan",
                topic => topic.title(),
            },
            hint: topic.hint(),
            href: topic.address(),
            current: topic.word() == here,
        });
        topics
            .chain([Self {
                label: "Pertumbuhan",
                hint: "Naik dan turun tiap bulan",
                href: format!("/data/{}", super::public::GROWTH),
                current: here == super::public::GROWTH,
            }])
            .collect()
    }
}

/// A bar with its number.
#[derive(Debug, Clone, Serialize)]
pub struct Bar {
    pub label: String,
    pub number: i64,
    pub percent: String,
    /// Of the room, for SVG.
    pub width: String,
    pub is_merged: bool,
}

/// A line of a population pyramid.
#[derive(Debug, Clone, Serialize)]
pub struct Layer {
    pub label: String,
    pub men: i64,
    pub women: i64,
    pub men_width: String,
    /// Where the bar of the men begins, as it grows to the left.
    pub men_from: String,
    pub women_width: String,
}

/// The oldest on top.
#[derive(Debug, Clone, Serialize)]
pub struct Pyramid {
    pub layers: Vec<Layer>,
}

fn share(number: i64, most: i64) -> f64 {
    number as f64 * 100.0 / most.max(1) as f64
}

impl Pyramid {
    /// Nothing where men and women, or ages, are not told.
    fn of(table: &Table) -> Option<Self> {
        let rows: Vec<(&Row, i64, i64)> = table
            .rows
            .iter()
            .map(|row| Some((row, row.numbers.men?, row.numbers.women?)))
            .collect::<Option<_>>()?;
        let most = rows.iter().map(|(_, men, women)| *men.max(women)).max()?;
        let layers = rows.iter().rev().map(|(row, men, women)| Layer {
            label: row.label.trim_end_matches(" tahun").to_owned(),
            men: *men,
            women: *women,
            men_width: format!("{:.1}%", share(*men, most)),
            men_from: format!("{:.1}%", 100.0 - share(*men, most)),
            women_width: format!("{:.1}%", share(*women, most)),
        });
        Some(Self {
            layers: layers.collect(),
        })
    }
}

fn bars(table: &Table) -> Vec<Bar> {
    let most = table.rows.iter().map(|row| row.numbers.all).max();
    table
        .rows
        .iter()
        .map(|row| Bar {
            label: row.label.clone(),
            number: row.numbers.all,
            percent: percent(row.numbers.all, table.total.all),
            width: format!("{:.1}%", share(row.numbers.all, most.unwrap_or_default())),
            is_merged: row.is_merged,
        })
        .collect()
}

/// A figure of the village beside the same of the regency.
#[derive(Debug, Clone, Serialize)]
pub struct Beside {
    pub label: String,
    pub here: String,
    pub regency: String,
}

/// From how many villages on their sum is shown beside one.
const ENOUGH_VILLAGES: i64 = 3;

impl Beside {
    fn of(whole: &Whole, regency: &Regency) -> Vec<Self> {
        if regency.villages < ENOUGH_VILLAGES {
            return Vec::new();
        }
        let mut rows = vec![Self {
            label: "Penduduk tetap".to_owned(),
            here: thousands(whole.people.all),
            regency: thousands(regency.total),
        }];
        if let (Some(men), Some(women)) = (whole.people.men, whole.people.women) {
            let of_hundred = |men: i64, women: i64| percent(women, men + women);
            rows.push(Self {
                label: "Bagian perempuan".to_owned(),
                here: of_hundred(men, women),
                regency: of_hundred(regency.men, regency.women),
            });
        }
        let per_family = |people: i64, families: i64| {
            (families > 0).then(|| kernel::decimal(people as f64 / families as f64, 1))
        };
        let here = whole
            .families
            .and_then(|families| per_family(whole.people.all, families));
        if let (Some(here), Some(regency)) =
            (here, per_family(regency.in_families, regency.families))
        {
            rows.push(Self {
                label: "Orang per keluarga".to_owned(),
                here,
                regency,
            });
        }
        rows
    }
}

/// `residents/data/index.html`
#[derive(Debug, Serialize)]
pub struct IndexPage {
    /// Empty as long as nobody is registered.
    pub facts: Vec<Fact>,
    /// "1 Desember 2026"
    pub counted: String,
    /// Who lives here for a while, in a sentence.
    pub temporary: String,
    pub pyramid: Option<Pyramid>,
    /// What the pyramid shows, in a sentence.
    pub ages: String,
    pub topics: Vec<TopicLink>,
    pub beside: Vec<Beside>,
    pub villages: i64,
}

impl IndexPage {
    pub fn empty() -> Self {
        Self {
            facts: Vec::new(),
            counted: String::new(),
            temporary: String::new(),
            pyramid: None,
            ages: String::new(),
            topics: Vec::new(),
            beside: Vec::new(),
            villages: 0,
        }
    }

    pub fn of(whole: &Whole, ages: &Table, counted: String, regency: &Regency) -> Self {
        let temporary = match whole.temporary {
            Some(0) => String::new(),
            Some(number) => format!(
                "Selain itu, {} orang tinggal di sini untuk sementara.",
                thousands(number)
            ),
            None => "Selain itu, kurang dari 5 orang tinggal di sini untuk sementara.".to_owned(),
        };
        Self {
            facts: Fact::of(whole),
            counted,
            temporary,
            pyramid: Pyramid::of(ages),
            ages: words::of_table(ages),
            topics: TopicLink::all(""),
            beside: Beside::of(whole, regency),
            villages: regency.villages,
        }
    }
}

/// A row of a table of numbers.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    pub label: String,
    pub men: Option<i64>,
    pub women: Option<i64>,
    pub all: i64,
    pub percent: String,
}

impl Line {
    fn of(label: &str, numbers: Numbers, whole: i64) -> Self {
        Self {
            label: label.to_owned(),
            men: numbers.men,
            women: numbers.women,
            all: numbers.all,
            percent: percent(numbers.all, whole),
        }
    }
}

/// `residents/data/topic.html`
#[derive(Debug, Serialize)]
pub struct TopicPage {
    pub word: &'static str,
    pub heading: &'static str,
    pub column: &'static str,
    pub unit: &'static str,
    /// Nothing as long as nobody is registered.
    pub counted: Option<String>,
    pub sentence: String,
    pub is_family: bool,
    pub sexes: bool,
    pub is_concealed: bool,
    pub is_age: bool,
    pub pyramid: Option<Pyramid>,
    pub bars: Vec<Bar>,
    pub rows: Vec<Line>,
    pub total: Line,
    pub topics: Vec<TopicLink>,
}

impl TopicPage {
    pub fn of(table: &Table, counted: Option<String>) -> Self {
        let topic = table.topic;
        let whole = table.total.all;
        let pyramid = (topic == Topic::Age).then(|| Pyramid::of(table)).flatten();
        Self {
            word: topic.word(),
            heading: topic.heading(),
            column: topic.column(),
            unit: topic.unit(),
            counted,
            sentence: words::of_table(table),
            is_family: topic == Topic::Family,
            sexes: table.sexes,
            is_concealed: table.is_concealed,
            is_age: topic == Topic::Age,
            bars: if pyramid.is_some() {
                Vec::new()
            } else {
                bars(table)
            },
            pyramid,
            rows: table
                .rows
                .iter()
                .map(|row| Line::of(&row.label, row.numbers, whole))
                .collect(),
            total: Line::of("Jumlah", table.total, whole),
            topics: TopicLink::all(topic.word()),
        }
    }
}

/// `residents/data/glance.html`: on the home page.
#[derive(Debug, Serialize)]
pub struct Glance {
    pub facts: Vec<Fact>,
    pub counted: String,
}

impl Glance {
    pub fn of(whole: &Whole, counted: String) -> Self {
        Self {
            facts: Fact::of(whole),
            counted,
        }
    }
}
