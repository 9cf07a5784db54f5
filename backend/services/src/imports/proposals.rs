//! Rows that only a person can place: whom they may mean, and what the person decided.

use std::sync::Arc;

use kakuzuke_documents::Row;
use kakuzuke_documents::columns::Interpreter;
use kakuzuke_domain::accounts::Audience;
use kakuzuke_domain::dates::DateHint;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::cells;
use super::problems::Problem;
use super::reading::{Chosen, Reading, headings};
use super::report::Outcome;
use super::request::{ImportRequest, Importer};
use super::run::{apply, importer};
use super::session::Session;
use super::table::Opened;
use crate::Services;
use crate::errors::{Result, ServicesError};

/// What a person decides about one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The row means this supplier.
    Use(Uuid),
    /// The row means a supplier that is not in the register yet.
    Create,
    /// The row is left out.
    Skip,
}

/// One row that waits, or waited, for a person.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// Its number among the proposals of the import.
    pub ordinal: u64,
    /// The sheet.
    pub sheet: String,
    /// The row in the file.
    pub row: u32,
    /// The name the row gives.
    pub name: String,
    /// The cells as written.
    pub cells: Vec<String>,
    /// Whom it may mean.
    pub candidates: Vec<Offer>,
    /// `use`, `create` or `skip`, once decided.
    pub decision: Option<String>,
    /// The supplier decided for.
    pub supplier: Option<Uuid>,
}

/// A supplier that a row may mean.
#[derive(Clone, Debug, Deserialize)]
pub struct Offer {
    /// The supplier.
    pub id: Uuid,
    /// Its name today.
    pub name: String,
    /// Its corporate number.
    pub number: Option<String>,
    /// Prefecture and city.
    pub place: Option<String>,
}

impl Services {
    /// The rows of an import that wait for a person, a page at a time.
    ///
    /// # Errors
    /// The database failed.
    pub async fn proposals(&self, import: Uuid, after: u64, limit: u32) -> Result<Vec<Proposal>> {
        let rows = self.store().import_proposals(import, after, limit).await?;
        let proposal = |row: kakuzuke_store::ProposalRow| Proposal {
            ordinal: row.ordinal,
            sheet: row.sheet,
            row: row.row,
            name: row.name,
            cells: cells::from_json(&row.cells).iter().map(|cell| cell.shown().into_owned()).collect(),
            candidates: serde_json::from_str(&row.candidates).unwrap_or_default(),
            decision: row.decision,
            supplier: row.supplier_id,
        };
        Ok(rows.into_iter().map(proposal).collect())
    }

    /// Carries out what a person decided about one row. Answers the problems of the row: with an error among them, nothing
    /// was written and the row still waits.
    ///
    /// # Errors
    /// There is no such proposal, it is decided already, or the database failed.
    pub async fn decide(&self, import: Uuid, ordinal: u64, decision: Decision, by: &Importer) -> Result<Vec<Problem>> {
        let state = self.import(import).await?.ok_or_else(|| ServicesError::refused("import_unknown"))?;
        let proposal =
            self.store().proposal(import, ordinal).await?.ok_or_else(|| ServicesError::refused("import_unknown"))?;
        if proposal.decision.is_some() {
            return Err(ServicesError::refused("import_not_ready"));
        }
        let (word, chosen) = match decision {
            Decision::Use(supplier) => ("use", Some(Chosen::Supplier(supplier))),
            Decision::Create => ("create", Some(Chosen::New)),
            Decision::Skip => ("skip", None),
        };
        let mut problems = Vec::new();
        let mut work = self.store().begin(&by.actor(), &format!("{}.decide", state.kind.as_str())).await?;
        if chosen.is_some() {
            let (request, _folder) = self.import_request(import, &state.options).await?;
            let request = ImportRequest { confirms: by.confirms, ..request };
            let opened = Opened::open(self.reader_program(), &request, Some(60)).await?;
            let mapping = opened.mapping(&request)?;
            let hint = DateHint { system_1904: opened.head().system_1904, ..DateHint::default() };
            let mut interpreter = Interpreter::new(state.kind, &mapping, hint)
                .map_err(|error| ServicesError::Damaged(error.to_string()))?;
            let row = Row {
                sheet: Arc::from(proposal.sheet.as_str()),
                number: proposal.row,
                cells: cells::from_json(&proposal.cells),
            };
            let understood =
                interpreter.read(&row).map_err(|_| ServicesError::Damaged("import_proposals".to_owned()))?;
            let mut reading = Reading::new(row, understood, headings(&mapping));
            reading.chosen = chosen;
            let importer = importer(&work, &by.actor()).await?;
            let mut session = Session::new(self.store(), &request, importer);
            let done = apply(&mut work, &mut session, state.kind, vec![reading]).await?;
            let rejected = done.iter().any(|one| one.outcome == Outcome::Rejected);
            problems.extend(done.into_iter().flat_map(|one| one.reading.problems));
            if rejected {
                work.roll_back().await?;
                return Ok(problems);
            }
        }
        let supplier = if let Decision::Use(supplier) = decision { Some(supplier) } else { None };
        work.decide_proposal(import, ordinal, word, supplier).await?;
        let (subject, detail) = (format!("import:{import}"), json!({"row": proposal.row, "decision": word}));
        match &state.row.buyer_code {
            None => work.seal(&subject, detail).await?,
            Some(code) => {
                let buyer = work.buyers().await?.into_iter().find(|buyer| buyer.code.as_ref() == Some(code));
                let readers: Vec<Audience> = buyer.map(|buyer| Audience::Buyer(buyer.id)).into_iter().collect();
                work.seal_for(&readers, &subject, detail).await?
            }
        };
        work.commit().await?;
        Ok(problems)
    }
}
