//! What lay in the trash for thirty days is gone, and so is what nobody came back to type on.

use anyhow::Context;
use jiff::{SignedDuration, Timestamp};
use jobs::Handlers;
use kernel::SchemaName;

use crate::{
    jobs::Workshop,
    store::desk::trash::{self, Emptied},
};

/// Once a day.
pub const TRASH_EMPTY: &str = "trash.empty";

/// How long something can be taken out of the trash.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

impl Workshop {
    pub(crate) fn register_emptying(&self, handlers: &mut Handlers) {
        let workshop = self.clone();
        handlers.daily(TRASH_EMPTY, move |job| {
            let workshop = workshop.clone();
            async move {
                let village = job.village.context("the trash belongs to a village")?;
                let emptied = workshop
                    .empty_trash(&village.schema, Timestamp::now())
                    .await?;
                if emptied != Emptied::default() {
                    tracing::info!(?emptied, "the trash was emptied");
                }
                Ok(())
            }
        });
    }

    /// Deletes for good what was put into the trash more than thirty days before `now`, with its
    /// earlier versions, and what was typed and never saved in that time. Nothing of it was public.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn empty_trash(
        &self,
        village: &SchemaName,
        now: Timestamp,
    ) -> anyhow::Result<Emptied> {
        let before = now.checked_sub(KEPT)?;
        let mut tx = self.database.village(village).await?;
        let emptied = trash::empty(&mut tx, before).await?;
        tx.finish().await?;
        Ok(emptied)
    }
}
