//! One group and its members.

use jiff::civil::Date;
use kernel::{Age, CodeTable};
use serde::Serialize;
use uuid::Uuid;
use web::{Form, FormView, Page, view::Pager};

use super::{
    super::{LONG, day, label, list::display, pager},
    HERE, kind_label, place,
};
use crate::{
    domain::{Place, State},
    store::{
        groups::{GroupRow, keepers::KeeperRow, members::MemberRow},
        people::ListedRow,
    },
};

/// A member: nothing of her that is for those alone who keep the register.
#[derive(Debug, Serialize)]
pub struct MemberLine {
    pub href: String,
    pub person_href: String,
    pub name: String,
    /// "Ketua"; empty for most.
    pub position: String,
    pub number: String,
    /// "Perempuan"
    pub sex: String,
    /// "34 tahun"
    pub age: String,
    pub place: String,
    /// "3 Desember 2026"
    pub joined: String,
    /// "Meninggal"; empty for who is here.
    pub state: String,
}

impl MemberLine {
    pub fn new(group: Uuid, row: &MemberRow, today: Date) -> Self {
        let state = State::stored(&row.state);
        let died = (state == State::Dead).then(|| row.since.to_jiff());
        Self {
            href: format!("{HERE}/{group}/anggota/{}", row.id),
            person_href: format!("/kantor/penduduk/{}", row.id),
            name: display(&row.name),
            position: row.position.clone(),
            number: row.number.clone(),
            sex: label(CodeTable::Sex, &row.sex),
            age: Age::on(today, row.born_on.to_jiff(), died)
                .map(|age| age.to_string())
                .unwrap_or_default(),
            place: Place::stored(&row.hamlet, &row.rw, &row.rt).label(),
            joined: row.joined_on.map(day).unwrap_or_default(),
            state: match state {
                State::Present => String::new(),
                gone => gone.label().to_owned(),
            },
        }
    }
}

/// Somebody who was found and may become a member.
#[derive(Debug, Serialize)]
pub struct FoundLine {
    pub id: String,
    pub name: String,
    pub nik: String,
    pub age: String,
    pub place: String,
}

impl FoundLine {
    pub fn new(row: &ListedRow, nik: String, today: Date) -> Self {
        Self {
            id: row.id.to_string(),
            name: display(&row.name),
            nik,
            age: Age::on(today, row.born_on.to_jiff(), None)
                .map(|age| age.to_string())
                .unwrap_or_default(),
            place: Place::stored(&row.hamlet, &row.rw, &row.rt).label(),
        }
    }
}

/// An account that can keep the group.
#[derive(Debug, Serialize)]
pub struct KeeperBox {
    pub id: String,
    pub name: String,
    pub keeps: bool,
}

/// What `residents/groups/one.html` receives.
#[derive(Debug, Serialize)]
pub struct GroupDesk {
    pub href: String,
    pub name: String,
    /// "Kelompok tani · Dusun II, RT 002"
    pub line: String,
    pub note: String,
    pub members: i64,
    pub gone: i64,
    pub rows: Vec<MemberLine>,
    /// What was looked for; empty when nothing was.
    pub asked: String,
    pub found: Vec<FoundLine>,
    pub form: FormView,
    pub may_manage: bool,
    /// Whether she says who keeps the group.
    pub gives: bool,
    pub keepers: Vec<KeeperBox>,
    pub pager: Pager,
    #[serde(skip)]
    last: Option<Uuid>,
}

impl GroupDesk {
    pub fn new(group: &GroupRow, rows: Vec<MemberLine>, form: &Form) -> Self {
        let place = place([
            group.hamlet.as_deref(),
            group.rw.as_deref(),
            group.rt.as_deref(),
        ]);
        let mut line = kind_label(&group.kind).to_owned();
        if !place.is_empty() {
            line = format!("{line} · {place}");
        }
        Self {
            href: format!("{HERE}/{}", group.id),
            name: group.name.clone(),
            line,
            note: group.note.clone(),
            members: group.members,
            gone: group.gone,
            rows,
            asked: String::new(),
            found: Vec::new(),
            form: form.view(),
            may_manage: false,
            gives: false,
            keepers: Vec::new(),
            pager: pager(HERE, "", None, false),
            last: None,
        }
    }

    /// With what is for those who keep the register.
    #[must_use]
    pub fn managed(self, may_manage: bool) -> Self {
        Self { may_manage, ..self }
    }

    /// With who keeps it, for who may say so.
    #[must_use]
    pub fn kept_by(self, keepers: Option<&[KeeperRow]>) -> Self {
        let boxes = keepers.unwrap_or_default().iter().map(|keeper| KeeperBox {
            id: keeper.id.to_string(),
            name: keeper.name.clone(),
            keeps: keeper.keeps,
        });
        Self {
            gives: keepers.is_some(),
            keepers: boxes.collect(),
            ..self
        }
    }

    /// With those who were found.
    #[must_use]
    pub fn found(self, asked: &str, found: Vec<FoundLine>) -> Self {
        Self {
            asked: asked.to_owned(),
            found,
            ..self
        }
    }

    /// With the way on after the last member shown.
    #[must_use]
    pub fn on_from(self, last: Option<Uuid>) -> Self {
        Self {
            pager: pager(&self.href, "", last, false),
            last,
            ..self
        }
    }

    /// With the way back to the beginning.
    #[must_use]
    pub fn begun(self, is_later: bool) -> Self {
        Self {
            pager: pager(&self.href, "", self.last, is_later),
            ..self
        }
    }
}

fn sample_group(name: &str) -> GroupRow {
    GroupRow {
        id: Uuid::nil(),
        name: name.to_owned(),
        kind: "farmers".into(),
        area_id: None,
        note: "Bertemu Rabu pagi <b>.".into(),
        version: 1,
        hamlet: Some("Handil Bujur".into()),
        rw: Some(String::new()),
        rt: Some("002".into()),
        members: 24,
        gone: 1,
    }
}

fn sample_line(name: &str, position: &str, state: &str) -> MemberLine {
    MemberLine {
        href: format!("{HERE}/0/anggota/0"),
        person_href: "/kantor/penduduk/0".into(),
        name: name.to_owned(),
        position: position.to_owned(),
        number: "007".into(),
        sex: "Perempuan".into(),
        age: "34 tahun".into(),
        place: "Dusun Handil Bujur, RW 001, RT 002".into(),
        joined: "3 Desember 2026".into(),
        state: state.to_owned(),
    }
}

impl Page for GroupDesk {
    const TEMPLATE: &'static str = "residents/groups/one.html";

    fn samples() -> Vec<Self> {
        let empty = GroupRow {
            members: 0,
            gone: 0,
            note: String::new(),
            ..sample_group("Tani Maju")
        };
        let mut wrong = Form::filled([("nama", LONG.to_owned())]);
        wrong.wrong("nama", "Tidak ditemukan satu orang yang cocok.");
        let rows = || {
            vec![
                sample_line(LONG, "Ketua", ""),
                sample_line("Siti <b>", "", "Meninggal"),
            ]
        };
        let found = FoundLine {
            id: "0".into(),
            name: "Siti <b>".into(),
            nik: "630302******9001".into(),
            age: "34 tahun".into(),
            place: "RT 002".into(),
        };
        let keeper = KeeperRow {
            id: Uuid::nil(),
            name: LONG.into(),
            keeps: true,
        };
        vec![
            Self::new(&empty, Vec::new(), &Form::default())
                .managed(true)
                .kept_by(Some(&[])),
            Self::new(&empty, Vec::new(), &wrong),
            Self::new(&sample_group(LONG), rows(), &Form::default())
                .managed(true)
                .kept_by(Some(&[keeper]))
                .found("siti", vec![found])
                .on_from(Some(Uuid::nil()))
                .begun(true),
            Self::new(&sample_group("Tani <b>"), rows(), &Form::default())
                .managed(true)
                .found("siapa <b>", Vec::new()),
        ]
    }
}

/// What `residents/groups/member.html` receives.
#[derive(Debug, Serialize)]
pub struct MemberDesk {
    pub back: String,
    pub group: String,
    pub member: MemberLine,
    pub form: FormView,
    pub may_manage: bool,
}

impl MemberDesk {
    pub fn new(group: &GroupRow, member: MemberLine, form: &Form, may_manage: bool) -> Self {
        Self {
            back: format!("{HERE}/{}", group.id),
            group: group.name.clone(),
            member,
            form: form.view(),
            may_manage,
        }
    }
}

impl Page for MemberDesk {
    const TEMPLATE: &'static str = "residents/groups/member.html";

    fn samples() -> Vec<Self> {
        let group = sample_group(LONG);
        let mut wrong = Form::filled([("jabatan", LONG.to_owned())]);
        wrong.wrong("jabatan", "Isian ini paling panjang 40 huruf.");
        let line = |state| sample_line(LONG, "Ketua", state);
        vec![
            Self::new(&group, line(""), &Form::default(), false),
            Self::new(&group, line("Pindah"), &wrong, true),
        ]
    }
}
