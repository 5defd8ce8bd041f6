//! From what the register holds to the sums that are stored.

use std::collections::BTreeMap;

use jiff::{ToSpan, civil::Date};
use kernel::AgeGroup;

use super::topics::{Topic, disability_position, disability_word};
use crate::domain::{EventKind, Place};

/// How many men and women.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Pair {
    pub men: i64,
    pub women: i64,
}

impl Pair {
    pub fn all(self) -> i64 {
        self.men + self.women
    }
}

impl std::ops::AddAssign for Pair {
    fn add_assign(&mut self, other: Self) {
        self.men += other.men;
        self.women += other.women;
    }
}

/// One category of one topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    pub topic: Topic,
    /// As stored; see [`Topic::label`].
    pub category: String,
    pub position: i32,
    pub count: Pair,
}

/// What happened in a month: opening, births, arrivals, recorded, deaths, departures, others who left.
pub type Flows = [i64; 7];

/// One month of the balance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub first: Date,
    pub men: Flows,
    pub women: Flows,
}

/// How many there were at the end of a month with these flows.
pub fn closing(flows: &Flows) -> i64 {
    let [
        opening,
        births,
        arrivals,
        recorded,
        deaths,
        departures,
        others,
    ] = flows;
    opening + births + arrivals + recorded - deaths - departures - others
}

/// The village in numbers, as it is stored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Census {
    /// By topic, position and category.
    pub sums: Vec<Sum>,
    pub families: i64,
    pub temporary: i64,
    pub began_on: Option<Date>,
    /// Without a gap, the oldest first.
    pub months: Vec<Month>,
}

/// What the register was asked, in one statement, so that all of it is of one moment.
#[derive(Debug, Default)]
pub struct Raw {
    /// Topic, code or years, and how many.
    pub by_code: Vec<(Topic, String, Pair)>,
    pub by_place: Vec<(Place, Pair)>,
    /// By the place of the family, and the sex of who leads it.
    pub families: Vec<(Place, Pair)>,
    pub temporary: i64,
    /// By first day of the month.
    pub events: Vec<(Date, EventKind, Pair)>,
    /// The first event.
    pub began_on: Option<Date>,
}

impl Census {
    /// Adds up what was found, as it is on `today`.
    pub fn of(raw: &Raw, today: Date) -> Self {
        let mut found: BTreeMap<(Topic, i32, String), Pair> = BTreeMap::new();
        for (topic, code, count) in &raw.by_code {
            let (position, category) = categorise(*topic, code);
            *found.entry((*topic, position, category)).or_default() += *count;
        }
        for (topic, places) in [(Topic::Area, &raw.by_place), (Topic::Family, &raw.families)] {
            for (position, (category, count)) in placed(places, topic).into_iter().enumerate() {
                let position = i32::try_from(position).unwrap_or(i32::MAX);
                *found.entry((topic, position, category)).or_default() += count;
            }
        }
        let sums: Vec<Sum> = found
            .into_iter()
            .filter(|(_, count)| count.all() > 0)
            .map(|((topic, position, category), count)| Sum {
                topic,
                category,
                position,
                count,
            })
            .collect();
        let here = total(&sums, Topic::Sex);
        Self {
            families: total(&sums, Topic::Family).all(),
            temporary: raw.temporary,
            began_on: raw.began_on,
            months: months(&raw.events, here, today),
            sums,
        }
    }

    /// How many are counted in a topic.
    pub fn total(&self, topic: Topic) -> Pair {
        total(&self.sums, topic)
    }
}

/// How many are counted in a topic.
pub(crate) fn total(sums: &[Sum], topic: Topic) -> Pair {
    let mut total = Pair::default();
    for sum in sums.iter().filter(|sum| sum.topic == topic) {
        total += sum.count;
    }
    total
}

/// The place in the topic's list and the category as stored. What the list does not have is not known.
fn categorise(topic: Topic, code: &str) -> (i32, String) {
    let at = |position: usize| i32::try_from(position).unwrap_or(i32::MAX);
    let found = match topic {
        Topic::Age => {
            let group = AgeGroup::of(code.parse().unwrap_or_default());
            Some((group.index(), group.to_string()))
        }
        Topic::Disability => {
            let word = disability_word(code);
            disability_position(word).map(|position| (position, word.to_owned()))
        }
        topic => topic.codes().and_then(|table| {
            let position = table.codes().iter().position(|entry| entry.code == code)?;
            Some((position, code.to_owned()))
        }),
    };
    found.map_or((i32::MAX, String::new()), |(position, category)| {
        (at(position), category)
    })
}

/// Places in their order, each name once.
fn placed(places: &[(Place, Pair)], topic: Topic) -> Vec<(String, Pair)> {
    let mut sorted: Vec<&(Place, Pair)> = places.iter().collect();
    sorted.sort_by(|(one, _), (other, _)| one.cmp(other));
    let mut named: Vec<(&Place, String, Pair)> = Vec::new();
    for (place, count) in sorted {
        let is_same = |known: &Place| match topic {
            // One hamlet, however its RTs write it.
            Topic::Family => known.hamlet == place.hamlet,
            _ => known == place,
        };
        match named.last_mut() {
            Some((known, _, sum)) if is_same(known) => *sum += *count,
            _ => named.push((place, label(place, topic), *count)),
        }
    }
    named
        .into_iter()
        .map(|(_, name, sum)| (name, sum))
        .collect()
}

fn label(place: &Place, topic: Topic) -> String {
    match (topic, &place.hamlet) {
        (Topic::Family, Some(hamlet)) => format!("Dusun {hamlet}"),
        (Topic::Family, None) => "Tanpa dusun".to_owned(),
        _ => place.label(),
    }
}

/// The balance of every month since the first event, the present one included. Who is here without any
/// event that says since when counts as recorded in the present month, and who is gone without one as
/// left, so that the last balance is always the number of those who are here.
fn months(events: &[(Date, EventKind, Pair)], here: Pair, today: Date) -> Vec<Month> {
    let this_month = today.first_of_month();
    let mut by_month: BTreeMap<Date, [Pair; 7]> = BTreeMap::new();
    if here.all() > 0 {
        by_month.insert(this_month, [Pair::default(); 7]);
    }
    for (first, kind, count) in events {
        by_month.entry(*first).or_default()[column(*kind)] += *count;
    }
    let Some(mut first) = by_month.keys().next().copied() else {
        return Vec::new();
    };
    let (mut months, mut opening) = (Vec::new(), Pair::default());
    while first <= this_month {
        let mut flows = by_month.remove(&first).unwrap_or_default();
        flows[0] = opening;
        let mut month = Month {
            first,
            men: flows.map(|pair| pair.men),
            women: flows.map(|pair| pair.women),
        };
        if first == this_month {
            reconcile(&mut month.men, here.men);
            reconcile(&mut month.women, here.women);
        }
        opening = Pair {
            men: closing(&month.men),
            women: closing(&month.women),
        };
        months.push(month);
        match first.checked_add(1.month()) {
            Ok(next) => first = next,
            Err(_) => break,
        }
    }
    months
}

fn reconcile(flows: &mut Flows, here: i64) {
    let missing = here - closing(flows);
    if missing > 0 {
        flows[3] += missing;
    } else {
        flows[6] -= missing;
    }
}

/// Where an event stands among the flows.
fn column(kind: EventKind) -> usize {
    match kind {
        EventKind::Birth => 1,
        EventKind::Arrival | EventKind::Return => 2,
        EventKind::Recorded => 3,
        EventKind::Death => 4,
        EventKind::Departure => 5,
        EventKind::Missing | EventKind::Away => 6,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn pair(men: i64, women: i64) -> Pair {
        Pair { men, women }
    }

    #[test]
    fn years_and_codes_fall_into_their_categories() {
        let raw = Raw {
            by_code: vec![
                (Topic::Age, "4".into(), pair(1, 0)),
                (Topic::Age, "3".into(), pair(2, 0)),
                (Topic::Age, "101".into(), pair(0, 1)),
                (Topic::Age, "75".into(), pair(0, 2)),
                (Topic::Religion, String::new(), pair(1, 1)),
                (Topic::Religion, "77".into(), pair(1, 0)),
                (Topic::Religion, "1".into(), pair(1, 2)),
                (Topic::Disability, "3".into(), pair(1, 0)),
                (Topic::Disability, "2".into(), pair(0, 1)),
                (Topic::Disability, "7".into(), pair(0, 0)),
            ],
            ..Raw::default()
        };
        let census = Census::of(&raw, date(2026, 12, 1));
        let told: Vec<(&str, &str, i64)> = census
            .sums
            .iter()
            .map(|sum| (sum.topic.word(), sum.category.as_str(), sum.count.all()))
            .collect();
        assert_eq!(
            told,
            [
                ("umur", "0–4", 3),
                ("umur", "75+", 3),
                ("agama", "1", 3),
                ("agama", "", 3),
                ("disabilitas", "sensorik", 2),
            ]
        );
    }

    #[test]
    fn hamlets_are_one_however_they_are_written_and_stand_in_order() {
        let at = |hamlet, rt, men| (Place::stored(hamlet, "", rt), pair(men, 0));
        let raw = Raw {
            by_place: vec![at("Dusun 10", "1", 1), at("II", "2", 2), at("2", "1", 4)],
            families: vec![at("II", "", 2), at("Dusun 2", "", 1), at("", "", 3)],
            ..Raw::default()
        };
        let census = Census::of(&raw, date(2026, 12, 1));
        let named: Vec<(&str, i64)> = census
            .sums
            .iter()
            .map(|sum| (sum.category.as_str(), sum.count.men))
            .collect();
        assert_eq!(named.len(), 5);
        assert_eq!(named[0], ("Dusun 2, RT 001", 4));
        assert_eq!(named[2], ("Dusun 10, RT 001", 1));
        assert_eq!(named[3], ("Tanpa dusun", 3));
        assert_eq!(named[4].1, 3, "{named:?}");
        assert_eq!(census.families, 6);
    }

    #[test]
    fn a_month_opens_as_the_one_before_closed_and_the_last_has_who_is_here() {
        let raw = Raw {
            by_code: vec![
                (Topic::Sex, "1".into(), pair(7, 0)),
                (Topic::Sex, "2".into(), pair(0, 4)),
            ],
            events: vec![
                (date(2026, 9, 1), EventKind::Recorded, pair(6, 5)),
                (date(2026, 9, 1), EventKind::Birth, pair(1, 0)),
                (date(2026, 11, 1), EventKind::Away, pair(1, 0)),
                (date(2026, 11, 1), EventKind::Return, pair(1, 0)),
                (date(2026, 11, 1), EventKind::Arrival, pair(0, 2)),
            ],
            ..Raw::default()
        };
        let months = Census::of(&raw, date(2026, 12, 24)).months;
        assert_eq!(months.len(), 4);
        assert_eq!(months[0].men, [0, 1, 0, 6, 0, 0, 0]);
        for pair in months.windows(2) {
            assert_eq!(closing(&pair[0].men), pair[1].men[0]);
            assert_eq!(closing(&pair[0].women), pair[1].women[0]);
        }
        assert_eq!(months[2].women[2], 2);
        // Three women went without a word of it.
        assert_eq!(months[3].women, [7, 0, 0, 0, 0, 0, 3]);
        assert_eq!(closing(&months[3].men), 7);
    }

    #[test]
    fn an_empty_register_has_no_months() {
        assert_eq!(
            Census::of(&Raw::default(), date(2026, 12, 1)),
            Census::default()
        );
    }
}
