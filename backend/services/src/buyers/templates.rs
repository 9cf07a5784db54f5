//! The Word template of a buyer for its special clauses: checked before anything is kept of it, and filled.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use kakuzuke_documents::ReadError;
use kakuzuke_documents::word::{Article, LARGEST, Paragraph, SpecialClauses, Template, TemplateError};
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

    /// A paper about a contract that never was, to try a template with. It is a Japanese paper in every language of the reader.
    #[must_use]
    pub fn sample_of_special_clauses(&self, buyer: &str) -> SpecialClauses {
        let day = self.store().today();
        let supplier = "株式会社見本システム";
        let contract = "見本情報システム運用保守業務委託";
        let paragraph = |text: &str, items: &[&str]| Paragraph {
            text: text.to_owned(),
            items: items.iter().map(|item| (*item).to_owned()).collect(),
        };
        SpecialClauses {
            title: "情報セキュリティに関する特約条項".to_owned(),
            edition: "標準特約条項（見本）".to_owned(),
            buyer: buyer.to_owned(),
            contract: Some(contract.to_owned()),
            number: Some("見本第1号".to_owned()),
            concluded_on: Some(day),
            period: (Some(day), Some(day)),
            supplier: Some(supplier.to_owned()),
            preamble: format!(
                "{buyer}（以下「発注者」という。）と{supplier}（以下「受注者」という。）との「{contract}」に係る契約には、次の特約条項を適用する。"
            ),
            articles: vec![
                Article {
                    heading: "見本の条".to_owned(),
                    paragraphs: vec![
                        paragraph(
                            "この条は、ひな形の体裁を確かめるためのものであり、次の各号に掲げる事項を含む。",
                            &["第1号の文", "第2号の文"],
                        ),
                        paragraph(
                            "第2項の文は、長い文がどのように折り返されるかを見るため、一行に収まらない長さで書かれている。",
                            &[],
                        ),
                    ],
                },
                Article {
                    heading: "見本の次の条".to_owned(), paragraphs: vec![paragraph("項が一つだけの条。", &[])]
                },
            ],
            closing: String::new(),
            made_on: day,
        }
    }
}
