//! What the office's pages receive.

mod account;
mod given;
mod kiosks;
mod list;
mod slips;

use jiff::Timestamp;
use kernel::time;
use serde::Serialize;
use web::Page;

pub use account::AccountDesk;
pub use given::GivenDesk;
pub use kiosks::KiosksDesk;
pub use list::AccountsDesk;
pub use slips::SlipsDesk;

/// A badge of the office's macros.
#[derive(Debug, Clone, Serialize)]
pub struct Badge {
    pub kind: &'static str,
    pub label: &'static str,
}

/// How an account stands.
fn badge(state: Option<&str>, must_change: bool, is_here: bool) -> Badge {
    let (kind, label) = match state {
        None => ("hollow", "Belum punya akun"),
        Some(_) if !is_here => ("hollow", "Tidak di desa lagi"),
        Some("closed") => ("hollow", "Ditutup"),
        Some(_) if must_change => ("info", "Belum memilih PIN"),
        Some(_) => ("good", "Aktif"),
    };
    Badge { kind, label }
}

fn last(at: Option<jiff_sqlx::Timestamp>, now: Timestamp) -> String {
    at.map_or_else(String::new, |at| time::relative(at.to_jiff(), now))
}

/// What `citizens/corner.html` receives.
#[derive(Debug, Serialize)]
pub struct AlarmCorner {
    pub count: i64,
}

impl Page for AlarmCorner {
    const TEMPLATE: &'static str = "citizens/corner.html";

    fn samples() -> Vec<Self> {
        vec![Self { count: 1 }, Self { count: 1234 }]
    }
}
