//! The agenda of a year: letters that came and letters that went, by day.

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;

/// The longest agenda that is written.
pub const MOST: i64 = 20_000;

/// A letter of the agenda.
pub struct AgendaRow {
    /// When it was received or sent.
    pub day: jiff_sqlx::Date,
    pub came: bool,
    pub number_text: String,
    pub dated: Option<jiff_sqlx::Date>,
    /// From whom it came, or whom it went to.
    pub other: String,
    pub subject: String,
    pub remark: String,
}

/// Every letter between two days, both included.
pub async fn between(
    db: &mut PgConnection,
    from: Date,
    until: Date,
) -> sqlx::Result<Vec<AgendaRow>> {
    sqlx::query_as!(
        AgendaRow,
        r#"
        select day as "day!: jiff_sqlx::Date", came as "came!", number_text as "number_text!",
            dated as "dated: jiff_sqlx::Date", other as "other!", subject as "subject!",
            remark as "remark!"
        from (
            select received_on as day, true as came, number_text, dated, sender as other, subject,
                disposition as remark, agenda as place
            from incoming_letters where received_on between $1 and $2
            union all
            select l.dated, false, l.number_text, l.dated, coalesce(r.name, ''), l.subject,
                case l.state when 'valid' then '' when 'void' then 'Nomor batal' else 'Dicabut' end,
                l.number
            from letters l left join residents r on r.id = l.resident_id
            where l.dated between $1 and $2
        ) as agenda
        order by day, came, place, number_text
        limit $3
        "#,
        from.to_sqlx() as _,
        until.to_sqlx() as _,
        MOST,
    )
    .fetch_all(db)
    .await
}
