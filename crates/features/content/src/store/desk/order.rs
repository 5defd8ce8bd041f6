//! Short lists whose order the office decides.

use sqlx::PgConnection;
use uuid::Uuid;

/// A list with an order. Officials have one in each part of the government, the menu one below each
/// entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    Categories,
    Officials,
    Menu,
    RunningText,
}

/// Others who change the list wait until this transaction is over; readers do not. Taken before a
/// list is looked at, so that two people together cannot make what each alone may not: a menu that
/// loops, two places with one number.
pub async fn lock(db: &mut PgConnection, list: List) -> sqlx::Result<()> {
    match list {
        List::Categories => {
            sqlx::query!("lock table categories in share row exclusive mode")
                .execute(db)
                .await?
        }
        List::Officials => {
            sqlx::query!("lock table officials in share row exclusive mode")
                .execute(db)
                .await?
        }
        List::Menu => {
            sqlx::query!("lock table menu_items in share row exclusive mode")
                .execute(db)
                .await?
        }
        List::RunningText => {
            sqlx::query!("lock table running_text in share row exclusive mode")
                .execute(db)
                .await?
        }
    };
    Ok(())
}

/// A member of a list.
pub struct Member {
    pub id: Uuid,
    pub name: String,
}

/// Those that stand in one row with this one, itself included, in their order.
pub async fn beside(db: &mut PgConnection, list: List, id: Uuid) -> sqlx::Result<Vec<Member>> {
    match list {
        List::Categories => {
            sqlx::query_as!(
                Member,
                "select id, name from categories
                 where exists (select from categories where id = $1)
                 order by position, name, id limit 500",
                id,
            )
            .fetch_all(db)
            .await
        }
        List::Officials => {
            sqlx::query_as!(
                Member,
                "select id, name from officials
                 where section = (select section from officials where id = $1)
                 order by position, name, id limit 500",
                id,
            )
            .fetch_all(db)
            .await
        }
        List::Menu => {
            sqlx::query_as!(
                Member,
                r#"select m.id, m.label as name
                 from menu_items this
                 join menu_items m on m.parent_id is not distinct from this.parent_id
                 where this.id = $1
                 order by m.position, m.id limit 500"#,
                id,
            )
            .fetch_all(db)
            .await
        }
        List::RunningText => {
            sqlx::query_as!(
                Member,
                r#"select id, left(body, 60) as "name!" from running_text
                 where exists (select from running_text where id = $1)
                 order by position, id limit 500"#,
                id,
            )
            .fetch_all(db)
            .await
        }
    }
}

/// Numbers members of a list anew, in the order they are given in.
pub async fn put(db: &mut PgConnection, list: List, ids: &[Uuid]) -> sqlx::Result<()> {
    match list {
        List::Categories => {
            sqlx::query!(
                "update categories c set position = n.place::integer
                 from unnest($1::uuid[]) with ordinality as n (id, place) where c.id = n.id",
                ids,
            )
            .execute(db)
            .await?
        }
        List::Officials => {
            sqlx::query!(
                "update officials o set position = n.place::integer
                 from unnest($1::uuid[]) with ordinality as n (id, place) where o.id = n.id",
                ids,
            )
            .execute(db)
            .await?
        }
        List::Menu => {
            sqlx::query!(
                "update menu_items m set position = n.place::integer
                 from unnest($1::uuid[]) with ordinality as n (id, place) where m.id = n.id",
                ids,
            )
            .execute(db)
            .await?
        }
        List::RunningText => {
            sqlx::query!(
                "update running_text t set position = n.place::integer
                 from unnest($1::uuid[]) with ordinality as n (id, place) where t.id = n.id",
                ids,
            )
            .execute(db)
            .await?
        }
    };
    Ok(())
}
