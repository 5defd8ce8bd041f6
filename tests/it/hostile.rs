//! Input as attackers and broken links send it: a page with a message, never a failure of ours.

use support::{TestApp, publish};

#[tokio::test]
async fn no_path_or_query_makes_the_service_fail() {
    let app = TestApp::start().await;
    let village = app.village().await;
    let mut tx = app.tx(&village).await;
    publish(&mut tx, "gotong-royong", "Gotong Royong", "Bersama").await;
    tx.commit().await.unwrap();
    let long = "a".repeat(10_000);
    for (path, statuses) in [
        ("/artikel/%00", vec![404]),
        ("/artikel/..%2f..%2fetc", vec![404]),
        ("/artikel/%F0%9F%8E%89", vec![404]),
        ("/artikel/%C3%28", vec![404, 400]),
        ("/artikel/GOTONG-ROYONG", vec![301]),
        ("/artikel/gotong-royong/", vec![301]),
        (
            "/artikel/gotong-royong?fbclid=abc&utm_source=wa&x=%",
            vec![200, 400],
        ),
        ("/artikel?sebelum=zzz", vec![400, 404]),
        (
            "/artikel?sesudah=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            vec![400, 404],
        ),
        ("/artikel?sebelum=%00", vec![400, 404]),
        ("/cari?q=%25", vec![200]),
        ("/cari?q=%5C", vec![200]),
        ("/cari?q='%20or%201=1--", vec![200]),
        ("/cari?q=a%20%26%20|%20!%20(%20:*", vec![200]),
        ("/cari?q=%00", vec![400]),
        (&*format!("/cari?q={long}"), vec![200, 400, 414]),
        ("/media/../../etc/passwd", vec![404]),
        ("/media/..%2f..%2fetc%2fpasswd", vec![404]),
        ("/media/00000000000000000000000000000000.jpg", vec![404]),
        ("/kartu/tidak/ada.jpg", vec![404]),
        ("/aset/x", vec![404]),
    ] {
        let response = app.get(&village.host(), path).await;
        let status = response.status().as_u16();
        let shown = &path[..path.len().min(80)];
        assert!(statuses.contains(&status), "{shown}: {status}");
    }
}

#[tokio::test]
async fn what_people_type_is_shown_as_text() {
    let app = TestApp::start().await;
    let village = app.village().await;
    let query = "/cari?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E%7B%7B7*7%7D%7D";
    let body = app.get(&village.host(), query).await.text().await.unwrap();
    assert!(!body.contains("<script>alert"));
    assert!(body.contains("{{7*7}}"));
}

#[tokio::test]
async fn every_response_carries_the_walls_and_its_number() {
    let app = TestApp::start().await;
    let village = app.village().await;
    for path in ["/", "/tidak-ada", "/rss.xml", "/favicon.svg"] {
        let response = app.get(&village.host(), path).await;
        let headers = response.headers();
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        assert!(headers.contains_key("x-request-id"), "{path}");
        assert!(!headers.contains_key("set-cookie"), "{path}");
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
        if path == "/" {
            assert!(!policy.contains("unsafe-inline"), "{policy}");
        }
    }
}
