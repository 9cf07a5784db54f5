//! `/api/v1/ledger/proofs/inclusion`: that an entry is in the tree.

use axum::extract::State;
use kakuzuke_domain::accounts::ResourceKind;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::caller::Caller;
use crate::error::{AppError, FieldProblem, Result};
use crate::extract::{Json, Query};
use crate::state::AppState;

/// Which entry, in which tree.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Question {
    /// The number of the entry, below `size`.
    #[param(minimum = 0, maximum = 9007199254740991_i64)]
    seq: u64,
    /// The size of the tree; its present size if absent.
    #[param(minimum = 1, maximum = 9007199254740991_i64)]
    size: Option<u64>,
}

/// The audit path of RFC 6962, 2.1.1.
#[derive(Debug, Serialize, ToSchema)]
pub struct Inclusion {
    /// The number of the entry.
    pub seq: u64,
    /// The size of the tree.
    pub size: u64,
    /// The hash of the entry's leaf, in hexadecimal.
    pub leaf_hash: String,
    /// The hashes from the leaf up, in hexadecimal.
    pub hashes: Vec<String>,
}

/// The proof that an entry is in the tree.
#[utoipa::path(
    get,
    path = "/api/v1/ledger/proofs/inclusion",
    operation_id = "prove_inclusion",
    tag = "ledger",
    params(Question),
    responses((status = 200, body = Inclusion))
)]
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Query(question): Query<Question>,
) -> Result<Json<Inclusion>> {
    let present = state.store.ledger_head().await?.size;
    let size = question.size.unwrap_or(present);
    if !(1..=present).contains(&size) {
        return Err(out_of_range("size", 1, present));
    }
    if question.seq >= size {
        return Err(out_of_range("seq", 0, size.saturating_sub(1)));
    }
    let entry = i64::try_from(question.seq).map_err(AppError::internal)?;
    let leaf = state.store.ledger_entry(&caller.sees(ResourceKind::Ledger), entry).await?.ok_or(AppError::NotFound)?;
    let hashes = state.store.inclusion_proof(question.seq, size).await?;
    Ok(Json(Inclusion {
        seq: question.seq,
        size,
        leaf_hash: hex::encode(leaf.leaf_hash),
        hashes: hashes.iter().map(hex::encode).collect(),
    }))
}

/// A number that is none of this tree.
pub fn out_of_range(field: &str, minimum: u64, maximum: u64) -> AppError {
    let problem = FieldProblem::new(field, "out_of_range");
    AppError::Invalid(vec![problem.with("minimum", minimum.to_string()).with("maximum", maximum.to_string())])
}
