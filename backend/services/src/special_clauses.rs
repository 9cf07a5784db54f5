//! The special clauses of a contract as a paper: the articles that apply, the parties, the words around them.
//!
//! It is a Japanese legal paper, whatever language its reader chose.

use kakuzuke_documents::word::SpecialClauses;
use kakuzuke_domain::clauses::{Article, Chosen, Circumstance, ClauseSet, TextLanguage, Values, Wording, articles};
use kakuzuke_store::{AsOf, ContractRow};

use crate::Services;
use crate::errors::{Result, ServicesError};

const TITLE: &str = "情報セキュリティに関する特約条項";
/// A number that an import made up where its list had none.
const MADE_UP: &str = "row:";

/// The sentence before the articles.
fn preamble(buyer: &str, supplier: &str, contract: &str) -> String {
    format!(
        "{buyer}（以下「発注者」という。）と{supplier}（以下「受注者」という。）との「{contract}」に係る契約には、次の特約条項を適用する。"
    )
}

/// The articles of the clauses that apply; `own` are the buyer's texts by the codes of their clauses.
fn articles_of(set: &ClauseSet, holding: &[Circumstance], own: &[(String, Wording)]) -> Result<Vec<Article>> {
    let values = Values::new();
    let chosen = |clause| Chosen { clause, values: &values, wording: wording(own, clause) };
    let chosen: Vec<Chosen<'_>> = set.applicable(holding).map(chosen).collect();
    articles(&chosen, TextLanguage::Ja).map_err(|error| ServicesError::Damaged(error.to_string()))
}

fn wording<'a>(own: &'a [(String, Wording)], clause: &kakuzuke_domain::clauses::Clause) -> Option<&'a Wording> {
    own.iter().find(|(code, _)| *code == clause.code).map(|(_, wording)| wording)
}

impl Services {
    /// The paper of a contract: the clauses of the set in use that apply in these circumstances, with the buyer's own texts in
    /// their places.
    ///
    /// # Errors
    /// The register cannot be read.
    pub async fn special_clauses(
        &self,
        row: &ContractRow,
        circumstances: &[Circumstance],
        as_of: &AsOf,
    ) -> Result<SpecialClauses> {
        let contract = &row.contract;
        let set = self.store().clauses_in_use().await?.parse()?;
        let variants = self.store().clause_variants(None, as_of).await?.into_iter();
        let own: Vec<(String, Wording)> = variants
            .filter(|variant| variant.said.buyer_seq == contract.buyer_seq)
            .map(|variant| (variant.said.code.clone(), Wording::from_text(&variant.said.title, &variant.said.body)))
            .collect();
        Ok(SpecialClauses {
            title: TITLE.to_owned(),
            edition: set.title.ja.clone(),
            buyer: contract.buyer_name.clone(),
            contract: Some(contract.title.clone()),
            number: contract.source_key.clone().filter(|key| !key.starts_with(MADE_UP)),
            concluded_on: contract.awarded_on,
            period: (contract.valid_from, contract.valid_to),
            supplier: Some(row.supplier_name.clone()),
            preamble: preamble(&contract.buyer_name, &row.supplier_name, &contract.title),
            articles: articles_of(&set, circumstances, &own)?,
            closing: String::new(),
            made_on: self.store().today(),
        })
    }

    /// A paper of all standard clauses about a contract that never was, to try a template with.
    ///
    /// # Errors
    /// The register cannot be read.
    pub async fn sample_of_special_clauses(&self, buyer: &str) -> Result<SpecialClauses> {
        let set = self.store().clauses_in_use().await?.parse()?;
        let (supplier, contract, day) =
            ("株式会社見本システム", "見本情報システム運用保守業務委託", self.store().today());
        Ok(SpecialClauses {
            title: TITLE.to_owned(),
            edition: set.title.ja.clone(),
            buyer: buyer.to_owned(),
            contract: Some(contract.to_owned()),
            number: Some("見本第1号".to_owned()),
            concluded_on: Some(day),
            period: (Some(day), Some(day)),
            supplier: Some(supplier.to_owned()),
            preamble: preamble(buyer, supplier, contract),
            articles: articles_of(&set, Circumstance::ALL, &[])?,
            closing: String::new(),
            made_on: day,
        })
    }
}
