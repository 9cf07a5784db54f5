//! `/suppliers/{id}/members`: who belongs to a joint venture, over time; changed from a day on.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use kakuzuke_domain::suppliers::SupplierKind;
use kakuzuke_store::{Member, MembershipRole, SupplierRecord};
use serde::Serialize;
use uuid::Uuid;

use super::form::members;
use crate::caller::Caller;
use crate::error::{AppError, FieldProblem, Result};
use crate::extract::{Form, NoQuery, Path};
use crate::flash::Flash;
use crate::pages::form::{Answers, Errors};
use crate::pages::supplier_link::SupplierLink;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;
use crate::writes::change_members;

const FIELDS: [&str; 3] = ["since", "members", "reason"];

/// The members over time, and the form for the next change.
#[derive(Debug, Serialize)]
pub struct MembersPage {
    supplier: SupplierLink,
    periods: Vec<Period>,
    form: Answers,
    errors: Errors,
}

/// Days on which the members are the same.
#[derive(Debug, Clone, Serialize)]
struct Period {
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    members: Vec<MemberLine>,
}

#[derive(Debug, Clone, Serialize)]
struct MemberLine {
    id: Uuid,
    name: String,
    representative: bool,
}

impl MembersPage {
    /// The page with the members of today in its form, or with what a person typed.
    fn new(record: &SupplierRecord, seats: &[Member], typed: Option<Answers>, errors: Errors) -> Self {
        let mut form = typed.unwrap_or_else(|| {
            let line = |member: &Member| member.number.clone().unwrap_or_else(|| member.name.clone());
            let lines: Vec<String> = record.members.iter().map(line).collect();
            Answers(BTreeMap::from([("members".to_owned(), lines.join("\n"))]))
        });
        for field in FIELDS {
            form.0.entry(field.to_owned()).or_default();
        }
        let supplier = SupplierLink { id: record.supplier.id, name: record.supplier.name.clone() };
        Self { supplier, periods: periods(seats), form, errors }
    }
}

impl Page for MembersPage {
    const TEMPLATE: &'static str = "suppliers/members.html";
    const ROOM: Room = Room::Suppliers;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let mut errors = Errors::default();
        errors.add(FieldProblem::new("form", "members_unchanged"));
        errors.add(FieldProblem::new("members", "member_unknown").with("value", "1234"));
        errors.add(FieldProblem::new("since", "not_a_date"));
        let wrong = |code: &'static str| {
            let mut errors = Errors::default();
            errors.add(FieldProblem::new("members", code));
            errors
        };
        let record = &super::samples::venture();
        let seats = &record.members;
        vec![
            Self::new(record, seats, None, Errors::default()),
            Self::new(record, &[], Some(Answers::default()), errors),
            Self::new(record, seats, None, wrong("member_twice")),
            Self::new(record, seats, None, wrong("member_is_venture")),
        ]
    }
}

/// The members over time, newest first, a period for each change.
fn periods(seats: &[Member]) -> Vec<Period> {
    let days = |seat: &Member| {
        let days = &seat.membership;
        [Some(days.valid_from), days.valid_to.map(|to| to.succ_opt())]
    };
    let starts: BTreeSet<Option<NaiveDate>> = seats.iter().flat_map(days).flatten().collect();
    let starts: Vec<Option<NaiveDate>> = starts.into_iter().collect();
    let ends = starts.iter().skip(1).map(|next| next.and_then(|day| day.pred_opt())).chain([None]);
    let holds = |seat: &&Member, day: Option<NaiveDate>| {
        let days = &seat.membership;
        days.valid_from <= day && days.valid_to.is_none_or(|to| day.is_none_or(|day| day <= to))
    };
    let period = |(from, to): (&Option<NaiveDate>, Option<NaiveDate>)| {
        let members = seats.iter().filter(|seat| holds(seat, *from)).map(|seat| MemberLine {
            id: seat.supplier,
            name: seat.name.clone(),
            representative: seat.membership.value.role == MembershipRole::Representative,
        });
        Period { from: *from, to, members: members.collect() }
    };
    let mut periods: Vec<Period> = starts.iter().zip(ends).map(period).collect();
    periods.reverse();
    periods
}

async fn page(
    state: &AppState,
    record: &SupplierRecord,
    typed: Option<Answers>,
    errors: Errors,
) -> Result<MembersPage> {
    let seats = state.store.members_over_time(record.supplier.id, &record.as_of).await?;
    Ok(MembersPage::new(record, &seats, typed, errors))
}

async fn venture(state: &AppState, id: Uuid) -> Result<SupplierRecord> {
    let now = state.store.as_of(None, None).await?;
    let record = state.store.supplier(id, &now).await?.ok_or(AppError::NotFound)?;
    if record.supplier.kind == SupplierKind::JointVenture { Ok(record) } else { Err(AppError::NotFound) }
}

/// `GET /suppliers/{id}/members`
///
/// # Errors
/// Not found without such a joint venture.
pub async fn get(State(state): State<AppState>, Path(id): Path<Uuid>, _: NoQuery) -> Result<Rendered> {
    let record = venture(&state, id).await?;
    Ok(Rendered::new(page(&state, &record, None, Errors::default()).await?))
}

/// `POST /suppliers/{id}/members/changes`
///
/// # Errors
/// Not found without such a joint venture; a refused form is shown again.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    let record = venture(&state, id).await?;
    let answers = Answers(answers);
    let mut errors = Errors::default();
    let from = answers.day("since", &mut errors);
    let members = members(&state, &answers, &mut errors).await?;
    let reason = answers.needed("reason", &mut errors);
    if errors.is_empty() {
        match change_members(&state, &caller.signature(), id, from, &members, &reason).await {
            Ok(()) => return Ok(Flash::Saved.redirect(&format!("/suppliers/{id}"))),
            Err(AppError::Conflict("members_unchanged")) => errors.add(FieldProblem::new("form", "members_unchanged")),
            Err(error) => errors.refused(error, &FIELDS)?,
        }
    }
    let page = page(&state, &record, Some(answers), errors).await?;
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}
