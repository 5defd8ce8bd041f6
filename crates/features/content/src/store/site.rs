//! The village's front as the office edits it.

use sqlx::{PgConnection, types::Json};
use uuid::Uuid;
use web::{
    frame::{HoursRow, SocialRow},
    view::Photo,
};

use crate::domain::front::FrontDraft;

/// The one row.
pub struct FrontRow {
    pub tagline: String,
    pub about: String,
    pub notice: String,
    pub head_title: String,
    pub address: String,
    pub email: String,
    pub phone: String,
    pub whatsapp: String,
    pub maps_url: String,
    pub hours: Json<Vec<HoursRow>>,
    pub socials: Json<Vec<SocialRow>>,
    pub hero_id: Option<Uuid>,
    pub hero: Option<Json<Photo>>,
    pub logo_id: Option<Uuid>,
    pub logo: Option<Json<Photo>>,
}

pub async fn front(db: &mut PgConnection) -> sqlx::Result<FrontRow> {
    sqlx::query_as!(
        FrontRow,
        r#"
        select s.tagline, s.about, s.notice, s.head_title, s.address, s.email, s.phone, s.whatsapp,
            s.maps_url, s.office_hours as "hours: Json<Vec<HoursRow>>",
            s.socials as "socials: Json<Vec<SocialRow>>",
            s.hero_media as hero_id, s.logo_media as logo_id,
            case when h.id is not null then
                jsonb_build_object('alt', h.alt, 'width', h.width, 'height', h.height,
                    'placeholder', h.placeholder, 'variants', h.variants)
            end as "hero: Json<Photo>",
            case when l.id is not null then
                jsonb_build_object('alt', l.alt, 'width', l.width, 'height', l.height,
                    'placeholder', l.placeholder, 'variants', l.variants)
            end as "logo: Json<Photo>"
        from site s
        left join media h on h.id = s.hero_media and h.status = 'ready'
        left join media l on l.id = s.logo_media and l.status = 'ready'
        "#,
    )
    .fetch_one(db)
    .await
}

pub async fn save_front(
    db: &mut PgConnection,
    front: &FrontDraft,
    hero: Option<Uuid>,
    logo: Option<Uuid>,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update site
        set tagline = $1, about = $2, notice = $3, head_title = $4, address = $5, email = $6,
            phone = $7, whatsapp = $8, maps_url = $9, office_hours = $10, socials = $11,
            hero_media = $12, logo_media = $13, updated_at = now()
        "#,
        front.tagline,
        front.about,
        front.notice,
        front.head_title,
        front.address,
        front.email,
        front.phone,
        front.whatsapp,
        front.maps_url,
        Json(&front.hours) as _,
        Json(&front.socials) as _,
        hero,
        logo,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Which blocks the home page shows, and in which order.
pub struct BlocksRow {
    pub order: Json<Vec<String>>,
    pub hidden: Json<Vec<String>>,
}

pub async fn blocks(db: &mut PgConnection) -> sqlx::Result<BlocksRow> {
    sqlx::query_as!(
        BlocksRow,
        r#"
        select block_order as "order: Json<Vec<String>>",
            hidden_blocks as "hidden: Json<Vec<String>>"
        from site
        "#,
    )
    .fetch_one(db)
    .await
}

pub async fn save_blocks(
    db: &mut PgConnection,
    order: &[&str],
    hidden: &[&str],
) -> sqlx::Result<()> {
    sqlx::query!(
        "update site set block_order = $1, hidden_blocks = $2, updated_at = now()",
        Json(order) as _,
        Json(hidden) as _,
    )
    .execute(db)
    .await?;
    Ok(())
}
