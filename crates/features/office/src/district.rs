//! What the district does in a village's office from outside: the first invitation, and the check
//! that nobody rewrote the record.

use db::VillageTx;
use identity::{
    Purpose, Token,
    activity::{Anchor, Broken, Verifier},
};
use jiff::Timestamp;
use serde_json::json;
use web::{
    office::{Invited, NotInvited, record_outside},
    read_email,
};

use crate::store;

/// Entries that are read at once.
const BATCH: i64 = 500;

/// Invites somebody and commits; gives the path of the link, which is shown nowhere again. Somebody
/// who was invited and has not come gets a new link.
///
/// # Errors
/// When the address is none or belongs to somebody who has arrived, or the database is away.
pub async fn invite(
    mut tx: VillageTx,
    person: Invited<'_>,
    now: Timestamp,
) -> Result<String, NotInvited> {
    let email = read_email(person.email).map_err(NotInvited::Email)?;
    let known = store::door::by_email(&mut tx, &email).await?;
    let id = match known {
        Some(row) if row.status == "invited" => {
            store::staff::set_staff(&mut tx, row.id, person.roles, false, now).await?;
            row.id
        }
        Some(_) => return Err(NotInvited::Known),
        None => store::staff::invite(&mut tx, person.name, &email, person.roles, now)
            .await?
            .ok_or(NotInvited::Known)?,
    };
    let token = Token::generate();
    store::links::drop_links(&mut tx, id).await?;
    let hash = token.hash(Purpose::Invitation);
    store::links::put_link(&mut tx, id, Purpose::Invitation, &hash, now).await?;
    let detail = json!({ "id": id, "peran": person.roles });
    record_outside(
        &mut tx,
        person.by,
        "pengguna.undang",
        person.name,
        detail,
        now,
    )
    .await
    .map_err(anyhow::Error::from)?;
    // Nothing that the public sees has changed.
    tx.finish().await?;
    Ok(format!("/kantor/undangan/{}", token.to_text()))
}

/// Walks a village's whole record. `known` are anchors that were kept elsewhere.
///
/// # Errors
/// The outer when the database is away; the inner where the record is not what it was.
pub async fn verify_record(
    tx: &mut VillageTx,
    known: &[Anchor],
) -> anyhow::Result<Result<Anchor, Broken>> {
    let village = *tx.schema();
    let mut verifier = Verifier::new(Anchor::start(village.as_str()), known);
    let mut after = 0;
    loop {
        let rows = store::record::record_after(tx, after, BATCH).await?;
        let Some(last) = rows.last() else {
            return Ok(verifier.finish());
        };
        after = last.seq;
        for row in rows {
            let Ok(stored) = row.hash.parse() else {
                // No hash at all fits no entry.
                return Ok(Err(Broken {
                    seq: row.seq,
                    why: identity::activity::Why::Altered,
                }));
            };
            if let Err(broken) = verifier.next(&row.into_entry(), &stored) {
                return Ok(Err(broken));
            }
        }
    }
}
