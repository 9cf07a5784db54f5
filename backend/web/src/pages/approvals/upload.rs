//! The file that is proposed, as sent by a form.

use kakuzuke_domain::approvals::ApprovalKind;
use kakuzuke_services::approvals::Content;

use crate::error::{AppError, FieldProblem, Result};
use crate::extract::Multipart;
use crate::pages::form::Errors;

/// The largest file, in bytes.
const MOST: usize = 500_000;

/// What the field `file` proposes; none, with what is wrong added to `errors`, if the file is not of the kind.
///
/// # Errors
/// The form cannot be read.
pub async fn read_file(mut form: Multipart, kind: ApprovalKind, errors: &mut Errors) -> Result<Option<Content>> {
    let mut file = None;
    while let Some(part) = form.next().await? {
        match part.name.as_str() {
            "file" => match part.text(MOST).await {
                Ok(text) => file = Some(text),
                Err(AppError::Invalid(problems)) => problems.into_iter().for_each(|problem| errors.add(problem)),
                Err(AppError::Malformed(problem)) if problem.code == "not_utf8" => errors.add(problem),
                Err(other) => return Err(other),
            },
            other => return Err(AppError::Malformed(FieldProblem::new(other, "unknown_field"))),
        }
    }
    let text = file.filter(|text| !text.trim().is_empty());
    if text.is_none() && errors.is_empty() {
        errors.add(FieldProblem::new("file", "missing"));
    }
    let Some(text) = text else { return Ok(None) };
    match Content::file(kind, &text) {
        Ok(content) => Ok(Some(content)),
        Err(error) => {
            errors.refused(error.into(), &["file"])?;
            Ok(None)
        }
    }
}
