//! Numbers for letters that are written on paper: of the same rows as all others.

use axum::response::Response;
use serde_json::json;
use web::{
    AppResult, Form,
    office::{Desk, DeskForm, Flash},
};

use super::REGISTER;
use crate::{
    kind::{self, Kind},
    numbering::{self, OnPaper, Reserved, Wanted},
    offered::{self, Offered},
    pages::paper_numbers::PaperNumberDesk,
    settings::Settings,
    writing,
};

/// The longest subject, in characters.
const SUBJECT: usize = 200;
/// The kind under which a letter is numbered that is of no kind: its code is typed.
const GENERAL: &str = "pengantar-umum";

/// `GET /kantor/surat/nomor`
pub async fn show(mut desk: Desk) -> AppResult<Response> {
    let page = page(&mut desk, &Form::default()).await?;
    desk.page("Nomor surat kertas", &page).await
}

/// The village's short name and its code.
fn village(desk: &Desk) -> (String, String) {
    let entry = &desk.site.village.entry;
    (entry.name.clone(), entry.code.dotted())
}

async fn page(desk: &mut Desk, form: &Form) -> AppResult<PaperNumberDesk> {
    let kinds = offered::all(&mut desk.tx).await?;
    let (short, code) = village(desk);
    let settings = Settings::of(&mut desk.tx, &short).await?;
    let mut page = PaperNumberDesk::new(&kinds, form);
    if let Some(kind) = chosen(&kinds, form) {
        let wanted = Wanted {
            rules: &settings.rules,
            kind: &kind,
            village: (&short, &code),
            date: writing::today(&desk.site),
        };
        page.next = numbering::next(&mut desk.tx, wanted).await?.text;
    }
    Ok(page)
}

/// The kind that was picked, with the code that was typed in the place of its own.
fn chosen(kinds: &[Offered], form: &Form) -> Option<Kind> {
    let slug = form.raw("jenis");
    let slug = if slug.is_empty() { GENERAL } else { slug };
    let found = kinds.iter().find(|one| one.kind.slug == slug);
    let mut kind = found?.kind.clone();
    let code = form.raw("kode").trim();
    if !code.is_empty() {
        code.clone_into(&mut kind.code);
    }
    Some(kind)
}

/// `POST /kantor/surat/nomor`
pub async fn reserve(DeskForm { mut desk, mut form }: DeskForm) -> AppResult<Response> {
    const TITLE: &str = "Nomor surat kertas";
    let kinds = offered::all(&mut desk.tx).await?;
    let subject = form.needed_line("perihal", SUBJECT, "Isi perihal suratnya.");
    let typed = form.tidy("nomor");
    let number = form.read("nomor", numbering::typed);
    if !form.raw("kode").trim().is_empty() && !kind::is_code(form.raw("kode").trim()) {
        form.wrong(
            "kode",
            "Kode klasifikasi berisi angka dan titik, misalnya 400.10.2.2.",
        );
    }
    let kind = chosen(&kinds, &form);
    if kind.is_none() {
        form.wrong("jenis", "Pilih jenis suratnya.");
    }
    let (Some(kind), Some(number), true) = (kind, number, form.is_good()) else {
        let page = page(&mut desk, &form).await?;
        return desk.wrong(TITLE, &page).await;
    };
    let (short, code) = village(&desk);
    let settings = Settings::of(&mut desk.tx, &short).await?;
    let paper = OnPaper {
        wanted: Wanted {
            rules: &settings.rules,
            kind: &kind,
            village: (&short, &code),
            date: writing::today(&desk.site),
        },
        number,
        subject: &subject,
        may_leap: form.has("loncat"),
        now: desk.site.now(),
    };
    match numbering::reserve(&mut desk.tx, paper).await? {
        Reserved::Done { id, number } => {
            let detail = json!({ "id": id, "diketik": typed });
            desk.record("surat.nomor", &number.text, detail).await?;
            let text = format!("Nomor {} untuk surat kertas Anda.", number.text);
            desk.done_inside(&format!("{REGISTER}/{id}"), Flash::good(text))
                .await
        }
        Reserved::Taken { id, text } => {
            form.wrong("nomor", format!("Nomor {text} sudah dipakai surat lain."));
            let mut page = page(&mut desk, &form).await?;
            page.taken_href = format!("{REGISTER}/{id}");
            desk.wrong(TITLE, &page).await
        }
        Reserved::Leaps { next } => {
            form.wrong(
                "nomor",
                format!(
                    "Nomor ini melompati {next}. Centang “Saya memang melompat” bila itu maksud Anda; nomor di antaranya tetap dipakai kemudian."
                ),
            );
            let mut page = page(&mut desk, &form).await?;
            page.asks_to_leap = true;
            desk.wrong(TITLE, &page).await
        }
    }
}
