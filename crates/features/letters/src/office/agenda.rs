//! The agenda of letters, as a village has to keep it: book A.7 of Permendagri 47/2016.

use axum::response::{IntoResponse, Response};
use http::header;
use jiff::civil::Date;
use kernel::time;
use print::Sheet;
use serde_json::{Value, json};
use sheets::{Cell, Export};
use web::{
    AppResult, Form,
    office::{Desk, DeskForm},
};

use crate::{
    pages::agenda::AgendaDesk,
    paper::Marks,
    store::agenda::{self as store, AgendaRow},
    writing,
};

const TEMPLATE: &str = include_str!("../../templates/letters/agenda.typ");
const TITLE: &str = "Agenda surat";

/// `GET /kantor/surat/agenda`
pub async fn show(desk: Desk) -> AppResult<Response> {
    let today = time::day(desk.site.now());
    let form = Form::filled([
        ("dari", today.first_of_year().to_string()),
        ("sampai", today.to_string()),
    ]);
    desk.page(TITLE, &AgendaDesk::new(&form)).await
}

/// `POST /kantor/surat/agenda`: the book as a file. Who took it is written down, as it names people.
pub async fn take(DeskForm { mut desk, mut form }: DeskForm) -> AppResult<Response> {
    let day = |text: &str| time::typed_date(text).map_err(|error| error.to_string());
    let (from, until) = (form.read("dari", day), form.read("sampai", day));
    if let (Some(from), Some(until)) = (from, until) {
        let limit = from.saturating_add(jiff::Span::new().days(366));
        if until < from || until > limit {
            form.wrong(
                "sampai",
                "Pilih rentang paling lama setahun, dari yang lebih awal.",
            );
        }
    }
    let (Some(from), Some(until), true) = (from, until, form.is_good()) else {
        return desk.wrong(TITLE, &AgendaDesk::new(&form)).await;
    };
    let rows = store::between(&mut desk.tx, from, until).await?;
    let sender = writing::sender(&desk.site, &mut desk.tx).await?;
    let span = format!(
        "{} sampai {}",
        time::long_date(from),
        time::long_date(until)
    );
    let detail = json!({ "dari": from, "sampai": until });
    desk.record("surat.agenda", &span, detail).await?;
    let now = desk.site.now();
    let is_table = form.raw("bentuk") == "xlsx";
    desk.tx.finish().await?;
    let turn = print::Press::shared()
        .turn()
        .await
        .map_err(anyhow::Error::from)?;
    let name = format!("agenda-surat-{from}-{until}");
    if is_table {
        let written = turn.work(move |_| sheets::to_xlsx(&[table(&rows)])).await;
        let bytes = written
            .map_err(anyhow::Error::from)?
            .map_err(anyhow::Error::from)?;
        return Ok(file(bytes, &name, "xlsx"));
    }
    let data = json!({
        "title": "Buku Agenda",
        "model": "Model A.7",
        "regency": format!("Pemerintah Kabupaten {}", sender.regency),
        "subdistrict": format!("Kecamatan {}", sender.subdistrict),
        "village": sender.name,
        "span": span,
        "rows": rows.iter().enumerate().map(|(at, row)| line(at, row)).collect::<Vec<Value>>(),
        "footer": format!("Dicetak {} oleh {}.", time::date_time(now), desk.me.name),
    });
    let band = Marks::band(&sender.code, sender.palette);
    let mut sheet = Sheet::new(TEMPLATE, data, now).with(print::Picture::new("band.svg", band));
    if rows.len() > 300 {
        sheet = sheet.untagged();
    }
    let printed = turn.print(sheet).await;
    let bytes = printed
        .map_err(anyhow::Error::from)?
        .map_err(anyhow::Error::from)?;
    Ok(file(bytes, &name, "pdf"))
}

/// The cells of a line: of a letter that came in the first half, of one that went in the second.
fn line(at: usize, row: &AgendaRow) -> Value {
    let dated = row
        .dated
        .map_or_else(String::new, |dated| time::numeric(dated.to_jiff()));
    let letter = [
        row.number_text.clone(),
        dated,
        row.other.clone(),
        row.subject.clone(),
    ];
    let nothing: [String; 4] = Default::default();
    let (came, went) = if row.came {
        (letter, nothing)
    } else {
        (nothing, letter)
    };
    let mut cells = vec![(at + 1).to_string(), time::numeric(row.day.to_jiff())];
    cells.extend(came);
    cells.extend(went);
    cells.push(row.remark.clone());
    json!(cells)
}

/// The same as a table to work with.
fn table(rows: &[AgendaRow]) -> Export {
    let mut export = Export::new("Agenda surat").columns([
        "Nomor",
        "Tanggal",
        "Arah",
        "Nomor surat",
        "Tanggal surat",
        "Dari atau kepada",
        "Isi singkat",
        "Keterangan",
    ]);
    export.rows = rows
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let date = |date: Option<Date>| date.map_or(Cell::Empty, Cell::Date);
            vec![
                Cell::from_text(&(at + 1).to_string()),
                Cell::Date(row.day.to_jiff()),
                Cell::from_text(if row.came { "Masuk" } else { "Keluar" }),
                Cell::from_text(&row.number_text),
                date(row.dated.map(|dated| dated.to_jiff())),
                Cell::from_text(&row.other),
                Cell::from_text(&row.subject),
                Cell::from_text(&row.remark),
            ]
        })
        .collect();
    export
}

fn file(bytes: Vec<u8>, name: &str, ending: &str) -> Response {
    let kind = if ending == "xlsx" {
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    } else {
        "application/pdf"
    };
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}.{ending}\""),
        ),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}
