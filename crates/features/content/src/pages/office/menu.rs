//! What the office's pages about the menu receive.

use serde::Serialize;
use uuid::Uuid;
use web::{Form, FormView, Page};

use super::Choice;
use crate::{
    domain::menu::{FIXED, NOWHERE},
    store::desk::menu::{MenuRow, TargetRow},
};

/// An entry in the list.
#[derive(Debug, Clone, Serialize)]
pub struct MenuLine {
    pub label: String,
    pub href: String,
    /// Where it leads, in words or as an address.
    pub target: String,
    /// It leads to nothing.
    pub is_lost: bool,
    pub children: Vec<MenuLine>,
}

impl MenuLine {
    fn new(row: &MenuRow) -> Self {
        let fixed = FIXED.iter().find(|(href, _)| *href == row.href);
        Self {
            label: row.label.clone(),
            href: format!("/kantor/menu/{}", row.id),
            target: match fixed {
                Some((_, label)) => (*label).to_owned(),
                None if row.href == NOWHERE => "Hanya judul".to_owned(),
                None => row.href.clone(),
            },
            is_lost: row.is_lost,
            children: Vec::new(),
        }
    }
}

/// What `content/office/menu.html` receives.
#[derive(Debug, Serialize)]
pub struct MenuDesk {
    pub items: Vec<MenuLine>,
}

impl MenuDesk {
    pub fn new(rows: &[MenuRow]) -> Self {
        let below = |parent: Option<Uuid>| rows.iter().filter(move |row| row.parent_id == parent);
        Self {
            items: below(None)
                .map(|top| MenuLine {
                    children: below(Some(top.id)).map(MenuLine::new).collect(),
                    ..MenuLine::new(top)
                })
                .collect(),
        }
    }
}

fn sample(id: u128, parent: Option<u128>, label: &str, href: &str) -> MenuRow {
    MenuRow {
        id: Uuid::from_u128(id),
        parent_id: parent.map(Uuid::from_u128),
        label: label.into(),
        href: href.into(),
        is_lost: href == "/halaman/hilang",
    }
}

fn sample_rows() -> Vec<MenuRow> {
    vec![
        sample(1, None, "Siti <b>", "/artikel"),
        sample(2, Some(1), crate::pages::LONG, "https://contoh.id/?a=\"b"),
        sample(3, Some(1), "Hilang", "/halaman/hilang"),
        sample(4, None, "Judul", NOWHERE),
    ]
}

impl Page for MenuDesk {
    const TEMPLATE: &'static str = "content/office/menu.html";

    fn samples() -> Vec<Self> {
        let rows = sample_rows();
        vec![Self::new(&[]), Self::new(&rows[..1]), Self::new(&rows)]
    }
}

/// What `content/office/menu_item.html` receives.
#[derive(Debug, Serialize)]
pub struct MenuEditor {
    pub action: String,
    pub form: FormView,
    pub targets: Vec<Choice>,
    /// The entries it may stand below.
    pub parents: Vec<Choice>,
    pub is_new: bool,
    /// Entries that go with it when it is deleted.
    pub below: usize,
}

impl MenuEditor {
    pub fn new(id: Uuid, form: &Form, rows: &[MenuRow], found: &[TargetRow]) -> Self {
        let fixed = FIXED.iter().map(|(href, label)| Choice::new(*href, *label));
        let found = found.iter().map(|row| {
            let label = format!("{}: {}", row.kind, row.title);
            Choice::new(row.href.as_str(), label)
        });
        let nowhere = Choice::new(
            NOWHERE,
            "Tidak ke mana-mana, hanya judul bagi yang di bawahnya",
        );
        let mut targets: Vec<Choice> = fixed.chain(found).chain([nowhere]).collect();
        // What was chosen and is gone since stays to be seen.
        let chosen = form.raw("tujuan");
        if !chosen.is_empty() && targets.iter().all(|known| known.value != chosen) {
            targets.push(Choice::new(chosen, chosen));
        }
        Self {
            action: format!("/kantor/menu/{id}"),
            form: form.view(),
            targets,
            parents: rows
                .iter()
                .filter(|row| row.parent_id.is_none() && row.id != id)
                .map(|row| Choice::new(row.id.to_string(), row.label.as_str()))
                .collect(),
            is_new: rows.iter().all(|row| row.id != id),
            below: rows.iter().filter(|row| row.parent_id == Some(id)).count(),
        }
    }
}

impl Page for MenuEditor {
    const TEMPLATE: &'static str = "content/office/menu_item.html";

    fn samples() -> Vec<Self> {
        let mut wrong = Form::filled([
            ("nama", "Siti <b>".into()),
            ("tujuan", "javascript:alert(1)".into()),
            ("di_bawah", Uuid::nil().to_string()),
            ("periksa", "ya".into()),
        ]);
        wrong.wrong("tujuan", "Alamat <b> ini tidak boleh.");
        wrong.wrong("di_bawah", "Menu akan berputar.");
        let found = [TargetRow {
            kind: "Halaman".into(),
            title: "Siti <b>".into(),
            href: "/halaman/profil".into(),
        }];
        let rows = sample_rows();
        vec![
            Self::new(Uuid::nil(), &Form::default(), &[], &[]),
            Self::new(Uuid::nil(), &wrong, &rows, &found),
            Self::new(rows[0].id, &Form::default(), &rows, &found),
            Self::new(rows[3].id, &Form::default(), &rows, &found),
        ]
    }
}
