//! Tests of the library and of the program as its users meet them.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should panic")]

mod store;
