//! One thing wrong with one field, as a code and its arguments. The words are in the catalogues.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

/// One problem of one field, parameter or file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = FieldProblem)]
pub struct FieldProblem {
    /// The field: the name of a parameter, or the path of a JSON value such as `findings[0].due_on`.
    pub field: String,
    /// The machine code, such as `missing` or `not_a_date`; its words are the message `problem-<code>`.
    #[schema(value_type = String)]
    pub code: Cow<'static, str>,
    /// What the words of the code need.
    pub arguments: BTreeMap<String, String>,
}

impl FieldProblem {
    /// A problem of `field` that needs no arguments.
    pub fn new(field: impl Into<String>, code: impl Into<Cow<'static, str>>) -> Self {
        Self { field: field.into(), code: code.into(), arguments: BTreeMap::new() }
    }

    /// The same problem with one more argument.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.arguments.insert(name.into(), value.into());
        self
    }
}
