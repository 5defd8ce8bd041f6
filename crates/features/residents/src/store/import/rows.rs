//! Rows on their way into the tables, many in one statement.

use jiff::civil::Date;
use serde::{Serialize, Serializer};
use uuid::Uuid;
use vault::KeySet;

use crate::{
    domain::{Facts, State},
    store::columns::{CARD, FATHER, MOTHER, NIK, PHONE},
};

/// Bytes as Postgres reads them out of JSON.
#[derive(Clone)]
pub struct Bytes(pub Vec<u8>);

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        const DIGITS: [char; 16] = [
            '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
        ];
        let mut text = String::with_capacity(2 + self.0.len() * 2);
        text.push_str("\\x");
        for byte in &self.0 {
            text.push(DIGITS[usize::from(byte >> 4)]);
            text.push(DIGITS[usize::from(byte & 15)]);
        }
        to.serialize_str(&text)
    }
}

/// A row of `residents`, sealed.
#[derive(Serialize)]
pub struct ResidentRow {
    pub id: Uuid,
    nik_sealed: Option<Bytes>,
    nik_index: Option<Bytes>,
    name: String,
    name_key: String,
    name_sound: String,
    sex: &'static str,
    birth_place: String,
    born_on: Date,
    religion: &'static str,
    education: &'static str,
    current_education: &'static str,
    occupation: &'static str,
    marital_status: &'static str,
    blood_type: &'static str,
    citizenship: &'static str,
    disability: &'static str,
    health_insurance: &'static str,
    relationship: &'static str,
    family_id: Option<Uuid>,
    area_id: Uuid,
    present_address: String,
    residency: &'static str,
    state: &'static str,
    since: Date,
    father_sealed: Option<Bytes>,
    mother_sealed: Option<Bytes>,
    phone_sealed: Option<Bytes>,
    phone_index: Option<Bytes>,
    birth_certificate: String,
    passport: String,
    passport_until: Option<Date>,
    stay_permit: String,
    marriage_certificate: String,
    married_on: Option<Date>,
    divorce_certificate: String,
    divorced_on: Option<Date>,
    /// The version it has, for rows that are changed.
    version: i64,
}

/// Whose row it is, and where she belongs.
pub struct Whose {
    pub id: Uuid,
    pub version: i64,
    pub family: Option<Uuid>,
    pub area: Uuid,
    pub state: State,
    pub since: Date,
}

impl ResidentRow {
    /// Closes what is closed.
    pub fn seal(keys: &KeySet, whose: Whose, facts: Facts) -> Self {
        let id = whose.id;
        let key = facts.name.key();
        let nik = facts.nik.as_ref();
        let phone = facts.phone.as_ref();
        let sealed = |bytes: Vec<u8>| Bytes(bytes);
        let papers = facts.documents.clone();
        Self {
            id,
            nik_sealed: nik.map(|nik| sealed(keys.close(NIK.of(id), nik))),
            nik_index: nik.map(|nik| sealed(keys.index(NIK, nik).as_bytes().to_vec())),
            name_key: key.text(),
            name_sound: key.sound(),
            sex: facts.sex_code(),
            born_on: facts.born_on,
            religion: facts.religion,
            education: facts.education,
            current_education: facts.current_education,
            occupation: facts.occupation,
            marital_status: facts.marital_status,
            blood_type: facts.blood_type,
            citizenship: facts.citizenship,
            disability: facts.disability,
            health_insurance: facts.health_insurance,
            relationship: facts.relationship,
            family_id: whose.family,
            area_id: whose.area,
            residency: facts.residency,
            state: whose.state.as_str(),
            since: whose.since,
            father_sealed: facts
                .father
                .as_ref()
                .map(|name| sealed(keys.close(FATHER.of(id), name))),
            mother_sealed: facts
                .mother
                .as_ref()
                .map(|name| sealed(keys.close(MOTHER.of(id), name))),
            phone_sealed: phone.map(|phone| sealed(keys.close(PHONE.of(id), phone))),
            phone_index: phone.map(|phone| sealed(keys.index(PHONE, phone).as_bytes().to_vec())),
            birth_certificate: papers.birth_certificate,
            passport: papers.passport,
            passport_until: papers.passport_until,
            stay_permit: papers.stay_permit,
            marriage_certificate: papers.marriage_certificate,
            married_on: papers.married_on,
            divorce_certificate: papers.divorce_certificate,
            divorced_on: papers.divorced_on,
            version: whose.version,
            name: facts.name.as_str().to_owned(),
            birth_place: facts.birth_place,
            present_address: facts.present_address,
        }
    }
}

/// A row of `families`, sealed.
#[derive(Serialize)]
pub struct FamilyRow {
    pub id: Uuid,
    pub card_sealed: Bytes,
    pub card_index: Bytes,
    pub area_id: Uuid,
    pub address: String,
    pub version: i64,
}

impl FamilyRow {
    /// Closes the number of the card.
    pub fn seal(keys: &KeySet, family: &crate::import::compare::FamilyPlan, area: Uuid) -> Self {
        Self {
            id: family.id,
            card_sealed: Bytes(keys.close(CARD.of(family.id), &family.card)),
            card_index: Bytes(keys.index(CARD, &family.card).as_bytes().to_vec()),
            area_id: area,
            address: family.address.clone(),
            version: family.version.unwrap_or(1),
        }
    }
}

/// Where the counting of somebody begins.
#[derive(Serialize)]
pub struct Beginning {
    pub resident_id: Uuid,
    pub span_id: Uuid,
    pub event_id: Uuid,
    pub from_on: Date,
}

/// A row of `import_changes`.
#[derive(Serialize)]
pub struct ChangeRow {
    pub position: i32,
    pub resident_id: Option<Uuid>,
    pub family_id: Option<Uuid>,
    pub before: Option<Bytes>,
}

/// A new part of the village.
#[derive(Serialize)]
pub struct AreaRow {
    pub id: Uuid,
    pub hamlet: String,
    pub hamlet_key: String,
    pub rw: String,
    pub rt: String,
}
