//! A topic as it is told to everybody: the page, its files and the home page take it from here.

use super::{
    concealment::{
        AGES, DISABILITIES, DISABILITY_KINDS, Told, is_small, ladder, may_tell_sexes, merge, sum,
    },
    counting::{Pair, Sum, total},
    topics::Topic,
};

/// What merged categories are called together.
pub const MERGED: &str = "Lainnya (digabung)";

/// Numbers that may be told; men and women are nothing where they may not be told apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Numbers {
    pub men: Option<i64>,
    pub women: Option<i64>,
    pub all: i64,
}

impl Numbers {
    fn of(pair: Pair, sexes: bool) -> Self {
        Self {
            men: sexes.then_some(pair.men),
            women: sexes.then_some(pair.women),
            all: pair.all(),
        }
    }
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub label: String,
    pub numbers: Numbers,
    /// Whether several categories are in it because they are small.
    pub is_merged: bool,
}

/// A topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub topic: Topic,
    /// Empty where only the total may be told.
    pub rows: Vec<Row>,
    pub total: Numbers,
    /// Whether men and women are told apart.
    pub sexes: bool,
    /// Whether anything was merged or left out.
    pub is_concealed: bool,
}

impl Table {
    /// What is told of a topic's sums, which are in the order of their positions.
    pub fn of(topic: Topic, sums: &[Sum]) -> Self {
        let own: Vec<&Sum> = sums.iter().filter(|sum| sum.topic == topic).collect();
        let whole = total(sums, topic);
        let sexes = may_tell_sexes(whole);
        let (rows, is_concealed) = match topic {
            _ if own.is_empty() => (Vec::new(), false),
            Topic::Age => ages(&own, sexes),
            Topic::Disability => disabilities(&own, sexes),
            // A table of the sexes says nothing without them.
            Topic::Sex if !sexes => (Vec::new(), true),
            topic => categories(topic, &own, sexes),
        };
        Self {
            topic,
            rows,
            total: Numbers::of(whole, sexes),
            sexes: sexes && topic != Topic::Sex,
            is_concealed: is_concealed || !sexes,
        }
    }

    /// The largest category that is one.
    pub fn largest(&self) -> Option<&Row> {
        let own = self.rows.iter().filter(|row| !row.is_merged);
        own.max_by_key(|row| row.numbers.all)
    }
}

fn categories(topic: Topic, sums: &[&Sum], sexes: bool) -> (Vec<Row>, bool) {
    let counts: Vec<Pair> = sums.iter().map(|sum| sum.count).collect();
    let Told::Rows { alone, merged } = merge(&counts, sexes) else {
        return (Vec::new(), true);
    };
    let mut rows: Vec<Row> = alone
        .into_iter()
        .map(|at| Row {
            label: topic.label(&sums[at].category),
            numbers: Numbers::of(counts[at], sexes),
            is_merged: false,
        })
        .collect();
    rows.extend(merged.map(|merged| Row {
        label: MERGED.to_owned(),
        numbers: Numbers::of(merged, sexes),
        is_merged: true,
    }));
    let is_concealed = merged.is_some();
    (rows, is_concealed)
}

/// The age groups, five years each where that is told.
fn ages(sums: &[&Sum], sexes: bool) -> (Vec<Row>, bool) {
    let groups = kernel::AgeGroup::all().count();
    let counts = by_position(sums, groups);
    by_division(&counts, &AGES, sexes, |from, to| {
        age_label(from, to, groups)
    })
}

/// Kinds of disability, or how many have one of any kind.
fn disabilities(sums: &[&Sum], sexes: bool) -> (Vec<Row>, bool) {
    let counts = by_position(sums, DISABILITY_KINDS + 2);
    by_division(&counts, &DISABILITIES, sexes, |from, to| {
        let kind = sums
            .iter()
            .find(|sum| place(sum, DISABILITY_KINDS + 2) == from);
        match kind {
            _ if to - from > 1 => "Penyandang disabilitas".to_owned(),
            Some(sum) => Topic::Disability.label(&sum.category),
            None => String::new(),
        }
    })
}

/// Where a sum stands in a list that ends with what is not known.
fn place(sum: &Sum, rows: usize) -> usize {
    usize::try_from(sum.position).map_or(rows - 1, |at| at.min(rows - 1))
}

fn by_position(sums: &[&Sum], rows: usize) -> Vec<Pair> {
    let mut counts = vec![Pair::default(); rows];
    for sum in sums {
        counts[place(sum, rows)] += sum.count;
    }
    counts
}

/// The finest division that is told, without what has no name.
fn by_division(
    counts: &[Pair],
    divisions: &[&[usize]],
    sexes: bool,
    label: impl Fn(usize, usize) -> String,
) -> (Vec<Row>, bool) {
    let Some(parts) = ladder(counts, divisions, sexes) else {
        return (Vec::new(), true);
    };
    let is_concealed = parts.len() < counts.len();
    let rows = parts.into_iter().filter_map(|(from, to)| {
        let count = sum(counts[from..to].iter().copied());
        Some(Row {
            label: Some(label(from, to)).filter(|label| !label.is_empty())?,
            numbers: Numbers::of(count, sexes),
            is_merged: false,
        })
    });
    (rows.collect(), is_concealed)
}

/// `0–4 tahun`, `60+ tahun`
fn age_label(from: usize, to: usize, groups: usize) -> String {
    let first = from * 5;
    if to == groups {
        format!("{first}+ tahun")
    } else {
        format!("{first}–{} tahun", to * 5 - 1)
    }
}

/// The numbers of the whole village that may be told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Whole {
    pub people: Numbers,
    /// Nothing where there are so few that each would be known.
    pub families: Option<i64>,
    pub temporary: Option<i64>,
}

impl Whole {
    pub fn of(sexes: Pair, families: i64, temporary: i64) -> Self {
        let told = |number: i64| (!is_small(number)).then_some(number);
        Self {
            people: Numbers::of(sexes, may_tell_sexes(sexes)),
            families: told(families),
            temporary: told(temporary),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(topic: Topic, category: &str, position: i32, men: i64, women: i64) -> Sum {
        Sum {
            topic,
            category: category.to_owned(),
            position,
            count: Pair { men, women },
        }
    }

    #[test]
    fn a_topic_tells_its_large_categories_and_the_rest_together() {
        let sums = [
            one(Topic::Religion, "1", 0, 300, 310),
            one(Topic::Religion, "2", 1, 20, 22),
            one(Topic::Religion, "3", 2, 1, 2),
            one(Topic::Religion, "", i32::MAX, 30, 31),
        ];
        let table = Table::of(Topic::Religion, &sums);
        let told: Vec<(&str, i64)> = table
            .rows
            .iter()
            .map(|row| (row.label.as_str(), row.numbers.all))
            .collect();
        assert_eq!(told, [("Islam", 610), ("Kristen", 42), (MERGED, 64)]);
        assert_eq!(table.total.all, 716);
        assert!(table.is_concealed);
        assert_eq!(table.largest().unwrap().label, "Islam");
    }

    #[test]
    fn a_village_with_few_women_tells_no_sexes_anywhere() {
        let sums = [
            one(Topic::Sex, "1", 0, 60, 0),
            one(Topic::Sex, "2", 1, 0, 3),
            one(Topic::Religion, "1", 0, 60, 3),
        ];
        let sexes = Table::of(Topic::Sex, &sums);
        assert!(sexes.rows.is_empty() && sexes.is_concealed);
        let religion = Table::of(Topic::Religion, &sums);
        assert_eq!(religion.rows[0].numbers.all, 63);
        assert_eq!(religion.rows[0].numbers.men, None);
        let whole = Whole::of(Pair { men: 60, women: 3 }, 4, 0);
        assert_eq!(whole.people.women, None);
        assert_eq!((whole.families, whole.temporary), (None, Some(0)));
    }

    #[test]
    fn few_of_every_kind_of_disability_are_told_together() {
        let none = one(Topic::Disability, "tidak", 0, 300, 310);
        let unknown = one(Topic::Disability, "", i32::MAX, 30, 31);
        let kinds = |numbers: [i64; 3]| {
            [("fisik", 1), ("mental", 3), ("sensorik", 4)]
                .into_iter()
                .zip(numbers)
                .map(|((word, at), number)| one(Topic::Disability, word, at, number, number))
        };
        let told = |numbers| {
            let mut sums = vec![none.clone()];
            sums.extend(kinds(numbers));
            sums.push(unknown.clone());
            let table = Table::of(Topic::Disability, &sums);
            let rows = table.rows.into_iter();
            rows.map(|row| (row.label, row.numbers.all))
                .collect::<Vec<_>>()
        };
        let row = |label: &str, number: i64| (label.to_owned(), number);
        assert_eq!(
            told([2, 3, 1]),
            [
                row("Tanpa disabilitas", 610),
                row("Penyandang disabilitas", 12),
                row("Belum tercatat", 61),
            ]
        );
        assert_eq!(told([5, 6, 7]).len(), 5);
        assert_eq!(told([5, 6, 7])[2], row("Disabilitas mental", 12));
        assert!(told([1, 1, 1]).is_empty());
    }

    #[test]
    fn ages_are_named_by_their_years() {
        let mut sums: Vec<Sum> = (0..14).map(|at| one(Topic::Age, "", at, 30, 30)).collect();
        sums.push(one(Topic::Age, "", 14, 9, 9));
        sums.push(one(Topic::Age, "", 15, 1, 9));
        let table = Table::of(Topic::Age, &sums);
        assert_eq!(table.rows.len(), 15);
        assert_eq!(table.rows[0].label, "0–4 tahun");
        assert_eq!(table.rows[14].label, "70+ tahun");
        assert_eq!(table.rows[14].numbers.men, Some(10));
    }
}
