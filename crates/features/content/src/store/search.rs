//! Asking the search index.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;

use crate::domain::search::Words;

/// An answer.
#[derive(Debug, Clone)]
pub struct HitRow {
    pub address: String,
    pub kind: String,
    pub title: String,
    /// A passage with marks around what fits.
    pub passage: String,
    /// How many answers there are in all.
    pub total: i64,
}

/// When it is asked, and what is not found: entries of these kinds lead to pages that are switched off.
pub struct Asked<'a> {
    pub now: Timestamp,
    pub hidden_kinds: &'a [String],
}

/// One page of answers, titles before bodies, the newer first where they are equal. The passage
/// is marked by the words as typed too, because the text keeps the word and the index its meaning.
pub async fn ask(
    db: &mut PgConnection,
    words: &Words,
    skip: usize,
    asked: &Asked<'_>,
) -> sqlx::Result<Vec<HitRow>> {
    sqlx::query_as!(
        HitRow,
        r#"
        with asked as (
            select websearch_to_tsquery('platform.indonesian', $1) as meant,
                plainto_tsquery('platform.indonesian', $2) as typed
        ),
        found as (
            select e.address, e.kind, e.title, e.body,
                ts_filter(e.document, '{a}') @@ a.meant as in_title,
                ts_rank_cd(e.document, a.meant) as rank, e.public_from,
                count(*) over () as total
            from search_entries e
            cross join asked a
            where e.document @@ a.meant and e.public_from <= $3 and e.kind <> all($5)
            order by in_title desc, rank desc, e.public_from desc, e.address
            limit 20 offset $4
        )
        select f.address, f.kind, f.title, f.total as "total!",
            ts_headline('platform.indonesian', left(f.body, 20000), a.meant || a.typed,
                U&'StartSel=\E000, StopSel=\E001, MaxWords=28, MinWords=14, MaxFragments=2, FragmentDelimiter=" … "')
                as "passage!"
        from found f
        cross join asked a
        order by f.in_title desc, f.rank desc, f.public_from desc, f.address
        "#,
        words.indexed,
        words.folded,
        asked.now.to_sqlx() as _,
        i64::try_from(skip).unwrap_or(i64::MAX),
        asked.hidden_kinds,
    )
    .fetch_all(db)
    .await
}

/// Titles that look like what was typed, the likest first; `known` are not repeated.
pub async fn alike(
    db: &mut PgConnection,
    words: &Words,
    known: &[String],
    asked: &Asked<'_>,
) -> sqlx::Result<Vec<HitRow>> {
    sqlx::query_as!(
        HitRow,
        r#"
        select address, kind, title, left(body, 180) as "passage!", 0::bigint as "total!"
        from search_entries
        where ext.word_similarity($1, folded) > 0.35
            and public_from <= $2
            and address <> all($3)
            and kind <> all($4)
        order by ext.word_similarity($1, folded) desc, public_from desc, address
        limit 10
        "#,
        words.folded,
        asked.now.to_sqlx() as _,
        known,
        asked.hidden_kinds,
    )
    .fetch_all(db)
    .await
}
