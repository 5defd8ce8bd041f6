//! Letters with a number.

use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use kernel::Cursor;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::domain::{LetterState, Way};

/// A letter that gets its number.
pub struct NewLetter<'a> {
    pub id: Uuid,
    pub request: Option<Uuid>,
    pub resident: Option<Uuid>,
    pub kind: &'a str,
    pub kind_name: &'a str,
    pub way: Way,
    pub state: LetterState,
    pub series: &'a str,
    pub year: i32,
    pub number: i32,
    pub number_text: &'a str,
    pub code: &'a str,
    pub dated: Date,
    pub valid_until: Option<Date>,
    pub subject: &'a str,
    pub signer: Option<Signed<'a>>,
    pub now: Timestamp,
}

/// Who signed what.
#[derive(Clone, Copy)]
pub struct Signed<'a> {
    pub holder_masked: &'a str,
    pub name: &'a str,
    pub title: &'a str,
    pub staff: Uuid,
    pub check_code: &'a str,
    pub token: &'a str,
    pub key_id: &'a str,
    pub summary: &'a [u8],
    pub signature: &'a [u8],
    pub content_sealed: &'a [u8],
    pub content_hash: &'a [u8],
}

/// Writes a letter into the register.
pub async fn add(db: &mut PgConnection, new: &NewLetter<'_>) -> sqlx::Result<()> {
    let signed = new.signer;
    sqlx::query!(
        r#"
        insert into letters (id, request_id, resident_id, kind, kind_name, way, state, state_since,
            series, year, number, number_text, code, dated, valid_until, subject, holder_masked,
            signer_name, signer_title, signed_by, signed_at, check_code, token, key_id, signature,
            content_sealed, content_hash, summary)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
            coalesce($17, ''), coalesce($18, ''), coalesce($19, ''), $20, $8, $21, $22, $23, $24, $25, $26, $27)
        "#,
        new.id,
        new.request,
        new.resident,
        new.kind,
        new.kind_name,
        new.way.as_str(),
        new.state.as_str(),
        new.now.to_sqlx() as _,
        new.series,
        new.year,
        new.number,
        new.number_text,
        new.code,
        new.dated.to_sqlx() as _,
        new.valid_until.map(ToSqlx::to_sqlx) as _,
        new.subject,
        signed.map(|signed| signed.holder_masked),
        signed.map(|signed| signed.name),
        signed.map(|signed| signed.title),
        signed.map(|signed| signed.staff),
        signed.map(|signed| signed.check_code),
        signed.map(|signed| signed.token),
        signed.map(|signed| signed.key_id),
        signed.map(|signed| signed.signature),
        signed.map(|signed| signed.content_sealed),
        signed.map(|signed| signed.content_hash),
        signed.map(|signed| signed.summary),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A letter as the register and its own page show it.
pub struct LetterRow {
    pub id: Uuid,
    pub request_id: Option<Uuid>,
    pub kind_name: String,
    pub way: String,
    pub state: String,
    pub state_reason: String,
    pub number_text: String,
    pub dated: jiff_sqlx::Date,
    pub valid_until: Option<jiff_sqlx::Date>,
    pub subject: String,
    pub resident: Option<String>,
    pub signer_name: String,
    pub signer_title: String,
    pub signed_at: jiff_sqlx::Timestamp,
    pub check_code: Option<String>,
    pub has_pdf: bool,
}

/// One letter.
pub async fn one(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<LetterRow>> {
    sqlx::query_as!(
        LetterRow,
        r#"
        select l.id, l.request_id, l.kind_name, l.way, l.state, l.state_reason,
            l.number_text,
            l.dated as "dated: jiff_sqlx::Date", l.valid_until as "valid_until: jiff_sqlx::Date",
            l.subject, r.name as "resident?", l.signer_name, l.signer_title,
            l.signed_at as "signed_at: jiff_sqlx::Timestamp", l.check_code,
            (l.pdf_hash is not null) as "has_pdf!"
        from letters l left join residents r on r.id = l.resident_id
        where l.id = $1
        "#,
        id,
    )
    .fetch_optional(db)
    .await
}

/// Letters of a year, newest first; one more than `most` if there are more.
pub async fn register(
    db: &mut PgConnection,
    year: i32,
    below: Option<&Cursor>,
    most: i64,
) -> sqlx::Result<Vec<LetterRow>> {
    sqlx::query_as!(
        LetterRow,
        r#"
        select l.id, l.request_id, l.kind_name, l.way, l.state, l.state_reason,
            l.number_text,
            l.dated as "dated: jiff_sqlx::Date", l.valid_until as "valid_until: jiff_sqlx::Date",
            l.subject, r.name as "resident?", l.signer_name, l.signer_title,
            l.signed_at as "signed_at: jiff_sqlx::Timestamp", l.check_code,
            (l.pdf_hash is not null) as "has_pdf!"
        from letters l left join residents r on r.id = l.resident_id
        where l.year = $1 and ($2::timestamptz is null or (l.signed_at, l.id) < ($2, $3))
        order by l.signed_at desc, l.id desc
        limit $4
        "#,
        year,
        below.map(|below| below.at().to_sqlx()) as _,
        below.map(Cursor::id),
        most + 1,
    )
    .fetch_all(db)
    .await
}

/// The years that have letters, newest first.
pub async fn years(db: &mut PgConnection) -> sqlx::Result<Vec<i32>> {
    sqlx::query_scalar!("select distinct year from letter_series order by year desc limit 60")
        .fetch_all(db)
        .await
}

/// What the paper is made of, closed.
pub struct SheetRow {
    pub number_text: String,
    pub content_sealed: Vec<u8>,
    pub token: String,
    pub check_code: String,
    pub key_id: String,
    pub summary: Vec<u8>,
    pub signature: Vec<u8>,
    pub kind_name: String,
    pub signed_at: jiff_sqlx::Timestamp,
    pub request_id: Option<Uuid>,
    pub resident_id: Option<Uuid>,
}

/// What the paper of a letter is made of.
pub async fn sheet(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<SheetRow>> {
    sqlx::query_as!(
        SheetRow,
        r#"
        select number_text, content_sealed as "content_sealed!",
            token as "token!", check_code as "check_code!", key_id as "key_id!",
            summary as "summary!", signature as "signature!", kind_name,
            signed_at as "signed_at: jiff_sqlx::Timestamp", request_id, resident_id
        from letters where id = $1 and way = 'digital' and signature is not null
        "#,
        id,
    )
    .fetch_optional(db)
    .await
}

/// Keeps the paper of a letter. A paper that is there stays: it may have been handed out.
pub async fn keep_pdf(
    db: &mut PgConnection,
    id: Uuid,
    sealed: &[u8],
    hash: &[u8],
    now: Timestamp,
) -> sqlx::Result<bool> {
    let kept = sqlx::query!(
        r#"
        insert into letter_pdfs (letter_id, sealed, made_at) values ($1, $2, $3)
        on conflict (letter_id) do nothing
        "#,
        id,
        sealed,
        now.to_sqlx() as _,
    )
    .execute(&mut *db)
    .await?;
    if kept.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query!("update letters set pdf_hash = $2 where id = $1", id, hash)
        .execute(db)
        .await?;
    Ok(true)
}

/// A letter's paper, as it is kept.
pub struct PaperRow {
    pub sealed: Vec<u8>,
    pub number_text: String,
    /// Who it is about; nothing when the register does not know her.
    pub resident: Option<String>,
}

/// A letter's paper; nothing while it is being made.
pub async fn pdf(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<PaperRow>> {
    sqlx::query_as!(
        PaperRow,
        r#"
        select p.sealed, l.number_text, r.name as "resident?"
        from letter_pdfs p
            join letters l on l.id = p.letter_id
            left join residents r on r.id = l.resident_id
        where p.letter_id = $1
        "#,
        id,
    )
    .fetch_optional(db)
    .await
}

/// Takes back what a letter says, or a number that was reserved. `false` when it was done before.
pub async fn end(
    db: &mut PgConnection,
    id: Uuid,
    state: LetterState,
    reason: &str,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        r#"
        update letters set state = $2, state_reason = $3, state_since = $4
        where id = $1 and state = 'valid'
        "#,
        id,
        state.as_str(),
        reason,
        now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What anybody may know of a letter.
pub struct ProvenRow {
    pub kind_name: String,
    pub number_text: String,
    pub dated: jiff_sqlx::Date,
    pub valid_until: Option<jiff_sqlx::Date>,
    pub holder_masked: String,
    pub signer_name: String,
    pub signer_title: String,
    pub state: String,
    pub state_since: jiff_sqlx::Timestamp,
}

/// The letter of a QR's token or of a typed code.
pub async fn proven(
    db: &mut PgConnection,
    token: &str,
    check_code: &str,
) -> sqlx::Result<Option<ProvenRow>> {
    sqlx::query_as!(
        ProvenRow,
        r#"
        select kind_name, number_text, dated as "dated: jiff_sqlx::Date",
            valid_until as "valid_until: jiff_sqlx::Date", holder_masked, signer_name, signer_title,
            state, state_since as "state_since: jiff_sqlx::Timestamp"
        from letters where (token = $1 or check_code = $2) and signature is not null
        "#,
        token,
        check_code,
    )
    .fetch_optional(db)
    .await
}

/// The code of the letter that was handed out with these bytes.
pub async fn of_pdf(db: &mut PgConnection, hash: &[u8]) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        r#"select check_code as "check_code!" from letters
           where pdf_hash = $1 and check_code is not null"#,
        hash,
    )
    .fetch_optional(db)
    .await
}

/// A letter of somebody, as she sees it.
pub struct OwnLetterRow {
    pub id: Uuid,
    pub number_text: String,
    pub state: String,
    pub dated: jiff_sqlx::Date,
    pub valid_until: Option<jiff_sqlx::Date>,
}

/// The letter of a request, once it has a paper.
pub async fn of_request(
    db: &mut PgConnection,
    request: Uuid,
) -> sqlx::Result<Option<OwnLetterRow>> {
    sqlx::query_as!(
        OwnLetterRow,
        r#"
        select id, number_text, state, dated as "dated: jiff_sqlx::Date",
            valid_until as "valid_until: jiff_sqlx::Date"
        from letters where request_id = $1 and pdf_hash is not null
        "#,
        request,
    )
    .fetch_optional(db)
    .await
}
