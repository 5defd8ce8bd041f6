//! Domains that villages want, and how long certificates are good.

use db::PlatformTx;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

/// A domain that waits for its proof.
#[derive(Debug, Clone)]
pub struct ClaimRow {
    pub id: Uuid,
    pub host: String,
    pub token: String,
    pub expires_at: jiff_sqlx::Timestamp,
    pub checked_at: Option<jiff_sqlx::Timestamp>,
    pub finding: Option<String>,
}

/// The code of the village that has a domain.
pub async fn holder(tx: &mut PlatformTx, host: &str) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        "select village_code from platform.village_hosts where host = $1",
        host,
    )
    .fetch_optional(&mut **tx)
    .await
}

/// The code of the village a domain waits for.
pub async fn wanted_by(tx: &mut PlatformTx, host: &str) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        "select village_code from platform.domain_claims where host = $1",
        host,
    )
    .fetch_optional(&mut **tx)
    .await
}

/// The domains that wait for a village, by name.
pub async fn claims(tx: &mut PlatformTx, code: &str) -> sqlx::Result<Vec<ClaimRow>> {
    sqlx::query_as!(
        ClaimRow,
        r#"
        select id, host, token, expires_at, checked_at, finding
        from platform.domain_claims where village_code = $1 order by host
        "#,
        code,
    )
    .fetch_all(&mut **tx)
    .await
}

/// One of them.
pub async fn claim(tx: &mut PlatformTx, code: &str, host: &str) -> sqlx::Result<Option<ClaimRow>> {
    sqlx::query_as!(
        ClaimRow,
        r#"
        select id, host, token, expires_at, checked_at, finding
        from platform.domain_claims where village_code = $1 and host = $2
        "#,
        code,
        host,
    )
    .fetch_optional(&mut **tx)
    .await
}

/// Puts a domain on the list. `false` when it waits already, for whomever.
pub async fn put_claim(
    tx: &mut PlatformTx,
    code: &str,
    row: &ClaimRow,
    by: &str,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        r#"
        insert into platform.domain_claims
            (id, village_code, host, token, made_at, made_by, expires_at)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (host) do nothing
        "#,
        row.id,
        code,
        row.host,
        row.token,
        now.to_sqlx() as _,
        by,
        row.expires_at as _,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Writes down what was seen instead of the proof.
pub async fn note_finding(
    tx: &mut PlatformTx,
    id: Uuid,
    finding: &str,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update platform.domain_claims set checked_at = $2, finding = $3 where id = $1",
        id,
        now.to_sqlx() as _,
        finding,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Takes a domain off the list. `false` when it was not there any more.
pub async fn take_claim(tx: &mut PlatformTx, id: Uuid) -> sqlx::Result<bool> {
    let done = sqlx::query!("delete from platform.domain_claims where id = $1", id)
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes away what was not proven in its time.
pub async fn sweep(tx: &mut PlatformTx, now: Timestamp) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from platform.domain_claims where expires_at <= $1",
        now.to_sqlx() as _,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// How long a host's certificate is good, as it was seen last.
#[derive(Debug, Clone)]
pub struct CertificateRow {
    pub host: String,
    pub ends_at: Option<jiff_sqlx::Timestamp>,
    pub asked_at: jiff_sqlx::Timestamp,
    pub problem: String,
}

/// The certificates of these hosts, as far as they were asked for.
pub async fn certificates(
    tx: &mut PlatformTx,
    hosts: &[String],
) -> sqlx::Result<Vec<CertificateRow>> {
    sqlx::query_as!(
        CertificateRow,
        r#"
        select host, ends_at, asked_at, problem
        from platform.host_certificates where host = any($1) order by host
        "#,
        hosts,
    )
    .fetch_all(&mut **tx)
    .await
}

/// Writes down what was seen of a host's certificate. When nothing was, what was seen before stays,
/// with the reason.
pub async fn put_certificate(
    tx: &mut PlatformTx,
    host: &str,
    seen: Result<Timestamp, &str>,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into platform.host_certificates as c (host, ends_at, seen_at, asked_at, problem)
        values ($1, $2, case when $2::timestamptz is not null then $3::timestamptz end, $3, $4)
        on conflict (host) do update
            set ends_at = coalesce(excluded.ends_at, c.ends_at),
                seen_at = coalesce(excluded.seen_at, c.seen_at),
                asked_at = excluded.asked_at, problem = excluded.problem
        "#,
        host,
        seen.ok().map(ToSqlx::to_sqlx) as _,
        now.to_sqlx() as _,
        seen.err().unwrap_or_default(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Forgets the certificates of hosts that are nobody's any more.
pub async fn keep_certificates(tx: &mut PlatformTx, hosts: &[String]) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from platform.host_certificates where host <> all($1)",
        hosts,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
