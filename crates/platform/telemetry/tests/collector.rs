//! Telemetry against a collector that really listens, from within the async runtime as `serve`
//! uses it.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use config::Config;

/// Answers 200 to everything and hands out what was posted, by path.
fn collector() -> (String, mpsc::Receiver<(String, Vec<u8>)>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let (send, received) = mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            let mut request = Vec::new();
            let mut piece = [0; 4096];
            let (head, length) = loop {
                let read = stream.read(&mut piece).expect("bytes");
                request.extend_from_slice(&piece[..read]);
                let end = request.windows(4).position(|window| window == b"\r\n\r\n");
                if let Some(end) = end {
                    let head = String::from_utf8_lossy(&request[..end]).to_lowercase();
                    let length = head
                        .lines()
                        .find_map(|line| line.strip_prefix("content-length: "))
                        .expect("a length")
                        .parse::<usize>()
                        .expect("a number");
                    break (head, end + 4 + length);
                }
            };
            while request.len() < length {
                let read = stream.read(&mut piece).expect("bytes");
                request.extend_from_slice(&piece[..read]);
            }
            let path = head.split(' ').nth(1).expect("a path").to_owned();
            let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
            stream.write_all(answer).expect("an answer");
            if send.send((path, request)).is_err() {
                return;
            }
        }
    });
    (address, received)
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

#[tokio::test]
async fn traces_and_figures_reach_the_collector_and_personal_data_does_not() {
    let (address, received) = collector();
    let mut config = Config::for_tests("postgres://a@b/c", "postgres://a@b/c", Path::new("x"));
    config.telemetry.otlp_endpoint = Some(address);
    let guard = telemetry::init(&config).expect("telemetry");
    assert!(
        telemetry::init(&config).is_err(),
        "twice is a mistake that is told"
    );

    {
        let span = tracing::info_span!(
            "http.request",
            otel.name = "GET /artikel/{slug}",
            village = "pembantanan",
            citizen.nik = "rahasia"
        );
        let _entered = span.enter();
        tracing::error!(
            email = "siti@example.id",
            "no such person: 6303041208900001"
        );
    }
    metrics::counter!(telemetry::HTTP_REQUESTS, "route" => "/", "status" => "200").increment(3);
    metrics::gauge!(telemetry::JOBS_WAITING).increment(2.0);
    metrics::gauge!(telemetry::JOBS_WAITING).decrement(1.0);
    metrics::histogram!(telemetry::HTTP_SECONDS, "cache" => "hit").record(0.004);

    let page = telemetry::render();
    for line in [
        "banua_http_requests_total{route=\"/\",status=\"200\"} 3",
        "banua_jobs_waiting 1",
        "banua_http_request_seconds_bucket{cache=\"hit\",le=\"0.005\"} 1",
        "# HELP banua_jobs_waiting Jobs due and not yet begun.",
    ] {
        assert!(page.contains(line), "{line} is not in\n{page}");
    }

    drop(guard);
    let mut seen = Vec::new();
    while let Ok(post) = received.recv_timeout(Duration::from_secs(2)) {
        seen.push(post);
    }
    let of = |path: &str| {
        let posts = seen.iter().filter(|(asked, _)| asked == path);
        posts
            .flat_map(|(_, bytes)| bytes.clone())
            .collect::<Vec<u8>>()
    };
    let traces = of("/v1/traces");
    for text in [
        "GET /artikel/{slug}",
        "pembantanan",
        "no such person: ***",
        "banua",
    ] {
        assert!(contains(&traces, text), "{text} is not in the traces");
    }
    for text in ["rahasia", "siti@example.id", "6303041208900001"] {
        assert!(!contains(&traces, text), "{text} is in the traces");
    }
    let figures = of("/v1/metrics");
    for text in [
        "banua_http_requests_total",
        "banua_jobs_waiting",
        "banua_http_request_seconds",
    ] {
        assert!(contains(&figures, text), "{text} is not in the figures");
    }
}
