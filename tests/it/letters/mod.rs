//! Letters, as offices write them and anybody proves them.

mod agenda;
mod citizen;
mod kinds;
mod numbers;
mod office;
mod verify;

use ::office::example::ExampleAccount;
use identity::Role;
use jiff::Timestamp;
use support::{Browser, Seen, TestApp, TestVillage};

use crate::{
    office::{accounts, enter_at, of},
    portal,
    residents::register::{NIK, admit, person},
};

/// A village with a resident, its operator and its head at their desks.
pub struct Office<'a> {
    pub app: &'a TestApp,
    pub village: TestVillage,
    pub operator: Browser<'a>,
    pub head: Browser<'a>,
    pub accounts: Vec<ExampleAccount>,
    /// The resident's page: `/kantor/penduduk/…`.
    pub resident: String,
}

impl<'a> Office<'a> {
    pub async fn of(app: &'a TestApp) -> Self {
        Self::at(app, Timestamp::now()).await
    }

    /// The same at a moment of the service's clock.
    pub async fn at(app: &'a TestApp, now: Timestamp) -> Self {
        let village = app.village().await;
        let accounts = accounts(app, &village).await;
        let mut operator = enter_at(app, of(&accounts, Role::Operator), now).await;
        let head = enter_at(app, of(&accounts, Role::Kades), now).await;
        let page = admit(&mut operator, &person(&[("status_kawin", "2")])).await;
        assert_eq!(page.status, 200, "{}", page.html);
        Self {
            app,
            village,
            operator,
            head,
            accounts,
            resident: page.path,
        }
    }

    /// The resident's id.
    pub fn id(&self) -> &str {
        self.resident.rsplit('/').next().unwrap()
    }

    /// Writes a request down at the counter; its page.
    pub async fn ask(&mut self, kind: &str, fields: &[(&str, &str)]) -> Seen {
        let form = format!("/kantor/surat/baru/{}?jenis={kind}", self.id());
        let path = format!("/kantor/surat/baru/{}", self.id());
        let once = uuid::Uuid::now_v7().to_string();
        let mut all = vec![("jenis", kind), ("sekali", once.as_str())];
        all.extend(fields);
        if !all.iter().any(|(name, _)| *name == "aksi") {
            all.push(("aksi", "tandatangan"));
        }
        self.operator.act(&form, &path, &all).await
    }

    /// A request for a letter of domicile that only needs a signature.
    pub async fn domicile(&mut self) -> String {
        let page = self
            .ask("domisili", &[("j_keperluan", "Membuka rekening bank")])
            .await;
        assert!(page.html.contains("Menunggu tanda tangan"), "{}", page.html);
        page.path
    }

    /// The head signs; the request's page.
    pub async fn sign(&mut self, request: &str) -> Seen {
        self.head
            .act(request, request, &[("aksi", "tandatangan")])
            .await
    }

    /// A signed letter with its paper: the page of the letter.
    pub async fn letter(&mut self) -> Seen {
        let request = self.domicile().await;
        let signed = self.sign(&request).await;
        assert!(
            signed.html.contains("Sudah ditandatangani"),
            "{}",
            signed.html
        );
        work(self.app).await;
        let done = self.operator.open(&request).await;
        let href = link(&done.html, "/kantor/surat/buku/");
        self.operator.open(&href).await
    }
}

/// Does everything that is due.
pub async fn work(app: &TestApp) {
    while portal::work(app).await > 0 {}
}

/// The first address of a page that begins so.
pub fn link(html: &str, start: &str) -> String {
    let quoted = format!("href=\"{start}");
    let rest = html.split(&quoted).nth(1);
    let rest = rest.unwrap_or_else(|| panic!("{start} is not on the page: {html}"));
    format!("{start}{}", rest.split('"').next().unwrap())
}

/// The code people type, as the letter's page shows it.
pub fn code(html: &str) -> String {
    let rest = html.split("Kode periksa</dt><dd>").nth(1);
    let rest = rest.unwrap_or_else(|| panic!("no code: {html}"));
    rest.split('<').next().unwrap().to_owned()
}

/// The number of a letter's page.
pub fn number(html: &str) -> String {
    let rest = html.split("<h1>").nth(1).expect("a headline");
    rest.split('<').next().unwrap().to_owned()
}

/// Nothing of the resident that is nobody's business.
pub fn assert_covered(page: &str) {
    for secret in [
        NIK,
        "H. Muhammad Arsyad",
        "Arsyad",
        "17 Agustus 1970",
        "17-08-1970",
    ] {
        assert!(
            !page.contains(secret),
            "{secret} is on a public page: {page}"
        );
    }
}
