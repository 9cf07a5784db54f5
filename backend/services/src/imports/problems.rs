//! What is wrong with one row of an import, as a code with arguments that a catalogue turns into a sentence.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::words::{Language, word, words};

/// Whether a problem keeps its row out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The row was not imported.
    Error,
    /// The row was imported, or waits for a person; somebody should look.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One problem of one cell or one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The sheet's name; the empty string for a CSV file.
    pub sheet: String,
    /// The row as the spreadsheet numbers it, from 1; 0 for the whole file.
    pub row: u32,
    /// The heading of the column as the file writes it; none where the whole row is meant.
    pub column: Option<String>,
    /// The cell as the file writes it, cut to 200 characters.
    pub value: Option<String>,
    /// Whether the row is kept out.
    pub severity: Severity,
    /// The machine's word for the problem; its sentence is `import-problem-CODE` in the catalogues.
    pub code: String,
    /// What the sentence fills in.
    pub arguments: Vec<(String, String)>,
}

/// Characters of a cell that a problem repeats.
const VALUE_SHOWN: usize = 200;

impl Problem {
    /// A problem that keeps its row out.
    #[must_use]
    pub fn error(code: &str) -> Self {
        Self::new(Severity::Error, code)
    }

    /// A problem that lets its row in, or leaves it to a person.
    #[must_use]
    pub fn warning(code: &str) -> Self {
        Self::new(Severity::Warning, code)
    }

    fn new(severity: Severity, code: &str) -> Self {
        Self {
            sheet: String::new(),
            row: 0,
            column: None,
            value: None,
            severity,
            code: code.to_owned(),
            arguments: Vec::new(),
        }
    }

    /// The same problem, at a place of the file.
    #[must_use]
    pub fn at(mut self, sheet: &str, row: u32) -> Self {
        sheet.clone_into(&mut self.sheet);
        self.row = row;
        self
    }

    /// The same problem, with the cell it is about.
    #[must_use]
    pub fn of(mut self, column: &str, value: &str) -> Self {
        self.column = Some(column.to_owned());
        self.value = Some(value.chars().take(VALUE_SHOWN).collect());
        self
    }

    /// The same problem, with one more argument for its sentence.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.arguments.push((name.to_owned(), value.into()));
        self
    }

    /// The sentence a person reads.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let field = self.arguments.iter().find(|(name, _)| name == "field");
        let label = field.map(|(_, field)| word(language, &format!("field-{}", field.replace('_', "-"))));
        let column = self.column.clone().or(label).unwrap_or_default();
        let column = column.as_str();
        let value = self.value.as_deref().unwrap_or_default();
        let own = self.arguments.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        words(
            language,
            &format!("import-problem-{}", self.code.replace('_', "-")),
            [("column", column), ("value", value)].into_iter().chain(own),
        )
    }

    /// The problem as section 7 of the design prints it.
    #[must_use]
    pub fn to_json(&self, language: Language) -> Value {
        json!({
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "code": self.code,
            "message": self.message(language),
            "severity": self.severity.as_str(),
        })
    }
}
