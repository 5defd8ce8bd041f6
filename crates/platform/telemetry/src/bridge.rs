//! Carries the figures of the `metrics` macros to Prometheus' page and to OpenTelemetry both.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use metrics::{
    Counter, CounterFn, Gauge, GaugeFn, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder,
    SharedString, Unit,
};
use opentelemetry::KeyValue;
use opentelemetry::metrics::Meter;

use crate::figures;

/// A recorder that also writes to OpenTelemetry instruments of the same names and labels.
pub(crate) struct Doubled<R> {
    first: R,
    meter: Meter,
    counters: Handles<Counter>,
    gauges: Handles<Gauge>,
    histograms: Handles<Histogram>,
}

/// One handle per name and labels: a gauge's value is kept in it.
struct Handles<H>(RwLock<HashMap<Key, H>>);

impl<H: Clone> Handles<H> {
    fn of(&self, key: &Key, make: impl FnOnce() -> H) -> H {
        if let Some(handle) = self
            .0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(key)
        {
            return handle.clone();
        }
        let mut handles = self.0.write().unwrap_or_else(PoisonError::into_inner);
        handles.entry(key.clone()).or_insert_with(make).clone()
    }
}

impl<R> Doubled<R> {
    pub(crate) fn new(first: R, meter: Meter) -> Self {
        Self {
            first,
            meter,
            counters: Handles(RwLock::default()),
            gauges: Handles(RwLock::default()),
            histograms: Handles(RwLock::default()),
        }
    }
}

struct Counted {
    first: Counter,
    instrument: opentelemetry::metrics::Counter<u64>,
    labels: Vec<KeyValue>,
    /// The highest value set from outside.
    absolute: AtomicU64,
}

struct Measured {
    first: Gauge,
    instrument: opentelemetry::metrics::Gauge<f64>,
    labels: Vec<KeyValue>,
    /// The bits of the present value: OpenTelemetry's gauge knows `set` only.
    value: AtomicU64,
}

struct Spread {
    first: Histogram,
    instrument: opentelemetry::metrics::Histogram<f64>,
    labels: Vec<KeyValue>,
}

impl CounterFn for Counted {
    fn increment(&self, value: u64) {
        self.first.increment(value);
        self.instrument.add(value, &self.labels);
    }

    fn absolute(&self, value: u64) {
        self.first.absolute(value);
        let before = self.absolute.fetch_max(value, Ordering::Relaxed);
        self.instrument
            .add(value.saturating_sub(before), &self.labels);
    }
}

impl Measured {
    fn change(&self, change: impl Fn(f64) -> f64) {
        let changed = |bits| Some(change(f64::from_bits(bits)).to_bits());
        let before = self
            .value
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, changed);
        let before = before.unwrap_or_else(|bits| bits);
        self.instrument
            .record(change(f64::from_bits(before)), &self.labels);
    }
}

impl GaugeFn for Measured {
    fn increment(&self, value: f64) {
        self.first.increment(value);
        self.change(|before| before + value);
    }

    fn decrement(&self, value: f64) {
        self.first.decrement(value);
        self.change(|before| before - value);
    }

    fn set(&self, value: f64) {
        self.first.set(value);
        self.change(|_| value);
    }
}

impl HistogramFn for Spread {
    fn record(&self, value: f64) {
        self.first.record(value);
        self.instrument.record(value, &self.labels);
    }
}

impl<R: Recorder> Recorder for Doubled<R> {
    fn describe_counter(&self, key: KeyName, unit: Option<Unit>, description: SharedString) {
        self.first.describe_counter(key, unit, description);
    }

    fn describe_gauge(&self, key: KeyName, unit: Option<Unit>, description: SharedString) {
        self.first.describe_gauge(key, unit, description);
    }

    fn describe_histogram(&self, key: KeyName, unit: Option<Unit>, description: SharedString) {
        self.first.describe_histogram(key, unit, description);
    }

    fn register_counter(&self, key: &Key, metadata: &Metadata<'_>) -> Counter {
        self.counters.of(key, || {
            Counter::from_arc(Arc::new(Counted {
                first: self.first.register_counter(key, metadata),
                instrument: self.meter.u64_counter(key.name().to_owned()).build(),
                labels: labels(key),
                absolute: AtomicU64::new(0),
            }))
        })
    }

    fn register_gauge(&self, key: &Key, metadata: &Metadata<'_>) -> Gauge {
        self.gauges.of(key, || {
            Gauge::from_arc(Arc::new(Measured {
                first: self.first.register_gauge(key, metadata),
                instrument: self.meter.f64_gauge(key.name().to_owned()).build(),
                labels: labels(key),
                value: AtomicU64::new(0f64.to_bits()),
            }))
        })
    }

    fn register_histogram(&self, key: &Key, metadata: &Metadata<'_>) -> Histogram {
        self.histograms.of(key, || {
            let mut instrument = self.meter.f64_histogram(key.name().to_owned());
            if key.name().ends_with("_seconds") {
                instrument = instrument
                    .with_unit("s")
                    .with_boundaries(figures::SECONDS.to_vec());
            }
            Histogram::from_arc(Arc::new(Spread {
                first: self.first.register_histogram(key, metadata),
                instrument: instrument.build(),
                labels: labels(key),
            }))
        })
    }
}

fn labels(key: &Key) -> Vec<KeyValue> {
    key.labels()
        .map(|label| KeyValue::new(label.key().to_owned(), label.value().to_owned()))
        .collect()
}
