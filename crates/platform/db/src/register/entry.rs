//! How each change is written.

use kernel::{VillageCode, VillageSlug};
use sqlx::PgConnection;

use super::{Change, ChangeError};

pub(super) async fn change_entry(
    owner: &mut PgConnection,
    code: &VillageCode,
    change: &Change,
) -> Result<(), ChangeError> {
    let code = code.dotted();
    let done =
        match change {
            Change::Suspend { note } => {
                sqlx::query(
                    "update platform.villages
                 set status = 'suspended', status_note = $2, updated_at = now() where code = $1",
                )
                .bind(code)
                .bind(note)
                .execute(owner)
                .await?
            }
            Change::Resume => {
                sqlx::query(
                    "update platform.villages
                 set status = 'active', status_note = '', ends_at = null, updated_at = now()
                 where code = $1",
                )
                .bind(code)
                .execute(owner)
                .await?
            }
            Change::Archive { note } => {
                sqlx::query(
                    "update platform.villages
                 set status = 'archived', status_note = $2, ends_at = null, updated_at = now()
                 where code = $1",
                )
                .bind(code)
                .bind(note)
                .execute(owner)
                .await?
            }
            Change::EndAt { at, note } => {
                sqlx::query(
                    "update platform.villages
                 set status = 'suspended', status_note = $2, ends_at = $3, updated_at = now()
                 where code = $1",
                )
                .bind(code)
                .bind(note)
                .bind(jiff_sqlx::ToSqlx::to_sqlx(*at))
                .execute(owner)
                .await?
            }
            Change::Limit(quotas) => {
                sqlx::query(
                    "update platform.villages set quotas = $2, updated_at = now() where code = $1",
                )
                .bind(code)
                .bind(sqlx::types::Json(quotas))
                .execute(owner)
                .await?
            }
            Change::SwitchOff(features) => sqlx::query(
                "update platform.villages set features = $2, updated_at = now() where code = $1",
            )
            .bind(code)
            .bind(sqlx::types::Json(features))
            .execute(owner)
            .await?,
            Change::RemoveHost { host } => {
                sqlx::query(
                    "delete from platform.village_hosts
                 where village_code = $1 and host = $2 and purpose = 'custom'",
                )
                .bind(&code)
                .bind(host)
                .execute(&mut *owner)
                .await?;
                sqlx::query(
                    "update platform.villages
                 set canonical_host = nullif(canonical_host, $2), updated_at = now()
                 where code = $1",
                )
                .bind(code)
                .bind(host)
                .execute(owner)
                .await?
            }
            Change::Rename { name } => {
                keep_name(owner, &code, name).await?;
                sqlx::query(
                    "update platform.villages set name = $2, updated_at = now() where code = $1",
                )
                .bind(code)
                .bind(name)
                .execute(owner)
                .await?
            }
            Change::Move { slug } => move_address(owner, &code, slug).await?,
            Change::Facts {
                palette,
                postal_code,
                latitude,
                longitude,
                area_km2,
            } => {
                sqlx::query(
                    "update platform.villages
                 set palette = coalesce($2, palette), postal_code = coalesce($3, postal_code),
                     latitude = coalesce($4, latitude), longitude = coalesce($5, longitude),
                     area_km2 = coalesce($6, area_km2), updated_at = now()
                 where code = $1",
                )
                .bind(code)
                .bind(palette)
                .bind(postal_code)
                .bind(latitude)
                .bind(longitude)
                .bind(area_km2)
                .execute(owner)
                .await?
            }
            Change::AddHost { host, canonical } => add_host(owner, &code, host, *canonical).await?,
        };
    if done.rows_affected() == 0 {
        Err(ChangeError::Unknown)
    } else {
        Ok(())
    }
}

/// The name it goes by now is one it had, from here on: people look for it by that.
async fn keep_name(owner: &mut PgConnection, code: &str, next: &str) -> sqlx::Result<()> {
    sqlx::query(
        "insert into platform.village_names (village_code, name)
         select code, name from platform.villages where code = $1 and name <> $2
         on conflict (village_code, name) do update set until = now()",
    )
    .bind(code)
    .bind(next)
    .execute(owner)
    .await?;
    Ok(())
}

async fn move_address(
    owner: &mut PgConnection,
    code: &str,
    slug: &VillageSlug,
) -> Result<sqlx::postgres::PgQueryResult, ChangeError> {
    let taken: Option<(String,)> =
        sqlx::query_as("select village_code from platform.village_hosts where host = $1")
            .bind(slug.as_str())
            .fetch_optional(&mut *owner)
            .await?;
    match taken {
        Some((holder,)) if holder != code => {
            return Err(ChangeError::AddressTaken(slug.to_string()));
        }
        // Its own former label: it simply goes back.
        Some(_) => {
            sqlx::query("delete from platform.village_hosts where host = $1")
                .bind(slug.as_str())
                .execute(&mut *owner)
                .await?;
        }
        None => {}
    }
    sqlx::query(
        "insert into platform.village_hosts (host, village_code, purpose)
         select slug, code, 'former' from platform.villages where code = $1 and slug <> $2",
    )
    .bind(code)
    .bind(slug.as_str())
    .execute(&mut *owner)
    .await?;
    sqlx::query("update platform.villages set slug = $2, updated_at = now() where code = $1")
        .bind(code)
        .bind(slug.as_str())
        .execute(owner)
        .await
        .map_err(|error| taken_or(error, slug.as_str()))
}

async fn add_host(
    owner: &mut PgConnection,
    code: &str,
    host: &str,
    canonical: bool,
) -> Result<sqlx::postgres::PgQueryResult, ChangeError> {
    let known: Option<(String,)> =
        sqlx::query_as("select village_code from platform.village_hosts where host = $1")
            .bind(host)
            .fetch_optional(&mut *owner)
            .await?;
    // One it has already may still become the canonical one.
    if known.is_none_or(|(holder,)| holder != code) {
        sqlx::query(
            "insert into platform.village_hosts (host, village_code, purpose)
             select $2, code, 'custom' from platform.villages where code = $1",
        )
        .bind(code)
        .bind(host)
        .execute(&mut *owner)
        .await
        .map_err(|error| taken_or(error, host))?;
    }
    Ok(sqlx::query(
        "update platform.villages
         set canonical_host = case when $3 then $2 else canonical_host end, updated_at = now()
         where code = $1",
    )
    .bind(code)
    .bind(host)
    .bind(canonical)
    .execute(owner)
    .await?)
}

fn taken_or(error: sqlx::Error, address: &str) -> ChangeError {
    if error
        .as_database_error()
        .is_some_and(|database| database.is_unique_violation())
    {
        ChangeError::AddressTaken(address.to_owned())
    } else {
        error.into()
    }
}
