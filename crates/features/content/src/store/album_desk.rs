//! Albums as the office reads and writes them.

use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use kernel::Slug;
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;
use web::view::Photo;

use crate::domain::album_draft::{AlbumDraft, Place};

/// Photos of one album: as many as its page shows.
pub const MOST: i64 = 200;

/// An album that is being edited.
#[derive(Debug, Clone)]
pub struct EditedAlbum {
    pub id: Uuid,
    pub slug: String,
    pub title: String,
    pub description: String,
    pub happened_on: Date,
    pub updated_at: jiff_sqlx::Timestamp,
}

impl EditedAlbum {
    /// Tells one saved state from another.
    pub fn version(&self) -> String {
        self.updated_at.to_jiff().as_microsecond().to_string()
    }
}

/// An album. Until the transaction ends nobody else changes it.
pub async fn edited(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<EditedAlbum>> {
    sqlx::query_as!(
        EditedAlbum,
        r#"
        select id, slug, title, description, happened_on, updated_at
        from albums
        where id = $1
        for update
        "#,
        id,
    )
    .fetch_optional(db)
    .await
}

/// A photo of an album, whatever state it is in.
#[derive(Debug, Clone)]
pub struct PlacedRow {
    pub id: Uuid,
    pub file_name: String,
    pub alt: String,
    pub caption: String,
    pub photo: Option<Json<Photo>>,
}

/// The photos of an album in their order.
pub async fn placed(db: &mut PgConnection, album: Uuid) -> sqlx::Result<Vec<PlacedRow>> {
    sqlx::query_as!(
        PlacedRow,
        r#"
        select m.id, m.file_name, m.alt, i.caption,
            case when m.status = 'ready' then
                jsonb_build_object('alt', m.alt, 'width', m.width, 'height', m.height,
                    'placeholder', m.placeholder, 'focus', array[m.focus_x, m.focus_y],
                    'variants', m.variants)
            end as "photo: Json<Photo>"
        from album_photos i
        join media m on m.id = i.media_id
        where i.album_id = $1
        order by i.position, i.media_id
        limit $2
        "#,
        album,
        MOST,
    )
    .fetch_all(db)
    .await
}

/// The wanted slug, or the first free one with a number behind it. Until the transaction is over
/// nobody else gives out slugs of albums, so that what is free stays free.
pub async fn free_slug(db: &mut PgConnection, wanted: &Slug, id: Uuid) -> sqlx::Result<Slug> {
    sqlx::query!("lock table albums in share row exclusive mode")
        .execute(&mut *db)
        .await?;
    let mut slug = wanted.clone();
    for number in 2..200 {
        let is_taken = sqlx::query_scalar!(
            r#"select exists (select from albums where slug = $1 and id <> $2) as "taken!""#,
            slug.as_str(),
            id,
        )
        .fetch_one(&mut *db)
        .await?;
        if !is_taken {
            break;
        }
        slug = wanted.numbered(number);
    }
    Ok(slug)
}

/// Writes what an album says of itself, and makes it when it is new.
pub async fn save(
    db: &mut PgConnection,
    id: Uuid,
    slug: &Slug,
    draft: &AlbumDraft,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into albums (id, slug, title, description, happened_on, updated_at)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (id) do update
            set slug = excluded.slug, title = excluded.title, description = excluded.description,
                happened_on = excluded.happened_on, updated_at = excluded.updated_at
        "#,
        id,
        slug.as_str(),
        draft.title,
        draft.description,
        draft.happened_on.to_sqlx() as _,
        now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Puts the photos of an album into this order with these words, and takes the others out.
pub async fn arrange(db: &mut PgConnection, album: Uuid, places: &[Place]) -> sqlx::Result<()> {
    let ids: Vec<Uuid> = places.iter().map(|place| place.photo).collect();
    let positions: Vec<i32> = (0..).take(places.len()).collect();
    let captions: Vec<String> = places.iter().map(|place| place.caption.clone()).collect();
    sqlx::query!(
        "delete from album_photos where album_id = $1 and media_id <> all($2)",
        album,
        &ids,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        r#"
        update album_photos i
        set position = place.position, caption = place.caption
        from unnest($2::uuid[], $3::int[], $4::text[]) as place (photo, position, caption)
        where i.album_id = $1 and i.media_id = place.photo
        "#,
        album,
        &ids,
        &positions,
        &captions,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Adds photos of the library behind the others, as far as there is room; says how many are new.
/// Photos that are not there are passed over. It is no new state of the album for who has its form
/// open: photos the form does not know stay.
pub async fn add_photos(db: &mut PgConnection, album: Uuid, photos: &[Uuid]) -> sqlx::Result<u64> {
    let done = sqlx::query!(
        r#"
        with there as (
            select count(*) as many, coalesce(max(position), -1) as last
            from album_photos where album_id = $1
        ), new as (
            select m.id, row_number() over (order by sent.number) as number
            from unnest($2::uuid[]) with ordinality as sent (id, number)
            join media m on m.id = sent.id and m.status <> 'failed'
            where not exists (
                select from album_photos i where i.album_id = $1 and i.media_id = m.id)
        )
        insert into album_photos (album_id, media_id, position)
        select $1, new.id, there.last + new.number::int
        from new, there
        where there.many + new.number <= $3
        on conflict (album_id, media_id) do nothing
        "#,
        album,
        photos,
        MOST,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// Deletes an album and gives its slug and title. The photos stay in the library.
pub async fn delete(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<(String, String)>> {
    let row = sqlx::query!("delete from albums where id = $1 returning slug, title", id)
        .fetch_optional(&mut *db)
        .await?;
    let Some(row) = row else { return Ok(None) };
    sqlx::query!(
        "delete from slug_redirects where kind = 'album' and new_slug = $1",
        row.slug
    )
    .execute(db)
    .await?;
    Ok(Some((row.slug, row.title)))
}

/// Leaves a redirect at the address an album had. Chains are cut short, and the menu and the running
/// text lead to the new address at once.
pub async fn redirect(db: &mut PgConnection, old: &str, new: &str) -> sqlx::Result<()> {
    sqlx::query!(
        "update slug_redirects set new_slug = $2 where kind = 'album' and new_slug = $1",
        old,
        new,
    )
    .execute(&mut *db)
    .await?;
    take_address(db, new).await?;
    sqlx::query!(
        r#"
        insert into slug_redirects (kind, old_slug, new_slug) values ('album', $1, $2)
        on conflict (kind, old_slug) do update set new_slug = excluded.new_slug
        "#,
        old,
        new,
    )
    .execute(&mut *db)
    .await?;
    let (old, new) = (format!("/galeri/{old}"), format!("/galeri/{new}"));
    sqlx::query!("update menu_items set href = $2 where href = $1", old, new)
        .execute(&mut *db)
        .await?;
    sqlx::query!(
        "update running_text set href = $2 where href = $1",
        old,
        new
    )
    .execute(db)
    .await?;
    Ok(())
}

/// An address that leads elsewhere belongs to the album that is there now.
pub async fn take_address(db: &mut PgConnection, slug: &str) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from slug_redirects where kind = 'album' and old_slug = $1",
        slug
    )
    .execute(db)
    .await?;
    Ok(())
}
