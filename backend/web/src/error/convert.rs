//! What the crates below complain about, as situations of the counter.

use kakuzuke_documents::ReadErrorCode;
use kakuzuke_documents::word::TemplateError;
use kakuzuke_domain::accounts::Decision;
use kakuzuke_domain::approvals::Refusal as ApprovalRefusal;
use kakuzuke_domain::facts::{FactsError, Problem as FactsProblem};
use kakuzuke_services::ServicesError;
use kakuzuke_store::StoreError;

use super::{AppError, FieldProblem};

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict { code } => Self::Conflict(code),
            StoreError::Missing { .. } => Self::NotFound,
            StoreError::Cursor => Self::invalid("cursor", "not_a_cursor"),
            StoreError::Busy => Self::Busy,
            other => Self::internal(other),
        }
    }
}

impl From<FactsError> for AppError {
    fn from(error: FactsError) -> Self {
        let code = error.code();
        let problem = FieldProblem::new(error.path, code);
        Self::Invalid(vec![match error.problem {
            FactsProblem::OutOfRange { from, to } => {
                problem.with("minimum", from.to_string()).with("maximum", to.to_string())
            }
            _ => problem,
        }])
    }
}

impl From<ServicesError> for AppError {
    fn from(error: ServicesError) -> Self {
        let arguments = error.arguments();
        match error {
            ServicesError::Store(error) => error.into(),
            ServicesError::Invalid(problems) => {
                Self::Invalid(problems.into_iter().map(|one| FieldProblem::new(one.field, one.code)).collect())
            }
            ServicesError::Denied(Decision::Unknown) => Self::Unauthenticated,
            ServicesError::Denied(Decision::Forbidden) => Self::Forbidden,
            ServicesError::Denied(_) => Self::NotFound,
            ServicesError::Refused { code, .. } if ApprovalRefusal::from_word(code).is_some() => Self::Conflict(code),
            ServicesError::Refused { code: "invitation_over", .. } => Self::Conflict("invitation_over"),
            ServicesError::Refused { code: code @ ("share_ends_past" | "share_ends_late"), .. } => {
                Self::invalid("ends_on", code)
            }
            ServicesError::Refused { code: code @ "share_audit_unknown", .. } => Self::invalid("audit", code),
            ServicesError::Refused { code: "import_unknown", .. } => Self::NotFound,
            ServicesError::Refused { code: "import_not_ready", .. } => Self::Conflict("wrong_state"),
            ServicesError::Template(error) => Self::Invalid(template_problems(error)),
            ServicesError::Refused { .. } | ServicesError::Read(_) => {
                let problem = FieldProblem::new("file", error.code().to_owned());
                let problem = arguments.into_iter().fold(problem, |problem, (name, value)| problem.with(name, value));
                Self::Invalid(vec![problem])
            }
            other => Self::internal(other),
        }
    }
}

/// What is wrong with a template, each thing a problem of the file. Of a file that cannot be read at all it is enough to know
/// whether it is protected, hostile or damaged.
fn template_problems(error: TemplateError) -> Vec<FieldProblem> {
    let problems = match error {
        TemplateError::Problems(problems) => problems,
        TemplateError::File(error) => {
            let code = match error.code {
                ReadErrorCode::Encrypted => "template_encrypted",
                ReadErrorCode::ZipBomb | ReadErrorCode::TooManyMembers | ReadErrorCode::TooLarge => "template_zip_bomb",
                _ => "template_damaged",
            };
            return vec![FieldProblem::new("file", code)];
        }
    };
    let told = problems.into_iter().map(|problem| {
        let new = FieldProblem::new("file", format!("template_{}", problem.code.as_str()));
        problem.arguments.into_iter().fold(new, |told, (name, value)| told.with(name, value))
    });
    told.collect()
}
