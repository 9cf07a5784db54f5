//! `/api/v1/contracts/{id}/cloud-uses`: the cloud services that a contract uses, and the recording of one more.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kakuzuke_domain::accounts::ResourceKind;
use kakuzuke_domain::cloud_services::CloudUse;
use kakuzuke_store::CloudUseRow;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::dated::AsOfParams;
use crate::api::day::Day;
use crate::api::list::List;
use crate::caller::Caller;
use crate::error::Result;
use crate::extract::{AsOf, Json, NoQuery, Path};
use crate::state::AppState;
use crate::writes::{record_cloud_use, seen_contract};

/// The most that are answered, the newest first.
const MOST: u32 = 1_000;

/// The use of a service by a contract.
#[derive(Debug, Serialize, ToSchema)]
pub struct CloudUseItem {
    /// The record.
    pub id: Uuid,
    /// The service.
    pub service: Uuid,
    /// Its name.
    pub service_name: String,
    /// The contract.
    pub contract: Uuid,
    /// What it is used for.
    pub purpose: Option<String>,
    /// First day.
    pub valid_from: Option<Day>,
    /// Last day.
    pub valid_to: Option<Day>,
}

impl From<CloudUseRow> for CloudUseItem {
    fn from(row: CloudUseRow) -> Self {
        Self {
            id: row.id,
            service: row.service,
            service_name: row.service_name,
            contract: row.contract,
            purpose: row.usage.purpose,
            valid_from: row.usage.valid_from.map(Day),
            valid_to: row.usage.valid_to.map(Day),
        }
    }
}

/// That a contract uses a service.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CloudUseBody {
    /// The service.
    pub service: Uuid,
    /// What it is used for.
    #[serde(default)]
    #[schema(max_length = 1000)]
    pub purpose: Option<String>,
    /// First day.
    #[serde(default)]
    pub valid_from: Option<Day>,
    /// Last day; not before the first.
    #[serde(default)]
    pub valid_to: Option<Day>,
}

/// The record of a use.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecordedUse {
    /// Its id.
    pub id: Uuid,
}

/// The cloud services that a contract uses, as they were known.
#[utoipa::path(
    get,
    path = "/api/v1/contracts/{id}/cloud-uses",
    operation_id = "list_cloud_uses",
    tag = "cloud-services",
    params(("id" = Uuid, Path, description = "The contract's id."), AsOfParams),
    responses((status = 200, body = List<CloudUseItem>))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    AsOf(as_of): AsOf,
) -> Result<Json<List<CloudUseItem>>> {
    seen_contract(&state, &caller, id).await?;
    let visible = caller.sees(ResourceKind::Contracts);
    let rows = state.store.cloud_uses(None, Some(id), &visible, &as_of, MOST).await?;
    Ok(Json(List::whole(rows.into_iter().map(Into::into).collect())))
}

/// Records that a contract uses a cloud service.
#[utoipa::path(
    post,
    path = "/api/v1/contracts/{id}/cloud-uses",
    operation_id = "record_cloud_use",
    tag = "cloud-services",
    params(("id" = Uuid, Path, description = "The contract's id.")),
    request_body = CloudUseBody,
    responses((status = 201, body = RecordedUse))
)]
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(contract): Path<Uuid>,
    _: NoQuery,
    Json(body): Json<CloudUseBody>,
) -> Result<impl IntoResponse> {
    let usage = CloudUse {
        valid_from: body.valid_from.map(|day| day.0),
        valid_to: body.valid_to.map(|day| day.0),
        purpose: body.purpose,
    };
    let id = record_cloud_use(&state, &caller, contract, body.service, &usage).await?;
    Ok((StatusCode::CREATED, Json(RecordedUse { id })))
}
