//! Who asks: a user with a password, or a token. Never on a command line, where every process of the machine reads it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::fmt;

/// What an endpoint asks for to let somebody in.
#[derive(Clone, PartialEq, Eq)]
pub struct Authorization(String);

impl Authorization {
    /// From `Bearer TOKEN` or `Basic USER:PASSWORD`, in one line; none when it is neither.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (scheme, secret) = text.trim().split_once(char::is_whitespace)?;
        let secret = secret.trim();
        if secret.is_empty() || secret.chars().any(char::is_control) {
            return None;
        }
        if scheme.eq_ignore_ascii_case("bearer") {
            return Some(Self(format!("Bearer {secret}")));
        }
        let is_basic = scheme.eq_ignore_ascii_case("basic") && secret.contains(':');
        is_basic.then(|| Self(format!("Basic {}", STANDARD.encode(secret))))
    }

    /// The header of a request.
    pub(super) fn header(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Authorization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Authorization(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::Authorization;

    #[test]
    fn users_and_tokens_are_told_apart_and_never_shown() {
        let header = |text: &str| Authorization::parse(text).map(|found| found.header().to_owned());
        assert_eq!(header("Bearer abc.def\n").as_deref(), Some("Bearer abc.def"));
        assert_eq!(header("basic ada:secret").as_deref(), Some("Basic YWRhOnNlY3JldA=="));
        assert_eq!(
            [header("secret"), header("Basic secret"), header("Digest a:b"), header("Bearer a\u{7}b")],
            [None, None, None, None]
        );
        assert_eq!(format!("{:?}", Authorization::parse("Bearer secret")), "Some(Authorization(…))");
    }
}
