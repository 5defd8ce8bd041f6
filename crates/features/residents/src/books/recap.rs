//! B.3: how many there are in each hamlet at both ends of a month, and what happened in between.
//!
//! All of it comes from the spans, so that a row always adds up: what was, and came, less what went, is
//! what is. Whoever moves from one hamlet to another came in the one and went from the other.

use std::collections::BTreeMap;

use jiff::civil::Date;
use kernel::HamletName;
use uuid::Uuid;

use super::{
    main::is_foreign,
    period::Period,
    table::{Column, Table, line, many, middle, number, text},
};
use crate::store::books::StayRow;

const START: &str = "Jumlah penduduk awal bulan";
const MORE: &str = "Tambahan bulan ini";
const LESS: &str = "Pengurangan bulan ini";
const END: &str = "Jumlah penduduk akhir bulan";

const COLUMNS: &[Column] = &[
    middle(&["No. urut"], 0.8),
    text(&["Nama dusun/lingkungan"], 3.0),
    number(&[START, "WNA", "L"], 0.8),
    number(&[START, "WNA", "P"], 0.8),
    number(&[START, "WNI", "L"], 1.0),
    number(&[START, "WNI", "P"], 1.0),
    number(&[START, "Jml KK"], 1.0),
    number(&[START, "Jml angg. kel."], 1.0),
    number(&[START, "Jml jiwa"], 1.0),
    number(&[MORE, "Lahir", "WNA", "L"], 0.7),
    number(&[MORE, "Lahir", "WNA", "P"], 0.7),
    number(&[MORE, "Lahir", "WNI", "L"], 0.7),
    number(&[MORE, "Lahir", "WNI", "P"], 0.7),
    number(&[MORE, "Datang", "WNA", "L"], 0.7),
    number(&[MORE, "Datang", "WNA", "P"], 0.7),
    number(&[MORE, "Datang", "WNI", "L"], 0.9),
    number(&[MORE, "Datang", "WNI", "P"], 0.9),
    number(&[LESS, "Meninggal", "WNA", "L"], 0.7),
    number(&[LESS, "Meninggal", "WNA", "P"], 0.7),
    number(&[LESS, "Meninggal", "WNI", "L"], 0.7),
    number(&[LESS, "Meninggal", "WNI", "P"], 0.7),
    number(&[LESS, "Pindah", "WNA", "L"], 0.7),
    number(&[LESS, "Pindah", "WNA", "P"], 0.7),
    number(&[LESS, "Pindah", "WNI", "L"], 0.7),
    number(&[LESS, "Pindah", "WNI", "P"], 0.7),
    number(&[END, "WNA", "L"], 0.8),
    number(&[END, "WNA", "P"], 0.8),
    number(&[END, "WNI", "L"], 1.0),
    number(&[END, "WNI", "P"], 1.0),
    number(&[END, "Jml KK"], 1.0),
    number(&[END, "Jml angg. kel."], 1.0),
    number(&[END, "Jml jiwa"], 1.0),
    text(&["Ket."], 2.2),
];

/// Foreign men and women, men and women of this country.
type Four = [i64; 4];

/// A row of the book.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Flows {
    pub opening: Four,
    pub opening_families: i64,
    pub born: Four,
    pub came: Four,
    pub died: Four,
    pub went: Four,
    pub closing: Four,
    pub closing_families: i64,
    /// Who came from another hamlet, and who went to one; in `came` and `went` too.
    pub moved_in: i64,
    pub moved_out: i64,
}

impl Flows {
    fn add(&mut self, other: &Self) {
        let pairs = [
            (&mut self.opening, &other.opening),
            (&mut self.born, &other.born),
            (&mut self.came, &other.came),
            (&mut self.died, &other.died),
            (&mut self.went, &other.went),
            (&mut self.closing, &other.closing),
        ];
        for (mine, theirs) in pairs {
            for (sum, number) in mine.iter_mut().zip(theirs) {
                *sum += number;
            }
        }
        self.opening_families += other.opening_families;
        self.closing_families += other.closing_families;
        self.moved_in += other.moved_in;
        self.moved_out += other.moved_out;
    }

    fn cells(&self) -> impl Iterator<Item = i64> {
        let people = |four: &Four, families: i64| {
            let all: i64 = four.iter().sum();
            four.iter()
                .copied()
                .chain([families, all - families, all])
                .collect::<Vec<i64>>()
        };
        let start = people(&self.opening, self.opening_families);
        let end = people(&self.closing, self.closing_families);
        let between = [self.born, self.came, self.died, self.went].concat();
        start.into_iter().chain(between).chain(end)
    }

    fn note(&self) -> String {
        let notes = [
            (self.moved_in, "datang dari dusun lain"),
            (self.moved_out, "pindah ke dusun lain"),
        ];
        let told: Vec<String> = notes
            .into_iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, what)| format!("{number} {what}"))
            .collect();
        told.join("; ")
    }
}

/// Hamlets in their order, those without a name last.
pub type Hamlets = BTreeMap<(bool, Option<HamletName>), Flows>;

/// What the spans of a month say, hamlet by hamlet. They come person by person, each one's in order.
pub fn flows(stays: &[StayRow], month: &Period) -> Hamlets {
    let mut hamlets = Hamlets::new();
    for (at, stay) in stays.iter().enumerate() {
        let is_same = |other: &&StayRow| other.resident_id == stay.resident_id;
        let before = at
            .checked_sub(1)
            .and_then(|at| stays.get(at))
            .filter(is_same);
        let after = stays.get(at + 1).filter(is_same);
        let flows = hamlets.entry(key(stay)).or_default();
        count(flows, stay, (before, after), month);
    }
    let first = month.from;
    count_families(
        &mut hamlets,
        stays.iter().filter(|stay| is_open(stay, first)),
        |flows| &mut flows.opening_families,
    );
    let last = month.until;
    count_families(
        &mut hamlets,
        stays.iter().filter(|stay| is_open(stay, last)),
        |flows| &mut flows.closing_families,
    );
    hamlets
}

fn key(stay: &StayRow) -> (bool, Option<HamletName>) {
    let hamlet = HamletName::read(&stay.hamlet);
    (hamlet.is_none(), hamlet)
}

/// Whether it was open on the day before this one.
fn is_open(stay: &StayRow, day: Date) -> bool {
    stay.from_on.to_jiff() < day && stay.until_on.is_none_or(|until| until.to_jiff() >= day)
}

fn count(
    flows: &mut Flows,
    stay: &StayRow,
    (before, after): (Option<&StayRow>, Option<&StayRow>),
    month: &Period,
) {
    let column = usize::from(!is_foreign(&stay.citizenship)) * 2 + usize::from(stay.sex != "1");
    let is_in = |day: Date| day >= month.from && day < month.until;
    flows.opening[column] += i64::from(is_open(stay, month.from));
    flows.closing[column] += i64::from(is_open(stay, month.until));
    // Counted by something else, and in the same place of this book: nobody came or went.
    let stays_put = |other: &StayRow| {
        key(other) == key(stay) && is_foreign(&other.citizenship) == is_foreign(&stay.citizenship)
    };
    let from = stay.from_on.to_jiff();
    if is_in(from) {
        let follows =
            before.filter(|before| before.until_on.map(|day| day.to_jiff()) == Some(from));
        match follows {
            Some(before) if stays_put(before) => {}
            Some(before) => {
                flows.came[column] += 1;
                flows.moved_in += i64::from(key(before) != key(stay));
            }
            None if stay.is_birth => flows.born[column] += 1,
            None => flows.came[column] += 1,
        }
    }
    if let Some(until) = stay
        .until_on
        .map(|day| day.to_jiff())
        .filter(|day| is_in(*day))
    {
        let goes_on = after.filter(|after| after.from_on.to_jiff() == until);
        match goes_on {
            Some(after) if stays_put(after) => {}
            Some(after) => {
                flows.went[column] += 1;
                flows.moved_out += i64::from(key(after) != key(stay));
            }
            None if stay.is_death => flows.died[column] += 1,
            None => flows.went[column] += 1,
        }
    }
}

/// A family is where its head is, or where none is here where the eldest is.
fn count_families<'a>(
    hamlets: &mut Hamlets,
    stays: impl Iterator<Item = &'a StayRow>,
    number: impl Fn(&mut Flows) -> &mut i64,
) {
    let mut leaders: BTreeMap<Uuid, &StayRow> = BTreeMap::new();
    let rank = |stay: &StayRow| {
        (
            stay.relationship != "1",
            stay.born_on.to_jiff(),
            stay.resident_id,
        )
    };
    for stay in stays {
        let Some(family) = stay.family_id else {
            continue;
        };
        let leader = leaders.entry(family).or_insert(stay);
        if rank(stay) < rank(leader) {
            *leader = stay;
        }
    }
    for leader in leaders.values() {
        *number(hamlets.entry(key(leader)).or_default()) += 1;
    }
}

/// The book's content.
pub fn table(stays: &[StayRow], month: &Period) -> Table {
    let hamlets = flows(stays, month);
    let mut total = Flows::default();
    let mut rows = Vec::with_capacity(hamlets.len() + 1);
    for (number, ((_, hamlet), flows)) in (1..).zip(&hamlets) {
        total.add(flows);
        let name = hamlet.as_ref().map_or("Tanpa dusun", HamletName::as_str);
        let mut row = vec![many(number), line(name)];
        row.extend(flows.cells().map(many));
        row.push(line(&flows.note()));
        rows.push(row);
    }
    let mut row = vec![line(""), line("Jumlah")];
    row.extend(total.cells().map(many));
    row.push(line(""));
    rows.push(row);
    Table {
        columns: COLUMNS,
        rows,
        has_total: true,
    }
}
