//! Somebody at a browser: keeps cookies, sends forms as pages hold them, follows where it is led.

use std::collections::BTreeMap;

use reqwest::{Response, StatusCode};

use crate::TestApp;

/// What stands between the parts of a body with files.
pub const BOUNDARY: &str = "----batas-uji-7MA4YWxkTrZu0gW";

/// One part of such a body.
pub fn part(about: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {about}\r\n\r\n");
    [head.as_bytes(), bytes, b"\r\n"].concat()
}

/// A page as it came.
pub struct Seen {
    pub status: StatusCode,
    /// Path and query of the page, after redirects.
    pub path: String,
    pub html: String,
}

/// A page as it came, and where it leads.
pub struct Led {
    pub status: StatusCode,
    pub to: Option<String>,
    pub html: String,
}

/// A browser without scripts, at one host.
pub struct Browser<'a> {
    app: &'a TestApp,
    pub host: String,
    pub cookies: BTreeMap<String, String>,
    /// What browsers say of where a form comes from.
    pub fetch_site: &'static str,
}

impl<'a> Browser<'a> {
    pub fn new(app: &'a TestApp, host: &str) -> Self {
        Self {
            app,
            host: host.to_owned(),
            cookies: BTreeMap::new(),
            fetch_site: "same-origin",
        }
    }

    /// Opens a page.
    pub async fn open(&mut self, path: &str) -> Seen {
        let request = self
            .app
            .ask(&self.host, path)
            .header("cookie", self.cookie_line());
        let response = request.send().await.expect("the service answers");
        self.follow(path, response).await
    }

    /// Opens a page and says where it leads, without going there.
    pub async fn ask(&mut self, path: &str) -> Led {
        let request = self
            .app
            .ask(&self.host, path)
            .header("cookie", self.cookie_line());
        let response = request.send().await.expect("the service answers");
        self.keep_cookies(&response);
        let location = response.headers().get("location");
        Led {
            status: response.status(),
            to: location.map(|to| to.to_str().expect("an address").to_owned()),
            html: response.text().await.unwrap_or_default(),
        }
    }

    /// Sends a form. A page of the office gets its token from the page that was open before.
    pub async fn send(&mut self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = self
            .app
            .post(&self.host, path)
            .header("cookie", self.cookie_line())
            .header("sec-fetch-site", self.fetch_site)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body);
        let response = request.send().await.expect("the service answers");
        self.follow(path, response).await
    }

    /// Sends files, each in a field: (field, file name, bytes). A script says so and gets no page.
    pub async fn send_files(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
        is_script: bool,
    ) -> Seen {
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(part(&format!("name=\"{name}\""), value.as_bytes()));
        }
        for (field, name, bytes) in files {
            let about = format!("name=\"{field}\"; filename=\"{name}\"");
            body.extend(part(&about, bytes));
        }
        body.extend(format!("--{BOUNDARY}--\r\n").as_bytes());
        self.send_body(path, body, is_script).await
    }

    /// Sends a body of parts as it is, whole or not.
    pub async fn send_body(&mut self, path: &str, body: Vec<u8>, is_script: bool) -> Seen {
        let accept = if is_script {
            "application/json"
        } else {
            "text/html"
        };
        let request = self
            .app
            .post(&self.host, path)
            .header("cookie", self.cookie_line())
            .header("sec-fetch-site", self.fetch_site)
            .header("accept", accept)
            .header(
                "content-type",
                format!("multipart/form-data; boundary={BOUNDARY}"),
            )
            .body(body);
        let response = request.send().await.expect("the service answers");
        self.follow(path, response).await
    }

    /// Opens `page`, takes its token and sends the form with it.
    pub async fn act(&mut self, page: &str, path: &str, fields: &[(&str, &str)]) -> Seen {
        let token = self.open(page).await.token();
        let mut all = vec![("csrf", token.as_str())];
        all.extend(fields);
        self.send(path, &all).await
    }

    /// Its cookies, as a request carries them.
    pub fn cookie_line(&self) -> String {
        let pairs: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.join("; ")
    }

    async fn follow(&mut self, path: &str, response: Response) -> Seen {
        let mut path = path.to_owned();
        let mut response = response;
        for _ in 0..5 {
            self.keep_cookies(&response);
            if !response.status().is_redirection() {
                break;
            }
            let location = response.headers()["location"]
                .to_str()
                .expect("an address")
                .to_owned();
            path = match location.split_once(&self.host) {
                Some((_, rest)) => rest
                    .trim_start_matches(|letter: char| letter != '/')
                    .to_owned(),
                None => location,
            };
            let request = self
                .app
                .ask(&self.host, &path)
                .header("cookie", self.cookie_line());
            response = request.send().await.expect("the service answers");
        }
        Seen {
            status: response.status(),
            path,
            html: response.text().await.unwrap_or_default(),
        }
    }

    fn keep_cookies(&mut self, response: &Response) {
        for line in response.headers().get_all("set-cookie") {
            let line = line.to_str().expect("a cookie is text");
            let (pair, attributes) = line.split_once(';').unwrap_or((line, ""));
            let (name, value) = pair.split_once('=').expect("a cookie has a value");
            if attributes.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

impl Seen {
    /// The token of the page's forms.
    pub fn token(&self) -> String {
        let after = self
            .html
            .split("name=\"csrf\" value=\"")
            .nth(1)
            .unwrap_or_default();
        after.split('"').next().unwrap_or_default().to_owned()
    }
}
