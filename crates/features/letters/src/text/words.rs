//! The words between square brackets: what they are called, and what they stand for.

use crate::kind::{Ask, Kind};

/// Something known of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Particular {
    Name,
    Nik,
    FamilyCard,
    BirthPlace,
    BornOn,
    /// Place and date of birth.
    Born,
    Age,
    Sex,
    Religion,
    MaritalStatus,
    Occupation,
    Citizenship,
    Address,
    Rt,
    Rw,
    Hamlet,
    Father,
    Mother,
    /// To the head of the family, or to whoever asks: of people among the answers.
    Relationship,
}

/// Something known of the letter and the village it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fact {
    Village,
    VillageInFull,
    Subdistrict,
    Regency,
    Province,
    HeadTitle,
    SignerName,
    SignerTitle,
    Number,
    Date,
    ValidUntil,
}

/// An officer who puts a name below by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Officer {
    Rt,
    Rw,
    Subdistrict,
}

/// In what form a value is written; behind a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A number in words.
    Words,
    /// A day in words, with its name.
    Spelled,
    Weekday,
    Day,
    Clock,
    Capitals,
    Small,
}

/// What a value is, as far as forms care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Text,
    Number,
    Date,
    Time,
    DateTime,
}

/// A word, what it means, and what it stands for.
pub(super) type Word<T> = (&'static str, &'static str, T);

pub(super) const PARTICULARS: [Word<Particular>; 19] = [
    ("nama", "Nama lengkap", Particular::Name),
    ("nik", "NIK", Particular::Nik),
    ("no_kk", "Nomor KK", Particular::FamilyCard),
    ("tempat_lahir", "Tempat lahir", Particular::BirthPlace),
    ("tanggal_lahir", "Tanggal lahir", Particular::BornOn),
    ("ttl", "Tempat, tanggal lahir", Particular::Born),
    ("umur", "Umur", Particular::Age),
    ("jenis_kelamin", "Jenis kelamin", Particular::Sex),
    ("agama", "Agama", Particular::Religion),
    (
        "status_perkawinan",
        "Status perkawinan",
        Particular::MaritalStatus,
    ),
    ("pekerjaan", "Pekerjaan", Particular::Occupation),
    (
        "kewarganegaraan",
        "Kewarganegaraan",
        Particular::Citizenship,
    ),
    ("alamat", "Alamat", Particular::Address),
    ("rt", "RT", Particular::Rt),
    ("rw", "RW", Particular::Rw),
    ("dusun", "Dusun", Particular::Hamlet),
    ("nama_ayah", "Nama ayah", Particular::Father),
    ("nama_ibu", "Nama ibu", Particular::Mother),
    ("hubungan", "Hubungan keluarga", Particular::Relationship),
];

pub(super) const FACTS: [Word<Fact>; 11] = [
    ("desa", "Nama desa: Pembantanan", Fact::Village),
    (
        "desa_lengkap",
        "Nama desa: Desa Pembantanan",
        Fact::VillageInFull,
    ),
    ("kecamatan", "Kecamatan", Fact::Subdistrict),
    ("kabupaten", "Kabupaten", Fact::Regency),
    ("provinsi", "Provinsi", Fact::Province),
    (
        "jabatan_kepala",
        "Sebutan kepala desa: Pambakal, Lurah",
        Fact::HeadTitle,
    ),
    ("nama_penanda", "Nama penanda tangan", Fact::SignerName),
    (
        "jabatan_penanda",
        "Jabatan penanda tangan",
        Fact::SignerTitle,
    ),
    ("nomor_surat", "Nomor surat", Fact::Number),
    ("tanggal_surat", "Tanggal surat", Fact::Date),
    ("berlaku_sampai", "Berlaku sampai", Fact::ValidUntil),
];

pub(super) const FORMS: [Word<Form>; 7] = [
    (
        "terbilang",
        "Angka dengan kata: satu juta rupiah",
        Form::Words,
    ),
    ("huruf", "Tanggal dengan kata", Form::Spelled),
    ("hari", "Nama hari", Form::Weekday),
    ("tanggal", "Tanggalnya saja", Form::Day),
    ("jam", "Jamnya saja", Form::Clock),
    ("kapital", "HURUF BESAR", Form::Capitals),
    ("kecil", "huruf kecil", Form::Small),
];

pub(super) const OFFICERS: [Word<Officer>; 3] = [
    ("ketua_rt", "Ketua RT", Officer::Rt),
    ("ketua_rw", "Ketua RW", Officer::Rw),
    ("camat", "Camat", Officer::Subdistrict),
];

/// Words that stand for more than a word.
pub(super) const BLOCKS: [&str; 5] = [
    "identitas",
    "rincian",
    "daftar",
    "tanda_tangan",
    "mengetahui",
];

/// Rows of [`[identitas]`](super) where none are named.
pub(super) const OF_APPLICANT: [Particular; 9] = [
    Particular::Name,
    Particular::Nik,
    Particular::Born,
    Particular::Sex,
    Particular::Religion,
    Particular::MaritalStatus,
    Particular::Occupation,
    Particular::Citizenship,
    Particular::Address,
];

/// What a value stands for: a word, an answer, or a particular of people among the answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reference {
    Applicant(Particular),
    Fact(Fact),
    Answer(String),
    Part(String, Particular),
}

impl Particular {
    /// Its label in rows.
    pub(super) fn label(self) -> &'static str {
        PARTICULARS
            .iter()
            .find(|(_, _, known)| *known == self)
            .map_or("", |(_, label, _)| *label)
    }

    pub(super) fn shape(self) -> Shape {
        match self {
            Self::BornOn => Shape::Date,
            _ => Shape::Text,
        }
    }
}

impl Fact {
    pub(super) fn shape(self) -> Shape {
        match self {
            Self::Date | Self::ValidUntil => Shape::Date,
            _ => Shape::Text,
        }
    }
}

impl Shape {
    pub(super) fn of(ask: &Ask) -> Self {
        match ask {
            Ask::Whole | Ask::Decimal | Ask::Money => Self::Number,
            Ask::Date | Ask::PastDate => Self::Date,
            Ask::Time => Self::Time,
            Ask::DateTime => Self::DateTime,
            _ => Self::Text,
        }
    }

    pub(super) fn takes(self, form: Form) -> bool {
        match form {
            Form::Capitals | Form::Small => true,
            Form::Words => self == Self::Number,
            Form::Spelled | Form::Weekday => matches!(self, Self::Date | Self::DateTime),
            Form::Day => matches!(self, Self::Date | Self::DateTime),
            Form::Clock => matches!(self, Self::Time | Self::DateTime),
        }
    }

    /// The words of every form it takes.
    pub(super) fn forms(self) -> impl Iterator<Item = &'static str> {
        let fitting = move |(word, _, form): &Word<Form>| self.takes(*form).then_some(*word);
        FORMS.iter().filter_map(fitting)
    }
}

/// What stands behind a word of a table.
pub(super) fn lookup<T: Copy>(table: &[Word<T>], word: &str) -> Option<T> {
    let found = table.iter().find(|(known, _, _)| *known == word)?;
    Some(found.2)
}

/// Whether a word means something already, so that no question may be called so.
pub fn is_reserved(key: &str) -> bool {
    let is_applicants = key != "hubungan" && lookup(&PARTICULARS, key).is_some();
    is_applicants || lookup(&FACTS, key).is_some() || BLOCKS.contains(&key) || key == "jika"
}

/// Every word that can stand between brackets in a kind's text, with what it means: for the editor.
pub fn words_for(kind: &Kind) -> Vec<(String, String)> {
    let of_person = PARTICULARS
        .iter()
        .filter(|(_, _, known)| *known != Particular::Relationship)
        .map(|(word, label, _)| ((*word).to_owned(), format!("{label} pemohon")));
    let of_letter = FACTS
        .iter()
        .map(|(word, label, _)| ((*word).to_owned(), (*label).to_owned()));
    let of_answers = kind
        .questions
        .iter()
        .map(|question| (question.key.clone(), question.label.clone()));
    of_answers.chain(of_person).chain(of_letter).collect()
}

/// Every form behind a bar, with an example of it: for the editor.
pub fn forms() -> Vec<(&'static str, &'static str)> {
    FORMS
        .iter()
        .map(|(word, label, _)| (*word, *label))
        .collect()
}

/// What stands for more than a word, as an example, with what it does: for the editor.
pub const HELP: [(&str, &str); 9] = [
    ("[identitas]", "Baris-baris identitas pemohon"),
    ("[identitas: nama, nik]", "Hanya baris yang disebut"),
    ("[identitas: ayah]", "Identitas orang dari isian “ayah”"),
    ("[rincian]", "Semua isian, satu baris satu isian"),
    ("[rincian: tujuan, tanggal]", "Hanya isian yang disebut"),
    ("[daftar: pengikut]", "Tabel orang dari isian “pengikut”"),
    (
        "[tanda_tangan: saksi1, saksi2]",
        "Tabel tempat tanda tangan",
    ),
    (
        "[mengetahui: ketua_rt, camat]",
        "Tempat tanda tangan pejabat",
    ),
    (
        "[jika: tujuan] …",
        "Paragraf ini hanya ada bila “tujuan” diisi; [jika tidak: …] sebaliknya",
    ),
];
