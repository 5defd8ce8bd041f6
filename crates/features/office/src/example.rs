//! Example accounts for who tries the service: one of each role, with secrets made on this machine.
//! Only `make run` makes them; production refuses to start while one exists.

use db::VillageTx;
use identity::{Password, Passwords, Role, totp::TotpSecret};
use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use crate::store;

/// What somebody needs to come in.
#[derive(Debug, Clone, Serialize)]
pub struct ExampleAccount {
    pub host: String,
    pub role: &'static str,
    pub login: String,
    pub password: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub totp_secret: Option<String>,
}

/// Makes one account of each role, or gives those that are there new secrets. Commits.
///
/// # Errors
/// When the database is away.
pub async fn make(
    mut tx: VillageTx,
    host: &str,
    passwords: &Passwords,
    now: Timestamp,
) -> anyhow::Result<Vec<ExampleAccount>> {
    let mut accounts = Vec::new();
    for role in Role::ALL {
        let (typed, password) = Password::random();
        let secret = role.needs_second_factor().then(TotpSecret::generate);
        let account = ExampleAccount {
            host: host.to_owned(),
            role: role.as_str(),
            login: format!("{}@contoh.test", role.as_str()),
            password: typed,
            totp_secret: secret.as_ref().map(TotpSecret::to_base32),
        };
        let hash = passwords.hash(password).await?;
        let row = store::example::Example {
            id: Uuid::now_v7(),
            email: &account.login,
            name: &format!("{} (contoh)", role.label()),
            role,
            password_hash: &hash,
            totp_secret: account.totp_secret.as_deref(),
        };
        store::example::put_example(&mut tx, &row, now).await?;
        accounts.push(account);
    }
    tx.finish().await?;
    Ok(accounts)
}

/// Whether a village has example accounts.
///
/// # Errors
/// When the database is away.
pub async fn any(tx: &mut VillageTx) -> sqlx::Result<bool> {
    store::example::has_examples(tx).await
}
