//! One resident: what she agreed to, and what she wants put right.

use axum::{extract::Path, response::Response};
use kernel::time;
use serde_json::json;
use uuid::Uuid;
use web::{
    AppResult, Form, OrNotFound, keys,
    office::{Desk, DeskForm, Flash},
};

use super::pages::{Kept, RightsDesk};
use crate::{
    domain::{Agreed, GivenBy, State, Wish, draft},
    office::seen,
    store::{
        columns::WISH,
        looks,
        people::ResidentRow,
        retention,
        rights::{self as store, Decision, NewConsent, NewRequest},
    },
};

const TITLE: &str = "Hak atas data";

/// `GET /kantor/penduduk/{id}/hak`
pub async fn show(mut desk: Desk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let row = super::resident(&mut desk, id).await?;
    let form = begun(&desk);
    let page = page(&mut desk, &row, &form, None).await?;
    desk.page(TITLE, &page).await
}

/// Of today, until something else is typed.
fn begun(desk: &Desk) -> Form {
    let today = time::day(desk.site.now());
    Form::filled([("tanggal", today.to_string())])
}

/// The page, with a request whose words were opened for this once.
async fn page(
    desk: &mut Desk,
    row: &ResidentRow,
    form: &Form,
    opened: Option<(Uuid, String)>,
) -> AppResult<RightsDesk> {
    let consents = store::consents(&mut desk.tx, row.id).await?;
    let requests = store::requests(&mut desk.tx, row.id).await?;
    let rules = retention::of(&mut desk.tx).await?;
    let kept = Kept::of(State::stored(&row.state), row.since.to_jiff(), &rules);
    Ok(RightsDesk::new(row, form, kept).with(&consents, &requests, opened.as_ref()))
}

fn address(id: Uuid) -> String {
    format!("/kantor/penduduk/{id}/hak")
}

/// `POST /kantor/penduduk/{id}/hak/persetujuan`
pub async fn agree(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, mut form }: DeskForm,
) -> AppResult<Response> {
    let row = super::resident(&mut desk, id).await?;
    let today = time::day(desk.site.now());
    let agreed = form.read("untuk", |word| {
        Agreed::of_word(word).ok_or("Pilih untuk apa persetujuannya.")
    });
    let given_by = form.read("cara", |word| {
        GivenBy::IN_OFFICE
            .into_iter()
            .find(|given| given.word() == word)
            .ok_or("Pilih bagaimana persetujuannya diberikan.")
    });
    let given_on = form.read("tanggal", |text| draft::past_day(text, today));
    let (Some(agreed), Some(given_by), Some(given_on)) = (agreed, given_by, given_on) else {
        let page = page(&mut desk, &row, &form, None).await?;
        return desk.wrong(TITLE, &page).await;
    };
    let by = desk.me.name.clone();
    let consent = NewConsent {
        agreed,
        given_on,
        given_by,
        by: &by,
    };
    if !store::agree(&mut desk.tx, id, consent).await? {
        form.wrong("untuk", "Persetujuan ini sudah tercatat dan masih berlaku.");
        let page = page(&mut desk, &row, &form, None).await?;
        return desk.wrong(TITLE, &page).await;
    }
    let subject = seen::in_record(&row.name);
    let detail = json!({ "id": id, "untuk": agreed.word() });
    desk.record("persetujuan.catat", &subject, detail).await?;
    desk.done_inside(&address(id), Flash::good("Persetujuan sudah tercatat."))
        .await
}

/// `POST /kantor/penduduk/{id}/hak/persetujuan/{event}/cabut`
pub async fn withdraw(
    Path((id, consent)): Path<(Uuid, Uuid)>,
    DeskForm { mut desk, .. }: DeskForm,
) -> AppResult<Response> {
    let row = super::resident(&mut desk, id).await?;
    let today = time::day(desk.site.now());
    let ended = store::withdraw(&mut desk.tx, id, consent, today).await?;
    let Some(purpose) = ended else {
        let text = "Persetujuan itu sudah tidak berlaku.";
        return desk.done_inside(&address(id), Flash::warn(text)).await;
    };
    let subject = seen::in_record(&row.name);
    let detail = json!({ "id": id, "untuk": purpose });
    desk.record("persetujuan.cabut", &subject, detail).await?;
    let flash = match Agreed::of_word(&purpose) {
        Some(Agreed::Phone) if row.phone_sealed.is_some() => Flash::warn(
            "Persetujuan dicabut. Hapus juga nomor teleponnya di Perbaiki data bila tidak diperlukan lagi.",
        ),
        Some(Agreed::Health) if !row.disability.is_empty() => {
            Flash::warn("Persetujuan dicabut. Kosongkan juga disabilitasnya di Perbaiki data.")
        }
        _ => Flash::good("Persetujuan dicabut."),
    };
    desk.done_inside(&address(id), flash).await
}

/// `POST /kantor/penduduk/{id}/hak/perbaikan`: the resident asks at the office.
pub async fn ask(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, mut form }: DeskForm,
) -> AppResult<Response> {
    let row = super::resident(&mut desk, id).await?;
    let Some(wish) = form.read("perbaikan", Wish::read) else {
        let page = page(&mut desk, &row, &form, None).await?;
        return desk.wrong(TITLE, &page).await;
    };
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let request = Uuid::now_v7();
    let wish_sealed = keys.seal(WISH.of(request), wish.as_bytes());
    let by = desk.me.name.clone();
    let asked = NewRequest {
        id: request,
        resident: id,
        wish_sealed: &wish_sealed,
        came_by: "office",
        by: &by,
    };
    if !store::ask(&mut desk.tx, asked).await? {
        form.wrong(
            "perbaikan",
            "Sudah ada sepuluh permintaan yang menunggu. Putuskan dulu yang itu.",
        );
        let page = page(&mut desk, &row, &form, None).await?;
        return desk.wrong(TITLE, &page).await;
    }
    let subject = seen::in_record(&row.name);
    desk.record("perbaikan.minta", &subject, json!({ "id": id }))
        .await?;
    desk.done_inside(&address(id), Flash::good("Permintaan sudah tercatat."))
        .await
}

/// `POST /kantor/penduduk/{id}/hak/perbaikan/{event}/baca`: the words of a request, once, written down.
pub async fn read(
    Path((id, request)): Path<(Uuid, Uuid)>,
    DeskForm { desk, .. }: DeskForm,
) -> AppResult<Response> {
    let form = begun(&desk);
    opened(desk, id, request, &form).await
}

async fn opened(mut desk: Desk, id: Uuid, request: Uuid, form: &Form) -> AppResult<Response> {
    let row = super::resident(&mut desk, id).await?;
    let requests = store::requests(&mut desk.tx, id).await?;
    let asked = requests.iter().find(|one| one.id == request);
    let sealed = &asked.or_not_found()?.wish_sealed;
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let plain = keys.open(WISH.of(request), sealed).map_err(seen::broken)?;
    let wish = Wish::of_sealed(&plain);
    let staff = (desk.me.id, desk.me.name.as_str());
    let purpose = "Memutuskan permintaan perbaikan";
    looks::add(&mut desk.tx, id, staff, "permintaan perbaikan", purpose).await?;
    let subject = seen::in_record(&row.name);
    desk.record("perbaikan.baca", &subject, json!({ "id": id }))
        .await?;
    let page = page(&mut desk, &row, form, Some((request, wish))).await?;
    if form.is_good() {
        desk.commit_and_page(TITLE, &page).await
    } else {
        desk.wrong(TITLE, &page).await
    }
}

/// `POST /kantor/penduduk/{id}/hak/perbaikan/{event}/putus`
pub async fn decide(
    Path((id, request)): Path<(Uuid, Uuid)>,
    DeskForm { mut desk, mut form }: DeskForm,
) -> AppResult<Response> {
    let row = super::resident(&mut desk, id).await?;
    let is_done = match form.raw("putusan") {
        "selesai" => Some(true),
        "tolak" => Some(false),
        _ => {
            form.wrong("putusan", "Pilih diperbaiki atau ditolak.");
            None
        }
    };
    let answer = form.line("jawaban", 300);
    if is_done == Some(false) && answer.chars().count() < 5 {
        form.wrong("jawaban", "Tulis alasannya, supaya orangnya mengerti.");
    }
    let (Some(is_done), true) = (is_done, form.is_good()) else {
        return opened(desk, id, request, &form).await;
    };
    let by = desk.me.name.clone();
    let decision = Decision {
        is_done,
        answer: &answer,
        by: &by,
    };
    if !store::decide(&mut desk.tx, id, request, decision).await? {
        let text = "Permintaan itu sudah diputuskan.";
        return desk.done_inside(&address(id), Flash::warn(text)).await;
    }
    let subject = seen::in_record(&row.name);
    let detail = json!({ "id": id, "putusan": if is_done { "selesai" } else { "tolak" } });
    desk.record("perbaikan.putus", &subject, detail).await?;
    let text = if is_done {
        "Permintaan ditandai selesai."
    } else {
        "Permintaan ditolak, dengan alasannya."
    };
    desk.done_inside(&address(id), Flash::good(text)).await
}
