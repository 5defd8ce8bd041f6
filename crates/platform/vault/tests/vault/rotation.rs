//! Keys change while everybody goes on working: nothing is lost, at any order of events.
//!
//! The model is what the README asks of the callers. A village's schema is a table of keys and a
//! table of residents. Processes have master keys of their own and may keep an opened set of keys.
//! A writer holds a share of the key rows (`for key share`) from reading them to its commit; who
//! deletes a key or indexes anew waits for all of them.

use std::collections::BTreeMap;

use kernel::Nik;
use proptest::prelude::*;
use uuid::Uuid;
use vault::{Blind, KeySet, OpenError, Purpose, WrappedKey};

use crate::support::*;

const PROCESSES: usize = 3;
const RESIDENTS: u128 = 4;

#[derive(Debug, Clone)]
enum Event {
    /// Few values, so that two residents often have the same one.
    BeginWrite {
        process: usize,
        resident: u128,
        value: u16,
    },
    CommitWrite {
        process: usize,
    },
    Read {
        process: usize,
        resident: u128,
    },
    Find {
        process: usize,
        resident: u128,
    },
    AddKey(Purpose),
    /// The sweep reads a row whose value is not current …
    SweepReads {
        resident: u128,
    },
    /// … and stores it anew if nobody changed it meanwhile.
    SweepStores,
    RetireSealKey,
    IndexAnew,
    /// An operator gives one process the newest master key.
    GiveMaster {
        process: usize,
    },
    NewMaster,
    Rewrap {
        process: usize,
    },
    TakeMaster {
        process: usize,
    },
}

fn event() -> impl Strategy<Value = Event> {
    let process = 0..PROCESSES;
    let resident = 0..RESIDENTS;
    prop_oneof![
        4 => (process.clone(), resident.clone(), 1..4_u16)
            .prop_map(|(process, resident, value)| Event::BeginWrite { process, resident, value }),
        4 => process.clone().prop_map(|process| Event::CommitWrite { process }),
        3 => (process.clone(), resident.clone())
            .prop_map(|(process, resident)| Event::Read { process, resident }),
        3 => (process.clone(), resident.clone())
            .prop_map(|(process, resident)| Event::Find { process, resident }),
        1 => prop_oneof![Just(Event::AddKey(Purpose::Seal)), Just(Event::AddKey(Purpose::Index))],
        3 => resident.prop_map(|resident| Event::SweepReads { resident }),
        3 => Just(Event::SweepStores),
        2 => Just(Event::RetireSealKey),
        2 => Just(Event::IndexAnew),
        2 => process.clone().prop_map(|process| Event::GiveMaster { process }),
        1 => Just(Event::NewMaster),
        1 => process.clone().prop_map(|process| Event::Rewrap { process }),
        2 => process.prop_map(|process| Event::TakeMaster { process }),
    ]
}

struct Process {
    masters: Vec<u16>,
    /// Perhaps older than the table.
    kept: Option<KeySet>,
    /// What a transaction under way will commit.
    writing: Option<(u128, Vec<u8>, Blind, Nik)>,
}

struct World {
    keys: Vec<WrappedKey>,
    rows: BTreeMap<u128, (Vec<u8>, Blind)>,
    truth: BTreeMap<u128, Nik>,
    processes: Vec<Process>,
    newest_master: u16,
    sweeping: Option<(u128, Vec<u8>, Vec<u8>)>,
}

impl Process {
    /// What every transaction does that writes or looks up: read the rows, open them unless the
    /// kept set is made of them.
    fn keys(&mut self, rows: &[WrappedKey]) -> &KeySet {
        if !self.kept.as_ref().is_some_and(|kept| kept.is_of(rows)) {
            let set = KeySet::unwrap(&master(&self.masters), pembantanan(), rows);
            self.kept = Some(set.expect("every process can open every key"));
        }
        self.kept.as_ref().expect("just kept")
    }
}

impl World {
    fn new() -> Self {
        let process = || Process {
            masters: vec![1],
            kept: None,
            writing: None,
        };
        Self {
            keys: WrappedKey::first(&master(&[1]), pembantanan()).to_vec(),
            rows: BTreeMap::new(),
            truth: BTreeMap::new(),
            processes: (0..PROCESSES).map(|_| process()).collect(),
            newest_master: 1,
            sweeping: None,
        }
    }

    fn nobody_writes(&self) -> bool {
        self.processes
            .iter()
            .all(|process| process.writing.is_none())
    }

    /// The set of the command that rotates; it runs in the first process.
    fn set(&mut self) -> &KeySet {
        self.processes[0].keys(&self.keys)
    }

    fn happen(&mut self, event: &Event) {
        match *event {
            Event::BeginWrite {
                process,
                resident,
                value,
            } => {
                let process = &mut self.processes[process];
                if process.writing.is_none() {
                    let nik = Nik::parse(&format!("630302070385{value:04}")).unwrap();
                    let keys = process.keys(&self.keys);
                    let sealed = keys.close(NIK.of(row(resident)), &nik);
                    let index = keys.index(NIK, &nik);
                    process.writing = Some((resident, sealed, index, nik));
                }
            }
            Event::CommitWrite { process } => {
                if let Some((resident, sealed, index, nik)) = self.processes[process].writing.take()
                {
                    self.rows.insert(resident, (sealed, index));
                    self.truth.insert(resident, nik);
                }
            }
            Event::Read { process, resident } => self.read(process, resident),
            Event::Find { process, resident } => self.find(process, resident),
            Event::AddKey(purpose) => {
                let masters = master(&self.processes[0].masters);
                let key = WrappedKey::following(&masters, pembantanan(), purpose, &self.keys);
                let key = key.unwrap();
                // Another process may not have the newest master key yet.
                if self.everybody_has(key.master().unwrap().get()) {
                    self.keys.push(key);
                }
            }
            Event::SweepReads { resident } => {
                if let Some((sealed, _)) = self.rows.get(&resident).cloned() {
                    let anew = self.set().reseal(NIK.of(row(resident)), &sealed).unwrap();
                    self.sweeping = anew.map(|anew| (resident, sealed, anew));
                }
            }
            Event::SweepStores => {
                if let Some((resident, before, anew)) = self.sweeping.take()
                    && self.newest_seals(&anew)
                    && let Some((stored, _)) = self.rows.get_mut(&resident)
                    && *stored == before
                {
                    *stored = anew;
                }
            }
            Event::RetireSealKey => self.retire_seal_key(),
            Event::IndexAnew => self.index_anew(),
            Event::NewMaster => self.newest_master += 1,
            Event::GiveMaster { process } => {
                let newest = self.newest_master;
                let masters = &mut self.processes[process].masters;
                if !masters.contains(&newest) {
                    masters.push(newest);
                }
            }
            Event::Rewrap { process } => self.rewrap(process),
            Event::TakeMaster { process } => self.take_master(process),
        }
    }

    fn everybody_has(&self, number: i32) -> bool {
        let has = |process: &Process| process.masters.iter().any(|own| i32::from(*own) == number);
        self.processes.iter().all(has)
    }

    /// The sweep stores in the transaction in which it read the keys; here: they are still the same.
    fn newest_seals(&mut self, sealed: &[u8]) -> bool {
        self.set().is_current(sealed)
    }

    fn read(&mut self, process: usize, resident: u128) {
        let (Some((sealed, _)), Some(truth)) =
            (self.rows.get(&resident), self.truth.get(&resident))
        else {
            return;
        };
        let process = &mut self.processes[process];
        let cell = NIK.of(row(resident));
        // A kept set may be too old; then, and only then, the value says so.
        if let Some(kept) = &process.kept {
            match kept.read::<Nik>(cell, sealed) {
                Ok(read) => assert_eq!(read.expose(), truth),
                Err(error) => assert_eq!(error, OpenError::UnknownKey),
            }
        }
        let read = process.keys(&self.keys).read::<Nik>(cell, sealed).unwrap();
        assert_eq!(read.expose(), truth);
    }

    fn find(&mut self, process: usize, resident: u128) {
        let Some(truth) = self.truth.get(&resident) else {
            return;
        };
        let lookups = self.processes[process].keys(&self.keys).lookups(NIK, truth);
        let found =
            |(id, (_, index)): (&u128, &(Vec<u8>, Blind))| lookups.contains(index).then_some(*id);
        let found: Vec<u128> = self.rows.iter().filter_map(found).collect();
        let expected = |(id, nik): (&u128, &Nik)| (nik == truth).then_some(*id);
        let expected: Vec<u128> = self.truth.iter().filter_map(expected).collect();
        assert_eq!(found, expected);
        // A unique index would notice every double: equal values, equal indexes.
        for (id, nik) in &self.truth {
            assert_eq!(self.rows[id].1 == self.rows[&resident].1, nik == truth);
        }
    }

    fn retire_seal_key(&mut self) {
        let prefix = self.set().current_prefix();
        let numbers: Vec<_> = self.set().numbers(Purpose::Seal).collect();
        let all_current = self
            .rows
            .values()
            .all(|(sealed, _)| sealed.starts_with(&prefix));
        if self.nobody_writes() && all_current {
            let newest = numbers.last().copied();
            self.keys
                .retain(|key| key.purpose == Purpose::Index || Some(key.number) == newest);
        }
    }

    fn index_anew(&mut self) {
        if !self.nobody_writes() {
            return;
        }
        let newest = self.set().numbers(Purpose::Index).last();
        for resident in self.rows.keys().copied().collect::<Vec<_>>() {
            let cell = NIK.of(row(resident));
            let sealed = self.rows[&resident].0.clone();
            let keys = self.set();
            let nik = keys.read::<Nik>(cell, &sealed).unwrap();
            let index = keys.next_index(NIK, nik.expose());
            self.rows.get_mut(&resident).unwrap().1 = index;
        }
        self.keys
            .retain(|key| key.purpose == Purpose::Seal || Some(key.number) == newest);
    }

    fn rewrap(&mut self, process: usize) {
        let masters = master(&self.processes[process].masters);
        if !self.everybody_has(masters.newest().get()) {
            return;
        }
        for key in &mut self.keys {
            if let Some(anew) = key.rewrapped(&masters, pembantanan()).unwrap() {
                *key = anew;
            }
        }
    }

    fn take_master(&mut self, process: usize) {
        let used: Vec<i32> = self
            .keys
            .iter()
            .map(|key| key.master().unwrap().get())
            .collect();
        let masters = &mut self.processes[process].masters;
        let newest = masters.iter().copied().max();
        masters.retain(|number| used.contains(&i32::from(*number)) || Some(*number) == newest);
    }

    fn check_everything(&mut self) {
        for process in 0..PROCESSES {
            self.happen(&Event::CommitWrite { process });
        }
        for process in 0..PROCESSES {
            for resident in 0..RESIDENTS {
                self.read(process, resident);
                self.find(process, resident);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn writes_and_rotations_in_any_order_lose_nothing(events in prop::collection::vec(event(), 0..120)) {
        let mut world = World::new();
        for event in &events {
            world.happen(event);
        }
        world.check_everything();
    }
}

/// The steps of the README, one after the other, with a writer in between.
#[test]
fn a_whole_rotation_leaves_only_new_keys() {
    let mut world = World::new();
    let write = |resident| Event::BeginWrite {
        process: 1,
        resident,
        value: 9001 + resident as u16,
    };
    let commit = Event::CommitWrite { process: 1 };
    let mut events = vec![
        write(0),
        commit.clone(),
        write(1),
        commit.clone(),
        Event::NewMaster,
    ];
    events.extend((0..PROCESSES).map(|process| Event::GiveMaster { process }));
    events.push(Event::Rewrap { process: 0 });
    events.extend((0..PROCESSES).map(|process| Event::TakeMaster { process }));
    // The writer began before the new key and commits after it.
    events.extend([
        write(2),
        Event::AddKey(Purpose::Seal),
        Event::AddKey(Purpose::Index),
    ]);
    events.extend([Event::RetireSealKey, commit]);
    for resident in 0..RESIDENTS {
        events.extend([Event::SweepReads { resident }, Event::SweepStores]);
    }
    events.extend([Event::RetireSealKey, Event::IndexAnew]);
    for event in &events {
        world.happen(event);
    }
    world.check_everything();
    assert_eq!(
        format!("{:?}", world.keys),
        "[WrappedKey(seal 2), WrappedKey(index 2)]"
    );
    assert!(
        world
            .keys
            .iter()
            .all(|key| key.master().unwrap().get() == 2)
    );
    assert!(world.processes.iter().all(|process| process.masters == [2]));
    let ids: Vec<Uuid> = world.rows.keys().map(|id| row(*id)).collect();
    assert_eq!(ids.len(), 3);
}
