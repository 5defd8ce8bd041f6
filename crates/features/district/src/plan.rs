//! Many villages at once: a CSV is read into a plan, the plan is looked at, and then carried out in
//! the background with a report for every row.

use std::{collections::HashMap, sync::Arc, time::Instant};

use anyhow::Context as _;
use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use db::{
    provision::{self, NewVillage},
    register::Subdistrict,
};
use jobs::{Handlers, Job};
use kernel::VillageCode;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;
use web::{
    App, AppResult, Form, OrNotFound,
    console::{ConsoleDesk, ConsoleForm},
};

use crate::{
    acting,
    domain::{Register, Typed},
    pages::PlanDesk,
    store::fleet as store,
};

pub const HERE: &str = "/konsol/banyak";
const TITLE: &str = "Banyak desa sekaligus";
/// The kind of the job.
const MAKE: &str = "district.make";
/// Rows one table may have; a regency has a few hundred villages.
const MOST_ROWS: usize = 1000;
/// Rows that are made between two notes of how far the job has come.
const NOTED_EVERY: usize = 10;

/// A plan as it is kept with its job: the rows, and what became of each.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Plan {
    pub actor: String,
    pub rows: Vec<Planned>,
}

/// One row of a table.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Planned {
    /// As spreadsheets number it: the first below the heads is 2.
    pub row: usize,
    #[serde(flatten)]
    pub typed: Typed,
    /// Where it will answer.
    #[serde(default)]
    pub slug_made: String,
    /// What is wrong with it; it is left out then.
    #[serde(default)]
    pub problem: String,
    /// "", "made", "failed"
    #[serde(default)]
    pub outcome: String,
}

/// `GET /konsol/banyak`
pub async fn show(desk: ConsoleDesk) -> AppResult<Response> {
    page(desk, Form::default(), None).await
}

async fn page(desk: ConsoleDesk, form: Form, plan: Option<&Plan>) -> AppResult<Response> {
    let can_act = acting::can_act(&desk.portal.app);
    let page = PlanDesk {
        action: HERE,
        can_act,
        csv: form.raw("csv").to_owned(),
        form: form.view(),
        ..PlanDesk::of(plan)
    };
    if form.is_good() {
        desk.page(TITLE, &page).await
    } else {
        desk.wrong(TITLE, &page).await
    }
}

/// `POST /konsol/banyak`: reads the table and shows what would be done.
pub async fn read(ConsoleForm { desk, mut form }: ConsoleForm) -> AppResult<Response> {
    if let Some(file) = form.take_file("berkas") {
        match file.bytes.as_deref().map(decode) {
            Some(Ok(text)) => form.set("csv", text),
            Some(Err(problem)) => form.wrong("berkas", problem),
            None => form.wrong("berkas", "Berkas ini terlalu besar."),
        }
    }
    if !form.is_good() {
        return page(desk, form, None).await;
    }
    match planned(&desk, form.raw("csv")).await? {
        Ok(plan) => page(desk, form, Some(&plan)).await,
        Err(problem) => {
            form.wrong("csv", problem);
            page(desk, form, None).await
        }
    }
}

/// `POST /konsol/banyak/buat`: the same table again, and go.
pub async fn carry_out(ConsoleForm { mut desk, mut form }: ConsoleForm) -> AppResult<Response> {
    if !acting::can_act(&desk.portal.app) {
        acting::owner(&desk.portal.app).await?;
    }
    let mut plan = match planned(&desk, form.raw("csv")).await? {
        Ok(plan) => plan,
        Err(problem) => {
            form.wrong("csv", problem);
            return page(desk, form, None).await;
        }
    };
    let good = plan
        .rows
        .iter()
        .filter(|row| row.problem.is_empty())
        .count();
    if good == 0 {
        form.wrong("csv", "Tidak ada baris yang dapat dibuat.");
        return page(desk, form, Some(&plan)).await;
    }
    plan.actor = acting::actor(&desk.me).to_owned();
    let payload = serde_json::to_value(&plan).map_err(anyhow::Error::from)?;
    let id = store::start_job(&mut desk.tx, MAKE, &payload).await?;
    let detail = json!({ "baris": plan.rows.len(), "dibuat": good });
    desk.record("desa.buat-banyak", &format!("{good} desa"), detail)
        .await?;
    desk.tx.commit().await?;
    Ok(Redirect::to(&format!("{HERE}/{id}")).into_response())
}

/// `GET /konsol/banyak/{id}`: how far it has come.
pub async fn progress(mut desk: ConsoleDesk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let job = store::job(&mut desk.tx, id, MAKE).await?.or_not_found()?;
    let plan: Plan = serde_json::from_value(job.payload).map_err(anyhow::Error::from)?;
    let page = PlanDesk {
        action: HERE,
        can_act: true,
        is_running: matches!(job.status.as_str(), "waiting" | "running"),
        failed: job.last_error.unwrap_or_default(),
        is_job: true,
        ..PlanDesk::of(Some(&plan))
    };
    desk.page(TITLE, &page).await
}

/// UTF-8, with or without its mark; what Excel saves as "CSV" for old programs is read too.
fn decode(bytes: &[u8]) -> Result<String, &'static str> {
    if bytes.starts_with(b"PK") {
        return Err("Ini berkas Excel. Simpan dulu sebagai CSV UTF-8.");
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || bytes.contains(&0) {
        return Err("Berkas ini bukan CSV UTF-8. Simpan ulang sebagai “CSV UTF-8”.");
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        // Windows-1252 is Latin-1 where letters are.
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    };
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

/// What the table asks for, row by row.
async fn planned(desk: &ConsoleDesk, text: &str) -> AppResult<Result<Plan, String>> {
    let app = &desk.portal.app;
    let subdistricts = acting::subdistricts(&desk.portal).await?;
    let registry = desk.portal.registry();
    let register = acting::register(&registry, &subdistricts, app);
    Ok(parse(text, &register))
}

/// The names a column may have.
const COLUMNS: [(&str, &[&str]); 4] = [
    ("kode", &["kode", "code", "kode_desa"]),
    ("nama", &["nama", "name", "nama_desa", "desa"]),
    ("kecamatan", &["kecamatan", "subdistrict"]),
    ("alamat", &["alamat", "slug"]),
];

fn parse(text: &str, register: &Register<'_>) -> Result<Plan, String> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err("Tempelkan tabelnya, atau pilih berkas CSV.".to_owned());
    }
    let heads = text.lines().next().unwrap_or_default();
    let delimiter = [b';', b'\t', b',']
        .into_iter()
        .max_by_key(|sign| heads.bytes().filter(|byte| byte == sign).count())
        .unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let heads = reader
        .headers()
        .map_err(|_| "Baris pertama tabel ini tidak terbaca.".to_owned())?
        .clone();
    let column = |wanted: &str| {
        let names = COLUMNS.iter().find(|(name, _)| *name == wanted)?.1;
        heads
            .iter()
            .position(|head| names.contains(&head.to_lowercase().replace(' ', "_").as_str()))
    };
    let (Some(code), Some(name)) = (column("kode"), column("nama")) else {
        return Err(
            "Baris pertama harus memuat nama kolom: kode, nama, dan bila perlu kecamatan, alamat."
                .to_owned(),
        );
    };
    let (place, slug) = (column("kecamatan"), column("alamat"));
    let mut plan = Plan::default();
    for (at, record) in reader.records().enumerate() {
        if at == MOST_ROWS {
            return Err(format!(
                "Tabel ini lebih dari {MOST_ROWS} baris. Bagi menjadi beberapa tabel."
            ));
        }
        let row = at + 2;
        let mut planned = match record {
            Ok(record) => {
                let cell = |column: Option<usize>| {
                    column
                        .and_then(|column| record.get(column))
                        .unwrap_or_default()
                        .replace('\0', "")
                };
                if record.iter().all(str::is_empty) {
                    continue;
                }
                Planned {
                    row,
                    typed: Typed {
                        code: cell(Some(code)),
                        name: cell(Some(name)),
                        subdistrict: cell(place),
                        slug: cell(slug),
                    },
                    ..Planned::default()
                }
            }
            Err(_) => Planned {
                row,
                problem: "Baris ini tidak terbaca.".to_owned(),
                ..Planned::default()
            },
        };
        if planned.problem.is_empty() {
            match planned.typed.read(register) {
                Ok(village) => planned.slug_made = village.slug.to_string(),
                Err(problems) => planned.problem = joined(&problems),
            }
        }
        plan.rows.push(planned);
    }
    if plan.rows.is_empty() {
        return Err("Tabel ini tidak memuat desa.".to_owned());
    }
    refuse_doubles(&mut plan);
    Ok(plan)
}

fn joined(problems: &[(&'static str, String)]) -> String {
    let all: Vec<&str> = problems.iter().map(|(_, text)| text.as_str()).collect();
    all.join(" ")
}

/// The second of two rows with one code or one address is left out.
fn refuse_doubles(plan: &mut Plan) {
    let mut codes: HashMap<String, usize> = HashMap::new();
    let mut slugs: HashMap<String, usize> = HashMap::new();
    for planned in &mut plan.rows {
        if !planned.problem.is_empty() {
            continue;
        }
        let digits: String = planned
            .typed
            .code
            .chars()
            .filter(char::is_ascii_digit)
            .collect();
        if let Some(first) = codes.get(&digits) {
            planned.problem = format!("Kode ini sudah ada di baris {first}.");
        } else if let Some(first) = slugs.get(&planned.slug_made) {
            planned.problem = format!(
                "Alamat “{}” sudah dipakai baris {first}; isi kolom alamat.",
                planned.slug_made
            );
        } else {
            codes.insert(digits, planned.row);
            slugs.insert(planned.slug_made.clone(), planned.row);
        }
    }
}

/// Registers the background work.
pub fn register(app: &App, handlers: &mut Handlers) {
    if !acting::can_act(app) {
        // Another process that may act takes these jobs.
        return;
    }
    let app = Arc::new(app.clone());
    handlers.on(MAKE, move |job| {
        let app = app.clone();
        async move { make_all(&app, &job).await }
    });
}

/// Makes what is not made yet; a second run goes on where the first was cut off. The register and
/// the subdistricts are read anew before every batch of rows. Whoever changes something in between
/// is heard of, too: this process follows the announcements, and what is taken the database refuses.
async fn make_all(app: &App, job: &Job) -> anyhow::Result<()> {
    let mut plan: Plan =
        serde_json::from_value(job.payload.clone()).context("the plan is unreadable")?;
    let mut owner = app.database.owner().await?;
    let is_due = |row: &Planned| row.problem.is_empty() && row.outcome.is_empty();
    let due = plan.rows.iter().filter(|row| is_due(row));
    let codes: Vec<VillageCode> = due.filter_map(|row| row.typed.code.parse().ok()).collect();
    provision::make_roles(&mut owner, &codes).await?;
    let mut begin = 0;
    while begin < plan.rows.len() {
        let end = plan.rows.len().min(begin + NOTED_EVERY);
        let rows = &mut plan.rows[begin..end];
        if rows.iter().any(is_due) {
            app.reload_registry().await?;
            let subdistricts = subdistricts(app).await?;
            for planned in rows.iter_mut().filter(|row| is_due(row)) {
                let begun = Instant::now();
                let made = make_one(app, &mut owner, planned, &subdistricts, &plan.actor).await?;
                planned.outcome = made.0.to_owned();
                planned.problem = made.1;
                provision::rest(begun.elapsed()).await;
            }
            // Whoever reads that they are made finds them answering.
            app.reload_registry().await?;
        }
        note(app, job, &plan).await?;
        begin = end;
    }
    Ok(())
}

async fn note(app: &App, job: &Job, plan: &Plan) -> anyhow::Result<()> {
    let mut tx = app.database.platform().await?;
    store::note_progress(&mut tx, job.id, &serde_json::to_value(plan)?).await?;
    tx.commit().await?;
    Ok(())
}

async fn subdistricts(app: &App) -> anyhow::Result<Vec<Subdistrict>> {
    let regency = db::applied::regency(app.database.control()).await?;
    Ok(regency
        .map(|regency| regency.subdistricts)
        .unwrap_or_default())
}

async fn make_one(
    app: &App,
    owner: &mut sqlx::PgConnection,
    planned: &Planned,
    subdistricts: &[Subdistrict],
    actor: &str,
) -> anyhow::Result<(&'static str, String)> {
    let village = match again(app, planned, subdistricts) {
        Ok(village) => village,
        // Made by an earlier run of this job that was cut off before it could say so.
        Err(_) if is_there(app, planned) => return Ok(("made", String::new())),
        Err(problem) => return Ok(("failed", problem)),
    };
    match provision::add(owner, &village, actor).await {
        Ok(()) => Ok(("made", String::new())),
        Err(error) => match acting::told(&error) {
            Some((_, problem)) => Ok(("failed", problem)),
            None => Err(error.into()),
        },
    }
}

/// Reads a row again, as things are now.
fn again(app: &App, planned: &Planned, subdistricts: &[Subdistrict]) -> Result<NewVillage, String> {
    let registry = app.registry();
    let register = acting::register(&registry, subdistricts, app);
    let typed = Typed {
        slug: planned.slug_made.clone(),
        ..planned.typed.clone()
    };
    typed.read(&register).map_err(|problems| joined(&problems))
}

fn is_there(app: &App, planned: &Planned) -> bool {
    app.registry().villages().iter().any(|village| {
        village.entry.slug.as_str() == planned.slug_made
            && planned.typed.code.parse() == Ok(village.entry.code)
    })
}
