//! The scheme by which a question is answered: the one named, or the one in force.

use std::sync::Arc;

use kakuzuke_domain::schemes::Scheme;

use crate::error::{AppError, Result};
use crate::state::AppState;

/// The published scheme with this SHA-256, or the newest one.
///
/// # Errors
/// `unknown_scheme` if none was published under it.
pub async fn chosen(state: &AppState, sha256: Option<&str>) -> Result<Arc<Scheme>> {
    let Some(sha256) = sha256 else { return Ok(state.store.scheme()?) };
    let published = match sha256.len() {
        64 => state.store.scheme_by_sha(sha256).await?,
        _ => None,
    };
    let published = published.ok_or_else(|| AppError::invalid("scheme", "unknown_scheme"))?;
    Ok(Arc::new(published.parse()?))
}
