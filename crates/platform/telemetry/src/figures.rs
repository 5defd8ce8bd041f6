//! The figures of the service by name, and the page Prometheus reads them from.

use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use opentelemetry::metrics::Meter;

use crate::bridge::Doubled;

/// Requests answered; labels `route`, `status` and `cache`: `hit` and `miss` of the page cache,
/// `stale` for an old page served because Postgres was away, another word for what is not kept.
pub const HTTP_REQUESTS: &str = "banua_http_requests_total";
/// How long answers took, in seconds; label `cache`.
pub const HTTP_SECONDS: &str = "banua_http_request_seconds";
/// Jobs finished; label `kind`.
pub const JOBS_DONE: &str = "banua_jobs_done";
/// Attempts that failed, repeated or given up; label `kind`.
pub const JOBS_FAILED: &str = "banua_jobs_failed";
pub const JOBS_WAITING: &str = "banua_jobs_waiting";
/// Villages in the register; label `status`.
pub const VILLAGES: &str = "banua_villages";
/// Age of the last good export of the active village where it is oldest.
pub const BACKUP_AGE_SECONDS: &str = "banua_backup_age_seconds";
/// Active villages whose last export failed, and exports that a trial found bad.
pub const BACKUP_FAILED: &str = "banua_backup_failed";
pub const DB_POOL_SIZE: &str = "banua_db_pool_size";
pub const DB_POOL_IDLE: &str = "banua_db_pool_idle";

/// Upper bounds of the columns of every histogram of seconds: from a cached page to a timeout.
pub(crate) const SECONDS: [f64; 13] = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0,
];

/// How often samples are folded into columns when nobody reads the page.
const UPKEEP: Duration = Duration::from_secs(5);

static PROMETHEUS: OnceLock<PrometheusHandle> = OnceLock::new();

/// The figures in Prometheus' text format; empty before [`crate::init`]. Serve it as
/// [`CONTENT_TYPE`].
pub fn render() -> String {
    PROMETHEUS
        .get()
        .map(PrometheusHandle::render)
        .unwrap_or_default()
}

pub const CONTENT_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Sends every `metrics` macro to Prometheus' page and, if there is one, to the collector.
pub(crate) fn install(meter: Option<Meter>) -> anyhow::Result<()> {
    static ONCE: Mutex<()> = Mutex::new(());
    let _once = ONCE.lock().unwrap_or_else(PoisonError::into_inner);
    if PROMETHEUS.get().is_some() {
        return Ok(());
    }
    let first = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)?
        .build_recorder();
    let handle = first.handle();
    let installed = match meter {
        None => metrics::set_global_recorder(first).map_err(drop),
        Some(meter) => metrics::set_global_recorder(Doubled::new(first, meter)).map_err(drop),
    };
    installed.map_err(|()| anyhow::anyhow!("another metrics recorder is already installed"))?;
    PROMETHEUS.get_or_init(|| handle);
    describe();
    Ok(())
}

/// Folds samples regularly until told to stop, or memory would grow while nobody scrapes.
pub(crate) fn keep_up(stop: &std::sync::mpsc::Receiver<()>) {
    use std::sync::mpsc::RecvTimeoutError;
    while let Err(RecvTimeoutError::Timeout) = stop.recv_timeout(UPKEEP) {
        if let Some(prometheus) = PROMETHEUS.get() {
            prometheus.run_upkeep();
        }
    }
}

fn describe() {
    use metrics::{describe_counter, describe_gauge, describe_histogram};
    describe_counter!(
        HTTP_REQUESTS,
        "Requests answered, by route, status and cache."
    );
    describe_histogram!(
        HTTP_SECONDS,
        metrics::Unit::Seconds,
        "Time to answer, by cache."
    );
    describe_counter!(JOBS_DONE, "Jobs finished, by kind.");
    describe_counter!(JOBS_FAILED, "Attempts of jobs that failed, by kind.");
    describe_gauge!(JOBS_WAITING, "Jobs due and not yet begun.");
    describe_gauge!(VILLAGES, "Villages in the register, by status.");
    describe_gauge!(
        BACKUP_AGE_SECONDS,
        metrics::Unit::Seconds,
        "Age of the oldest of the last good exports of active villages."
    );
    describe_gauge!(
        BACKUP_FAILED,
        "Villages whose last export failed, and exports found bad."
    );
    describe_gauge!(DB_POOL_SIZE, "Connections to Postgres that are open.");
    describe_gauge!(DB_POOL_IDLE, "Connections to Postgres that wait for work.");
}
