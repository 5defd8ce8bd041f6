//! The library of photos: what is sent, what is said of it, where it is shown, and how it goes.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up should stop loudly"
)]

use content::{jobs::Workshop, tidying::Swept};
use db::VillageTx;
use identity::Role;
use media::{ContentHash, KeyPrefix, MediaKey};
use serde_json::Value;
use support::{
    Browser, Seen, TestApp, TestVillage,
    browser::{BOUNDARY, part},
    root,
};

mod albums;
mod sending;
mod tidying;
mod using;

use crate::office::{accounts, enter, of};

const HERE: &str = "/kantor/foto";

fn fixture(name: &str) -> Vec<u8> {
    let path = root()
        .join("crates/platform/media/tests/fixtures")
        .join(name);
    std::fs::read(path).unwrap()
}

/// A photo that looks like no other.
fn portrait(name: &str) -> Vec<u8> {
    let path = format!("tenants/banjar/pembantanan/media/aparat-{name}.jpg");
    std::fs::read(root().join(path)).unwrap()
}

/// A photo of a phone, upright only once it is turned. Every number is another file of the same
/// picture.
fn photo(number: u32) -> Vec<u8> {
    // What phones append behind the picture changes nothing of it.
    let mut bytes = fixture("foto_orient6_gps.jpg");
    bytes.extend(number.to_le_bytes());
    bytes
}

/// Somebody who writes news, at her desk.
async fn desk<'a>(app: &'a TestApp, village: &TestVillage) -> Browser<'a> {
    let accounts = accounts(app, village).await;
    enter(app, of(&accounts, Role::Redaktur)).await
}

/// Sends one photo as a script does.
async fn send(desk: &mut Browser<'_>, name: &str, bytes: &[u8]) -> (u16, Value) {
    let token = desk.open(HERE).await.token();
    let files = [("foto", name, bytes)];
    let seen = desk
        .send_files(HERE, &[("csrf", &token)], &files, true)
        .await;
    let body = serde_json::from_str(&seen.html).unwrap_or_else(|_| panic!("{}", seen.html));
    (seen.status.as_u16(), body)
}

/// Sends one photo that is taken, and gives its number.
async fn sent(desk: &mut Browser<'_>, number: u32) -> (String, Value) {
    sent_bytes(desk, &photo(number)).await
}

async fn sent_bytes(desk: &mut Browser<'_>, bytes: &[u8]) -> (String, Value) {
    let (status, body) = send(desk, "IMG_2041.jpg", bytes).await;
    assert_eq!(status, 200, "{body}");
    (body["id"].as_str().unwrap().to_owned(), body)
}

async fn count(tx: &mut VillageTx) -> i64 {
    sqlx::query_scalar("select count(*) from media")
        .fetch_one(&mut **tx)
        .await
        .unwrap()
}

async fn originals(app: &TestApp, village: &TestVillage) -> Vec<MediaKey> {
    let prefix = KeyPrefix::originals(&village.schema);
    let page = app
        .running
        .app
        .objects
        .list(&prefix, None, 1000)
        .await
        .unwrap();
    page.objects.into_iter().map(|object| object.key).collect()
}

fn workshop(app: &TestApp) -> Workshop {
    Workshop {
        database: app.database.clone(),
        objects: app.running.app.objects.clone(),
        tenants: root().join("tenants/banjar"),
    }
}

/// Saves a new article with these fields and files besides its title, and gives the answer.
async fn write(
    desk: &mut Browser<'_>,
    fields: &[(&str, &str)],
    files: &[(&str, &str, &[u8])],
) -> Seen {
    let form = desk.open("/kantor/artikel/baru").await;
    let action = form
        .html
        .split("id=\"tulisan\" method=\"post\" action=\"")
        .nth(1)
        .unwrap();
    let action = action.split('"').next().unwrap().to_owned();
    let token = form.token();
    let mut all = vec![("csrf", token.as_str()), ("versi", "0"), ("aksi", "terbit")];
    all.extend(fields);
    desk.send_files(&action, &all, files, false).await
}
