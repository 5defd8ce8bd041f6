//! Somebody in an office, as the office writes her down.

use kernel::VillageKind;
use uuid::Uuid;
use web::Form;

use super::fields;

/// Longest name and office, in characters.
const NAME: usize = 120;
const TERM: usize = 40;
const NOTE: usize = 200;
/// People a village may list; the public page shows as many.
pub const MOST: i64 = 400;

/// The parts of a village's government, in the order of the law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    Government,
    Council,
    Neighbourhoods,
    Institutions,
}

impl Section {
    pub const ALL: [Self; 4] = [
        Self::Government,
        Self::Council,
        Self::Neighbourhoods,
        Self::Institutions,
    ];

    /// As the table says it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Government => "pemerintah",
            Self::Council => "bpd",
            Self::Neighbourhoods => "rt",
            Self::Institutions => "lembaga",
        }
    }

    /// The parts that such a village has: a kelurahan has no council of its own.
    pub fn of(kind: VillageKind) -> impl Iterator<Item = Self> {
        Self::ALL
            .into_iter()
            .filter(move |section| *section != Self::Council || kind.has_bpd())
    }

    /// As the page of the village's government heads it.
    pub fn heading(self, kind: VillageKind) -> String {
        match self {
            Self::Government => format!("Pemerintah {}", kind.label()),
            Self::Council => "Badan Permusyawaratan Desa (BPD)".to_owned(),
            Self::Neighbourhoods => "Rukun Tetangga dan Rukun Warga".to_owned(),
            Self::Institutions => "Lembaga Kemasyarakatan".to_owned(),
        }
    }
}

/// Somebody who can be saved.
#[derive(Debug, Clone)]
pub struct OfficialDraft {
    pub section: Section,
    pub name: String,
    pub office: String,
    pub term: String,
    pub note: String,
    pub photo: Option<Uuid>,
}

impl OfficialDraft {
    /// Reads the form; `None` when something is wrong with a field, which the form then says.
    pub fn read(form: &mut Form, kind: VillageKind, photo: Option<Uuid>) -> Option<Self> {
        let section = form.read("bagian", |word| {
            Section::of(kind)
                .find(|section| section.as_str() == word)
                .ok_or("Pilih bagiannya dari daftar.")
        });
        let name = fields::named(form, "nama", NAME, "Isi namanya, dengan gelar bila ada.");
        let office = fields::named(form, "jabatan", NAME, "Isi jabatannya.");
        let term = form.line("masa", TERM);
        let note = form.line("catatan", NOTE);
        if !form.is_good() {
            return None;
        }
        Some(Self {
            section: section?,
            name,
            office,
            term,
            note,
            photo,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kelurahan_has_no_council() {
        let read = |kind| {
            let mut form = Form::parse(b"bagian=bpd&nama=Norhalimah&jabatan=Ketua");
            OfficialDraft::read(&mut form, kind, None).is_some()
        };
        assert!(read(VillageKind::Desa));
        assert!(!read(VillageKind::Kelurahan));
    }
}
