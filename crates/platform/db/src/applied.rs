//! What `tenants/` was when it was applied last, and what the register holds beside it.

use std::collections::HashMap;

use kernel::VillageCode;
use sqlx::{PgConnection, PgPool, types::Json};

use crate::register::{Regency, Subdistrict};

/// The regency with its subdistricts as the register has them. `None` before the first apply.
///
/// # Errors
/// When the database does not answer.
pub async fn regency(pool: &PgPool) -> sqlx::Result<Option<Regency>> {
    let row: Option<(String, String, String, Json<serde_json::Value>)> = sqlx::query_as(
        "select code, name, province, settings from platform.regencies order by code limit 1",
    )
    .fetch_optional(pool)
    .await?;
    let Some((code, name, province, settings)) = row else {
        return Ok(None);
    };
    let subdistricts = subdistricts(pool).await?;
    Ok(Some(Regency {
        code,
        name,
        province,
        settings: settings.0,
        subdistricts,
    }))
}

#[derive(sqlx::FromRow)]
struct SubdistrictRow {
    code: String,
    name: String,
    slug: String,
    latitude: Option<f64>,
    longitude: Option<f64>,
    area_km2: Option<f64>,
}

async fn subdistricts(pool: &PgPool) -> sqlx::Result<Vec<Subdistrict>> {
    let rows: Vec<SubdistrictRow> = sqlx::query_as(
        "select code, name, slug, latitude, longitude, area_km2
         from platform.subdistricts order by code",
    )
    .fetch_all(pool)
    .await?;
    let plain = |row: SubdistrictRow| Subdistrict {
        code: row.code,
        name: row.name,
        slug: row.slug,
        latitude: row.latitude,
        longitude: row.longitude,
        area_km2: row.area_km2,
    };
    Ok(rows.into_iter().map(plain).collect())
}

/// The lines of the regency's list as they were applied last, by village code.
///
/// # Errors
/// When the database does not answer.
pub async fn lines(pool: &PgPool) -> sqlx::Result<HashMap<String, serde_json::Value>> {
    let rows: Vec<(String, Json<serde_json::Value>)> =
        sqlx::query_as("select code, applied from platform.villages where applied is not null")
            .fetch_all(pool)
            .await?;
    Ok(rows
        .into_iter()
        .map(|(code, line)| (code, line.0))
        .collect())
}

/// Remembers the line of a village.
///
/// # Errors
/// When the database refuses.
pub async fn remember(
    owner: &mut PgConnection,
    code: &VillageCode,
    line: &serde_json::Value,
) -> sqlx::Result<()> {
    sqlx::query("update platform.villages set applied = $2 where code = $1")
        .bind(code.dotted())
        .bind(Json(line))
        .execute(owner)
        .await?;
    Ok(())
}
