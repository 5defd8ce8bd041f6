//! Whom the identity provider means by an account.

use db::PlatformTx;
use uuid::Uuid;

/// The subject an account is bound to at this issuer. Nobody else binds it while the transaction is
/// open.
pub async fn subject(tx: &mut PlatformTx, id: Uuid, issuer: &str) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        r#"
        select case when oidc_issuer = $2 then oidc_subject end as subject
        from platform.district_staff where id = $1
        for update
        "#,
        id,
        issuer,
    )
    .fetch_one(&mut **tx)
    .await
}

/// Binds a subject to an account that has none at this issuer. `false` when another account has it.
pub async fn bind(
    tx: &mut PlatformTx,
    id: Uuid,
    issuer: &str,
    subject: &str,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        r#"
        update platform.district_staff s set oidc_issuer = $2, oidc_subject = $3
        where s.id = $1 and s.oidc_issuer is distinct from $2
            and not exists (
                select from platform.district_staff o where o.oidc_issuer = $2 and o.oidc_subject = $3
            )
        "#,
        id,
        issuer,
        subject,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Forgets whom the provider meant, so that the next sign-in binds anew. `false` when nobody was bound.
pub async fn release(tx: &mut PlatformTx, id: Uuid) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        r#"
        update platform.district_staff set oidc_issuer = null, oidc_subject = null
        where id = $1 and oidc_subject is not null
        "#,
        id,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}
