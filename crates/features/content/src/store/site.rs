//! The village's front as the office edits it.

use sqlx::{PgConnection, types::Json};
use uuid::Uuid;
use web::frame::{HoursRow, SocialRow};

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
    pub logo_id: Option<Uuid>,
    pub on_portal: bool,
}

pub async fn front(db: &mut PgConnection) -> sqlx::Result<FrontRow> {
    sqlx::query_as!(
        FrontRow,
        r#"
        select tagline, about, notice, head_title, address, email, phone, whatsapp, maps_url,
            office_hours as "hours: Json<Vec<HoursRow>>",
            socials as "socials: Json<Vec<SocialRow>>",
            hero_media as hero_id, logo_media as logo_id, on_portal
        from site
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
            hero_media = $12, logo_media = $13, on_portal = $14, updated_at = now()
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
        front.on_portal,
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
