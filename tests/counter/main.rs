//! The counter from outside: its server and its extractors, and its layers over an empty register.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod description;
mod display;
mod extractors;
mod layers;
mod server;
