//! The accounts behind the office's door.

use axum::extract::FromRequestParts;
use db::VillageTx;
use http::request::Parts;
use identity::{Purpose, Role, TokenHash};
use serde_json::json;
use uuid::Uuid;
use web::{
    App, AppError, AppResult, Site,
    door::{Guest, House, Room},
    office::{Who, record},
};

use crate::{
    mail,
    store::{self, door::DoorRow},
};

/// The office of the village a request came to.
#[derive(Clone)]
pub struct Office {
    site: Site,
    room: Room,
}

impl FromRequestParts<App> for Office {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, AppError> {
        let site = Site::from_request_parts(parts, app).await?;
        let room = Room::Office(site.clone());
        Ok(Self { site, room })
    }
}

impl From<DoorRow> for Guest {
    fn from(row: DoorRow) -> Self {
        let mut roles = row
            .roles
            .iter()
            .filter_map(|role| role.parse::<Role>().ok());
        Self {
            needs_second_factor: roles.any(|role| role.needs_second_factor()),
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

impl Office {
    async fn write_down(&self, tx: &mut VillageTx, guest: &Guest, action: &str) -> AppResult<()> {
        let who = Who {
            id: guest.id,
            name: &guest.name,
        };
        record(&self.site, tx, who, action, "", json!({})).await
    }
}

// Nothing here changes what the public sees: every transaction ends with `finish`.
impl House for Office {
    fn room(&self) -> &Room {
        &self.room
    }

    async fn by_email(&self, email: &str) -> AppResult<Option<Guest>> {
        let mut tx = self.site.begin().await?;
        let row = store::door::by_email(&mut tx, email).await?;
        tx.finish().await?;
        Ok(row.map(Guest::from))
    }

    async fn by_id(&self, id: Uuid) -> AppResult<Option<Guest>> {
        let mut tx = self.site.begin().await?;
        let row = store::door::by_id(&mut tx, id).await?;
        tx.finish().await?;
        Ok(row.map(Guest::from))
    }

    async fn use_step(&self, id: Uuid, step: i64) -> AppResult<bool> {
        let mut tx = self.site.begin().await?;
        let first = store::door::use_step(&mut tx, id, step).await?;
        tx.finish().await?;
        Ok(first)
    }

    async fn use_recovery(&self, id: Uuid, hash: &str) -> AppResult<bool> {
        let mut tx = self.site.begin().await?;
        let first = store::door::use_recovery(&mut tx, id, hash).await?;
        tx.finish().await?;
        Ok(first)
    }

    async fn pending_totp(&self, id: Uuid, new: &str) -> AppResult<String> {
        let mut tx = self.site.begin().await?;
        let secret = match store::door::pending_totp(&mut tx, id).await? {
            Some(kept) => kept,
            None => {
                store::door::set_pending_totp(&mut tx, id, Some(new)).await?;
                new.to_owned()
            }
        };
        tx.finish().await?;
        Ok(secret)
    }

    async fn confirm_totp(&self, guest: &Guest, step: i64, recovery: &[String]) -> AppResult<()> {
        let mut tx = self.site.begin().await?;
        store::door::confirm_totp(&mut tx, guest.id, step, recovery).await?;
        self.write_down(&mut tx, guest, "kunci.pasang").await?;
        tx.finish().await?;
        Ok(())
    }

    async fn holder(&self, purpose: Purpose, link: &TokenHash) -> AppResult<Option<Guest>> {
        let mut tx = self.site.begin().await?;
        let row = match store::links::link(&mut tx, purpose, link, self.site.now()).await? {
            Some(staff) => store::door::by_id(&mut tx, staff).await?,
            None => None,
        };
        tx.finish().await?;
        Ok(row.map(Guest::from))
    }

    async fn renew_password(
        &self,
        guest: &Guest,
        purpose: Purpose,
        link: &TokenHash,
        hash: &str,
    ) -> AppResult<bool> {
        let mut tx = self.site.begin().await?;
        if !store::links::take_link(&mut tx, link).await? {
            return Ok(false);
        }
        store::links::drop_links(&mut tx, guest.id).await?;
        store::door::set_password(&mut tx, guest.id, hash, self.site.now()).await?;
        let action = match purpose {
            Purpose::Invitation => "undangan.terima",
            _ => "sandi.ubah",
        };
        self.write_down(&mut tx, guest, action).await?;
        tx.finish().await?;
        Ok(true)
    }

    async fn came_in(&self, guest: &Guest) -> AppResult<()> {
        let mut tx = self.site.begin().await?;
        self.write_down(&mut tx, guest, "masuk").await?;
        // The district counts who comes.
        web::rollup::ask(&mut tx).await?;
        tx.finish().await?;
        Ok(())
    }

    async fn ask_reset(&self, email: &str) -> AppResult<()> {
        let mut tx = self.site.begin().await?;
        let row = store::door::by_email(&mut tx, email).await?;
        if let Some(row) = row.filter(|row| row.status == "active") {
            mail::ask(&mut tx, row.id, Purpose::PasswordReset).await?;
        }
        tx.finish().await?;
        Ok(())
    }
}
