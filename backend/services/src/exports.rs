//! Exports: the register's lists as workbooks, as CSV and as JSON, one row after another in little memory.
//!
//! Tables follow the rules for machine-readable data of the Digital Agency: one heading row, one record per row, no merged
//! cells, plain numbers, ISO dates. Their headings are those an import finds again.

mod ocds;
mod rows;
mod sink;

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::Path;

use kakuzuke_documents::write::LostCharacter;
use kakuzuke_domain::accounts::Visible;
use kakuzuke_store::{AsOf, ContractQuery, FactRoom, ListingRow, SupplierQuery};
use uuid::Uuid;

use crate::Services;
use crate::errors::{Result, ServicesError};
use crate::words::Language;

use sink::Sink;

/// A list that can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExportKind {
    /// Suppliers with their grades.
    Suppliers,
    /// Attestations, one row for each of their status spans.
    Attestations,
    /// Audits, one row for each of their findings.
    Audits,
    /// Contracts.
    Contracts,
    /// The chains of subcontracts.
    Subcontracts,
    /// Cloud services.
    CloudServices,
    /// Contracts as a release package of the Open Contracting Data Standard; JSON only.
    Ocds,
}

impl ExportKind {
    /// Every list.
    pub const ALL: [Self; 7] = [
        Self::Suppliers,
        Self::Attestations,
        Self::Audits,
        Self::Contracts,
        Self::Subcontracts,
        Self::CloudServices,
        Self::Ocds,
    ];

    /// The word of the command line and of addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Suppliers => "suppliers",
            Self::Attestations => "attestations",
            Self::Audits => "audits",
            Self::Contracts => "contracts",
            Self::Subcontracts => "subcontracts",
            Self::CloudServices => "cloud-services",
            Self::Ocds => "ocds",
        }
    }

    /// The list with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// The form of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// A workbook.
    Xlsx,
    /// CSV in UTF-8 with a byte order mark.
    Csv,
    /// CSV in CP932, for old programs; characters it lacks are named.
    CsvCp932,
    /// JSON.
    Json,
}

impl Format {
    /// Every form.
    pub const ALL: [Self; 4] = [Self::Xlsx, Self::Csv, Self::CsvCp932, Self::Json];

    /// The word of the command line and of addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::CsvCp932 => "csv-cp932",
            Self::Json => "json",
        }
    }

    /// The form with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == word)
    }

    /// The ending of file names.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv | Self::CsvCp932 => "csv",
            Self::Json => "json",
        }
    }

    /// The media type.
    #[must_use]
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
            Self::CsvCp932 => "text/csv; charset=shift_jis",
            Self::Json => "application/json",
        }
    }
}

/// What is to be exported.
#[derive(Clone, Debug)]
pub struct ExportRequest {
    /// The list.
    pub kind: ExportKind,
    /// The form.
    pub format: Format,
    /// The language of headings and words; JSON has machine words.
    pub language: Language,
    /// The two dates.
    pub as_of: AsOf,
    /// Which suppliers, for their list.
    pub suppliers: SupplierQuery,
    /// Which contracts, for theirs.
    pub contracts: ContractQuery,
    /// Whose subcontracts, for theirs.
    pub visible: Visible,
    /// The subcontracts of this contract alone.
    pub contract: Option<Uuid>,
}

impl ExportRequest {
    /// All of one list.
    #[must_use]
    pub fn all(kind: ExportKind, format: Format, language: Language, as_of: AsOf) -> Self {
        let (suppliers, contracts) = (SupplierQuery::of(Visible::All), ContractQuery::of(Visible::All));
        Self { kind, format, language, as_of, suppliers, contracts, visible: Visible::All, contract: None }
    }
}

/// What was exported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Rows.
    pub rows: u64,
    /// Characters that CP932 lacks, each replaced by 〓.
    pub lost: Vec<LostCharacter>,
}

impl Services {
    /// Writes a list to a file.
    ///
    /// # Errors
    /// The database failed, or the file cannot be written.
    pub async fn export(&self, request: &ExportRequest, to: &Path) -> Result<Exported> {
        if request.kind == ExportKind::Ocds {
            return match request.format {
                Format::Json => self.export_ocds(request, to).await,
                _ => Err(ServicesError::refused("ocds_is_json")),
            };
        }
        let mut sink = Sink::create(request, to)?;
        match request.kind {
            ExportKind::Suppliers => self.export_suppliers(request, &mut sink).await?,
            ExportKind::Attestations => self.export_facts(request, FactRoom::Attestation, &mut sink).await?,
            ExportKind::Audits => self.export_facts(request, FactRoom::Audit, &mut sink).await?,
            ExportKind::Contracts | ExportKind::Ocds => self.export_contracts(request, &mut sink).await?,
            ExportKind::Subcontracts => self.export_subcontracts(request, &mut sink).await?,
            ExportKind::CloudServices => self.export_cloud_services(request, &mut sink).await?,
        }
        sink.finish()
    }

    async fn export_suppliers(&self, request: &ExportRequest, sink: &mut Sink) -> Result<()> {
        let mut outcome = Ok(());
        let each = |row: ListingRow| step(&mut outcome, sink.add(rows::supplier(&row)));
        self.store().for_each_listing(&request.suppliers, &request.as_of, each).await?;
        outcome
    }

    async fn export_contracts(&self, request: &ExportRequest, sink: &mut Sink) -> Result<()> {
        let mut outcome = Ok(());
        let each = |row| step(&mut outcome, rows::contract(&row).and_then(|row| sink.add(row)));
        self.store().for_each_contract(&request.contracts, &request.as_of, each).await?;
        outcome
    }

    async fn export_subcontracts(&self, request: &ExportRequest, sink: &mut Sink) -> Result<()> {
        let mut outcome = Ok(());
        let each = |row| step(&mut outcome, sink.add(rows::subcontract(&row)));
        self.store().for_each_subcontract(request.contract, &request.visible, &request.as_of, each).await?;
        outcome
    }

    async fn export_cloud_services(&self, request: &ExportRequest, sink: &mut Sink) -> Result<()> {
        let mut after = None;
        loop {
            let services = self.store().cloud_services(after, 1_000, &request.as_of).await?;
            let Some(last) = services.last() else { return Ok(()) };
            after = Some(last.id);
            for row in &services {
                sink.add(rows::cloud_service(row, request.as_of.valid_on))?;
            }
        }
    }

    async fn export_facts(&self, request: &ExportRequest, room: FactRoom, sink: &mut Sink) -> Result<()> {
        let mut names: HashMap<i64, (Option<String>, String)> = HashMap::new();
        let learn = |row: ListingRow| {
            names.insert(row.supplier_seq, (row.number, row.name));
            ControlFlow::Continue(())
        };
        self.store().for_each_listing(&SupplierQuery::of(Visible::All), &request.as_of, learn).await?;
        let mut outcome = Ok(());
        let nobody = (None, String::new());
        let each = |fact: kakuzuke_store::StoredFact| {
            let written = rows::fact(&fact, names.get(&fact.supplier_seq).unwrap_or(&nobody))
                .and_then(|rows| rows.into_iter().try_for_each(|row| sink.add(row)));
            step(&mut outcome, written)
        };
        self.store().for_each_fact(Some(room), &request.as_of, each).await?;
        outcome
    }
}

fn step(outcome: &mut Result<()>, written: Result<()>) -> ControlFlow<()> {
    match written {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            *outcome = Err(error);
            ControlFlow::Break(())
        }
    }
}

fn broken(error: impl std::fmt::Display) -> ServicesError {
    ServicesError::Document(error.to_string())
}
