//! What the page with her data receives: numbers with their last four digits only, for others may look over
//! her shoulder.

use kernel::{Nik, time};
use residents::{lookup::Known, store::rights::RequestRow};
use serde::Serialize;
use web::{Form, FormView, Page};

use super::forms;

/// Something the register knows.
#[derive(Debug, Serialize)]
pub struct Fact {
    pub label: &'static str,
    pub value: String,
}

/// Somebody of her family.
#[derive(Debug, Serialize)]
pub struct MemberView {
    pub name: String,
    pub relationship: String,
    pub facts: Vec<Fact>,
}

/// Something she wants put right.
#[derive(Debug, Serialize)]
pub struct RequestView {
    pub day: String,
    /// A word of the list of states.
    pub state: &'static str,
    pub answer: String,
}

/// What `citizens/data.html` receives.
#[derive(Debug, Serialize)]
pub struct DataPage {
    pub name: String,
    pub facts: Vec<Fact>,
    pub family: Vec<MemberView>,
    pub requests: Vec<RequestView>,
    pub form: FormView,
}

impl DataPage {
    pub fn new(own: &Known, family: &[Known], requests: &[RequestRow], form: &Form) -> Self {
        let members = family.iter().map(|member| MemberView {
            name: member.name.clone(),
            relationship: member.relationship.clone(),
            facts: few(member),
        });
        let requests = requests.iter().map(|request| RequestView {
            day: time::long_date(request.made_at.to_jiff()),
            state: state(&request.state),
            answer: request.answer.clone(),
        });
        Self {
            name: own.name.clone(),
            facts: all(own),
            family: members.collect(),
            requests: requests.collect(),
            form: form.view(),
        }
    }
}

/// What became of a request.
fn state(word: &str) -> &'static str {
    match word {
        "done" => "Sudah diperbaiki",
        "refused" => "Tidak diperbaiki",
        _ => "Menunggu",
    }
}

/// The last four digits of a number.
fn last_four(number: &str) -> String {
    match number.parse::<Nik>() {
        Ok(nik) => nik.masked_strict(),
        Err(_) if number.len() > 4 && number.is_ascii() => {
            let (covered, shown) = number.split_at(number.len() - 4);
            format!("{}{shown}", "*".repeat(covered.len()))
        }
        Err(_) => String::new(),
    }
}

fn born(known: &Known) -> String {
    let day = time::long_date(known.born_on);
    match known.birth_place.as_str() {
        "" => day,
        place => format!("{place}, {day}"),
    }
}

fn place(known: &Known) -> String {
    let parts = [
        ("", known.address.as_str()),
        ("Dusun ", known.hamlet.as_str()),
        ("RT ", known.rt.as_str()),
        ("RW ", known.rw.as_str()),
    ];
    let known = parts.iter().filter(|(_, value)| !value.is_empty());
    let words: Vec<String> = known
        .map(|(before, value)| {
            let is_said = value
                .to_lowercase()
                .starts_with(before.trim_end().to_lowercase().as_str());
            if is_said {
                (*value).to_owned()
            } else {
                format!("{before}{value}")
            }
        })
        .collect();
    words.join(", ")
}

/// Those facts that are known.
fn known_of<const N: usize>(facts: [(&'static str, String); N]) -> Vec<Fact> {
    let known = facts.into_iter().filter(|(_, value)| !value.is_empty());
    known.map(|(label, value)| Fact { label, value }).collect()
}

fn few(known: &Known) -> Vec<Fact> {
    known_of([
        ("NIK", last_four(&known.nik)),
        ("Lahir", born(known)),
        ("Jenis kelamin", known.sex.clone()),
    ])
}

fn all(known: &Known) -> Vec<Fact> {
    let phone = known.phone.as_ref().map(kernel::Phone::masked);
    known_of([
        ("NIK", last_four(&known.nik)),
        ("Nomor KK", last_four(&known.family_card)),
        ("Lahir", born(known)),
        ("Jenis kelamin", known.sex.clone()),
        ("Agama", known.religion.clone()),
        ("Status perkawinan", known.marital_status.clone()),
        ("Pendidikan", known.education.clone()),
        ("Pekerjaan", known.occupation.clone()),
        ("Golongan darah", known.blood_type.clone()),
        ("Kewarganegaraan", known.citizenship.clone()),
        ("Hubungan dalam keluarga", known.relationship.clone()),
        ("Alamat", place(known)),
        ("Nama ayah", known.father.clone()),
        ("Nama ibu", known.mother.clone()),
        ("Telepon", phone.unwrap_or_default()),
    ])
}

impl Page for DataPage {
    const TEMPLATE: &'static str = "citizens/data.html";

    fn samples() -> Vec<Self> {
        let fact = |label| Fact {
            label,
            value: "************9002".to_owned(),
        };
        let [empty, wrong] = forms("perbaikan");
        vec![
            Self {
                name: "Siti <b>".to_owned(),
                facts: vec![fact("NIK")],
                family: Vec::new(),
                requests: Vec::new(),
                form: empty,
            },
            Self {
                name: "Siti".to_owned(),
                facts: vec![fact("NIK"), fact("Nomor KK")],
                family: vec![MemberView {
                    name: "Aluh \"<b>\"".to_owned(),
                    relationship: "Anak".to_owned(),
                    facts: vec![fact("NIK")],
                }],
                requests: ["waiting", "done", "refused"]
                    .map(|word| RequestView {
                        day: "25 November 2026".to_owned(),
                        state: state(word),
                        answer: if word == "waiting" {
                            String::new()
                        } else {
                            "Sesuai akta <b>.".to_owned()
                        },
                    })
                    .into(),
                form: wrong,
            },
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_number_only_the_last_four_digits_are_shown() {
        assert_eq!(last_four("6303025708909002"), "************9002");
        assert_eq!(last_four("6303022511269001"), "************9001");
        assert_eq!(last_four("123"), "");
        assert_eq!(last_four(""), "");
    }
}
