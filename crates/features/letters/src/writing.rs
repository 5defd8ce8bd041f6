//! A request becomes a letter: whatever it says is gathered from the register, the answers and the village.

use std::collections::BTreeMap;

use jiff::civil::Date;
use kernel::{Age, time};
use residents::{
    domain::State,
    lookup::{self, Known},
};
use sqlx::PgConnection;
use uuid::Uuid;
use vault::KeySet;
use web::{AppResult, Site, office::Desk};

use crate::{
    answers::{self, Answers},
    facts::{Letter, Person, Sender, Signer},
    kind::Kind,
    paper::Content,
    store::{columns::ANSWERS, requests::RequestRow, settings::office_of},
    text::Text,
};

/// Under this key the particulars of who is not in the register lie among the answers.
pub const APPLICANT: &str = "pemohon";

/// A request with everything that is known for it.
pub struct Gathered {
    pub kind: Kind,
    pub answers: Answers,
    /// Who the letter is about; nothing where the register does not know her.
    pub about: Option<Known>,
    pub people: BTreeMap<String, Vec<Person>>,
}

/// Opens what was answered.
///
/// # Errors
/// When it does not open, or is none.
pub fn opened(keys: &KeySet, id: Uuid, sealed: &[u8]) -> AppResult<Answers> {
    let clear = keys
        .open(ANSWERS.of(id), sealed)
        .map_err(|error| anyhow::anyhow!("answers of a request: {error}"))?;
    Ok(serde_json::from_slice(&clear).map_err(anyhow::Error::from)?)
}

/// Closes what was answered.
///
/// # Errors
/// When it cannot be written down.
pub fn closed(keys: &KeySet, id: Uuid, answers: &Answers) -> AppResult<Vec<u8>> {
    let clear = serde_json::to_vec(answers).map_err(anyhow::Error::from)?;
    Ok(keys.seal(ANSWERS.of(id), &clear))
}

/// Reads who it is about and everybody among the answers, in one statement.
///
/// # Errors
/// When the database is away, or a closed value does not open.
pub async fn gather(
    db: &mut PgConnection,
    keys: &KeySet,
    kind: Kind,
    row: &RequestRow,
) -> AppResult<Gathered> {
    let answers = opened(keys, row.id, &row.answers_sealed)?;
    gather_for(db, keys, kind, row.resident_id, answers).await
}

/// The same before there is a request.
///
/// # Errors
/// As [`gather`].
pub async fn gather_for(
    db: &mut PgConnection,
    keys: &KeySet,
    kind: Kind,
    about: Option<Uuid>,
    answers: Answers,
) -> AppResult<Gathered> {
    let mut ids = answers.residents();
    ids.extend(about);
    let known = lookup::facts(db, keys, &ids).await?;
    let register: BTreeMap<Uuid, Person> = known
        .iter()
        .map(|known| (known.id, person(known)))
        .collect();
    let people = answers.people(&register);
    Ok(Gathered {
        kind,
        about: about.and_then(|id| known.into_iter().find(|known| known.id == id)),
        answers,
        people,
    })
}

/// Somebody of the register as letters write her.
pub fn person(known: &Known) -> Person {
    Person {
        name: known.name.clone(),
        nik: known.nik.clone(),
        family_card: known.family_card.clone(),
        birth_place: known.birth_place.clone(),
        born_on: Some(known.born_on),
        sex: known.sex.clone(),
        religion: known.religion.clone(),
        marital_status: known.marital_status.clone(),
        occupation: known.occupation.clone(),
        citizenship: known.citizenship.clone(),
        relationship: known.relationship.clone(),
        address: known.address.clone(),
        hamlet: known.hamlet.clone(),
        rt: known.rt.clone(),
        rw: known.rw.clone(),
        father: known.father.clone(),
        mother: known.mother.clone(),
    }
}

/// From whom letters of a village come.
///
/// # Errors
/// When the database is away.
pub async fn sender(site: &Site, tx: &mut db::VillageTx) -> AppResult<Sender> {
    let view = site.frame(tx).await?.view;
    Ok(Sender {
        name: view.name,
        short: view.short_name,
        subdistrict: view.subdistrict,
        regency: view.regency,
        province: view.province,
        code: view.code,
        address: view.address,
        postal_code: view.postal_code,
        email: view.email,
        phone: view.phone,
        head_title: view.head_title,
        palette: view.palette.parse().unwrap_or_default(),
    })
}

/// Who signs: the head under the title the village shows, or somebody for the head.
///
/// # Errors
/// When the database is away.
pub async fn signer(desk: &mut Desk, sender: &Sender) -> AppResult<Signer> {
    let office = office_of(&mut desk.tx, &desk.me.name).await?;
    let is_head = desk.me.capabilities.has(identity::Capability::SignLetters);
    let with_village = |title: &str| {
        if title.contains(sender.short.as_str()) {
            title.to_owned()
        } else {
            format!("{title} {}", sender.short)
        }
    };
    let titles = if is_head {
        vec![with_village(
            office.as_deref().unwrap_or(&sender.head_title),
        )]
    } else {
        vec![
            format!("a.n. {}", with_village(&sender.head_title)),
            office.unwrap_or_else(|| "Sekretaris Desa".to_owned()),
        ]
    };
    Ok(Signer {
        titles,
        name: desk.me.name.clone(),
        number: String::new(),
    })
}

/// Who stands below a letter that nobody signed yet.
pub fn no_signer(sender: &Sender) -> Signer {
    Signer {
        titles: vec![format!("{} {}", sender.head_title, sender.short)],
        ..Signer::default()
    }
}

impl Gathered {
    /// What the letter says.
    ///
    /// # Errors
    /// When the kind's text is none, which saving it has made sure of.
    pub fn content(
        &self,
        sender: Sender,
        signer: Signer,
        number: Option<String>,
        date: Date,
    ) -> AppResult<(Letter, Content)> {
        let text = Text::parse(&self.kind.text, &self.kind).map_err(|problems| {
            let lines: Vec<usize> = problems.iter().map(|problem| problem.line).collect();
            anyhow::anyhow!("the text of {} is wrong in {lines:?}", self.kind.slug)
        })?;
        let letter = Letter {
            kind: self.kind.clone(),
            number,
            date,
            valid_until: valid_until(&self.kind, date),
            sender,
            applicant: self.applicant(),
            answers: self.answers.clone(),
            people: self.people.clone(),
            signer,
        };
        let blocks = text.filled(&letter);
        let content = Content::new(&letter, blocks);
        Ok((letter, content))
    }

    /// Who the letter is about, as the register says or as she was written down.
    fn applicant(&self) -> Person {
        match &self.about {
            Some(about) => person(about),
            None => self
                .people
                .get(APPLICANT)
                .and_then(|people| people.first())
                .cloned()
                .unwrap_or_default(),
        }
    }

    /// What whoever checks the letter should know.
    ///
    /// # Errors
    /// As [`Gathered::content`].
    pub fn notes(&self, sender: Sender, date: Date) -> AppResult<Vec<String>> {
        let signer = no_signer(&sender);
        let (letter, _) = self.content(sender, signer, None, date)?;
        Ok(answers::notes(&letter))
    }

    /// Why the letter cannot be about her; nothing when it can.
    pub fn hindrance(&self, today: Date) -> Option<String> {
        hindrance(&self.kind, self.about.as_ref(), today)
    }
}

/// Why a letter of this kind cannot be about somebody; nothing when it can.
pub fn hindrance(kind: &Kind, about: Option<&Known>, today: Date) -> Option<String> {
    let Some(about) = about else {
        return (!kind.about.strangers)
            .then(|| "Surat ini untuk penduduk desa yang tercatat.".to_owned());
    };
    if about.state != State::Present {
        return Some(format!(
            "{} tercatat {}; surat ini untuk warga yang tinggal di desa.",
            about.name,
            about.state.label().to_lowercase(),
        ));
    }
    let years = Age::on(today, about.born_on, None).map_or(0, Age::years);
    // Who is or was married counts as grown up.
    let is_single =
        about.marital_status.is_empty() || about.marital_status.starts_with("Belum Kawin");
    let is_minor = years < 17 && is_single;
    (is_minor && !kind.about.minors).then(|| {
        format!(
            "{} belum berumur 17 tahun. {} dibuat untuk orang tua atau walinya.",
            about.name, kind.name
        )
    })
}

/// Until when a letter of that date is good.
pub fn valid_until(kind: &Kind, date: Date) -> Option<Date> {
    let days = kind.valid_days?;
    date.checked_add(jiff::Span::new().days(i64::from(days)))
        .ok()
}

/// The day it is in the village.
pub fn today(site: &Site) -> Date {
    time::day(site.now())
}
