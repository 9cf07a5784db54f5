//! What can go wrong with the work of the house.

use kakuzuke_documents::ReadError;
use kakuzuke_documents::word::TemplateError;
use kakuzuke_domain::accounts::Decision;
use kakuzuke_domain::contracts::Problem;
use kakuzuke_store::StoreError;

/// Result of the services.
pub type Result<T, E = ServicesError> = std::result::Result<T, E>;

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum ServicesError {
    /// The records could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file cannot be read as a table.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A file cannot be used as a template.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// The request cannot be done as it was made; the words are `refusal-CODE` in the catalogues.
    #[error("{code}")]
    Refused {
        /// Machine code.
        code: &'static str,
        /// Named values for the message.
        arguments: Vec<(&'static str, String)>,
    },
    /// Something that was told cannot be so.
    #[error("{} values are not acceptable", .0.len())]
    Invalid(Vec<Problem>),
    /// Whoever asks may not do this.
    #[error("not allowed")]
    Denied(Decision),
    /// Something stored is not what was written.
    #[error("damaged: {0}")]
    Damaged(String),
    /// A file of our own could not be read or written.
    #[error("a file could not be used")]
    Io(#[from] std::io::Error),
    /// A mail could not be handed over; it is tried again.
    #[error("a mail could not be handed over: {0}")]
    Undelivered(String),
    /// A document could not be written.
    #[error("a document could not be written: {0}")]
    Document(String),
}

impl ServicesError {
    /// A request that cannot be done.
    #[must_use]
    pub fn refused(code: &'static str) -> Self {
        Self::Refused { code, arguments: Vec::new() }
    }

    /// The same with one more value for its message.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        if let Self::Refused { arguments, .. } = &mut self {
            arguments.push((name, value.into()));
        }
        self
    }

    /// Whether it contradicts what the register holds in this way.
    #[must_use]
    pub fn is_conflict(&self, wanted: &str) -> bool {
        matches!(self, Self::Store(StoreError::Conflict { code }) if *code == wanted)
    }

    /// Machine code, translated where it is shown as `refusal-CODE`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Store(_) | Self::Damaged(_) => "store",
            Self::Read(error) | Self::Template(TemplateError::File(error)) => error.code(),
            Self::Template(TemplateError::Problems(_)) => "template",
            Self::Refused { code, .. } => code,
            Self::Invalid(_) => "invalid",
            Self::Denied(_) => "denied",
            Self::Io(_) | Self::Document(_) | Self::Undelivered(_) => "io",
        }
    }

    /// What the message fills in.
    #[must_use]
    pub fn arguments(&self) -> Vec<(String, String)> {
        let detail = |text: String| vec![("detail".to_owned(), text)];
        match self {
            Self::Denied(_) | Self::Invalid(_) => Vec::new(),
            Self::Store(error) => detail(error.to_string()),
            Self::Damaged(text) | Self::Document(text) | Self::Undelivered(text) => detail(text.clone()),
            Self::Io(error) => detail(error.to_string()),
            Self::Template(TemplateError::Problems(_)) => Vec::new(),
            Self::Read(error) | Self::Template(TemplateError::File(error)) => {
                error.arguments.iter().map(|(name, value)| (name.clone(), value.clone())).collect()
            }
            Self::Refused { arguments, .. } => {
                arguments.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
            }
        }
    }

    /// The sentence a person reads.
    #[must_use]
    pub fn message(&self, language: crate::words::Language) -> String {
        let mut arguments = self.arguments();
        if self.code() == "columns_missing" {
            for (_, field) in &mut arguments {
                *field = crate::words::word(language, &format!("field-{}", field.replace('_', "-")));
            }
        }
        let key = format!("refusal-{}", self.code().replace('_', "-"));
        crate::words::words(language, &key, arguments.iter().map(|(name, value)| (name.as_str(), value.as_str())))
    }
}
