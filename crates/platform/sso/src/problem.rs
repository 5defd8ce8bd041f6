//! Why somebody is not vouched for.

use std::error::Error;

use openidconnect::{
    DiscoveryError, RequestTokenError, UserInfoError,
    core::{CoreErrorResponseType, CoreRequestTokenError},
};

use crate::ask::Unanswered;

/// Why there is no account. The texts are for the log and name nobody.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// No answer, or one that says it cannot now.
    #[error("the provider is away: {0}")]
    Away(String),
    /// An answer that cannot be believed: wrong keys, names or times, or a wrong configuration.
    #[error("the provider's answer cannot be believed: {0}")]
    Nonsense(String),
    /// The person, or the provider, said no.
    #[error("the provider refused")]
    Refused,
    /// The code was used, is too old or was never given out.
    #[error("the code is worth nothing any more")]
    Stale,
    #[error("the provider tells no e-mail address")]
    NoEmail,
    #[error("the provider has not verified the e-mail address")]
    UnverifiedEmail,
    #[error("the e-mail address is of another domain")]
    ForeignDomain,
}

impl Problem {
    /// What the word `error` in the address of a browser that came back without a code means.
    pub fn of_answer(error: &str) -> Self {
        match error {
            "server_error" | "temporarily_unavailable" => Self::Away("it says so".to_owned()),
            "access_denied"
            | "login_required"
            | "interaction_required"
            | "consent_required"
            | "account_selection_required" => Self::Refused,
            _ => Self::Nonsense("it refuses our question".to_owned()),
        }
    }

    pub(crate) fn nonsense(error: impl Error) -> Self {
        Self::Nonsense(told(&error))
    }

    /// Only where: what stands there may be about a person.
    fn unreadable(place: &impl std::fmt::Display) -> Self {
        Self::Nonsense(format!("its answer cannot be read at {place}"))
    }

    pub(crate) fn of_discovery(error: DiscoveryError<Unanswered>) -> Self {
        match error {
            DiscoveryError::Request(error) => error.into(),
            DiscoveryError::Parse(error) => Self::unreadable(error.path()),
            error => Self::nonsense(error),
        }
    }

    pub(crate) fn of_exchange(error: CoreRequestTokenError<Unanswered>) -> Self {
        match error {
            RequestTokenError::Request(error) => error.into(),
            RequestTokenError::ServerResponse(answer)
                if *answer.error() == CoreErrorResponseType::InvalidGrant =>
            {
                Self::Stale
            }
            RequestTokenError::ServerResponse(answer) => {
                Self::Nonsense(format!("it answers {}", answer.error().as_ref()))
            }
            RequestTokenError::Parse(error, _) => Self::unreadable(error.path()),
            error => Self::nonsense(error),
        }
    }

    pub(crate) fn of_user_info(error: UserInfoError<Unanswered>) -> Self {
        match error {
            UserInfoError::Request(error) => error.into(),
            UserInfoError::Parse(error) => Self::unreadable(error.path()),
            UserInfoError::ClaimsVerification(_) => {
                Self::Nonsense("what it tells is about somebody else".to_owned())
            }
            error => Self::nonsense(error),
        }
    }
}

impl From<Unanswered> for Problem {
    fn from(error: Unanswered) -> Self {
        match error {
            Unanswered::Strange => Self::nonsense(error),
            error => Self::Away(told(&error)),
        }
    }
}

/// An error with its causes.
fn told(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_the_address_are_understood() {
        assert_eq!(Problem::of_answer("access_denied"), Problem::Refused);
        for (word, is_away) in [
            ("temporarily_unavailable", true),
            ("invalid_scope", false),
            ("", false),
        ] {
            let problem = Problem::of_answer(word);
            assert_eq!(matches!(problem, Problem::Away(_)), is_away, "{word}");
            assert_ne!(problem, Problem::Refused);
        }
    }
}
