//! One request as whoever asked sees it: looked over, sent, followed, and the letter at the end.

use axum::{extract::Path, response::Response};
use http::HeaderMap;
use uuid::Uuid;
use web::{
    AppResult, Download, Form, Manner, OrNotFound,
    citizen::{CitizenDesk, CitizenForm},
    keys,
    office::Flash,
};

use super::{BY_LINK, address, ask::has_link, link, own};
use crate::{
    answers::shown,
    domain::{LetterState, State},
    offered,
    office::paper,
    pages::citizen::{Asked, OwnRequest, SentPage},
    store::{
        files, issued, ratings,
        requests::{self as store, RequestRow, Step},
    },
    writing,
};

/// How whoever asked is called among the steps.
const APPLICANT: &str = "Pemohon";

/// `GET /mandiri/surat/{id}`
pub async fn show(mut desk: CitizenDesk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let row = own(&mut desk, id).await?;
    let page = page(&mut desk, &row, &Form::default()).await?;
    let title = page.kind.clone();
    desk.page(&title, &page).await
}

async fn page(desk: &mut CitizenDesk, row: &RequestRow, form: &Form) -> AppResult<OwnRequest> {
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let kind = offered::asked(&mut desk.tx, &row.kind).await?;
    let gathered = writing::gather(&mut desk.tx, &keys, kind, row).await?;
    let letter = issued::of_request(&mut desk.tx, row.id).await?;
    let is_rated = ratings::is_there(&mut desk.tx, row.id).await?;
    let asked = Asked {
        row,
        answers: shown(&gathered.kind, &gathered.answers, &gathered.people),
        files: files::of_request(&mut desk.tx, row.id).await?,
        steps: store::steps(&mut desk.tx, row.id).await?,
        is_writer: row.asked_by.or(row.resident_id) == Some(desk.me.resident),
        may_rate: letter.is_some() && !is_rated,
        letter,
    };
    let mut page = OwnRequest::new(&asked, &gathered.kind, form);
    if has_link(desk) {
        // Whom the register knows is not told to who came in without an account.
        page.name = "Anda".to_owned();
    }
    Ok(page)
}

/// The page with what is wrong with a photo, next to its requirement.
pub(super) async fn wrong(
    mut desk: CitizenDesk,
    row: &RequestRow,
    requirement: &str,
    sentence: &str,
) -> AppResult<Response> {
    let mut form = Form::default();
    form.wrong(format!("foto_{requirement}"), sentence);
    let page = page(&mut desk, row, &form).await?;
    let title = page.kind.clone();
    desk.wrong(&title, &page).await
}

/// `POST /mandiri/surat/{id}`: sends it, or takes it back.
pub async fn act(
    Path(id): Path<Uuid>,
    CitizenForm { desk, form }: CitizenForm,
) -> AppResult<Response> {
    match form.raw("aksi") {
        "kirim" => send(desk, id, &form).await,
        "batal" => withdraw(desk, id).await,
        _ => {
            let flash = Flash::warn("Pilih dahulu apa yang hendak dilakukan.");
            desk.done_inside(&address(id), flash).await
        }
    }
}

async fn send(mut desk: CitizenDesk, id: Uuid, form: &Form) -> AppResult<Response> {
    let row = own(&mut desk, id).await?;
    let from = State::of_word(&row.state);
    if !from.is_open_to_citizen() {
        let flash = Flash::good("Permohonan ini sudah terkirim.");
        return desk.done_inside(&address(id), flash).await;
    }
    let offered = offered::one(&mut desk.tx, &row.kind).await?;
    if !offered.is_some_and(|one| one.is_asked_for_online()) {
        let text = "Surat ini sedang tidak dilayani dari rumah. Jawaban Anda tetap tersimpan; silakan hubungi kantor desa.";
        return desk.done_inside(&address(id), Flash::warn(text)).await;
    }
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let kind = offered::asked(&mut desk.tx, &row.kind).await?;
    let gathered = writing::gather(&mut desk.tx, &keys, kind, &row).await?;
    let lacks = shown(&gathered.kind, &gathered.answers, &gathered.people);
    let hindrance = gathered.hindrance(writing::today(&desk.site));
    if let Some(hindrance) = hindrance {
        return desk.done_inside(&address(id), Flash::warn(hindrance)).await;
    }
    if lacks.iter().any(|answer| answer.is_missing) {
        let flash = Flash::warn("Masih ada yang perlu dijawab. Pilih Ubah jawaban.");
        return desk.done_inside(&address(id), flash).await;
    }
    let version = form.raw("versi").parse().unwrap_or(0);
    let now = desk.site.now();
    let answers = &row.answers_sealed;
    if !store::rewrite(&mut desk.tx, id, version, answers, true, now).await? {
        let flash =
            Flash::warn("Permohonan ini baru saja berubah di tempat lain. Periksa sekali lagi.");
        return desk.done_inside(&address(id), flash).await;
    }
    let step = Step {
        from,
        to: State::Received,
        by_name: APPLICANT,
        by_staff: None,
        reason: "",
        note: "",
        now,
    };
    store::note_step(&mut desk.tx, id, &step).await?;
    if has_link(&desk) && from == State::Draft {
        let (token, hash) = link::new();
        store::set_link(&mut desk.tx, id, &hash).await?;
        let page = SentPage {
            kind: gathered.kind.name,
            link: desk.site.absolute(&format!("{BY_LINK}/{token}")),
        };
        return desk.commit_and_page("Permohonan terkirim", &page).await;
    }
    let text = "Terkirim. Kantor desa memeriksanya; kabarnya tampil di sini dan di Pesan.";
    desk.done_inside(&address(id), Flash::good(text)).await
}

async fn withdraw(mut desk: CitizenDesk, id: Uuid) -> AppResult<Response> {
    let row = own(&mut desk, id).await?;
    let from = State::of_word(&row.state);
    let is_writer = row.asked_by.or(row.resident_id) == Some(desk.me.resident);
    let step = Step {
        from,
        to: State::Withdrawn,
        by_name: APPLICANT,
        by_staff: None,
        reason: "",
        note: "",
        now: desk.site.now(),
    };
    let is_done =
        is_writer && from.may_be_withdrawn() && store::withdraw(&mut desk.tx, id, &step).await?;
    if is_done && from == State::Draft {
        let flash = Flash::good("Permohonan dihapus.");
        return desk.done_inside(super::LETTERS, flash).await;
    }
    let flash = if is_done {
        Flash::good("Permohonan dibatalkan.")
    } else {
        Flash::warn("Permohonan ini sudah tidak dapat dibatalkan.")
    };
    desk.done_inside(&address(id), flash).await
}

/// `GET /mandiri/surat/{id}/pdf`
pub async fn pdf(
    mut desk: CitizenDesk,
    Path(id): Path<Uuid>,
    asked: HeaderMap,
) -> AppResult<Response> {
    own(&mut desk, id).await?;
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let paper = of_request(&mut desk.tx, &keys, id).await?;
    desk.tx.finish().await?;
    Ok(paper.answer(&asked))
}

/// The paper of a request's letter, to be kept by whoever asked.
pub(super) async fn of_request(
    tx: &mut db::VillageTx,
    keys: &vault::KeySet,
    request: Uuid,
) -> AppResult<Download> {
    let letter = issued::of_request(tx, request).await?.or_not_found()?;
    let row = issued::pdf(tx, letter.id).await?.or_not_found()?;
    paper(keys, letter.id, &row, Manner::Saved)
}

/// `POST /mandiri/surat/{id}/nilai`: nine answers from 1 to 4 (Permenpan-RB 14/2017).
pub async fn rate(
    Path(id): Path<Uuid>,
    CitizenForm { mut desk, mut form }: CitizenForm,
) -> AppResult<Response> {
    let row = own(&mut desk, id).await?;
    let letter = issued::of_request(&mut desk.tx, id).await?.or_not_found()?;
    let is_valid = LetterState::of_word(&letter.state) != LetterState::Void;
    is_valid.then_some(()).or_not_found()?;
    let mut scores = Vec::with_capacity(9);
    for at in 1..=9 {
        let score: i16 = form.raw(&format!("u{at}")).parse().unwrap_or(0);
        if !(1..=4).contains(&score) {
            form.wrong("u", "Pilih satu jawaban untuk setiap pertanyaan.");
        }
        scores.push(score);
    }
    let words = form.text("saran", 500);
    if !form.is_good() {
        let page = page(&mut desk, &row, &form).await?;
        let title = page.kind.clone();
        return desk.wrong(&title, &page).await;
    }
    let now = desk.site.now();
    ratings::add(&mut desk.tx, id, &scores, &words, now).await?;
    // The site tells how satisfied people are.
    desk.done(
        &address(id),
        Flash::good("Terima kasih atas penilaian Anda."),
    )
    .await
}
