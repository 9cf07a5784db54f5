//! `/api/v1/ledger/proofs/consistency`: that a larger tree continues a smaller one.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::inclusion::out_of_range;
use crate::error::Result;
use crate::extract::{Json, Query};
use crate::state::AppState;

/// Which two trees.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Question {
    /// The size of the smaller tree.
    #[param(minimum = 1, maximum = 9007199254740991_i64)]
    from: u64,
    /// The size of the larger tree, not below `from`; the present size if absent.
    #[param(minimum = 1, maximum = 9007199254740991_i64)]
    to: Option<u64>,
}

/// The proof of RFC 6962, 2.1.2.
#[derive(Debug, Serialize, ToSchema)]
pub struct Consistency {
    /// The size of the smaller tree.
    pub from: u64,
    /// The size of the larger tree.
    pub to: u64,
    /// The hashes of the proof, in hexadecimal.
    pub hashes: Vec<String>,
}

/// The proof that a larger tree continues a smaller one.
#[utoipa::path(
    get,
    path = "/api/v1/ledger/proofs/consistency",
    operation_id = "prove_consistency",
    tag = "ledger",
    params(Question),
    responses((status = 200, body = Consistency))
)]
pub async fn get(State(state): State<AppState>, Query(question): Query<Question>) -> Result<Json<Consistency>> {
    let present = state.store.ledger_head().await?.size;
    let to = question.to.unwrap_or(present);
    if !(1..=present).contains(&to) {
        return Err(out_of_range("to", 1, present));
    }
    if !(1..=to).contains(&question.from) {
        return Err(out_of_range("from", 1, to));
    }
    let hashes = state.store.consistency_proof(question.from, to).await?;
    Ok(Json(Consistency { from: question.from, to, hashes: hashes.iter().map(hex::encode).collect() }))
}
