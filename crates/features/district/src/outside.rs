//! What the command line does with the district's accounts: the very first invitation, and the check
//! that nobody rewrote the record.

use db::Database;
use identity::{
    DistrictRole, Purpose, Token,
    activity::{Anchor, Broken, Entry, Verifier, Why},
};
use jiff::Timestamp;
use web::{
    console::{BASE, KEY},
    read_email,
};

use crate::store::people::{self as store, Invitee, RecordedRow};

/// Entries that are read at once.
const BATCH: i64 = 500;

/// Why nobody was invited.
#[derive(Debug, thiserror::Error)]
pub enum NotInvited {
    #[error("{0}")]
    Email(&'static str),
    #[error("this address belongs to somebody who has arrived already")]
    Known,
    #[error("a pembina needs the code of at least one subdistrict, and nobody else has any")]
    Subdistricts,
    #[error(transparent)]
    Sql(#[from] sqlx::Error),
}

/// Invites somebody to work for the district; gives the path of the link, which is shown nowhere
/// again. Somebody who was invited and has not come gets a new link.
///
/// # Errors
/// When the address is none or belongs to somebody who has arrived, or the database is away.
pub async fn invite(
    database: &Database,
    name: &str,
    email: &str,
    role: DistrictRole,
    subdistricts: &[String],
) -> Result<String, NotInvited> {
    let email = read_email(email).map_err(NotInvited::Email)?;
    if role.is_bound_to_subdistricts() == subdistricts.is_empty() {
        return Err(NotInvited::Subdistricts);
    }
    let now = Timestamp::now();
    let mut tx = database.platform().await?;
    let person = Invitee {
        name,
        email: &email,
        role,
        subdistricts,
    };
    let id = match store::invite(&mut tx, &person, now).await? {
        Some(id) => id,
        None => {
            let row = store::by_email(&mut tx, &email).await?;
            let row = row
                .filter(|row| row.status == "invited")
                .ok_or(NotInvited::Known)?;
            store::set_person(&mut tx, row.id, role, subdistricts, false).await?;
            row.id
        }
    };
    let token = Token::generate();
    store::drop_links(&mut tx, id).await?;
    let hash = token.hash(Purpose::Invitation);
    store::put_link(&mut tx, id, Purpose::Invitation, &hash, now).await?;
    tx.commit().await?;
    Ok(format!("{BASE}/undangan/{}", token.to_text()))
}

/// Walks the district's whole record. `known` are anchors that were kept elsewhere.
///
/// # Errors
/// The outer when the database is away; the inner where the record is not what it was.
pub async fn verify_record(
    database: &Database,
    known: &[Anchor],
) -> anyhow::Result<Result<Anchor, Broken>> {
    let mut tx = database.platform().await?;
    let mut verifier = Verifier::new(Anchor::start(KEY), known);
    let mut after = 0;
    loop {
        let rows = store::record_after(&mut tx, after, BATCH).await?;
        let Some(last) = rows.last() else {
            tx.commit().await?;
            return Ok(verifier.finish());
        };
        after = last.seq;
        for row in rows {
            let (seq, hash) = (row.seq, row.hash.parse());
            let Ok(stored) = hash else {
                // No hash at all fits no entry.
                let why = Why::Altered;
                return Ok(Err(Broken { seq, why }));
            };
            if let Err(broken) = verifier.next(&Entry::from(row), &stored) {
                return Ok(Err(broken));
            }
        }
    }
}

impl From<RecordedRow> for Entry {
    fn from(row: RecordedRow) -> Self {
        Self {
            seq: row.seq,
            at: row.at.to_jiff(),
            staff: row.staff,
            who: row.who,
            action: row.action,
            subject: row.subject,
            detail: row.detail,
            address: row.address,
        }
    }
}
