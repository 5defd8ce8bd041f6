#![doc = include_str!("../README.md")]

use std::{
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use async_trait::async_trait;
use hickory_resolver::{
    TokioResolver,
    config::{LookupIpStrategy, NameServerConfig, ResolveHosts, ResolverConfig},
    net::{NetError, runtime::TokioRuntimeProvider},
    proto::rr::RData,
};

/// Why nothing was learnt.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// The name servers say that there is no such name.
    #[error("there is no such name")]
    NoName,
    /// The name is there and has no record of this kind.
    #[error("there is no such record")]
    NoRecord,
    /// Nobody answered in time.
    #[error("no answer in time")]
    Late,
    /// The question could not be asked or was refused.
    #[error("{0}")]
    Failed(String),
}

/// What was learnt, or why nothing was.
pub type Answer<T> = Result<T, Trouble>;

/// Asks name servers.
#[async_trait]
pub trait Resolver: Send + Sync {
    /// The texts of a name's TXT records; the parts of one record are one text.
    async fn texts(&self, name: &str) -> Answer<Vec<String>>;

    /// The addresses a name leads to, through CNAMEs.
    async fn addresses(&self, name: &str) -> Answer<Vec<IpAddr>>;
}

/// The real client.
#[derive(Debug, Clone, Copy)]
pub struct Dns {
    server: Option<SocketAddr>,
    patience: Duration,
}

impl Dns {
    /// Asks `server`, or the ones the system names. No question takes longer than `patience`.
    pub fn new(server: Option<SocketAddr>, patience: Duration) -> Self {
        Self { server, patience }
    }

    /// A client that remembers nothing: what was asked a minute ago may have changed, and so may
    /// the system's name servers.
    fn client(&self) -> Result<TokioResolver, NetError> {
        let mut builder = match self.server {
            Some(server) => {
                let mut known = NameServerConfig::udp_and_tcp(server.ip());
                for connection in &mut known.connections {
                    connection.port = server.port();
                }
                let config = ResolverConfig::from_name_servers(vec![known]);
                TokioResolver::builder_with_config(config, TokioRuntimeProvider::default())
            }
            None => TokioResolver::builder_tokio()?,
        };
        let options = builder.options_mut();
        // A datagram may get lost: there is time for a second one.
        options.timeout = self.patience.mul_f32(0.45);
        options.attempts = 1;
        options.cache_size = 0;
        options.use_hosts_file = ResolveHosts::Never;
        options.ip_strategy = LookupIpStrategy::Ipv4AndIpv6;
        builder.build()
    }

    async fn in_time<T>(
        &self,
        question: impl Future<Output = Result<T, NetError>> + Send,
    ) -> Answer<T> {
        match tokio::time::timeout(self.patience, question).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => Err(trouble(&error)),
            Err(_) => Err(Trouble::Late),
        }
    }
}

fn trouble(error: &NetError) -> Trouble {
    if error.is_nx_domain() {
        Trouble::NoName
    } else if error.is_no_records_found() {
        Trouble::NoRecord
    } else if matches!(error, NetError::Timeout) {
        Trouble::Late
    } else {
        Trouble::Failed(error.to_string())
    }
}

/// With the final dot, so that no search domain of the system is tried.
fn whole(name: &str) -> String {
    format!("{}.", name.trim_end_matches('.'))
}

#[async_trait]
impl Resolver for Dns {
    async fn texts(&self, name: &str) -> Answer<Vec<String>> {
        let client = self.client().map_err(|error| trouble(&error))?;
        let found = self.in_time(client.txt_lookup(whole(name))).await?;
        let texts: Vec<String> = found
            .answers()
            .iter()
            .filter_map(|record| match &record.data {
                RData::TXT(text) => Some(text.txt_data.concat()),
                _ => None,
            })
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .collect();
        if texts.is_empty() {
            return Err(Trouble::NoRecord);
        }
        Ok(texts)
    }

    async fn addresses(&self, name: &str) -> Answer<Vec<IpAddr>> {
        let client = self.client().map_err(|error| trouble(&error))?;
        let found = self.in_time(client.lookup_ip(whole(name))).await?;
        Ok(found.iter().collect())
    }
}
