//! A contract as a page shows it: its terms, the judgement on it, its history.

use chrono::{DateTime, NaiveDate, Utc};
use kakuzuke_domain::contracts::{Criticality, CriticalityRule, Fields, changes, is_multi_year, tax_included_in};
use kakuzuke_services::contracts::Draft;
use kakuzuke_store::{Contract, ContractVersion};
use serde::Serialize;
use uuid::Uuid;

use super::form::fields;
use crate::error::Result;
use crate::pages::actor::{ActorView, People};
use crate::render::numbers;

/// What stands in a field, as a reader sees it: messages, or a text where it has none.
#[derive(Debug, Clone, Serialize)]
pub struct Shown {
    keys: Vec<String>,
    text: String,
}

impl Shown {
    /// What this text means in the field.
    #[must_use]
    pub fn of(field: &str, text: &str) -> Self {
        let prefix = match field {
            "contract_method" => "method-",
            "contract_kind" => "contract-kind-",
            "confidentiality" => "confidentiality-",
            "zones" => "zone-",
            "critical" => "criticality-",
            "automatic_renewal" | "personal_data" | "my_number" | "core_system" | "cloud" | "subcontracting" => "told-",
            "amount_yen" | "persons" | "records" => return Self { keys: Vec::new(), text: grouped(text) },
            _ => return Self { keys: Vec::new(), text: text.to_owned() },
        };
        let words = text.split(' ').filter(|word| !word.is_empty());
        Self { keys: words.map(|word| format!("{prefix}{word}")).collect(), text: String::new() }
    }
}

/// A whole number with its digits in threes; any other text as it is.
fn grouped(text: &str) -> String {
    text.parse().map_or_else(|_| text.to_owned(), numbers::grouped)
}

/// A field before and after.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeView {
    name: String,
    before: Shown,
    after: Shown,
}

/// The fields that differ.
#[must_use]
pub fn differences(before: &Fields, after: &Fields) -> Vec<ChangeView> {
    let view = |field: kakuzuke_domain::contracts::Field| ChangeView {
        before: Shown::of(&field.name, &field.before),
        after: Shown::of(&field.name, &field.after),
        name: field.name,
    };
    changes(before, after).into_iter().map(view).collect()
}

/// A field with what stands in it.
#[derive(Debug, Clone, Serialize)]
struct FieldView {
    name: &'static str,
    value: Shown,
}

/// The terms of a contract.
#[derive(Debug, Clone, Serialize)]
pub struct TermsView {
    pub(super) seq: i64,
    pub(super) title: String,
    awarded_on: Option<NaiveDate>,
    pub(super) valid_from: Option<NaiveDate>,
    pub(super) valid_to: Option<NaiveDate>,
    terms_from: Option<NaiveDate>,
    terms_to: Option<NaiveDate>,
    amount_yen: Option<i64>,
    amount_note: Option<String>,
    tax_percent: Option<u8>,
    tax_yen: Option<i64>,
    number: Option<String>,
    note: Option<String>,
    section: Option<String>,
    multi_year: Option<bool>,
    fields: Vec<FieldView>,
    critical: &'static str,
}

/// Fields that a page shows in one list, each known or unknown.
const LISTED: [&str; 14] = [
    "contract_method",
    "contract_kind",
    "automatic_renewal",
    "zones",
    "confidentiality",
    "integrity",
    "availability",
    "personal_data",
    "persons",
    "records",
    "my_number",
    "core_system",
    "cloud",
    "subcontracting",
];

impl TermsView {
    /// The terms as recorded.
    ///
    /// # Errors
    /// What is stored is damaged.
    pub fn of(contract: &Contract) -> Result<Self> {
        let draft = Draft::of(contract)?;
        let all = fields(&draft);
        let listed = LISTED.iter().map(|name| {
            let text = all.get(*name).map(String::as_str).unwrap_or_default();
            FieldView { name, value: Shown::of(name, text) }
        });
        let percent = draft.attributes.tax_percent;
        Ok(Self {
            seq: contract.seq,
            title: contract.title.clone(),
            awarded_on: contract.awarded_on,
            valid_from: contract.valid_from,
            valid_to: contract.valid_to,
            terms_from: contract.terms_from,
            terms_to: contract.terms_to,
            amount_yen: contract.amount_yen,
            amount_note: contract.amount_note.clone(),
            tax_percent: percent,
            tax_yen: contract.amount_yen.zip(percent).map(|(yen, percent)| tax_included_in(yen, percent)),
            number: contract.source_key.clone(),
            multi_year: is_multi_year(contract.valid_from, contract.valid_to),
            fields: listed.collect(),
            critical: contract.criticality().as_str(),
            section: draft.attributes.section,
            note: draft.note,
        })
    }
}

/// A text in both languages.
#[derive(Debug, Clone, Serialize)]
pub struct Both {
    ja: &'static str,
    en: &'static str,
}

impl Both {
    /// The texts of a title.
    #[must_use]
    pub fn of(title: &'static kakuzuke_domain::contracts::Title) -> Self {
        Self { ja: &title.ja, en: &title.en }
    }
}

/// The judgement on a contract, condition by condition.
#[derive(Debug, Clone, Serialize)]
pub struct JudgementView {
    critical: &'static str,
    by_rule: &'static str,
    rule: Option<RuleView>,
    lines: Vec<LineView>,
    instead: Option<InsteadView>,
}

#[derive(Debug, Clone, Serialize)]
struct RuleView {
    title: Both,
    version: &'static str,
    sha256: &'static str,
}

#[derive(Debug, Clone, Serialize)]
struct LineView {
    title: Both,
    answer: &'static str,
}

/// What two people put in the place of the rule's answer.
#[derive(Debug, Clone, Serialize)]
struct InsteadView {
    critical: bool,
    reason: String,
    approval: Uuid,
}

impl JudgementView {
    /// The judgement as it was made when these terms were recorded; one of nothing told is made by the rule in force on `today`.
    ///
    /// # Errors
    /// What is stored is damaged.
    pub fn of(contract: &Contract, today: NaiveDate) -> Result<Self> {
        let attributes = contract.attributes()?;
        let rule = match &contract.marks.rule {
            Some(sha256) => CriticalityRule::by_sha256(sha256),
            None => CriticalityRule::in_force_on(today),
        };
        let judgement = rule.map(|rule| rule.judge(&attributes));
        let lines = judgement.iter().flat_map(|judgement| &judgement.lines);
        Ok(Self {
            critical: contract.criticality().as_str(),
            by_rule: judgement.as_ref().map_or(Criticality::Undetermined, |judgement| judgement.by_rule).as_str(),
            lines: lines
                .map(|line| LineView { title: Both::of(&line.condition.title), answer: line.answer.as_str() })
                .collect(),
            rule: rule.map(|rule| RuleView {
                title: Both::of(&rule.title),
                version: &rule.version,
                sha256: &rule.sha256,
            }),
            instead: attributes.criticality_override.map(|instead| InsteadView {
                critical: instead.critical,
                reason: instead.reason,
                approval: instead.approval,
            }),
        })
    }
}

/// What happened to a contract: one entry of the ledger.
#[derive(Debug, Clone, Serialize)]
pub struct Event {
    entry: i64,
    at: DateTime<Utc>,
    actor: ActorView,
    command: String,
    /// The message that names it.
    key: String,
    reason: Option<String>,
    /// For an amendment: since when.
    from: Option<NaiveDate>,
    changes: Vec<ChangeView>,
}

/// What happened, the newest first.
///
/// # Errors
/// What is stored is damaged.
pub fn events(history: &[ContractVersion], people: &People) -> Result<Vec<Event>> {
    let mut entries: Vec<i64> = Vec::new();
    for version in history {
        entries.push(version.contract.entry_seq);
        entries.extend(version.contract.superseded_entry);
    }
    entries.sort_unstable_by(|a, b| b.cmp(a));
    entries.dedup();
    entries.into_iter().map(|entry| event(entry, history, people)).collect()
}

fn event(entry: i64, history: &[ContractVersion], people: &People) -> Result<Event> {
    let written: Vec<&ContractVersion> = history.iter().filter(|one| one.contract.entry_seq == entry).collect();
    let ended: Vec<&ContractVersion> =
        history.iter().filter(|one| one.contract.superseded_entry == Some(entry)).collect();
    let newest = |all: &[&ContractVersion]| {
        let latest = all.iter().max_by_key(|one| one.contract.terms_from.unwrap_or(NaiveDate::MIN));
        latest.map(|one| one.contract.clone())
    };
    let (before, after) = (newest(&ended), newest(&written));
    let changes = match (&before, &after) {
        (Some(before), Some(after)) => differences(&recorded(before)?, &recorded(after)?),
        _ => Vec::new(),
    };
    let (actor, command, at) = match (written.first(), ended.first()) {
        (Some(one), _) => (one.actor.clone(), one.command.clone(), Some(one.contract.recorded_at)),
        (None, Some(one)) => {
            let (actor, command) = one.superseded_by.clone().unwrap_or_default();
            (actor, command, one.contract.superseded_at)
        }
        (None, None) => (String::new(), String::new(), None),
    };
    let from = after.and_then(|after| after.terms_from);
    let began = before.as_ref().and_then(|before| before.terms_from);
    Ok(Event {
        entry,
        at: at.unwrap_or_default(),
        actor: ActorView::of(&actor, people),
        key: format!("command-{}", command.replace('.', "-")),
        command,
        reason: before.and_then(|before| before.reason),
        from: from.filter(|from| began != Some(*from)),
        changes,
    })
}

/// The fields of a version and how it was judged.
fn recorded(contract: &Contract) -> Result<Fields> {
    let mut all = fields(&Draft::of(contract)?);
    all.insert("critical".to_owned(), contract.criticality().as_str().to_owned());
    Ok(all)
}
