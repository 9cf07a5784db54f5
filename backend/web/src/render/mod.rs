//! Pages as data: a handler answers with a struct and the name of its template, and one outer
//! layer adds language, menu and request and renders once.

pub mod address;
pub mod catalogue;
pub mod dates;
pub mod engine;
#[cfg(test)]
mod every_page;
pub mod filters;
pub mod functions;
mod layer;
pub mod menu;
mod nonce;
pub mod numbers;
pub mod page;
pub mod source;
mod surroundings;

pub use engine::{Missing, Renderer};
pub use layer::layer;
pub use menu::Room;
pub use nonce::Nonce;
pub use page::{Page, Rendered};

use crate::language::Language;

/// What can go wrong between a page's data and its HTML. All of them are mistakes in the program.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// A template is malformed or asks for a value that is not there.
    #[error(transparent)]
    Template(#[from] tera::Error),
    /// A message file is malformed, or a message lacks an argument.
    #[error("message catalogue: {0}")]
    Catalogue(String),
    /// A message is missing.
    #[error("there is no message `{key}` in {language:?}")]
    Message {
        /// The language whose catalogue lacks it.
        language: Language,
        /// The key that was asked for.
        key: String,
    },
}
