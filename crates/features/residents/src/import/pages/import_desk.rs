//! One import: how far it is, what was found, what it did.

use jiff::Timestamp;
use kernel::{bytes_label, thousands, time};
use serde::Serialize;
use sheets::{Finding, Severity};
use web::{Form, FormView, Page, view::Pager};

use super::{Badge, badge};
use crate::{
    import::{Done, Kept, Report, Tally, Undone, desk::HERE},
    store::import::Import,
};

/// Findings on one page.
const PAGE: usize = 50;

/// Which findings are wanted.
#[derive(Debug, Clone, Copy, Default)]
pub struct FindingsWish {
    pub severity: Option<Severity>,
    /// How many to pass over: the list of a table that was read does not change.
    pub from: usize,
}

/// A number with its words.
#[derive(Debug, Clone, Serialize)]
pub struct Count {
    pub label: &'static str,
    pub number: String,
}

/// What is different of those who are registered, and of how many.
#[derive(Debug, Clone, Serialize)]
pub struct Difference {
    pub label: String,
    pub number: String,
}

/// A filter of the findings.
#[derive(Debug, Clone, Serialize)]
pub struct Chip {
    pub label: &'static str,
    pub href: String,
    pub count: usize,
    pub current: bool,
}

/// One finding.
#[derive(Debug, Clone, Serialize)]
pub struct FindingRow {
    pub row: String,
    pub column: String,
    pub value: String,
    pub reason: String,
    pub badge: Badge,
}

/// What `residents/import/one.html` receives.
#[derive(Debug, Serialize)]
pub struct ImportDesk {
    pub href: String,
    pub file_name: String,
    pub state: String,
    pub badge: Badge,
    /// Size, who and when.
    pub about: String,
    pub is_going: bool,
    pub progress: i32,
    pub problem: String,
    /// Whether something was read that can be looked over.
    pub has_table: bool,
    pub sheet: String,
    pub missing: Vec<String>,
    pub shared: Vec<String>,
    pub unused: Vec<String>,
    pub can_start: bool,
    pub can_drop: bool,
    pub tally: Tally,
    pub counts: Vec<Count>,
    pub differences: Vec<Difference>,
    pub chips: Vec<Chip>,
    pub findings: Vec<FindingRow>,
    /// Findings that were counted and not kept.
    pub hidden: usize,
    pub pager: Pager,
    pub shown: String,
    pub form: FormView,
    pub results: Vec<Count>,
    /// When it was carried out.
    pub finished: String,
    pub undo_until: String,
    pub undone: Vec<Count>,
    pub kept: Vec<Kept>,
    pub kept_more: usize,
}

impl ImportDesk {
    pub fn new(import: &Import, form: &Form, wish: FindingsWish, now: Timestamp) -> Self {
        let report = &import.report;
        let href = format!("{HERE}/{}", import.id);
        let state = import.state.as_str();
        let is_read = state == "read";
        let is_usable = report.missing.is_empty() && report.shared.is_empty();
        let size = u64::try_from(import.byte_size).unwrap_or(0);
        let part = FindingsPart::new(report, &href, wish);
        let sheet = match report.sheet.name.as_str() {
            "" => String::new(),
            name => format!(
                "Lembar “{name}”, judul kolom di baris {}",
                report.sheet.header_row
            ),
        };
        let undoable = import
            .undo_until
            .filter(|until| state == "done" && *until > now);
        let undone = report.undone.clone().unwrap_or_default();
        Self {
            file_name: import.file_name.clone(),
            badge: badge(state),
            about: format!(
                "{}, dikirim {} pada {}",
                bytes_label(size),
                import.made_by,
                time::date_time(import.made_at)
            ),
            is_going: matches!(state, "reading" | "waiting" | "running" | "undoing"),
            progress: import.progress,
            problem: report.problem.clone(),
            has_table: !report.headers.is_empty() && state != "reading",
            sheet,
            missing: report.missing.clone(),
            shared: report.shared.clone(),
            unused: report.unused.clone(),
            can_start: is_read && is_usable && report.tally.good > 0,
            can_drop: matches!(state, "read" | "unreadable" | "failed"),
            tally: report.tally,
            counts: counts(&report.tally),
            differences: report
                .fields
                .iter()
                .map(|(label, count)| Difference {
                    label: label.clone(),
                    number: number(*count),
                })
                .collect(),
            chips: part.chips,
            findings: part.rows,
            hidden: report.findings.as_ref().map_or(0, sheets::Findings::hidden),
            pager: part.pager,
            shown: part.shown,
            form: form.view(),
            results: report.done.as_ref().map(results).unwrap_or_default(),
            finished: import.finished_at.map(time::date_time).unwrap_or_default(),
            undo_until: undoable.map(time::long_date).unwrap_or_default(),
            undone: report
                .undone
                .as_ref()
                .map(undone_counts)
                .unwrap_or_default(),
            kept_more: undone.kept_count.saturating_sub(undone.kept.len()),
            kept: undone.kept,
            state: import.state.clone(),
            href,
        }
    }
}

fn number(count: usize) -> String {
    thousands(i64::try_from(count).unwrap_or(i64::MAX))
}

fn counted<const N: usize>(pairs: [(&'static str, usize); N]) -> Vec<Count> {
    let counts = pairs.into_iter().map(|(label, count)| Count {
        label,
        number: number(count),
    });
    counts.collect()
}

/// What is nothing is left out, but for the first three.
fn counts(tally: &Tally) -> Vec<Count> {
    let mut counts = counted([
        ("Baris berisi", tally.rows),
        ("Dapat diimpor", tally.good),
        ("Ditolak", tally.stopped),
    ]);
    let more = counted([
        ("Perlu dilihat", tally.warned),
        ("Orang baru", tally.new),
        ("Sudah ada, sama", tally.unchanged),
        ("Sudah ada, berbeda", tally.changed),
        ("Pindah keluarga", tally.elsewhere),
        ("Tercatat tidak di desa", tally.gone),
        ("Keluarga baru", tally.families),
        ("RT, RW atau dusun baru", tally.areas),
    ]);
    counts.extend(more.into_iter().filter(|count| count.number != "0"));
    counts
}

fn results(done: &Done) -> Vec<Count> {
    counted([
        ("Orang baru dicatat", done.made),
        ("Orang diperbarui", done.changed),
        ("Sudah sama", done.unchanged),
        ("Berbeda, dibiarkan", done.left_alone),
        ("Keluarga baru", done.families_made),
        ("Keluarga berubah alamat", done.families_changed),
    ])
}

fn undone_counts(undone: &Undone) -> Vec<Count> {
    counted([
        ("Orang dihapus lagi", undone.removed),
        ("Orang dikembalikan", undone.restored),
        ("Keluarga dihapus lagi", undone.families_removed),
        ("Tidak dapat diurungkan", undone.kept_count),
    ])
}

/// One page of findings.
#[derive(Default)]
struct FindingsPart {
    chips: Vec<Chip>,
    rows: Vec<FindingRow>,
    pager: Pager,
    shown: String,
}

impl FindingsPart {
    fn new(report: &Report, here: &str, wish: FindingsWish) -> Self {
        let Some(findings) = report.findings.as_ref().filter(|all| !all.is_empty()) else {
            return Self::default();
        };
        let sorted = findings.sorted();
        let mut wanted: Vec<&&Finding> = sorted
            .iter()
            .filter(|one| {
                wish.severity
                    .is_none_or(|severity| one.severity == severity)
            })
            .collect();
        // The worst first; within it by row.
        wanted.sort_by_key(|one| std::cmp::Reverse(one.severity));
        let query = wish.severity.map_or_else(String::new, |severity| {
            format!("tingkat={}&", word(severity))
        });
        let address = |from: usize| format!("{here}?{query}dari={from}#temuan");
        let from = wish.from.min(wanted.len()) / PAGE * PAGE;
        let until = (from + PAGE).min(wanted.len());
        let all: usize = Severity::ALL.iter().map(|one| findings.count(*one)).sum();
        let mut chips = vec![Chip {
            label: "Semua",
            href: format!("{here}#temuan"),
            count: all,
            current: wish.severity.is_none(),
        }];
        for severity in [Severity::Stop, Severity::Warning, Severity::Note] {
            chips.push(Chip {
                label: severity.label(),
                href: format!("{here}?tingkat={}#temuan", word(severity)),
                count: findings.count(severity),
                current: wish.severity == Some(severity),
            });
        }
        Self {
            chips,
            rows: wanted
                .iter()
                .skip(from)
                .take(PAGE)
                .map(|one| row(one))
                .collect(),
            pager: Pager {
                newer_href: (from > 0).then(|| address(from.saturating_sub(PAGE))),
                older_href: (until < wanted.len()).then(|| address(until)),
            },
            shown: if wanted.len() > PAGE {
                format!("{}–{} dari {}", from + 1, until, number(wanted.len()))
            } else {
                String::new()
            },
        }
    }
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Stop => "ditolak",
        Severity::Warning => "peringatan",
        Severity::Note => "catatan",
    }
}

fn row(finding: &Finding) -> FindingRow {
    let kind = match finding.severity {
        Severity::Stop => "bad",
        Severity::Warning => "warn",
        Severity::Note => "info",
    };
    let column = finding.column.as_ref();
    FindingRow {
        row: finding.row.to_string(),
        column: column.map_or_else(String::new, |column| {
            format!("{} – {}", column.letter, column.header)
        }),
        value: finding.value.clone(),
        reason: finding.reason.clone(),
        badge: Badge {
            kind,
            label: finding.severity.label(),
        },
    }
}

impl Page for ImportDesk {
    const TEMPLATE: &'static str = "residents/import/one.html";

    fn samples() -> Vec<Self> {
        super::samples::imports()
            .into_iter()
            .map(|import| {
                let mut form = Form::filled([("baris", "lewati".to_owned())]);
                if import.state == "read" {
                    form.wrong("keadaan", "Tanggal ini belum terjadi.");
                }
                Self::new(&import, &form, FindingsWish::default(), import.made_at)
            })
            .collect()
    }
}
