//! `/suppliers/{id}/profile`: who the supplier is, over time; changed from a day on, or corrected.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use kakuzuke_domain::suppliers::{CloseCause, SupplierKind};
use kakuzuke_store::{Actor, Profile, Recorded, SupplierRecord};
use serde::Serialize;
use uuid::Uuid;

use super::form::{self, FIELDS, complete};
use crate::caller::Caller;
use crate::error::{AppError, FieldProblem, Result};
use crate::extract::{Form, NoQuery, Path};
use crate::flash::Flash;
use crate::pages::form::{Answers, Errors};
use crate::pages::supplier_link::SupplierLink;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;
use crate::writes::{change_profile, correct_profile};

/// The versions of a profile, and the form for the next one or for one of them.
#[derive(Debug, Serialize)]
pub struct ProfilePage {
    supplier: SupplierLink,
    versions: Vec<VersionView>,
    /// The version to be corrected; none for a change.
    version: Option<Uuid>,
    kinds: Vec<&'static str>,
    causes: Vec<&'static str>,
    form: Answers,
    errors: Errors,
}

#[derive(Debug, Clone, Serialize)]
struct VersionView {
    id: Uuid,
    name: String,
    number: Option<String>,
    place: Option<String>,
    closed_on: Option<NaiveDate>,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
}

impl From<&Recorded<Profile>> for VersionView {
    fn from(recorded: &Recorded<Profile>) -> Self {
        let profile = &recorded.value;
        Self {
            id: recorded.fact_id,
            name: profile.name.clone(),
            number: profile.number.clone(),
            place: profile.place(),
            closed_on: profile.closed_on,
            from: recorded.valid_from,
            to: recorded.valid_to,
        }
    }
}

impl ProfilePage {
    /// The page with what is recorded in its form, or with what a person typed.
    fn of(record: &SupplierRecord, version: Option<Uuid>, typed: Option<Answers>, errors: Errors) -> Result<Self> {
        let corrected = match version {
            Some(id) => Some(
                record.profiles.iter().find(|one| one.fact_id == id).ok_or(AppError::Conflict("already_superseded"))?,
            ),
            None => None,
        };
        let mut form = typed.unwrap_or_else(|| {
            let mut form = form::of(corrected.map_or(&record.profile, |one| &one.value));
            let since = corrected.and_then(|one| one.valid_from).map(|day| day.to_string());
            form.0.insert("since".to_owned(), since.unwrap_or_default());
            form
        });
        complete(&mut form);
        let kept = |kind: &SupplierKind| {
            (*kind == SupplierKind::JointVenture) == (record.supplier.kind == SupplierKind::JointVenture)
        };
        Ok(Self {
            supplier: SupplierLink { id: record.supplier.id, name: record.supplier.name.clone() },
            versions: record.profiles.iter().map(VersionView::from).collect(),
            version,
            kinds: SupplierKind::ALL.into_iter().filter(kept).map(SupplierKind::as_str).collect(),
            causes: CloseCause::ALL.map(CloseCause::as_str).to_vec(),
            form,
            errors,
        })
    }
}

impl Page for ProfilePage {
    const TEMPLATE: &'static str = "suppliers/profile.html";
    const ROOM: Room = Room::Suppliers;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let mut errors = Errors::default();
        errors.add(FieldProblem::new("form", "profile_unchanged"));
        errors.add(FieldProblem::new("since", "between_versions"));
        errors.add(FieldProblem::new("kind", "joint_venture_stays"));
        errors.add(FieldProblem::new("successor", "corporate_number_check_digit"));
        let records = super::samples::records();
        let change = records.iter().map(|record| Self::of(record, None, None, Errors::default()));
        let first = records.iter().filter_map(|record| Some((record, record.profiles.first()?.fact_id)));
        let correct = first.map(|(record, id)| Self::of(record, Some(id), Some(Answers::default()), errors.clone()));
        change.chain(correct).map(|page| page.expect("a known version")).collect()
    }
}

async fn record(state: &AppState, id: Uuid) -> Result<SupplierRecord> {
    let now = state.store.as_of(None, None).await?;
    state.store.supplier(id, &now).await?.ok_or(AppError::NotFound)
}

/// `GET /suppliers/{id}/profile`
///
/// # Errors
/// Not found without such a supplier.
pub async fn get(State(state): State<AppState>, Path(id): Path<Uuid>, _: NoQuery) -> Result<Rendered> {
    Ok(Rendered::new(ProfilePage::of(&record(&state, id).await?, None, None, Errors::default())?))
}

/// `GET /suppliers/{id}/profile/{version}`
///
/// # Errors
/// Not found without such a supplier; a conflict if the version is not current.
pub async fn version(
    State(state): State<AppState>,
    Path((id, version)): Path<(Uuid, Uuid)>,
    _: NoQuery,
) -> Result<Rendered> {
    Ok(Rendered::new(ProfilePage::of(&record(&state, id).await?, Some(version), None, Errors::default())?))
}

/// `POST /suppliers/{id}/profile/changes`
///
/// # Errors
/// Not found without such a supplier; a refused form is shown again.
pub async fn change(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    save(&state, &caller.signature(), id, None, Answers(answers)).await
}

/// `POST /suppliers/{id}/profile/{version}/corrections`
///
/// # Errors
/// Not found without such a supplier, a conflict if the version is not current; a refused form is shown again.
pub async fn correct(
    State(state): State<AppState>,
    caller: Caller,
    Path((id, version)): Path<(Uuid, Uuid)>,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    save(&state, &caller.signature(), id, Some(version), Answers(answers)).await
}

async fn save(state: &AppState, by: &Actor, id: Uuid, version: Option<Uuid>, answers: Answers) -> Result<Response> {
    let record = record(state, id).await?;
    let mut errors = Errors::default();
    let typed = form::profile(&answers, &mut errors);
    let reason = answers.needed("reason", &mut errors);
    let since = match version {
        Some(_) => answers.day("since", &mut errors),
        None => answers.needed_day("since", &mut errors),
    };
    if errors.is_empty() {
        let saved = match (version, since) {
            (None, Some(from)) => change_profile(state, by, id, from, typed, &reason).await,
            (None, None) => Err(AppError::invalid("since", "missing")),
            (Some(version), from) => {
                let known = record.profiles.iter().find(|one| one.fact_id == version);
                let change_cause = known.and_then(|known| known.value.change_cause.clone());
                correct_profile(state, by, id, version, from, Profile { change_cause, ..typed }, &reason).await
            }
        };
        match saved {
            Ok(()) => return Ok(Flash::Saved.redirect(&format!("/suppliers/{id}"))),
            Err(AppError::Invalid(problems)) => {
                let since = |problem: FieldProblem| match problem.field.as_str() {
                    "valid_from" => FieldProblem { field: "since".to_owned(), ..problem },
                    _ => problem,
                };
                errors.refused(AppError::Invalid(problems.into_iter().map(since).collect()), &FIELDS)?;
            }
            Err(error) => errors.refused(error, &FIELDS)?,
        }
    }
    let page = ProfilePage::of(&record, version, Some(answers), errors)?;
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}
