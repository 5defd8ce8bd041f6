//! Before the door: coming in with NIK and PIN, without a PIN, with a code, with a link; and the first screen
//! of the office's tablet.
//!
//! Nothing here tells whether somebody lives here, or has an account: who does not, who died or moved, whose
//! account is closed and whose PIN is another get the same words after the same time.

pub mod forgot;
pub mod invited;
pub mod kiosk;
pub mod login;
pub mod without_pin;

use axum::{Router, response::Response, routing::get};
use db::VillageTx;
use http::{HeaderMap, StatusCode, header};
use identity::{Attempt, Door, IdentityError, Wait, pin};
use jiff::Timestamp;
use kernel::{Nik, time};
use residents::{lookup, store::columns};
use uuid::Uuid;
use vault::KeySet;
use web::{App, AppError, AppResult, Form, Page, Site, citizen, keys};

use crate::store::alarms;

/// Alarms of one village that are written down in an hour.
const ALARMS: identity::Limit = identity::Limit {
    name: "citizen-alarms",
    max: 60,
    per: std::time::Duration::from_secs(60 * 60),
};

/// The addresses that are open to everybody.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/mandiri/masuk", get(login::show).post(login::enter))
        .route(
            "/mandiri/tanpa-pin",
            get(without_pin::show).post(without_pin::enter),
        )
        .route("/mandiri/lupa", get(forgot::show).post(forgot::ask))
        .route("/mandiri/lupa/kode", get(forgot::back).post(forgot::renew))
        .route(
            "/mandiri/undangan/{token}",
            get(invited::show).post(invited::renew),
        )
        .route("/mandiri/kiosk", get(kiosk::start))
}

/// A NIK as the tables find it, and as tries are counted under it.
struct Typed {
    nik: Nik,
    /// Its blind indexes.
    lookups: Vec<Vec<u8>>,
    /// Its blind index, in letters: nobody reads a NIK from it.
    word: String,
}

impl Typed {
    fn new(keys: &KeySet, nik: Nik) -> Self {
        let blind = keys.index(columns::NIK, &nik);
        let lookups = keys.lookups(columns::NIK, &nik);
        Self {
            nik,
            lookups: lookups.iter().map(|one| one.as_bytes().to_vec()).collect(),
            word: hex(blind.as_bytes()),
        }
    }

    fn blind(&self) -> Vec<u8> {
        unhex(&self.word)
    }
}

/// Bytes as letters.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What [`hex`] wrote; anything else is nothing.
pub fn unhex(word: &str) -> Vec<u8> {
    let pairs = word.as_bytes().chunks(2);
    let bytes = pairs.map(|pair| {
        let text = std::str::from_utf8(pair).ok()?;
        u8::from_str_radix(text, 16).ok()
    });
    bytes.collect::<Option<Vec<u8>>>().unwrap_or_default()
}

/// Reads the NIK that was typed.
fn nik(form: &mut Form) -> Option<Nik> {
    if form.raw("nik").trim().is_empty() {
        form.wrong("nik", "Isi NIK Anda, 16 angka pada KTP atau KK.");
        return None;
    }
    form.read("nik", Nik::parse)
}

/// Reads six digits that were typed, whatever they open.
fn six_digits(form: &mut Form, name: &'static str, missing: &'static str) -> Option<String> {
    form.read(name, |typed| pin::typed_digits(typed).ok_or(missing))
}

/// Opens the village and finds out under what a NIK is kept there.
async fn typed(site: &Site, nik: Nik) -> AppResult<(VillageTx, KeySet, Typed)> {
    let mut tx = site.begin().await?;
    let keys = keys::of(&site.app, &mut tx).await?;
    let typed = Typed::new(&keys, nik);
    Ok((tx, keys, typed))
}

/// One try at a door. It is counted before anything is looked at.
async fn begin(site: &Site, door: Door, account: &str, now: Timestamp) -> Result<(), Wait> {
    let village = citizen::key(site);
    let attempt = attempt(site, &village, door, account);
    site.app.throttle.begin(attempt, now).await
}

/// The try was right.
async fn succeeded(site: &Site, door: Door, account: &str) {
    let village = citizen::key(site);
    let attempt = attempt(site, &village, door, account);
    site.app.throttle.succeeded(attempt).await;
}

fn attempt<'a>(site: &Site, village: &'a str, door: Door, account: &'a str) -> Attempt<'a> {
    Attempt {
        village,
        door,
        account,
        address: site.origin.address,
    }
}

/// Says how long to wait, at the field, and tells the office that somebody guesses.
async fn slowed<P: Page>(
    site: &Site,
    (title, at_kiosk): (&str, bool),
    page: &P,
    typed: &Typed,
    wait: Wait,
) -> AppResult<Response> {
    alarm(site, &typed.blind()).await?;
    let status = StatusCode::TOO_MANY_REQUESTS;
    let mut response = citizen::outside(site, (title, at_kiosk), page, status)?;
    let headers = response.headers_mut();
    headers.insert(header::RETRY_AFTER, wait.seconds.into());
    Ok(response)
}

async fn alarm(site: &Site, who: &[u8]) -> AppResult<()> {
    let village = citizen::key(site);
    let counted = site.app.redis.count(ALARMS, &village, "all").await;
    if counted != identity::Verdict::Allowed {
        return Ok(());
    }
    let (mut tx, now) = (site.begin().await?, site.now());
    alarms::note(&mut tx, who, time::day(now), now).await?;
    // The office sees it, the public does not.
    tx.finish().await?;
    Ok(())
}

/// What an acquaintance knows of a resident, which makes a bad PIN.
pub async fn about(
    tx: &mut VillageTx,
    keys: &KeySet,
    resident: Uuid,
) -> AppResult<Option<pin::About>> {
    let known = lookup::facts(tx, keys, &[resident]).await?;
    Ok(known.first().map(about_known))
}

/// The same of somebody who is known already.
pub fn about_known(known: &lookup::Known) -> pin::About {
    pin::About {
        born_on: known.born_on,
        nik: known.nik.parse().ok(),
    }
}

/// Reads a new PIN that was typed twice.
pub fn new_pin(form: &mut Form, about: &pin::About) -> Option<identity::Pin> {
    let pin = form.read("baru", |typed| identity::Pin::parse(typed, about));
    let [one, other] = ["baru", "ulang"].map(|name| pin::typed_digits(form.raw(name)));
    if one != other {
        form.wrong("ulang", "Ketikan kedua belum sama dengan yang pertama.");
    }
    pin.filter(|_| form.is_good())
}

/// Redis or the hashing of PINs gives no answer now.
pub fn away(error: IdentityError) -> AppError {
    tracing::warn!(%error, "the residents' door cannot be opened now");
    AppError::Unavailable("the residents' door is away")
}

/// Where somebody goes after she came in. Only pages of residents; anything else is the first one.
fn back(wanted: &str) -> &str {
    let below = wanted.strip_prefix(citizen::HOME);
    let is_here = below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let is_plain = !wanted.contains(['\\', '\r', '\n']) && !wanted.contains("//");
    if is_here && is_plain {
        wanted
    } else {
        citizen::HOME
    }
}

/// The value of one cookie of a request; two of one name are none.
fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter();
    let pairs = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'));
    let mut values = pairs
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(its, _)| *its == name)
        .map(|(_, value)| value);
    match (values.next(), values.next()) {
        (Some(value), None) => Some(value),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_stays_with_the_residents() {
        assert_eq!(back("/mandiri/surat?hal=2"), "/mandiri/surat?hal=2");
        for elsewhere in [
            "",
            "/",
            "/kantor",
            "https://judi.test/",
            "//judi.test",
            "/mandiri//judi.test",
            "/mandirix",
            "/mandiri/\\x",
        ] {
            assert_eq!(back(elsewhere), "/mandiri", "{elsewhere}");
        }
    }

    #[test]
    fn bytes_come_back_from_their_letters() {
        assert_eq!(unhex(&hex(&[0, 9, 255, 16])), [0, 9, 255, 16]);
        assert!(unhex("zz").is_empty() && unhex("é").is_empty());
    }
}
