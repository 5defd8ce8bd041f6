//! What the register knows of a person.

use jiff::civil::Date;
use kernel::{CodeTable, Nik, PersonName, Phone, Sex};

/// A person as the form, an import and an export write her.
///
/// Fields of a code table hold a code of that table, or nothing (`""`) where nothing is known.
#[derive(Clone)]
pub struct Facts {
    pub name: PersonName,
    /// Nothing for who has none yet.
    pub nik: Option<Nik>,
    pub sex: Sex,
    pub birth_place: String,
    pub born_on: Date,
    /// [`CodeTable::Religion`]
    pub religion: &'static str,
    /// [`CodeTable::Education`]
    pub education: &'static str,
    /// [`CodeTable::CurrentEducation`]
    pub current_education: &'static str,
    /// [`CodeTable::Occupation`]
    pub occupation: &'static str,
    /// [`CodeTable::MaritalStatus`]
    pub marital_status: &'static str,
    /// [`CodeTable::BloodType`]
    pub blood_type: &'static str,
    /// [`CodeTable::Citizenship`]; `1` unless something else is known.
    pub citizenship: &'static str,
    /// [`CodeTable::DisabilityOnForm`]
    pub disability: &'static str,
    /// [`CodeTable::HealthInsurance`]
    pub health_insurance: &'static str,
    /// [`CodeTable::Relationship`]
    pub relationship: &'static str,
    /// [`CodeTable::Residency`]; `1` unless something else is known.
    pub residency: &'static str,
    pub present_address: String,
    pub father: Option<PersonName>,
    pub mother: Option<PersonName>,
    pub phone: Option<Phone>,
    pub documents: Documents,
}

/// Numbers and dates of papers, as they stand there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Documents {
    pub birth_certificate: String,
    pub passport: String,
    pub passport_until: Option<Date>,
    pub stay_permit: String,
    pub marriage_certificate: String,
    pub married_on: Option<Date>,
    pub divorce_certificate: String,
    pub divorced_on: Option<Date>,
}

impl Facts {
    /// Somebody of whom no more is known than who she is.
    pub fn of(name: PersonName, sex: Sex, born_on: Date) -> Self {
        Self {
            name,
            nik: None,
            sex,
            birth_place: String::new(),
            born_on,
            religion: "",
            education: "",
            current_education: "",
            occupation: "",
            marital_status: "",
            blood_type: "",
            citizenship: "1",
            disability: "",
            health_insurance: "",
            relationship: "",
            residency: "1",
            present_address: String::new(),
            father: None,
            mother: None,
            phone: None,
            documents: Documents::default(),
        }
    }

    /// Sex as the tables of codes write it.
    pub fn sex_code(&self) -> &'static str {
        match self.sex {
            Sex::Male => "1",
            Sex::Female => "2",
        }
    }

    /// Whether she is the head of her family.
    pub fn is_head(&self) -> bool {
        self.relationship == "1"
    }
}

/// The code of a table that is stored as this text; nothing for what the table does not have.
pub fn stored(table: CodeTable, code: &str) -> &'static str {
    table.find(code).map_or("", |found| found.code)
}
