//! How comments and answers belong together.

use std::collections::HashMap;

use jiff::Timestamp;
use uuid::Uuid;

/// Something that was said and approved.
#[derive(Debug, Clone)]
pub struct Comment {
    pub id: Uuid,
    /// What it answers.
    pub parent: Option<Uuid>,
    pub author: String,
    pub body: String,
    pub by_office: bool,
    pub at: Timestamp,
    /// How many approved comments the article has in all.
    pub total: i64,
}

/// A comment with everything that was answered to it, at whatever depth.
#[derive(Debug)]
pub struct Thread {
    pub comment: Comment,
    pub replies: Vec<Comment>,
}

/// Comments with their answers, the oldest first. An answer to something that is not shown (it was
/// not approved, or it is too old) is not shown either.
pub fn threads(mut comments: Vec<Comment>) -> Vec<Thread> {
    comments.sort_by_key(|comment| (comment.at, comment.id));
    let parents: HashMap<Uuid, Option<Uuid>> = comments
        .iter()
        .map(|comment| (comment.id, comment.parent))
        .collect();
    let mut places: HashMap<Uuid, usize> = HashMap::new();
    let mut threads: Vec<Thread> = Vec::new();
    let (first, answers): (Vec<Comment>, Vec<Comment>) = comments
        .into_iter()
        .partition(|comment| comment.parent.is_none());
    for comment in first {
        places.insert(comment.id, threads.len());
        threads.push(Thread {
            comment,
            replies: Vec::new(),
        });
    }
    for answer in answers {
        let place = root(&answer, &parents).and_then(|root| places.get(&root));
        if let Some(thread) = place.and_then(|place| threads.get_mut(*place)) {
            thread.replies.push(answer);
        }
    }
    threads
}

/// The comment a chain of answers began with.
fn root(answer: &Comment, parents: &HashMap<Uuid, Option<Uuid>>) -> Option<Uuid> {
    let mut at = answer.parent?;
    // A chain is never longer than the list; a circle would be.
    for _ in 0..parents.len() {
        match parents.get(&at)? {
            Some(above) => at = *above,
            None => return Some(at),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(id: u128, parent: Option<u128>) -> Comment {
        Comment {
            id: Uuid::from_u128(id),
            parent: parent.map(Uuid::from_u128),
            author: "Aluh".into(),
            body: "Terima kasih".into(),
            by_office: parent.is_some(),
            at: Timestamp::from_second(i64::try_from(id).unwrap()).unwrap(),
            total: 0,
        }
    }

    fn shape(threads: &[Thread]) -> Vec<(u128, Vec<u128>)> {
        let number = |comment: &Comment| comment.id.as_u128();
        threads
            .iter()
            .map(|thread| {
                (
                    number(&thread.comment),
                    thread.replies.iter().map(number).collect(),
                )
            })
            .collect()
    }

    #[test]
    fn answers_stand_below_what_they_answer_oldest_first() {
        let newest_first = vec![
            said(5, Some(3)),
            said(4, None),
            said(3, Some(1)),
            said(1, None),
        ];
        assert_eq!(
            shape(&threads(newest_first)),
            [(1, vec![3, 5]), (4, vec![])]
        );
    }

    #[test]
    fn an_answer_to_what_is_not_shown_is_not_shown() {
        assert_eq!(
            shape(&threads(vec![said(2, Some(9)), said(1, None)])),
            [(1, vec![])]
        );
    }

    #[test]
    fn a_circle_of_answers_is_nobodys() {
        assert_eq!(
            shape(&threads(vec![said(2, Some(3)), said(3, Some(2))])),
            []
        );
    }
}
