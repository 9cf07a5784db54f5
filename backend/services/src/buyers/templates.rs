//! The Word template of a buyer for its special clauses: checked before anything is kept of it, and filled.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use kakuzuke_documents::ReadError;
use kakuzuke_documents::word::{LARGEST, SpecialClauses, Template, TemplateError};
use kakuzuke_store::Actor;
use uuid::Uuid;

use crate::Services;
use crate::errors::{Result, ServicesError};

/// The media type of a Word file.
pub const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Work on a document takes milliseconds of thinking; it stays out of the way of others.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> Result<T, TemplateError> + Send + 'static) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    Ok(done.map_err(|error| ServicesError::Document(error.to_string()))??)
}

impl Services {
    /// Checks the file at `path`, and makes it the template of a buyer. Answers the template's id.
    ///
    /// # Errors
    /// [`ServicesError::Template`] with everything that is wrong with it.
    pub async fn upload_template(&self, buyer: Uuid, path: &Path, file_name: &str, by: &Actor) -> Result<Uuid> {
        let place = path.to_owned();
        aside(move || {
            // A byte beyond the limit is enough to know that it is beyond it.
            let most = u64::try_from(LARGEST).unwrap_or(u64::MAX).saturating_add(1);
            let mut bytes = Vec::new();
            let read = File::open(place).and_then(|file| file.take(most).read_to_end(&mut bytes));
            read.map_err(ReadError::from)?;
            Template::read(&bytes)
        })
        .await?;
        let file = self.store().put_file(path, file_name, WORD).await?;
        let mut work = self.store().begin(by, "templates.replace").await?;
        let id = work.replace_template(buyer, &file.sha256, file_name).await?;
        work.commit().await?;
        Ok(id)
    }

    /// Takes the template of a buyer back: its papers follow the standard again.
    ///
    /// # Errors
    /// `already_superseded` if it is no longer in use.
    pub async fn withdraw_template(&self, buyer: Uuid, template: Uuid, by: &Actor) -> Result<()> {
        let mut work = self.store().begin(by, "templates.withdraw").await?;
        work.withdraw_template(buyer, template).await?;
        work.commit().await?;
        Ok(())
    }

    /// The paper as a Word file, by the template that the buyer uses now.
    ///
    /// # Errors
    /// The register cannot be read.
    pub async fn special_clauses_as_word(&self, buyer: Uuid, paper: SpecialClauses) -> Result<Vec<u8>> {
        let own = self.store().template_in_use(buyer).await?;
        self.fill(own.as_ref().map(|own| own.sha256.as_str()), paper).await
    }

    /// The paper as a Word file, by the template with this SHA-256; by the standard one without.
    ///
    /// # Errors
    /// The file cannot be read.
    pub async fn fill(&self, template: Option<&str>, paper: SpecialClauses) -> Result<Vec<u8>> {
        let file = match template {
            Some(sha256) => Some(self.store().file_bytes(sha256).await?),
            None => None,
        };
        aside(move || file.map_or_else(Template::standard, |file| Template::read(&file))?.fill(&paper)).await
    }
}
