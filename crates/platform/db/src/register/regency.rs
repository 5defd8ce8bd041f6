//! The regency with its subdistricts.

use sqlx::{PgConnection, PgPool};

/// Writes the regency and its subdistricts; existing ones are updated, none is removed.
/// Returns how many rows were new or different.
///
/// # Errors
/// When the database refuses.
pub async fn apply_regency(owner: &mut PgConnection, regency: &Regency) -> sqlx::Result<u64> {
    let mut changed = sqlx::query(
        "insert into platform.regencies as r (code, name, province, settings)
         values ($1, $2, $3, $4)
         on conflict (code) do update
             set name = excluded.name, province = excluded.province, settings = excluded.settings
             where (r.name, r.province, r.settings)
                 is distinct from (excluded.name, excluded.province, excluded.settings)",
    )
    .bind(&regency.code)
    .bind(&regency.name)
    .bind(&regency.province)
    .bind(sqlx::types::Json(&regency.settings))
    .execute(&mut *owner)
    .await?
    .rows_affected();
    for subdistrict in &regency.subdistricts {
        changed += sqlx::query(
            "insert into platform.subdistricts as s
                 (code, regency_code, name, slug, latitude, longitude, area_km2)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (code) do update
                 set name = excluded.name, slug = excluded.slug, latitude = excluded.latitude,
                     longitude = excluded.longitude, area_km2 = excluded.area_km2
                 where (s.name, s.slug, s.latitude, s.longitude, s.area_km2)
                     is distinct from (excluded.name, excluded.slug, excluded.latitude,
                                       excluded.longitude, excluded.area_km2)",
        )
        .bind(&subdistrict.code)
        .bind(&regency.code)
        .bind(&subdistrict.name)
        .bind(&subdistrict.slug)
        .bind(subdistrict.latitude)
        .bind(subdistrict.longitude)
        .bind(subdistrict.area_km2)
        .execute(&mut *owner)
        .await?
        .rows_affected();
    }
    Ok(changed)
}

/// A regency as `tenants/` describes it.
#[derive(Debug, Clone)]
pub struct Regency {
    pub code: String,
    pub name: String,
    pub province: String,
    pub settings: serde_json::Value,
    pub subdistricts: Vec<Subdistrict>,
}

/// A subdistrict (kecamatan) of the regency's list.
#[derive(Debug, Clone)]
pub struct Subdistrict {
    pub code: String,
    pub name: String,
    pub slug: String,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub area_km2: Option<f64>,
}

/// The settings of the (one) regency: portal name, contact, titles. `None` before the first apply.
///
/// # Errors
/// When the database does not answer.
pub async fn regency_settings(
    pool: &PgPool,
) -> sqlx::Result<Option<(String, String, serde_json::Value)>> {
    let row: Option<(String, String, sqlx::types::Json<serde_json::Value>)> = sqlx::query_as(
        "select name, province, settings from platform.regencies order by code limit 1",
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|(name, province, settings)| (name, province, settings.0)))
}
