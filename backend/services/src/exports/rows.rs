//! What stands in the rows of each list.

use chrono::NaiveDate;
use kakuzuke_domain::attestations::Attestation;
use kakuzuke_domain::audits::Audit;
use kakuzuke_domain::cloud_services::Layer;
use kakuzuke_domain::contracts::{Availability, Confidentiality, ContractKind, ContractMethod, Integrity, NetworkZone};
use kakuzuke_domain::facts::Fact;
use kakuzuke_domain::money::AmountNote;
use kakuzuke_store::{CloudServiceRow, ContractRow, ListingRow, StoredFact, SubcontractOf};
use serde_json::{Map, Value};

use super::ExportKind;
use super::sink::Item;
use crate::errors::Result;

/// The columns of a list: key, and width in characters.
pub(super) fn fields(kind: ExportKind) -> &'static [(&'static str, u16)] {
    match kind {
        ExportKind::Suppliers => &[
            ("number", 16),
            ("name", 36),
            ("kind", 12),
            ("place", 20),
            ("closed_on", 12),
            ("band", 8),
            ("points_milli", 10),
            ("coverage_milli", 10),
            ("conditional_until", 12),
            ("next_change_on", 12),
            ("star", 10),
            ("isms", 8),
            ("privacy_mark", 8),
            ("id", 38),
        ],
        ExportKind::Attestations => &[
            ("supplier_number", 16),
            ("supplier_name", 36),
            ("kind", 22),
            ("level", 8),
            ("edition", 8),
            ("scope", 12),
            ("number", 20),
            ("assurance", 16),
            ("valid_from", 12),
            ("valid_to", 12),
            ("status", 12),
            ("status_from", 12),
            ("status_to", 12),
            ("scope_text", 30),
            ("issuer", 24),
            ("note", 24),
            ("id", 38),
        ],
        ExportKind::Audits => &[
            ("supplier_number", 16),
            ("supplier_name", 36),
            ("performed_on", 12),
            ("accepted_on", 12),
            ("third_party", 10),
            ("opinion", 18),
            ("auditor", 24),
            ("title", 30),
            ("source_key", 16),
            ("finding_key", 20),
            ("finding_severity", 10),
            ("finding_text", 40),
            ("finding_due_on", 12),
            ("finding_closed_on", 12),
            ("finding_promised_on", 12),
            ("id", 38),
        ],
        ExportKind::Contracts | ExportKind::Ocds => &[
            ("buyer_code", 10),
            ("buyer_name", 20),
            ("supplier_number", 16),
            ("supplier_name", 36),
            ("band", 8),
            ("title", 50),
            ("awarded_on", 12),
            ("valid_from", 12),
            ("valid_to", 12),
            ("amount_yen", 16),
            ("amount_note", 10),
            ("tax_percent", 8),
            ("method", 20),
            ("contract_kind", 14),
            ("department", 16),
            ("fiscal_year", 8),
            ("automatic_renewal", 10),
            ("critical", 10),
            ("zones", 30),
            ("confidentiality", 8),
            ("integrity", 8),
            ("availability", 8),
            ("personal_data", 10),
            ("persons", 12),
            ("records", 12),
            ("my_number", 10),
            ("core_system", 10),
            ("cloud", 10),
            ("subcontracting", 10),
            ("note", 24),
            ("source_key", 24),
            ("terms_from", 12),
            ("former_id", 38),
            ("id", 38),
        ],
        ExportKind::Subcontracts => &[
            ("buyer_code", 10),
            ("buyer_name", 20),
            ("source_key", 24),
            ("title", 50),
            ("contractor_number", 16),
            ("contractor_name", 36),
            ("tier", 8),
            ("above_number", 16),
            ("above_name", 36),
            ("supplier_number", 16),
            ("supplier_name", 36),
            ("work", 40),
            ("data", 30),
            ("personal_data", 10),
            ("flow_down", 12),
            ("requested_on", 12),
            ("consent", 10),
            ("decided_on", 12),
            ("decision_reason", 30),
            ("valid_from", 12),
            ("valid_to", 12),
            ("contract_id", 38),
            ("id", 38),
        ],
        ExportKind::CloudServices => &[
            ("provider", 36),
            ("provider_number", 16),
            ("service_name", 36),
            ("listing", 12),
            ("listing_number", 18),
            ("listing_from", 12),
            ("listing_to", 12),
            ("listed", 10),
            ("iso27017", 10),
            ("iso27017_to", 12),
            ("countries", 16),
            ("facility", 12),
            ("network", 12),
            ("host", 12),
            ("system", 12),
            ("middleware", 12),
            ("application", 12),
            ("access", 12),
            ("data_layer", 12),
            ("note", 30),
            ("id", 38),
        ],
    }
}

pub(super) fn supplier(row: &ListingRow) -> Vec<Item> {
    vec![
        identifier(row.number.as_ref()),
        Item::Text(row.name.clone()),
        Item::Word(row.kind.as_str()),
        Item::text(row.place.clone()),
        Item::day(row.closed_on),
        Item::Word(row.band.as_str()),
        Item::Points(row.points_milli),
        Item::Points(row.coverage_milli),
        Item::day(row.conditional_until),
        Item::day(row.next_change_on),
        Item::Number(i64::from(row.star)),
        Item::Yes(row.isms),
        Item::Yes(row.privacy_mark),
        Item::Identifier(row.id.to_string()),
    ]
}

pub(super) fn contract(row: &ContractRow) -> Result<Vec<Item>> {
    let contract = &row.contract;
    let attributes = contract.attributes()?;
    let details: Map<String, Value> =
        contract.details.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let yes = |told: Option<bool>| told.map_or(Item::Empty, Item::Yes);
    let count = |told: Option<u64>| told.and_then(|count| i64::try_from(count).ok()).map_or(Item::Empty, Item::Number);
    let word = |told: Option<&'static str>, key: &str| told.map_or_else(|| detail(&details, key), Item::Word);
    let class = |told: Option<&'static str>, key: &str| {
        told.map_or_else(|| detail(&details, key), |class| Item::Identifier(class.to_uppercase()))
    };
    let zones = |zones: &Vec<NetworkZone>| match zones.iter().map(|zone| zone.as_str()).collect::<Vec<_>>() {
        zones if zones.is_empty() => Item::Words(vec!["none"]),
        zones => Item::Words(zones),
    };
    Ok(vec![
        identifier(contract.buyer_code.as_ref()),
        Item::Text(contract.buyer_name.clone()),
        identifier(row.supplier_number.as_ref()),
        Item::Text(row.supplier_name.clone()),
        Item::Word(row.band.as_str()),
        Item::Text(contract.title.clone()),
        Item::day(contract.awarded_on),
        Item::day(contract.valid_from),
        Item::day(contract.valid_to),
        contract.amount_yen.map_or(Item::Empty, Item::Number),
        contract.amount_note.as_deref().map_or(Item::Empty, amount_note),
        attributes.tax_percent.map_or(Item::Empty, |percent| Item::Number(i64::from(percent))),
        word(attributes.method.map(ContractMethod::as_str), "method"),
        word(attributes.kind.map(ContractKind::as_str), "contract_kind"),
        Item::text(attributes.section.clone()),
        detail(&details, "fiscal_year"),
        yes(attributes.automatic_renewal),
        Item::Word(contract.criticality().as_str()),
        attributes.zones.as_ref().map_or_else(|| detail(&details, "zones"), zones),
        class(attributes.confidentiality.map(Confidentiality::as_str), "confidentiality"),
        class(attributes.integrity.map(Integrity::as_str), "integrity"),
        class(attributes.availability.map(Availability::as_str), "availability"),
        yes(attributes.personal_data),
        count(attributes.persons),
        count(attributes.records),
        yes(attributes.my_number),
        yes(attributes.core_system),
        yes(attributes.cloud),
        yes(attributes.subcontracting),
        detail(&details, "note"),
        Item::text(contract.source_key.clone()),
        Item::day(contract.terms_from),
        contract.former.map_or(Item::Empty, |former| Item::Identifier(former.to_string())),
        Item::Identifier(contract.contract_id.to_string()),
    ])
}

/// What stands in place of an amount; a machine word is shown in words that an import reads again.
fn amount_note(note: &str) -> Item {
    let known = [AmountNote::Withheld, AmountNote::UnitPrice].into_iter().find(|known| known.as_str() == note);
    known.map_or_else(|| Item::Text(note.to_owned()), |known| Item::Word(known.as_str()))
}

pub(super) fn subcontract(of: &SubcontractOf) -> Vec<Item> {
    let (row, contract, what) = (&of.row, &of.contract, &of.row.subcontract);
    vec![
        identifier(contract.buyer_code.as_ref()),
        Item::Text(contract.buyer_name.clone()),
        Item::text(of.source_key.clone()),
        Item::Text(contract.title.clone()),
        identifier(contract.contractor_number.as_ref()),
        Item::Text(contract.contractor_name.clone()),
        Item::Number(i64::from(of.tier)),
        identifier(of.above_number.as_ref()),
        Item::Text(of.above_name.clone()),
        identifier(row.number.as_ref()),
        Item::Text(row.name.clone()),
        Item::Text(what.work.clone()),
        Item::text(what.data.clone()),
        Item::Word(what.personal_data.as_str()),
        Item::Word(what.flow_down.as_str()),
        Item::Day(what.requested_on),
        Item::Word(what.consent.as_str()),
        Item::day(what.decided_on),
        Item::text(what.decision_reason.clone()),
        Item::day(what.valid_from),
        Item::day(what.valid_to),
        Item::Identifier(contract.id.to_string()),
        Item::Identifier(row.id.to_string()),
    ]
}

pub(super) fn cloud_service(row: &CloudServiceRow, on: NaiveDate) -> Vec<Item> {
    let service = &row.service;
    let listing = service.listing.as_ref();
    let mut items = vec![
        Item::Text(service.provider.clone()),
        identifier(service.provider_number.as_ref()),
        Item::Text(service.name.clone()),
        listing.map_or(Item::Empty, |listing| Item::Word(listing.register.as_str())),
        listing.map_or(Item::Empty, |listing| Item::Identifier(listing.number.clone())),
        Item::day(listing.and_then(|listing| listing.valid_from)),
        Item::day(listing.and_then(|listing| listing.valid_to)),
        Item::Word(service.listed(on).as_str()),
        Item::Word(service.iso27017.as_str()),
        Item::day(service.iso27017_to),
        Item::Text(service.countries.join(" ")),
    ];
    items.extend(Layer::ALL.iter().map(|layer| {
        let one = service.responsibilities.iter().find(|one| one.layer == *layer);
        one.map_or(Item::Empty, |one| Item::Word(one.answerable.as_str()))
    }));
    items.push(Item::text(service.note.clone()));
    items.push(Item::Identifier(row.id.to_string()));
    items
}

pub(super) fn fact(fact: &StoredFact, supplier: &(Option<String>, String)) -> Result<Vec<Vec<Item>>> {
    let details: Map<String, Value> =
        fact.details.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let who = [identifier(supplier.0.as_ref()), Item::Text(supplier.1.clone())];
    Ok(match fact.graded()? {
        Some(Fact::Attestation(attestation)) => attestation_rows(&attestation, &who, &details),
        Some(Fact::Audit(audit)) => audit_rows(&audit, &who, &details),
        _ => Vec::new(),
    })
}

fn attestation_rows(attestation: &Attestation, who: &[Item], details: &Map<String, Value>) -> Vec<Vec<Item>> {
    let row = |status: [Item; 3]| {
        let mut row = who.to_vec();
        row.extend([
            Item::Word(attestation.kind.as_str()),
            attestation.level.map_or(Item::Empty, |level| Item::Number(i64::from(level))),
            attestation.edition.map_or(Item::Empty, |edition| Item::Identifier(edition.as_str().to_owned())),
            attestation.scope.map_or(Item::Empty, |scope| Item::Word(scope.as_str())),
            Item::Identifier(attestation.number.clone()),
            Item::Word(attestation.assurance.as_str()),
            Item::Day(attestation.valid_from),
            Item::day(attestation.valid_to),
        ]);
        row.extend(status);
        row.extend([detail(details, "scope_text"), detail(details, "issuer"), detail(details, "note")]);
        row.push(Item::Identifier(attestation.id.clone()));
        row
    };
    if attestation.statuses.is_empty() {
        return vec![row([Item::Empty, Item::Empty, Item::Empty])];
    }
    let spans = attestation.statuses.iter();
    spans.map(|span| row([Item::Word(span.status.as_str()), Item::Day(span.from), Item::day(span.to)])).collect()
}

fn audit_rows(audit: &Audit, who: &[Item], details: &Map<String, Value>) -> Vec<Vec<Item>> {
    let row = |finding: Vec<Item>| {
        let mut row = who.to_vec();
        row.extend([
            Item::Day(audit.performed_on),
            Item::day(audit.accepted_on),
            Item::Yes(audit.third_party),
            Item::Word(audit.opinion.as_str()),
            detail(details, "auditor"),
            detail(details, "title"),
            detail(details, "source_key"),
        ]);
        row.extend(finding);
        row.push(Item::Identifier(audit.id.clone()));
        row
    };
    if audit.findings.is_empty() {
        return vec![row(vec![Item::Empty; 6])];
    }
    let findings = audit.findings.iter().map(|finding| {
        let of = |room: &str| {
            details.get(room).and_then(|all| all.get(&finding.id)).and_then(Value::as_str).map(ToOwned::to_owned)
        };
        row(vec![
            Item::text(of("finding_keys").or_else(|| Some(finding.id.clone()))),
            Item::Word(finding.severity.as_str()),
            Item::text(of("findings")),
            Item::Day(finding.due_on),
            Item::day(finding.closed_on),
            Item::day(finding.promised_on),
        ])
    });
    findings.collect()
}

fn detail(details: &Map<String, Value>, key: &str) -> Item {
    Item::text(details.get(key).and_then(Value::as_str))
}

fn identifier(text: Option<&String>) -> Item {
    text.map_or(Item::Empty, |text| Item::Identifier(text.clone()))
}
