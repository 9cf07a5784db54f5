//! The counter from outside: its server and its extractors, without the register behind it.

mod description;
mod extractors;
mod layers;
mod server;
