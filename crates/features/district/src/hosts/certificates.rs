//! Every night: how long the certificates of the portal and of villages' own domains are good, and
//! which domains were not proven in their time.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use db::register::HostPurpose;
use doctor::Trouble;
use futures::StreamExt;
use jiff::Timestamp;
use jobs::Handlers;
use web::App;

use crate::store::hosts as store;

/// The kind of the job.
const LOOK: &str = "district.certificates";
/// Hosts that are asked at once.
const AT_ONCE: usize = 8;
/// How long all of them may take.
const LIMIT: Duration = Duration::from_secs(60 * 60);
/// Letters of a reason that are kept.
const REASON: usize = 200;

/// Registers the background work.
pub fn register(app: &App, handlers: &mut Handlers) {
    let app = Arc::new(app.clone());
    handlers.nightly_once(LOOK, move |_| {
        let app = app.clone();
        async move { look(&app).await }
    });
    handlers.allow(LOOK, LIMIT);
}

/// Takes away what was not proven in time and, where certificates are watched, asks every host for
/// its own; where they are not, forgets them. Each is written down by itself, with its moment.
///
/// # Errors
/// When the database is away. A host that does not answer is no error.
pub async fn look(app: &App) -> anyhow::Result<()> {
    let mut tx = app.database.platform().await?;
    store::sweep(&mut tx, app.clock.now()).await?;
    tx.commit().await?;
    let hosts = if app.config.certificates.watch {
        hosts(app).await?
    } else {
        // What was seen once and is not looked at any more says nothing.
        Vec::new()
    };
    let ask_at = app.config.certificates.ask_at;
    let mut asked = futures::stream::iter(hosts.clone())
        .map(|host| ask(host, ask_at))
        .buffer_unordered(AT_ONCE);
    while let Some((host, seen)) = asked.next().await {
        let mut tx = app.database.platform().await?;
        let seen = seen.as_ref().map(|at| *at).map_err(String::as_str);
        store::put_certificate(&mut tx, &host, seen, app.clock.now()).await?;
        tx.commit().await?;
    }
    let mut tx = app.database.platform().await?;
    store::keep_certificates(&mut tx, &hosts).await?;
    tx.commit().await?;
    Ok(())
}

/// The portal, whose certificate covers every village's usual host, and villages' own domains: as
/// the register is now.
async fn hosts(app: &App) -> anyhow::Result<Vec<String>> {
    let villages = db::register::all(&app.database).await?;
    let own = villages.into_iter().flat_map(|village| village.hosts);
    let own = own.filter(|host| host.purpose == HostPurpose::Custom);
    Ok(std::iter::once(app.config.site.portal_host())
        .chain(own.map(|host| host.host))
        .collect())
}

/// When a host's certificate ends, or why that was not seen.
async fn ask(host: String, at: Option<SocketAddr>) -> (String, Result<Timestamp, String>) {
    let seen = match doctor::certificate(&host, at).await {
        Ok(seen) if seen.fits => Ok(seen.ends_at),
        Ok(_) => Err("the certificate is made out to another name".to_owned()),
        Err(Trouble::Late) => Err("no answer in time".to_owned()),
        Err(Trouble::Said(why)) => Err(why.chars().take(REASON).collect()),
    };
    (host, seen)
}
