//! Answers as pages tell them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Answers, Value, listed};
use crate::{
    facts::Person,
    kind::{Ask, Kind, Question},
};

/// A question with its answer, for a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shown {
    pub label: String,
    /// Numbers of people are covered; empty when nothing was answered.
    pub value: String,
    /// Whether the letter lacks it.
    pub is_missing: bool,
}

/// Every question with its answer, in the kind's order. `people` are those of
/// [`Answers::people`]: who is only known to the register has no name without them.
pub fn shown(kind: &Kind, answers: &Answers, people: &BTreeMap<String, Vec<Person>>) -> Vec<Shown> {
    let lines = kind.questions.iter().map(|question| {
        let answer = answers.get(&question.key);
        let people = people.get(&question.key).map(Vec::as_slice);
        let value = answer
            .map(|answer| told(question, answer, people.unwrap_or_default()))
            .unwrap_or_default();
        Shown {
            label: question.label.clone(),
            is_missing: question.required && value.is_empty(),
            value,
        }
    });
    lines.collect()
}

fn told(question: &Question, answer: &Value, people: &[Person]) -> String {
    match question.ask {
        Ask::Resident | Ask::Person | Ask::Persons | Ask::Members if !people.is_empty() => {
            let names: Vec<String> = people.iter().map(named).collect();
            listed(names.iter().map(String::as_str))
        }
        _ => answer.on_page(&question.ask),
    }
}

/// "Siti Aminah (Istri)"
fn named(person: &Person) -> String {
    match person.relationship.as_str() {
        "" => person.name.clone(),
        relationship => format!("{} ({relationship})", person.name),
    }
}
