//! Why an endpoint did not do what it was asked.

use thiserror::Error;

/// Why an endpoint did not do what it was asked. No message has what lets somebody in.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum EndpointError {
    /// No address.
    #[error("{address}: expected an address that begins with http:// or https://")]
    NoAddress {
        /// As given.
        address: String,
    },
    /// A password in the address.
    #[error("expected an address without a password (hint: --endpoint-auth FILE, or WHEREAS_ENDPOINT_AUTH)")]
    Password,
    /// Nothing there.
    #[error("{address}: cannot be reached: {reason}")]
    Unreachable {
        /// What was asked.
        address: String,
        /// What the system says.
        reason: String,
    },
    /// No answer in time.
    #[error("{address}: no answer within {seconds} s (hint: --endpoint-timeout)")]
    Slow {
        /// What was asked.
        address: String,
        /// How long was waited.
        seconds: u64,
    },
    /// Not allowed.
    #[error("{address}: not authorised (HTTP {status}; hint: --endpoint-auth FILE, or WHEREAS_ENDPOINT_AUTH)")]
    Unauthorised {
        /// What was asked.
        address: String,
        /// 401 or 403.
        status: u16,
    },
    /// Elsewhere.
    #[error("{address}: is at {to} now (hint: give that address)")]
    Moved {
        /// What was asked.
        address: String,
        /// Where it is.
        to: String,
    },
    /// Another answer than success.
    #[error("{address}: HTTP {status}{}", said(.message))]
    Status {
        /// What was asked.
        address: String,
        /// The status.
        status: u16,
        /// The first line of what it says, if anything.
        message: String,
    },
    /// Something that is no answer.
    #[error("{address}: expected {expected}, found {found}")]
    Nonsense {
        /// What was asked.
        address: String,
        /// What was expected.
        expected: &'static str,
        /// What came.
        found: String,
    },
    /// An answer that ends before its end, or is not what it says it is.
    #[error("{address}: the answer broke off or is no {expected}: {reason}")]
    Broken {
        /// What was asked.
        address: String,
        /// What it should have been.
        expected: &'static str,
        /// What its parser says.
        reason: String,
    },
}

fn said(message: &str) -> String {
    if message.is_empty() { String::new() } else { format!(": {message}") }
}

impl EndpointError {
    /// Whether another address of the same server would fare no better.
    pub(super) fn is_final(&self) -> bool {
        !matches!(self, Self::Status { .. } | Self::Nonsense { .. } | Self::Moved { .. })
    }
}
