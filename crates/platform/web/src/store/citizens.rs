//! Who of the residents may be in, read with each of her requests.

use jiff::Timestamp;
use sqlx::PgConnection;
use uuid::Uuid;

/// Somebody who lives here, and her account if she has one.
pub(crate) struct Citizen {
    pub resident: Uuid,
    pub name: String,
    pub family: Option<Uuid>,
    pub account: Option<Account>,
}

pub(crate) struct Account {
    pub id: Uuid,
    pub is_closed: bool,
    pub must_change: bool,
    /// Sessions that began before are over.
    pub void_before: Timestamp,
}

/// A resident, unless she died, moved or left.
pub(crate) async fn here(db: &mut PgConnection, resident: Uuid) -> sqlx::Result<Option<Citizen>> {
    let row = sqlx::query!(
        r#"
        select r.name, r.family_id, a.id as "account?", a.state as "state?",
            a.must_change as "must_change?", a.void_before as "void_before?: jiff_sqlx::Timestamp"
        from residents r
        left join citizen_accounts a on a.resident_id = r.id
        where r.id = $1 and r.state = 'present'
        "#,
        resident,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Citizen {
        resident,
        name: row.name,
        family: row.family_id,
        account: row.account.map(|id| Account {
            id,
            is_closed: row.state.as_deref() != Some("open"),
            must_change: row.must_change.unwrap_or(true),
            void_before: row.void_before.map_or(Timestamp::MAX, |at| at.to_jiff()),
        }),
    }))
}
