//! Logs, traces and figures: what an operator sees, and never a villager's data.
//!
//! Every log line carries the fields of the spans around it, so a request's span names
//! `request_id` and `village` (its slug) once. Fields in [`FORBIDDEN_FIELDS`] are masked.

mod bridge;
mod export;
mod figures;
mod log;
mod redact;

use std::sync::{Once, mpsc};
use std::thread::JoinHandle;

use anyhow::Context as _;
use config::{Config, LogFormat};
use tracing::Subscriber;
use tracing_subscriber::layer::{Layer, SubscriberExt as _};
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::{EnvFilter, Registry, filter};

pub use figures::{
    BACKUP_AGE_SECONDS, BACKUP_FAILED, CONTENT_TYPE, DB_POOL_IDLE, DB_POOL_SIZE, HTTP_REQUESTS,
    HTTP_SECONDS, JOBS_DONE, JOBS_FAILED, JOBS_WAITING, VILLAGES, render,
};
pub use redact::{FORBIDDEN_FIELDS, MASK, is_forbidden, mask_numbers};

use export::Collector;
use log::LogLayer;

/// Keeps telemetry going; drop it last, it sends what is still waiting.
#[must_use = "dropping the guard ends the export"]
pub struct Guard {
    collector: Option<Collector>,
    /// Dropped to end the upkeep thread.
    stop: Option<mpsc::Sender<()>>,
    upkeep: Option<JoinHandle<()>>,
}

/// Once per process, before the first log line. Works inside and outside the async runtime.
pub fn init(config: &Config) -> anyhow::Result<Guard> {
    let chosen = &config.telemetry;
    let filter = EnvFilter::try_new(&chosen.log_filter).with_context(|| {
        format!(
            "telemetry.log_filter {:?} is not a filter",
            chosen.log_filter
        )
    })?;
    let collector = chosen
        .otlp_endpoint
        .as_deref()
        .map(|endpoint| Collector::connect(endpoint, config))
        .transpose()
        .context("the OpenTelemetry exporter could not be built")?;
    let log = LogLayer::to_stderr(chosen.log_format == LogFormat::Json);
    let subscriber = Registry::default()
        .with(filter)
        .with(log)
        .with(collector.as_ref().map(traces));
    tracing::subscriber::set_global_default(subscriber)
        .context("telemetry was already set up in this process")?;
    figures::install(collector.as_ref().map(Collector::meter))?;
    let (stop, stopped) = mpsc::channel();
    let upkeep = std::thread::Builder::new()
        .name("figures".to_owned())
        .spawn(move || figures::keep_up(&stopped))
        .context("no thread for the figures")?;
    Ok(Guard {
        collector,
        stop: Some(stop),
        upkeep: Some(upkeep),
    })
}

/// For test binaries: any number of times; warnings only unless `RUST_LOG` says more.
pub fn init_for_tests() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
        let log = LogLayer::to_stderr(false);
        let subscriber = Registry::default().with(filter).with(log);
        _ = tracing::subscriber::set_global_default(subscriber);
        _ = figures::install(None);
    });
}

/// Spans become traces, except those of the exporter's own client.
fn traces<S>(collector: &Collector) -> impl Layer<S> + use<S>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    let own = filter::filter_fn(|metadata| {
        let target = metadata.target();
        !["hyper", "h2", "reqwest", "opentelemetry"]
            .iter()
            .any(|lib| target.starts_with(lib))
    });
    tracing_opentelemetry::layer()
        .with_tracer(collector.tracer())
        .with_filter(own)
}

impl Drop for Guard {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(upkeep) = self.upkeep.take() {
            _ = upkeep.join();
        }
        if let Some(collector) = self.collector.take() {
            collector.flush_and_close();
        }
    }
}
