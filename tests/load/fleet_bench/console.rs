//! Somebody of the district who looks at the table of all villages.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use config::Config;
use db::Database;
use identity::{Passwords, totp::TotpSecret};
use jiff::Timestamp;
use reqwest::{Response, redirect::Policy};

/// A session at the console.
#[derive(Clone)]
pub struct Console {
    client: reqwest::Client,
    service: String,
    host: String,
    cookies: BTreeMap<String, String>,
}

impl Console {
    /// Comes in with password and code.
    pub async fn enter(config: &Config, database: &Database, service: &str) -> Self {
        let host = config.site.portal_host();
        let accounts =
            district::example::make(database, &host, &Passwords::new(), "63.03.01", "-bench")
                .await
                .unwrap();
        let account = accounts
            .into_iter()
            .find(|account| account.role == "superadmin")
            .unwrap();
        let mut console = Self {
            client: reqwest::Client::builder()
                .redirect(Policy::none())
                .timeout(Duration::from_secs(60))
                .build()
                .unwrap(),
            service: service.to_owned(),
            host,
            cookies: BTreeMap::new(),
        };
        let fields = [
            ("email", account.login.as_str()),
            ("sandi", account.password.as_str()),
        ];
        console.send("/konsol/masuk", &fields).await;
        let page = console.open("/konsol/masuk/kode").await;
        let token = page
            .split("name=\"csrf\" value=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .expect("the page asks for the code");
        let code = TotpSecret::from_base32(&account.totp_secret)
            .unwrap()
            .code_at(Timestamp::now());
        console
            .send("/konsol/masuk/kode", &[("csrf", token), ("kode", &code)])
            .await;
        console
    }

    /// The same session at another process.
    pub fn at(&self, service: &str) -> Self {
        Self {
            service: service.to_owned(),
            ..self.clone()
        }
    }

    fn cookie_line(&self) -> String {
        let pairs: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.join("; ")
    }

    fn keep(&mut self, response: &Response) {
        for cookie in response.headers().get_all("set-cookie") {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            if let Some((name, value)) = pair.split_once('=') {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    async fn send(&mut self, path: &str, fields: &[(&str, &str)]) {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let response = self
            .client
            .post(format!("{}{path}", self.service))
            .header("host", &self.host)
            .header("cookie", self.cookie_line())
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body)
            .send()
            .await
            .unwrap();
        assert!(response.status().is_redirection(), "{}", response.status());
        self.keep(&response);
    }

    async fn open(&self, path: &str) -> String {
        let response = self
            .client
            .get(format!("{}{path}", self.service))
            .header("host", &self.host)
            .header("cookie", self.cookie_line())
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), 200, "{path}");
        response.text().await.unwrap()
    }

    /// Milliseconds of the middle one of so many requests for the table.
    pub async fn median_ms(&self, requests: usize) -> f64 {
        self.open("/konsol").await;
        let mut millis = Vec::new();
        for _ in 0..requests {
            let begun = Instant::now();
            self.open("/konsol").await;
            millis.push(begun.elapsed().as_secs_f64() * 1000.0);
        }
        millis.sort_by(f64::total_cmp);
        millis[requests / 2]
    }

    /// Statements of one request for the table, as this process logs every one of them. The fewest
    /// of a few: what the background asks meanwhile is none of the page's.
    pub async fn statements(&self, log: &str) -> usize {
        let count = || {
            let text = std::fs::read_to_string(log).unwrap();
            text.matches("db.statement").count()
        };
        self.open("/konsol").await;
        let mut fewest = usize::MAX;
        for _ in 0..5 {
            let before = count();
            self.open("/konsol").await;
            tokio::time::sleep(Duration::from_millis(200)).await;
            fewest = fewest.min(count() - before);
        }
        assert!(fewest > 0, "nothing was logged into {log}");
        fewest
    }
}
