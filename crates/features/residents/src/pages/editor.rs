//! The form about a person.

use kernel::CodeTable;
use serde::Serialize;
use uuid::Uuid;
use web::{Form, FormView, Page};

use super::{Choice, LONG, choices, person::Opened};
use crate::{domain::EventKind, store::people::ResidentRow};

/// What `residents/edit.html` receives.
#[derive(Debug, Serialize)]
pub struct Editor {
    pub action: String,
    pub back: String,
    /// "Lahir", "Datang", "Pencatatan awal", or that it is corrected.
    pub title: String,
    pub is_new: bool,
    /// How somebody new comes in.
    pub asal: &'static str,
    pub form: FormView,
    /// What lies closed, as the fields' hints.
    pub covers: Covers,
    pub lists: Lists,
}

/// What is there already of what lies closed; empty where there is nothing.
#[derive(Debug, Default, Serialize)]
pub struct Covers {
    pub nik: String,
    pub no_kk: String,
    pub nama_ayah: String,
    pub nama_ibu: String,
    pub telepon: String,
}

/// The lists of the form's fields.
#[derive(Debug, Serialize)]
pub struct Lists {
    pub sex: Vec<Choice>,
    pub religion: Vec<Choice>,
    pub education: Vec<Choice>,
    pub current_education: Vec<Choice>,
    pub occupation: Vec<Choice>,
    pub marital_status: Vec<Choice>,
    pub blood_type: Vec<Choice>,
    pub citizenship: Vec<Choice>,
    pub disability: Vec<Choice>,
    pub health_insurance: Vec<Choice>,
    pub relationship: Vec<Choice>,
    pub residency: Vec<Choice>,
}

impl Lists {
    fn all() -> Self {
        Self {
            sex: choices(CodeTable::Sex),
            religion: choices(CodeTable::Religion),
            education: choices(CodeTable::Education),
            current_education: choices(CodeTable::CurrentEducation),
            occupation: choices(CodeTable::Occupation),
            marital_status: choices(CodeTable::MaritalStatus),
            blood_type: choices(CodeTable::BloodType),
            citizenship: choices(CodeTable::Citizenship),
            disability: choices(CodeTable::DisabilityOnForm),
            health_insurance: choices(CodeTable::HealthInsurance),
            relationship: choices(CodeTable::Relationship),
            residency: choices(CodeTable::Residency),
        }
    }
}

impl Editor {
    /// The form as it was typed, of somebody new or of one who is there.
    pub fn new(kind: EventKind, form: &Form, of: Option<(Uuid, Vec<Opened>)>) -> Self {
        let (action, back, covered) = match of {
            Some((id, covered)) => {
                let here = format!("/kantor/penduduk/{id}");
                (format!("{here}/ubah"), here, covered)
            }
            None => (
                "/kantor/penduduk/baru".to_owned(),
                "/kantor/penduduk".to_owned(),
                Vec::new(),
            ),
        };
        let is_new = covered.is_empty();
        let title = match kind {
            _ if !is_new => "Perbaiki data",
            EventKind::Birth => "Catat kelahiran",
            EventKind::Arrival => "Catat kedatangan",
            _ => "Catat penduduk",
        };
        Self {
            action,
            back,
            title: title.to_owned(),
            is_new,
            asal: kind.word(),
            form: form.view(),
            covers: Covers::of(covered),
            lists: Lists::all(),
        }
    }

    /// The form as the register fills it; what lies closed stays out of it.
    pub fn filled(row: &ResidentRow, covered: &[Opened]) -> Self {
        let text = |date: Option<jiff_sqlx::Date>| {
            date.map(|date| date.to_jiff().to_string())
                .unwrap_or_default()
        };
        let form = Form::filled([
            ("versi", row.version.to_string()),
            ("nama", row.name.clone()),
            ("jenis_kelamin", row.sex.clone()),
            ("tempat_lahir", row.birth_place.clone()),
            ("tanggal_lahir", row.born_on.to_jiff().to_string()),
            ("agama", row.religion.clone()),
            ("pendidikan", row.education.clone()),
            ("pendidikan_sedang", row.current_education.clone()),
            ("pekerjaan", row.occupation.clone()),
            ("status_kawin", row.marital_status.clone()),
            ("golongan_darah", row.blood_type.clone()),
            ("kewarganegaraan", row.citizenship.clone()),
            ("disabilitas", row.disability.clone()),
            ("asuransi", row.health_insurance.clone()),
            ("hubungan", row.relationship.clone()),
            ("status_penduduk", row.residency.clone()),
            ("alamat_sekarang", row.present_address.clone()),
            ("akta_lahir", row.birth_certificate.clone()),
            ("paspor", row.passport.clone()),
            ("paspor_sampai", text(row.passport_until)),
            ("kitas", row.stay_permit.clone()),
            ("akta_kawin", row.marriage_certificate.clone()),
            ("tanggal_kawin", text(row.married_on)),
            ("akta_cerai", row.divorce_certificate.clone()),
            ("tanggal_cerai", text(row.divorced_on)),
            ("dusun", row.hamlet.clone()),
            ("rw", row.rw.clone()),
            ("rt", row.rt.clone()),
        ]);
        Self::new(EventKind::Recorded, &form, Some((row.id, covered.to_vec())))
    }
}

impl Covers {
    fn of(covered: Vec<Opened>) -> Self {
        let mut covers = Self::default();
        for value in covered {
            let field = match value.label {
                "NIK" => &mut covers.nik,
                "Nomor KK" => &mut covers.no_kk,
                "Nama ayah" => &mut covers.nama_ayah,
                "Nama ibu" => &mut covers.nama_ibu,
                "Telepon" => &mut covers.telepon,
                _ => continue,
            };
            *field = value.value;
        }
        covers
    }
}

impl Page for Editor {
    const TEMPLATE: &'static str = "residents/edit.html";

    fn samples() -> Vec<Self> {
        let mut wrong = Form::filled([("nama", LONG.to_owned()), ("rt", "abc <b>".to_owned())]);
        wrong.wrong(
            "rt",
            "RT dan RW ditulis dengan angka, misalnya 1, 001 atau RT 02.",
        );
        wrong.wrong("nik", "NIK ini sudah tercatat.");
        let covered = vec![
            Opened::new("NIK", "630302******9001".into()),
            Opened::new("Nama ibu", "S*** A***".into()),
        ];
        vec![
            Self::new(EventKind::Recorded, &Form::default(), None),
            Self::new(EventKind::Birth, &wrong, None),
            Self::new(EventKind::Arrival, &Form::default(), None),
            Self::new(EventKind::Recorded, &wrong, Some((Uuid::nil(), covered))),
        ]
    }
}
