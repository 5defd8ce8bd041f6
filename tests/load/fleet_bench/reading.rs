//! Visitors who come at a steady rate, however long the answers take.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{
    sync::watch,
    task::JoinSet,
    time::{MissedTickBehavior, interval},
};

/// How it went.
#[derive(Debug, Default)]
pub struct Read {
    pub asked: usize,
    pub failed: usize,
    pub p50_ms: f64,
    pub p99_ms: f64,
}

/// Whoever reads the first pages of some villages.
#[derive(Clone)]
pub struct Readers {
    client: reqwest::Client,
    service: String,
    hosts: Arc<[String]>,
    next: Arc<AtomicUsize>,
}

impl Readers {
    pub fn new(service: &str, hosts: Vec<String>) -> Self {
        Self {
            client: reqwest::Client::builder()
                .timeout(Duration::from_secs(20))
                .build()
                .unwrap(),
            service: service.to_owned(),
            hosts: hosts.into(),
            next: Arc::default(),
        }
    }

    /// Every village once, so that what is measured is not the very first request.
    pub async fn visit_all(&self) {
        for _ in 0..self.hosts.len() {
            self.ask().await;
        }
    }

    /// Whether the next village answered with its page.
    async fn ask(&self) -> bool {
        let at = self.next.fetch_add(1, Ordering::Relaxed) % self.hosts.len();
        let request = self
            .client
            .get(format!("{}/", self.service))
            .header("host", &self.hosts[at]);
        let Ok(answer) = request.send().await else {
            return false;
        };
        answer.status() == 200 && answer.bytes().await.is_ok()
    }

    pub async fn read(&self, rate: u32, seconds: Duration) -> Read {
        let (stop, stopped) = watch::channel(false);
        let (_, read) = tokio::join!(
            async {
                tokio::time::sleep(seconds).await;
                stop.send_replace(true);
            },
            self.read_until(rate, stopped)
        );
        read
    }

    /// Each request is measured from when it was due: a service that stalls is not asked less.
    pub async fn read_until(&self, rate: u32, stop: watch::Receiver<bool>) -> Read {
        let mut ticks = interval(Duration::from_secs(1) / rate);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
        let mut requests = JoinSet::new();
        while !*stop.borrow() {
            let due = ticks.tick().await.into_std();
            let readers = self.clone();
            requests.spawn(async move {
                let is_good = readers.ask().await;
                (is_good, Instant::now().duration_since(due))
            });
        }
        let mut read = Read::default();
        let mut millis = Vec::new();
        while let Some(request) = requests.join_next().await {
            let (is_good, took) = request.unwrap();
            read.failed += usize::from(!is_good);
            millis.push(took.as_secs_f64() * 1000.0);
        }
        millis.sort_by(f64::total_cmp);
        read.asked = millis.len();
        let at = |share: usize| millis.get((millis.len() * share / 100).min(millis.len() - 1));
        if !millis.is_empty() {
            read.p50_ms = at(50).copied().unwrap_or_default();
            read.p99_ms = at(99).copied().unwrap_or_default();
        }
        read
    }
}
