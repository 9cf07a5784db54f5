//! Word files: the paper of special clauses (特約条項), by the house's own template or by one that a buyer designed.
//!
//! A template is a .docx with fields such as `{{契約件名}}`; [`Template::fill`] puts a [`SpecialClauses`] into it. The same input
//! gives the same bytes. A template comes from outside and is not trusted: [`Template::read`] refuses what could harm whoever
//! opens the filled paper, and names every field that cannot be filled.

mod articles;
mod fields;
mod filling;
mod instructions;
mod package;
mod paper;
mod part;
mod problems;
mod safety;
mod template;

pub use fields::Field;
pub use paper::{Level, Line, SpecialClauses};
pub use problems::{TemplateError, TemplateProblem, TemplateProblemCode};
pub use template::{LARGEST, Template};
