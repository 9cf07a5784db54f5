//! The ids of another's things with bodies that would do with one's own: what is refused is refused for whose it is, and
//! nothing is written. Every body is then sent with the own ids, where it does what it says.
mod tries;

use std::time::Duration;

use axum::http::Method;
use kakuzuke_domain::accounts::{Grant, Role, Tenant};
use kakuzuke_domain::facts::{Fact, Room};
use kakuzuke_domain::notices::NoticeKind;
use kakuzuke_domain::suppliers::SupplierKind;
use kakuzuke_services::accounts::Invited;
use kakuzuke_services::approvals::Content;
use kakuzuke_services::imports::{ImportKind, Importer, RunOptions};
use kakuzuke_services::worker;
use kakuzuke_store::{
    Actor, NewContract, NewFact, NewJob, NewNotice, NewSession, NewSupplier, NewToken, Profile, Secret, Store, Term,
};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use self::tries::{attestation, audit, form, tries};
use super::{everything, quiet, send};
use crate::approvals::scheme;
use crate::both;
use crate::harness::app::{Answer, TestApp};
use crate::harness::engine::Engine;
use crate::harness::people::{self, WARD};
use crate::harness::samples::csv;

both!(anothers_things_stay_as_they_are, what_belongs_to_an_office_stays_there);

/// One ward with its supplier, its people and their things.
struct Side {
    code: &'static str,
    supplier: Uuid,
    attestation: Uuid,
    audit: Uuid,
    contract: Uuid,
    /// Imports that wait to be run or cancelled.
    imports: Vec<Uuid>,
    /// An import with two rows to be decided.
    proposals: Uuid,
    /// Somebody with one role.
    person: Uuid,
    grant: Uuid,
    invitations: [Uuid; 2],
    /// Who looks after all this, with things of their own.
    session: String,
    notices: [Uuid; 2],
    token: Uuid,
    other_session: Uuid,
    passkeys: [Uuid; 2],
    /// Somebody of the supplier.
    of_supplier: String,
}

#[derive(Clone, Copy)]
enum Who {
    Officer,
    Supplier,
}

enum Body {
    Nothing,
    Form(Vec<(&'static str, String)>),
    Json(Value),
}

/// A request, what it is answered with for one's own thing, and for another's.
struct Try {
    who: Who,
    method: Method,
    path: String,
    body: Body,
    own: u16,
    foreign: u16,
}

async fn ask(app: &mut TestApp, side: &Side, one: &Try) -> Answer {
    let session = match one.who {
        Who::Officer => &side.session,
        Who::Supplier => &side.of_supplier,
    };
    app.session = Some(session.clone());
    sent(app, &one.method, &one.path, &one.body).await
}

async fn sent(app: &TestApp, method: &Method, path: &str, body: &Body) -> Answer {
    match body {
        Body::Nothing => send(app, method.clone(), path, "text/plain", "").await,
        Body::Json(body) => app.json(method.clone(), path, body).await,
        Body::Form(fields) => {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            app.form(path, &fields).await
        }
    }
}

async fn anothers_things_stay_as_they_are(engine: Engine) {
    let mut app = TestApp::new(engine).await;
    let own = side(&app, WARD, "2040001999902", "株式会社東都").await;
    let other = side(&app, "131024", "4040001999900", "株式会社西都").await;
    let before = everything(&app).await;
    let mut foreign = tries(&other);
    // One's own person with another's role, and the other way round.
    for (person, grant) in [(own.person, other.grant), (other.person, own.grant)] {
        foreign.push(form(Who::Officer, format!("/people/{person}/grants/{grant}/withdrawals"), &[]));
    }
    for place in [other.code, "council"] {
        let fields = [("role", if place == "council" { "secretariat" } else { "reader" }), ("place", place)];
        foreign.push(form(Who::Officer, format!("/people/{}/grants", own.person), &fields));
    }
    for one in &foreign {
        let answer = ask(&mut app, &own, one).await;
        let what = format!("another's {} {}", one.method, one.path);
        quiet(&what, &answer);
        assert_eq!(answer.status.as_u16(), one.foreign, "{what}: {}", answer.text());
        assert!(!answer.text().contains("西都"), "{what} tells whose it is");
    }
    assert_eq!(everything(&app).await, before, "nothing was written");
    assert!(foreign.len() > 60, "{}", foreign.len());
    for one in tries(&own) {
        let answer = ask(&mut app, &own, &one).await;
        assert_eq!(answer.status.as_u16(), one.own, "one's own {} {}: {}", one.method, one.path, answer.text());
    }
    assert_ne!(everything(&app).await, before, "one's own things were changed");
}

/// What belongs to the council's office and to whoever runs the installation, tried by a ward's officer with the very bodies
/// that do it.
async fn what_belongs_to_an_office_stays_there(engine: Engine) {
    let mut app = TestApp::new(engine).await;
    let store = app.services.store().clone();
    let ward = Tenant::Buyer(people::ward(&store, WARD).await);
    let of_ward = [Role::Procurement, Role::Security].map(|role| Grant { role, tenant: ward });
    let officer = people::person(&store, "担当", &of_ward).await.session;
    let office = Grant { role: Role::Secretariat, tenant: Tenant::Council };
    let author = people::account(&store, "起案", &[office]).await;
    let writer = people::session(&store, author, true).await;
    let second = people::person(&store, "決裁", &[office]).await.session;
    let operator = Grant { role: Role::Operator, tenant: Tenant::Installation };
    let operator = people::person(&store, "運用", &[operator]).await.session;
    let by = kakuzuke_domain::accounts::Actor::person(author, vec![office]);
    let mut approvals = Vec::new();
    for version in ["1.1.0", "1.2.0", "1.3.0"] {
        let content = Content::scheme(&scheme(version)).expect("a scheme");
        let id = app.services.propose(&by, content).await.expect("proposed");
        let approval = store.approval(id).await.expect("a look").expect("a proposal");
        approvals.push((id, approval.current().expect("a version").sha256.clone()));
    }
    let jobs = [dead(&store).await, dead(&store).await];
    let (page, listed, taken) = (&approvals[0], &approvals[1], &approvals[2]);
    let decision = |sha256: &str| vec![("decision", "approve".to_owned()), ("sha256", sha256.to_owned())];
    let post = |path: String, body: Body| (Method::POST, path, body);
    let plan = [
        (post(format!("/approvals/{}/decisions", page.0), Body::Form(decision(&page.1))), &second, 303),
        (
            post(
                format!("/api/v1/approvals/{}/decisions", listed.0),
                Body::Json(json!({"decision": "approve", "sha256": listed.1})),
            ),
            &second,
            200,
        ),
        (post(format!("/approvals/{}/withdrawals", taken.0), Body::Form(Vec::new())), &writer, 303),
        (post(format!("/jobs/{}/retries", jobs[0]), Body::Form(Vec::new())), &operator, 303),
        (post(format!("/api/v1/jobs/{}/settlements", jobs[1]), Body::Json(json!({}))), &operator, 204),
    ];
    let nobody = [&officer, &operator, &second, &writer];
    let before = everything(&app).await;
    let mut tried = 0;
    for ((method, path, body), right, _) in &plan {
        // Whoever has the role may do it, but an author does not decide, and nobody takes back what another proposed.
        for session in nobody.into_iter().filter(|session| session != right) {
            app.session = Some(session.clone());
            let answer = sent(&app, method, path, body).await;
            quiet(path, &answer);
            assert!([403, 404, 409].contains(&answer.status.as_u16()), "{path}: {} {}", answer.status, answer.text());
            tried += 1;
        }
    }
    assert_eq!((tried, everything(&app).await), (15, before), "nothing was written");
    for ((method, path, body), right, wanted) in plan {
        app.session = Some(right.clone());
        let answer = sent(&app, &method, &path, &body).await;
        assert_eq!(answer.status.as_u16(), wanted, "{path}: {}", answer.text());
    }
}

async fn dead(store: &Store) -> Uuid {
    let id = store.enqueue(NewJob::new("letter", "{}")).await.expect("enqueued").expect("a job");
    let lease = store.lease_job(&["letter"], Duration::from_secs(60)).await.expect("a look").expect("a lease");
    store.bury_job(&lease, "no post office").await.expect("dead");
    id
}

/// A ward with everything it can have.
async fn side(app: &TestApp, code: &'static str, number: &str, name: &str) -> Side {
    let store = app.services.store();
    let ward = store.buyer(code).await.expect("a look").expect("a ward");
    let tenant = Tenant::Buyer(ward.id);
    let (supplier, [attestation, audit], contract) = supplier(store, ward.seq, number, name).await;
    let officer = officer(store, tenant).await;
    let clerk = Importer { actor: Actor::account(officer.account).as_str().to_owned(), confirms: false };
    let list = csv(app.house.folder(), "list.csv", &[&["法人番号", "商号又は名称"], &[number, name]]);
    let mut imports = Vec::new();
    for _ in 0..4 {
        let kept = app.services.upload(ImportKind::Suppliers, &list, "list.csv", Some(code), &clerk.actor()).await;
        imports.push(kept.expect("an upload"));
    }
    let head: &[&str] = &["事業者名", "種類", "登録番号", "有効開始日"];
    let rows = ["10820001", "10820002"].map(|mark| [name, "プライバシーマーク", mark, "2026-04-01"]);
    let papers = csv(app.house.folder(), "papers.csv", &[head, &rows[0], &rows[1]]);
    let kept = app.services.upload(ImportKind::Attestations, &papers, "papers.csv", Some(code), &clerk.actor()).await;
    let proposals = kept.expect("an upload");
    app.services.start_import(proposals, &RunOptions::default(), &clerk).await.expect("started");
    worker::drain(&app.services).await.expect("worked");
    let person = people::account(store, "閲覧", &[Grant { role: Role::Reader, tenant }]).await;
    people::session(store, person, true).await;
    let grant = store.person(person).await.expect("a look").expect("a person").grants[0].id;
    let mut invitations = Vec::new();
    for at in 0..2 {
        let invited = Invited {
            name: "招待".to_owned(),
            email: format!("{code}-{at}@city.example.jp"),
            language: "ja".to_owned(),
            grant: Grant { role: Role::Reader, tenant },
            term: Term::default(),
        };
        let by = Actor::account(officer.account);
        invitations.push(app.services.accounts().invite(&by, invited).await.expect("invited"));
    }
    let of_supplier = Grant { role: Role::Supplier, tenant: Tenant::Supplier(supplier) };
    let of_supplier = people::person(store, "供給者", &[of_supplier]).await.session;
    Side {
        code,
        supplier,
        attestation,
        audit,
        contract,
        imports,
        proposals,
        person,
        grant,
        invitations: invitations.try_into().expect("two"),
        session: officer.session,
        notices: officer.notices,
        token: officer.token,
        other_session: officer.other_session,
        passkeys: officer.passkeys,
        of_supplier,
    }
}

/// A supplier with a certificate and an audit, and a contract with the ward.
async fn supplier(store: &Store, buyer_seq: i64, number: &str, name: &str) -> (Uuid, [Uuid; 2], Uuid) {
    let mut work = store.begin(&Actor::system(), "test.write").await.expect("a change");
    let profile = Profile::new(name.to_owned(), SupplierKind::Corporation, Some(number.to_owned()));
    let id = work.new_id();
    let new = NewSupplier { id, kind: profile.kind, number: profile.number.clone() };
    let seq = work.add_suppliers(vec![new]).await.expect("a supplier")[0].seq;
    let [held, audited, contract] = [work.new_id(), work.new_id(), work.new_id()];
    let fact = |room, id: Uuid, mut body: Value| {
        body["id"] = json!(id);
        NewFact::graded(seq, id, &Fact::from_body(room, &body.to_string()).expect("a body"))
    };
    let named = NewFact::profile(seq, work.new_id(), &profile, None, None);
    let facts = vec![named, fact(Room::Attestation, held, attestation()), fact(Room::Audit, audited, audit())];
    work.record(facts).await.expect("facts");
    let agreed = NewContract {
        valid_from: Some("2026-04-01".parse().expect("a day")),
        amount_yen: Some(1_000_000),
        ..NewContract::new(contract, buyer_seq, seq, format!("{name}の保守"))
    };
    work.add_contracts(vec![agreed]).await.expect("a contract");
    work.seal("test", Value::Null).await.expect("sealed");
    work.commit().await.expect("committed");
    (id, [held, audited], contract)
}

struct Officer {
    account: Uuid,
    session: String,
    notices: [Uuid; 2],
    token: Uuid,
    other_session: Uuid,
    passkeys: [Uuid; 2],
}

/// Somebody who buys and confirms, with notices, a token, a second session and two passkeys.
async fn officer(store: &Store, tenant: Tenant) -> Officer {
    let roles = [Role::Procurement, Role::Security].map(|role| Grant { role, tenant });
    let account = people::account(store, "担当", &roles).await;
    let session = people::session(store, account, true).await;
    let (address, agent) = ("192.0.2.9".to_owned(), "other".to_owned());
    let second = NewSession { account, method: "password".to_owned(), proven: true, address, agent };
    let second = store.begin_session(second).await.expect("a session");
    let other = Secret::read(second.reveal().as_str()).expect("a secret");
    let other_session = store.visitor(&other).await.expect("a look").expect("a session").session.id;
    let mut work = store.begin(&Actor::system(), "test.write").await.expect("a change");
    let notice = |key: &str| NewNotice {
        account,
        kind: NoticeKind::GradeChanges,
        arguments: Map::from_iter([
            ("supplier".to_owned(), json!("見本")),
            ("change_on".to_owned(), json!("2026-10-01")),
        ]),
        href: "/suppliers".to_owned(),
        key: key.to_owned(),
    };
    work.notify(vec![notice("first"), notice("second")]).await.expect("told");
    let expires_at = "2030-01-01T00:00:00Z".parse().expect("an instant");
    let new = NewToken { account, name: "test".to_owned(), scopes: Vec::new(), expires_at };
    let (token, _) = work.add_token(new).await.expect("a token");
    let mut passkeys = Vec::new();
    for at in 0..2_u8 {
        let credential = [account.as_bytes().as_slice(), &[at]].concat();
        passkeys.push(work.add_passkey(account, credential, "{}", "鍵").await.expect("a passkey"));
    }
    work.commit().await.expect("committed");
    let told = store.notices(account, 0, 10).await.expect("notices").rows;
    let notices = [told[0].id, told[1].id];
    Officer { account, session, notices, token, other_session, passkeys: passkeys.try_into().expect("two") }
}
