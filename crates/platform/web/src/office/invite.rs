//! How the district lets the first people into a village's office.

use std::{future::Future, pin::Pin};

use db::VillageTx;
use identity::Role;
use jiff::Timestamp;

/// Somebody the district invites.
#[derive(Debug, Clone, Copy)]
pub struct Invited<'a> {
    pub name: &'a str,
    pub email: &'a str,
    pub roles: &'a [Role],
    /// Who does it, for the village's record: "Kabupaten".
    pub by: &'a str,
}

/// Why nobody was invited.
#[derive(Debug, thiserror::Error)]
pub enum NotInvited {
    #[error("{0}")]
    Email(&'static str),
    #[error("this address belongs to somebody who works here already")]
    Known,
    #[error(transparent)]
    Sql(#[from] sqlx::Error),
    #[error(transparent)]
    Other(#[from] anyhow::Error),
}

/// The future an [`Invite`] returns: the path of a link that is shown nowhere again.
pub type InviteFuture<'a> = Pin<Box<dyn Future<Output = Result<String, NotInvited>> + Send + 'a>>;

/// Invites somebody into the village of a transaction, and commits.
pub type Invite = for<'a> fn(VillageTx, Invited<'a>, Timestamp) -> InviteFuture<'a>;
