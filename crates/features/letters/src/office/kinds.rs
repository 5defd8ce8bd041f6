//! What may be asked for: switched, put into the village's own words, made anew.

use axum::response::Response;
use kernel::Slug;
use serde::Deserialize;
use serde_json::json;
use web::{
    AppResult, Form, OrNotFound, Query,
    office::{Desk, DeskForm, Flash},
};

use super::KINDS;
use crate::{
    kind::{Ask, Category, Kind, Question, SignedBy},
    offered::{self, Offered},
    pages::kinds::{KindEditor, KindsDesk, ROWS},
    samples,
    store::kinds::{self as store, Change},
    text::{Block, Text},
};

/// `GET /kantor/surat/jenis`
pub async fn list(mut desk: Desk) -> AppResult<Response> {
    let all = offered::all(&mut desk.tx).await?;
    desk.page("Jenis surat", &KindsDesk::new(&all)).await
}

/// `POST /kantor/surat/jenis`: exactly those that are ticked are on.
pub async fn switch(DeskForm { mut desk, form }: DeskForm) -> AppResult<Response> {
    let all = offered::all(&mut desk.tx).await?;
    let by = desk.me.name.clone();
    let ticked: Vec<&str> = form.all("nyala").collect();
    let wanted = |one: &&Offered| ticked.contains(&one.kind.slug.as_str());
    let slugs = |on: bool| -> Vec<String> {
        let changed = all
            .iter()
            .filter(|one| wanted(one) == on && one.is_on != on);
        changed.map(|one| one.kind.slug.clone()).collect()
    };
    let (on, off) = (slugs(true), slugs(false));
    store::switch(&mut desk.tx, &on, true, &by).await?;
    store::switch(&mut desk.tx, &off, false, &by).await?;
    if on.is_empty() && off.is_empty() {
        return desk
            .done_inside(KINDS, Flash::good("Tidak ada yang berubah."))
            .await;
    }
    let subject = format!("{} jenis surat", on.len() + off.len());
    let detail = json!({ "dinyalakan": on, "dimatikan": off });
    desk.record("surat.jenis", &subject, detail).await?;
    desk.done(KINDS, Flash::good("Pilihan jenis surat tersimpan."))
        .await
}

/// Which kind is edited; none for a new one.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct EditQuery {
    jenis: String,
}

/// `GET /kantor/surat/jenis/ubah`
pub async fn edit(mut desk: Desk, Query(query): Query<EditQuery>) -> AppResult<Response> {
    let before = before(&mut desk, &query.jenis).await?;
    let kind = before.as_ref().map_or_else(blank, |one| one.kind.clone());
    let form = filled(&kind, before.as_ref().map_or(0, |one| one.version));
    let page = KindEditor::new(before.as_ref(), &kind, &form).showing(&example(&kind));
    let title = page.title.clone();
    desk.page(&title, &page).await
}

/// The kind there is; nothing for a new one.
async fn before(desk: &mut Desk, slug: &str) -> AppResult<Option<Offered>> {
    if slug.is_empty() {
        return Ok(None);
    }
    offered::one(&mut desk.tx, slug)
        .await?
        .or_not_found()
        .map(Some)
}

/// What a new kind begins with.
fn blank() -> Kind {
    Kind {
        slug: String::new(),
        name: String::new(),
        abbr: "SK".to_owned(),
        category: Category::Umum,
        code: "400.10.2.2".to_owned(),
        purpose: String::new(),
        requirements: vec!["ktp".to_owned(), "kk".to_owned()],
        valid_days: Some(30),
        signed_by: SignedBy::Head,
        online: true,
        starts_on: true,
        about: crate::kind::About::default(),
        questions: vec![Question {
            key: "keperluan".to_owned(),
            label: "Keperluan".to_owned(),
            hint: String::new(),
            ask: Ask::LongText,
            required: true,
            watch: None,
        }],
        text: "Yang bertanda tangan di bawah ini, [jabatan_kepala] [desa], menerangkan bahwa:\n\n[identitas]\n\nadalah benar penduduk [desa_lengkap].\n\nSurat ini dibuat untuk keperluan [keperluan].".to_owned(),
    }
}

fn filled(kind: &Kind, version: i64) -> Form {
    let mut form = Form::filled([
        ("versi", version.to_string()),
        ("nama", kind.name.clone()),
        ("singkatan", kind.abbr.clone()),
        ("kode", kind.code.clone()),
        ("kegunaan", kind.purpose.clone()),
        (
            "hari",
            kind.valid_days
                .map_or_else(String::new, |days| days.to_string()),
        ),
        ("isi", kind.text.clone()),
    ]);
    if kind.online {
        form.set("daring", "ya");
    }
    form
}

/// The kind a form describes. Questions of the catalogue's kinds stay as they are; own kinds have theirs in
/// rows.
fn read(form: &mut Form, before: Option<&Offered>) -> Kind {
    let was = before.map_or_else(blank, |one| one.kind.clone());
    let is_own = before.is_none_or(|one| one.is_own);
    let name = form.tidy("nama");
    let slug = if was.slug.is_empty() {
        Slug::from_title(&name, "surat")
            .as_str()
            .chars()
            .take(40)
            .collect::<String>()
    } else {
        was.slug.clone()
    };
    let days = form.tidy("hari");
    let valid_days = match days.as_str() {
        "" => None,
        text => {
            let days: Option<u16> = text.parse().ok();
            if days.is_none() {
                form.wrong("hari", "Tulis jumlah hari dengan angka, atau kosongkan.");
            }
            days
        }
    };
    Kind {
        slug: slug.trim_matches('-').to_owned(),
        name,
        abbr: form.tidy("singkatan"),
        code: form.tidy("kode"),
        purpose: form.tidy("kegunaan"),
        requirements: form.all("syarat").map(str::to_owned).collect(),
        valid_days,
        online: form.has("daring"),
        questions: if is_own {
            questions(form)
        } else {
            was.questions
        },
        text: form.raw("isi").replace("\r\n", "\n").trim().to_owned(),
        ..was
    }
}

/// The questions of an own kind: rows without a label are none.
fn questions(form: &Form) -> Vec<Question> {
    let row = |at: usize| {
        let value = |what: &str| form.tidy(&format!("t_{at}_{what}"));
        let label = value("label");
        if label.is_empty() {
            return None;
        }
        let ask = match Ask::of_word(&value("jenis"))? {
            Ask::Select { .. } => Ask::Select {
                options: value("pilihan")
                    .split(';')
                    .map(|option| option.trim().to_owned())
                    .filter(|option| !option.is_empty())
                    .collect(),
            },
            ask => ask,
        };
        let key = value("kunci");
        let key = if key.is_empty() {
            let slug = Slug::from_title(&label, "jawaban");
            slug.as_str()
                .chars()
                .take(40)
                .collect::<String>()
                .replace('-', "_")
        } else {
            key
        };
        Some(Question {
            key: key.trim_matches('_').to_owned(),
            hint: value("petunjuk"),
            required: form.has(&format!("t_{at}_wajib")),
            watch: None,
            label,
            ask,
        })
    };
    (0..ROWS).filter_map(row).collect()
}

/// The field of the form for what [`Kind::problems`] names.
fn field_of(problem: &str) -> &'static str {
    match problem.split('.').next().unwrap_or_default() {
        "name" | "slug" => "nama",
        "abbr" => "singkatan",
        "code" => "kode",
        "purpose" => "kegunaan",
        "requirements" => "syarat",
        "valid_days" => "hari",
        "questions" => "pertanyaan",
        _ => "isi",
    }
}

/// How the letter reads with made-up answers; nothing while the text is wrong.
fn example(kind: &Kind) -> Vec<Block> {
    let text = Text::parse(&kind.text, kind);
    text.map(|text| text.filled(&samples::short(kind)))
        .unwrap_or_default()
}

/// `POST /kantor/surat/jenis/ubah`
pub async fn save(
    Query(query): Query<EditQuery>,
    DeskForm { mut desk, mut form }: DeskForm,
) -> AppResult<Response> {
    let before = before(&mut desk, &query.jenis).await?;
    if form.raw("aksi") == "semula" {
        return back_to_catalogue(desk, before).await;
    }
    let kind = read(&mut form, before.as_ref());
    for problem in kind.problems() {
        form.wrong(field_of(&problem.field), problem.text);
    }
    let is_taken = before.is_none() && offered::one(&mut desk.tx, &kind.slug).await?.is_some();
    if is_taken {
        form.wrong("nama", "Sudah ada jenis surat dengan nama ini.");
    }
    let only_looks = form.raw("aksi") == "contoh";
    if only_looks || !form.is_good() {
        let page = KindEditor::new(before.as_ref(), &kind, &form).showing(&example(&kind));
        let title = page.title.clone();
        return if form.is_good() {
            desk.page(&title, &page).await
        } else {
            desk.wrong(&title, &page).await
        };
    }
    let by = desk.me.name.clone();
    let definition = serde_json::to_value(&kind).map_err(anyhow::Error::from)?;
    let change = Change {
        slug: &kind.slug,
        is_on: before.as_ref().is_none_or(|one| one.is_on),
        definition: Some(&definition),
        version: form.raw("versi").parse().unwrap_or(0),
        by: &by,
    };
    if !store::put(&mut desk.tx, &change).await? {
        form.wrong(
            "nama",
            "Jenis surat ini baru saja diubah orang lain. Salin perubahan Anda, muat ulang, lalu ulangi.",
        );
        let page = KindEditor::new(before.as_ref(), &kind, &form).showing(&example(&kind));
        let title = page.title.clone();
        return desk.wrong(&title, &page).await;
    }
    desk.record(
        "surat.jenis-ubah",
        &kind.name,
        json!({ "jenis": kind.slug }),
    )
    .await?;
    desk.done(KINDS, Flash::good(format!("{} tersimpan.", kind.name)))
        .await
}

/// The catalogue's words again.
async fn back_to_catalogue(mut desk: Desk, before: Option<Offered>) -> AppResult<Response> {
    let before = before.filter(|one| one.is_changed).or_not_found()?;
    let by = desk.me.name.clone();
    let change = Change {
        slug: &before.kind.slug,
        is_on: before.is_on,
        definition: None,
        version: before.version,
        by: &by,
    };
    store::put(&mut desk.tx, &change).await?;
    let detail = json!({ "jenis": before.kind.slug, "semula": true });
    desk.record("surat.jenis-ubah", &before.kind.name, detail)
        .await?;
    desk.done(KINDS, Flash::good("Surat ini kembali ke naskah semula."))
        .await
}
