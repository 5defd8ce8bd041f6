//! The list of books, and taking one away: asked what for, and written down for everybody in it.

use axum::{extract::Path, response::Response};
use identity::Capability::ManageResidents;
use kernel::time;
use print::{Press, PrintError};
use serde_json::json;
use uuid::Uuid;
use web::{
    AppError, AppResult, Form, OrNotFound, keys,
    office::{Desk, DeskForm, Needs, OfficeRoutes},
};

use super::{
    HERE,
    book::Book,
    cards, changes,
    file::{self, Written},
    main,
    pages::{BookDesk, BooksDesk},
    paper::{BOOK, Letterhead, Lies, Size},
    period::{Known, Period},
    recap,
    table::Table,
    temporary,
};
use crate::store::{
    books::{self, Taker},
    past,
};

const NEEDS: Needs = Needs::Capability(ManageResidents);
/// Rows from which a paper goes without its structure; the workbook is for who listens to it.
const LARGE: usize = 300;
/// What is said when others print for too long.
pub(crate) const BUSY: &str = "Sedang ada berkas lain yang disusun. Coba lagi sebentar.";

/// The addresses below `/kantor`.
pub fn routes() -> OfficeRoutes {
    OfficeRoutes::new()
        .get(HERE, NEEDS, list)
        .get("/kantor/penduduk/buku/{id}", NEEDS, show)
        .post("/kantor/penduduk/buku/{id}", NEEDS, take)
}

/// `GET /kantor/penduduk/buku`
pub async fn list(desk: Desk) -> AppResult<Response> {
    desk.page("Buku dan laporan", &BooksDesk::new()).await
}

/// `GET /kantor/penduduk/buku/{id}`
pub async fn show(mut desk: Desk, Path(word): Path<String>) -> AppResult<Response> {
    let book = Book::of_word(&word).or_not_found()?;
    let known = known(&mut desk).await?;
    let today = time::day(desk.site.now());
    let month_before = today.first_of_month().yesterday().unwrap_or(today);
    let month = known.map_or(month_before, |known| month_before.max(known.began));
    let form = Form::filled([
        ("tanggal", today.to_string()),
        ("bulan", month.month().to_string()),
        ("tahun", month.year().to_string()),
        ("kertas", "a4".to_owned()),
        ("bentuk", "pdf".to_owned()),
    ]);
    let page = BookDesk::new(book, &form, known, is_locked(&desk));
    desk.page(book.title(), &page).await
}

async fn known(desk: &mut Desk) -> AppResult<Option<Known>> {
    let began = past::began(&mut desk.tx).await?;
    let today = time::day(desk.site.now());
    Ok(began.map(|began| Known { began, today }))
}

/// Whether the account has a second factor that this session did not prove.
fn is_locked(desk: &Desk) -> bool {
    desk.me.has_second_factor && !desk.has_second_factor()
}

/// `POST /kantor/penduduk/buku/{id}`
pub async fn take(
    Path(word): Path<String>,
    DeskForm { mut desk, mut form }: DeskForm,
) -> AppResult<Response> {
    let book = Book::of_word(&word).or_not_found()?;
    if book.names_people() && is_locked(&desk) {
        return Err(AppError::Forbidden(
            "Keluar, lalu masuk lagi dengan kode dari ponsel Anda untuk mengunduh buku penduduk.",
        ));
    }
    let known = known(&mut desk).await?.ok_or(AppError::BadRequest(
        "Daftar penduduk masih kosong, jadi belum ada isi buku ini.",
    ))?;
    let period = Period::read(&mut form, book.asks(), known);
    let purpose = purpose(book, &mut form);
    let turn = match (period, form.is_good()) {
        (Some(period), true) => {
            let press = Press::shared();
            let turn = desk.aside(async move { press.turn().await }).await?;
            turn.map(|turn| (period, turn))
        }
        _ => Err(PrintError::Busy),
    };
    let Ok((period, turn)) = turn else {
        if form.is_good() {
            form.wrong("bentuk", BUSY);
        }
        let page = BookDesk::new(book, &form, Some(known), false);
        return desk.wrong(book.title(), &page).await;
    };
    let (table, people) = content(&mut desk, book, &period).await?;
    let shape = file::Form::of_word(form.raw("bentuk"));
    record(&mut desk, book, (&period, shape, &purpose), &people).await?;
    let letterhead = Letterhead::of(&mut desk).await?;
    let village = desk.site.village.entry.slug.to_string();
    desk.tx.finish().await?;
    let written = match shape {
        file::Form::Xlsx => Written::workbook(turn, move || vec![table.export(book.title())]),
        file::Form::Pdf => {
            let content = json!({
                "model": format!("Model {}", book.model()),
                "title": book.title(),
                "period": period.label,
                "table": table.on_paper(),
            });
            let paper = (Size::of_word(form.raw("kertas")), Lies::Across);
            let sheet = letterhead.sheet(BOOK, paper, content);
            let is_large = people.len() > LARGE;
            Written::paper(turn, if is_large { sheet.untagged() } else { sheet })
        }
    };
    let name = format!("buku-{}-{village}-{}", book.word(), period.word);
    written.download(&name, shape).await
}

/// What it is for, as far as that is asked.
fn purpose(book: Book, form: &mut Form) -> String {
    if !book.names_people() {
        return String::new();
    }
    let missing = "Tulis untuk apa bukunya dipakai. Ini tercatat.";
    let purpose = form.needed_line("keperluan", 200, missing);
    let letters = purpose.chars().filter(|letter| letter.is_alphabetic());
    if !purpose.is_empty() && letters.count() < 5 {
        form.wrong("keperluan", "Tulis keperluannya dengan lebih jelas.");
    }
    purpose
}

/// What stands in the book, and who.
async fn content(desk: &mut Desk, book: Book, period: &Period) -> AppResult<(Table, Vec<Uuid>)> {
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let (from, until) = (period.from, period.until);
    match book {
        Book::Main | Book::Cards => {
            let rows = books::present_on(&mut desk.tx, period.last_day()).await?;
            let ordered = main::in_order(&rows);
            let table = match book {
                Book::Main => main::table(&ordered, &keys)?,
                _ => cards::table(&ordered, &keys)?,
            };
            Ok((table, rows.iter().map(|row| row.id).collect()))
        }
        Book::Changes => {
            let rows = books::changes(&mut desk.tx, from, until).await?;
            let people = rows.iter().map(|row| row.resident_id).collect();
            Ok((changes::table(&rows), people))
        }
        Book::Recap => {
            let stays = books::stays(&mut desk.tx, from, until).await?;
            Ok((recap::table(&stays, period), Vec::new()))
        }
        Book::Temporary => {
            let rows = books::guests(&mut desk.tx, from, until).await?;
            let people = rows.iter().map(|row| row.id).collect();
            Ok((temporary::table(&rows, &keys)?, people))
        }
    }
}

async fn record(
    desk: &mut Desk,
    book: Book,
    (period, shape, purpose): (&Period, file::Form, &str),
    people: &[Uuid],
) -> AppResult<()> {
    let what = format!("{} ({})", book.title(), book.model());
    let taker = Taker {
        staff: desk.me.id,
        name: &desk.me.name,
        what: &what,
        purpose,
        now: desk.site.now(),
    };
    let count = books::record_taking(&mut desk.tx, &taker, people).await?;
    let detail = json!({
        "buku": book.word(), "masa": period.word, "bentuk": shape.word(), "orang": count,
    });
    let subject = if purpose.is_empty() {
        what.clone()
    } else {
        format!("{what}: {purpose}")
    };
    desk.record("buku.unduh", &subject, detail).await
}
