//! Who the fictional people are. The same code and number of people give the same people every time.

use std::collections::HashMap;

use jiff::{ToSpan as _, civil::Date};
use kernel::{AreaNumber, FamilyCardNumber, Nik, PersonName, Phone, Sex, VillageCode};
use rand::{RngExt as _, SeedableRng as _, rngs::ChaCha8Rng, seq::IndexedRandom as _};

use super::NoNik;
use crate::domain::{Draft, EventKind, Facts, Place};

const NAMES: &str = include_str!("names.txt");

/// Households of one RT.
const OF_AN_RT: usize = 60;

/// A family with where it lives.
pub struct Household {
    card: FamilyCardNumber,
    place: Place,
    address: String,
    pub members: Vec<Member>,
}

/// Somebody of a family.
pub struct Member {
    facts: Facts,
    arrived: Option<Date>,
    /// What happened to her in the year, if anything did.
    pub leaves: Option<(EventKind, Date)>,
}

impl Household {
    /// What the form would say of a member.
    pub fn draft(&self, member: &Member) -> Draft {
        Draft {
            facts: member.facts.clone(),
            card: Some(self.card),
            place: self.place.clone(),
            address: self.address.clone(),
        }
    }
}

impl Member {
    /// How she comes into a register that began on that day.
    pub fn comes(&self, began: Date) -> (EventKind, Date) {
        match self.arrived {
            Some(day) => (EventKind::Arrival, day),
            None if self.facts.born_on > began => (EventKind::Birth, self.facts.born_on),
            None => (EventKind::Recorded, began),
        }
    }
}

/// Households of about so many people in all.
///
/// # Errors
/// When a number cannot be made; the ranges here do not let that happen.
pub fn households(code: VillageCode, people: usize, today: Date) -> Result<Vec<Household>, NoNik> {
    let digits = code.digits();
    let seed = digits.bytes().fold(0x62_61_6e_75_61, |seed: u64, byte| {
        seed.wrapping_mul(31).wrapping_add(u64::from(byte))
    });
    let mut maker = Maker {
        rng: ChaCha8Rng::seed_from_u64(seed),
        lists: lists(),
        district: digits[..6].to_owned(),
        serials: HashMap::new(),
        today,
    };
    let mut all = Vec::new();
    let mut made = 0;
    while made < people {
        let household = maker.household(all.len())?;
        made += household.members.len();
        all.push(household);
    }
    Ok(all)
}

struct Maker {
    rng: ChaCha8Rng,
    lists: HashMap<&'static str, Vec<&'static str>>,
    district: String,
    serials: HashMap<String, u32>,
    today: Date,
}

fn lists() -> HashMap<&'static str, Vec<&'static str>> {
    let mut lists: HashMap<&str, Vec<&str>> = HashMap::new();
    let mut list = "";
    for line in NAMES.lines().filter(|line| !line.starts_with('#')) {
        match line
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            Some(name) => list = name,
            None => lists.entry(list).or_default().push(line),
        }
    }
    lists
}

impl Maker {
    fn household(&mut self, number: usize) -> Result<Household, NoNik> {
        let rt = u16::try_from(number / OF_AN_RT + 1).unwrap_or(1);
        let card = self.card();
        let street = self.one("streets");
        let address = format!("{street} No. {}", self.rng.random_range(1..=120));
        let place = Place {
            rt: AreaNumber::read(&rt.to_string()).ok().flatten(),
            ..Place::default()
        };
        let head_age = self.rng.random_range(22..=78);
        let is_couple = self.rng.random_range(0..100) < 82;
        let head_sex = if is_couple || self.rng.random_range(0..3) == 0 {
            Sex::Male
        } else {
            Sex::Female
        };
        let mut members = Vec::new();
        let mut head = self.adult(head_sex, head_age)?;
        head.relationship = "1";
        head.marital_status = if is_couple {
            "2"
        } else if head_age > 45 {
            "4"
        } else {
            "1"
        };
        let mut parents = (None, None);
        if head_sex == Sex::Male {
            parents.0 = Some(head.name.clone());
        } else {
            parents.1 = Some(head.name.clone());
        }
        members.push(head);
        let mut mother_age = head_age;
        if is_couple {
            mother_age = (head_age - self.rng.random_range(0..=8)).max(19);
            let mut wife = self.adult(Sex::Female, mother_age)?;
            wife.relationship = "3";
            wife.marital_status = "2";
            if self.rng.random_range(0..100) < 45 {
                wife.occupation = "2";
            }
            parents.1 = Some(wife.name.clone());
            members.push(wife);
        }
        let most = if is_couple { 4 } else { 2 };
        let children = self
            .rng
            .random_range(0..=most)
            .min((mother_age - 17).max(0) / 2);
        for _ in 0..children {
            let oldest = (mother_age - 18).clamp(0, 27);
            let mut age = self.rng.random_range(0..=oldest);
            if age == 0 {
                // Few families have a child in any one year.
                age = self.rng.random_range(0..=oldest);
            }
            let mut child = self.child(age)?;
            child.father.clone_from(&parents.0);
            child.mother.clone_from(&parents.1);
            members.push(child);
        }
        let members = members.into_iter().map(|facts| self.fate(facts)).collect();
        Ok(Household {
            card,
            place,
            address,
            members,
        })
    }

    /// What happens to somebody in the year: most stay.
    fn fate(&mut self, facts: Facts) -> Member {
        let age = kernel::time::age(facts.born_on, self.today);
        let day = self.day_of_the_year();
        let chance = self.rng.random_range(0..1000);
        let is_old_enough = facts.born_on < day;
        let deadly = if age > 65 { 40 } else { 3 };
        let (arrived, leaves) = match chance {
            _ if !is_old_enough || facts.is_head() => (None, None),
            chance if chance < deadly => (None, Some((EventKind::Death, day))),
            chance if (100..108).contains(&chance) => (None, Some((EventKind::Departure, day))),
            chance if (200..209).contains(&chance) => (Some(day), None),
            _ => (None, None),
        };
        Member {
            facts,
            arrived,
            leaves,
        }
    }

    fn day_of_the_year(&mut self) -> Date {
        let ago = self.rng.random_range(1..360);
        self.today.saturating_sub(i64::from(ago).days())
    }

    fn adult(&mut self, sex: Sex, age: i16) -> Result<Facts, NoNik> {
        let name = self.name(sex, age);
        let mut facts = self.person(sex, age, &name)?;
        facts.education = self.weighted(&[
            ("1", 4),
            ("2", 14),
            ("3", 30),
            ("4", 20),
            ("5", 24),
            ("7", 3),
            ("8", 5),
        ]);
        facts.occupation = match sex {
            Sex::Male => self.weighted(&[
                ("9", 34),
                ("88", 22),
                ("15", 10),
                ("20", 8),
                ("5", 4),
                ("11", 4),
            ]),
            Sex::Female => self.weighted(&[("2", 60), ("88", 12), ("9", 14), ("5", 4), ("15", 10)]),
        };
        if self.rng.random_range(0..4) == 0 {
            let number = self.rng.random_range(0..100_000_000);
            facts.phone = Phone::parse(&format!("0810{number:08}")).ok();
        }
        if self.rng.random_range(0..200) == 0 {
            facts.disability = self.weighted(&[("1", 4), ("2", 2), ("3", 1), ("6", 1)]);
        }
        Ok(facts)
    }

    fn child(&mut self, age: i16) -> Result<Facts, NoNik> {
        let sex = if self.rng.random_range(0..202) < 102 {
            Sex::Male
        } else {
            Sex::Female
        };
        let name = self.name(sex, age);
        let mut facts = self.person(sex, age, &name)?;
        facts.relationship = "4";
        facts.marital_status = "1";
        let (education, occupation) = match age {
            0..=6 => ("1", "1"),
            7..=12 => ("2", "3"),
            13..=15 => ("3", "3"),
            16..=18 => ("4", "3"),
            _ => ("5", "88"),
        };
        facts.education = education;
        facts.occupation = occupation;
        Ok(facts)
    }

    fn person(&mut self, sex: Sex, age: i16, name: &str) -> Result<Facts, NoNik> {
        let born_on = self.birthday(age);
        let name = PersonName::parse(name).unwrap_or_else(|_| unreachable_name());
        let mut facts = Facts::of(name, sex, born_on);
        facts.nik = Some(self.nik(sex, born_on)?);
        facts.birth_place = "Banjar".to_owned();
        facts.religion = self.weighted(&[("1", 975), ("2", 10), ("3", 5), ("4", 3), ("7", 7)]);
        facts.blood_type = self.weighted(&[("1", 15), ("2", 16), ("3", 5), ("4", 24), ("13", 40)]);
        Ok(facts)
    }

    fn birthday(&mut self, age: i16) -> Date {
        let days =
            i64::from(age) * 365 + i64::from(age) / 4 + i64::from(self.rng.random_range(1..364));
        self.today.saturating_sub(days.days())
    }

    fn nik(&mut self, sex: Sex, born: Date) -> Result<Nik, NoNik> {
        let day = match sex {
            Sex::Male => born.day(),
            Sex::Female => born.day() + 40,
        };
        let stem = format!(
            "{}{day:02}{:02}{:02}",
            self.district,
            born.month(),
            born.year().rem_euclid(100)
        );
        let serial = self.serial(&stem);
        Ok(Nik::parse(&format!("{stem}{serial:04}"))?)
    }

    fn card(&mut self) -> FamilyCardNumber {
        let ago = self.rng.random_range(30..5000);
        let issued = self.today.saturating_sub(i64::from(ago).days());
        let stem = format!(
            "{}{:02}{:02}{:02}",
            self.district,
            issued.day(),
            issued.month(),
            issued.year().rem_euclid(100)
        );
        let serial = self.serial(&format!("kk {stem}"));
        FamilyCardNumber::parse(&format!("{stem}{serial:04}"))
            .unwrap_or_else(|_| unreachable_card())
    }

    fn serial(&mut self, stem: &str) -> u32 {
        let serial = self.serials.entry(stem.to_owned()).or_insert(9000);
        *serial += 1;
        *serial
    }

    fn name(&mut self, sex: Sex, age: i16) -> String {
        let (given, second) = match sex {
            Sex::Male => ("male", "second_male"),
            Sex::Female => ("female", "second_female"),
        };
        let mut words = vec![self.one(given)];
        let last = match self.rng.random_range(0..100) {
            0..15 if sex == Sex::Male => self.one("family_like"),
            _ => self.one(second),
        };
        if last != words[0] {
            words.push(last);
        } else {
            words.push(self.one(second));
        }
        if age > 40 && self.rng.random_range(0..100) < 12 {
            words.insert(0, if sex == Sex::Male { "H." } else { "Hj." });
        }
        words.join(" ")
    }

    fn one(&mut self, list: &str) -> &'static str {
        self.lists[list]
            .choose(&mut self.rng)
            .copied()
            .unwrap_or_default()
    }

    fn weighted(&mut self, of: &[(&'static str, u32)]) -> &'static str {
        let all: u32 = of.iter().map(|(_, weight)| weight).sum();
        let mut at = self.rng.random_range(0..all);
        for (value, weight) in of {
            if at < *weight {
                return value;
            }
            at -= weight;
        }
        ""
    }
}

#[expect(clippy::panic, reason = "the lists of names hold names")]
fn unreachable_name() -> PersonName {
    panic!("a name of the list is none")
}

#[expect(clippy::panic, reason = "made of sixteen digits")]
fn unreachable_card() -> FamilyCardNumber {
    panic!("an example card is none")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_same_people_every_time_each_with_a_nik_of_her_own() {
        let code: VillageCode = "63.03.04.2007".parse().unwrap();
        let today = date(2026, 12, 1);
        let make = || households(code, 4000, today).unwrap();
        let (one, other) = (make(), make());
        let niks = |all: &[Household]| -> Vec<String> {
            let members = all.iter().flat_map(|household| &household.members);
            members
                .map(|member| member.facts.nik.as_ref().unwrap().expose().to_owned())
                .collect()
        };
        assert_eq!(niks(&one), niks(&other));
        let all = niks(&one);
        assert!((4000..4010).contains(&all.len()), "{}", all.len());
        assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
        let begins = |kind| {
            let members = one.iter().flat_map(|household| &household.members);
            members
                .filter(|member| member.comes(date(2025, 12, 1)).0 == kind)
                .count()
        };
        assert!(begins(EventKind::Birth) > 10 && begins(EventKind::Arrival) > 5);
        for household in &one {
            let heads = household
                .members
                .iter()
                .filter(|member| member.facts.is_head());
            assert_eq!(heads.count(), 1);
        }
    }
}
