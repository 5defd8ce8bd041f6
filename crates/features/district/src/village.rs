//! One village: what it is, how it fares, what happened to it, and what the district does with it.

use std::sync::Arc;

use axum::{extract::Path, response::Response};
use db::register::{HostPurpose, Status};
use identity::{DistrictRight, Password};
use kernel::time;
use serde_json::json;
use web::{
    App, AppResult, Form, OrNotFound,
    console::{ConsoleDesk, ConsoleForm},
    door::away,
    office::{Flash, Helper, NotHelped},
    registry::Village,
};

use crate::{
    acting,
    deed::{Deed, Names, read_confirmation, read_note, read_quotas},
    domain::Alert,
    pages::{Domains, Ground, HelpDesk, InvitedDesk, VillageDesk},
    provision::{invite_as, read_invitee},
    relocate::Databases,
    store::{fleet as store, hosts as hosts_store},
};

/// Longest reason to help, in characters.
const REASON: usize = 300;

pub(crate) fn here(village: &Village) -> String {
    format!("/konsol/desa/{}", village.entry.slug)
}

/// `GET /konsol/desa/{slug}`
pub async fn show(desk: ConsoleDesk, Path(slug): Path<String>) -> AppResult<Response> {
    let village = desk.village(&slug)?;
    page(desk, &village, Form::default()).await
}

/// The page of a village, with a form as it is or as it was typed.
pub(crate) async fn page(
    mut desk: ConsoleDesk,
    village: &Arc<Village>,
    form: Form,
) -> AppResult<Response> {
    let code = village.entry.code.dotted();
    let site = &desk.portal.app.config.site;
    let asked = store::Asked::now(site, desk.portal.now());
    let figures = store::figures_of(&mut desk.tx, &code, &asked)
        .await?
        .unwrap_or_default();
    let visits = store::visits(&mut desk.tx, &code, &asked).await?;
    let shared = store::shared_niks(&mut desk.tx, &code).await?;
    let domains = domains(&mut desk, village).await?;
    let events = store::timeline(&mut desk.tx, &code).await?;
    let app = desk.portal.app.clone();
    let failed = desk.aside(failed(&app, village)).await?;
    let databases = Databases::of(&desk, &village.entry);
    let now = desk.portal.now();
    let alerts = Alert::of(&village.entry, &figures, now);
    let can_run = desk.may(DistrictRight::Run) && acting::can_act(&desk.portal.app);
    let page = VillageDesk::new(village, &form, can_run)
        .faring(&figures, &alerts, now)
        .visited(&visits, asked.day)
        .sharing(&shared)
        .at(domains)
        .stored(databases)
        .with_history(&events, &failed, now);
    let title = format!("{} {}", village.entry.kind.label(), village.entry.name);
    if form.is_good() {
        desk.page(&title, &page).await
    } else {
        desk.wrong(&title, &page).await
    }
}

/// What failed, from the queue of the database the village is in. While that is away, this page is
/// where somebody looks first: it does without.
async fn failed(app: &App, village: &Village) -> Vec<jobs::Failed> {
    let entry = &village.entry;
    match jobs::failed_of(&app.database, &entry.schema).await {
        Ok(failed) => failed,
        Err(error) => {
            tracing::warn!(%error, village = %entry.slug, "its queue cannot be looked at");
            Vec::new()
        }
    }
}

/// Where it answers and where it is to answer.
async fn domains(desk: &mut ConsoleDesk, village: &Village) -> AppResult<Domains> {
    let (entry, now) = (&village.entry, desk.portal.now());
    let custom = entry
        .hosts
        .iter()
        .filter(|host| host.purpose == HostPurpose::Custom);
    let hosts: Vec<String> = custom.map(|host| host.host.clone()).collect();
    let certificates = if hosts.is_empty() {
        Vec::new()
    } else {
        hosts_store::certificates(&mut desk.tx, &hosts).await?
    };
    let claims = hosts_store::claims(&mut desk.tx, &entry.code.dotted()).await?;
    let config = &desk.portal.app.config;
    let ground = Ground {
        ours: &config.dns.addresses,
        our_host: config.site.village_host(entry.slug.as_str()),
        watched: config.certificates.watch,
        now,
    };
    Ok(Domains::new(entry, &certificates, &claims, &ground))
}

/// Carries a deed out, writes it down, and says so; or shows the form again with why not.
pub(crate) async fn changed(
    mut desk: ConsoleDesk,
    village: Arc<Village>,
    mut form: Form,
    deed: Deed,
    said: Said,
) -> AppResult<Response> {
    let app = desk.portal.app.clone();
    let mut owner = acting::owner(&app).await?;
    let actor = acting::actor(&desk.me);
    // What she had before her eyes when she wrote the form.
    let mut seen = village.entry.clone();
    if form.has("dulu") {
        seen.name = form.raw("dulu").to_owned();
    }
    let work = acting::change(&app, &mut owner, &seen, &deed, actor);
    if let Err(error) = desk.aside(work).await? {
        let Some((field, problem)) = acting::why_unchanged(&error) else {
            return Err(anyhow::Error::from(error).into());
        };
        form.wrong(field, problem);
        return page(desk, &village, form).await;
    }
    let subject = deed.subject(&village.entry).to_owned();
    desk.record(deed.action, &subject, deed.detail).await?;
    let to = said.to.unwrap_or_else(|| here(&village));
    desk.done(&to, Flash::good(said.text)).await
}

/// What is said when something is done.
pub(crate) struct Said {
    text: String,
    /// Where to go then; the village's page when nothing is said.
    to: Option<String>,
}

impl From<&str> for Said {
    fn from(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            to: None,
        }
    }
}

/// `POST /konsol/desa/{slug}/nama`: another name, another address, or both.
pub async fn rename(
    Path(slug): Path<String>,
    ConsoleForm { desk, mut form }: ConsoleForm,
) -> AppResult<Response> {
    let village = desk.village(&slug)?;
    let registry = desk.portal.registry();
    let app = desk.portal.app.clone();
    let register = acting::register(&registry, &[], &app);
    let Some(names) = Names::read(&mut form, &village.entry, &register) else {
        return page(desk, &village, form).await;
    };
    let Some(deed) = names.deed(&village.entry) else {
        let to = here(&village);
        return desk
            .done(&to, Flash::warn("Nama dan alamatnya sudah begitu."))
            .await;
    };
    let Names { name, slug } = &names;
    let text = if names.moves(&village.entry) {
        format!("Alamat baru: {slug}. Tautan lama tetap menuju ke sana.")
    } else {
        format!("Namanya sekarang {name}.")
    };
    let to = Some(format!("/konsol/desa/{slug}"));
    changed(desk, village, form, deed, Said { text, to }).await
}

/// `POST /konsol/desa/{slug}/keadaan`: off line with a message, for good, or back.
pub async fn set_status(
    Path(slug): Path<String>,
    ConsoleForm { desk, mut form }: ConsoleForm,
) -> AppResult<Response> {
    let village = desk.village(&slug)?;
    let Some(note) = read_note(&mut form) else {
        return page(desk, &village, form).await;
    };
    let (deed, said) = match form.raw("keadaan") {
        "aktif" => (Deed::resume(), "Situsnya kembali menjawab."),
        "ditangguhkan" => (
            Deed::suspend(note),
            "Situsnya ditangguhkan; datanya tetap tersimpan.",
        ),
        "diarsipkan" => (
            Deed::archive(note),
            "Situsnya diarsipkan; datanya tetap tersimpan.",
        ),
        _ => {
            form.wrong("keadaan", "Pilih salah satu keadaan.");
            return page(desk, &village, form).await;
        }
    };
    changed(desk, village, form, deed, said.into()).await
}

/// `POST /konsol/desa/{slug}/batas`: how much it may use. Empty is the usual measure.
pub async fn limit(
    Path(slug): Path<String>,
    ConsoleForm { desk, mut form }: ConsoleForm,
) -> AppResult<Response> {
    let village = desk.village(&slug)?;
    let Some(quotas) = read_quotas(&mut form, &village.entry) else {
        return page(desk, &village, form).await;
    };
    let deed = Deed::limit(quotas);
    changed(desk, village, form, deed, "Batasnya sudah diubah.".into()).await
}

/// `POST /konsol/desa/{slug}/undang`: the first one of an office, or the one who signs.
pub async fn invite(
    Path(slug): Path<String>,
    ConsoleForm { mut desk, mut form }: ConsoleForm,
) -> AppResult<Response> {
    let village = desk.village(&slug)?;
    let Some((person, role)) = read_invitee(&mut form) else {
        return page(desk, &village, form).await;
    };
    let link = invite_as(&mut desk, &village, &person, &[role]).await?;
    let page = InvitedDesk {
        name: person.name,
        link,
        is_mailed: false,
        back: here(&village),
    };
    desk.page("Undangan", &page).await
}

/// `POST /konsol/desa/{slug}/bantu`: into the office for an hour, seen by everybody there.
pub async fn help(
    Path(slug): Path<String>,
    ConsoleForm { mut desk, mut form }: ConsoleForm,
) -> AppResult<Response> {
    let village = desk.village(&slug)?;
    let reason = form.needed_line(
        "alasan",
        REASON,
        "Tulis alasannya; desa membacanya di catatannya.",
    );
    if !form.is_good() {
        return page(desk, &village, form).await;
    }
    let app = desk.portal.app.clone();
    let (help, now, me) = (app.help.or_not_found()?, desk.portal.now(), desk.me.clone());
    let work = async {
        let (_, password) = Password::random();
        let locked = app.passwords.hash(password).await.map_err(away)?;
        let tx = app.database.village(&village.entry.schema).await?;
        let helper = Helper {
            id: me.id,
            name: &me.name,
            reason: &reason,
            locked: &locked,
        };
        AppResult::Ok(help(tx, helper, now).await)
    };
    let path = match desk.aside(work).await?? {
        Ok(path) => path,
        Err(NotHelped::Refused) => {
            form.wrong(
                "alasan",
                "Desa ini sedang tidak menerima bantuan kabupaten.",
            );
            return page(desk, &village, form).await;
        }
        Err(NotHelped::Sql(error)) => return Err(error.into()),
        Err(NotHelped::Other(error)) => return Err(error.into()),
    };
    desk.record(
        "desa.bantu",
        &village.entry.name,
        json!({ "alasan": reason }),
    )
    .await?;
    store::log_event(
        &mut desk.tx,
        &village.entry.code.dotted(),
        "helped",
        acting::actor(&me),
    )
    .await?;
    // A page in between: forms of the console lead nowhere else, so that none can be made to.
    let page = HelpDesk {
        title: format!("{} {}", village.entry.kind.label(), village.entry.name),
        link: format!("{}{path}", village.base_url),
        back: here(&village),
    };
    desk.page("Membantu", &page).await
}

/// `POST /konsol/desa/{slug}/hapus`: plans the deletion of everything; thirty days remain to call
/// it back.
pub async fn end(
    Path(slug): Path<String>,
    ConsoleForm { desk, mut form }: ConsoleForm,
) -> AppResult<Response> {
    let village = desk.village(&slug)?;
    if read_confirmation(&mut form, &village.entry).is_none() {
        return page(desk, &village, form).await;
    }
    let (deed, at) = Deed::end(&village.entry, desk.portal.now())?;
    let text = format!(
        "{} tidak menjawab lagi dan dihapus pada {}. Sampai hari itu dapat diaktifkan kembali.",
        village.entry.name,
        time::long_date(at)
    );
    changed(desk, village, form, deed, Said { text, to: None }).await
}

/// Whether a status is one that can be taken back by "aktif".
pub(crate) fn can_resume(status: Status) -> bool {
    status != Status::Active
}
