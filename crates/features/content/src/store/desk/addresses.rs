//! Addresses that are given and changed, and those of others that the village already leads to.

use kernel::Slug;
use sqlx::PgConnection;
use uuid::Uuid;

/// What has an address of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addressed {
    Article,
    Page,
    Event,
    Category,
}

impl Addressed {
    fn kind(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Page => "page",
            Self::Event => "event",
            Self::Category => "category",
        }
    }

    /// Where readers find it.
    pub fn address(self, slug: &str) -> String {
        match self {
            Self::Article => format!("/artikel/{slug}"),
            Self::Page => format!("/halaman/{slug}"),
            Self::Event => format!("/agenda#{slug}"),
            Self::Category => format!("/kategori/{slug}"),
        }
    }
}

/// The wanted slug, or the first free one with a number behind it. Until the transaction is over
/// nobody else gives out slugs of the kind, so that what is free stays free.
pub async fn free(
    db: &mut PgConnection,
    what: Addressed,
    wanted: &Slug,
    id: Uuid,
) -> sqlx::Result<Slug> {
    lock(db, what).await?;
    let mut slug = wanted.clone();
    for number in 2..200 {
        if !is_taken(db, what, &slug, id).await? {
            break;
        }
        slug = wanted.numbered(number);
    }
    Ok(slug)
}

async fn lock(db: &mut PgConnection, what: Addressed) -> sqlx::Result<()> {
    match what {
        Addressed::Article => {
            sqlx::query!("lock table articles in share row exclusive mode")
                .execute(db)
                .await?
        }
        Addressed::Page => {
            sqlx::query!("lock table pages in share row exclusive mode")
                .execute(db)
                .await?
        }
        Addressed::Event => {
            sqlx::query!("lock table events in share row exclusive mode")
                .execute(db)
                .await?
        }
        Addressed::Category => {
            sqlx::query!("lock table categories in share row exclusive mode")
                .execute(db)
                .await?
        }
    };
    Ok(())
}

/// Whether another one has this slug.
async fn is_taken(
    db: &mut PgConnection,
    what: Addressed,
    slug: &Slug,
    id: Uuid,
) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"
        select case $1
            when 'article' then exists (select from articles where slug = $2 and id <> $3)
            when 'page' then exists (select from pages where slug = $2 and id <> $3)
            when 'event' then exists (select from events where slug = $2 and id <> $3)
            else exists (select from categories where slug = $2 and id <> $3)
        end as "taken!"
        "#,
        what.kind(),
        slug.as_str(),
        id,
    )
    .fetch_one(db)
    .await
}

/// Leaves a redirect at an address that was public. Chains are cut short: what led to the old
/// address leads to the new one, and so do the menu and the running text.
pub async fn redirect(
    db: &mut PgConnection,
    what: Addressed,
    old: &str,
    new: &str,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update slug_redirects set new_slug = $3 where kind = $1 and new_slug = $2",
        what.kind(),
        old,
        new,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "delete from slug_redirects where kind = $1 and old_slug = $2",
        what.kind(),
        new,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        r#"
        insert into slug_redirects (kind, old_slug, new_slug) values ($1, $2, $3)
        on conflict (kind, old_slug) do update set new_slug = excluded.new_slug
        "#,
        what.kind(),
        old,
        new,
    )
    .execute(&mut *db)
    .await?;
    let (old, new) = (what.address(old), what.address(new));
    sqlx::query!("update menu_items set href = $2 where href = $1", old, new,)
        .execute(&mut *db)
        .await?;
    sqlx::query!(
        "update running_text set href = $2 where href = $1",
        old,
        new,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Hosts that the village's public texts lead to, but for those of one text.
pub async fn linked_hosts(db: &mut PgConnection, except: Uuid) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!(
        r#"
        select distinct lower(found[1]) as "host!"
        from (
            select body_html from articles where status = 'published' and id <> $1
            union all
            select body_html from pages where status = 'published' and id <> $1
            union all
            select body_html from events where id <> $1
            union all
            select 'href="' || href || '"' from menu_items where id <> $1
            union all
            select 'href="' || href || '"' from running_text where id <> $1
        ) public,
            regexp_matches(body_html, 'href="https?://(?:www\.)?([^/":?#]+)', 'g') as found
        limit 500
        "#,
        except,
    )
    .fetch_all(db)
    .await
}
