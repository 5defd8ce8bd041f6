//! What deserves a second look before a letter is signed. Nothing of it is a refusal: a court may
//! have allowed what the law does not, and who reports late still reports.

use jiff::civil::Date;
use kernel::{PersonName, time};

use super::Value;
use crate::{
    facts::{Letter, Person},
    kind::{Question, Watch},
};

/// Sentences for whoever checks a letter: an age below the limit, a report that comes late, a name
/// that the registry would not accept.
pub fn notes(letter: &Letter) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(least) = letter.kind.about.least_age {
        notes.extend(too_young("Pemohon", &letter.applicant, least, letter.date));
    }
    for question in &letter.kind.questions {
        match question.watch {
            Some(Watch::LeastAge(least)) => {
                let people = letter.people.get(&question.key).into_iter().flatten();
                let young = people
                    .filter_map(|person| too_young(&question.label, person, least, letter.date));
                notes.extend(young);
            }
            Some(Watch::ReportWithin(days)) => notes.extend(late(letter, question, days)),
            Some(Watch::NewName) => {
                if let Some(Value::Text(name)) = letter.answers.get(&question.key)
                    && let Ok(name) = PersonName::parse(name)
                {
                    notes.extend(name.notes().iter().map(ToString::to_string));
                }
            }
            None => {}
        }
    }
    notes
}

fn too_young(who: &str, person: &Person, least: u8, today: Date) -> Option<String> {
    let years = time::age(person.born_on?, today);
    (years < i16::from(least)).then(|| {
        format!(
            "{who} berumur {years} tahun, di bawah {least} tahun. Periksa apakah ada dispensasi pengadilan."
        )
    })
}

fn late(letter: &Letter, question: &Question, days: u16) -> Option<String> {
    let Some(Value::Date(day)) = letter.answers.get(&question.key) else {
        return None;
    };
    let passed = letter.date.duration_since(*day).as_hours() / 24;
    (passed > i64::from(days)).then(|| {
        format!(
            "{} sudah {passed} hari yang lalu; batas pelaporannya {days} hari. Surat tetap dapat dibuat.",
            question.label
        )
    })
}
