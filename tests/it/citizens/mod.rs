//! Layanan Mandiri: residents who come in with NIK and PIN, and those who try to come in as somebody else.

mod door;
mod forgotten;
mod guessing;
mod inside;
mod kiosk;
mod office;
mod separation;

use std::time::Duration;

use config::{Config, Secret};
use messages::Messenger;
use support::{Browser, Seen, TestApp, TestVillage, environment, own_database};

use crate::residents::register::{NIK, NIK_OF_WIFE, admit, desk, person, wife};

/// A PIN that may be chosen.
pub const OWN_PIN: &str = "482915";
pub const OTHER_PIN: &str = "739158";

/// A village with a man, his wife, and the operator at her desk.
pub struct Stage<'a> {
    pub app: &'a TestApp,
    pub village: TestVillage,
    pub desk: Browser<'a>,
    /// Of the man.
    pub resident: String,
    pub wife: String,
}

/// Sets the stage.
pub async fn stage(app: &TestApp) -> Stage<'_> {
    let village = app.village().await;
    let mut desk = desk(app, &village).await;
    let man = admit(&mut desk, &person(&[])).await;
    let wife = admit(&mut desk, &wife(&[])).await;
    let id = |seen: &Seen| seen.path.rsplit('/').next().unwrap().to_owned();
    Stage {
        resident: id(&man),
        wife: id(&wife),
        app,
        village,
        desk,
    }
}

impl<'a> Stage<'a> {
    pub fn browser(&self) -> Browser<'a> {
        Browser::new(self.app, &self.village.host())
    }

    /// The office gives an account or a new PIN, and reads it from the screen.
    pub async fn give(&mut self, resident: &str) -> String {
        let page = format!("/kantor/warga/{resident}");
        let pin = format!("{page}/pin");
        let seen = self.desk.act(&page, &pin, &[("bentuk", "layar")]).await;
        let shown = seen.html.split("<p class=\"big\"><b>").nth(1);
        let shown = shown.unwrap_or_else(|| panic!("no PIN: {}", seen.html));
        shown.split('<').next().unwrap().replace(' ', "")
    }

    /// The man has an account with a PIN of his own choice, and sits inside.
    pub async fn settled(&mut self) -> Browser<'a> {
        let first = self.give(&self.resident.clone()).await;
        let mut browser = self.browser();
        let seen = enter(&mut browser, NIK, &first).await;
        assert_eq!(seen.path, "/mandiri/pin", "{}", seen.html);
        let seen = choose(&mut browser, "", OWN_PIN).await;
        assert_eq!(seen.path, "/mandiri", "{}", seen.html);
        browser
    }

    /// One more browser of the man.
    pub async fn another(&self) -> Browser<'a> {
        let mut browser = self.browser();
        let seen = enter(&mut browser, NIK, OWN_PIN).await;
        assert_eq!(seen.path, "/mandiri", "{}", seen.html);
        browser
    }
}

/// Types NIK and PIN at the door.
pub async fn enter(browser: &mut Browser<'_>, nik: &str, pin: &str) -> Seen {
    let fields = [("nik", nik), ("pin", pin)];
    browser.send("/mandiri/masuk", &fields).await
}

/// Chooses a PIN inside.
pub async fn choose(browser: &mut Browser<'_>, old: &str, new: &str) -> Seen {
    let fields = [("lama", old), ("baru", new), ("ulang", new)];
    browser.act("/mandiri/pin", "/mandiri/pin", &fields).await
}

/// A service with a queue of its own, which no other test works off.
pub async fn start_alone(name: &str, change: impl FnOnce(&mut Config)) -> TestApp {
    let (owner, service) = own_database(name).await;
    TestApp::start_with(|config| {
        config.database.url = Secret::from(service);
        config.database.admin_url = Some(Secret::from(owner));
        config.redis.url = Some(Secret::from(environment("BANUA_REDIS_URL")));
        change(config);
    })
    .await
}

/// Does what is due, and nothing fails on the way.
pub async fn work(app: &TestApp) {
    let worker = jobs::Worker::new(
        app.database.home().clone(),
        banua::setup::handlers(&app.running.app),
        1,
        Duration::from_secs(1),
    );
    let (_, failed) = worker.drain(|_| {}).await.unwrap();
    assert_eq!(failed, 0, "a job failed");
}

/// What went to phones, the newest first.
pub async fn sent(app: &TestApp) -> Vec<messages::Kept> {
    match &app.running.app.messenger {
        Messenger::Outbox(outbox) => outbox.messages().await.unwrap(),
        _ => panic!("messages of tests lie in a folder"),
    }
}

/// The six digits in a message.
pub fn code_in(text: &str) -> String {
    let digits = text.split(|letter: char| !letter.is_ascii_digit());
    let code = digits.into_iter().find(|word| word.len() == 6);
    code.unwrap_or_else(|| panic!("no code: {text}")).to_owned()
}
