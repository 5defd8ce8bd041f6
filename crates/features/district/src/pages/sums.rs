//! How many people live in the villages of the table, by subdistrict and together, from what each village
//! told of itself.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::fleet::Fared;

/// The sums of the villages that fit what is asked for.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Sums {
    pub all: Sum,
    /// By the subdistricts' names; empty when there is only one.
    pub subdistricts: Vec<(String, Sum)>,
}

/// What villages add up to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Sum {
    pub villages: usize,
    /// How many of them have told how many live there.
    pub told: usize,
    pub residents: i64,
    pub families: i64,
}

impl Sum {
    fn add(&mut self, one: &Fared) {
        self.villages += 1;
        if let Some(residents) = one.figures.residents.filter(|residents| *residents > 0) {
            self.told += 1;
            self.residents += residents;
            self.families += one.figures.families.unwrap_or_default();
        }
    }
}

impl Sums {
    pub fn of(shown: &[&Fared]) -> Self {
        let mut all = Sum::default();
        let mut subdistricts: BTreeMap<&str, Sum> = BTreeMap::new();
        for one in shown {
            all.add(one);
            let name = one.village.entry.subdistrict.as_str();
            subdistricts.entry(name).or_default().add(one);
        }
        let subdistricts: Vec<(String, Sum)> = subdistricts
            .into_iter()
            .map(|(name, sum)| (name.to_owned(), sum))
            .collect();
        Self {
            all,
            subdistricts: if subdistricts.len() > 1 {
                subdistricts
            } else {
                Vec::new()
            },
        }
    }

    /// For the samples of the page.
    pub fn sample() -> Self {
        let sum = Sum {
            villages: 20,
            told: 3,
            residents: 12_345,
            families: 3_400,
        };
        Self {
            all: sum.clone(),
            subdistricts: vec![
                ("Sungai <b>Tabuk".into(), sum.clone()),
                ("Aluh-Aluh".into(), sum),
            ],
        }
    }
}
