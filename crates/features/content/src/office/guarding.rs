//! The guard over what the office is about to publish. Staff are warned and decide for themselves;
//! nothing of theirs is lost.

use std::collections::HashSet;

use guard::{Decision, Guard, Reason, Submission, Verdict};
use uuid::Uuid;
use web::{AppResult, Form, office::Desk};

use crate::store::desk::addresses;

/// The field by which somebody says that she has looked.
const CONFIRMED: &str = "yakin";
/// What a form holds when its page has to ask that.
const ASK: &str = "periksa";

/// Words that go where everybody reads them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Words<'a> {
    pub title: &'a str,
    /// As it was sent: what is hidden in it counts.
    pub body: &'a str,
    pub is_html: bool,
    /// An address that is kept apart from the words, or "".
    pub link: &'a str,
}

/// What the guard thinks of something; sites this village has linked before are not held against it.
pub async fn examine(desk: &mut Desk, id: Uuid, words: Words<'_>) -> AppResult<Verdict> {
    let has_links = words.body.contains("://") || words.link.contains("://");
    let known: HashSet<String> = if has_links {
        let hosts = addresses::linked_hosts(&mut desk.tx, id).await?;
        hosts.into_iter().collect()
    } else {
        HashSet::new()
    };
    let links = [words.link];
    Ok(Guard::standard().examine(&Submission {
        title: words.title,
        body: words.body,
        is_html: words.is_html,
        links: if words.link.is_empty() { &[] } else { &links },
        known_hosts: &known,
    }))
}

/// Whether something may be shown: the guard minds nothing, or somebody says that she has looked.
/// Otherwise the field says why, and the page asks her.
pub fn passes(form: &mut Form, field: &'static str, verdict: &Verdict) -> bool {
    if verdict.decision == Decision::Pass || form.has(CONFIRMED) {
        return true;
    }
    form.set(ASK, "ya");
    form.wrong(
        field,
        format!(
            "Tulisan ini mirip iklan judi: {} Bila memang benar begitu isinya, centang “Saya sudah \
             memeriksa” lalu kirim sekali lagi.",
            reasons(verdict)
        ),
    );
    false
}

/// Both at once, for what is public as soon as it is saved.
pub async fn lets_pass(
    desk: &mut Desk,
    form: &mut Form,
    field: &'static str,
    id: Uuid,
    words: Words<'_>,
) -> AppResult<bool> {
    let verdict = examine(desk, id, words).await?;
    Ok(passes(form, field, &verdict))
}

/// One reason of each kind, so that the same word ten times does not hide the link.
pub fn reasons(verdict: &Verdict) -> String {
    let mut told: Vec<&Reason> = Vec::new();
    for reason in &verdict.reasons {
        if told.len() < 3 && told.iter().all(|known| known.rule != reason.rule) {
            told.push(reason);
        }
    }
    let whys: Vec<&str> = told.iter().map(|reason| reason.why.as_str()).collect();
    whys.join(" ")
}
