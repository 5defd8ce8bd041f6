//! Asking for a letter: pick, answer what the register does not know, look it over.

use axum::{extract::Path, response::Response};
use cache::{Limit, Verdict};
use residents::lookup;
use serde::Deserialize;
use std::time::Duration;
use uuid::Uuid;
use web::{
    AppError, AppResult, Form, OrNotFound, Query,
    citizen::{CameBy, CitizenDesk, CitizenForm},
    keys,
    office::Flash,
};

use super::{address, own, today};
use crate::{
    answers::{self, Member},
    domain::State,
    kind::Kind,
    offered::{self, Offered},
    pages::citizen::{AskForm, PickPage, Somebody},
    store::requests::{self as store, NewRequest, RequestRow},
    writing,
};

/// As many requests may be begun by one person in a day.
const BEGUN: Limit = Limit {
    name: "letter-request",
    max: 20,
    per: Duration::from_secs(24 * 60 * 60),
};

/// Which kind is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct KindQuery {
    jenis: String,
}

/// The kind of an address.
async fn kind_of(desk: &mut CitizenDesk, slug: &str) -> AppResult<Kind> {
    let found = offered::one(&mut desk.tx, slug).await?;
    let found = found.filter(Offered::is_asked_for_online).or_not_found()?;
    Ok(found.kind)
}

/// Everybody of her family, herself first. Who came in without an account asks for herself alone, and is not
/// shown whom the register knows.
async fn family(desk: &mut CitizenDesk) -> AppResult<Vec<lookup::Member>> {
    let me = desk.me.resident;
    let mut members = lookup::family_of(&mut desk.tx, me).await?;
    if has_link(desk) {
        members.retain(|member| member.id == me);
    }
    members.sort_by_key(|member| member.id != me);
    Ok(members)
}

/// The others, as questions list them.
fn others(members: &[lookup::Member], about: Uuid) -> Vec<Member> {
    let others = members.iter().filter(|member| member.id != about);
    others
        .map(|member| Member {
            id: member.id,
            name: member.name.clone(),
            relationship: member.relationship.clone(),
        })
        .collect()
}

fn people(members: &[lookup::Member], me: Uuid) -> Vec<Somebody> {
    let is_alone = members.len() == 1;
    let somebody = |member: &lookup::Member| Somebody {
        value: member.id.to_string(),
        label: if member.id == me && is_alone {
            "Saya sendiri".to_owned()
        } else if member.id == me {
            format!("{} (saya sendiri)", member.name)
        } else {
            format!("{} ({})", member.name, member.relationship.to_lowercase())
        },
    };
    members.iter().map(somebody).collect()
}

/// `GET /mandiri/surat/baru`
pub async fn pick(mut desk: CitizenDesk, Query(query): Query<KindQuery>) -> AppResult<Response> {
    if query.jenis.is_empty() {
        let all = offered::all(&mut desk.tx).await?;
        let offered: Vec<&Offered> = all.iter().filter(|one| one.is_asked_for_online()).collect();
        return desk.page("Minta surat", &PickPage::new(&offered)).await;
    }
    let kind = kind_of(&mut desk, &query.jenis).await?;
    let members = family(&mut desk).await?;
    let me = desk.me.resident;
    let form = Form::filled([
        ("sekali", Uuid::now_v7().to_string()),
        ("untuk", me.to_string()),
    ]);
    let page = AskForm::new(&kind, &form, &others(&members, me), people(&members, me));
    desk.page(&kind.name, &page).await
}

/// Whom it is for: herself, or somebody of her family.
fn about(form: &mut Form, members: &[lookup::Member], me: Uuid) -> Uuid {
    let picked = Uuid::try_parse(form.raw("untuk")).unwrap_or(me);
    if picked == me || members.iter().any(|member| member.id == picked) {
        return picked;
    }
    form.wrong("untuk", "Pilih diri Anda atau anggota keluarga satu KK.");
    me
}

/// What a form says, if a letter can be made of it.
struct Typed {
    about: Uuid,
    answers: answers::Answers,
}

async fn read(
    desk: &mut CitizenDesk,
    kind: &Kind,
    form: &mut Form,
    members: &[lookup::Member],
) -> AppResult<Option<Typed>> {
    let about = about(form, members, desk.me.resident);
    let today = today(desk);
    let answers = answers::read(kind, form, &others(members, about), today);
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let known = lookup::facts(&mut desk.tx, &keys, &[about]).await?;
    if let Some(hindrance) = writing::hindrance(kind, known.first(), today) {
        form.wrong("untuk", hindrance);
    }
    Ok(form.is_good().then_some(Typed { about, answers }))
}

/// `POST /mandiri/surat/baru`: kept as a draft, to be looked over before it is sent.
pub async fn begin(CitizenForm { mut desk, mut form }: CitizenForm) -> AppResult<Response> {
    let slug = form.raw("jenis").to_owned();
    let kind = kind_of(&mut desk, &slug).await?;
    let members = family(&mut desk).await?;
    let me = desk.me.resident;
    let Some(typed) = read(&mut desk, &kind, &mut form, &members).await? else {
        let shown = Uuid::try_parse(form.raw("untuk")).unwrap_or(me);
        let page = AskForm::new(&kind, &form, &others(&members, shown), people(&members, me));
        return desk.wrong(&kind.name, &page).await;
    };
    let village = desk.site.village.entry.schema.as_str();
    let who = me.to_string();
    if let Verdict::Refused { retry_after } = desk.site.app.redis.count(BEGUN, village, &who).await
    {
        return Err(AppError::TooMany {
            retry_after_secs: retry_after.as_secs(),
        });
    }
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let id = Uuid::now_v7();
    let new = NewRequest {
        id,
        kind: &slug,
        resident: Some(typed.about),
        asked_by: (typed.about != me).then_some(me),
        came_by: desk.me.came_by.word(),
        state: State::Draft,
        answers_sealed: &writing::closed(&keys, id, &typed.answers)?,
        once: Uuid::try_parse(form.raw("sekali")).unwrap_or(id),
        link_hash: None,
        entered_by: "",
        now: desk.site.now(),
    };
    let before = store::add(&mut desk.tx, &new).await?;
    let to = match before {
        None => id,
        // The same form once more: only if it was hers.
        Some(before) => own(&mut desk, before).await?.id,
    };
    desk.tx.finish().await?;
    Ok(web::office::lead(
        &address(to),
        &Flash::good("Jawaban Anda tersimpan. Periksa, lengkapi fotonya, lalu kirim."),
    ))
}

/// A request its writer may still change.
async fn open_to_change(desk: &mut CitizenDesk, id: Uuid) -> AppResult<(RequestRow, Kind)> {
    let row = own(desk, id).await?;
    let is_open = State::of_word(&row.state).is_open_to_citizen();
    is_open.then_some(()).or_not_found()?;
    let kind = offered::asked(&mut desk.tx, &row.kind).await?;
    Ok((row, kind))
}

/// `GET /mandiri/surat/{id}/ubah`
pub async fn edit(mut desk: CitizenDesk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let (row, kind) = open_to_change(&mut desk, id).await?;
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let answers = writing::opened(&keys, id, &row.answers_sealed)?;
    let members = family(&mut desk).await?;
    let me = desk.me.resident;
    let about = row.resident_id.unwrap_or(me);
    let mut form = Form::filled([
        ("versi", row.version.to_string()),
        ("untuk", about.to_string()),
    ]);
    form.add_all(answers::typed(&answers));
    let page = AskForm::new(&kind, &form, &others(&members, about), people(&members, me)).of(id);
    desk.page(&kind.name, &page).await
}

/// `POST /mandiri/surat/{id}/ubah`
pub async fn save(
    Path(id): Path<Uuid>,
    CitizenForm { mut desk, mut form }: CitizenForm,
) -> AppResult<Response> {
    let (row, kind) = open_to_change(&mut desk, id).await?;
    let members = family(&mut desk).await?;
    let me = desk.me.resident;
    // Whom it is for was said when it began.
    form.set("untuk", row.resident_id.unwrap_or(me).to_string());
    let typed = read(&mut desk, &kind, &mut form, &members).await?;
    let version = form.raw("versi").parse().unwrap_or(0);
    let mut is_kept = false;
    if let Some(typed) = &typed {
        let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
        let sealed = writing::closed(&keys, id, &typed.answers)?;
        let now = desk.site.now();
        is_kept = store::rewrite(&mut desk.tx, id, version, &sealed, false, now).await?;
        if !is_kept {
            form.wrong(
                "untuk",
                "Permohonan ini baru saja berubah di tempat lain. Periksa, lalu simpan lagi.",
            );
            form.set("versi", row.version.to_string());
        }
    }
    if typed.is_none() || !is_kept {
        let about = row.resident_id.unwrap_or(me);
        let page =
            AskForm::new(&kind, &form, &others(&members, about), people(&members, me)).of(id);
        return desk.wrong(&kind.name, &page).await;
    }
    desk.done_inside(&address(id), Flash::good("Perubahan tersimpan."))
        .await
}

/// Whether somebody without an account asks.
pub(super) fn has_link(desk: &CitizenDesk) -> bool {
    desk.me.came_by == CameBy::Link
}
