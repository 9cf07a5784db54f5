//! What every test stands on: a database of its own on either engine, the program as a child, the clock, the real files.
pub mod app;
pub mod cli;
pub mod engine;
pub mod people;
pub mod samples;
pub mod server;
pub mod shared;
pub mod smtp;

/// `both!(name, ...)` runs each `async fn name(engine: Engine)` once on SQLite and once on PostgreSQL.
#[macro_export]
macro_rules! both {
    ($($name:ident),+ $(,)?) => { $(
        mod $name {
            #[test]
            fn on_sqlite() {
                $crate::harness::engine::run($crate::harness::engine::Engine::Sqlite, super::$name);
            }
            #[test]
            fn on_postgres() {
                $crate::harness::engine::run($crate::harness::engine::Engine::Postgres, super::$name);
            }
        }
    )+ };
}
