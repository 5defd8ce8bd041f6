//! Every SQL statement of the bulletins. All of it is control data.

use std::collections::{BTreeSet, HashMap};

use db::{PlatformTx, REGISTER_CHANNEL};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use kernel::VillageCode;
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;
use web::bulletins::{Audience, Bulletin};

use crate::domain::{Draft, State, kind_of, kind_word};

/// A bulletin as the console knows it.
#[derive(Debug, Clone)]
pub struct Row {
    pub id: Uuid,
    pub kind: String,
    pub slug: Option<String>,
    pub title: String,
    pub body: String,
    pub link: String,
    pub starts_at: jiff_sqlx::Timestamp,
    pub ends_at: jiff_sqlx::Timestamp,
    pub audience: String,
    pub subdistricts: Vec<String>,
    pub villages: Vec<String>,
    pub may_hide: bool,
    pub version: i32,
    pub made_name: String,
    pub changed_name: String,
    pub changed_at: jiff_sqlx::Timestamp,
    pub withdrawn_at: Option<jiff_sqlx::Timestamp>,
    /// How many villages hide it.
    pub hides: i64,
}

impl Row {
    pub fn state(&self, now: Timestamp) -> State {
        let (starts, ends) = (self.starts_at.to_jiff(), self.ends_at.to_jiff());
        State::of(starts, ends, self.withdrawn_at.is_some(), now)
    }

    pub fn audience(&self) -> Audience {
        audience(&self.audience, &self.subdistricts, &self.villages)
    }
}

/// A row that names nobody is for nobody.
fn audience(word: &str, subdistricts: &[String], villages: &[String]) -> Audience {
    match word {
        "all" => Audience::All,
        "subdistricts" => Audience::Subdistricts(subdistricts.iter().cloned().collect()),
        _ => Audience::Villages(codes(villages)),
    }
}

fn codes(texts: &[String]) -> BTreeSet<VillageCode> {
    texts.iter().filter_map(|text| text.parse().ok()).collect()
}

/// Whose bulletins somebody sees: those for everybody, and those for her subdistricts or a village
/// in them.
#[derive(Debug, Clone)]
pub struct Sight {
    pub subdistricts: Vec<String>,
    pub villages: Vec<String>,
}

/// Everything that is not over: what the service holds in memory.
pub async fn alive(pool: &PgPool, now: Timestamp) -> sqlx::Result<Vec<Bulletin>> {
    let rows = sqlx::query!(
        r#"
        select b.id, b.kind, coalesce(b.slug, '') as "slug!", b.title, b.body, b.link, b.starts_at,
            b.ends_at, b.changed_at, b.audience, b.subdistricts, b.villages, b.may_hide,
            array(
                select h.village_code from platform.bulletin_hides h where h.bulletin_id = b.id
            ) as "hidden_in!"
        from platform.bulletins b
        where b.withdrawn_at is null and b.ends_at > $1
        order by b.starts_at desc, b.id desc
        limit 1000
        "#,
        now.to_sqlx() as _,
    )
    .fetch_all(pool)
    .await?;
    // A kind of a later version is not shown by this one.
    let known = rows.into_iter().filter_map(|row| {
        Some(Bulletin {
            id: row.id,
            kind: kind_of(&row.kind)?,
            slug: row.slug,
            title: row.title,
            body: row.body,
            link: row.link,
            starts_at: row.starts_at.to_jiff(),
            ends_at: row.ends_at.to_jiff(),
            changed_at: row.changed_at.to_jiff(),
            audience: audience(&row.audience, &row.subdistricts, &row.villages),
            may_hide: row.may_hide,
            hidden_in: codes(&row.hidden_in),
        })
    });
    Ok(known.collect())
}

/// What part of the list is asked for.
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    pub state: Option<State>,
    pub sight: Option<&'a Sight>,
    /// The last row of the page before.
    pub below: Option<(Timestamp, Uuid)>,
    pub limit: i64,
    pub now: Timestamp,
}

/// Bulletins without their texts, the latest beginning first.
pub async fn list(db: &mut PgConnection, asked: Asked<'_>) -> sqlx::Result<Vec<Row>> {
    let state = asked.state.map(State::as_str);
    let (at, id) = asked.below.unzip();
    sqlx::query_as!(
        Row,
        r#"
        select b.id, b.kind, b.slug, b.title, '' as "body!", b.link, b.starts_at, b.ends_at,
            b.audience, b.subdistricts, b.villages, b.may_hide, b.version, b.made_name,
            b.changed_name, b.changed_at, b.withdrawn_at,
            (
                select count(*) from platform.bulletin_hides h where h.bulletin_id = b.id
            ) as "hides!"
        from platform.bulletins b
        where ($1::timestamptz is null or (b.starts_at, b.id) < ($1, $2::uuid))
            and ($3::text[] is null or b.audience = 'all' or b.subdistricts && $3
                or b.villages && $4::text[])
            and ($5::text is null or $5 = case
                when b.withdrawn_at is not null then 'ditarik'
                when b.starts_at > $6::timestamptz then 'terjadwal'
                when b.ends_at > $6 then 'tampil'
                else 'selesai' end)
        order by b.starts_at desc, b.id desc
        limit $7
        "#,
        at.map(|at| at.to_sqlx()) as _,
        id,
        asked.sight.map(|sight| sight.subdistricts.as_slice()) as _,
        asked.sight.map(|sight| sight.villages.as_slice()) as _,
        state,
        asked.now.to_sqlx() as _,
        asked.limit,
    )
    .fetch_all(db)
    .await
}

/// How many bulletins are in each state, as far as somebody sees them.
pub async fn counts(
    db: &mut PgConnection,
    sight: Option<&Sight>,
    now: Timestamp,
) -> sqlx::Result<HashMap<String, i64>> {
    let rows = sqlx::query!(
        r#"
        select case
                when withdrawn_at is not null then 'ditarik'
                when starts_at > $1::timestamptz then 'terjadwal'
                when ends_at > $1 then 'tampil'
                else 'selesai'
            end as "state!", count(*) as "count!"
        from platform.bulletins
        where $2::text[] is null or audience = 'all' or subdistricts && $2
            or villages && $3::text[]
        group by 1
        "#,
        now.to_sqlx() as _,
        sight.map(|sight| sight.subdistricts.as_slice()) as _,
        sight.map(|sight| sight.villages.as_slice()) as _,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.state, row.count)).collect())
}

pub async fn find(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<Row>> {
    sqlx::query_as!(
        Row,
        r#"
        select b.id, b.kind, b.slug, b.title, b.body, b.link, b.starts_at, b.ends_at,
            b.audience, b.subdistricts, b.villages, b.may_hide, b.version, b.made_name,
            b.changed_name, b.changed_at, b.withdrawn_at,
            (
                select count(*) from platform.bulletin_hides h where h.bulletin_id = b.id
            ) as "hides!"
        from platform.bulletins b
        where b.id = $1
        "#,
        id,
    )
    .fetch_optional(db)
    .await
}

/// How many bulletins wait or are shown. Whoever asks has the others wait until she is done.
pub async fn count_alive(tx: &mut PlatformTx, now: Timestamp) -> sqlx::Result<i64> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('banua bulletins'))")
        .fetch_one(&mut **tx)
        .await?;
    sqlx::query_scalar!(
        r#"
        select count(*) as "count!" from platform.bulletins
        where withdrawn_at is null and ends_at > $1
        "#,
        now.to_sqlx() as _,
    )
    .fetch_one(&mut **tx)
    .await
}

/// Whether an article has this address already.
pub async fn is_taken(db: &mut PgConnection, slug: &str) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from platform.bulletins where slug = $1) as "is_taken!""#,
        slug,
    )
    .fetch_one(db)
    .await
}

/// Who writes, and when.
#[derive(Debug, Clone, Copy)]
pub struct By<'a> {
    pub id: Uuid,
    pub name: &'a str,
    pub at: Timestamp,
}

struct Addressed {
    word: &'static str,
    subdistricts: Vec<String>,
    villages: Vec<String>,
}

impl From<&Audience> for Addressed {
    fn from(audience: &Audience) -> Self {
        let (word, subdistricts, villages) = match audience {
            Audience::All => ("all", Vec::new(), Vec::new()),
            Audience::Subdistricts(codes) => {
                ("subdistricts", codes.iter().cloned().collect(), Vec::new())
            }
            Audience::Villages(codes) => {
                let codes = codes.iter().map(VillageCode::dotted).collect();
                ("villages", Vec::new(), codes)
            }
        };
        Self {
            word,
            subdistricts,
            villages,
        }
    }
}

/// Sends a bulletin. `false` when it was sent already: the button was pressed twice.
pub async fn send(
    tx: &mut PlatformTx,
    id: Uuid,
    draft: &Draft,
    slug: Option<&str>,
    by: By<'_>,
) -> sqlx::Result<bool> {
    let to = Addressed::from(&draft.audience);
    let done = sqlx::query!(
        r#"
        insert into platform.bulletins (id, kind, slug, title, body, link, starts_at, ends_at,
            audience, subdistricts, villages, may_hide, made_by, made_name, made_at, changed_name,
            changed_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $14, $15)
        on conflict (id) do nothing
        "#,
        id,
        kind_word(draft.kind),
        slug,
        draft.title,
        draft.body,
        draft.link,
        draft.starts_at.to_sqlx() as _,
        draft.ends_at.to_sqlx() as _,
        to.word,
        &to.subdistricts,
        &to.villages,
        draft.may_hide,
        by.id,
        by.name,
        by.at.to_sqlx() as _,
    )
    .execute(&mut **tx)
    .await?;
    announce(tx).await?;
    Ok(done.rows_affected() == 1)
}

/// Corrects a bulletin if it still is as its editor saw it.
pub async fn correct(
    tx: &mut PlatformTx,
    (id, version): (Uuid, i32),
    draft: &Draft,
    by: By<'_>,
) -> sqlx::Result<bool> {
    let to = Addressed::from(&draft.audience);
    let done = sqlx::query!(
        r#"
        update platform.bulletins
        set kind = $3, title = $4, body = $5, link = $6, starts_at = $7, ends_at = $8,
            audience = $9, subdistricts = $10, villages = $11, may_hide = $12, changed_name = $13,
            changed_at = $14, version = version + 1
        where id = $1 and version = $2 and withdrawn_at is null
            and (kind = 'article') = ($3 = 'article')
        "#,
        id,
        version,
        kind_word(draft.kind),
        draft.title,
        draft.body,
        draft.link,
        draft.starts_at.to_sqlx() as _,
        draft.ends_at.to_sqlx() as _,
        to.word,
        &to.subdistricts,
        &to.villages,
        draft.may_hide,
        by.name,
        by.at.to_sqlx() as _,
    )
    .execute(&mut **tx)
    .await?;
    announce(tx).await?;
    Ok(done.rows_affected() == 1)
}

/// Takes a bulletin off every site; gives its title. Nothing when it is off already.
pub async fn withdraw(
    tx: &mut PlatformTx,
    id: Uuid,
    by: &str,
    now: Timestamp,
) -> sqlx::Result<Option<String>> {
    let title = sqlx::query_scalar!(
        r#"
        update platform.bulletins
        set withdrawn_at = $2, changed_at = $2, changed_name = $3, version = version + 1
        where id = $1 and withdrawn_at is null
        returning title
        "#,
        id,
        now.to_sqlx() as _,
        by,
    )
    .fetch_optional(&mut **tx)
    .await?;
    announce(tx).await?;
    Ok(title)
}

/// Tells every replica with the commit.
async fn announce(tx: &mut PlatformTx) -> sqlx::Result<()> {
    sqlx::query!("select pg_notify($1, '')", REGISTER_CHANNEL)
        .fetch_one(&mut **tx)
        .await?;
    Ok(())
}

/// Hides a bulletin on the village's own site, or shows it again. `false` when that is not allowed.
pub async fn hide(db: &mut PgConnection, id: Uuid, hide: bool) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select platform.hide_bulletin($1, $2) as "is_so!""#,
        id,
        hide,
    )
    .fetch_one(db)
    .await
}
