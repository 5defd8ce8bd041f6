//! What Postgres tells every replica: a village changed, the register changed, the line was cut.

use kernel::SchemaName;
use sqlx::{PgPool, postgres::PgListener};

use crate::{JOBS_CHANNEL, PAGES_CHANNEL, PORTAL_CHANNEL, REGISTER_CHANNEL};

/// One announcement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signal {
    /// A transaction of this village was committed.
    VillageChanged(SchemaName),
    /// A village was added, renamed, suspended …: this one, or anything of the register.
    RegisterChanged(Option<SchemaName>),
    /// What a village tells the district changed: figures, news.
    PortalChanged,
    /// A job waits.
    JobQueued,
    /// The connection was away for a while: anything may have been missed.
    Interrupted,
}

/// The stream of announcements, reconnecting by itself.
pub struct Signals {
    listener: PgListener,
}

impl Signals {
    /// Begins to listen.
    ///
    /// # Errors
    /// When the database cannot be reached; try again later.
    pub async fn listen(pool: &PgPool) -> sqlx::Result<Self> {
        let mut listener = PgListener::connect_with(pool).await?;
        listener
            .listen_all([
                PAGES_CHANNEL,
                REGISTER_CHANNEL,
                PORTAL_CHANNEL,
                JOBS_CHANNEL,
            ])
            .await?;
        Ok(Self { listener })
    }

    /// Waits for the next announcement. A lost connection is reported once as
    /// [`Signal::Interrupted`] and then made anew.
    ///
    /// # Errors
    /// When the connection cannot be made anew.
    pub async fn next(&mut self) -> sqlx::Result<Signal> {
        loop {
            let Some(notification) = self.listener.try_recv().await? else {
                return Ok(Signal::Interrupted);
            };
            match notification.channel() {
                PAGES_CHANNEL => {
                    // Anyone may NOTIFY; what is no schema name is nobody's page.
                    if let Ok(schema) = notification.payload().parse() {
                        return Ok(Signal::VillageChanged(schema));
                    }
                }
                REGISTER_CHANNEL => {
                    return Ok(Signal::RegisterChanged(notification.payload().parse().ok()));
                }
                PORTAL_CHANNEL => return Ok(Signal::PortalChanged),
                JOBS_CHANNEL => return Ok(Signal::JobQueued),
                _ => {}
            }
        }
    }
}
