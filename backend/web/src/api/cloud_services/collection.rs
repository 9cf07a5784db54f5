//! `/api/v1/cloud-services`: the services, and the recording of a new one.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::IntoResponse;
use kakuzuke_domain::cloud_services::ListingStanding;
use kakuzuke_domain::suppliers::CorporateNumber;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::body::CloudServiceBody;
use crate::api::dated::AsOfParams;
use crate::api::day::Instant;
use crate::api::list::{self, List};
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{Dated, Json, NoQuery};
use crate::state::AppState;
use crate::writes::record_cloud_service;

/// What is asked of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    /// Where the page before ended: its `next_cursor`.
    #[param(max_length = 500)]
    cursor: Option<String>,
    /// How many items a page has.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// How a listing stands on a day.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ListingWord {
    /// There is none.
    None,
    /// It begins later.
    NotYet,
    /// It holds.
    Valid,
    /// It is over.
    Expired,
}

impl From<ListingStanding> for ListingWord {
    fn from(standing: ListingStanding) -> Self {
        match standing {
            ListingStanding::None => Self::None,
            ListingStanding::NotYet => Self::NotYet,
            ListingStanding::Valid => Self::Valid,
            ListingStanding::Expired => Self::Expired,
        }
    }
}

/// A cloud service of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct CloudServiceItem {
    /// Its id.
    pub id: Uuid,
    /// What is recorded.
    pub service: CloudServiceBody,
    /// How its listing stands on the day asked for.
    pub listed: ListingWord,
    /// How its certificate after ISO/IEC 27017 stands on that day.
    pub certified: ListingWord,
    /// When the register learned it.
    pub recorded_at: Instant,
}

/// A cloud service that was recorded just now.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecordedService {
    /// Its id.
    pub id: Uuid,
}

/// A corporate number that can be one.
///
/// # Errors
/// [`AppError::Invalid`] with the code of what is wrong with it.
pub(super) fn checked(body: &CloudServiceBody) -> Result<()> {
    match body.provider_number.as_deref().map(CorporateNumber::parse) {
        Some(Err(error)) => Err(AppError::invalid("provider_number", error.code())),
        Some(Ok(number)) if Some(number.to_string()) != body.provider_number => {
            Err(AppError::invalid("provider_number", "invalid_value"))
        }
        _ => Ok(()),
    }
}

/// Cloud services known at an instant, in the order of recording, and how their papers stand on a day.
#[utoipa::path(
    get,
    path = "/api/v1/cloud-services",
    operation_id = "list_cloud_services",
    tag = "cloud-services",
    params(Filter, AsOfParams),
    responses((status = 200, body = List<CloudServiceItem>))
)]
pub async fn get(State(state): State<AppState>, dated: Dated<Filter>) -> Result<Json<List<CloudServiceItem>>> {
    let cursor = list::cursor(dated.query.cursor)?;
    let after = cursor.map(|cursor| cursor.parse::<Uuid>()).transpose();
    let after = after.map_err(|_| AppError::invalid("cursor", "not_a_cursor"))?;
    let limit = list::limit(dated.query.limit)?;
    let mut rows = state.store.cloud_services(after, limit + 1, &dated.as_of).await?;
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(|row| row.id.to_string());
    let on = dated.as_of.valid_on;
    let items = rows.into_iter().map(|row| CloudServiceItem {
        id: row.id,
        listed: row.service.listed(on).into(),
        certified: row.service.certified(on).into(),
        service: row.service.into(),
        recorded_at: Instant(row.recorded_at),
    });
    Ok(Json(List::uncounted(items.collect(), next)))
}

/// Records a cloud service.
#[utoipa::path(
    post,
    path = "/api/v1/cloud-services",
    operation_id = "record_cloud_service",
    tag = "cloud-services",
    request_body = CloudServiceBody,
    responses((
        status = 201,
        body = RecordedService,
        headers(("location" = String, description = "The address of the new service."))
    ))
)]
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    _: NoQuery,
    Json(body): Json<CloudServiceBody>,
) -> Result<impl IntoResponse> {
    checked(&body)?;
    let recorded = record_cloud_service(&state, &caller, &body.into()).await;
    let id = recorded.map_err(AppError::of_cloud_service)?;
    let location = format!("/api/v1/cloud-services/{id}");
    Ok((StatusCode::CREATED, [(LOCATION, location)], Json(RecordedService { id })))
}
