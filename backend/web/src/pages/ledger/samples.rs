//! Samples of the ledger's pages.

use chrono::DateTime;
use kakuzuke_store::ledger::LedgerEntry;
use uuid::Uuid;

use super::LedgerPage;
use super::filters::Filters;

fn entry(seq: i64, actor: &str, command: &str, subject: &str) -> LedgerEntry {
    LedgerEntry {
        seq,
        recorded_at: DateTime::UNIX_EPOCH,
        actor: actor.to_owned(),
        command: command.to_owned(),
        subject: subject.to_owned(),
        body: "{}".to_owned(),
        leaf_hash: [0xab; 32],
    }
}

/// The list: empty, narrowed, one entry alone.
pub(super) fn lists() -> Vec<LedgerPage> {
    let id = Uuid::nil();
    let account = format!("account:{id}");
    let entries = vec![
        entry(12_345, &account, "attestations.record", &format!("supplier:{id}")),
        entry(
            12_344,
            "account:00000000-0000-0000-0000-000000000001",
            "attestations.correct",
            &format!("attestation:{id}"),
        ),
        entry(12_343, "command-line", "suppliers.import", "import:suppliers"),
        entry(12_342, "account:00000000-0000-0000-0000-000000000002", "accounts.close", &account),
        entry(12_341, "robot", "unknown.word", "y"),
        entry(3, "system", "register.start", "register"),
    ];
    let narrowed = Filters {
        actor: Some(account),
        command: Some("attestations.record".to_owned()),
        supplier: Some(id),
        subject: Some("import:contracts".to_owned()),
        from: Some("2026-04-01".to_owned()),
        to: Some("2027-03-31".to_owned()),
    };
    vec![
        LedgerPage::sample(Filters::default(), Vec::new(), None),
        LedgerPage::sample(narrowed.clone(), entries.clone(), None),
        LedgerPage::sample(narrowed, Vec::new(), None),
        LedgerPage::sample(Filters::default(), entries, Some(12_345)),
    ]
}
