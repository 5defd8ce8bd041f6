//! Tables of residents: sent, looked over, carried out, undone, taken away.

mod exporting;
mod refusing;
mod taking;
mod undoing;

use std::time::Duration;

use config::{Secret, VaultKey};
use identity::Role;
use sheets::{Cell, Export, Limits};
use support::{Browser, Seen, TestApp, TestVillage, environment, own_database};

use crate::office::{accounts, enter, of};

const HERE: &str = "/kantor/penduduk/impor";
const KEY: &str = "1=f0e0d1c1b2a2938374645545362617070818f9e9dacabbab9c8c7d6d5e4e3f2f";

/// A service whose queue is this test's own.
async fn service(name: &str) -> TestApp {
    let (owner, service) = own_database(&format!("banua_it_importing_{name}")).await;
    TestApp::start_with(|config| {
        config.database.admin_url = Some(Secret::from(owner));
        config.database.url = Secret::from(service);
        config.redis.url = Some(Secret::from(environment("BANUA_REDIS_URL")));
        config.vault.keys = VaultKey::read_all(KEY).unwrap();
    })
    .await
}

async fn operator<'a>(app: &'a TestApp, village: &TestVillage) -> Browser<'a> {
    let accounts = accounts(app, village).await;
    enter(app, of(&accounts, Role::Operator)).await
}

/// Does what is due, and nothing else fails on the way.
async fn work(app: &TestApp) {
    let worker = jobs::Worker::new(
        app.database.home().clone(),
        banua::setup::handlers(&app.running.app),
        1,
        Duration::from_secs(1),
    );
    let (_, failed) = worker.drain(|_| {}).await.unwrap();
    assert_eq!(failed, 0, "a job failed");
}

/// Rows of `name=value` pairs separated by `;`, as a workbook.
fn workbook(rows: &[String]) -> Vec<u8> {
    let rows: Vec<Vec<(&str, &str)>> = rows
        .iter()
        .map(|row| {
            row.split(';')
                .filter_map(|pair| pair.split_once('='))
                .collect()
        })
        .collect();
    let mut headers: Vec<&str> = Vec::new();
    for (name, _) in rows.iter().flatten() {
        if !headers.contains(name) {
            headers.push(name);
        }
    }
    let mut export = Export::new("Data").columns(headers.iter().copied());
    for row in &rows {
        let value = |header: &&str| row.iter().find(|(name, _)| name == header);
        let cells = headers
            .iter()
            .map(|header| value(header).map_or(Cell::Empty, |(_, value)| Cell::from_text(value)));
        export.rows.push(cells.collect());
    }
    export.to_xlsx().unwrap()
}

/// A family of three: its number makes it another one.
fn family(number: u32) -> Vec<String> {
    let card = format!("630301010110{number:04}");
    let shared = format!(
        "no_kk={card};rt={};dusun=Dusun II;alamat=Jl. Mawar",
        number % 9 + 1
    );
    vec![
        format!(
            "nama=Budi {number};nik=630301170890{number:04};sex=1;tanggallahir=17-08-1990;\
             kk_level=1;pekerjaan_id=9;agama_id=1;telepon=0812-3456-{number:04};\
             nama_ayah=Abdullah;{shared}"
        ),
        format!(
            "nama=Ani {number};nik=630301570891{number:04};sex=2;tanggallahir=17-08-1991;\
             kk_level=3;pekerjaan_id=2;agama_id=1;{shared}"
        ),
        format!(
            "nama=Citra {number};nik=0;sex=2;tanggallahir=01-02-2026;kk_level=4;agama_id=1;{shared}"
        ),
    ]
}

/// Sends a table, has it read and opens what was found.
async fn sent(app: &TestApp, desk: &mut Browser<'_>, name: &str, bytes: &[u8]) -> Seen {
    let seen = send(desk, name, bytes).await;
    assert!(seen.path.starts_with(&format!("{HERE}/")), "{}", seen.html);
    assert!(seen.html.contains("Berkas sedang dibaca"), "{}", seen.html);
    work(app).await;
    desk.open(&seen.path).await
}

async fn send(desk: &mut Browser<'_>, name: &str, bytes: &[u8]) -> Seen {
    let token = desk.open(HERE).await.token();
    let files = [("berkas", name, bytes)];
    desk.send_files(HERE, &[("csrf", &token)], &files, false)
        .await
}

/// Starts an import that was looked over, has it carried out and opens what came of it.
async fn start(app: &TestApp, desk: &mut Browser<'_>, path: &str, more: &[(&str, &str)]) -> Seen {
    let begun = desk.act(path, &format!("{path}/mulai"), more).await;
    assert!(begun.html.contains("Impor dimulai"), "{}", begun.html);
    work(app).await;
    desk.open(path).await
}

/// Sends a table and imports it as the page suggests.
async fn imported(app: &TestApp, desk: &mut Browser<'_>, bytes: &[u8]) -> Seen {
    let seen = sent(app, desk, "penduduk.xlsx", bytes).await;
    let choices = [
        ("baris", "lewati"),
        ("orang", "perbarui"),
        ("keadaan", "01-06-2026"),
    ];
    let done = start(app, desk, &seen.path, &choices).await;
    assert!(done.html.contains("Hasil impor"), "{}", done.html);
    done
}

/// The number beside a label of a page.
fn count(seen: &Seen, label: &str) -> u32 {
    let after = seen.html.split(&format!("<dt>{label}</dt><dd><b>")).nth(1);
    let after = after.unwrap_or_else(|| panic!("no {label}: {}", seen.html));
    let number = after.split('<').next().unwrap_or_default().replace('.', "");
    number.parse().unwrap()
}

async fn number(app: &TestApp, village: &TestVillage, statement: &'static str) -> i64 {
    let mut tx = app.tx(village).await;
    let number = sqlx::query_scalar(statement)
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    tx.finish().await.unwrap();
    number
}

/// Everything that the register holds of people, as one text, without when it was written.
async fn everything(app: &TestApp, village: &TestVillage) -> Vec<String> {
    let mut tx = app.tx(village).await;
    let rows = sqlx::query_scalar(
        "select (to_jsonb(r) - array['version', 'changed_at', 'made_at'])::text from residents r
         union all select (to_jsonb(f) - array['version', 'changed_at', 'made_at'])::text
         from families f
         union all select to_jsonb(s)::text from residence_spans s
         union all select to_jsonb(e)::text from vital_events e
         order by 1",
    )
    .fetch_all(&mut *tx)
    .await
    .unwrap();
    tx.finish().await.unwrap();
    rows
}

fn read_back(bytes: &[u8]) -> sheets::Workbook {
    sheets::read(bytes, &Limits::default()).unwrap()
}

/// A form that is answered by a file.
async fn download(
    app: &TestApp,
    desk: &Browser<'_>,
    path: &str,
    fields: Option<&[(&str, &str)]>,
) -> (u16, String, Vec<u8>) {
    let request = match fields {
        None => app.ask(&desk.host, path),
        Some(fields) => {
            let body = form_urlencoded::Serializer::new(String::new())
                .extend_pairs(fields)
                .finish();
            app.post(&desk.host, path)
                .header("sec-fetch-site", "same-origin")
                .header("content-type", "application/x-www-form-urlencoded")
                .body(body)
        }
    };
    let response = request
        .header("cookie", desk.cookie_line())
        .send()
        .await
        .unwrap();
    let status = response.status().as_u16();
    let about = response.headers().get("content-disposition");
    let about = about.map_or("", |value| value.to_str().unwrap()).to_owned();
    (status, about, response.bytes().await.unwrap().to_vec())
}
