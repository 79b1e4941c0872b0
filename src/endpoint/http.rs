//! Requests: sent again while a server is busy or a connection is lost, never longer than patience lasts, and without following
//! redirections, which would carry what lets us in to somebody else.

use super::{EndpointError, Settings};
use std::io::Read;
use std::sync::Arc;
use std::thread;
use std::time::Duration;
use ureq::http::{Request, Response};
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};
use ureq::{Agent, Body};

/// How often a request is sent at most.
const TRIES: u32 = 5;
/// How long to wait before the second time; then twice as long each time.
const WAIT: Duration = Duration::from_millis(200);
/// How long a server may ask us to wait.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(10);
/// Bytes of an error's text that are looked at.
const SHOWN: u64 = 4096;
/// Characters of it that are shown.
const LINE: usize = 200;

/// A connection to one endpoint.
#[derive(Debug)]
pub(super) struct Http {
    agent: Agent,
    authorization: Option<String>,
    patience: Duration,
}

/// What to send.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sent<'a> {
    pub(super) method: &'static str,
    pub(super) address: &'a str,
    /// What may come back.
    pub(super) accept: &'static str,
    /// The type of the body, and the body.
    pub(super) body: Option<(&'static str, &'a [u8])>,
}

/// An answer that says that all went well.
pub(super) struct Got {
    /// Media type without its parameters, in small letters.
    pub(super) media_type: String,
    pub(super) body: Box<dyn Read>,
}

impl Http {
    pub(super) fn new(settings: &Settings) -> Self {
        let crypto = Arc::new(rustls::crypto::ring::default_provider());
        let tls = TlsConfig::builder()
            .provider(TlsProvider::Rustls)
            .root_certs(RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(crypto)
            .build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(CONNECT))
            .timeout_recv_response(Some(settings.patience))
            .timeout_per_read(Some(settings.patience))
            .timeout_per_write(Some(settings.patience))
            .user_agent(concat!("whereas/", env!("CARGO_PKG_VERSION")))
            .build();
        let authorization = settings.authorization.as_ref().map(|given| given.header().to_owned());
        Self { agent: config.new_agent(), authorization, patience: settings.patience }
    }

    /// Sends a request, again where that may help, and gives the answer when it is a good one.
    pub(super) fn send(&self, sent: Sent<'_>) -> Result<Got, EndpointError> {
        let mut wait = WAIT;
        for left in (0..TRIES).rev() {
            let outcome = self.once(sent);
            let asked = match &outcome {
                Ok(response) if is_busy(response.status().as_u16()) => retry_after(response),
                Err(error) if is_lost(error) => None,
                _ => return self.good(sent, outcome),
            };
            if left == 0 {
                return self.good(sent, outcome);
            }
            thread::sleep(asked.unwrap_or(wait).min(LONGEST_WAIT));
            wait *= 2;
        }
        unreachable!("the last try returns")
    }

    fn once(&self, sent: Sent<'_>) -> Result<Response<Body>, ureq::Error> {
        let mut request = Request::builder().method(sent.method).uri(sent.address).header("accept", sent.accept);
        if let Some(authorization) = &self.authorization {
            request = request.header("authorization", authorization);
        }
        if let Some((media_type, bytes)) = sent.body {
            return self.agent.run(request.header("content-type", media_type).body(bytes)?);
        }
        self.agent.run(request.body(())?)
    }

    /// The answer, or what is wrong with it.
    fn good(&self, sent: Sent<'_>, outcome: Result<Response<Body>, ureq::Error>) -> Result<Got, EndpointError> {
        let address = || sent.address.to_owned();
        let response = outcome.map_err(|error| self.unreached(sent.address, &error))?;
        let header =
            |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        match response.status().as_u16() {
            200..=299 => {
                let media_type =
                    header("content-type").split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
                Ok(Got { media_type, body: Box::new(response.into_body().into_reader()) })
            }
            status @ (401 | 403) => Err(EndpointError::Unauthorised { address: address(), status }),
            300..=399 => Err(EndpointError::Moved { address: address(), to: header("location").to_owned() }),
            status => {
                let message = first_line(response.into_body().into_reader());
                Err(EndpointError::Status { address: address(), status, message })
            }
        }
    }

    fn unreached(&self, address: &str, error: &ureq::Error) -> EndpointError {
        let address = address.to_owned();
        match error {
            ureq::Error::Timeout(ureq::Timeout::Connect) => EndpointError::Slow { address, seconds: CONNECT.as_secs() },
            ureq::Error::Timeout(_) => EndpointError::Slow { address, seconds: self.patience.as_secs() },
            ureq::Error::Io(error) => EndpointError::Unreachable { address, reason: error.to_string() },
            error => EndpointError::Unreachable { address, reason: error.to_string() },
        }
    }
}

/// Whether a server may do better a moment later.
fn is_busy(status: u16) -> bool {
    matches!(status, 429 | 502 | 503 | 504)
}

/// Whether a connection was lost, and not refused for good.
fn is_lost(error: &ureq::Error) -> bool {
    matches!(error, ureq::Error::Io(_) | ureq::Error::ConnectionFailed | ureq::Error::Protocol(_))
}

/// How long a server asks us to wait, in seconds; a date is passed over.
fn retry_after(response: &Response<Body>) -> Option<Duration> {
    response.headers().get("retry-after")?.to_str().ok()?.trim().parse().ok().map(Duration::from_secs)
}

/// The first line of a text that has letters, without mark-up.
fn first_line(body: impl Read) -> String {
    let mut bytes = Vec::new();
    // What cannot be read is not shown.
    let _ = body.take(SHOWN).read_to_end(&mut bytes);
    let text = String::from_utf8_lossy(&bytes);
    let mut within = false;
    let plain = text.chars().filter(|c| {
        within = (within || *c == '<') && *c != '>';
        !within && *c != '>'
    });
    let plain: String = plain.collect();
    let line = plain.lines().map(str::trim).find(|line| line.chars().any(char::is_alphanumeric)).unwrap_or_default();
    line.chars().filter(|c| !c.is_control()).take(LINE).collect()
}

#[cfg(test)]
mod tests {
    use super::first_line;

    #[test]
    fn an_error_is_shown_in_one_line_without_marks() {
        assert_eq!(first_line("<html>\n<h1>Not here</h1>\n<p>more".as_bytes()), "Not here");
        assert_eq!(first_line("\n\nParse error\nat 3".as_bytes()), "Parse error");
        assert_eq!(first_line(b"".as_slice()), "");
    }
}
