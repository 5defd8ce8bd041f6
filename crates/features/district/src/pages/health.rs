//! How everything the service needs fares, in plain words.

use db::doctor::ShardState;
use doctor::{Answer, Clock, Disk, Health, Mail, State, Trouble, Villages};
use kernel::{bytes_label, decimal, thousands};
use serde::Serialize;
use web::Page;

use super::Badge;
use crate::upgrade;

/// What `district/health.html` receives.
#[derive(Debug, Serialize)]
pub struct HealthDesk {
    pub overall: Badge,
    pub told: &'static str,
    pub lines: Vec<Line>,
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
pub struct Line {
    pub what: &'static str,
    pub state: Badge,
    /// How it fares and, when it does not fare well, what to do.
    pub told: String,
    /// The section of `deploy/README.md` that helps; empty when all is well.
    pub section: &'static str,
    /// A page of the console that shows more.
    pub href: &'static str,
    #[serde(skip)]
    grade: State,
}

impl Line {
    fn new(what: &'static str, grade: State, told: impl Into<String>) -> Self {
        Self {
            what,
            state: badge(grade),
            told: told.into(),
            section: "",
            href: "",
            grade,
        }
    }

    /// Where to read on when it does not fare well.
    fn read_on(self, section: &'static str) -> Self {
        let section = if self.grade == State::Ok { "" } else { section };
        Self { section, ..self }
    }
}

fn badge(state: State) -> Badge {
    let (kind, label) = match state {
        State::Ok => ("good", "Baik"),
        State::Warn => ("warn", "Perlu dilihat"),
        State::Fail => ("bad", "Bermasalah"),
    };
    Badge { kind, label }
}

impl HealthDesk {
    pub fn new(health: &Health, is_production: bool, makes_exports: bool) -> Self {
        let lines = vec![
            postgres(&health.postgres),
            redis(health.redis.as_ref(), is_production),
            storage(health.storage.as_ref()),
            mail(health.mail.as_ref(), is_production),
            queue(&health.queue),
            disk(&health.disk),
            clock(&health.postgres),
            exports(&health.exports, makes_exports),
            villages(&health.villages),
        ];
        let lines: Vec<Line> = lines.into_iter().chain(shards(&health.shards)).collect();
        let worst = lines
            .iter()
            .map(|line| line.grade)
            .max()
            .unwrap_or(State::Ok);
        let told = match worst {
            State::Ok => "Semua berjalan baik.",
            State::Warn => "Semua berjalan, tetapi ada yang perlu dilihat.",
            State::Fail => "Ada yang bermasalah; lihat di bawah apa yang harus dilakukan.",
        };
        Self {
            overall: badge(worst),
            told,
            lines,
        }
    }
}

/// "tidak menjawab dalam 2 detik", or what it said.
fn because(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Late => "tidak menjawab dalam 2 detik".to_owned(),
        Trouble::Said(reason) => reason.clone(),
    }
}

fn postgres(answer: &Answer<Clock>) -> Line {
    match answer {
        Ok(clock) => {
            let millis = clock.took.as_secs_f64() * 1000.0;
            let told = format!("Menjawab dalam {} milidetik.", decimal(millis, 1));
            Line::new("Postgres", State::Ok, told)
        }
        Err(trouble) => {
            let told = format!(
                "Tidak dapat ditanya ({}). Jalankan kembali Postgres; Banua pulih sendiri.",
                because(trouble)
            );
            Line::new("Postgres", State::Fail, told).read_on("ShardDown")
        }
    }
}

fn redis(answer: Option<&Answer<()>>, is_production: bool) -> Line {
    match answer {
        Some(Ok(())) => Line::new("Redis", State::Ok, "Menjawab."),
        Some(Err(trouble)) => {
            let told = format!(
                "Tidak menjawab ({}). Situs desa tetap tampil, tetapi tidak ada yang bisa masuk. Jalankan kembali Redis.",
                because(trouble)
            );
            Line::new("Redis", State::Fail, told).read_on("RedisAway")
        }
        None => {
            let state = if is_production {
                State::Warn
            } else {
                State::Ok
            };
            Line::new("Redis", state, "Tidak dipakai: redis.url belum diisi.")
                .read_on("Install on one server")
        }
    }
}

fn storage(answer: Option<&Answer<()>>) -> Line {
    const WHAT: &str = "Penyimpanan gambar";
    match answer {
        Some(Ok(())) => Line::new(WHAT, State::Ok, "Dapat ditulis, dibaca, dan dihapus."),
        Some(Err(trouble)) => {
            let told = format!(
                "Gagal dicoba ({}). Gambar tidak dapat dikirim. Periksa penyimpanan dan kuncinya.",
                because(trouble)
            );
            Line::new(WHAT, State::Fail, told).read_on("StorageAway")
        }
        None => Line::new(WHAT, State::Fail, "Tidak dapat dibuka.").read_on("StorageAway"),
    }
}

fn mail(answer: Option<&Answer<Mail>>, is_production: bool) -> Line {
    const WHAT: &str = "Surat elektronik";
    match answer {
        Some(Ok(kind)) => {
            let told = match kind {
                Mail::Server => "Server surat menjawab.",
                Mail::Folder => {
                    "Belum ada server surat: undangan dan sandi baru hanya disimpan di folder. Isi mail.smtp_url."
                }
            };
            Line::new(WHAT, State::of_mail(*kind, is_production), told)
                .read_on("Keys and passwords")
        }
        Some(Err(trouble)) => {
            let told = format!(
                "Server surat tidak dapat dicapai ({}). Surat menunggu dan dikirim lagi sendiri. Periksa mail.smtp_url.",
                because(trouble)
            );
            Line::new(WHAT, State::Warn, told).read_on("Keys and passwords")
        }
        None => Line::new(WHAT, State::Fail, "Tidak dapat dibuka.").read_on("Keys and passwords"),
    }
}

fn queue(answer: &Answer<jobs::Counts>) -> Line {
    const WHAT: &str = "Pekerjaan latar";
    let counts = match answer {
        Ok(counts) => counts,
        Err(trouble) => return unknown(WHAT, trouble),
    };
    let waiting = thousands(counts.waiting);
    let told = if counts.failed > 0 {
        format!(
            "{waiting} menunggu, {} gagal. Buka desa yang bertanda “Pekerjaan gagal” untuk sebabnya.",
            thousands(counts.failed)
        )
    } else if State::of_queue(counts) == State::Ok {
        format!("{waiting} menunggu, tidak ada yang gagal.")
    } else {
        format!("{waiting} menunggu. Apakah pekerja (banua worker) berjalan?")
    };
    let line = Line::new(WHAT, State::of_queue(counts), told).read_on("When something is away");
    let href = if counts.failed > 0 {
        "/konsol?keadaan=gagal"
    } else {
        ""
    };
    Line { href, ..line }
}

fn disk(answer: &Answer<Option<Disk>>) -> Line {
    const WHAT: &str = "Ruang di disk";
    match answer {
        Ok(Some(disk)) => {
            let free = bytes_label(disk.free_kib.saturating_mul(1024));
            let state = State::of_disk(disk);
            let told = match state {
                State::Ok => format!("Masih {free}."),
                State::Warn | State::Fail => {
                    format!(
                        "Tinggal {free}. Lapangkan sekarang; bila habis, gambar tidak dapat disimpan."
                    )
                }
            };
            Line::new(WHAT, state, told).read_on("DiskFilling, DiskFull")
        }
        Ok(None) => Line::new(WHAT, State::Ok, "Mesin ini tidak memberitahukannya."),
        Err(trouble) => unknown(WHAT, trouble).read_on("DiskFilling, DiskFull"),
    }
}

fn clock(answer: &Answer<Clock>) -> Line {
    const WHAT: &str = "Jam";
    let clock = match answer {
        Ok(clock) => clock,
        Err(trouble) => return unknown(WHAT, trouble),
    };
    let off = decimal(clock.ahead.as_secs_f64().abs(), 2);
    let state = State::of_clock(clock);
    let told = match state {
        State::Ok => format!("Jam Postgres dan jam program ini sama (selisih {off} detik)."),
        State::Warn | State::Fail => format!(
            "Jam Postgres dan jam program ini berselisih {off} detik. Kode dari ponsel bisa ditolak. Nyalakan penyelarasan jam."
        ),
    };
    Line::new(WHAT, state, told).read_on("ClockWrong")
}

fn exports(answer: &Answer<db::backups::Figures>, makes_exports: bool) -> Line {
    const WHAT: &str = "Cadangan tiap desa";
    let figures = match answer {
        Ok(figures) => figures,
        Err(trouble) => return unknown(WHAT, trouble),
    };
    let hours = decimal((figures.oldest_seconds / 3600.0).floor(), 0);
    let told = if figures.failed > 0 {
        format!(
            "{} cadangan gagal atau rusak. Yang tertua dari yang terbaru berumur {hours} jam. Buat lagi dengan banua-admin backup run.",
            thousands(figures.failed)
        )
    } else if State::of_exports(figures) == State::Ok {
        format!("Tidak ada yang terlambat; yang tertua dari yang terbaru berumur {hours} jam.")
    } else if makes_exports {
        format!(
            "Ada desa tanpa cadangan selama {hours} jam. Apakah pekerja (banua worker) berjalan?"
        )
    } else {
        format!("Ada desa tanpa cadangan selama {hours} jam, dan backup.enabled dimatikan.")
    };
    Line::new(WHAT, State::of_exports(figures), told).read_on("BanuaExportOld")
}

fn villages(answer: &Answer<Villages>) -> Line {
    const WHAT: &str = "Versi desa";
    let found = match answer {
        Ok(found) => found,
        Err(trouble) => return unknown(WHAT, trouble),
    };
    let told = if found.behind == 0 {
        format!("{} desa di versi program ini.", thousands(found.all))
    } else {
        format!(
            "{} dari {} desa tertinggal dan tidak tampil. Perbarui.",
            thousands(found.behind),
            thousands(found.all)
        )
    };
    let line = Line::new(WHAT, State::of_villages(found), told).read_on("BanuaVillageBehind");
    let href = if found.behind > 0 { upgrade::HERE } else { "" };
    Line { href, ..line }
}

/// Nothing where there is one database only: that one was asked already.
fn shards(answer: &Answer<Vec<ShardState>>) -> Vec<Line> {
    const WHAT: &str = "Basis data desa";
    let states = match answer {
        Ok(states) if states.len() > 1 => states,
        // That Postgres does not answer was said.
        Ok(_) | Err(_) => return Vec::new(),
    };
    let line = |state: &ShardState| {
        let (name, count) = (&state.name, thousands(state.villages));
        let known = db::platform_version();
        let (grade, told) = match &state.found {
            Ok(_) if state.is_well() => (State::Ok, format!("{name}: {count} desa.")),
            Ok(found) if found.platform_version != Some(known) => (
                State::Fail,
                format!("{name}: belum di versi program ini. Jalankan banua migrate."),
            ),
            Ok(found) => (
                State::Fail,
                format!(
                    "{name}: menurut daftar ada {count} desa, yang ditemukan {}.",
                    thousands(found.villages)
                ),
            ),
            Err(reason) => (
                State::Fail,
                format!("{name}: tidak menjawab; {count} desa di sana tidak tampil. {reason}"),
            ),
        };
        Line::new(WHAT, grade, told).read_on("ShardDown")
    };
    states.iter().map(line).collect()
}

fn unknown(what: &'static str, trouble: &Trouble) -> Line {
    let told = format!("Tidak dapat diketahui ({}).", because(trouble));
    Line::new(what, State::Fail, told).read_on("When something is away")
}

impl Page for HealthDesk {
    const TEMPLATE: &'static str = "district/health.html";

    fn samples() -> Vec<Self> {
        vec![
            Self::new(&moments::good(), true, true),
            Self::new(&moments::bad(), true, false),
        ]
    }
}

/// Moments of a service that fares well, and of one where nothing does.
mod moments {
    use jiff::SignedDuration;

    use super::{Clock, Disk, Health, Mail, ShardState, Trouble, Villages};

    fn shard(name: &str, villages: i64, found: Result<i64, String>) -> ShardState {
        ShardState {
            name: name.parse().unwrap_or_else(|_| kernel::ShardName::main()),
            villages,
            found: found.map(|villages| db::doctor::ShardFound {
                platform_version: Some(db::platform_version()),
                villages,
            }),
        }
    }

    pub fn good() -> Health {
        Health {
            postgres: Ok(Clock {
                ahead: SignedDuration::from_millis(-3),
                took: SignedDuration::from_millis(1),
            }),
            redis: Some(Ok(())),
            storage: Some(Ok(())),
            mail: Some(Ok(Mail::Server)),
            queue: Ok(jobs::Counts::default()),
            exports: Ok(db::backups::Figures {
                oldest_seconds: 20_000.0,
                failed: 0,
            }),
            villages: Ok(Villages {
                behind: 0,
                all: 290,
            }),
            shards: Ok(vec![
                shard("main", 200, Ok(200)),
                shard("martapura", 90, Ok(90)),
            ]),
            disk: Ok(Some(Disk {
                free_kib: 40_000_000,
                folder: "/var/lib/banua".into(),
            })),
        }
    }

    pub fn bad() -> Health {
        let said = || Trouble::Said("\"<b>".to_owned());
        Health {
            postgres: Err(Trouble::Late),
            redis: Some(Err(said())),
            storage: Some(Err(said())),
            mail: Some(Err(said())),
            queue: Ok(jobs::Counts {
                waiting: 5000,
                running: 1,
                failed: 3,
            }),
            exports: Ok(db::backups::Figures {
                oldest_seconds: 500_000.0,
                failed: 0,
            }),
            villages: Ok(Villages {
                behind: 2,
                all: 290,
            }),
            shards: Ok(vec![
                shard("main", 200, Ok(199)),
                shard("martapura", 90, Err("\"<b>".to_owned())),
            ]),
            disk: Ok(Some(Disk {
                free_kib: 100,
                folder: "/var/lib/banua".into(),
            })),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUNBOOK: &str = include_str!("../../../../../deploy/README.md");

    #[test]
    fn nothing_is_to_be_done_where_all_is_well() {
        let page = HealthDesk::new(&moments::good(), true, true);
        assert_eq!(page.overall.kind, "good");
        for line in &page.lines {
            assert!(line.section.is_empty() && line.href.is_empty(), "{line:?}");
        }
    }

    #[test]
    fn what_does_not_fare_well_names_a_section_that_is_there() {
        let page = HealthDesk::new(&moments::bad(), true, false);
        assert_eq!(page.overall.kind, "bad");
        for line in &page.lines {
            assert_ne!(line.grade, State::Ok, "{line:?}");
            let heading = format!("# {}\n", line.section);
            assert!(RUNBOOK.contains(&heading), "{line:?}");
        }
        let silent = &page.lines[0];
        assert!(silent.told.contains("2 detik"), "{silent:?}");
    }
}
