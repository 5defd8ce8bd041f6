//! The roles that all databases of a server share.

use sqlx::{AssertSqlSafe, PgConnection};

/// What `migrations/platform` grants to: what all villages may, and the service.
const SHARED: [(&str, &str); 2] = [
    ("banua_village", "nologin"),
    ("banua_app", "nologin noinherit"),
];

/// Makes them if the server has none.
///
/// # Errors
/// When they are missing and the owner may not make roles.
pub(crate) async fn make_shared(owner: &mut PgConnection) -> sqlx::Result<()> {
    for (name, attributes) in SHARED {
        make(owner, name, attributes).await?;
    }
    Ok(())
}

/// Makes a role unless it is there. Roles belong to the server: of two databases that are migrated at
/// the same moment both may find it missing, and whichever is second finds it made.
///
/// Both words become part of a statement and must not come from outside.
///
/// # Errors
/// When the role is missing and the owner may not make roles.
pub async fn make(owner: &mut PgConnection, name: &str, attributes: &str) -> sqlx::Result<()> {
    let statement = format!(
        "do $$ begin
             if not exists (select from pg_roles where rolname = '{name}') then
                 create role \"{name}\" {attributes};
             end if;
         exception when duplicate_object or unique_violation then
             null;
         end $$"
    );
    sqlx::raw_sql(AssertSqlSafe(statement))
        .execute(owner)
        .await?;
    Ok(())
}
