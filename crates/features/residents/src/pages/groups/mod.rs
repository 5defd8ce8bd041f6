//! Groups.

mod one;

pub use one::{FoundLine, GroupDesk, MemberDesk, MemberLine};

use serde::Serialize;
use uuid::Uuid;
use web::{Form, FormView, Page, view::Pager};

use super::{Choice, LONG, list::area_choices, pager};
use crate::{
    domain::{GroupKind, Place},
    store::{areas::AreaRow, groups::GroupLine},
};

pub(super) const HERE: &str = "/kantor/kelompok";

/// A line of the list.
#[derive(Debug, Serialize)]
pub struct GroupLink {
    pub href: String,
    pub name: String,
    pub kind: &'static str,
    /// Empty when it belongs to the whole village.
    pub place: String,
    pub members: i64,
}

/// A part of the village as it is called; nothing for all of it.
pub(super) fn place(parts: [Option<&str>; 3]) -> String {
    match parts {
        [Some(hamlet), Some(rw), Some(rt)] => Place::stored(hamlet, rw, rt).label(),
        _ => String::new(),
    }
}

fn kind_label(word: &str) -> &'static str {
    GroupKind::stored(word).map_or("Kelompok", GroupKind::label)
}

/// A kind of group to look at alone.
#[derive(Debug, Serialize)]
pub struct KindLink {
    pub label: &'static str,
    pub href: String,
    pub current: bool,
}

/// What `residents/groups/list.html` receives.
#[derive(Debug, Serialize)]
pub struct GroupsDesk {
    pub rows: Vec<GroupLink>,
    pub kinds: Vec<KindLink>,
    pub is_filtered: bool,
    pub may_manage: bool,
    pub pager: Pager,
    #[serde(skip)]
    query: String,
}

impl GroupsDesk {
    pub fn new(rows: &[GroupLine], kind: Option<GroupKind>, may_manage: bool) -> Self {
        let all = KindLink {
            label: "Semua",
            href: HERE.to_owned(),
            current: kind.is_none(),
        };
        let kinds = GroupKind::ALL.into_iter().map(|one| KindLink {
            label: one.label(),
            href: format!("{HERE}?jenis={}", one.as_str()),
            current: kind == Some(one),
        });
        Self {
            rows: rows
                .iter()
                .map(|row| GroupLink {
                    href: format!("{HERE}/{}", row.id),
                    name: row.name.clone(),
                    kind: kind_label(&row.kind),
                    place: place([row.hamlet.as_deref(), row.rw.as_deref(), row.rt.as_deref()]),
                    members: row.members,
                })
                .collect(),
            kinds: std::iter::once(all).chain(kinds).collect(),
            is_filtered: kind.is_some(),
            may_manage,
            pager: pager(HERE, "", None, false),
            query: kind
                .map(|kind| format!("jenis={}", kind.as_str()))
                .unwrap_or_default(),
        }
    }

    /// With the ways on and back to the beginning.
    #[must_use]
    pub fn paged(self, last: Option<Uuid>, is_later: bool) -> Self {
        Self {
            pager: pager(HERE, &self.query, last, is_later),
            ..self
        }
    }
}

impl Page for GroupsDesk {
    const TEMPLATE: &'static str = "residents/groups/list.html";

    fn samples() -> Vec<Self> {
        let row = |name: &str, rt: Option<&str>| GroupLine {
            id: Uuid::nil(),
            name: name.to_owned(),
            name_key: name.to_owned(),
            kind: "farmers".into(),
            hamlet: rt.map(|_| "Handil Bujur".into()),
            rw: rt.map(|_| String::new()),
            rt: rt.map(str::to_owned),
            members: 24,
        };
        let rows = [row("Tani <b>", Some("002")), row(LONG, None)];
        vec![
            Self::new(&[], None, true),
            Self::new(&[], None, false),
            Self::new(&[], Some(GroupKind::Youth), true),
            Self::new(&rows, Some(GroupKind::Farmers), true).paged(Some(Uuid::nil()), true),
            Self::new(&rows, None, false),
        ]
    }
}

/// What `residents/groups/edit.html` receives.
#[derive(Debug, Serialize)]
pub struct GroupEditor {
    pub action: String,
    pub back: String,
    pub title: &'static str,
    pub form: FormView,
    pub kinds: Vec<Choice>,
    pub areas: Vec<Choice>,
}

impl GroupEditor {
    pub fn new(form: &Form, areas: &[AreaRow], of: Option<Uuid>) -> Self {
        let (action, back, title) = match of {
            Some(id) => (
                format!("{HERE}/{id}/ubah"),
                format!("{HERE}/{id}"),
                "Ubah kelompok",
            ),
            None => (format!("{HERE}/baru"), HERE.to_owned(), "Kelompok baru"),
        };
        Self {
            action,
            back,
            title,
            form: form.view(),
            kinds: GroupKind::ALL
                .into_iter()
                .map(|kind| Choice {
                    value: kind.as_str().to_owned(),
                    label: kind.label().to_owned(),
                })
                .collect(),
            areas: area_choices(areas),
        }
    }
}

impl Page for GroupEditor {
    const TEMPLATE: &'static str = "residents/groups/edit.html";

    fn samples() -> Vec<Self> {
        let mut wrong = Form::filled([("nama", LONG.to_owned()), ("catatan", "a <b>".to_owned())]);
        wrong.wrong("nama", "Kelompok dengan nama ini sudah ada.");
        vec![
            Self::new(&Form::default(), &[], None),
            Self::new(&wrong, &[], Some(Uuid::nil())),
        ]
    }
}
