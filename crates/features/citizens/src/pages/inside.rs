//! What the pages inside receive.

use identity::Listed;
use jiff::Timestamp;
use kernel::time;
use serde::Serialize;
use web::{Form, FormView, Page, view::Pager};

use super::{forms, pager};
use crate::store::messages::MessageRow;

/// What `citizens/home.html` receives.
#[derive(Debug, Serialize)]
pub struct HomePage {
    /// Nothing for who came without a PIN.
    pub name: Option<String>,
    pub village: String,
    pub unread: i64,
    /// Trusted: rendered by features.
    pub corners: Vec<String>,
}

impl Page for HomePage {
    const TEMPLATE: &'static str = "citizens/home.html";

    fn samples() -> Vec<Self> {
        let page = |name: Option<&str>, unread, corners| Self {
            name: name.map(str::to_owned),
            village: "Desa Pembantanan".to_owned(),
            unread,
            corners,
        };
        vec![
            page(Some("Siti <b>"), 0, Vec::new()),
            page(Some("Siti"), 3, vec!["<section>Surat</section>".to_owned()]),
            page(None, 0, Vec::new()),
        ]
    }
}

/// What `citizens/pin.html` receives.
#[derive(Debug, Serialize)]
pub struct PinPage {
    pub form: FormView,
    /// Whether the PIN is of the office's making.
    pub is_first: bool,
}

impl PinPage {
    pub fn new(form: &Form, is_first: bool) -> Self {
        Self {
            form: form.view(),
            is_first,
        }
    }
}

impl Page for PinPage {
    const TEMPLATE: &'static str = "citizens/pin.html";

    fn samples() -> Vec<Self> {
        let [empty, wrong] = forms("baru");
        let page = |form, is_first| Self { form, is_first };
        vec![page(empty, true), page(wrong, false)]
    }
}

/// A browser in which she is signed in.
#[derive(Debug, Serialize)]
pub struct Device {
    pub reference: String,
    pub device: String,
    pub address: String,
    pub seen: String,
    pub is_current: bool,
}

/// What `citizens/account.html` receives.
#[derive(Debug, Serialize)]
pub struct AccountPage {
    pub devices: Vec<Device>,
}

impl AccountPage {
    pub fn new(sessions: &[Listed], now: Timestamp) -> Self {
        let devices = sessions.iter().map(|one| Device {
            reference: one.reference.to_string(),
            device: one.session.device.clone(),
            address: one.session.address.clone(),
            seen: time::relative(one.session.seen_at, now),
            is_current: one.is_current,
        });
        Self {
            devices: devices.collect(),
        }
    }
}

impl Page for AccountPage {
    const TEMPLATE: &'static str = "citizens/account.html";

    fn samples() -> Vec<Self> {
        let device = |is_current| Device {
            reference: "0".repeat(64),
            device: "Chrome di Android".to_owned(),
            address: "103.10.20.0/24".to_owned(),
            seen: "3 menit lalu".to_owned(),
            is_current,
        };
        vec![
            Self {
                devices: vec![device(true)],
            },
            Self {
                devices: vec![device(true), device(false)],
            },
        ]
    }
}

/// A message as the page shows it.
#[derive(Debug, Serialize)]
pub struct MessageView {
    pub text: String,
    pub href: String,
    pub at: String,
    pub is_new: bool,
}

/// What `citizens/messages.html` receives.
#[derive(Debug, Serialize)]
pub struct MessagesPage {
    pub messages: Vec<MessageView>,
    pub pager: Pager,
}

impl MessagesPage {
    pub fn new(rows: &[MessageRow], now: Timestamp) -> Self {
        let messages = rows.iter().map(|row| MessageView {
            text: row.text.clone(),
            href: row.href.clone(),
            at: time::relative(row.at.to_jiff(), now),
            is_new: row.is_new,
        });
        Self {
            messages: messages.collect(),
            pager: Pager::default(),
        }
    }

    #[must_use]
    pub fn paged(mut self, base: &str, next: Option<&str>, has_before: bool) -> Self {
        self.pager = pager(base, next, has_before);
        self
    }
}

impl Page for MessagesPage {
    const TEMPLATE: &'static str = "citizens/messages.html";

    fn samples() -> Vec<Self> {
        let message = |href: &str, is_new| MessageView {
            text: "Surat Anda \"<b>\" sudah selesai.".to_owned(),
            href: href.to_owned(),
            at: "3 jam lalu".to_owned(),
            is_new,
        };
        vec![
            Self {
                messages: Vec::new(),
                pager: Pager::default(),
            },
            Self {
                messages: vec![message("/mandiri/surat/x", true), message("", false)],
                pager: pager("/mandiri/pesan", Some("x"), true),
            },
        ]
    }
}
