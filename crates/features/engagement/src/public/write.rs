//! A visitor says something below an article. It waits for the office's approval.

use axum::response::{IntoResponse, Redirect, Response};
use cache::{Limit, Verdict};
use db::VillageTx;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use kernel::Slug;
use uuid::Uuid;
use web::{AppError, AppResult, Form, Meta, OrNotFound, PathSlug, Place, Site, Subject};

use super::challenge::{self, Judgement, Open};
use crate::{
    domain::NewComment,
    pages::{SentPage, WritePage},
    store,
};

const BY_ONE: Limit = Limit {
    name: "comment",
    max: 5,
    per: std::time::Duration::from_secs(10 * 60),
};
const BELOW_ONE_ARTICLE: Limit = Limit {
    name: "comment-article",
    max: 60,
    per: std::time::Duration::from_secs(60 * 60),
};
/// A field no person sees. Programs fill in whatever they find.
const TRAP: &str = "situs_web";

/// `GET /artikel/{slug}/komentar`: the form on a page of its own, with a question beside the image.
pub async fn form(site: Site, PathSlug(slug): PathSlug, headers: HeaderMap) -> AppResult<Response> {
    let article = find(&site, &slug).await?;
    show(
        &site,
        &article,
        &slug,
        Form::default(),
        Open::of(&headers),
        StatusCode::OK,
    )
    .await
}

/// `POST /artikel/{slug}/komentar`
pub async fn send(
    site: Site,
    PathSlug(slug): PathSlug,
    headers: HeaderMap,
    mut form: Form,
) -> AppResult<Response> {
    let article = find(&site, &slug).await?;
    let open = Open::of(&headers);
    if form.has("tanya") {
        return show(&site, &article, &slug, form, open, StatusCode::OK).await;
    }
    let comment = NewComment::read(&mut form);
    if let Some(comment) = &comment {
        examine(comment, &mut form);
    }
    if form.is_good() {
        // Judged last: an answer is good once, and should not be spent on an empty name.
        let named = form.raw("tantangan").to_owned();
        let typed = form.raw("kode").to_owned();
        match challenge::judge(&site, &slug, &open, &named, &typed).await? {
            Judgement::Right => {}
            Judgement::Wrong => form.wrong("kode", "Jawabannya belum cocok. Ini kode yang baru."),
            Judgement::Gone => form.wrong(
                "kode",
                "Kode tadi sudah tidak berlaku. Jawab kode yang baru; tulisan Anda masih ada.",
            ),
            Judgement::TooFast => form.wrong("kode", "Itu cepat sekali. Jawab sekali lagi, ya."),
        }
    }
    let (true, Some(comment)) = (form.is_good(), comment) else {
        return show(
            &site,
            &article,
            &slug,
            form,
            open,
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
    };
    if !is_within_limits(&site, &article).await {
        form.wrong(
            "isi",
            "Sudah banyak komentar dari jaringan Anda. Coba lagi sepuluh menit lagi.",
        );
        return show(
            &site,
            &article,
            &slug,
            form,
            open,
            StatusCode::TOO_MANY_REQUESTS,
        )
        .await;
    }
    if form.raw(TRAP).is_empty() {
        let mut tx = site.begin().await?;
        let place = store::Place {
            id: article.id,
            title: &article.title,
            path: &format!("/artikel/{slug}"),
        };
        store::add(&mut tx, &place, &comment, &verdict(&comment), site.now()).await?;
        // Nothing that the public sees has changed; the district counts what waits.
        web::rollup::ask(&mut tx).await?;
        tx.finish().await?;
    } else {
        metrics::counter!("banua_comments_trapped_total").increment(1);
    }
    Ok(Redirect::to(&format!("/artikel/{slug}/komentar/terkirim")).into_response())
}

/// `GET /artikel/{slug}/komentar/terkirim`
pub async fn sent(site: Site, PathSlug(slug): PathSlug) -> AppResult<Response> {
    let mut tx = site.begin().await?;
    let article = article(&site, &mut tx, &slug).await?;
    let path = format!("/artikel/{slug}/komentar/terkirim");
    let meta = Meta::new("Komentar terkirim", "", path)
        .under("Berita", "/artikel")
        .not_indexed();
    let page = SentPage {
        title: article.title,
        href: format!("/artikel/{slug}"),
    };
    site.fresh_page(tx, &meta, &page).await
}

/// The article a comment is for.
struct Article {
    id: Uuid,
    title: String,
    is_open: bool,
}

async fn article(site: &Site, tx: &mut VillageTx, slug: &Slug) -> AppResult<Article> {
    let found = site.find(tx, Place::Article, slug).await?.or_not_found()?;
    let Subject::Article { id, comments_open } = found.subject else {
        return Err(AppError::NotFound);
    };
    let is_open = comments_open && store::comments_enabled(tx).await?;
    Ok(Article {
        id,
        title: found.title,
        is_open,
    })
}

/// The article, if people may say something below it.
async fn find(site: &Site, slug: &Slug) -> AppResult<Article> {
    let mut tx = site.begin().await?;
    let article = article(site, &mut tx, slug).await?;
    tx.finish().await?;
    if !article.is_open {
        return Err(AppError::Forbidden("Komentar untuk artikel ini ditutup."));
    }
    Ok(article)
}

async fn show(
    site: &Site,
    article: &Article,
    slug: &Slug,
    form: Form,
    open: Open,
    status: StatusCode,
) -> AppResult<Response> {
    let (challenge, cookie) = challenge::show(site, slug, open).await?;
    let path = format!("/artikel/{slug}/komentar");
    let meta = Meta::new(format!("Komentar: {}", article.title), "", path)
        .under("Berita", "/artikel")
        .not_indexed();
    let page = WritePage::new(&article.title, slug, &form, challenge);
    let tx = site.begin().await?;
    let mut response = site.fresh_page(tx, &meta, &page).await?;
    *response.status_mut() = status;
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// What is plainly an advertisement for gambling is sent back with the reason.
fn examine(comment: &NewComment, form: &mut Form) {
    let verdict = verdict(comment);
    if verdict.decision == guard::Decision::Refuse {
        let reason = verdict
            .reasons
            .first()
            .map_or("", |reason| reason.why.as_str());
        form.wrong(
            "isi",
            format!("Komentar ini mirip iklan judi, jadi tidak bisa kami terima. {reason}"),
        );
    }
}

fn verdict(comment: &NewComment) -> guard::Verdict {
    let text = guard::Submission::text(&comment.author, &comment.body);
    guard::Guard::standard().examine(&text)
}

async fn is_within_limits(site: &Site, article: &Article) -> bool {
    let village = site.village.entry.schema.as_str();
    let who = site.origin.address.to_string();
    let redis = &site.app.redis;
    let article = article.id.simple().to_string();
    redis.count(BY_ONE, village, &who).await == Verdict::Allowed
        && redis.count(BELOW_ONE_ARTICLE, village, &article).await == Verdict::Allowed
}
