//! The CAPTCHA of the comment form: asked for, kept in Redis, judged once.
//!
//! An article is one cached page for everybody, so nothing of a challenge can stand in it. Its
//! image is fetched when the form is opened and leaves a cookie that names the challenges this
//! browser has open, at most four, so that several tabs work. A form that comes back shows its own
//! challenge, with a question for those who cannot see the image, and names it in a hidden field.

use std::time::Duration;

use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use cache::{Limit, NoteKey, Verdict};
use captcha::{Challenge, Expected};
use http::{HeaderMap, HeaderValue, header};
use kernel::Slug;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::{AppError, AppResult, PathSlug, Site};

const COOKIE: &str = "__Host-kode";
const LIFETIME: Duration = Duration::from_secs(10 * 60);
/// As many tabs as one person has open on a phone.
const MOST_OPEN: usize = 4;
const IMAGES: Limit = Limit {
    name: "captcha",
    max: 40,
    per: Duration::from_secs(10 * 60),
};
/// Nobody reads a form and writes an answer faster.
const FASTEST_SECONDS: i64 = 3;

/// What is kept until an answer comes.
#[derive(Serialize, Deserialize)]
struct Note {
    article: String,
    made_at: i64,
    expected: Expected,
}

/// A challenge that stands in a page.
#[derive(Debug, Clone, Serialize)]
pub struct Shown {
    pub id: String,
    /// A `data:` address.
    pub image: String,
    pub question: String,
}

/// What an answer was worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judgement {
    Right,
    Wrong,
    /// Older than ten minutes, answered already, or of another form.
    Gone,
    TooFast,
}

/// The challenges a browser has open, newest first.
#[derive(Debug, Clone, Default)]
pub struct Open(Vec<String>);

impl Open {
    /// Reads the cookie; what is not ours is ignored.
    pub fn of(headers: &HeaderMap) -> Self {
        let cookies = headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok());
        let ids = cookies
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='))
            .flat_map(|ids| ids.split('.'))
            .filter(|id| Uuid::try_parse(id).is_ok())
            .map(str::to_owned);
        Self(ids.take(MOST_OPEN).collect())
    }

    fn with(mut self, id: &str) -> HeaderValue {
        self.0.insert(0, id.to_owned());
        self.0.truncate(MOST_OPEN);
        let cookie = format!(
            "{COOKIE}={}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age={}",
            self.0.join("."),
            LIFETIME.as_secs()
        );
        HeaderValue::from_str(&cookie).expect("ids are hexadecimal digits")
    }
}

/// `GET /artikel/{slug}/komentar/kode`: a new image for the form below the article.
pub async fn image(
    site: Site,
    PathSlug(slug): PathSlug,
    headers: HeaderMap,
) -> AppResult<Response> {
    let (id, challenge) = make(&site, &slug).await?;
    let answer = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static(challenge.image_type),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::SET_COOKIE, Open::of(&headers).with(&id)),
    ];
    Ok((answer, challenge.image).into_response())
}

/// A challenge for a page that is made for one visitor, and the cookie that goes with it.
///
/// # Errors
/// When the visitor asks too often or Redis is away.
pub async fn show(site: &Site, slug: &Slug, open: Open) -> AppResult<(Shown, HeaderValue)> {
    let (id, challenge) = make(site, slug).await?;
    let cookie = open.with(&id);
    let bytes = base64::engine::general_purpose::STANDARD.encode(&challenge.image);
    let shown = Shown {
        id,
        image: format!("data:{};base64,{bytes}", challenge.image_type),
        question: challenge.question,
    };
    Ok((shown, cookie))
}

async fn make(site: &Site, slug: &Slug) -> AppResult<(String, Challenge)> {
    let who = site.origin.address.to_string();
    let village = site.village.entry.schema.as_str();
    if let Verdict::Refused { retry_after } = site.app.redis.count(IMAGES, village, &who).await {
        return Err(AppError::TooMany {
            retry_after_secs: retry_after.as_secs().max(1),
        });
    }
    let challenge = tokio::task::spawn_blocking(|| Challenge::new(&mut rand::rng()))
        .await
        .map_err(anyhow::Error::from)?;
    let note = Note {
        article: slug.to_string(),
        made_at: site.now().as_second(),
        expected: challenge.expected.clone(),
    };
    let id = Uuid::new_v4().simple().to_string();
    let text = serde_json::to_string(&note).map_err(anyhow::Error::from)?;
    site.app
        .redis
        .keep_note(key(village, &id), &text, LIFETIME)
        .await
        .map_err(away)?;
    Ok((id, challenge))
}

/// Judges an answer. A challenge is used up by the right answer to it; a wrong answer uses up every
/// challenge it could have been meant for.
///
/// `named` is the challenge the form showed; without one the form stood below the article, and the
/// images this browser has open count.
///
/// # Errors
/// When Redis is away.
pub async fn judge(
    site: &Site,
    slug: &Slug,
    open: &Open,
    named: &str,
    typed: &str,
) -> AppResult<Judgement> {
    let notes = Notes { site, slug };
    let mut meant = Vec::new();
    for id in open.0.iter().filter(|id| named.is_empty() || *id == named) {
        let Some(note) = notes.read(id).await? else {
            continue;
        };
        // The question was never shown where no challenge is named.
        let is_right = if named.is_empty() {
            note.expected.accepts_code(typed)
        } else {
            note.expected.accepts(typed)
        };
        if !is_right {
            meant.push(id);
            continue;
        }
        if !notes.take(id).await? {
            return Ok(Judgement::Gone);
        }
        let is_too_fast = site.now().as_second() - note.made_at < FASTEST_SECONDS;
        return Ok(if is_too_fast {
            Judgement::TooFast
        } else {
            Judgement::Right
        });
    }
    let judgement = if meant.is_empty() {
        Judgement::Gone
    } else {
        Judgement::Wrong
    };
    for id in meant {
        notes.take(id).await?;
    }
    Ok(judgement)
}

/// The notes of one article's form.
struct Notes<'a> {
    site: &'a Site,
    slug: &'a Slug,
}

impl Notes<'_> {
    async fn read(&self, id: &str) -> AppResult<Option<Note>> {
        let village = self.site.village.entry.schema.as_str();
        let note = self
            .site
            .app
            .redis
            .read_note(key(village, id))
            .await
            .map_err(away)?;
        let note = note.and_then(|text| serde_json::from_str::<Note>(&text).ok());
        Ok(note.filter(|note| note.article == self.slug.as_str()))
    }

    /// Whether it was still there: of two answers at the same time one counts.
    async fn take(&self, id: &str) -> AppResult<bool> {
        let village = self.site.village.entry.schema.as_str();
        let note = self
            .site
            .app
            .redis
            .take_note(key(village, id))
            .await
            .map_err(away)?;
        Ok(note.is_some())
    }
}

fn away(_: cache::Away) -> AppError {
    AppError::Unavailable("redis is away")
}

fn key<'a>(village: &'a str, id: &'a str) -> NoteKey<'a> {
    NoteKey {
        village,
        kind: "captcha",
        id,
    }
}
