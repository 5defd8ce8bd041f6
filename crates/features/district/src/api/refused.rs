//! Why a program gets no answer: a problem we can name, or something of ours that failed.

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use web::{AppError, FieldProblem, Form, Problem};

/// The error of every handler here. Failures of ours become problems at the gate, which logs them.
#[derive(Debug)]
pub enum Refused {
    Told(Problem),
    Failed(AppError),
}

pub type Answer<T> = Result<T, Refused>;

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        match self {
            Self::Told(problem) => problem.into_response(),
            Self::Failed(error) => error.into_response(),
        }
    }
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self::Told(problem)
    }
}

impl From<AppError> for Refused {
    fn from(error: AppError) -> Self {
        Self::Failed(error)
    }
}

impl From<sqlx::Error> for Refused {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl From<anyhow::Error> for Refused {
    fn from(error: anyhow::Error) -> Self {
        Self::Failed(error.into())
    }
}

/// How the fields of a form are called in a request.
pub type Names = &'static [(&'static str, &'static str)];

/// A form with values of a request; what was not sent is not in it.
pub fn form<'a>(values: impl IntoIterator<Item = (&'a str, Option<&'a str>)>) -> Form {
    Form::filled(values.into_iter().filter_map(|(name, value)| {
        // As the console's forms lose it: Postgres cannot keep it.
        Some((name, value?.replace('\0', "")))
    }))
}

/// What the console would say above its fields.
pub fn wrong_fields(form: &Form, names: Names) -> Refused {
    let errors = form.view().errors.into_iter();
    let errors = errors.map(|(field, detail)| at_field(&field, detail, names));
    invalid(errors.collect())
}

/// One field that has to be put right.
pub fn wrong_field(field: &str, detail: impl Into<String>) -> Refused {
    invalid(vec![at_field(field, detail.into(), &[])])
}

fn invalid(errors: Vec<FieldProblem>) -> Refused {
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "invalid_fields",
        "Ada isian yang perlu diperbaiki.",
    )
    .at_fields(errors)
    .into()
}

/// Somebody else was quicker.
pub fn conflict(
    code: &'static str,
    (field, detail): (&'static str, String),
    names: Names,
) -> Refused {
    Problem::new(StatusCode::CONFLICT, code, detail.clone())
        .at_fields(vec![at_field(field, detail, names)])
        .into()
}

fn at_field(field: &str, detail: String, names: Names) -> FieldProblem {
    let known = names.iter().find(|(name, _)| *name == field);
    FieldProblem {
        field: known.map_or(field, |(_, name)| name).to_owned(),
        detail,
    }
}
