//! Whose host is it? Only a village's own.

use support::{TestApp, text};

#[tokio::test]
async fn hosts_that_are_no_village_name_none_and_never_fail() {
    let app = TestApp::start().await;
    let village = app.village().await;
    let slug = &village.slug;
    let long = "a".repeat(300);
    for (host, status) in [
        ("127.0.0.1".to_owned(), 404),
        ("[::1]".to_owned(), 404),
        (format!("x.{slug}.localhost"), 404),
        (format!("{slug}.localhost.evil.test"), 404),
        (slug.clone(), 404),
        ("public.localhost".to_owned(), 404),
        ("pg-catalog.localhost".to_owned(), 404),
        ("_.localhost".to_owned(), 400),
        ("-.localhost".to_owned(), 400),
        (format!("%75{}.localhost", &slug[1..]), 400),
        (long, 400),
    ] {
        let response = app.get(&host, "/").await;
        assert_eq!(response.status(), status, "{host}");
        let body = text(response).await;
        assert!(
            !body.contains(&village.code.dotted()),
            "{host} shows a village"
        );
    }
}

#[tokio::test]
async fn case_port_and_final_dot_do_not_matter() {
    let app = TestApp::start().await;
    let village = app.village().await;
    for host in [
        village.host().to_uppercase(),
        format!("{}.", village.host()),
        format!("{}:8080", village.host()),
    ] {
        assert_eq!(app.get(&host, "/").await.status(), 200, "{host}");
    }
}

#[tokio::test]
async fn www_and_sloppy_paths_lead_to_the_one_address() {
    let app = TestApp::start().await;
    let village = app.village().await;
    let response = app
        .get(&format!("www.{}", village.host()), "/artikel")
        .await;
    assert_eq!(response.status(), 301);
    let to = format!("http://{}:8080/artikel", village.host());
    assert_eq!(response.headers()["location"], to.as_str());
    let response = app.get(&village.host(), "/artikel/?sebelum=x").await;
    assert_eq!(response.status(), 301);
    assert_eq!(
        response.headers()["location"],
        format!("{to}?sebelum=x").as_str()
    );
}

#[tokio::test]
async fn a_request_with_two_hosts_is_refused() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let app = TestApp::start().await;
    let village = app.village().await;
    for request in [
        format!(
            "GET / HTTP/1.1\r\nHost: {}\r\nHost: other.localhost\r\nConnection: close\r\n\r\n",
            village.host()
        ),
        "GET / HTTP/1.0\r\n\r\n".to_owned(),
    ] {
        let mut stream = tokio::net::TcpStream::connect(app.running.address)
            .await
            .unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert!(answer.contains(" 400 "), "{answer}");
    }
}

#[tokio::test]
async fn certificates_are_asked_for_only_where_a_village_answers() {
    let app = TestApp::start().await;
    let village = app.village().await;
    let ask = async |name: String| {
        app.get("proxy", &format!("/-/tls-ask?domain={name}"))
            .await
            .status()
            .as_u16()
    };
    assert_eq!(ask(village.host()).await, 200);
    assert_eq!(ask("desa.localhost".to_owned()).await, 200);
    assert_eq!(ask(format!("www.www.{}", village.host())).await, 404);
    assert_eq!(ask("desatidakada.localhost".to_owned()).await, 404);
    assert_eq!(ask("evil.test".to_owned()).await, 404);
}
