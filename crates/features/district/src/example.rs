//! Example accounts for who tries the service: one of each role, with secrets made on this machine.
//! Only `make run` makes them; production refuses to start while one exists.

use db::Database;
use identity::{DistrictRole, Password, Passwords, totp::TotpSecret};
use jiff::Timestamp;
use serde::Serialize;

use crate::store::people as store;

/// What somebody needs to come in.
#[derive(Debug, Clone, Serialize)]
pub struct ExampleAccount {
    pub host: String,
    pub role: &'static str,
    pub login: String,
    pub password: String,
    pub totp_secret: String,
}

/// Makes one account of each role, or gives those that are there new secrets. `tag` tells apart the
/// accounts of several who try; empty for the usual ones.
///
/// # Errors
/// When the database is away.
pub async fn make(
    database: &Database,
    host: &str,
    passwords: &Passwords,
    subdistrict: &str,
    tag: &str,
) -> anyhow::Result<Vec<ExampleAccount>> {
    let mut accounts = Vec::new();
    let mut tx = database.platform().await?;
    for role in DistrictRole::ALL {
        let (typed, password) = Password::random();
        let account = ExampleAccount {
            host: host.to_owned(),
            role: role.as_str(),
            login: format!("{}{tag}@contoh.test", role.as_str()),
            password: typed,
            totp_secret: TotpSecret::generate().to_base32(),
        };
        let own = [subdistrict.to_owned()];
        let row = store::Example {
            email: &account.login,
            name: &format!("{} (contoh)", role.label()),
            role,
            subdistricts: if role.is_bound_to_subdistricts() {
                &own
            } else {
                &[]
            },
            password_hash: &passwords.hash(password).await?,
            totp_secret: &account.totp_secret,
        };
        store::put_example(&mut tx, &row, Timestamp::now()).await?;
        accounts.push(account);
    }
    tx.commit().await?;
    Ok(accounts)
}

/// Whether there are example accounts.
///
/// # Errors
/// When the database is away.
pub async fn any(database: &Database) -> sqlx::Result<bool> {
    let mut tx = database.platform().await?;
    let any = store::has_examples(&mut tx).await?;
    tx.commit().await?;
    Ok(any)
}
