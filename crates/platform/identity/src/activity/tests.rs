use super::*;
use serde_json::json;

const VILLAGE: &str = "d_6303042007";

fn entry(seq: i64) -> Entry {
    let at = Timestamp::from_microsecond(1_800_000_000_000_000 + seq).unwrap();
    Entry::record(
        seq,
        at,
        Happened {
            staff: Some(Uuid::from_u128(7)),
            who: "Siti Rahmah",
            action: "article.publish",
            subject: &format!("Berita {seq}"),
            detail: json!({"versi": seq, "kategori": ["umum"]}),
            address: "103.10.20.0/24",
        },
    )
}

/// A log of so many entries, each with its hash.
fn log(length: i64) -> Vec<(Entry, Hash)> {
    let mut anchor = Anchor::start(VILLAGE);
    (1..=length)
        .map(|seq| {
            let entry = entry(seq);
            anchor = anchor.after(&entry);
            (entry, anchor.hash)
        })
        .collect()
}

fn check(log: &[(Entry, Hash)], known: &[Anchor]) -> Result<Anchor, Broken> {
    let rows = log.iter().map(|(entry, hash)| (entry, hash));
    verify(Anchor::start(VILLAGE), known, rows)
}

fn broken(seq: i64, why: Why) -> Result<Anchor, Broken> {
    Err(Broken { seq, why })
}

#[test]
fn an_untouched_log_is_whole() {
    let log = log(20);
    let end = check(&log, &[]).unwrap();
    assert_eq!((end.count, end.hash), (20, log[19].1));
    assert_eq!(check(&[], &[]), Ok(Anchor::start(VILLAGE)));
    // A check can go on where the last one ended.
    let middle = check(&log[..10], &[]).unwrap();
    let rest = log[10..].iter().map(|(entry, hash)| (entry, hash));
    assert_eq!(verify(middle, &[end], rest), Ok(end));
}

#[test]
fn every_changed_field_shows() {
    let changes: [fn(&mut Entry); 9] = [
        |entry| entry.at = Timestamp::UNIX_EPOCH,
        |entry| entry.staff = None,
        |entry| entry.staff = Some(Uuid::from_u128(8)),
        |entry| entry.who = "Budi".into(),
        |entry| entry.action = "article.trash".into(),
        |entry| entry.subject.push('!'),
        |entry| entry.detail["versi"] = json!(99),
        |entry| entry.detail["kategori"] = json!({"0": "umum"}),
        |entry| entry.address.clear(),
    ];
    for change in changes {
        let mut log = log(20);
        change(&mut log[6].0);
        assert_eq!(check(&log, &[]), broken(7, Why::Altered));
    }
}

#[test]
fn a_change_with_its_hash_made_anew_shows_at_the_next_entry() {
    let mut log = log(20);
    log[6].0.who = "Budi".into();
    log[6].1 = link(&log[5].1, &log[6].0);
    assert_eq!(check(&log, &[]), broken(8, Why::Altered));
}

#[test]
fn taking_out_putting_in_and_reordering_show() {
    let mut taken = log(20);
    taken.remove(6);
    assert_eq!(check(&taken, &[]), broken(7, Why::Order));
    for row in &mut taken[6..] {
        row.0.seq -= 1; // counted anew
    }
    assert_eq!(check(&taken, &[]), broken(7, Why::Altered));

    let mut reordered = log(20);
    reordered.swap(6, 7);
    assert_eq!(check(&reordered, &[]), broken(7, Why::Order));
    reordered[6].0.seq = 7;
    reordered[7].0.seq = 8;
    assert_eq!(check(&reordered, &[]), broken(7, Why::Altered));

    let mut doubled = log(20);
    doubled.insert(6, doubled[6].clone());
    assert_eq!(check(&doubled, &[]), broken(8, Why::Order));

    let headless = &log(20)[1..];
    assert_eq!(check(headless, &[]), broken(1, Why::Order));
}

/// The limit of a chain: the end can be cut off, or all of it made anew, and it is whole again.
/// An anchor kept elsewhere shows both.
#[test]
fn only_an_anchor_shows_a_cut_end_or_a_new_log() {
    let whole = log(20);
    let anchor = check(&whole, &[]).unwrap();
    let cut = &whole[..15];
    assert!(check(cut, &[]).is_ok());
    assert_eq!(check(cut, &[anchor]), broken(15, Why::Truncated));

    let mut chain = Anchor::start(VILLAGE);
    let forged: Vec<(Entry, Hash)> = (1..=25)
        .map(|seq| {
            let mut entry = entry(seq);
            entry.who = "Budi".into();
            chain = chain.after(&entry);
            (entry, chain.hash)
        })
        .collect();
    assert!(check(&forged, &[]).is_ok());
    assert_eq!(check(&forged, &[anchor]), broken(20, Why::Replaced));
    assert!(check(&log(25), &[anchor]).is_ok(), "a log may grow");
}

#[test]
fn a_neighbours_log_is_not_ours() {
    let log = log(3);
    let rows = log.iter().map(|(entry, hash)| (entry, hash));
    let there = verify(Anchor::start("d_6303042008"), &[], rows);
    assert_eq!(there, broken(1, Why::Altered));
}

#[test]
fn texts_cannot_flow_into_each_other() {
    let mut one = entry(1);
    let mut two = entry(1);
    (one.who, one.action) = ("ab".into(), "c".into());
    (two.who, two.action) = ("a".into(), "bc".into());
    let start = Hash::genesis(VILLAGE);
    assert_ne!(link(&start, &one), link(&start, &two));
}

/// `jsonb` reorders keys, and writes 1e16 with all its zeros.
#[test]
fn what_postgres_does_to_detail_changes_nothing() {
    let start = Hash::genesis(VILLAGE);
    let recorded = |detail: &str| {
        let detail = serde_json::from_str(detail).unwrap();
        let happened = Happened {
            staff: None,
            who: "",
            action: "",
            subject: "",
            detail,
            address: "",
        };
        Entry::record(1, Timestamp::UNIX_EPOCH, happened)
    };
    let written =
        recorded(r#"{"b": 18446744073709551615, "a": {"d": -2, "c": 0.30000000000000004}}"#);
    let mut read = written.clone();
    let kept = r#"{"a": {"c": "0.30000000000000004", "d": -2}, "b": 18446744073709551615}"#;
    read.detail = serde_json::from_str(kept).unwrap();
    assert_eq!(link(&start, &written), link(&start, &read));
    assert_ne!(
        link(&start, &recorded("[1, 2]")),
        link(&start, &recorded("[12]"))
    );
    assert_ne!(
        link(&start, &recorded("1")),
        link(&start, &recorded("\"1\""))
    );
}

#[test]
fn no_number_of_a_citizen_enters() {
    let recorded = Entry::record(
        1,
        "2026-11-25T08:00:00.123456789Z".parse().unwrap(),
        Happened {
            staff: None,
            who: "Siti",
            action: "letter.issue",
            subject: "Surat 6303041208900001, telp 0812 5123 4567",
            detail: json!({"nik": "6303041208900001", "catatan": "KK 6303041208900002"}),
            address: "103.10.20.0/24",
        },
    );
    let text = format!("{recorded:?}");
    for number in ["630304120890", "5123"] {
        assert!(!text.contains(number), "{text}");
    }
    assert_eq!(recorded.at.to_string(), "2026-11-25T08:00:00.123456Z");
}

#[test]
fn hashes_are_written_and_read() {
    let hash = Hash::genesis(VILLAGE);
    assert_eq!(hash.to_string().parse::<Hash>(), Ok(hash));
    assert_eq!("x".parse::<Hash>(), Err(IdentityError::Damaged));
}
