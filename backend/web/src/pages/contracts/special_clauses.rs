//! `/contracts/{id}/special-clauses`: the special clauses of a contract, to read and to print on A4.

use axum::extract::State;
use kakuzuke_documents::word::{Field, SpecialClauses};
use kakuzuke_domain::accounts::ResourceKind;
use kakuzuke_domain::clauses::{Article, Circumstance};
use kakuzuke_store::{AsOf, ContractRow};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{Path, Query};
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// The special clauses of a contract.
#[derive(Debug, Serialize)]
pub struct SpecialClausesPage {
    id: Uuid,
    buyer_code: Option<String>,
    asked: Asked,
    circumstances: Vec<CircumstanceView>,
    paper: PaperView,
}

#[derive(Debug, Serialize)]
struct CircumstanceView {
    word: &'static str,
    holds: bool,
}

#[derive(Debug, Serialize)]
struct PaperView {
    title: String,
    edition: String,
    contract: Option<String>,
    rows: Vec<(&'static str, String)>,
    preamble: String,
    articles: Vec<Article>,
}

/// The rows of the paper's head, as in the standard template.
const ROWS: [(&str, Field); 6] = [
    ("契約件名", Field::Contract),
    ("契約番号", Field::Number),
    ("契約日", Field::ConcludedOn),
    ("契約期間", Field::Period),
    ("発注者", Field::Buyer),
    ("受注者", Field::Supplier),
];

impl From<SpecialClauses> for PaperView {
    fn from(paper: SpecialClauses) -> Self {
        Self {
            rows: ROWS.map(|(label, field)| (label, field.value(&paper))).into(),
            title: paper.title,
            edition: paper.edition,
            contract: paper.contract,
            preamble: paper.preamble,
            articles: paper.articles,
        }
    }
}

/// The circumstances that the reader chose in the place of the contract's own.
#[derive(Debug, Clone, Copy, Default, Deserialize, Serialize)]
pub struct Asked {
    chosen: Option<bool>,
    critical: Option<bool>,
    personal_data: Option<bool>,
    cloud: Option<bool>,
    subcontracting: Option<bool>,
}

impl Asked {
    /// The circumstances of the paper: those chosen, or those of the contract, where nothing known speaks against them.
    #[must_use]
    pub fn circumstances(self, row: &ContractRow) -> Vec<Circumstance> {
        let own = row.contract.circumstances().applying();
        let holds = |circumstance: &&Circumstance| {
            let ticked = match circumstance {
                Circumstance::Critical => self.critical,
                Circumstance::PersonalData => self.personal_data,
                Circumstance::Cloud => self.cloud,
                Circumstance::Subcontracting => self.subcontracting,
            };
            ticked.unwrap_or(self.chosen.is_none() && own.contains(&circumstance.as_str()))
        };
        Circumstance::ALL.iter().filter(holds).copied().collect()
    }
}

/// A contract that the caller sees, and its paper.
///
/// # Errors
/// Not found otherwise.
pub async fn paper(
    state: &AppState,
    caller: &Caller,
    id: Uuid,
    asked: Asked,
    as_of: &AsOf,
) -> Result<(ContractRow, SpecialClauses)> {
    let visible = caller.sees(ResourceKind::Contracts);
    let row = state.store.contract(id, &visible, as_of).await?.ok_or(AppError::NotFound)?;
    let paper = state.services.special_clauses(&row, &asked.circumstances(&row), as_of).await?;
    Ok((row, paper))
}

impl Page for SpecialClausesPage {
    const TEMPLATE: &'static str = "contracts/special_clauses.html";
    const ROOM: Room = Room::Contracts;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let paragraph = |text: &str, items: &[&str]| kakuzuke_domain::clauses::ArticleParagraph {
            text: text.to_owned(),
            items: items.iter().map(|item| (*item).to_owned()).collect(),
        };
        let article = Article {
            number: 1,
            code: "purpose".to_owned(),
            title: "目的".to_owned(),
            paragraphs: vec![paragraph("第1項", &["第1号", "第2号"]), paragraph("第2項", &[])],
        };
        let page = |known: bool| Self {
            id: Uuid::nil(),
            buyer_code: known.then(|| "131016".to_owned()),
            asked: Asked::default(),
            circumstances: vec![CircumstanceView { word: "critical", holds: known }],
            paper: PaperView {
                title: "情報セキュリティに関する特約条項".to_owned(),
                edition: "標準特約条項 2026年度版".to_owned(),
                contract: known.then(|| "住民情報システム運用保守業務委託".to_owned()),
                rows: vec![("発注者", "千代田区".to_owned())],
                preamble: "前文".to_owned(),
                articles: vec![article.clone()],
            },
        };
        vec![page(true), page(false)]
    }
}

/// `GET /contracts/{id}/special-clauses`
///
/// # Errors
/// Not found without such a contract.
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Rendered> {
    let now = state.store.as_of(None, None).await?;
    let (row, paper) = paper(&state, &caller, id, asked, &now).await?;
    let holding = asked.circumstances(&row);
    let circumstance = |one: &Circumstance| CircumstanceView { word: one.as_str(), holds: holding.contains(one) };
    Ok(Rendered::new(SpecialClausesPage {
        id,
        buyer_code: row.contract.buyer_code,
        asked,
        circumstances: Circumstance::ALL.iter().map(circumstance).collect(),
        paper: paper.into(),
    }))
}
