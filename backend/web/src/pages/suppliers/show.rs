//! `/suppliers/{id}`: one supplier with its grade and everything the grade rests on.

use axum::extract::State;
use axum::http::Uri;
use chrono::NaiveDate;
use kakuzuke_domain::accounts::{Action, Owner, Resource, ResourceKind};
use kakuzuke_domain::audits::Audit;
use kakuzuke_domain::facts::SupplierFacts;
use kakuzuke_domain::grades::{grade, improvements};
use kakuzuke_domain::schemes::Scheme;
use kakuzuke_store::{Contract, SubcontractOf, SupplierRecord};
use serde::Serialize;
use uuid::Uuid;

use super::facts::FactsView;
use super::identity::{self, BranchView, Identity, MemberView, NameSpan};
use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{AsOf, Path};
use crate::pages::as_of::{AsOfView, DatedLink};
use crate::pages::grades::{Chart, FactLinks, GradeView, Step, steps};
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

/// Contracts shown here; the list of contracts has them all.
const CONTRACTS: usize = 20;
/// Subcontracts shown here, the newest ones.
const SUBCONTRACTS: u32 = 50;

/// The page of one supplier.
#[derive(Debug, Serialize)]
pub struct SupplierPage {
    as_of: AsOfView,
    dated: DatedLink,
    supplier: Identity,
    names: Vec<NameSpan>,
    branches: Vec<BranchView>,
    members: Vec<MemberView>,
    ventures: Vec<MemberView>,
    grade: GradeView,
    improvements: Vec<Step>,
    chart: Chart,
    #[serde(flatten)]
    facts: FactsView,
    hidden: bool,
    shares: bool,
    contracts: Vec<ContractView>,
    more_contracts: bool,
    subcontracts: Vec<SubcontractView>,
}

#[derive(Debug, Clone, Serialize)]
struct ContractView {
    id: Uuid,
    buyer_code: Option<String>,
    buyer_name: String,
    title: String,
    valid_from: Option<NaiveDate>,
    valid_to: Option<NaiveDate>,
    amount_yen: Option<i64>,
    amount_note: Option<String>,
}

/// A contract behind which the supplier works.
#[derive(Debug, Clone, Serialize)]
struct SubcontractView {
    id: Uuid,
    contract: Uuid,
    buyer_code: Option<String>,
    buyer_name: String,
    title: String,
    above_name: String,
    tier: u32,
    work: String,
    consent: &'static str,
    valid_from: Option<NaiveDate>,
    valid_to: Option<NaiveDate>,
}

impl From<&SubcontractOf> for SubcontractView {
    fn from(of: &SubcontractOf) -> Self {
        let what = &of.row.subcontract;
        Self {
            id: of.row.id,
            contract: of.contract.id,
            buyer_code: of.contract.buyer_code.clone(),
            buyer_name: of.contract.buyer_name.clone(),
            title: of.contract.title.clone(),
            above_name: of.above_name.clone(),
            tier: of.tier,
            work: what.work.clone(),
            consent: what.consent.as_str(),
            valid_from: what.valid_from,
            valid_to: what.valid_to,
        }
    }
}

impl Page for SupplierPage {
    const TEMPLATE: &'static str = "suppliers/show.html";
    const ROOM: Room = Room::Suppliers;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::pages()
    }
}

/// `GET /suppliers/{id}?valid_on&known_at`
///
/// # Errors
/// Not found without such a supplier at that moment.
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    uri: Uri,
    Path(id): Path<Uuid>,
    AsOf(as_of): AsOf,
) -> Result<Rendered> {
    caller.require_of_supplier(Action::Read, ResourceKind::Suppliers, id)?;
    let record = state.store.supplier(id, &as_of).await?.ok_or(AppError::NotFound)?;
    let scheme = state.services.scheme()?;
    let members = identity::members(&state, &scheme, &record.members, &as_of).await?;
    let ventures = identity::members(&state, &scheme, &record.memberships, &as_of).await?;
    let visible = caller.sees(ResourceKind::Contracts);
    let contracts = state.store.newest_contracts(id, &visible, &as_of, CONTRACTS + 1).await?;
    let visible = caller.sees(ResourceKind::Subcontracts);
    let subcontracts = state.store.subcontractor_of(id, &visible, &as_of, SUBCONTRACTS).await?;
    let behind = (contracts.as_slice(), subcontracts.as_slice());
    let sight = caller.audits_of(&state, id).await?;
    let shares = caller.may(Action::Record, &Resource::new(ResourceKind::ShareCodes, Owner::Supplier(id)));
    let sees = |audit: &Audit| sight.sees_fact(id, audit);
    let as_of = AsOfView::new(as_of, &uri);
    Ok(Rendered::new(page(&record, &scheme, as_of, [members, ventures], behind, sees, shares)))
}

pub(super) fn page(
    record: &SupplierRecord,
    scheme: &Scheme,
    as_of: AsOfView,
    [members, ventures]: [Vec<MemberView>; 2],
    (contracts, subcontracts): (&[Contract], &[SubcontractOf]),
    sees: impl Fn(&Audit) -> bool,
    shares: bool,
) -> SupplierPage {
    let facts: &SupplierFacts = &record.facts;
    let on = as_of.valid_on;
    let links = FactLinks::of(facts);
    let view = FactsView::on(facts, on, sees);
    SupplierPage {
        dated: as_of.link(),
        as_of,
        supplier: Identity::of(record),
        names: identity::names(record),
        branches: identity::branches(record),
        members,
        ventures,
        grade: GradeView::new(&grade(scheme, facts, on), scheme, &links),
        improvements: steps(&improvements(scheme, facts, on), scheme, &links),
        chart: Chart::of(scheme, facts, on),
        hidden: view.hides_findings(),
        facts: view,
        shares,
        contracts: contracts.iter().take(CONTRACTS).map(contract).collect(),
        more_contracts: contracts.len() > CONTRACTS,
        subcontracts: subcontracts.iter().map(SubcontractView::from).collect(),
    }
}

fn contract(contract: &Contract) -> ContractView {
    ContractView {
        id: contract.contract_id,
        buyer_code: contract.buyer_code.clone(),
        buyer_name: contract.buyer_name.clone(),
        title: contract.title.clone(),
        valid_from: contract.valid_from,
        valid_to: contract.valid_to,
        amount_yen: contract.amount_yen,
        amount_note: contract.amount_note.clone(),
    }
}
