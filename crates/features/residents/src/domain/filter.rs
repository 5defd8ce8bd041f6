//! Which people of the register are wanted in a list. Nothing of it is about one person, so that it may
//! stand in an address and be kept under a name.

use jiff::{ToSpan as _, civil::Date};
use kernel::CodeTable;
use uuid::Uuid;
use web::Form;

use super::State;

/// The oldest age that is asked for.
const OLDEST: u8 = 130;
/// Any disability, whichever.
const ANY_DISABILITY: &str = "ada";

/// Where people live who are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Whereabouts {
    #[default]
    Everywhere,
    Area(Uuid),
    /// A hamlet with all its RT, by its key.
    Hamlet(String),
}

impl Whereabouts {
    fn read(text: &str) -> Self {
        if let Some(key) = text.strip_prefix("dusun:") {
            return Self::Hamlet(key.to_owned());
        }
        Uuid::try_parse(text).map_or(Self::Everywhere, Self::Area)
    }

    /// In addresses and forms.
    pub fn word(&self) -> String {
        match self {
            Self::Everywhere => String::new(),
            Self::Area(area) => area.to_string(),
            Self::Hamlet(key) => format!("dusun:{key}"),
        }
    }
}

/// Who is wanted; what is empty asks nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    pub state: State,
    pub place: Whereabouts,
    pub sex: &'static str,
    pub residency: &'static str,
    /// In whole years, this age too.
    pub age_from: Option<u8>,
    pub age_until: Option<u8>,
    pub education: &'static str,
    pub occupation: &'static str,
    pub religion: &'static str,
    pub marital_status: &'static str,
    /// A code, or `ada` for any.
    pub disability: &'static str,
    pub health_insurance: &'static str,
    pub nik: WithNik,
}

/// What of the NIK is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum WithNik {
    #[default]
    Any,
    /// Nobody with one.
    Missing,
    /// Those whose NIK another village has, too.
    Elsewhere,
}

impl WithNik {
    /// As it stands in an address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Any => "",
            Self::Missing => "tanpa",
            Self::Elsewhere => "ganda",
        }
    }

    fn read(word: &str) -> Self {
        match word {
            "tanpa" => Self::Missing,
            "ganda" => Self::Elsewhere,
            _ => Self::Any,
        }
    }
}

impl Default for Filter {
    fn default() -> Self {
        Self {
            state: State::Present,
            place: Whereabouts::Everywhere,
            sex: "",
            residency: "",
            age_from: None,
            age_until: None,
            education: "",
            occupation: "",
            religion: "",
            marital_status: "",
            disability: "",
            health_insurance: "",
            nik: WithNik::Any,
        }
    }
}

impl Filter {
    /// What a form or an address asks for; words that mean nothing ask nothing.
    pub fn read(form: &Form) -> Self {
        let code = |name: &str, table: CodeTable| {
            let typed = form.raw(name).trim();
            table.find(typed).map_or("", |found| found.code)
        };
        let age = |name: &str| {
            let typed = form.raw(name).trim().parse::<u8>();
            typed.ok().filter(|age| *age <= OLDEST)
        };
        Self {
            state: State::ALL
                .into_iter()
                .find(|state| state.as_str() == form.raw("keadaan"))
                .unwrap_or(State::Present),
            place: Whereabouts::read(form.raw("wilayah")),
            sex: code("jk", CodeTable::Sex),
            residency: code("status", CodeTable::Residency),
            age_from: age("umur_dari"),
            age_until: age("umur_sampai"),
            education: code("pendidikan", CodeTable::Education),
            occupation: code("pekerjaan", CodeTable::Occupation),
            religion: code("agama", CodeTable::Religion),
            marital_status: code("kawin", CodeTable::MaritalStatus),
            disability: if form.raw("disabilitas") == ANY_DISABILITY {
                ANY_DISABILITY
            } else {
                code("disabilitas", CodeTable::DisabilityOnForm)
            },
            health_insurance: code("asuransi", CodeTable::HealthInsurance),
            nik: WithNik::read(form.raw("nik")),
        }
    }

    /// As it stands in an address, always in the same order and empty for everybody who is here.
    pub fn query(&self) -> String {
        let age = |age: Option<u8>| age.map(|age| age.to_string()).unwrap_or_default();
        let state = match self.state {
            State::Present => "",
            other => other.as_str(),
        };
        let all = [
            ("keadaan", state.to_owned()),
            ("wilayah", self.place.word()),
            ("jk", self.sex.to_owned()),
            ("status", self.residency.to_owned()),
            ("umur_dari", age(self.age_from)),
            ("umur_sampai", age(self.age_until)),
            ("pendidikan", self.education.to_owned()),
            ("pekerjaan", self.occupation.to_owned()),
            ("agama", self.religion.to_owned()),
            ("kawin", self.marital_status.to_owned()),
            ("disabilitas", self.disability.to_owned()),
            ("asuransi", self.health_insurance.to_owned()),
            ("nik", self.nik.word().to_owned()),
        ];
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(all.iter().filter(|(_, value)| !value.is_empty()));
        query.finish()
    }

    /// The last day of birth of who is old enough today.
    pub fn born_until(&self, today: Date) -> Option<Date> {
        let age = i32::from(self.age_from?);
        Some(today.saturating_sub(age.years()))
    }

    /// The first day of birth of who is young enough today.
    pub fn born_from(&self, today: Date) -> Option<Date> {
        let age = i32::from(self.age_until?);
        let too_old = today.saturating_sub((age + 1).years());
        Some(too_old.saturating_add(1.day()))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kernel::Age;

    use super::*;

    fn read(query: &str) -> Filter {
        Filter::read(&Form::parse(query.as_bytes()))
    }

    #[test]
    fn a_filter_is_what_its_address_says() {
        let query = "keadaan=moved&wilayah=dusun%3Ahandil+bujur&jk=2&umur_dari=17&umur_sampai=40\
                     &pendidikan=5&pekerjaan=9&agama=1&kawin=2&disabilitas=ada&asuransi=2&nik=tanpa";
        let filter = read(query);
        assert_eq!(filter.query(), query);
        assert_eq!(read(&filter.query()), filter);
        assert_eq!(Filter::default().query(), "");
    }

    #[test]
    fn what_means_nothing_asks_nothing_and_a_number_of_a_person_cannot_stay_in_it() {
        for query in [
            "keadaan=x&wilayah=6303041708700001&jk=3&umur_dari=tua&umur_sampai=200&agama=77",
            "q=6303041708700001&nik=6303041708700001&disabilitas=semua",
        ] {
            assert_eq!(read(query), Filter::default(), "{query}");
        }
    }

    #[test]
    fn ages_are_whole_years_on_both_ends() {
        let today = date(2026, 12, 1);
        let filter = read("umur_dari=17&umur_sampai=17");
        let (from, until) = (filter.born_from(today), filter.born_until(today));
        let (from, until) = (from.unwrap(), until.unwrap());
        assert_eq!((from, until), (date(2008, 12, 2), date(2009, 12, 1)));
        let years = |born| Age::on(today, born, None).unwrap().to_string();
        assert_eq!(
            (years(from), years(until)),
            ("17 tahun".into(), "17 tahun".into())
        );
        assert_eq!(years(from.yesterday().unwrap()), "18 tahun");
        assert_eq!(years(until.tomorrow().unwrap()), "16 tahun");
    }
}
