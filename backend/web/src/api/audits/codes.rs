//! `/api/v1/suppliers/{id}/share-codes`: the codes by which a supplier shows its audits, and the making of a new one.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kakuzuke_domain::accounts::{Action, ResourceKind};
use kakuzuke_services::audits::WantedShareCode;
use kakuzuke_store::{Redemption, ShareCode};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::api::day::{Day, Instant};
use crate::api::list::{self, List};
use crate::api::suppliers::SupplierKey;
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{Json, NoQuery, Path, Query};
use crate::state::AppState;

/// The longest note, in characters.
const LONGEST_NOTE: usize = 300;

/// A buyer that entered a code.
#[derive(Debug, Serialize, ToSchema)]
pub struct RedemptionItem {
    /// The buyer's name.
    pub buyer: String,
    /// When somebody of it entered the code.
    pub redeemed_at: Instant,
    /// About when somebody of it looked at an audit last; null if nobody has.
    pub last_used_at: Option<Instant>,
}

/// A share code, without the code itself.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShareCodeItem {
    /// Its id.
    pub id: Uuid,
    /// The one audit it shows; null for all of them, also later ones.
    pub audit: Option<Uuid>,
    /// Whom it is for.
    pub note: Option<String>,
    /// When it was made.
    pub made_at: Instant,
    /// Its last day.
    pub ends_on: Day,
    /// When it was revoked; null if it was not.
    pub ended_at: Option<Instant>,
    /// The buyers that entered it.
    pub redemptions: Vec<RedemptionItem>,
}

/// A share code to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewShareCode {
    /// The one audit it shows; null for all of them, also later ones.
    #[serde(default)]
    pub audit: Option<Uuid>,
    /// Its last day: from today to twelve months from today.
    pub ends_on: Day,
    /// Whom it is for.
    #[serde(default)]
    #[schema(max_length = 300)]
    pub note: Option<String>,
}

/// A new share code. It is shown this once.
#[derive(Debug, Serialize, ToSchema)]
pub struct MadeShareCode {
    /// Its id.
    pub id: Uuid,
    /// The code, to be handed to the buyer.
    pub code: String,
    /// Its last day.
    pub ends_on: Day,
}

/// Which page of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// Where the page before ended: its `next_cursor`.
    #[param(max_length = 36)]
    cursor: Option<String>,
    /// How many items a page has.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

impl From<ShareCode> for ShareCodeItem {
    fn from(code: ShareCode) -> Self {
        let redemption = |one: Redemption| RedemptionItem {
            buyer: one.buyer_name,
            redeemed_at: Instant(one.redeemed_at),
            last_used_at: one.last_used_at.map(Instant),
        };
        Self {
            id: code.id,
            audit: code.audit,
            note: code.note,
            made_at: Instant(code.made_at),
            ends_on: Day(code.ends_on),
            ended_at: code.ended_at.map(Instant),
            redemptions: code.redemptions.into_iter().map(redemption).collect(),
        }
    }
}

/// The share codes of a supplier, ended ones among them, the newest first. Only for the supplier itself.
#[utoipa::path(
    get,
    path = "/api/v1/suppliers/{id}/share-codes",
    operation_id = "list_share_codes",
    tag = "audits",
    params(("id" = inline(SupplierKey), Path, description = "The supplier's id or corporate number."), Asked),
    responses((status = 200, body = List<ShareCodeItem>))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(key): Path<SupplierKey>,
    Query(asked): Query<Asked>,
) -> Result<Json<List<ShareCodeItem>>> {
    let limit = list::limit(asked.limit)?;
    let before = asked.cursor.map(|cursor| cursor.parse()).transpose();
    let before: Option<Uuid> = before.map_err(|_| AppError::invalid("cursor", "not_a_cursor"))?;
    let supplier = key.id(&state).await?;
    caller.require_of_supplier(Action::Read, ResourceKind::ShareCodes, supplier)?;
    let codes = state.store.share_codes(supplier, before, limit).await?;
    let last = codes.last().map(|code| code.id.to_string());
    let next = last.filter(|_| u32::try_from(codes.len()).is_ok_and(|found| found == limit));
    Ok(Json(List::uncounted(codes.into_iter().map(Into::into).collect(), next)))
}

/// Makes a share code: whoever it is handed to enters it, and their buyer sees the report and the findings of the audits
/// until it ends or is revoked. Only for the supplier itself.
#[utoipa::path(
    post,
    path = "/api/v1/suppliers/{id}/share-codes",
    operation_id = "make_share_code",
    tag = "audits",
    params(("id" = inline(SupplierKey), Path, description = "The supplier's id or corporate number.")),
    request_body = NewShareCode,
    responses((status = 201, body = MadeShareCode))
)]
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(key): Path<SupplierKey>,
    _: NoQuery,
    Json(new): Json<NewShareCode>,
) -> Result<impl IntoResponse> {
    if new.note.as_ref().is_some_and(|note| note.chars().count() > LONGEST_NOTE) {
        return Err(AppError::invalid("note", "too_long"));
    }
    let supplier = key.id(&state).await?;
    caller.require_of_supplier(Action::Record, ResourceKind::ShareCodes, supplier)?;
    let wanted = WantedShareCode { supplier, audit: new.audit, note: new.note, ends_on: new.ends_on.0 };
    let made = state.services.make_share_code(caller.account()?, wanted).await?;
    let made = MadeShareCode { id: made.id, code: made.code, ends_on: Day(made.ends_on) };
    Ok((StatusCode::CREATED, Json(made)))
}
