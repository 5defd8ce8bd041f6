//! Every SQL statement of the portal: what villages published, never what they hold.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use kernel::{Cursor, VillageCode};
use serde_json::Value;
use sqlx::{PgConnection, PgPool, types::Json};
use uuid::Uuid;

use crate::boundaries::Shape;

/// An article of some village.
#[derive(Debug)]
pub(crate) struct NewsRow {
    pub village_code: String,
    pub slug: String,
    pub id: Uuid,
    pub title: String,
    pub excerpt: String,
    /// As the village's role wrote it; read with care.
    pub photo: Option<Value>,
    pub published_at: Timestamp,
}

impl NewsRow {
    pub(crate) fn key(&self) -> Cursor {
        Cursor::new(self.published_at, self.id)
    }
}

/// News of villages that are served, newest first, below a key; `most` at most.
pub(crate) async fn news(
    db: &PgPool,
    below: Cursor,
    now: Timestamp,
    most: i64,
) -> sqlx::Result<Vec<NewsRow>> {
    sqlx::query_as!(
        NewsRow,
        r#"
        select n.village_code, n.slug, n.id, n.title, n.excerpt, n.photo,
            n.published_at
        from platform.village_news n
        join platform.villages v on v.code = n.village_code and v.status = 'active'
        where (n.published_at, n.id) < ($1, $2) and n.published_at <= $3
        order by n.published_at desc, n.id desc
        limit $4
        "#,
        below.at().to_sqlx() as _,
        below.id(),
        now.to_sqlx() as _,
        most,
    )
    .fetch_all(db)
    .await
}

/// What one village has published, in numbers.
#[derive(Debug, Default, Clone)]
pub(crate) struct SumsRow {
    pub village_code: String,
    pub articles: i64,
    pub pages: i64,
    pub photos: i64,
    pub events: i64,
    /// RFC 3339, as the village wrote it.
    pub last_published_at: Option<String>,
    /// Residents who live there for good; nothing before anybody was counted.
    pub residents: Option<i64>,
    /// Nothing where there are so few that each would be known.
    pub men: Option<i64>,
    pub women: Option<i64>,
    pub families: Option<i64>,
    pub updated_at: Option<jiff_sqlx::Timestamp>,
}

/// The sums of every village that is served; the portal adds up what it lists.
pub(crate) async fn sums(db: &PgPool) -> sqlx::Result<Vec<SumsRow>> {
    sqlx::query_as!(
        SumsRow,
        r#"
        select v.code as village_code,
            coalesce((jsonb_path_query_first(s.figures, '$.articles ? (@.type() == "number")')
                )::bigint, 0) as "articles!",
            coalesce((jsonb_path_query_first(s.figures, '$.pages ? (@.type() == "number")')
                )::bigint, 0) as "pages!",
            coalesce((jsonb_path_query_first(s.figures, '$.photos ? (@.type() == "number")')
                )::bigint, 0) as "photos!",
            coalesce((jsonb_path_query_first(s.figures, '$.events ? (@.type() == "number")')
                )::bigint, 0) as "events!",
            s.figures ->> 'last_published_at' as last_published_at,
            (jsonb_path_query_first(p.figures, '$.total ? (@.type() == "number" && @ > 0)')
                )::bigint as residents,
            (jsonb_path_query_first(p.figures, '$.men ? (@.type() == "number")')
                )::bigint as men,
            (jsonb_path_query_first(p.figures, '$.women ? (@.type() == "number")')
                )::bigint as women,
            (jsonb_path_query_first(p.figures, '$.families ? (@.type() == "number")')
                )::bigint as families,
            greatest(s.updated_at, p.updated_at) as "updated_at?"
        from platform.villages v
        left join platform.village_stats s on s.village_code = v.code and s.topic = 'content'
        left join platform.village_stats p on p.village_code = v.code and p.topic = 'population'
        where v.status = 'active'
        order by v.code
        "#
    )
    .fetch_all(db)
    .await
}

/// The outline of a village.
pub(crate) struct ShapeRow {
    pub village_code: String,
    pub outline: Json<Vec<Vec<[f64; 2]>>>,
}

/// The outlines that were imported: of all villages, or of one subdistrict's.
pub(crate) async fn shapes(db: &PgPool, subdistrict: Option<&str>) -> sqlx::Result<Vec<ShapeRow>> {
    sqlx::query_as!(
        ShapeRow,
        r#"
        select s.village_code, s.outline as "outline: Json<Vec<Vec<[f64; 2]>>>"
        from platform.village_shapes s
        join platform.villages v on v.code = s.village_code and v.status = 'active'
        where $1::text is null or v.subdistrict_code = $1
        order by s.village_code
        "#,
        subdistrict,
    )
    .fetch_all(db)
    .await
}

/// Keeps outlines in place of those that were there; tells how many are new or different.
pub(crate) async fn put_shapes(
    owner: &mut PgConnection,
    shapes: &[(VillageCode, Shape)],
) -> sqlx::Result<u64> {
    let codes: Vec<String> = shapes.iter().map(|(code, _)| code.dotted()).collect();
    let points: Vec<i32> = shapes
        .iter()
        .map(|(_, shape)| i32::try_from(shape.points()).unwrap_or(i32::MAX))
        .collect();
    let outlines: Vec<Value> = shapes
        .iter()
        .map(|(_, shape)| serde_json::json!(shape.rings))
        .collect();
    let done = sqlx::query!(
        r#"
        insert into platform.village_shapes as known (village_code, points, outline)
        select code, points, outline
        from unnest($1::text[], $2::integer[], $3::jsonb[]) as new (code, points, outline)
        on conflict (village_code) do update
            set points = excluded.points, outline = excluded.outline, imported_at = now()
            where known.outline is distinct from excluded.outline
        "#,
        &codes,
        &points,
        &outlines,
    )
    .execute(owner)
    .await?;
    Ok(done.rows_affected())
}

/// Tells every replica that the map has changed.
pub(crate) async fn announce(owner: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query!(
        r#"select pg_notify($1, '') as "done: ()""#,
        db::PORTAL_CHANNEL
    )
    .fetch_one(owner)
    .await?;
    Ok(())
}
