//! The months, one of them, and taking it away.

use axum::response::Response;
use identity::Capability::ManageResidents;
use jiff::{ToSpan as _, civil::Date};
use kernel::time;
use print::Press;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;
use web::{
    AppError, AppResult, Query,
    office::{Desk, DeskForm, Flash, Needs, OfficeRoutes},
};

use super::{
    HERE, files,
    pages::{Kinds, List, MonthDesk, MonthsDesk},
};
use crate::{
    books::{
        BUSY,
        file::{Form, Written},
        paper::{Letterhead, Size},
    },
    domain::EventKind,
    statistics::counting::Month,
    store::{
        past::{self, Days, HappenedRow},
        statistics,
    },
};

const NEEDS: Needs = Needs::Capability(ManageResidents);
/// Events on a page.
const PAGE: i64 = 50;
/// Months on a page.
const MONTHS: usize = 24;
/// Events on a paper: more than any month has.
const MOST: i64 = 20_000;

/// The addresses below `/kantor`.
pub fn routes() -> OfficeRoutes {
    OfficeRoutes::new()
        .get(HERE, NEEDS, show)
        .post(HERE, NEEDS, take)
}

/// Which month, and which part of its list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReportQuery {
    /// "2026-11"
    bulan: String,
    jenis: String,
    /// Id of the event the page begins after.
    sesudah: String,
    /// The month before which the list of months begins.
    sebelum: String,
}

/// `GET /kantor/penduduk/laporan`
pub async fn show(mut desk: Desk, Query(query): Query<ReportQuery>) -> AppResult<Response> {
    let months = statistics::months(&mut desk.tx).await?;
    if query.bulan.is_empty() {
        let page = months_page(&months, &query.sebelum);
        return desk.page("Laporan bulanan", &page).await;
    }
    let month = chosen(&months, &query.bulan)?;
    let kinds = Kinds::of_word(&query.jenis);
    let after = after(&mut desk, &query.sesudah).await?;
    let mut rows = happened(&mut desk, month, kinds, after, PAGE).await?;
    let most = usize::try_from(PAGE).unwrap_or_default();
    let has_more = rows.len() > most;
    rows.truncate(most);
    let list = List {
        rows: &rows,
        kinds,
        last: rows.last().map(|row| row.id).filter(|_| has_more),
        is_later: !query.sesudah.is_empty(),
    };
    let page = MonthDesk::new(&months, month, &list);
    desk.page(&page.title.clone(), &page).await
}

/// The newest months, or those before one.
fn months_page(months: &[Month], before: &str) -> MonthsDesk {
    let before = read_month(before);
    let older: Vec<&Month> = months
        .iter()
        .rev()
        .filter(|month| before.is_none_or(|before| month.first < before))
        .collect();
    let shown = older.get(..MONTHS).unwrap_or(&older);
    let next = (older.len() > MONTHS).then(|| shown.last().map(|month| month.first));
    MonthsDesk::new(shown, next.flatten(), before.is_some())
}

fn read_month(word: &str) -> Option<Date> {
    let (year, month) = word.split_once('-')?;
    Date::new(year.parse().ok()?, month.parse().ok()?, 1).ok()
}

fn chosen<'a>(months: &'a [Month], word: &str) -> AppResult<&'a Month> {
    let first = read_month(word).ok_or(AppError::NotFound)?;
    let found = months.iter().find(|month| month.first == first);
    found.ok_or(AppError::NotFound)
}

async fn after(desk: &mut Desk, word: &str) -> AppResult<(Date, Uuid)> {
    if word.is_empty() {
        return Ok((Date::ZERO, Uuid::nil()));
    }
    let wrong =
        AppError::BadRequest("Alamat halaman ini tidak lengkap. Mulailah dari awal daftar.");
    let Ok(id) = Uuid::try_parse(word) else {
        return Err(wrong);
    };
    let day = past::day_of(&mut desk.tx, id).await?.ok_or(wrong)?;
    Ok((day, id))
}

async fn happened(
    desk: &mut Desk,
    month: &Month,
    kinds: Kinds,
    after: (Date, Uuid),
    most: i64,
) -> AppResult<Vec<HappenedRow>> {
    let today = time::day(desk.site.now());
    let next = month.first.saturating_add(1.month());
    let days = Days {
        from: month.first,
        // What is dated later is counted in no balance yet.
        until: next.min(today.saturating_add(1.day())),
    };
    let kinds = EventKind::ALL.into_iter().filter(|kind| kinds.takes(*kind));
    let kinds: Vec<String> = kinds.map(|kind| kind.as_str().to_owned()).collect();
    Ok(past::happened(&mut desk.tx, days, &kinds, after, most).await?)
}

/// `POST /kantor/penduduk/laporan`: the month as a paper or a workbook. Nothing that lies closed is in
/// it; that it was taken is written down all the same.
pub async fn take(DeskForm { mut desk, form }: DeskForm) -> AppResult<Response> {
    let months = statistics::months(&mut desk.tx).await?;
    let month = chosen(&months, form.raw("bulan"))?.clone();
    let shape = Form::of_word(form.raw("bentuk"));
    let press = Press::shared();
    let turn = desk.aside(async move { press.turn().await }).await?;
    let word = month.first.strftime("%Y-%m").to_string();
    let Ok(turn) = turn else {
        let back = format!("{HERE}?bulan={word}");
        return desk.done_inside(&back, Flash::warn(BUSY)).await;
    };
    let first = (Date::ZERO, Uuid::nil());
    let rows = happened(&mut desk, &month, Kinds::Everything, first, MOST).await?;
    let letterhead = Letterhead::of(&mut desk).await?;
    let label = time::month_year(month.first);
    let detail = json!({ "bulan": word, "bentuk": shape.word() });
    desk.record("laporan.unduh", &label, detail).await?;
    let village = desk.site.village.entry.slug.to_string();
    desk.tx.finish().await?;
    let written = match shape {
        Form::Xlsx => Written::workbook(turn, move || files::workbook(&month, &rows)),
        Form::Pdf => {
            let size = Size::of_word(form.raw("kertas"));
            Written::paper(turn, files::paper(&letterhead, size, &month, &rows))
        }
    };
    let name = format!("lampid-{village}-{word}");
    written.download(&name, shape).await
}
