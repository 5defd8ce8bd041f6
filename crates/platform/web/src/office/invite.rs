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

/// Somebody of the district who is to help in an office.
#[derive(Debug, Clone, Copy)]
pub struct Helper<'a> {
    /// Her account in the console: one helper has one place in an office.
    pub id: uuid::Uuid,
    pub name: &'a str,
    /// Why she comes; the village reads it in its record.
    pub reason: &'a str,
    /// The hash of a password nobody knows.
    pub locked: &'a str,
}

/// Why nobody helps.
#[derive(Debug, thiserror::Error)]
pub enum NotHelped {
    #[error("this village takes no help from the district at present")]
    Refused,
    #[error(transparent)]
    Sql(#[from] sqlx::Error),
    #[error(transparent)]
    Other(#[from] anyhow::Error),
}

/// The future a [`Help`] returns: the path of a link that opens once, within minutes.
pub type HelpFuture<'a> = Pin<Box<dyn Future<Output = Result<String, NotHelped>> + Send + 'a>>;

/// Lets somebody of the district into the office of a transaction's village for an hour, and commits.
pub type Help = for<'a> fn(VillageTx, Helper<'a>, Timestamp) -> HelpFuture<'a>;

/// Invites somebody into the village of a transaction, and commits.
pub type Invite = for<'a> fn(VillageTx, Invited<'a>, Timestamp) -> InviteFuture<'a>;
