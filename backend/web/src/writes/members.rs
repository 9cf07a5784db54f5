//! Who belongs to a joint venture, from a day on.

use chrono::NaiveDate;
use kakuzuke_services::ServicesError;
use kakuzuke_store::Actor;
use uuid::Uuid;

use crate::error::{AppError, Result};
use crate::state::AppState;

/// Records who the members of a joint venture are from a day on (none: since ever), the first of them representing it.
///
/// # Errors
/// Not found without such a supplier; `not_a_joint_venture`, `members_unchanged`; [`AppError::Invalid`] with the place in the
/// list of a member that is not registered, named twice or a joint venture itself.
pub async fn change_members(
    state: &AppState,
    by: &Actor,
    venture: Uuid,
    from: Option<NaiveDate>,
    members: &[Uuid],
    reason: &str,
) -> Result<()> {
    state.services.change_members(venture, from, members, reason, by).await.map_err(situation)
}

fn situation(error: ServicesError) -> AppError {
    let field = match error.arguments().into_iter().find(|(name, _)| name == "at") {
        Some((_, at)) => format!("members[{at}]"),
        None => "members".to_owned(),
    };
    match error {
        ServicesError::Refused { code: "supplier_unknown", .. } => AppError::NotFound,
        ServicesError::Refused { code: code @ ("not_a_joint_venture" | "members_unchanged"), .. } => {
            AppError::Conflict(code)
        }
        ServicesError::Refused { code: "members_missing", .. } => AppError::invalid(field, "missing"),
        ServicesError::Refused { code: "member_unknown", .. } => AppError::invalid(field, "unknown_supplier"),
        ServicesError::Refused { code: code @ ("member_twice" | "member_is_venture"), .. } => {
            AppError::invalid(field, code)
        }
        other => other.into(),
    }
}
