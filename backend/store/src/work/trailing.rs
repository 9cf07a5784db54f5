//! List rows, names and search of many new suppliers, written while the next ones are understood: at most one seal behind.

use tokio::task::JoinHandle;

use super::shared::Shared;
use crate::{Result, StoreError, Work};

/// What is still being written; dropping it gives it up.
#[derive(Default)]
pub(crate) struct Trailing(Option<JoinHandle<Result<()>>>);

impl Drop for Trailing {
    fn drop(&mut self) {
        if let Some(writing) = &self.0 {
            writing.abort();
        }
    }
}

impl Work {
    /// Goes on with `writing` beside everything else, once what trails already is written.
    pub(crate) async fn trail(&mut self, writing: impl Future<Output = Result<()>> + Send + 'static) -> Result<()> {
        self.settled().await?;
        self.trailing.0 = Some(tokio::spawn(writing));
        Ok(())
    }

    /// The transaction, once list rows, names and search say all that was sealed.
    pub(crate) async fn settled(&mut self) -> Result<&Shared> {
        if let Some(writing) = self.trailing.0.take() {
            writing.await.map_err(|error| StoreError::Damaged(error.to_string()))??;
        }
        Ok(&self.tx)
    }
}
