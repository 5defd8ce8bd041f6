//! Traces and figures on their way to an OpenTelemetry collector.

use std::time::Duration;

use config::Config;
use opentelemetry::metrics::{Meter, MeterProvider as _};
use opentelemetry::trace::TracerProvider as _;
use opentelemetry::{Context, KeyValue, Value};
use opentelemetry_otlp::{MetricExporter, Protocol, SpanExporter, WithExportConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::metrics::{PeriodicReader, SdkMeterProvider};
use opentelemetry_sdk::trace::{
    BatchSpanProcessor, Sampler, SdkTracer, SdkTracerProvider, Span, SpanData, SpanProcessor,
};

use crate::redact;

const EVERY: Duration = Duration::from_secs(15);
const PATIENCE: Duration = Duration::from_secs(5);

pub(crate) struct Collector {
    tracers: SdkTracerProvider,
    meters: SdkMeterProvider,
}

impl Collector {
    /// Exporters hold a blocking HTTP client, which may neither be built nor dropped on a thread
    /// of the async runtime: both happen on a thread of their own.
    pub(crate) fn connect(endpoint: &str, config: &Config) -> anyhow::Result<Self> {
        // Built without a provider of cryptography a client panics, even one that speaks http.
        _ = rustls::crypto::ring::default_provider().install_default();
        let endpoint = endpoint.trim_end_matches('/');
        let resource = Resource::builder()
            .with_service_name(config.telemetry.service_name.clone())
            .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
            .build();
        let ratio = config.telemetry.trace_ratio;
        std::thread::scope(|scope| {
            let build = || Self::build(endpoint, ratio, resource);
            scope
                .spawn(build)
                .join()
                .unwrap_or_else(|_| anyhow::bail!("the exporter panicked"))
        })
    }

    fn build(endpoint: &str, ratio: f64, resource: Resource) -> anyhow::Result<Self> {
        let spans = SpanExporter::builder()
            .with_http()
            .with_protocol(Protocol::HttpBinary)
            .with_endpoint(format!("{endpoint}/v1/traces"))
            .with_timeout(PATIENCE)
            .build()?;
        let figures = MetricExporter::builder()
            .with_http()
            .with_protocol(Protocol::HttpBinary)
            .with_endpoint(format!("{endpoint}/v1/metrics"))
            .with_timeout(PATIENCE)
            .build()?;
        let sampler = Sampler::ParentBased(Box::new(Sampler::TraceIdRatioBased(ratio)));
        let tracers = SdkTracerProvider::builder()
            .with_span_processor(Masking(BatchSpanProcessor::builder(spans).build()))
            .with_sampler(sampler)
            .with_resource(resource.clone())
            .build();
        let reader = PeriodicReader::builder(figures)
            .with_interval(EVERY)
            .build();
        let meters = SdkMeterProvider::builder()
            .with_reader(reader)
            .with_resource(resource)
            .build();
        Ok(Self { tracers, meters })
    }

    pub(crate) fn tracer(&self) -> SdkTracer {
        self.tracers.tracer("banua")
    }

    pub(crate) fn meter(&self) -> Meter {
        self.meters.meter("banua")
    }

    /// Sends what is still waiting; a collector that is away costs a few seconds at most.
    pub(crate) fn flush_and_close(self) {
        let close = move || {
            _ = self.tracers.shutdown_with_timeout(PATIENCE);
            _ = self.meters.shutdown_with_timeout(PATIENCE);
        };
        _ = std::thread::spawn(close).join();
    }
}

/// Masks attributes of spans and of the events in them before they are handed on.
#[derive(Debug)]
struct Masking<P>(P);

impl<P: SpanProcessor> SpanProcessor for Masking<P> {
    fn on_start(&self, span: &mut Span, context: &Context) {
        self.0.on_start(span, context);
    }

    fn on_end(&self, mut span: SpanData) {
        span.attributes.iter_mut().for_each(mask);
        for event in &mut span.events.events {
            event.attributes.iter_mut().for_each(mask);
            event.name = redact::mask_numbers(&event.name).into_owned().into();
        }
        self.0.on_end(span);
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.0.force_flush()
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.0.shutdown_with_timeout(timeout)
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.0.set_resource(resource);
    }
}

fn mask(attribute: &mut KeyValue) {
    // The source position of a span is the collector's `code.*`, not somebody's name.
    let code = ["code.", "thread."]
        .iter()
        .any(|own| attribute.key.as_str().starts_with(own));
    if !code && redact::is_forbidden(attribute.key.as_str()) {
        attribute.value = Value::from(redact::MASK);
    } else if let Value::String(text) = &attribute.value {
        let masked = redact::mask_numbers(text.as_str()).into_owned();
        attribute.value = Value::from(masked);
    }
}
