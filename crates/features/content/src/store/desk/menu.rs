//! The menu as the office keeps it.

use sqlx::PgConnection;
use uuid::Uuid;

/// An entry of the menu.
pub struct MenuRow {
    pub id: Uuid,
    pub parent_id: Option<Uuid>,
    pub label: String,
    pub href: String,
    /// It leads to something of this site that is not there, or not any more.
    pub is_lost: bool,
}

/// Every entry, in the order of the site.
pub async fn all(db: &mut PgConnection) -> sqlx::Result<Vec<MenuRow>> {
    sqlx::query_as!(
        MenuRow,
        r#"
        with led as (
            select id, parent_id, position, label, href,
                split_part(href, '/', 2) as shelf,
                regexp_replace(split_part(href, '/', 3), '[?#].*$', '') as slug
            from menu_items
        )
        select m.id as "id!", m.parent_id, m.label as "label!", m.href as "href!",
            (m.slug <> '' and case m.shelf
                when 'artikel' then not exists (
                    select from articles where slug = m.slug and status = 'published')
                when 'halaman' then not exists (
                    select from pages where slug = m.slug and status = 'published')
                when 'kategori' then not exists (select from categories where slug = m.slug)
                when 'galeri' then not exists (select from albums where slug = m.slug)
                else false
            end and not exists (
                select from slug_redirects r
                where r.old_slug = m.slug and r.kind = case m.shelf
                    when 'artikel' then 'article' when 'halaman' then 'page'
                    when 'kategori' then 'category' else 'album' end
            )) as "is_lost!"
        from led m
        order by m.position, m.id
        limit 200
        "#
    )
    .fetch_all(db)
    .await
}

/// Something of the site that an entry may lead to.
pub struct TargetRow {
    /// "Halaman"
    pub kind: String,
    pub title: String,
    pub href: String,
}

/// What can be chosen, besides the places every site has: pages and categories, and what is newest
/// of albums and news.
pub async fn targets(db: &mut PgConnection) -> sqlx::Result<Vec<TargetRow>> {
    sqlx::query_as!(
        TargetRow,
        r#"
        (select 'Halaman' as "kind!", title as "title!", '/halaman/' || slug as "href!"
         from pages where status = 'published' order by position, title limit 100)
        union all
        (select 'Kategori', name, '/kategori/' || slug
         from categories order by position, name limit 100)
        union all
        (select 'Album', title, '/galeri/' || slug
         from albums order by happened_on desc, id desc limit 20)
        union all
        (select 'Berita', title, '/artikel/' || slug
         from articles where status = 'published' and published_at <= now()
         order by published_at desc, id desc limit 20)
        "#
    )
    .fetch_all(db)
    .await
}

/// Adds an entry at the end of its level, or changes a known one. What moves below another goes to
/// the end there.
pub async fn save(
    db: &mut PgConnection,
    id: Uuid,
    parent: Option<Uuid>,
    label: &str,
    href: &str,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into menu_items (id, parent_id, position, label, href)
        values ($1, $2,
            (select coalesce(max(position), 0) + 1 from menu_items
             where parent_id is not distinct from $2::uuid),
            $3, $4)
        on conflict (id) do update
            set parent_id = excluded.parent_id, label = excluded.label, href = excluded.href,
                position = case
                    when menu_items.parent_id is not distinct from excluded.parent_id
                    then menu_items.position else excluded.position end
        "#,
        id,
        parent,
        label,
        href,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Deletes an entry with those below it.
pub async fn delete(db: &mut PgConnection, id: Uuid) -> sqlx::Result<()> {
    sqlx::query!("delete from menu_items where id = $1", id)
        .execute(db)
        .await?;
    Ok(())
}
