//! The accounts behind the console's door.

use axum::extract::FromRequestParts;
use db::PlatformTx;
use http::request::Parts;
use identity::{Purpose, TokenHash};
use serde_json::json;
use uuid::Uuid;
use web::{
    App, AppError, AppResult, PortalSite,
    console::{DistrictWho, record},
    door::{Guest, House, Room},
};

use crate::{
    mail,
    store::{
        people::{self as store, DoorRow},
        sso as binding,
    },
};

/// Somebody with an account here, proved by the identity provider.
pub struct Vouched {
    pub guest: Guest,
    /// Whether the provider took a second factor.
    pub has_second_factor: bool,
}

/// The console, as a request came to it.
#[derive(Clone)]
pub struct Console {
    portal: PortalSite,
    room: Room,
}

impl FromRequestParts<App> for Console {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, AppError> {
        let portal = PortalSite::from_request_parts(parts, app).await?;
        let room = Room::Console(portal.clone());
        Ok(Self { portal, room })
    }
}

impl From<DoorRow> for Guest {
    fn from(row: DoorRow) -> Self {
        Self {
            // Whoever works for the district can reach every village.
            needs_second_factor: true,
            id: row.id,
            name: row.name,
            email: row.email,
            is_active: row.status == "active",
            password_hash: row.password_hash,
            totp_secret: row.totp_secret,
            totp_last_step: row.totp_last_step,
            recovery: row.recovery,
            is_example: row.is_example,
        }
    }
}

impl Console {
    async fn begin(&self) -> AppResult<PlatformTx> {
        Ok(self.portal.app.database.platform().await?)
    }

    async fn write_down(&self, tx: &mut PlatformTx, guest: &Guest, action: &str) -> AppResult<()> {
        let who = DistrictWho {
            id: guest.id,
            name: &guest.name,
        };
        record(&self.portal, tx, who, action, "", json!({})).await
    }
}

impl Console {
    /// Whose account the provider means: active, with this address, and bound to this subject; one
    /// that is bound to nobody yet is bound now.
    pub async fn vouched(&self, account: &sso::Account) -> AppResult<Option<Vouched>> {
        let mut tx = self.begin().await?;
        let row = store::by_email(&mut tx, &account.email).await?;
        // Should accounts for trying ever get into production, they open nothing.
        let is_production = self.portal.app.config.site.is_production();
        let guest = row
            .map(Guest::from)
            .filter(|guest| guest.is_active && !(guest.is_example && is_production));
        let Some(guest) = guest else {
            tx.commit().await?;
            return Ok(None);
        };
        let is_hers = match binding::subject(&mut tx, guest.id, &account.issuer).await? {
            Some(bound) => bound == account.subject,
            None => match self.bind(&mut tx, &guest, account).await {
                // Somebody else was bound to it at this very moment.
                Err(AppError::Sql(error)) if is_taken(&error) => return Ok(None),
                done => done?,
            },
        };
        if !is_hers {
            self.write_down(&mut tx, &guest, "sso.tolak").await?;
        }
        tx.commit().await?;
        Ok(is_hers.then_some(Vouched {
            guest,
            has_second_factor: account.has_second_factor,
        }))
    }

    async fn bind(
        &self,
        tx: &mut PlatformTx,
        guest: &Guest,
        account: &sso::Account,
    ) -> AppResult<bool> {
        let done = binding::bind(tx, guest.id, &account.issuer, &account.subject).await?;
        if done {
            self.write_down(tx, guest, "sso.ikat").await?;
        }
        Ok(done)
    }

    /// Writes into the record what is done already.
    pub async fn write_alone(&self, guest: &Guest, action: &str) -> AppResult<()> {
        let mut tx = self.begin().await?;
        self.write_down(&mut tx, guest, action).await?;
        tx.commit().await?;
        Ok(())
    }
}

fn is_taken(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .is_some_and(|error| error.is_unique_violation())
}

impl House for Console {
    fn room(&self) -> &Room {
        &self.room
    }

    async fn by_email(&self, email: &str) -> AppResult<Option<Guest>> {
        let mut tx = self.begin().await?;
        let row = store::by_email(&mut tx, email).await?;
        tx.commit().await?;
        Ok(row.map(Guest::from))
    }

    async fn by_id(&self, id: Uuid) -> AppResult<Option<Guest>> {
        let mut tx = self.begin().await?;
        let row = store::by_id(&mut tx, id).await?;
        tx.commit().await?;
        Ok(row.map(Guest::from))
    }

    async fn use_step(&self, id: Uuid, step: i64) -> AppResult<bool> {
        let mut tx = self.begin().await?;
        let first = store::use_step(&mut tx, id, step).await?;
        tx.commit().await?;
        Ok(first)
    }

    async fn use_recovery(&self, id: Uuid, hash: &str) -> AppResult<bool> {
        let mut tx = self.begin().await?;
        let first = store::use_recovery(&mut tx, id, hash).await?;
        tx.commit().await?;
        Ok(first)
    }

    async fn pending_totp(&self, id: Uuid, new: &str) -> AppResult<String> {
        let mut tx = self.begin().await?;
        let secret = store::pending_totp(&mut tx, id, new).await?;
        tx.commit().await?;
        Ok(secret)
    }

    async fn confirm_totp(&self, guest: &Guest, step: i64, recovery: &[String]) -> AppResult<()> {
        let mut tx = self.begin().await?;
        store::confirm_totp(&mut tx, guest.id, step, recovery).await?;
        self.write_down(&mut tx, guest, "kunci.pasang").await?;
        tx.commit().await?;
        Ok(())
    }

    async fn holder(&self, purpose: Purpose, link: &TokenHash) -> AppResult<Option<Guest>> {
        let mut tx = self.begin().await?;
        let row = match store::link(&mut tx, purpose, link, self.portal.now()).await? {
            Some(staff) => store::by_id(&mut tx, staff).await?,
            None => None,
        };
        tx.commit().await?;
        Ok(row.map(Guest::from))
    }

    async fn renew_password(
        &self,
        guest: &Guest,
        purpose: Purpose,
        link: &TokenHash,
        hash: &str,
    ) -> AppResult<bool> {
        let mut tx = self.begin().await?;
        if !store::take_link(&mut tx, link).await? {
            return Ok(false);
        }
        store::drop_links(&mut tx, guest.id).await?;
        store::set_password(&mut tx, guest.id, hash, self.portal.now()).await?;
        let action = match purpose {
            Purpose::Invitation => "undangan.terima",
            _ => "sandi.ubah",
        };
        self.write_down(&mut tx, guest, action).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn came_in(&self, guest: &Guest) -> AppResult<()> {
        self.write_alone(guest, "masuk").await
    }

    async fn ask_reset(&self, email: &str) -> AppResult<()> {
        let mut tx = self.begin().await?;
        let row = store::by_email(&mut tx, email).await?;
        if let Some(row) = row.filter(|row| row.status == "active") {
            mail::ask(&mut tx, row.id, Purpose::PasswordReset).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}
