//! The page of a day.

use axum::response::Response;
use identity::Capability::ManageResidents;
use jiff::civil::Date;
use kernel::time;
use serde::Deserialize;
use uuid::Uuid;
use web::{
    AppError, AppResult, Query,
    office::{Desk, Needs, OfficeRoutes},
};

use super::{
    HERE,
    pages::{PastDesk, Who},
};
use crate::{
    reach::Reach,
    store::{past, people},
};

const NEEDS: Needs = Needs::Capability(ManageResidents);
/// People on a page.
const PAGE: i64 = 50;

/// The addresses below `/kantor`.
pub fn routes() -> OfficeRoutes {
    OfficeRoutes::new().get(HERE, NEEDS, show)
}

/// Which day, and which part of its list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PastQuery {
    tanggal: String,
    wilayah: String,
    /// Id of the person the page begins after.
    sesudah: String,
}

/// `GET /kantor/penduduk/pada`
pub async fn show(mut desk: Desk, Query(query): Query<PastQuery>) -> AppResult<Response> {
    let today = time::day(desk.site.now());
    let began = past::began(&mut desk.tx).await?;
    let day = match day(&query.tanggal, began, today) {
        Ok(day) => day,
        Err(problem) => {
            let page = PastDesk::problem(&query.tanggal, problem, today);
            return desk.page("Penduduk pada tanggal tertentu", &page).await;
        }
    };
    let counts = past::counts(&mut desk.tx, day).await?;
    let area = counts
        .iter()
        .filter_map(|count| count.area_id)
        .find(|area| area.to_string() == query.wilayah);
    let (key, id) = after(&mut desk, &query.sesudah).await?;
    let mut rows = past::list(&mut desk.tx, day, area, (&key, id), PAGE).await?;
    let most = usize::try_from(PAGE).unwrap_or_default();
    let has_more = rows.len() > most;
    rows.truncate(most);
    let last = rows.last().map(|row| row.id).filter(|_| has_more);
    let who = Who {
        rows: &rows,
        area,
        last,
        is_later: !query.sesudah.is_empty(),
    };
    let page = PastDesk::new((day, today), &counts, &who);
    desk.page("Penduduk pada tanggal tertentu", &page).await
}

/// The day that is asked for, or why the register says nothing of it.
fn day(typed: &str, began: Option<Date>, today: Date) -> Result<Date, String> {
    let Some(began) = began else {
        return Err("Daftar penduduk masih kosong.".to_owned());
    };
    if typed.trim().is_empty() {
        return Ok(today);
    }
    let day = time::typed_date(typed.trim()).map_err(|error| error.to_string())?;
    if day > today {
        return Err(format!(
            "{} belum tiba. Pilih hari ini atau hari yang sudah lewat.",
            time::long_date(day)
        ));
    }
    if day < began {
        return Err(format!(
            "Daftar penduduk dimulai {}. Siapa yang menetap sebelum itu tidak tercatat.",
            time::long_date(began)
        ));
    }
    Ok(day)
}

async fn after(desk: &mut Desk, word: &str) -> AppResult<(String, Uuid)> {
    if word.is_empty() {
        return Ok((String::new(), Uuid::nil()));
    }
    let wrong =
        AppError::BadRequest("Alamat halaman ini tidak lengkap. Mulailah dari awal daftar.");
    let Ok(id) = Uuid::try_parse(word) else {
        return Err(wrong);
    };
    let key = people::key_of(&mut desk.tx, &Reach::All, id)
        .await?
        .ok_or(wrong)?;
    Ok((key, id))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_is_of_the_register_or_the_reason_is_said() {
        let (began, today) = (Some(date(2024, 3, 10)), date(2026, 12, 1));
        for (typed, said) in [
            ("", Ok(today)),
            ("2024-03-10", Ok(date(2024, 3, 10))),
            ("1-12-2026", Ok(today)),
            ("2024-03-09", Err("dimulai 10 Maret 2024")),
            ("2026-12-02", Err("2 Desember 2026 belum tiba")),
            ("kemarin", Err("")),
        ] {
            match (day(typed, began, today), said) {
                (Ok(day), Ok(expected)) => assert_eq!(day, expected),
                (Err(problem), Err(part)) => assert!(problem.contains(part), "{problem}"),
                (other, _) => panic!("{typed}: {other:?}"),
            }
        }
        assert!(day("", None, today).unwrap_err().contains("kosong"));
    }
}
