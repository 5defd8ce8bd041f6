//! A person as the office's form has her.

use jiff::civil::Date;
use kernel::{
    AreaNumber, CodeTable, FamilyCardNumber, HamletName, Nik, PersonName, Phone, Sex, time,
};
use web::Form;

use super::{Documents, Facts, Place};

/// Longest address, in characters.
const ADDRESS: usize = 200;
/// Longest number of a paper.
const PAPER: usize = 40;

/// What the form says: who it is, and where she belongs.
pub struct Draft {
    pub facts: Facts,
    pub card: Option<FamilyCardNumber>,
    pub place: Place,
    pub address: String,
}

impl Draft {
    /// Reads the form; `None` when something is wrong with a field, which the form then says.
    ///
    /// NIK and family card are read only where they were typed: a page shows them covered, and what is
    /// left empty there stays as it is. The caller knows which of the two it is.
    pub fn read(form: &mut Form, today: Date) -> Option<Self> {
        let name = form.read("nama", PersonName::parse);
        let nik = optional(form, "nik", Nik::parse);
        let card = optional(form, "no_kk", FamilyCardNumber::parse);
        let sex = form.read("jenis_kelamin", |text| {
            Sex::read(text).ok_or("Pilih laki-laki atau perempuan.")
        });
        let birth_place = form.line("tempat_lahir", 100);
        let born_on = form.read("tanggal_lahir", |text| past_day(text, today));
        let mut facts = Facts::of(name?, sex?, born_on?);
        facts.nik = nik.flatten();
        facts.birth_place = birth_place;
        facts.religion = code(form, "agama", CodeTable::Religion);
        facts.education = code(form, "pendidikan", CodeTable::Education);
        facts.current_education = code(form, "pendidikan_sedang", CodeTable::CurrentEducation);
        facts.occupation = code(form, "pekerjaan", CodeTable::Occupation);
        facts.marital_status = code(form, "status_kawin", CodeTable::MaritalStatus);
        facts.blood_type = code(form, "golongan_darah", CodeTable::BloodType);
        facts.citizenship = or_first(code(form, "kewarganegaraan", CodeTable::Citizenship));
        facts.disability = code(form, "disabilitas", CodeTable::DisabilityOnForm);
        facts.health_insurance = code(form, "asuransi", CodeTable::HealthInsurance);
        facts.relationship = code(form, "hubungan", CodeTable::Relationship);
        facts.residency = or_first(code(form, "status_penduduk", CodeTable::Residency));
        facts.present_address = form.line("alamat_sekarang", ADDRESS);
        facts.father = optional(form, "nama_ayah", PersonName::parse).flatten();
        facts.mother = optional(form, "nama_ibu", PersonName::parse).flatten();
        facts.phone = optional(form, "telepon", Phone::parse).flatten();
        facts.documents = Documents {
            birth_certificate: form.line("akta_lahir", PAPER),
            passport: form.line("paspor", PAPER),
            passport_until: day(form, "paspor_sampai"),
            stay_permit: form.line("kitas", PAPER),
            marriage_certificate: form.line("akta_kawin", PAPER),
            married_on: day(form, "tanggal_kawin"),
            divorce_certificate: form.line("akta_cerai", PAPER),
            divorced_on: day(form, "tanggal_cerai"),
        };
        let card = card.flatten();
        let place = place(form);
        let address = form.line("alamat", ADDRESS);
        let joins = card.is_some() || !form.raw("keluarga").is_empty();
        if facts.relationship.is_empty() && joins {
            form.wrong("hubungan", "Pilih hubungannya dengan kepala keluarga.");
        }
        form.is_good().then_some(Self {
            facts,
            card,
            place: place?,
            address,
        })
    }

    /// What deserves a second look, in sentences; nothing of it is a refusal.
    pub fn notes(&self, regency: Option<kernel::RegencyCode>) -> Vec<String> {
        let facts = kernel::NikFacts {
            birth_date: Some(self.facts.born_on),
            sex: Some(self.facts.sex),
            regency,
        };
        let nik = self.facts.nik.as_ref();
        let of_nik = nik
            .into_iter()
            .flat_map(|nik| nik.notes(&facts))
            .map(|note| note.to_string());
        let of_name = self
            .facts
            .name
            .notes()
            .into_iter()
            .map(|note| note.to_string());
        of_nik.chain(of_name).collect()
    }
}

/// Hamlet, RW and RT of a form.
pub fn place(form: &mut Form) -> Option<Place> {
    let hamlet = HamletName::read(&form.line("dusun", 60));
    let rw = form.read("rw", AreaNumber::read)?;
    let rt = form.read("rt", AreaNumber::read)?;
    Some(Place { hamlet, rw, rt })
}

/// A number that may be missing.
pub fn optional<T, E: ToString>(
    form: &mut Form,
    name: &'static str,
    reader: impl FnOnce(&str) -> Result<T, E>,
) -> Option<Option<T>> {
    form.read(name, |text| {
        if text.is_empty() {
            return Ok(None);
        }
        reader(text).map(Some)
    })
}

/// The day of a field that is not later than `today`.
pub fn past_day(text: &str, today: Date) -> Result<Date, String> {
    let day = time::typed_date(text).map_err(|error| error.to_string())?;
    if day > today {
        return Err("Tanggal ini belum terjadi.".to_owned());
    }
    if i32::from(day.year()) < i32::from(today.year()) - 130 {
        return Err("Tahunnya terlalu lama; periksa lagi.".to_owned());
    }
    Ok(day)
}

fn day(form: &mut Form, name: &'static str) -> Option<Date> {
    optional(form, name, time::typed_date).flatten()
}

fn code(form: &mut Form, name: &'static str, table: CodeTable) -> &'static str {
    let typed = form.raw(name).trim().to_owned();
    if typed.is_empty() {
        return "";
    }
    match table.find(&typed) {
        Some(found) => found.code,
        None => {
            form.wrong(name, "Pilih salah satu dari daftar.");
            ""
        }
    }
}

fn or_first(code: &'static str) -> &'static str {
    if code.is_empty() { "1" } else { code }
}

/// The regency a village lies in, as NIK name it.
pub fn regency_of(code: &str) -> Option<kernel::RegencyCode> {
    code.get(..5)?.parse().ok()
}
