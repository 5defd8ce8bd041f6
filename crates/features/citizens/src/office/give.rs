//! An account or a new PIN for one resident: on the screen, on a slip of paper, or by a link.

use axum::{extract::Path, response::Response};
use identity::{Pin, Purpose, Token};
use residents::lookup::Known;
use serde_json::json;
use uuid::Uuid;
use web::{
    AppResult, Form, OrNotFound,
    office::{Desk, DeskForm},
};

use super::{
    one::{self, hindrance, in_record, resident},
    slips::{self, Slip},
};
use crate::{
    door::{about_known, away},
    pages::office::GivenDesk,
    store::{
        accounts::{self, Chosen, NewAccount},
        links,
    },
};

const TITLE: &str = "Akun warga";

/// An account that was given, or whose PIN was renewed.
struct Given {
    account: Uuid,
    pin: Pin,
    is_new: bool,
}

/// Gives an account, or a new PIN to who has one: it ends every session and has to be changed at once.
/// Nothing when the account is closed.
async fn give(desk: &mut Desk, known: &Known) -> AppResult<Option<Given>> {
    let pin = Pin::random(&about_known(known));
    let app = desk.site.app.clone();
    let hashing = app.passwords.hash_digits(pin.expose());
    let hash = desk.aside(hashing).await?.map_err(away)?;
    let (by, now) = (desk.me.name.clone(), desk.site.now());
    let new = NewAccount {
        resident: known.id,
        pin_hash: &hash,
        by: &by,
        now,
    };
    if let Some(account) = accounts::give(&mut desk.tx, new).await? {
        return Ok(Some(Given {
            account,
            pin,
            is_new: true,
        }));
    }
    let account = accounts::of_resident(&mut desk.tx, known.id).await?;
    let account = account.or_not_found()?;
    if account.state != "open" {
        return Ok(None);
    }
    accounts::set_pin(&mut desk.tx, account.id, &hash, Chosen::Office, now).await?;
    Ok(Some(Given {
        account: account.id,
        pin,
        is_new: false,
    }))
}

/// Why nothing was given, on the page it was asked from.
async fn refused(mut desk: Desk, known: &Known, why: &str) -> AppResult<Response> {
    let mut form = Form::default();
    form.wrong("bentuk", why);
    let account = accounts::of_resident(&mut desk.tx, known.id).await?;
    let page = one::page(&desk, known, account.as_ref(), &form);
    desk.wrong(TITLE, &page).await
}

const CLOSED: &str = "Akun ini ditutup. Buka dulu, lalu buat PIN baru.";

async fn record(desk: &mut Desk, known: &Known, given: &Given, how: &str) -> AppResult<()> {
    let action = if given.is_new {
        "warga.buat"
    } else {
        "warga.pin"
    };
    let detail = json!({ "id": known.id, "lewat": how });
    desk.record(action, &in_record(known), detail).await
}

/// `POST /kantor/warga/{id}/pin`: a new PIN, shown once: on the screen, or on a slip of paper.
pub async fn pin(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, form }: DeskForm,
) -> AppResult<Response> {
    let known = resident(&mut desk, id).await?;
    if let Some(why) = hindrance(&known) {
        return refused(desk, &known, why).await;
    }
    let on_paper = form.raw("bentuk") == "slip";
    let turn = if on_paper {
        match slips::turn(&mut desk).await? {
            Some(turn) => Some(turn),
            None => return refused(desk, &known, slips::BUSY).await,
        }
    } else {
        None
    };
    let Some(given) = give(&mut desk, &known).await? else {
        return refused(desk, &known, CLOSED).await;
    };
    let how = if on_paper { "slip" } else { "layar" };
    record(&mut desk, &known, &given, how).await?;
    let Some(turn) = turn else {
        let page = GivenDesk::pin(&known, given.pin.expose(), given.is_new);
        return desk.commit_and_page(TITLE, &page).await;
    };
    let slip = Slip::new(&known, &given.pin);
    slips::commit_and_print(desk, turn, vec![slip]).await
}

/// `POST /kantor/warga/{id}/tautan`: a link for WhatsApp by which she chooses her PIN herself, once.
pub async fn link(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, .. }: DeskForm,
) -> AppResult<Response> {
    let known = resident(&mut desk, id).await?;
    if let Some(why) = hindrance(&known) {
        return refused(desk, &known, why).await;
    }
    let phone = known.phone.as_ref();
    let Some(phone) = phone.filter(|phone| phone.wa_link_number().is_some()) else {
        let why = "Orang ini belum mempunyai nomor ponsel di data desa. Pakai slip.";
        return refused(desk, &known, why).await;
    };
    // Nobody knows the PIN of such an account until the link was opened.
    let Some(given) = give(&mut desk, &known).await? else {
        return refused(desk, &known, CLOSED).await;
    };
    let (token, now) = (Token::generate(), desk.site.now());
    let (hash, until) = (token.hash(Purpose::Pin), Purpose::Pin.expires_at(now));
    links::put(&mut desk.tx, given.account, &hash, until).await?;
    record(&mut desk, &known, &given, "tautan").await?;
    let path = format!("/mandiri/undangan/{}", token.to_text());
    let link = desk.site.absolute(&path);
    let village = web::village_name(&desk.site.village);
    let page = GivenDesk::link(&known, &link, phone.masked(), &village);
    desk.commit_and_page(TITLE, &page).await
}
