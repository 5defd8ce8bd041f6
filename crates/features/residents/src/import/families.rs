//! What only the whole table shows: somebody twice, families without a head or with two.

use std::collections::{BTreeMap, HashMap, HashSet};

use kernel::FamilyCardNumber;
use sheets::{Finding, Findings, Severity};

use super::entry::Entry;

/// Looks at all rows together. `heads` are the families of which some row, taken or not, is the head.
pub(super) fn check(entries: &[Entry], heads: &HashSet<FamilyCardNumber>, findings: &mut Findings) {
    same_nik(entries, findings);
    same_person(entries, findings);
    let mut families: HashMap<FamilyCardNumber, Vec<&Entry>> = HashMap::new();
    for entry in entries {
        if let Some(card) = entry.card {
            families.entry(card).or_default().push(entry);
        }
    }
    let mut in_order: Vec<_> = families.into_iter().collect();
    in_order.sort_by_key(|(_, members)| members.first().map(|entry| entry.row));
    for (card, members) in in_order {
        head_of(&members, heads.contains(&card), findings);
        place_of(&members, findings);
    }
}

fn same_nik(entries: &[Entry], findings: &mut Findings) {
    let mut rows: HashMap<&str, Vec<u32>> = HashMap::new();
    for entry in entries {
        if let Some(nik) = &entry.facts.nik {
            rows.entry(nik.expose()).or_default().push(entry.row);
        }
    }
    each_named(rows.into_values(), findings, |others| {
        format!("NIK ini juga ada di {others}. Perbaiki atau hapus salah satunya.")
    });
}

/// People without NIK are told apart by name, birthday, sex and family.
fn same_person(entries: &[Entry], findings: &mut Findings) {
    let mut rows: BTreeMap<_, Vec<u32>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.facts.nik.is_none()) {
        let facts = &entry.facts;
        let card = entry.card.as_ref().map(|card| card.expose().to_owned());
        let who = (
            facts.name.key().text(),
            facts.born_on,
            facts.sex_code(),
            card,
        );
        rows.entry(who).or_default().push(entry.row);
    }
    each_named(rows.into_values(), findings, |others| {
        format!(
            "Orang tanpa NIK ini juga ada di {others}: nama, tanggal lahir dan keluarganya sama."
        )
    });
}

/// Refuses every row of a group of more than one, naming the others.
fn each_named(
    groups: impl Iterator<Item = Vec<u32>>,
    findings: &mut Findings,
    words: impl Fn(&str) -> String,
) {
    let mut groups: Vec<Vec<u32>> = groups.filter(|rows| rows.len() > 1).collect();
    groups.sort();
    for rows in groups {
        for row in &rows {
            let reason = words(&others(&rows, *row));
            findings.push(Finding::new(*row, Severity::Stop, reason));
        }
    }
}

/// `baris 3`, `baris 3 dan 9`, `baris 3, 9, 12 dan 40 baris lain`.
fn others(rows: &[u32], but: u32) -> String {
    let others: Vec<String> = rows
        .iter()
        .filter(|row| **row != but)
        .map(u32::to_string)
        .collect();
    match others.as_slice() {
        [one] => format!("baris {one}"),
        [first @ .., last] if others.len() <= 3 => format!("baris {} dan {last}", first.join(", ")),
        many => format!(
            "baris {} dan {} baris lain",
            many[..3.min(many.len())].join(", "),
            many.len().saturating_sub(3)
        ),
    }
}

fn head_of(members: &[&Entry], has_head: bool, findings: &mut Findings) {
    let heads: Vec<u32> = members
        .iter()
        .filter(|entry| entry.is_present_head())
        .map(|entry| entry.row)
        .collect();
    if heads.len() > 1 {
        for row in &heads {
            let reason = format!(
                "Keluarga ini punya lebih dari satu kepala keluarga: juga di {}.",
                others(&heads, *row)
            );
            findings.push(Finding::new(*row, Severity::Stop, reason));
        }
    } else if let (false, Some(first)) = (has_head, members.first()) {
        let reason = "Keluarga dengan nomor KK ini tidak punya kepala keluarga dalam berkas.";
        findings.push(Finding::new(first.row, Severity::Warning, reason));
    }
}

fn place_of(members: &[&Entry], findings: &mut Findings) {
    let Some((first, rest)) = members.split_first() else {
        return;
    };
    for entry in rest {
        let what = match (
            entry.place == first.place,
            same_words(&entry.address, &first.address),
        ) {
            (true, true) => continue,
            (false, true) => "RT, RW atau dusun",
            (true, false) => "Alamat",
            (false, false) => "Alamat dan RT, RW atau dusun",
        };
        let reason = format!(
            "{what} berbeda dengan baris {}, padahal nomor KK-nya sama.",
            first.row
        );
        findings.push(Finding::new(entry.row, Severity::Warning, reason));
    }
}

/// An empty address is no other address.
fn same_words(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.to_lowercase().replace(['.', ','], " ");
    let words = |text: &str| plain(text).split_whitespace().collect::<Vec<_>>().join(" ");
    one.is_empty() || other.is_empty() || words(one) == words(other)
}
