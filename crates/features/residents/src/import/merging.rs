//! What a row changes of somebody who is registered. What the row does not say stays: an empty cell
//! takes nothing away.

use super::{entry::Entry, known::Person};
use crate::domain::{Facts, Place};

/// Somebody as the table has her, and what is different of her.
pub(super) struct Merged {
    pub facts: Facts,
    pub place: Place,
    /// Labels of what is different.
    pub fields: Vec<&'static str>,
}

/// Collects what is different.
struct Differences(Vec<&'static str>);

impl Differences {
    fn code(&mut self, label: &'static str, here: &mut &'static str, there: &'static str) {
        if !there.is_empty() && *here != there {
            *here = there;
            self.0.push(label);
        }
    }

    fn text(&mut self, label: &'static str, here: &mut String, there: &str) {
        if !there.is_empty() && here != there {
            there.clone_into(here);
            self.0.push(label);
        }
    }

    fn value<T: Clone + PartialEq>(
        &mut self,
        label: &'static str,
        here: &mut Option<T>,
        there: Option<&T>,
    ) {
        if there.is_some() && here.as_ref() != there {
            *here = there.cloned();
            self.0.push(label);
        }
    }
}

/// The person as the row has her.
pub(super) fn merge(person: &Person, entry: &Entry) -> Merged {
    let mut facts = person.facts.clone();
    let mut found = Differences(Vec::new());
    let said = &entry.facts;
    found.value("NIK", &mut facts.nik, said.nik.as_ref());
    if facts.name != said.name {
        facts.name = said.name.clone();
        found.0.push("Nama");
    }
    if facts.sex != said.sex {
        facts.sex = said.sex;
        found.0.push("Jenis kelamin");
    }
    if facts.born_on != said.born_on {
        facts.born_on = said.born_on;
        found.0.push("Tanggal lahir");
    }
    found.text("Tempat lahir", &mut facts.birth_place, &said.birth_place);
    codes(&mut found, &mut facts, entry);
    found.value("Nama ayah", &mut facts.father, said.father.as_ref());
    found.value("Nama ibu", &mut facts.mother, said.mother.as_ref());
    found.value("Telepon", &mut facts.phone, said.phone.as_ref());
    let label = "Alamat tempat tinggal sekarang";
    let address = present_address(entry, person.family_id.is_some());
    found.text(label, &mut facts.present_address, address);
    papers(&mut found, &mut facts, entry);
    let place = Place {
        hamlet: entry.place.hamlet.clone().or(person.place.hamlet.clone()),
        rw: entry.place.rw.or(person.place.rw),
        rt: entry.place.rt.or(person.place.rt),
    };
    if place != person.place {
        found.0.push("Dusun, RW atau RT");
    }
    Merged {
        facts,
        place,
        fields: found.0,
    }
}

fn codes(found: &mut Differences, facts: &mut Facts, entry: &Entry) {
    let said = &entry.facts;
    found.code("Agama", &mut facts.religion, said.religion);
    found.code("Pendidikan", &mut facts.education, said.education);
    let label = "Pendidikan yang sedang ditempuh";
    found.code(label, &mut facts.current_education, said.current_education);
    found.code("Pekerjaan", &mut facts.occupation, said.occupation);
    let label = "Status perkawinan";
    found.code(label, &mut facts.marital_status, said.marital_status);
    found.code("Golongan darah", &mut facts.blood_type, said.blood_type);
    found.code("Disabilitas", &mut facts.disability, said.disability);
    let label = "Asuransi kesehatan";
    found.code(label, &mut facts.health_insurance, said.health_insurance);
    let label = "Hubungan dalam keluarga";
    found.code(label, &mut facts.relationship, said.relationship);
    if entry.said.citizenship {
        found.code("Kewarganegaraan", &mut facts.citizenship, said.citizenship);
    }
    if entry.said.residency {
        found.code("Status penduduk", &mut facts.residency, said.residency);
    }
}

fn papers(found: &mut Differences, facts: &mut Facts, entry: &Entry) {
    let (here, there) = (&mut facts.documents, &entry.facts.documents);
    let label = "Nomor akta lahir";
    found.text(label, &mut here.birth_certificate, &there.birth_certificate);
    found.text("Nomor paspor", &mut here.passport, &there.passport);
    let label = "Paspor berlaku sampai";
    found.value(
        label,
        &mut here.passport_until,
        there.passport_until.as_ref(),
    );
    found.text(
        "Nomor KITAS/KITAP",
        &mut here.stay_permit,
        &there.stay_permit,
    );
    let label = "Nomor akta perkawinan";
    found.text(
        label,
        &mut here.marriage_certificate,
        &there.marriage_certificate,
    );
    let label = "Tanggal perkawinan";
    found.value(label, &mut here.married_on, there.married_on.as_ref());
    let label = "Nomor akta perceraian";
    found.text(
        label,
        &mut here.divorce_certificate,
        &there.divorce_certificate,
    );
    let label = "Tanggal perceraian";
    found.value(label, &mut here.divorced_on, there.divorced_on.as_ref());
}

/// Who has no family card has no other address than her own.
pub(super) fn present_address(entry: &Entry, has_family: bool) -> &str {
    let own = entry.facts.present_address.as_str();
    if own.is_empty() && entry.card.is_none() && !has_family {
        return &entry.address;
    }
    own
}
