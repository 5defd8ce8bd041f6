//! What `letters/fields.html` receives.

use serde::Serialize;

use super::LINE;

/// A question, as the template's macro `letter_fields` shows it.
#[derive(Debug, Clone, Serialize)]
pub struct FieldView {
    pub name: String,
    pub label: String,
    pub hint: String,
    pub required: bool,
    /// `input`, `area`, `select`, `checks`, or `groups` for what has several fields.
    pub control: &'static str,
    /// Of `input`, `area`, `select`.
    pub input: Option<Input>,
    /// Of `checks`.
    pub choices: Vec<Choice>,
    pub groups: Vec<Group>,
    /// Whom the family's list has; then the fields below are for others.
    pub family: Option<Input>,
}

/// One field.
#[derive(Debug, Clone, Serialize)]
pub struct Input {
    pub name: String,
    pub label: String,
    pub hint: String,
    pub required: bool,
    /// `input`, `area` or `select`.
    pub control: &'static str,
    /// The type of an `input`.
    pub kind: &'static str,
    /// What keyboard a phone shows: `numeric`, `decimal`, `tel`, `text`.
    pub inputmode: &'static str,
    pub maxlength: usize,
    pub options: Vec<Choice>,
}

/// An entry of a list, or somebody who can be ticked.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub hint: String,
    pub chosen: bool,
}

/// Fields that belong together: somebody's particulars, a place.
#[derive(Debug, Clone, Serialize)]
pub struct Group {
    /// "Orang ke-2"; empty where the question says it all.
    pub title: String,
    /// Whether it is in sight before anybody asks for it.
    pub open: bool,
    pub inputs: Vec<Input>,
}

impl FieldView {
    pub(super) fn new(name: String, label: &str, hint: &str, required: bool) -> Self {
        Self {
            name,
            label: label.to_owned(),
            hint: hint.to_owned(),
            required,
            control: "input",
            input: None,
            choices: Vec::new(),
            groups: Vec::new(),
            family: None,
        }
    }

    pub(super) fn take_groups(&mut self, groups: Vec<Group>) {
        self.control = "groups";
        self.groups = groups;
    }
}

impl Input {
    pub(super) fn line(name: String, label: &str) -> Self {
        Self {
            name,
            label: label.to_owned(),
            hint: String::new(),
            required: false,
            control: "input",
            kind: "text",
            inputmode: "text",
            maxlength: LINE,
            options: Vec::new(),
        }
    }

    pub(super) fn of_list(self, options: Vec<Choice>) -> Self {
        Self {
            control: "select",
            options,
            ..self
        }
    }
}

impl Choice {
    pub(super) fn new(value: &str, label: &str) -> Self {
        Self {
            value: value.to_owned(),
            label: label.to_owned(),
            hint: String::new(),
            chosen: false,
        }
    }
}
