//! The menu: a tree of two levels, each entry with its label and where it leads.

use axum::{extract::Path, response::Response};
use identity::Capability::ManageSite;
use serde_json::json;
use uuid::Uuid;
use web::{
    AppResult, Form, OrNotFound,
    office::{Desk, DeskForm, Flash, Needs, OfficeRoutes},
};

use super::{
    guarding::{self, Words},
    order as steps,
};
use crate::{
    domain::{
        destination::Destination,
        fields,
        menu::{self, Entry, FIXED, LABEL, MOST, NOWHERE},
    },
    pages::office::{MenuDesk, MenuEditor},
    store::desk::{
        menu::{self as store, MenuRow},
        order::{self, List},
    },
};

pub const HERE: &str = "/kantor/menu";

/// Its addresses below `/kantor`.
pub fn routes() -> OfficeRoutes {
    const SITE: Needs = Needs::Capability(ManageSite);
    OfficeRoutes::new()
        .get("/kantor/menu", SITE, list)
        .get("/kantor/menu/baru", SITE, new)
        .get("/kantor/menu/{id}", SITE, open)
        .post("/kantor/menu/{id}", SITE, save)
        .post("/kantor/menu/{id}/pindah", SITE, step)
        .post("/kantor/menu/{id}/hapus", SITE, delete)
}

/// `GET /kantor/menu`
pub async fn list(mut desk: Desk) -> AppResult<Response> {
    let rows = store::all(&mut desk.tx).await?;
    desk.page("Menu", &MenuDesk::new(&rows)).await
}

/// `GET /kantor/menu/baru`
pub async fn new(desk: Desk) -> AppResult<Response> {
    let (desk, page) = editor(desk, Uuid::now_v7(), &Form::default()).await?;
    desk.page("Tambah ke menu", &page).await
}

/// `GET /kantor/menu/{id}`
pub async fn open(mut desk: Desk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let rows = store::all(&mut desk.tx).await?;
    let targets = store::targets(&mut desk.tx).await?;
    let row = rows.iter().find(|row| row.id == id).or_not_found()?;
    let is_listed = row.href == NOWHERE
        || FIXED.iter().any(|(href, _)| *href == row.href)
        || targets.iter().any(|target| target.href == row.href);
    let field = if is_listed { "tujuan" } else { "alamat" };
    let parent = row.parent_id.map(|id| id.to_string());
    let form = Form::filled([
        ("nama", row.label.clone()),
        (field, row.href.clone()),
        ("di_bawah", parent.unwrap_or_default()),
    ]);
    let page = MenuEditor::new(id, &form, &rows, &targets);
    desk.page(&row.label, &page).await
}

/// `POST /kantor/menu/{id}`
pub async fn save(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, mut form }: DeskForm,
) -> AppResult<Response> {
    order::lock(&mut desk.tx, List::Menu).await?;
    let rows = store::all(&mut desk.tx).await?;
    let is_new = rows.iter().all(|row| row.id != id);
    let label = fields::named(&mut form, "nama", LABEL, "Beri nama butir menunya dulu.");
    let href = destination(&mut form, &desk.site.village.base_url);
    let parent = fields::chosen(&mut form, "di_bawah");
    let entries: Vec<Entry> = rows.iter().map(entry).collect();
    if let Err(error) = menu::may_stand(&entries, id, parent) {
        form.wrong("di_bawah", error.to_string());
    }
    if is_new && rows.len() >= MOST {
        form.wrong(
            "nama",
            format!("Menu ini sudah berisi {MOST} butir. Hapus yang tidak perlu dulu."),
        );
    }
    if let Some(href) = &href {
        let words = Words {
            title: &label,
            link: if href.contains("://") { href } else { "" },
            ..Words::default()
        };
        guarding::lets_pass(&mut desk, &mut form, "nama", id, words).await?;
    }
    let (Some(href), true) = (href, form.is_good()) else {
        let (desk, page) = editor(desk, id, &form).await?;
        return desk.wrong("Menu", &page).await;
    };
    store::save(&mut desk.tx, id, parent, &label, &href).await?;
    let (action, sentence) = if is_new {
        ("menu.tambah", "sudah ada di menu")
    } else {
        ("menu.ubah", "tersimpan")
    };
    let detail = json!({ "id": id, "tujuan": href });
    desk.record(action, &label, detail).await?;
    desk.done(HERE, Flash::good(format!("“{label}” {sentence}.")))
        .await
}

/// Where the entry leads: chosen from what there is, or typed.
fn destination(form: &mut Form, own: &str) -> Option<String> {
    let chosen = form.raw("tujuan").trim().to_owned();
    let typed = form.raw("alamat").trim().to_owned();
    let (field, text) = match (chosen.as_str(), typed.as_str()) {
        ("", "") => {
            form.wrong("tujuan", "Pilih tujuannya, atau ketik alamatnya di bawah.");
            return None;
        }
        (NOWHERE, "") => return Some(NOWHERE.to_owned()),
        (_, "") => ("tujuan", chosen),
        ("", _) => ("alamat", typed),
        _ if chosen == typed => ("alamat", typed),
        _ => {
            form.wrong(
                "tujuan",
                "Pilih satu: tujuan dari daftar, atau alamat yang diketik. Kosongkan yang lain.",
            );
            return None;
        }
    };
    match Destination::read(&text, own) {
        Ok(destination) => Some(destination.into_string()),
        Err(error) => {
            form.wrong(field, error.to_string());
            None
        }
    }
}

fn entry(row: &MenuRow) -> Entry {
    Entry {
        id: row.id,
        parent: row.parent_id,
    }
}

/// The form of one entry, with all it can choose from.
async fn editor(mut desk: Desk, id: Uuid, form: &Form) -> AppResult<(Desk, MenuEditor)> {
    let rows = store::all(&mut desk.tx).await?;
    let targets = store::targets(&mut desk.tx).await?;
    let page = MenuEditor::new(id, form, &rows, &targets);
    Ok((desk, page))
}

/// `POST /kantor/menu/{id}/pindah`
pub async fn step(Path(id): Path<Uuid>, sent: DeskForm) -> AppResult<Response> {
    steps::step(sent, List::Menu, id).await
}

/// `POST /kantor/menu/{id}/hapus`: with those below it.
pub async fn delete(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, .. }: DeskForm,
) -> AppResult<Response> {
    order::lock(&mut desk.tx, List::Menu).await?;
    let rows = store::all(&mut desk.tx).await?;
    let row = rows.iter().find(|row| row.id == id).or_not_found()?;
    let below = rows.iter().filter(|row| row.parent_id == Some(id)).count();
    store::delete(&mut desk.tx, id).await?;
    let detail = json!({ "id": id, "tujuan": row.href, "di_bawahnya": below });
    desk.record("menu.hapus", &row.label, detail).await?;
    let with = match below {
        0 => String::new(),
        count => format!(" bersama {count} butir di bawahnya"),
    };
    let flash = Flash::good(format!("“{}” sudah dihapus dari menu{with}.", row.label));
    desk.done(HERE, flash).await
}
