//! Domains of a village, at its page in the console.

use axum::{extract::Path, response::Response};
use db::register::ChangeError;
use identity::coarse_address;
use kernel::HostError;
use web::{
    AppResult,
    console::{ConsoleDesk, ConsoleForm},
    office::Flash,
    registry::Village,
};

use super::{BadHost, By, Checked, NotChecked, NotClaimed, has, leads_here, read_host};
use crate::{
    acting,
    deed::Deed,
    village::{changed, here, page},
};

fn by(desk: &ConsoleDesk) -> By {
    By {
        staff: Some(desk.me.id),
        who: desk.me.name.clone(),
        actor: acting::actor(&desk.me).to_owned(),
        address: coarse_address(desk.portal.origin.address),
        at: desk.portal.now(),
    }
}

/// Back to the village's page, with a word at its top.
async fn back(desk: ConsoleDesk, village: &Village, flash: Flash) -> AppResult<Response> {
    desk.done(&here(village), flash).await
}

/// What to tell when a domain cannot be wanted. Another village is named to those who may see it.
fn told(error: &NotClaimed, name_of: impl Fn(&str) -> Option<String>) -> Option<String> {
    let named = |code: &str| name_of(code).unwrap_or_else(|| "desa lain".to_owned());
    match error {
        NotClaimed::Own => Some("Domain ini sudah milik desa ini.".to_owned()),
        NotClaimed::OfOther(code) => Some(format!("Domain ini sudah milik {}.", named(code))),
        NotClaimed::WantedByOther(code) => {
            Some(format!("Domain ini sedang diajukan untuk {}.", named(code)))
        }
        NotClaimed::TooMany => Some(format!(
            "Sudah ada {} domain yang menunggu untuk desa ini. Batalkan yang tidak perlu.",
            super::MOST_CLAIMS
        )),
        NotClaimed::Sql(_) | NotClaimed::Other(_) => None,
    }
}

/// The same, for what the API says; `sees` are the villages its caller may see.
pub fn why_not(error: &NotClaimed, villages: &[&Village]) -> Option<String> {
    told(error, |code| {
        let found = villages
            .iter()
            .find(|village| village.entry.code.dotted() == code)?;
        let entry = &found.entry;
        Some(format!("{} {}", entry.kind.label(), entry.name))
    })
}

/// What was typed, or what to tell of it.
///
/// # Errors
/// A sentence for the field.
pub fn read(typed: &str, site: &config::Site) -> Result<String, String> {
    match read_host(typed, site) {
        Ok(host) => Ok(host.to_string()),
        Err(BadHost::Malformed(HostError::Empty)) => Err("Isi nama domainnya.".to_owned()),
        Err(other) => Err(other.told()),
    }
}

/// `POST /konsol/desa/{slug}/domain`: the village wants a domain of its own.
pub async fn want(
    Path(slug): Path<String>,
    ConsoleForm { mut desk, mut form }: ConsoleForm,
) -> AppResult<Response> {
    let village = desk.village(&slug)?;
    let app = desk.portal.app.clone();
    acting::must_act(&app)?;
    let Some(host) = form.read("domain", |typed| read(typed, &app.config.site)) else {
        return page(desk, &village, form).await;
    };
    let by = by(&desk);
    let work = super::claim(&app.database, &village.entry, &host, &by);
    match desk.aside(work).await? {
        Ok(_) => {
            let text = format!("{host} dicatat. Buat catatan DNS-nya, lalu tekan Periksa.");
            back(desk, &village, Flash::good(text)).await
        }
        Err(error) => {
            let registry = desk.portal.registry();
            let seen = registry.villages().iter().map(|village| &**village);
            let seen: Vec<&Village> = seen.filter(|village| desk.me.sees(village)).collect();
            let Some(problem) = why_not(&error, &seen) else {
                return Err(anyhow::Error::from(error).into());
            };
            form.wrong("domain", problem);
            page(desk, &village, form).await
        }
    }
}

/// `POST /konsol/desa/{slug}/domain/periksa`: is the proof there? Then the village answers at it.
pub async fn look(
    Path(slug): Path<String>,
    ConsoleForm { mut desk, form }: ConsoleForm,
) -> AppResult<Response> {
    let village = desk.village(&slug)?;
    let app = desk.portal.app.clone();
    acting::must_act(&app)?;
    let (by, host) = (by(&desk), form.raw("domain").trim().to_owned());
    let work = async {
        let entry = &village.entry;
        let checked = super::check(&app.database, &*app.names, entry, &host, &by).await;
        if matches!(checked, Ok(Checked::Joined | Checked::Gone)) {
            app.reload_registry().await?;
        }
        AppResult::Ok(checked)
    };
    let flash = match desk.aside(work).await?? {
        Ok(Checked::Joined) => Flash::good(format!(
            "{host} terbukti milik desa ini. Situsnya juga dapat dibuka di sana setelah domainnya \
             mengarah ke layanan ini."
        )),
        Ok(Checked::NotYet(finding)) => Flash::warn(finding.told()),
        Ok(Checked::Gone) => {
            let is_there = desk
                .village(&slug)
                .is_ok_and(|village| has(&village.entry, &host));
            Flash::warn(if is_there {
                "Domain ini sudah terpasang."
            } else {
                "Pengajuan domain ini sudah tidak ada. Ajukan lagi bila masih perlu."
            })
        }
        Err(NotChecked::Change(ChangeError::AddressTaken(_))) => {
            Flash::warn("Domain ini baru saja menjadi milik desa lain.")
        }
        Err(error) => return Err(anyhow::Error::from(error).into()),
    };
    back(desk, &village, flash).await
}

/// `POST /konsol/desa/{slug}/domain/batal`: it is not wanted any more.
pub async fn give_up(
    Path(slug): Path<String>,
    ConsoleForm { mut desk, form }: ConsoleForm,
) -> AppResult<Response> {
    let village = desk.village(&slug)?;
    let (app, by) = (desk.portal.app.clone(), by(&desk));
    let host = form.raw("domain").trim().to_owned();
    let work = super::cancel(&app.database, &village.entry, &host, &by);
    let flash = if desk.aside(work).await?? {
        Flash::good(format!("Pengajuan {host} dibatalkan."))
    } else {
        Flash::warn("Pengajuan domain ini sudah tidak ada.")
    };
    back(desk, &village, flash).await
}

/// `POST /konsol/desa/{slug}/domain/utama`: all addresses of the village lead to this domain, or
/// to the usual host again. Only a domain that leads here may be the first one: else the village's
/// site would be gone.
pub async fn prefer(
    Path(slug): Path<String>,
    ConsoleForm { mut desk, form }: ConsoleForm,
) -> AppResult<Response> {
    let village = desk.village(&slug)?;
    let app = desk.portal.app.clone();
    let host = form.raw("domain").trim().to_owned();
    if !has(&village.entry, &host) {
        let flash = Flash::warn("Domain ini bukan milik desa ini lagi.");
        return back(desk, &village, flash).await;
    }
    let wanted = form.raw("utama") == "ya";
    if wanted {
        let own = app.config.site.village_host(village.entry.slug.as_str());
        let ours = &app.config.dns.addresses;
        let work = leads_here(&*app.names, &host, ours, &own);
        if let Err(astray) = desk.aside(work).await? {
            return back(desk, &village, Flash::warn(astray.told())).await;
        }
    }
    let deed = Deed::prefer(&village.entry, &host, wanted);
    let said = if wanted {
        "Semua alamat desa ini sekarang menuju ke domainnya sendiri."
    } else {
        "Domainnya sekarang menuju ke alamat desa yang biasa."
    };
    changed(desk, village, form, deed, said.into()).await
}

/// `POST /konsol/desa/{slug}/domain/lepas`: the village answers there no more.
pub async fn let_go(
    Path(slug): Path<String>,
    ConsoleForm { desk, form }: ConsoleForm,
) -> AppResult<Response> {
    let village = desk.village(&slug)?;
    let host = form.raw("domain").trim().to_owned();
    if !has(&village.entry, &host) {
        let flash = Flash::warn("Domain ini bukan milik desa ini lagi.");
        return back(desk, &village, flash).await;
    }
    let deed = Deed::let_go(&village.entry, &host);
    let said = "Domainnya dilepas; situs desa tidak menjawab di sana lagi.";
    changed(desk, village, form, deed, said.into()).await
}
