//! The people who serve in the village.

use serde::{Deserialize, Serialize};
use sqlx::{PgConnection, types::Json};
use web::view::Photo;

/// Somebody in an office.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OfficialRow {
    pub section: String,
    pub name: String,
    pub office: String,
    pub term: String,
    pub note: String,
    pub photo: Option<Json<Photo>>,
}

/// Everybody, in the village's order.
pub async fn all(db: &mut PgConnection) -> sqlx::Result<Vec<OfficialRow>> {
    sqlx::query_as!(
        OfficialRow,
        r#"
        select o.section, o.name, o.office, o.term, o.note,
            case when m.id is not null then
                jsonb_build_object('alt', m.alt, 'width', m.width, 'height', m.height,
                    'placeholder', m.placeholder, 'focus', array[m.focus_x, m.focus_y],
                    'variants', m.variants)
            end as "photo: Json<Photo>"
        from officials o
        left join media m on m.id = o.photo_id and m.status = 'ready'
        order by o.position, o.name, o.id
        limit 400
        "#,
    )
    .fetch_all(db)
    .await
}
