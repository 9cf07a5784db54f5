//! Staff rotation: people come, change and leave by a list, within what whoever brings it may do.
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use kakuzuke_domain::accounts::{Grant, Role, Tenant};
use kakuzuke_services::imports::{ImportKind, ImportReport, ImportRequest};
use kakuzuke_services::worker;
use kakuzuke_store::{Actor, Store};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::Value;
use uuid::Uuid;

use crate::both;
use crate::harness::app::TestApp;
use crate::harness::cli;
use crate::harness::engine::{Engine, House};
use crate::harness::people::{self, WARD};
use crate::harness::samples::{bytes, csv, xlsx};

both!(
    thirty_people_come_by_a_list_and_once,
    a_row_is_refused_with_its_reason,
    nobody_brings_roles_they_could_not_give,
    a_new_name_is_told_from_a_wrong_address,
    a_list_goes_through_the_pages,
    a_list_cut_off_leaves_nothing_behind,
);

const OTHER: &str = "131032";
const HEAD: &[&str] =
    &["氏名", "メールアドレス", "役割", "異動区分", "開始日", "終了日", "所属", "区コード", "引継先メールアドレス"];

/// Somebody of a ward, by code, with a role.
pub async fn of_ward(store: &Store, name: &str, role: Role, code: &str) -> Uuid {
    let tenant = Tenant::Buyer(people::ward(store, code).await);
    people::account(store, name, &[Grant { role, tenant }]).await
}

pub async fn email(store: &Store, account: Uuid) -> String {
    store.person(account).await.unwrap().unwrap().account.email.unwrap()
}

pub async fn roles(store: &Store, account: Uuid) -> Vec<Role> {
    store.person(account).await.unwrap().unwrap().grants().iter().map(|grant| grant.role).collect()
}

/// Brings a list of people of the ward, as a page does.
pub async fn bring(app: &TestApp, by: &Actor, rows: &[[&str; 9]]) -> ImportReport {
    let table: Vec<&[&str]> = [HEAD].into_iter().chain(rows.iter().map(|row| &row[..])).collect();
    let file = csv(app.house.folder(), "people.csv", &table);
    let request = ImportRequest {
        buyer: Some(WARD.to_owned()),
        only_buyer: true,
        ..ImportRequest::new(ImportKind::Accounts, file, "people.csv")
    };
    app.services.run_import(&request, by, &Arc::default()).await.expect("a report")
}

/// created, updated, unchanged, rejected.
pub fn counts(report: &ImportReport) -> [u64; 4] {
    let counts = report.counts;
    assert_eq!(counts.rows, counts.created + counts.updated + counts.unchanged + counts.rejected, "{report:?}");
    [counts.created, counts.updated, counts.unchanged, counts.rejected]
}

async fn number(house: &House, sql: &str) -> i64 {
    let database = house.raw().await;
    let statement = Statement::from_string(database.get_database_backend(), sql);
    database.query_one_raw(statement).await.expect("a query").expect("a row").try_get("", "n").expect("a number")
}

fn list(folder: &Path, people: usize) -> (PathBuf, PathBuf) {
    let roles = ["契約・調達担当", "情報セキュリティ担当", "補助金担当", "reader"];
    let rows: Vec<[String; 5]> = (0..people)
        .map(|at| {
            let (name, email) = (format!("職員　{at}号"), format!("Shokuin{at}@city.example.jp"));
            [name, email, roles[at % 4].to_owned(), "転入".to_owned(), "令和81年4月1日".to_owned()]
        })
        .collect();
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let head: &[&[&str]] = &[&["人事異動一覧"], &["氏名", "メールアドレス", "権限", "異動区分", "発令日"]];
    let table: Vec<&[&str]> = head.iter().copied().chain(rows.iter().map(Vec::as_slice)).collect();
    let workbook = xlsx(folder, "people.xlsx", &table);
    let text = std::fs::read_to_string(csv(folder, "utf8.csv", &table)).expect("text");
    let (cp932, ..) = encoding_rs::SHIFT_JIS.encode(&text);
    (workbook, bytes(folder, "people.csv", &cp932))
}

async fn thirty_people_come_by_a_list_and_once(engine: Engine) {
    let house = House::new(engine).await;
    let (workbook, text) = list(house.folder(), 30);
    let import = |file: &Path, more: &[&str]| {
        let file = file.to_str().expect("a plain path");
        house.cli(&[&["import", "accounts", file, "--json", "--buyer", WARD], more].concat())
    };
    let told = |report: &Value| ["rows", "created", "unchanged", "rejected"].map(|name| report[name].as_u64().unwrap());
    let dry = import(&workbook, &["--dry-run"]).ok();
    assert_eq!(told(&dry.json()), [30, 30, 0, 0]);
    assert_eq!(number(&house, "SELECT count(*) AS n FROM invitations").await, 0, "a dry run writes nothing");
    let first = import(&workbook, &[]).ok();
    assert_eq!(told(&first.json()), [30, 30, 0, 0]);
    assert!(!first.stdout.contains("/invitations/") && !first.stderr.contains("/invitations/"), "{first:?}");
    assert_eq!(told(&import(&workbook, &[]).ok().json()), [30, 0, 30, 0], "the same list twice invites nobody twice");
    assert_eq!(told(&import(&text, &[]).ok().json()), [30, 0, 30, 0], "nor does the same list as text");
    assert_eq!(number(&house, "SELECT count(*) AS n FROM invitations").await, 30);
    assert_eq!(number(&house, "SELECT count(*) AS n FROM jobs WHERE kind = 'mail'").await, 30);
    let sealed = "SELECT count(*) AS n FROM ledger_entries WHERE body LIKE";
    assert_eq!(
        number(&house, &format!("{sealed} '%@%' OR body LIKE '%職員%' OR body LIKE '%/invitations/%'")).await,
        0
    );
    assert!(number(&house, &format!("{sealed} '%procurement%'")).await >= 8);
    house.cli(&["ledger", "verify"]).ok();

    let wrong: &[&[&str]] = &[
        &["氏名", "メールアドレス", "権限"],
        &["新人 一", "shinjin1@city.example.jp", "閲覧者"],
        &["新人 二", "shinjin2", "閲覧者"],
    ];
    let refused = import(&csv(house.folder(), "wrong.csv", wrong), &["--all-or-nothing"]);
    assert_eq!(refused.code, Some(3));
    assert_eq!(number(&house, "SELECT count(*) AS n FROM invitations").await, 30, "all or nothing");
    let partly = import(&csv(house.folder(), "wrong.csv", wrong), &[]);
    assert_eq!((partly.code, told(&partly.json())), (Some(3), [2, 1, 0, 1]));
    let nowhere = house.cli(&["import", "accounts", text.to_str().unwrap(), "--json"]);
    assert_eq!(nowhere.json()["rejected"], 30, "without a buyer nobody knows where they work");
}

async fn a_row_is_refused_with_its_reason(engine: Engine) {
    let app = TestApp::new(engine).await;
    let store = app.services.store().clone();
    let officer = of_ward(&store, "千代田 守", Role::Security, WARD).await;
    let stranger = of_ward(&store, "港 太郎", Role::Reader, OTHER).await;
    let (own, strange) = (email(&store, officer).await, email(&store, stranger).await);
    let row = |name: &'static str, email: &'static str, role: &'static str| [name, email, role, "", "", "", "", "", ""];
    let mut rows: Vec<([&str; 9], Option<&str>)> = vec![
        (row("一", "a1@city.example.jp", "閲覧者"), None),
        (
            {
                let mut row = row("二", "a2@city.example.jp", "閲覧者");
                row[7] = OTHER;
                row
            },
            Some("place_foreign"),
        ),
        (row("三", "a3@city.example.jp", "協議会事務局"), Some("role_outside_circle")),
        (
            {
                let mut row = row("四", "a4@city.example.jp", "事務局");
                row[6] = "協議会";
                row
            },
            Some("place_foreign"),
        ),
        (row("五", "a5 at city", "閲覧者"), Some("email_malformed")),
        (row("六", "a6@city.example.jp", ""), Some("required")),
        (row("七", "a7@city.example.jp", "王様"), Some("invalid_choice")),
        (
            {
                let mut row = row("八", "a8@city.example.jp", "閲覧者");
                row[4] = "8.4.1";
                row
            },
            Some("ambiguous_date"),
        ),
        (
            {
                let mut row = row("", "a9@city.example.jp", "");
                row[3] = "退職";
                row
            },
            Some("person_unknown"),
        ),
        (
            {
                let mut row = row("十", "a10@city.example.jp", "閲覧者");
                (row[4], row[5]) = ("2027-04-01", "2027-03-01");
                row
            },
            Some("dates_reversed"),
        ),
        (
            {
                let mut row = row("十一", "a11@city.example.jp", "閲覧者");
                row[8] = "a1@city.example.jp";
                row
            },
            Some("hand_over_without_end"),
        ),
        (
            {
                let mut row = row("十二", "a12@city.example.jp", "閲覧者");
                row[6] = "港区役所";
                row
            },
            Some("place_foreign"),
        ),
        (
            {
                let mut row = row("十三", "a13@city.example.jp", "閲覧者");
                row[6] = "政策経営部 IT推進課";
                row
            },
            None,
        ),
        (row("一", "A1@city.example.jp", "契約担当"), None),
        (
            {
                let mut row = row("一", "a1@city.example.jp", "閲覧者");
                row[5] = "2030-03-31";
                row
            },
            Some("duplicate_row"),
        ),
        (row("", "a14@city.example.jp", "閲覧者"), Some("required")),
    ];
    let leaves = ["", own.as_str(), "", "転出", "", "", "", "", ""];
    rows.push((leaves, Some("own_account")));
    rows.push((["", strange.as_str(), "", "転出", "", "", "", "", ""], Some("person_unknown")));
    rows.push((["港 太郎", strange.as_str(), "閲覧者", "", "", "", "", "", ""], None));
    let table: Vec<[&str; 9]> = rows.iter().map(|(row, _)| *row).collect();
    let report = bring(&app, &Actor::account(officer), &table).await;
    for (at, (row, code)) in (2..).zip(&rows) {
        let codes: Vec<&str> =
            report.problems.iter().filter(|problem| problem.row == at).map(|problem| problem.code.as_str()).collect();
        assert_eq!(codes, code.iter().copied().collect::<Vec<_>>(), "{row:?}");
    }
    let good = rows.iter().filter(|(_, code)| code.is_none()).count() as u64;
    assert_eq!(counts(&report), [good, 0, 0, rows.len() as u64 - good]);
    let waiting = store.waiting_invitations(None).await.unwrap();
    assert_eq!(waiting.len() as u64, good, "somebody of elsewhere is invited like anybody, so that nothing is told");
    assert_eq!(roles(&store, stranger).await, [Role::Reader]);
    assert_eq!(roles(&store, officer).await, [Role::Security]);
}

async fn nobody_brings_roles_they_could_not_give(engine: Engine) {
    let app = TestApp::new(engine).await;
    let store = app.services.store().clone();
    let buyer = of_ward(&store, "千代田 調", Role::Procurement, WARD).await;
    let former = of_ward(&store, "千代田 元", Role::Security, WARD).await;
    let foreign = of_ward(&store, "港 守", Role::Security, OTHER).await;
    let victim = of_ward(&store, "千代田 読", Role::Reader, WARD).await;
    let address = email(&store, victim).await;
    let operator = Grant { role: Role::Operator, tenant: Tenant::Installation };
    let mut work = store.begin(&Actor::system(), "accounts.closures").await.unwrap();
    work.deactivate_account(former).await.unwrap();
    work.commit().await.unwrap();
    let rows = [
        ["王", "king@city.example.jp", "情報セキュリティ担当", "", "", "", "", "", ""],
        ["千代田 読", &address, "", "転出", "", "", "", "", ""],
        ["千代田 読", &address, "契約担当", "", "", "", "", "", ""],
    ];
    for by in [Actor::account(buyer), Actor::account(former), Actor::account(foreign), Actor::loopback()] {
        let report = bring(&app, &by, &rows).await;
        assert_eq!(counts(&report), [0, 0, 0, 3], "{by}: {report:?}");
    }
    assert_eq!(roles(&store, victim).await, [Role::Reader]);
    assert!(store.waiting_invitations(None).await.unwrap().is_empty());
    let boss = people::account(&store, "運用 一", &[operator]).await;
    let report = bring(&app, &Actor::account(boss), &rows[..1]).await;
    assert_eq!(counts(&report), [1, 0, 0, 0], "whoever runs the installation may: {report:?}");
}

async fn a_new_name_is_told_from_a_wrong_address(engine: Engine) {
    let app = TestApp::new(engine).await;
    let store = app.services.store().clone();
    let officer = Actor::account(of_ward(&store, "千代田 守", Role::Security, WARD).await);
    let colleague = of_ward(&store, "山田 花子", Role::Reader, WARD).await;
    let address = email(&store, colleague).await;
    let differs = [["山田 太郎", address.as_str(), "閲覧者", "", "", "", "", "", ""]];
    let report = bring(&app, &officer, &differs).await;
    assert_eq!(report.problems[0].code, "person_name_differs");
    let renamed = [["佐藤 花子", address.as_str(), "", "改姓", "", "", "", "", ""]];
    assert_eq!(counts(&bring(&app, &officer, &renamed).await), [0, 1, 0, 0]);
    assert_eq!(counts(&bring(&app, &officer, &renamed).await), [0, 0, 1, 0]);
    assert_eq!(store.person(colleague).await.unwrap().unwrap().account.name, "佐藤 花子");
    let elsewhere = Tenant::Buyer(people::ward(&store, OTHER).await);
    let mut work = store.begin(&Actor::system(), "accounts.grants").await.unwrap();
    work.grant(colleague, Grant { role: Role::Reader, tenant: elsewhere }).await.unwrap();
    work.commit().await.unwrap();
    let report = bring(&app, &officer, &[["山田 花子", &address, "", "氏名変更", "", "", "", "", ""]]).await;
    assert_eq!(report.problems[0].code, "person_of_others_too");
}

async fn a_list_goes_through_the_pages(engine: Engine) {
    let mut app = TestApp::new(engine).await;
    let store = app.services.store().clone();
    let officer = of_ward(&store, "千代田 守", Role::Security, WARD).await;
    let session = people::session(&store, officer, true).await;
    app.session = Some(session.clone());
    assert!(app.page("/people", "ja").await.text().contains("/imports?kind=accounts"));
    let form = app.page("/imports?kind=accounts", "ja").await.is(200).text();
    assert!(form.contains("value=\"accounts\" selected"), "{form}");
    let table: &[&[&str]] = &[
        HEAD,
        &["新人 一", "shinjin1@city.example.jp", "閲覧者", "採用", "", "", "", "", ""],
        &["新人 二", "shinjin2@city.example.jp", "協議会事務局", "採用", "", "", "", "", ""],
    ];
    let file = csv(app.house.folder(), "meibo.csv", table);
    let by = Actor::account(officer);
    let id = app.services.upload(ImportKind::Accounts, &file, "meibo.csv", Some(WARD), &by).await.unwrap();
    let place = format!("/imports/{id}");
    assert!(app.page(&place, "ja").await.is(200).text().contains("引継先メールアドレス"));
    app.form(&format!("{place}/runs"), &[("dry_run", "false")]).await.is(303);
    worker::drain(&app.services).await.unwrap();
    let done = app.page(&place, "ja").await.is(200).text();
    assert!(done.contains("この所属では付与できない役割です"), "{done}");
    app.page(&format!("{place}/problems"), "en").await.is(200);
    app.get(&format!("{place}/problems.xlsx")).await.is(200);
    let sent: Vec<String> = std::fs::read_dir(app.house.folder().join("outbox"))
        .expect("mails")
        .map(|mail| std::fs::read_to_string(mail.unwrap().path()).expect("a mail"))
        .collect();
    assert_eq!(sent.iter().filter(|mail| mail.contains("shinjin1@city.example.jp")).count(), 1, "{sent:?}");

    let (operator, council) = (Tenant::Installation, Tenant::Council);
    for (role, tenant, status) in [
        (Role::Procurement, Tenant::Buyer(people::ward(&store, WARD).await), 403),
        (Role::Security, Tenant::Buyer(people::ward(&store, OTHER).await), 404),
        (Role::Secretariat, council, 404),
        (Role::Operator, operator, 200),
    ] {
        let other = people::person(&store, "別の人", &[Grant { role, tenant }]).await;
        app.session = Some(other.session);
        app.get(&place).await.is(status);
        let shown = app.page("/imports", "ja").await.is(200).text().contains("meibo.csv");
        assert_eq!(shown, status == 200, "{role}");
        let kinds = app.page("/imports", "ja").await.text();
        assert_eq!(kinds.contains("value=\"accounts\""), role != Role::Procurement, "{role}");
        assert_eq!(kinds.contains("value=\"suppliers\""), role != Role::Operator, "{role}");
        if status != 200 {
            app.form(&format!("{place}/runs"), &[("dry_run", "false")]).await.is(status);
            app.form(&format!("{place}/cancellations"), &[]).await.is(status);
            app.get(&format!("{place}/problems.xlsx")).await.is(status);
        }
    }
}

const MANY: usize = 400;

async fn a_list_cut_off_leaves_nothing_behind(engine: Engine) {
    let house = House::new(engine).await;
    let (file, _) = list(house.folder(), MANY);
    let file = file.to_str().expect("a plain path");
    let own = house.arguments();
    let command = ["import", "accounts", file, "--buyer", WARD];
    let arguments: Vec<&str> = command.into_iter().chain(own.iter().map(String::as_str)).collect();
    for pause in [200, 500, 1_000] {
        let mut child = cli::start(&arguments);
        thread::sleep(Duration::from_millis(pause));
        child.kill().expect("killed");
        child.wait().expect("reaped");
        let found = number(&house, "SELECT count(*) AS n FROM invitations").await;
        let mails = number(&house, "SELECT count(*) AS n FROM jobs WHERE kind = 'mail'").await;
        assert!(found == 0 || found == MANY as i64, "{found} of {MANY} after {pause} ms");
        assert_eq!(mails, found, "a mail for every invitation");
    }
    house.cli(&["import", "accounts", file, "--buyer", WARD]).ok();
    assert_eq!(number(&house, "SELECT count(*) AS n FROM invitations").await, MANY as i64);
    house.cli(&["ledger", "verify"]).ok();
}
