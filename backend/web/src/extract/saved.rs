//! Bodies streamed to disk, never held in memory.

use std::path::Path;

use axum::body::{Body, Bytes};
use futures_util::{Stream, StreamExt};
use tempfile::TempPath;
use tokio::io::AsyncWriteExt;

use crate::error::{AppError, FieldProblem};

/// An upload on disk; the file is removed when this is dropped.
#[derive(Debug)]
pub struct Saved {
    /// Where the bytes are.
    pub path: TempPath,
    /// How many they are.
    pub bytes: u64,
}

/// Streams `chunks` into a new file of `folder`.
///
/// # Errors
/// What the stream says, [`AppError::TooLarge`] beyond `limit` bytes, or ours if the disk fails.
pub async fn save<S>(chunks: S, folder: &Path, limit: u64) -> Result<Saved, AppError>
where
    S: Stream<Item = Result<Bytes, AppError>>,
{
    let file = tempfile::NamedTempFile::new_in(folder).map_err(AppError::internal)?;
    let (file, path) = file.into_parts();
    let mut file = tokio::fs::File::from_std(file);
    let mut chunks = std::pin::pin!(chunks);
    let mut bytes: u64 = 0;
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk?;
        bytes = bytes.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
        if bytes > limit {
            return Err(AppError::TooLarge { limit });
        }
        file.write_all(&chunk).await.map_err(AppError::internal)?;
    }
    file.flush().await.map_err(AppError::internal)?;
    Ok(Saved { path, bytes })
}

/// Streams a whole body into a new file of `folder`.
///
/// # Errors
/// As [`save`]; [`AppError::Malformed`] if the connection broke off.
pub async fn save_body(body: Body, folder: &Path, limit: u64) -> Result<Saved, AppError> {
    let chunks = body
        .into_data_stream()
        .map(|chunk| chunk.map_err(|_| AppError::Malformed(FieldProblem::new("body", "broken_off"))));
    save(chunks, folder, limit).await
}
