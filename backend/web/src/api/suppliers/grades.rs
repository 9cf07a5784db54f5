//! `/api/v1/suppliers/{id}/grades`: the grade over time.

use axum::extract::State;
use chrono::{Datelike, Months, NaiveDate};
use kakuzuke_domain::accounts::ResourceKind;
use kakuzuke_domain::grades::timeline;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::key::SupplierKey;
use crate::api::band::Band;
use crate::api::dated::AsOfParams;
use crate::api::day::Day;
use crate::api::list::List;
use crate::api::scheme_choice;
use crate::caller::Caller;
use crate::error::{AppError, FieldProblem, Result};
use crate::extract::{Dated, Json, Path};
use crate::state::AppState;

/// The longest span of a line, in years.
const LONGEST_YEARS: i32 = 30;
/// Without a first day the line begins this long before the day that matters, in months.
const USUAL_MONTHS: u32 = 36;
/// Without a last day it ends this long after it, in months.
const USUAL_MONTHS_AHEAD: u32 = 12;

/// Which part of the line is asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Span {
    /// The first day; 36 months before `valid_on` if absent.
    #[param(inline)]
    from: Option<Day>,
    /// The last day, at most 30 years after the first; 12 months after `valid_on` if absent.
    #[param(inline)]
    to: Option<Day>,
    /// The SHA-256 of a published scheme; the newest one if absent.
    #[param(pattern = "^[0-9a-f]{64}$")]
    scheme: Option<String>,
}

/// A day on which band or points change, and what they are from then on.
#[derive(Debug, Serialize, ToSchema)]
pub struct Step {
    /// The first day.
    pub from: Day,
    /// The band.
    pub band: Band,
    /// Points in thousandths.
    pub points_milli: i64,
}

/// The grade of a supplier over time, as known at an instant: the first day asked for and every change after it.
#[utoipa::path(
    get,
    path = "/api/v1/suppliers/{id}/grades",
    operation_id = "list_grades",
    tag = "grades",
    params(("id" = inline(SupplierKey), Path, description = "The supplier's id or corporate number."), AsOfParams, Span),
    responses((status = 200, body = List<Step>))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(key): Path<SupplierKey>,
    dated: Dated<Span>,
) -> Result<Json<List<Step>>> {
    let (from, to) = dated.query.days(dated.as_of.valid_on)?;
    let scheme = scheme_choice::chosen(&state, dated.query.scheme.as_deref()).await?;
    let record = key.record(&state, &caller, ResourceKind::Grades, &dated.as_of).await?;
    let steps = timeline(&scheme, &record.facts, from, to)
        .into_iter()
        .map(|(from, band, points_milli)| Step { from: Day(from), band: band.into(), points_milli })
        .collect();
    Ok(Json(List::whole(steps)))
}

impl Span {
    fn days(&self, valid_on: NaiveDate) -> Result<(NaiveDate, NaiveDate)> {
        let usual_from = valid_on.checked_sub_months(Months::new(USUAL_MONTHS)).unwrap_or(valid_on);
        let usual_to = valid_on.checked_add_months(Months::new(USUAL_MONTHS_AHEAD)).unwrap_or(valid_on);
        let from = self.from.map_or(usual_from, |day| day.0);
        let to = self.to.map_or(usual_to, |day| day.0);
        if to < from {
            return Err(AppError::invalid("to", "reversed"));
        }
        if to.year() - from.year() > LONGEST_YEARS {
            let problem = FieldProblem::new("to", "after").with("latest", format!("+{LONGEST_YEARS}y"));
            return Err(AppError::Invalid(vec![problem]));
        }
        Ok((from, to))
    }
}
