//! An apply in words, and as JSON.

use std::fmt::Write;

use content::intake::Change;
use serde_json::{Value, json};

use super::{
    Done,
    plan::{ContentPlan, Plan},
};
use crate::{
    commands::report::{counted, print_json, say},
    tenants::english,
};

/// Lines of one kind that are shown before the rest is only counted.
const SHOWN: usize = 12;

/// What would be done.
pub(super) fn plan(plan: &Plan, whole: bool) {
    let mut out = format!(
        "{}: Kabupaten {} ({})\n",
        plan.dir, plan.regency.name, plan.regency.code
    );
    let shown = if whole { usize::MAX } else { SHOWN };
    for difference in plan.places.iter().take(shown) {
        line(
            &mut out,
            "~",
            &format!(
                "{}: {} → {}",
                difference.what, difference.from, difference.to
            ),
        );
    }
    rest(&mut out, plan.places.len(), shown);
    for new in plan.create.iter().take(shown) {
        let village = &new.village;
        line(
            &mut out,
            "+",
            &format!("{} {} ({})", village.code, village.slug, village.kind),
        );
    }
    rest(&mut out, plan.create.len(), shown);
    for alteration in plan.change.iter().take(shown) {
        let parts: Vec<String> = alteration
            .differences
            .iter()
            .map(|one| format!("{} {} → {}", one.what, one.from, one.to))
            .collect();
        line(
            &mut out,
            "~",
            &format!(
                "{} {}: {}",
                alteration.code,
                alteration.slug,
                parts.join(", ")
            ),
        );
    }
    rest(&mut out, plan.change.len(), shown);
    for village in &plan.content {
        content(&mut out, village, shown);
    }
    for blocked in &plan.blocked {
        line(
            &mut out,
            "!",
            &format!("{}: its folder is left out:", blocked.village),
        );
        for problem in &blocked.problems {
            line(&mut out, " ", &format!("  {problem}"));
        }
    }
    let _ = writeln!(out, "{}", summary(plan));
    if !plan.is_work() {
        out.push_str("Nothing to do.\n");
    }
    say(&out);
}

fn line(out: &mut String, sign: &str, text: &str) {
    let _ = writeln!(out, "  {sign} {text}");
}

fn rest(out: &mut String, count: usize, shown: usize) {
    if count > shown {
        line(out, " ", &format!("… and {} more", count - shown));
    }
}

fn content(out: &mut String, village: &ContentPlan, shown: usize) {
    for change in village.changes.iter().take(shown.max(40)) {
        let source = format!("{}/{}", village.slug, change.source());
        match change {
            Change::Add { .. } => line(out, "+", &source),
            Change::Update { .. } => line(out, "~", &source),
            Change::Retry { .. } => line(out, "~", &format!("{source} (another try)")),
            Change::Leave { reason, .. } => {
                line(out, "!", &format!("{source}: {}", english::noted(reason)));
            }
        }
    }
    rest(out, village.changes.len(), shown.max(40));
}

fn summary(plan: &Plan) -> String {
    let filled = plan
        .content
        .iter()
        .filter(|village| village.is_work())
        .count();
    let mut text = format!(
        "villages: {} to create, {} to change, {} as they are; content: {}",
        plan.create.len(),
        plan.change.len(),
        plan.same,
        counted(filled, "village to fill", "villages to fill"),
    );
    if !plan.blocked.is_empty() {
        let _ = write!(
            text,
            ", {} left out",
            counted(plan.blocked.len(), "folder", "folders")
        );
    }
    if !plan.others.is_empty() {
        let others = counted(
            plan.others.len(),
            "other village stays",
            "other villages stay",
        );
        let _ = write!(text, "; {others}");
    }
    text
}

/// What was done.
pub(super) fn done(plan: &Plan, done: &Done) {
    if done.created > 0 {
        say(&format!(
            "{} made in {:.1} s ({} ms each, in the middle).",
            counted(done.created, "village", "villages"),
            seconds(done.create_ms),
            done.create_ms_median
        ));
    }
    if done.changed > 0 {
        say(&format!(
            "{} changed.",
            counted(done.changed, "village", "villages")
        ));
    }
    if done.content > 0 {
        say(&format!(
            "{} filled in {:.1} s.",
            counted(done.content, "village", "villages"),
            seconds(done.content_ms)
        ));
    }
    let media = &done.media;
    if media.done > 0 {
        say(&format!(
            "{} worked off.",
            counted(media.done, "picture", "pictures")
        ));
    }
    if let Some(reason) = &media.postponed {
        eprintln!("warning: object storage is away, the worker makes the pictures later: {reason}");
    }
    if media.failed > 0 {
        let failed = counted(media.failed, "picture waits", "pictures wait");
        eprintln!("warning: {failed} for another try; see `banua check`");
    }
    for problem in &media.problems {
        eprintln!("failed: {}: {}", problem.file, problem.reason);
    }
    for failure in &done.failures {
        eprintln!("failed: {}: {}", failure.village, failure.reason);
    }
    if !plan.blocked.is_empty() {
        let folders = counted(plan.blocked.len(), "folder was", "folders were");
        eprintln!("{folders} left out; put the problems above right and apply again.");
    }
}

fn seconds(milliseconds: u128) -> f64 {
    // A run takes minutes at most: the number is small.
    milliseconds as f64 / 1000.0
}

/// Plan and result for machines.
pub(super) fn json(plan: &Plan, done: Option<&Done>) {
    let create: Vec<Value> = plan
        .create
        .iter()
        .map(|new| {
            let village = &new.village;
            json!({ "code": village.code, "slug": village.slug, "name": village.name })
        })
        .collect();
    let change: Vec<Value> = plan
        .change
        .iter()
        .map(|one| json!({ "code": one.code, "slug": one.slug, "differences": one.differences }))
        .collect();
    let content: Vec<Value> = plan
        .content
        .iter()
        .filter(|village| !village.changes.is_empty())
        .map(|village| {
            json!({ "code": village.code, "slug": village.slug, "changes": village.changes })
        })
        .collect();
    print_json(&json!({
        "plan": {
            "places": plan.places,
            "create": create,
            "change": change,
            "same": plan.same,
            "content": content,
            "blocked": plan.blocked,
            "others": plan.others,
        },
        "nothing_to_do": !plan.is_work(),
        "done": done,
    }));
}
