//! Requests in every state, for who tries the office. For a service that is tried, never for production.

use db::VillageTx;
use jiff::{SignedDuration, Timestamp};
use kernel::time;
use uuid::Uuid;
use vault::KeySet;

use crate::{
    domain::State::{self, Checked, Received, Returned, Verified},
    kind::catalogue,
    samples,
    store::{
        columns::ANSWERS,
        example::heads,
        requests::{self as store, NewRequest, Step},
    },
};

/// A kind, hours since it was sent, and the states it went through since.
const REQUESTS: [(&str, i64, &[State]); 7] = [
    ("domisili", 2, &[]),
    ("pengantar-umum", 5, &[]),
    ("usaha", 27, &[]),
    ("pengantar-skck", 8, &[Checked]),
    ("penghasilan", 20, &[Checked, Verified]),
    ("kehilangan", 22, &[Checked, Verified]),
    ("belum-menikah", 30, &[Returned]),
];

/// Asks for some letters in a village where nobody has; tells how many.
///
/// # Errors
/// When the database is away.
pub async fn make(tx: &mut VillageTx, keys: &KeySet, now: Timestamp) -> anyhow::Result<usize> {
    let people = heads(tx, time::day(now), REQUESTS.len()).await?;
    let mut made = 0;
    for ((slug, hours, states), resident) in REQUESTS.iter().zip(people) {
        let Some(kind) = catalogue().iter().find(|kind| kind.slug == *slug) else {
            continue;
        };
        let answers = samples::short(kind).answers;
        let id = Uuid::now_v7();
        let sent = now.saturating_sub(SignedDuration::from_hours(*hours))?;
        let new = NewRequest {
            id,
            kind: slug,
            resident: Some(resident),
            asked_by: Some(resident),
            came_by: "online",
            state: Received,
            answers_sealed: &keys.seal(ANSWERS.of(id), &serde_json::to_vec(&answers)?),
            once: Uuid::new_v4(),
            link_hash: None,
            entered_by: "",
            now: sent,
        };
        store::add(tx, &new).await?;
        store::note_step(tx, id, &step(State::Draft, Received, sent)).await?;
        let mut from = Received;
        for (at, to) in states.iter().enumerate() {
            let after = SignedDuration::from_mins(40 * (i64::try_from(at)? + 1));
            let made_at = sent.saturating_add(after)?;
            store::step(tx, id, &step(from, *to, made_at)).await?;
            from = *to;
        }
        made += 1;
    }
    Ok(made)
}

fn step(from: State, to: State, now: Timestamp) -> Step<'static> {
    Step {
        from,
        to,
        by_name: if to == Received {
            "Pemohon"
        } else {
            "Contoh Petugas"
        },
        by_staff: None,
        reason: if to == Returned {
            "Foto KTP belum terbaca. Mohon kirim foto yang lebih terang."
        } else {
            ""
        },
        note: "",
        now,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_in_the_catalogue_and_of_nobody_else() {
        for (slug, _, _) in REQUESTS {
            let kind = catalogue().iter().find(|kind| kind.slug == slug).unwrap();
            let answers = samples::short(kind).answers;
            assert_eq!(answers.residents(), Vec::<Uuid>::new(), "{slug}");
        }
    }
}
