//! Every SQL statement of the portal: what villages published, never what they hold.

use serde::Deserialize;
use sqlx::{PgPool, types::Json};

/// The latest articles of one village, as its job published them.
pub(crate) struct LatestRow {
    pub village_code: String,
    pub figures: Json<Latest>,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Latest {
    pub articles: Vec<Article>,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Article {
    pub title: String,
    pub href: String,
    pub published: jiff::Timestamp,
    pub excerpt: String,
}

/// What the forty villages that published last have to tell.
pub(crate) async fn latest(db: &PgPool) -> sqlx::Result<Vec<LatestRow>> {
    sqlx::query_as!(
        LatestRow,
        r#"
        select village_code, figures as "figures: Json<Latest>"
        from platform.village_stats
        where topic = 'latest'
        order by updated_at desc
        limit 40
        "#
    )
    .fetch_all(db)
    .await
}
