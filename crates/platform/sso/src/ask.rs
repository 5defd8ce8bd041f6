//! Asking over HTTP: no redirects, no large answers, no long waits.

use std::{pin::Pin, time::Duration};

use openidconnect::{HttpRequest, HttpResponse};

/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// Keys of a large provider are some ten kilobytes.
const LARGEST: usize = 512 * 1024;

/// Why there is no answer to read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unanswered {
    #[error("no answer")]
    Line(#[from] reqwest::Error),
    #[error("the provider fails: {0}")]
    Failing(u16),
    #[error("an answer that is too large")]
    Strange,
}

pub(crate) type Asked = Pin<Box<dyn Future<Output = Result<HttpResponse, Unanswered>> + Send>>;

pub(crate) struct Asker {
    http: reqwest::Client,
}

impl Asker {
    pub(crate) fn new() -> Result<Self, reqwest::Error> {
        let http = reqwest::Client::builder()
            .timeout(PATIENCE)
            .connect_timeout(PATIENCE)
            // Where a secret is sent is what the configuration says, not what an answer says.
            .redirect(reqwest::redirect::Policy::none())
            .user_agent("banua")
            .build()?;
        Ok(Self { http })
    }

    /// As the library wants it.
    pub(crate) fn client(&self) -> impl Fn(HttpRequest) -> Asked + Send + Sync + 'static {
        let http = self.http.clone();
        move |request| {
            let http = http.clone();
            Box::pin(ask(http, request))
        }
    }
}

async fn ask(http: reqwest::Client, request: HttpRequest) -> Result<HttpResponse, Unanswered> {
    let request = reqwest::Request::try_from(request)?;
    let mut answer = http.execute(request).await.map_err(without_address)?;
    let status = answer.status();
    if status.is_server_error() {
        return Err(Unanswered::Failing(status.as_u16()));
    }
    let headers = answer.headers().clone();
    let mut body = Vec::new();
    while let Some(piece) = answer.chunk().await.map_err(without_address)? {
        if body.len() + piece.len() > LARGEST {
            return Err(Unanswered::Strange);
        }
        body.extend_from_slice(&piece);
    }
    let mut response = HttpResponse::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    Ok(response)
}

/// Errors are logged, addresses are not.
fn without_address(error: reqwest::Error) -> Unanswered {
    Unanswered::Line(error.without_url())
}
