//! What the provider says about itself, and its keys.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use openidconnect::{IssuerUrl, core::CoreProviderMetadata};
use tokio::sync::Mutex;

use crate::{Problem, ask::Asker};

const GOOD_FOR: Duration = Duration::from_secs(60 * 60);
/// A provider that fails is left alone for this long, so that nobody waits in a line behind others.
const REST: Duration = Duration::from_secs(3);
/// How long the two answers of discovery may take.
const ALTOGETHER: Duration = Duration::from_secs(6);

type Found = Result<Arc<CoreProviderMetadata>, Problem>;

#[derive(Default)]
pub(crate) struct Known {
    last: Mutex<Option<(Instant, Found)>>,
}

impl Known {
    /// As it was learnt last, or anew. One asks, whoever else comes waits for the same answer.
    pub(crate) async fn get(&self, issuer: &str, asker: &Asker) -> Found {
        let mut last = self.last.lock().await;
        if let Some((at, found)) = &*last {
            let good_for = if found.is_ok() { GOOD_FOR } else { REST };
            if at.elapsed() < good_for {
                return found.clone();
            }
        }
        let found = learn(issuer, asker).await;
        *last = Some((Instant::now(), found.clone()));
        found
    }

    /// Anew, whatever is known. What was known stays when the provider does not answer.
    pub(crate) async fn renew(&self, issuer: &str, asker: &Asker) -> Found {
        let mut last = self.last.lock().await;
        let found = learn(issuer, asker).await;
        if found.is_ok() {
            *last = Some((Instant::now(), found.clone()));
        }
        found
    }
}

async fn learn(issuer: &str, asker: &Asker) -> Found {
    let issuer = IssuerUrl::new(issuer.to_owned()).map_err(Problem::nonsense)?;
    let client = asker.client();
    let asked = CoreProviderMetadata::discover_async(issuer, &client);
    match tokio::time::timeout(ALTOGETHER, asked).await {
        Ok(Ok(metadata)) => Ok(Arc::new(metadata)),
        Ok(Err(error)) => Err(Problem::of_discovery(error)),
        Err(_) => Err(Problem::Away("discovery takes too long".to_owned())),
    }
}
