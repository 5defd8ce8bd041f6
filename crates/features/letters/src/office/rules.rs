//! How letters are numbered and signed, who signs while the head is away, and the keys.

use axum::response::Response;
use identity::Capability::{ProcessLetters, SignLetters};
use jiff::civil::Date;
use kernel::time;
use serde_json::json;
use uuid::Uuid;
use web::{
    AppResult, Form, keys,
    office::{Desk, DeskForm, Flash},
};

use super::RULES;
use crate::{
    domain::{Pattern, Rules, Series},
    numbering::{self, Wanted},
    offered,
    pages::rules::RulesDesk,
    settings::Settings,
    signing,
    store::{
        keys as key_store,
        settings::{self as store, NewSettings},
    },
};

/// `GET /kantor/surat/aturan`
pub async fn show(mut desk: Desk) -> AppResult<Response> {
    let settings = settings(&mut desk).await?;
    let form = filled(&settings);
    let page = page(&mut desk, &settings, &form).await?;
    desk.page("Nomor dan tanda tangan", &page).await
}

async fn settings(desk: &mut Desk) -> AppResult<Settings> {
    let short = desk.site.village.entry.name.clone();
    Settings::of(&mut desk.tx, &short).await
}

fn filled(settings: &Settings) -> Form {
    let delegate = settings.delegate.as_ref();
    Form::filled([
        ("versi", settings.version.to_string()),
        ("pola", settings.rules.pattern.to_string()),
        ("singkatan", settings.rules.abbreviation.clone()),
        ("deret", settings.rules.series.as_str().to_owned()),
        ("target", settings.target_hours.to_string()),
        ("simpan", settings.files_days.to_string()),
        (
            "wakil",
            delegate.map_or_else(String::new, |one| one.staff.to_string()),
        ),
        (
            "sampai",
            delegate.map_or_else(String::new, |one| one.until.to_string()),
        ),
    ])
}

async fn page(desk: &mut Desk, settings: &Settings, form: &Form) -> AppResult<RulesDesk> {
    let deputies = store::deputies(&mut desk.tx).await?;
    let keys = key_store::all(&mut desk.tx).await?;
    let next = next(desk, &settings.rules).await?;
    let mut page = RulesDesk::new(&deputies, &keys, form);
    page.next = next;
    page.may_work = desk.me.capabilities.has(ProcessLetters);
    page.may_delegate = desk.me.capabilities.has(SignLetters);
    page.delegate = settings.delegate.as_ref().map_or_else(String::new, |one| {
        format!("{} sampai {}", one.name, time::long_date(one.until))
    });
    Ok(page)
}

/// The number the next letter of domicile would have: an example everybody knows.
async fn next(desk: &mut Desk, rules: &Rules) -> AppResult<String> {
    let all = offered::all(&mut desk.tx).await?;
    let Some(one) = all.iter().find(|one| one.is_on) else {
        return Ok(String::new());
    };
    let entry = desk.site.village.entry.clone();
    let code = entry.code.dotted();
    let wanted = Wanted {
        rules,
        kind: &one.kind,
        village: (&entry.name, &code),
        date: time::day(desk.site.now()),
    };
    Ok(numbering::next(&mut desk.tx, wanted).await?.text)
}

/// What a form says. Who signs sets who signs for her; who keeps the register sets the rest.
struct Typed {
    rules: Rules,
    target_hours: i32,
    files_days: i32,
}

fn read(form: &mut Form) -> Option<Typed> {
    let pattern = form.read("pola", |text| text.parse::<Pattern>());
    let series = form.read("deret", |text| {
        Series::of_word(text).ok_or("Pilih deretnya.")
    });
    let abbreviation = form.needed_line("singkatan", 20, "Isi singkatan desa.");
    let is_plain = |letter: char| letter.is_alphanumeric() || " .-".contains(letter);
    if !abbreviation.chars().all(is_plain) {
        form.wrong("singkatan", "Singkatan berisi huruf dan angka saja.");
    }
    let number = |least: i32, most: i32| {
        move |text: &str| {
            text.parse()
                .ok()
                .filter(|number| (least..=most).contains(number))
                .ok_or_else(|| format!("Isi angka antara {least} dan {most}."))
        }
    };
    let target_hours = form.read("target", number(1, 720));
    let files_days = form.read("simpan", number(1, 365));
    let rules = Rules {
        pattern: pattern?,
        series: series?,
        abbreviation,
    };
    if let Some(misfit) = rules.misfit() {
        form.wrong("pola", misfit);
    }
    form.is_good().then_some(Typed {
        rules,
        target_hours: target_hours?,
        files_days: files_days?,
    })
}

/// Who signs while the head is away, and until when; nobody when none was picked.
fn read_delegate(
    form: &mut Form,
    deputies: &[store::DeputyRow],
    today: Date,
) -> Option<(Uuid, Date)> {
    let picked = form.tidy("wakil");
    if picked.is_empty() {
        return None;
    }
    let known = deputies.iter().find(|one| one.id.to_string() == picked);
    let until = form.read("sampai", |text| {
        let day = time::typed_date(text).map_err(|error| error.to_string())?;
        let limit = today.saturating_add(jiff::Span::new().days(366));
        if day < today || day > limit {
            return Err("Isi tanggal mulai hari ini, paling lama setahun.".to_owned());
        }
        Ok(day)
    });
    if known.is_none() {
        form.wrong("wakil", "Pilih sekretaris desa yang bekerja di kantor ini.");
    }
    Some((known?.id, until?))
}

/// `POST /kantor/surat/aturan`
pub async fn save(DeskForm { mut desk, mut form }: DeskForm) -> AppResult<Response> {
    const TITLE: &str = "Nomor dan tanda tangan";
    let before = settings(&mut desk).await?;
    let today = time::day(desk.site.now());
    let delegates = desk.me.capabilities.has(SignLetters);
    let (typed, delegate) = if delegates && !desk.me.capabilities.has(ProcessLetters) {
        let deputies = store::deputies(&mut desk.tx).await?;
        let delegate = read_delegate(&mut form, &deputies, today);
        let same = Typed {
            rules: before.rules.clone(),
            target_hours: before.target_hours,
            files_days: before.files_days,
        };
        (Some(same).filter(|_| form.is_good()), delegate)
    } else {
        let kept = before.delegate.as_ref();
        (read(&mut form), kept.map(|one| (one.staff, one.until)))
    };
    let Some(typed) = typed else {
        let page = page(&mut desk, &before, &form).await?;
        return desk.wrong(TITLE, &page).await;
    };
    let pattern = typed.rules.pattern.to_string();
    let new = NewSettings {
        pattern: &pattern,
        abbreviation: &typed.rules.abbreviation,
        series: typed.rules.series.as_str(),
        target_hours: typed.target_hours,
        files_days: typed.files_days,
        delegate,
        version: form.raw("versi").parse().unwrap_or(0),
    };
    if !store::put(&mut desk.tx, &new).await? {
        form.wrong(
            "pola",
            "Aturan ini baru saja diubah orang lain. Periksa, lalu ulangi.",
        );
        form.set("versi", before.version.to_string());
        let page = page(&mut desk, &before, &form).await?;
        return desk.wrong(TITLE, &page).await;
    }
    let next = next(&mut desk, &typed.rules).await?;
    let detail = json!({
        "pola": pattern,
        "deret": typed.rules.series.as_str(),
        "wakil": delegate.map(|(staff, _)| staff),
    });
    desk.record("surat.aturan", "surat", detail).await?;
    let text = if next.is_empty() {
        "Aturan tersimpan.".to_owned()
    } else {
        format!("Aturan tersimpan. Nomor berikutnya, misalnya: {next}.")
    };
    desk.done_inside(RULES, Flash::good(text)).await
}

/// `POST /kantor/surat/kunci`
pub async fn renew_key(DeskForm { mut desk, .. }: DeskForm) -> AppResult<Response> {
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let key = signing::new_key(&mut desk, &keys).await?;
    let id = key.id().to_string();
    desk.record("surat.kunci", &id, json!({ "kunci": id }))
        .await?;
    // What is published changes.
    let text = "Kunci baru dipakai mulai sekarang. Surat lama tetap dapat diperiksa.";
    desk.done(RULES, Flash::good(text)).await
}
