//! One row: from cells to a person, or the reasons why not.

mod numbers;

use jiff::civil::Date;
use kernel::{
    AreaNumber, CodeTable, FamilyCardNumber, HamletName, NameNote, NikFacts, PersonName, Sex,
};
use sheets::{Cell, DateReader, Finding, Findings, Mapping, Row, Severity, Table};

use super::{
    columns::{self, Cover},
    entry::{Entry, Said},
    masking::shown,
};
use crate::domain::{Documents, Facts, Place, State};

/// Letters of an address or a number of a paper.
const LONGEST: usize = 200;

/// What all rows of a table have in common.
pub(super) struct Reader<'a> {
    pub table: &'a Table<'a>,
    pub mapping: &'a Mapping,
    pub dates: DateReader,
    pub today: Date,
}

/// One row being read.
struct Reading<'a> {
    reader: &'a Reader<'a>,
    row: &'a Row,
    findings: &'a mut Findings,
    is_good: bool,
}

/// What a row says of its family even when it is refused.
pub(super) struct Sighting {
    pub card: Option<FamilyCardNumber>,
    pub is_head: bool,
}

/// Reads a row. Nothing when nothing stands in the columns that are read.
pub(super) fn read(
    reader: &Reader,
    row: &Row,
    findings: &mut Findings,
) -> Option<(Sighting, Option<Entry>)> {
    let says_something = columns::COLUMNS.iter().any(|column| {
        let text = reader.mapping.cell(row, column.key).line();
        text.is_some_and(|text| !is_nothing(&text))
    });
    if !says_something {
        return None;
    }
    let mut reading = Reading {
        reader,
        row,
        findings,
        is_good: true,
    };
    let card = reading.card();
    let relationship = reading.code("kk_level", CodeTable::Relationship);
    let sighting = Sighting {
        card,
        is_head: relationship == "1",
    };
    let entry = reading.entry(card, relationship);
    Some((sighting, entry))
}

impl<'a> Reading<'a> {
    fn entry(
        &mut self,
        card: Option<FamilyCardNumber>,
        relationship: &'static str,
    ) -> Option<Entry> {
        let name = self.name();
        let sex = self.sex();
        let born_on = self.born_on();
        let nik = self.nik();
        let place = self.place();
        let (state, state_said) = self.state();
        let address = self.words("alamat");
        let since = self.date("tanggal_status_dasar");
        let (Some(name), Some(sex), Some(born_on)) = (name, sex, born_on) else {
            return None;
        };
        if let Some(nik) = &nik {
            let facts = NikFacts {
                birth_date: Some(born_on),
                sex: Some(sex),
                regency: None,
            };
            for note in nik.notes(&facts) {
                self.find("nik", Severity::Warning, note.to_string());
            }
        }
        let citizenship = self.code("warganegara_id", CodeTable::Citizenship);
        let residency = self.code("status_penduduk", CodeTable::Residency);
        let said = Said {
            citizenship: !citizenship.is_empty(),
            residency: !residency.is_empty(),
            state: state_said,
        };
        let or_usual = |code: &'static str| if code.is_empty() { "1" } else { code };
        let facts = Facts {
            nik,
            birth_place: self.words("tempatlahir"),
            religion: self.code("agama_id", CodeTable::Religion),
            education: self.code("pendidikan_kk_id", CodeTable::Education),
            current_education: self.code("pendidikan_sedang_id", CodeTable::CurrentEducation),
            occupation: self.code("pekerjaan_id", CodeTable::Occupation),
            marital_status: self.marital_status(),
            blood_type: self.code("golongan_darah_id", CodeTable::BloodType),
            citizenship: or_usual(citizenship),
            disability: self.code("cacat_id", CodeTable::DisabilityOnForm),
            health_insurance: self.code("id_asuransi", CodeTable::HealthInsurance),
            relationship,
            residency: or_usual(residency),
            present_address: self.words("alamat_sekarang"),
            father: self.parent("nama_ayah"),
            mother: self.parent("nama_ibu"),
            phone: self.phone(),
            documents: self.documents(),
            ..Facts::of(name, sex, born_on)
        };
        self.is_good.then(|| Entry {
            row: self.row.number,
            facts,
            card,
            place,
            address,
            state,
            since: since.filter(|_| state != State::Present),
            said,
        })
    }

    fn cell(&self, key: &str) -> &'a Cell {
        self.reader.mapping.cell(self.row, key)
    }

    /// The text of a cell on one line; empty where it says that there is nothing.
    fn line(&self, key: &str) -> String {
        let text = self.cell(key).line().unwrap_or_default();
        let text: String = text.chars().filter(|letter| !letter.is_control()).collect();
        if is_nothing(&text) {
            return String::new();
        }
        text
    }

    fn find(&mut self, key: &str, severity: Severity, reason: impl Into<String>) {
        let mut finding = Finding::new(self.row.number, severity, reason);
        if let Some(at) = self.reader.mapping.column(key) {
            let cover = columns::find(key).map_or(Cover::Masked, |column| column.cover);
            let text = self.cell(key).line().unwrap_or_default();
            let mut column = self.reader.table.column(at);
            column.header = shown(Cover::Open, &column.header);
            finding = finding.at(column, &Cell::from_text(&shown(cover, &text)));
        }
        self.is_good &= severity != Severity::Stop;
        self.findings.push(finding);
    }

    fn name(&mut self) -> Option<PersonName> {
        match PersonName::parse(&self.cell("nama").line().unwrap_or_default()) {
            Ok(name) => {
                for note in name.notes() {
                    // One word, an apostrophe, a degree: names of living people have them.
                    if matches!(note, NameNote::Digits | NameNote::NotLatin) {
                        self.find("nama", Severity::Warning, note.to_string());
                    }
                }
                Some(name)
            }
            Err(error) => {
                self.find("nama", Severity::Stop, error.to_string());
                None
            }
        }
    }

    fn sex(&mut self) -> Option<Sex> {
        let text = self.line("sex");
        let sex = Sex::read(&text);
        if sex.is_none() {
            let reason = if text.is_empty() {
                "Jenis kelamin belum diisi. Tulis L atau P."
            } else {
                "Jenis kelamin tidak dikenal. Tulis 1 atau L, 2 atau P."
            };
            self.find("sex", Severity::Stop, reason);
        }
        sex
    }

    fn born_on(&mut self) -> Option<Date> {
        let date = match self.reader.dates.read(self.cell("tanggallahir")) {
            Ok(Some(date)) => date,
            Ok(None) => {
                self.find("tanggallahir", Severity::Stop, "Tanggal lahir belum diisi.");
                return None;
            }
            Err(error) => {
                self.find("tanggallahir", Severity::Stop, error.to_string());
                return None;
            }
        };
        if date > self.reader.today {
            let reason = "Tanggal lahir ini belum terjadi. Periksa tahunnya.";
            self.find("tanggallahir", Severity::Stop, reason);
            return None;
        }
        if self.reader.today.year() - date.year() > 110 {
            let reason = "Menurut tanggal lahirnya orang ini berumur lebih dari 110 tahun.";
            self.find("tanggallahir", Severity::Warning, reason);
        }
        Some(date)
    }

    fn place(&mut self) -> Place {
        let (rt_text, rw_text) = (self.line("rt"), self.line("rw"));
        let pair = if rw_text.is_empty() {
            AreaNumber::read_pair(&rt_text)
        } else {
            AreaNumber::read(&rt_text).map(|rt| (rt, None))
        };
        let (rt, rw_of_pair) = self.area("rt", pair).unwrap_or_default();
        let rw = self
            .area("rw", AreaNumber::read(&rw_text))
            .unwrap_or_default();
        let hamlet = self.words("dusun");
        Place {
            hamlet: HamletName::read(&hamlet),
            rw: rw.or(rw_of_pair),
            rt,
        }
    }

    fn area<T>(&mut self, key: &str, read: Result<T, kernel::AreaNumberError>) -> Option<T> {
        match read {
            Ok(read) => Some(read),
            Err(error) => {
                self.find(key, Severity::Stop, error.to_string());
                None
            }
        }
    }

    fn state(&mut self) -> (State, bool) {
        let text = self.line("status_dasar");
        if text.is_empty() {
            return (State::Present, false);
        }
        let known = CodeTable::BasicStatus.read(&text).map(|code| code.code);
        let state = State::ALL
            .into_iter()
            .find(|state| Some(state.code()) == known);
        if state.is_none() {
            let reason = if known == Some("9") {
                "Status dasarnya Tidak Valid, maka tidak diimpor."
            } else {
                "Status dasar tidak dikenal. Tulis 1 hidup, 2 mati, 3 pindah, 4 hilang atau 6 pergi."
            };
            self.find("status_dasar", Severity::Stop, reason);
        }
        (state.unwrap_or(State::Present), state.is_some())
    }

    fn words(&mut self, key: &str) -> String {
        let text = self.line(key);
        if text.chars().count() > LONGEST {
            let reason = format!("Isi sel ini lebih dari {LONGEST} huruf. Ringkaskan.");
            self.find(key, Severity::Stop, reason);
        }
        text
    }

    fn parent(&mut self, key: &str) -> Option<PersonName> {
        let text = self.line(key);
        if text.is_empty() {
            return None;
        }
        match PersonName::parse(&text) {
            Ok(name) => Some(name),
            Err(error) => {
                self.find(key, Severity::Warning, format!("{error} Tidak diambil."));
                None
            }
        }
    }

    fn date(&mut self, key: &str) -> Option<Date> {
        match self.reader.dates.read(self.cell(key)) {
            Ok(date) => date,
            Err(error) => {
                self.find(key, Severity::Warning, format!("{error} Tidak diambil."));
                None
            }
        }
    }

    fn documents(&mut self) -> Documents {
        Documents {
            birth_certificate: self.words("akta_lahir"),
            passport: self.words("dokumen_pasport"),
            passport_until: self.date("tanggal_akhir_paspor"),
            stay_permit: self.words("dokumen_kitas"),
            marriage_certificate: self.words("akta_perkawinan"),
            married_on: self.date("tanggalperkawinan"),
            divorce_certificate: self.words("akta_perceraian"),
            divorced_on: self.date("tanggalperceraian"),
        }
    }
}

/// Empty, dashes and `0`: there is nothing.
fn is_nothing(text: &str) -> bool {
    let is_mark = |letter: char| matches!(letter, '-' | '.' | '_' | ' ' | '\u{2013}' | '\u{2014}');
    text == "0" || text.chars().all(is_mark)
}
