//! One answer after the other, out of a form.

use jiff::civil::Date;
use kernel::{AreaNumber, CodeTable, FamilyCardNumber, Nik, PersonName, Phone};
use uuid::Uuid;
use web::Form;

use super::{
    Address, Decimal, LINE, LINES, MOST_PEOPLE, Member, Official, Particulars, SOMEBODY_ELSE,
    Somebody, Value, field, number,
    parsers::{any_day, clock, moment, money, past_day, point},
    part,
    read::first_field,
};
use crate::kind::{Ask, Question};

pub(super) struct Reader<'a> {
    pub form: &'a mut Form,
    pub family: &'a [Member],
    pub today: Date,
}

impl Reader<'_> {
    /// The answer to a question; nothing when there is none, or something is wrong with it.
    pub(super) fn value(&mut self, question: &Question) -> Option<Value> {
        let name = field(&question.key);
        let today = self.today;
        let value = match &question.ask {
            Ask::Text => self.line(&name, LINE).map(Value::Text),
            Ask::LongText => self.lines(&name).map(Value::Text),
            Ask::Whole => self.parsed(&name, number::whole).map(Value::Whole),
            Ask::Decimal => self.parsed(&name, Decimal::parse).map(Value::Decimal),
            Ask::Money => self.parsed(&name, money).map(Value::Money),
            Ask::Date => self
                .parsed(&name, |text| any_day(text, today))
                .map(Value::Date),
            Ask::PastDate => self
                .parsed(&name, |text| past_day(text, today))
                .map(Value::Date),
            Ask::Time => self.parsed(&name, clock).map(Value::Time),
            Ask::DateTime => self
                .parsed(&name, |text| moment(text, today))
                .map(Value::DateTime),
            Ask::Select { options } => {
                let choose = |text: &str| {
                    let found = options.iter().find(|option| option.trim() == text);
                    found.cloned().ok_or("Pilih salah satu dari daftar.")
                };
                self.parsed(&name, choose).map(Value::Text)
            }
            Ask::Nik => self.parsed(&name, Nik::parse).map(Value::Nik),
            Ask::FamilyCard => self
                .parsed(&name, FamilyCardNumber::parse)
                .map(Value::FamilyCard),
            Ask::Phone => self.parsed(&name, Phone::parse).map(Value::Phone),
            Ask::Address => self.address(&name).map(Value::Address),
            Ask::Geo => self.parsed(&name, point).map(Value::Geo),
            Ask::Resident => self.resident(&name).map(Value::Person),
            Ask::Person => self.somebody(&name).map(Value::Person),
            Ask::Persons => self.persons(&name).map(Value::Persons),
            Ask::Members => self.members(&name).map(Value::Members),
            Ask::Staff => self.staff(&name).map(Value::Staff),
            Ask::Code { table } => self.code(&name, *table).map(Value::Code),
        };
        if value.is_none() && question.required {
            self.missing(question);
        }
        value
    }

    /// Says that a question has to be answered, where nothing worse was said.
    fn missing(&mut self, question: &Question) {
        let name = field(&question.key);
        let begin = part(&name, "");
        let view = self.form.view();
        if view
            .errors
            .keys()
            .any(|known| *known == name || question.ask.has_parts() && known.starts_with(&begin))
        {
            return;
        }
        let sentence = match question.ask {
            Ask::Select { .. } | Ask::Code { .. } => {
                format!("Pilih salah satu untuk “{}”.", question.label)
            }
            Ask::Resident if !self.family.is_empty() => {
                format!(
                    "Pilih orangnya untuk “{}”, atau isi namanya.",
                    question.label
                )
            }
            Ask::Members => format!(
                "Pilih paling sedikit satu orang untuk “{}”.",
                question.label
            ),
            _ => format!("“{}” belum diisi.", question.label),
        };
        let at = first_field(&question.key, &question.ask, !self.family.is_empty());
        self.form.wrong(at, sentence);
    }

    fn line(&mut self, name: &str, longest: usize) -> Option<String> {
        let text = self.form.tidy(name);
        self.fits(name, text, longest)
    }

    fn lines(&mut self, name: &str) -> Option<String> {
        let text = self.form.tidy_text(name);
        self.fits(name, text, LINES)
    }

    fn fits(&mut self, name: &str, text: String, longest: usize) -> Option<String> {
        let length = text.chars().count();
        if length > longest {
            let longest = kernel::thousands(i64::try_from(longest).unwrap_or(i64::MAX));
            let length = kernel::thousands(i64::try_from(length).unwrap_or(i64::MAX));
            self.form.wrong(
                name.to_owned(),
                format!("Isian ini paling panjang {longest} huruf; yang Anda ketik {length}."),
            );
            return None;
        }
        (!text.is_empty()).then_some(text)
    }

    /// A line read by its own rules; nothing when it is empty or wrong.
    fn parsed<T, E: ToString>(
        &mut self,
        name: &str,
        reader: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let text = self.line(name, LINE)?;
        match reader(&text) {
            Ok(value) => Some(value),
            Err(error) => {
                self.form.wrong(name.to_owned(), error.to_string());
                None
            }
        }
    }

    fn code(&mut self, name: &str, table: CodeTable) -> Option<String> {
        let find = |text: &str| {
            let found = table.find(text);
            found
                .map(|found| found.code.to_owned())
                .ok_or("Pilih salah satu dari daftar.")
        };
        self.parsed(name, find)
    }

    fn address(&mut self, name: &str) -> Option<Address> {
        let at = |of: &str| part(name, of);
        let rt = self.area(&at("rt"));
        let rw = self.area(&at("rw"));
        let mut line = |of: &str| self.line(&at(of), LINE).unwrap_or_default();
        let address = Address {
            street: line("jalan"),
            village: line("desa"),
            subdistrict: line("kecamatan"),
            regency: line("kabupaten"),
            province: line("provinsi"),
            postal_code: number::western(&line("kode_pos")),
            rt,
            rw,
        };
        if address == Address::default() {
            return None;
        }
        for (of, value, missing) in [
            (
                "jalan",
                &address.street,
                "Tulis jalan, nomor rumah, atau nama kampungnya.",
            ),
            ("desa", &address.village, "Tulis desa atau kelurahannya."),
            ("kecamatan", &address.subdistrict, "Tulis kecamatannya."),
            (
                "kabupaten",
                &address.regency,
                "Tulis kabupaten atau kotanya.",
            ),
            ("provinsi", &address.province, "Tulis provinsinya."),
        ] {
            if value.is_empty() {
                self.form.wrong(at(of), missing);
            }
        }
        let code = &address.postal_code;
        let is_code = code.len() == 5 && code.bytes().all(|byte| byte.is_ascii_digit());
        if !code.is_empty() && !is_code {
            self.form
                .wrong(at("kode_pos"), "Kode pos terdiri atas lima angka.");
        }
        Some(address)
    }

    fn area(&mut self, name: &str) -> String {
        let read = self.parsed(name, AreaNumber::read).flatten();
        read.map(|number| number.to_string()).unwrap_or_default()
    }

    /// Somebody of the family who was chosen, else whoever was typed.
    fn resident(&mut self, name: &str) -> Option<Somebody> {
        let chosen = self.form.tidy(name);
        if chosen.is_empty() || chosen == SOMEBODY_ELSE {
            return self.somebody(name);
        }
        match self.of_family(&chosen) {
            Some(id) => Some(Somebody::resident(id)),
            None => {
                self.form.wrong(
                    name.to_owned(),
                    "Orang ini tidak ada dalam daftar; pilih sekali lagi.",
                );
                None
            }
        }
    }

    fn of_family(&self, id: &str) -> Option<Uuid> {
        let id = Uuid::parse_str(id).ok()?;
        self.family
            .iter()
            .any(|member| member.id == id)
            .then_some(id)
    }

    fn somebody(&mut self, name: &str) -> Option<Somebody> {
        self.particulars(name).map(Somebody::typed)
    }

    /// What was typed about somebody; nothing when all of it is empty.
    pub(super) fn particulars(&mut self, name: &str) -> Option<Particulars> {
        let at = |of: &str| part(name, of);
        let today = self.today;
        let person = self.parsed(&at("nama"), PersonName::parse);
        let typed = Particulars {
            name: person.map(|name| name.to_string()).unwrap_or_default(),
            nik: self.parsed(&at("nik"), Nik::parse),
            sex: self
                .code(&at("jenis_kelamin"), CodeTable::Sex)
                .unwrap_or_default(),
            birth_place: self.line(&at("tempat_lahir"), LINE).unwrap_or_default(),
            born_on: self.parsed(&at("tanggal_lahir"), |text| past_day(text, today)),
            religion: self
                .code(&at("agama"), CodeTable::Religion)
                .unwrap_or_default(),
            occupation: self.line(&at("pekerjaan"), LINE).unwrap_or_default(),
            relationship: self.line(&at("hubungan"), LINE).unwrap_or_default(),
            address: self.line(&at("alamat"), LINE).unwrap_or_default(),
        };
        if typed.is_empty() {
            return None;
        }
        if typed.name.is_empty() {
            self.form.wrong(at("nama"), "Nama orang ini belum diisi.");
        }
        Some(typed)
    }

    fn persons(&mut self, name: &str) -> Option<Vec<Somebody>> {
        let people: Vec<Somebody> = (1..=MOST_PEOPLE)
            .filter_map(|at| self.somebody(&part(name, &at.to_string())))
            .collect();
        (!people.is_empty()).then_some(people)
    }

    /// Those who were ticked, in the order of the family.
    fn members(&mut self, name: &str) -> Option<Vec<Uuid>> {
        let ticked: Vec<String> = self.form.all(name).map(|id| id.trim().to_owned()).collect();
        let known: Vec<Uuid> = ticked.iter().filter_map(|id| self.of_family(id)).collect();
        if ticked
            .iter()
            .any(|id| !id.is_empty() && self.of_family(id).is_none())
        {
            self.form.wrong(
                name.to_owned(),
                "Ada pilihan yang bukan anggota keluarga; pilih sekali lagi.",
            );
            return None;
        }
        let members = self.family.iter().map(|member| member.id);
        let members: Vec<Uuid> = members.filter(|id| known.contains(id)).collect();
        (!members.is_empty()).then_some(members)
    }

    fn staff(&mut self, name: &str) -> Option<Vec<Official>> {
        let mut staff = Vec::new();
        for at in 1..=MOST_PEOPLE {
            let row = part(name, &at.to_string());
            let official = Official {
                name: self
                    .parsed(&part(&row, "nama"), PersonName::parse)
                    .map(|name| name.to_string())
                    .unwrap_or_default(),
                position: self.line(&part(&row, "jabatan"), LINE).unwrap_or_default(),
                number: self.line(&part(&row, "nip"), 40).unwrap_or_default(),
            };
            if official == Official::default() {
                continue;
            }
            if official.name.is_empty() {
                self.form
                    .wrong(part(&row, "nama"), "Nama orang ini belum diisi.");
            }
            staff.push(official);
        }
        (!staff.is_empty()).then_some(staff)
    }
}
