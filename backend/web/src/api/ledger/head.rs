//! `/api/v1/ledger/head`: the signed head of the tree.

use axum::extract::State;
use kakuzuke_store::TreeHead;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::day::Instant;
use crate::error::Result;
use crate::extract::{Json, NoQuery};
use crate::state::AppState;

/// The signed head: whoever keeps it can later prove that nothing before it was changed.
#[derive(Debug, Serialize, ToSchema)]
pub struct Head {
    /// How many entries there are.
    #[schema(minimum = 0)]
    pub size: u64,
    /// The root of the tree (RFC 6962), in hexadecimal.
    pub root: String,
    /// When it was signed.
    pub signed_at: Instant,
    /// The key it was signed with; its public half is at `/.well-known/jwks.json`.
    pub key_id: String,
    /// The signature (Ed25519), in hexadecimal.
    pub signature: String,
}

impl From<TreeHead> for Head {
    fn from(head: TreeHead) -> Self {
        Self {
            size: head.size,
            root: hex::encode(head.root),
            signed_at: Instant(head.signed_at),
            key_id: head.key_id,
            signature: hex::encode(head.signature),
        }
    }
}

/// The signed head of the ledger.
#[utoipa::path(
    get,
    path = "/api/v1/ledger/head",
    operation_id = "read_ledger_head",
    tag = "ledger",
    responses((status = 200, body = Head))
)]
pub async fn get(State(state): State<AppState>, _: NoQuery) -> Result<Json<Head>> {
    Ok(Json(state.store.ledger_head().await?.into()))
}
