//! Any change behind the register's back is found, in whatever column of whatever sealed row.

use kakuzuke_domain::approvals::{ApprovalKind, Step, content_hash};
use kakuzuke_domain::contracts::{Attributes, CloseOutOutcome, CloseOutStep};
use kakuzuke_store::{Actor, NewApproval, NewCloseOut, NewContract, NewSupply, Supersession, SupplyKind, Taken};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::both;
use crate::house::{House, certificate, declaration};

both!(every_column_of_every_sealed_table, readers_of_entries, every_column_of_every_proposal);

/// Table, key, and columns with a change each.
type Changes = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

/// Columns with a change that always makes another value; null becomes something.
const CHANGES: [Changes; 11] = [
    (
        "suppliers",
        "seq",
        &[
            ("id", "{uuid}"),
            ("kind", "3 - kind"),
            ("number", "'7'"),
            ("registered_at", "registered_at + 1"),
            ("entry_seq", "entry_seq + 1"),
            ("sha", "{bytes}"),
        ],
    ),
    (
        "facts",
        "seq",
        &[
            ("fact_id", "{uuid}"),
            ("supplier_seq", "3 - supplier_seq"),
            ("room", "room + 1"),
            ("valid_from", "'2001-02-03'"),
            ("valid_to", "'2031-02-03'"),
            ("related_seq", "1"),
            ("watched", "NOT watched"),
            ("body", "body || ' '"),
            ("details", "'{}'"),
            ("recorded_at", "recorded_at + 1"),
            ("superseded_at", "COALESCE(superseded_at, 0) + 1"),
            ("reason", "COALESCE(reason, '') || '!'"),
            ("entry_seq", "entry_seq - 1"),
            ("superseded_entry", "COALESCE(superseded_entry, 0) + 1"),
            ("sha", "{bytes}"),
        ],
    ),
    (
        "buyers",
        "seq",
        &[
            ("id", "{uuid}"),
            ("code", "'7'"),
            ("name", "name || ' '"),
            ("kana", "'x'"),
            ("romaji", "'x'"),
            ("number", "'x'"),
            ("sort", "sort + 1"),
            ("recorded_at", "recorded_at + 1"),
            ("entry_seq", "entry_seq + 1"),
            ("sha", "{bytes}"),
        ],
    ),
    (
        "contracts",
        "seq",
        &[
            ("contract_id", "{uuid}"),
            ("buyer_seq", "buyer_seq + 1"),
            ("supplier_seq", "3 - supplier_seq"),
            ("title", "title || ' '"),
            ("awarded_on", "'2001-02-03'"),
            ("valid_from", "'2001-02-03'"),
            ("valid_to", "'2001-02-03'"),
            ("amount_yen", "COALESCE(amount_yen, 0) + 1"),
            ("amount_note", "'x'"),
            ("source_key", "'x'"),
            ("details", "'x'"),
            ("recorded_at", "recorded_at + 1"),
            ("superseded_at", "1"),
            ("reason", "'x'"),
            ("entry_seq", "entry_seq - 1"),
            ("superseded_entry", "1"),
            ("terms_from", "'2001-02-03'"),
            ("terms_to", "'2001-02-03'"),
            ("former_id", "{uuid}"),
            ("attributes", "COALESCE(attributes, '{}') || ' '"),
            ("critical", "COALESCE(critical, 0) + 1"),
            ("rule", "'x'"),
            ("section", "'x'"),
            ("personal_data", "COALESCE(personal_data, 0) + 1"),
            ("cloud", "COALESCE(cloud, 0) + 1"),
            ("subcontracting", "COALESCE(subcontracting, 0) + 1"),
            ("sha", "{bytes}"),
        ],
    ),
    (
        "close_outs",
        "seq",
        &[
            ("contract_id", "{uuid}"),
            ("step", "'data_returned'"),
            ("outcome", "'waived'"),
            ("done_on", "'2001-02-03'"),
            ("evidence", "evidence || ' '"),
            ("approval_id", "{uuid}"),
            ("recorded_at", "recorded_at + 1"),
            ("superseded_at", "COALESCE(superseded_at, 0) + 1"),
            ("reason", "COALESCE(reason, '') || '!'"),
            ("entry_seq", "entry_seq - 1"),
            ("superseded_entry", "COALESCE(superseded_entry, 0) + 1"),
            ("sha", "{bytes}"),
        ],
    ),
    (
        "supplies",
        "seq",
        &[
            ("record_id", "{uuid}"),
            ("kind", "1"),
            ("contract_id", "NULL"),
            ("above_id", "{uuid}"),
            ("supplier_seq", "2"),
            ("state", "state + 1"),
            ("valid_from", "'2001-02-03'"),
            ("valid_to", "'2001-02-03'"),
            ("body", "body || ' '"),
            ("recorded_at", "recorded_at + 1"),
            ("superseded_at", "1"),
            ("reason", "'x'"),
            ("entry_seq", "entry_seq - 1"),
            ("superseded_entry", "1"),
            ("sha", "{bytes}"),
        ],
    ),
    (
        "schemes",
        "seq",
        &[
            ("sha256", "'x'"),
            ("scheme_id", "'x'"),
            ("version", "'x'"),
            ("effective_from", "'2001-02-03'"),
            ("toml", "toml || ' '"),
            ("published_at", "published_at + 1"),
            ("entry_seq", "entry_seq + 1"),
            ("sha", "{bytes}"),
        ],
    ),
    (
        "ledger_entries",
        "seq",
        &[
            ("recorded_at", "recorded_at + 1"),
            ("actor", "'x'"),
            ("command", "'x'"),
            ("subject", "'x'"),
            ("body", "body || ' '"),
            ("leaf_hash", "{bytes}"),
        ],
    ),
    (
        "tree_heads",
        "size",
        &[("root", "{bytes}"), ("signed_at", "signed_at + 1"), ("key_id", "'x'"), ("signature", "{bytes}")],
    ),
    ("ledger_head", "id", &[("frontier", "{bytes}")]),
    (
        "listings",
        "supplier_seq",
        &[
            ("id", "{uuid}"),
            ("name", "name || ' '"),
            ("sort_key", "sort_key || ' '"),
            ("number", "'7'"),
            ("kind", "3 - kind"),
            ("place", "'x'"),
            ("closed_on", "'2001-02-03'"),
            ("band", "(band + 1) % 6"),
            ("points_milli", "points_milli + 1"),
            ("coverage_milli", "coverage_milli + 1"),
            ("conditional_until", "'2001-02-03'"),
            ("next_change_on", "'2001-02-03'"),
            ("refresh_on", "'2901-02-03'"),
            ("star", "(star + 1) % 3"),
            ("isms", "NOT isms"),
            ("privacy_mark", "NOT privacy_mark"),
            ("scheme_sha", "{bytes}"),
        ],
    ),
];

async fn filled(house: &House) {
    let suppliers =
        house.register(&[("株式会社国税商事あ", Some("2040001999902")), ("株式会社国税商事井", None)]).await;
    let mut work = house.begin().await;
    let facts = vec![
        declaration(&suppliers[0], work.new_id(), 1, "2026-04-01"),
        certificate(&suppliers[1], work.new_id(), "2025-06-01", "2027-09-20", "[]"),
    ];
    let corrected = facts[0].fact_id;
    work.record(facts).await.expect("recorded");
    let contract = NewContract { amount_yen: Some(1), ..NewContract::new(work.new_id(), 1, 1, "運用") };
    let attributes = Attributes { section: Some("税務課".to_owned()), cloud: Some(true), ..Attributes::default() };
    let described = NewContract {
        attributes: attributes.to_json(),
        former: Some(contract.contract_id),
        ..NewContract::new(work.new_id(), 1, 1, "運用")
    };
    let supply = NewSupply {
        record_id: work.new_id(),
        kind: SupplyKind::Subcontract,
        contract_id: Some(contract.contract_id),
        above_id: None,
        supplier_seq: Some(1),
        state: 1,
        valid_from: None,
        valid_to: None,
        body: "{}".to_owned(),
    };
    let ended = contract.contract_id;
    work.add_contracts(vec![contract, described]).await.expect("contracts");
    work.add_supplies(vec![supply]).await.expect("a subcontract");
    let step = NewCloseOut {
        contract_id: ended,
        step: CloseOutStep::ErasureCertificate,
        outcome: CloseOutOutcome::Done,
        done_on: None,
        evidence: "証明書第1号".to_owned(),
        approval: None,
    };
    work.record_close_out(step.clone(), "記録").await.expect("a step");
    work.commit().await.expect("committed");
    let mut work = house.begin().await;
    let replacement = Some(declaration(&suppliers[0], corrected, 2, "2026-04-01"));
    let change = Supersession { fact_id: corrected, replacement, reason: "訂正".to_owned() };
    work.supersede(vec![change]).await.expect("corrected");
    work.record_close_out(NewCloseOut { evidence: "証明書第2号".to_owned(), ..step }, "訂正").await.expect("a step");
    work.commit().await.expect("committed");
}

async fn every_column_of_every_sealed_table(house: House) {
    filled(&house).await;
    let clean = house.store.verify_ledger(&|_, _| {}).await.expect("verified");
    assert!(clean.is_sound() && clean.entries == 4 && clean.heads == 4, "{clean:?}");
    let raw = house.raw().await;
    let backend = raw.get_database_backend();
    let (uuid, bytes) = match backend {
        DbBackend::Postgres => ("'00000000-0000-7000-8000-000000000000'", "'\\x00'::bytea"),
        _ => ("x'00000000000070008000000000000000'", "x'00'"),
    };
    if backend == DbBackend::Sqlite {
        raw.execute_unprepared("PRAGMA foreign_keys = OFF").await.expect("off");
    }
    let run = async |sql: String| raw.execute_unprepared(&sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    for (table, key, columns) in CHANGES {
        let keys =
            raw.query_all_raw(Statement::from_string(backend, format!("SELECT {key} FROM {table} ORDER BY {key}")));
        let keys: Vec<i64> =
            keys.await.expect("keys").iter().map(|row| row.try_get_by_index(0).expect("a key")).collect();
        let few = keys.iter().copied().filter(|at| table != "buyers" || *at == 1 || *at == 23);
        for at in few {
            for (column, change) in columns {
                if table == "contracts" && backend == DbBackend::Postgres && *column == "buyer_seq" && at == 23 {
                    continue;
                }
                let change = change.replace("{uuid}", uuid).replace("{bytes}", bytes);
                run(format!("CREATE TABLE kept AS SELECT {key} AS k, {column} AS v FROM {table} WHERE {key} = {at}"))
                    .await;
                run(format!("UPDATE {table} SET {column} = {change} WHERE {key} = {at}")).await;
                let found = house.store.verify_ledger(&|_, _| {}).await.expect("verified");
                assert!(!found.is_sound(), "{table}.{column} of {at} was changed unseen");
                run(format!("UPDATE {table} SET {column} = (SELECT v FROM kept) WHERE {key} = {at}")).await;
                run("DROP TABLE kept".to_owned()).await;
            }
        }
    }
    let after = house.store.verify_ledger(&|_, _| {}).await.expect("verified");
    assert!(after.is_sound(), "{:?}", after.problems);
}

/// Table and key of everything that is wrong.
async fn located(house: &House) -> Vec<String> {
    let found = house.store.verify_ledger(&|_, _| {}).await.expect("verified");
    found.problems.iter().map(|problem| format!("{} {} {}", problem.table, problem.key, problem.code)).collect()
}

async fn readers_of_entries(house: House) {
    filled(&house).await;
    let raw = house.raw().await;
    let of = "entry_seq = 1 AND audience = 'offices'";
    let values = "(1, 'buyer:x', 'test', 'test.write')";
    let changes = [
        (
            format!("SET audience = 'supplier:x' WHERE {of}"),
            "SET audience = 'offices' WHERE audience = 'supplier:x'",
            "1",
        ),
        (format!("SET actor = 'x' WHERE {of}"), "SET actor = 'test' WHERE actor = 'x'", "1"),
        (format!("SET command = 'x' WHERE {of}"), "SET command = 'test.write' WHERE command = 'x'", "1"),
        (format!("SET entry_seq = 900 WHERE {of}"), "SET entry_seq = 1 WHERE entry_seq = 900", "900"),
    ];
    for (change, back, at) in changes {
        raw.execute_unprepared(&format!("UPDATE ledger_readers {change}")).await.expect("changed");
        let found = located(&house).await;
        assert!(found.iter().any(|one| one.starts_with(&format!("ledger_readers {at} "))), "{change}: {found:?}");
        raw.execute_unprepared(&format!("UPDATE ledger_readers {back}")).await.expect("as it was");
    }
    raw.execute_unprepared(&format!(
        "INSERT INTO ledger_readers (entry_seq, audience, actor, command) VALUES {values}"
    ))
    .await
    .expect("added");
    assert_eq!(located(&house).await, ["ledger_readers 1 row_changed"], "one more reader");
    raw.execute_unprepared("DELETE FROM ledger_readers WHERE audience = 'buyer:x'").await.expect("as it was");
    assert_eq!(located(&house).await, [""; 0]);
    raw.execute_unprepared(&format!("DELETE FROM ledger_readers WHERE {of}")).await.expect("deleted");
    assert_eq!(located(&house).await, ["ledger_readers 1 row_changed"], "one reader less");
}

/// Table, the one row and its key, column, and a change.
const PROPOSALS: [(&str, &str, &str, &str, &str); 27] = [
    ("approvals", "1 = 1", "", "kind", "'x'"),
    ("approvals", "1 = 1", "", "title", "title || ' '"),
    ("approvals", "1 = 1", "", "state", "'waiting'"),
    ("approvals", "1 = 1", "", "version", "version + 1"),
    ("approvals", "1 = 1", "", "proposed_by", "{uuid}"),
    ("approvals", "1 = 1", "", "proposed_at", "proposed_at + 1"),
    ("approvals", "1 = 1", "", "buyer_id", "{uuid}"),
    ("approvals", "1 = 1", "", "closed_at", "closed_at + 1"),
    ("approvals", "1 = 1", "", "closed_at", "NULL"),
    ("approval_versions", "version = 1", "/1", "content", "content || ' '"),
    ("approval_versions", "version = 1", "/1", "sha256", "'x'"),
    ("approval_versions", "version = 2", "/2", "content", "content || ' '"),
    ("approval_versions", "version = 2", "/2", "sha256", "'x'"),
    ("approval_versions", "version = 2", "/2", "written_by", "{uuid}"),
    ("approval_versions", "version = 2", "/2", "written_at", "written_at + 1"),
    ("approval_steps", "ordinal = 1", "/1", "step", "'x'"),
    ("approval_steps", "ordinal = 1", "/1", "taken_by", "{uuid}"),
    ("approval_steps", "ordinal = 2", "/2", "version", "version - 1"),
    ("approval_steps", "ordinal = 2", "/2", "step", "'approve'"),
    ("approval_steps", "ordinal = 2", "/2", "taken_at", "taken_at + 1"),
    ("approval_steps", "ordinal = 2", "/2", "reason", "'x'"),
    ("approval_steps", "ordinal = 3", "/3", "step", "'approve'"),
    ("approval_steps", "ordinal = 3", "/3", "taken_by", "{uuid}"),
    ("approval_steps", "ordinal = 3", "/3", "taken_at", "taken_at + 1"),
    ("approval_steps", "ordinal = 3", "/3", "version", "version - 1"),
    ("approval_steps", "ordinal = 3", "/3", "reason", "reason || ' '"),
    ("approval_steps", "ordinal = 3", "/3", "reason", "NULL"),
];

async fn every_column_of_every_proposal(house: House) {
    let (author, second) = (house.store.new_id(), house.store.new_id());
    let mut work = house.store.begin(&Actor::account(author), "approvals.propose").await.expect("a change");
    let (kind, title) = (ApprovalKind::PublishScheme, "a 1".to_owned());
    let new = NewApproval { kind, buyer: None, title, content: "{\"a\":1}".to_owned(), by: author };
    let id = work.add_approval(new).await.expect("proposed");
    work.commit().await.expect("committed");
    for (by, step) in [(author, "revise"), (second, "reject")] {
        let mut work = house.store.begin(&Actor::account(by), "approvals.step").await.expect("a change");
        let approval = work.approval(id).await.expect("a look").expect("a proposal");
        let (mut case, content) = (approval.case.clone(), "{\"a\":2}".to_owned());
        let hash = content_hash(&content);
        let (taken, reason, revision) = match step {
            "revise" => (Step::Revise { by, hash }, None, Some(("a 2".to_owned(), content))),
            _ => (Step::Reject { by, seen: hash }, Some("根拠がない".to_owned()), None),
        };
        case.take(taken).expect("a step that the rule allows");
        work.take_step(&approval, Taken { step, by, reason, revision, given_to: None, case }).await.expect("taken");
        work.commit().await.expect("committed");
    }
    assert_eq!(located(&house).await, [""; 0]);
    let raw = house.raw().await;
    let run = async |sql: String| raw.execute_unprepared(&sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    let uuid = match raw.get_database_backend() {
        DbBackend::Postgres => "'00000000-0000-7000-8000-000000000000'",
        _ => "x'00000000000070008000000000000000'",
    };
    for (table, row, key, column, change) in PROPOSALS {
        run(format!("CREATE TABLE kept AS SELECT {column} AS v FROM {table} WHERE {row}")).await;
        run(format!("UPDATE {table} SET {column} = {} WHERE {row}", change.replace("{uuid}", uuid))).await;
        let found = located(&house).await;
        assert_eq!(found, [format!("{table} {id}{key} row_changed")], "{table}.{column} of {row}");
        run(format!("UPDATE {table} SET {column} = (SELECT v FROM kept) WHERE {row}")).await;
        run("DROP TABLE kept".to_owned()).await;
    }
    run("DELETE FROM approval_steps WHERE ordinal = 3".to_owned()).await;
    assert_eq!(located(&house).await, [format!("approval_steps {id}/3 row_missing")]);
}
