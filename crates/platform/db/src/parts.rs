//! Prepared parts: what a large statement found, kept in the village's own schema as text until
//! the village changes. See `docs/decisions/0007-prepared-parts.md`.

use std::{borrow::Cow, fmt};

use jiff::Timestamp;
use kernel::Slug;

/// The name of a prepared part. Made of words of the program and checked slugs, nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PartName(Cow<'static, str>);

impl PartName {
    /// A part that a village has once.
    pub const fn of(word: &'static str) -> Self {
        Self(Cow::Borrowed(word))
    }

    /// A part for each thing of a kind.
    pub fn item(kind: &'static str, slug: &Slug) -> Self {
        Self(Cow::Owned(format!("{kind}/{slug}")))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PartName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// The statement that finds those of these parts that hold at this moment. It is sent along with
/// the opening of the transaction, which takes no parameters.
pub(crate) fn look_up(names: &[&PartName], now: Timestamp) -> String {
    let literals: Vec<String> = names
        .iter()
        .map(|name| format!("'{}'", name.as_str().replace('\'', "''")))
        .collect();
    format!(
        "select name, body from prepared_parts where name in ({}) and valid_until > '{now}'",
        literals.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_up_is_one_statement_whatever_the_name() {
        let name = PartName::of("x'; drop table site; --");
        let statement = look_up(&[&PartName::of("frame"), &name], Timestamp::UNIX_EPOCH);
        assert_eq!(
            statement,
            "select name, body from prepared_parts where name in ('frame', \
             'x''; drop table site; --') and valid_until > '1970-01-01T00:00:00Z'"
        );
    }
}
