//! Every page with its samples.

use tera::Context;

use crate::error::{AppError, ErrorPage, FieldProblem};
use crate::render::{Page, Room};

/// A sample of a page, ready to render.
pub(crate) struct Sample {
    pub(crate) template: &'static str,
    pub(crate) room: Room,
    pub(crate) context: Context,
}

fn of<P: Page>() -> Vec<Sample> {
    P::samples().iter().map(sample).collect()
}

fn sample<P: Page>(page: &P) -> Sample {
    let context = Context::from_serialize(page).expect("a page is a struct");
    Sample { template: P::TEMPLATE, room: P::ROOM, context }
}

/// The samples of every page.
pub(crate) fn samples() -> Vec<Sample> {
    [
        of::<super::accounts::SignInPage>(),
        of::<super::accounts::SecondStepPage>(),
        of::<super::accounts::SecurityPage>(),
        of::<super::accounts::TotpPage>(),
        of::<super::accounts::CodesPage>(),
        of::<super::accounts::AskPage>(),
        of::<super::accounts::ResetPage>(),
        of::<super::accounts::InvitationPage>(),
        of::<super::accounts::SessionsPage>(),
        of::<super::accounts::TokensPage>(),
        of::<super::accounts::OwnWorkPage>(),
        of::<super::people::PeoplePage>(),
        of::<super::people::PersonPage>(),
        of::<super::people::ErasurePage>(),
        of::<super::people::HandOverPage>(),
        of::<super::people::InvitationsPage>(),
        of::<super::people::InvitePage>(),
        of::<super::home::HomePage>(),
        of::<super::home::WaitingPage>(),
        of::<super::home::ApiPage>(),
        of::<super::suppliers::list::SuppliersPage>(),
        of::<super::suppliers::new::NewSupplierPage>(),
        of::<super::suppliers::show::SupplierPage>(),
        of::<super::suppliers::members::MembersPage>(),
        of::<super::suppliers::profile::ProfilePage>(),
        of::<super::attestations::NewAttestationPage>(),
        of::<super::attestations::AttestationPage>(),
        of::<super::audits::NewAuditPage>(),
        of::<super::audits::AuditPage>(),
        of::<super::audits::ShareCodesPage>(),
        of::<super::audits::RedemptionsPage>(),
        of::<super::buyers::BuyersPage>(),
        of::<super::buyers::BuyerPage>(),
        of::<super::buyers::TemplatesPage>(),
        of::<super::contracts::ContractsPage>(),
        of::<super::contracts::NewContractPage>(),
        of::<super::contracts::ContractPage>(),
        of::<super::contracts::SpecialClausesPage>(),
        of::<super::contracts::ChangePage>(),
        of::<super::contracts::CriticalityPage>(),
        of::<super::concentration::ConcentrationPage>(),
        of::<super::concentration::CompanyPage>(),
        of::<super::subcontracts::ChainPage>(),
        of::<super::subcontracts::SubcontractPage>(),
        of::<super::cloud_services::CloudServicesPage>(),
        of::<super::cloud_services::NewCloudServicePage>(),
        of::<super::cloud_services::CloudServicePage>(),
        of::<super::imports::ImportsPage>(),
        of::<super::imports::MappingPage>(),
        of::<super::imports::ImportPage>(),
        of::<super::imports::ProblemsPage>(),
        of::<super::imports::ProposalsPage>(),
        of::<super::schemes::SchemesPage>(),
        of::<super::schemes::SchemePage>(),
        of::<super::schemes::NewSchemePage>(),
        of::<super::clauses::ClausesPage>(),
        of::<super::clauses::ClausePage>(),
        of::<super::clauses::ClauseSetsPage>(),
        of::<super::clauses::ClauseSetPage>(),
        of::<super::clauses::NewClauseSetPage>(),
        of::<super::clauses::NewVariantPage>(),
        of::<super::clauses::VariantPage>(),
        of::<super::ledger::LedgerPage>(),
        of::<super::ledger::HeadsPage>(),
        of::<super::ledger::CheckingPage>(),
        of::<super::notices::NoticesPage>(),
        of::<super::notices::NoticeSettingsPage>(),
        of::<super::approvals::ApprovalsPage>(),
        of::<super::approvals::ApprovalPage>(),
        of::<super::jobs::JobsPage>(),
        of::<super::display::DisplayPage>(),
        of::<super::components::ComponentsPage>(),
        errors(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn errors() -> Vec<Sample> {
    let situations = [
        AppError::NotFound,
        AppError::Unauthenticated,
        AppError::Forbidden,
        AppError::MethodNotAllowed,
        AppError::Malformed(FieldProblem::new("band", "unknown_field")),
        AppError::Invalid(vec![FieldProblem::new("valid_on", "not_a_date")]),
        AppError::Conflict("already_superseded"),
        AppError::Conflict("wrong_state"),
        AppError::Conflict("number_taken"),
        AppError::Conflict("profile_unchanged"),
        AppError::Conflict("scheme_published"),
        AppError::Conflict("clauses_published"),
        AppError::Conflict("clause_changed"),
        AppError::Conflict("variant_there"),
        AppError::Conflict("invitation_over"),
        AppError::Conflict("approval_closed"),
        AppError::Conflict("approval_own"),
        AppError::Conflict("approval_changed"),
        AppError::Conflict("approval_already"),
        AppError::Conflict("approval_unchanged"),
        AppError::Conflict("approval_not_proposer"),
        AppError::Conflict("subcontract_decided"),
        AppError::Conflict("subcontract_not_approved"),
        AppError::Conflict("subcontract_has_tiers_below"),
        AppError::Conflict("cloud_service_in_use"),
        AppError::TooLarge { limit: 1 },
        AppError::UnsupportedMediaType,
        AppError::CrossSite,
        AppError::UnknownHost,
        AppError::Throttled(chrono::DateTime::UNIX_EPOCH),
        AppError::Busy,
        AppError::internal("a cause"),
    ];
    let rooms = ["/suppliers/1", "/buyers", "/contracts", "/imports", "/schemes", "/clauses", "/ledger", "/"];
    let pages = situations.iter().map(|error| ErrorPage::new(error, "request-1", "/"));
    let ways = rooms.iter().map(|path| ErrorPage::new(&AppError::NotFound, "request-1", path));
    pages.chain(ways).map(|page| sample(&page)).collect()
}
