//! How the village numbers and signs.

use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// What the village says.
pub struct SettingsRow {
    pub pattern: String,
    pub abbreviation: String,
    pub series: String,
    pub target_hours: i32,
    pub files_days: i32,
    pub delegate_id: Option<Uuid>,
    pub delegate_name: Option<String>,
    pub delegate_until: Option<jiff_sqlx::Date>,
    pub version: i64,
}

/// The village's settings, if it has said anything.
pub async fn read(db: &mut PgConnection) -> sqlx::Result<Option<SettingsRow>> {
    sqlx::query_as!(
        SettingsRow,
        r#"
        select s.pattern, s.abbreviation, s.series, s.target_hours, s.files_days, s.delegate_id,
            u.name as "delegate_name?", s.delegate_until as "delegate_until: jiff_sqlx::Date", s.version
        from letter_settings s left join staff u on u.id = s.delegate_id
        "#,
    )
    .fetch_optional(db)
    .await
}

/// Settings to keep.
pub struct NewSettings<'a> {
    pub pattern: &'a str,
    pub abbreviation: &'a str,
    pub series: &'a str,
    pub target_hours: i32,
    pub files_days: i32,
    pub delegate: Option<(Uuid, jiff::civil::Date)>,
    pub version: i64,
}

/// Keeps them; `false`, and nothing is kept, when somebody else was quicker.
pub async fn put(db: &mut PgConnection, new: &NewSettings<'_>) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        r#"
        insert into letter_settings as s (pattern, abbreviation, series, target_hours, files_days,
                                          delegate_id, delegate_until)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (only_row) do update
            set pattern = excluded.pattern, abbreviation = excluded.abbreviation,
                series = excluded.series, target_hours = excluded.target_hours,
                files_days = excluded.files_days, delegate_id = excluded.delegate_id,
                delegate_until = excluded.delegate_until, version = s.version + 1
            where s.version = $8
        "#,
        new.pattern,
        new.abbreviation,
        new.series,
        new.target_hours,
        new.files_days,
        new.delegate.map(|(staff, _)| staff),
        new.delegate.map(|(_, until)| until.to_sqlx()) as _,
        new.version,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Somebody who may be asked to sign while the head is away.
pub struct DeputyRow {
    pub id: Uuid,
    pub name: String,
}

/// Those of the village's secretaries who work here.
pub async fn deputies(db: &mut PgConnection) -> sqlx::Result<Vec<DeputyRow>> {
    sqlx::query_as!(
        DeputyRow,
        r#"
        select id, name from staff where status = 'active' and 'sekdes' = any(roles)
        order by name, id limit 20
        "#,
    )
    .fetch_all(db)
    .await
}

/// What somebody of this name is in the village's government: "Pj. Pambakal".
pub async fn office_of(db: &mut PgConnection, name: &str) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        r#"
        select office from officials where section = 'pemerintah' and lower(name) = lower($1)
        order by position, id limit 1
        "#,
        name,
    )
    .fetch_optional(db)
    .await
}
