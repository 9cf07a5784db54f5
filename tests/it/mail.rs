//! Mails through a real SMTP server: once, in order of their jobs, whatever happens to the server or to us.
use std::sync::Arc;

use chrono::TimeDelta;
use kakuzuke_services::{Services, worker};
use kakuzuke_store::{Actor, Addressee, Clock, FixedClock, JobState, Mail, Store, StoreConfig, SystemClock};
use uuid::Uuid;

use crate::both;
use crate::harness::app::TestApp;
use crate::harness::engine::{Engine, House};
use crate::harness::smtp::{Smtp, python};
use crate::harness::{cli, people};

both!(
    a_mail_is_in_the_readers_language_and_goes_once,
    a_server_that_is_down_gets_the_mail_when_it_is_back,
    one_refused_reader_keeps_no_other_waiting,
    a_connection_that_breaks_off_brings_the_same_mail_at_most_twice,
    a_worker_that_is_killed_while_it_sends_brings_the_mail_at_most_twice,
    nothing_gets_into_the_head_of_a_mail,
    without_a_server_mails_become_files
);

/// A register whose mails go to the server.
async fn app(engine: Engine, smtp: &Smtp) -> (TestApp, Services) {
    let app = TestApp::new(engine).await;
    let services = app.services.clone().with_post(smtp.post());
    (app, services)
}

async fn reader(store: &Store, email: &str, language: &str) -> Uuid {
    let id = people::account(store, "見本 花子", &[]).await;
    let mut work = store.begin(&Actor::system(), "accounts.describe").await.expect("a change");
    work.describe_account(id, email, "見本 花子", language).await.expect("described");
    work.commit().await.expect("committed");
    id
}

fn news(to: Uuid, title: &str) -> Mail {
    Mail::new(Addressee::Account(to), "notice-approval_waits")
        .with("approval", "publish_scheme")
        .with("title", title)
        .leading_to("/approvals")
}

async fn post(store: &Store, mails: &[Mail]) {
    let mut work = store.begin(&Actor::system(), "test.mail").await.expect("a change");
    for mail in mails {
        work.enqueue_mail(mail, None).await.expect("enqueued");
    }
    work.commit().await.expect("committed");
}

async fn work(services: &Services) {
    worker::drain(services).await.expect("worked");
}

/// Lets time go by, until jobs that failed are tried again.
fn later(app: &TestApp, seconds: i64) {
    app.clock.set(app.clock.now() + TimeDelta::seconds(seconds));
}

async fn a_mail_is_in_the_readers_language_and_goes_once(engine: Engine) {
    let Some(python) = python() else { return };
    let smtp = Smtp::open(python);
    let (_app, services) = app(engine, &smtp).await;
    let japanese = reader(services.store(), "hanako@example.jp", "ja").await;
    let english = reader(services.store(), "john@example.jp", "en").await;
    post(services.store(), &[news(japanese, "基準 1.1"), news(english, "基準 1.1")]).await;
    work(&services).await;
    work(&services).await;
    let kept = smtp.kept();
    assert_eq!(kept.len(), 2, "{kept:?}");
    assert_eq!(kept[0].header("To"), "hanako@example.jp");
    assert_eq!(kept[0].header("Subject"), "【セキュリティ格付】承認をお待ちしています：格付基準の公開（基準 1.1）");
    assert!(kept[0].header("From").ends_with("<kakuzuke@city.example.jp>"), "{:?}", kept[0].headers);
    assert!(kept[0].header("Message-ID").ends_with("@city.example.jp>"));
    assert_eq!(kept[0].header("Date"), "Tue, 01 Sep 2026 03:00:00 +0000");
    assert!(kept[0].header("Content-Type").starts_with("text/plain; charset=utf-8"));
    assert!(kept[0].body.contains("https://kakuzuke.city.example.jp/approvals"), "{}", kept[0].body);
    assert!(kept[1].body.contains("Waiting for your approval: publishing a grading scheme (基準 1.1)"), "{kept:?}");
    let done = services.store().jobs(Some(JobState::Done), 100).await.expect("jobs");
    assert!(done.iter().filter(|job| job.kind == "mail").all(|job| job.payload == "{}"), "what was sent is forgotten");
}

async fn a_server_that_is_down_gets_the_mail_when_it_is_back(engine: Engine) {
    let Some(python) = python() else { return };
    let mut smtp = Smtp::closed(python);
    let (app, services) = app(engine, &smtp).await;
    let to = reader(services.store(), "hanako@example.jp", "ja").await;
    post(services.store(), &[news(to, "一")]).await;
    for wait in [0, 11, 21] {
        later(&app, wait);
        work(&services).await;
    }
    let waiting = services.store().jobs(Some(JobState::Ready), 100).await.expect("jobs");
    assert_eq!(waiting.iter().filter(|job| job.kind == "mail").map(|job| job.attempts).collect::<Vec<_>>(), [3]);
    smtp.start();
    work(&services).await;
    assert!(smtp.kept().is_empty(), "not before its time");
    later(&app, 41);
    work(&services).await;
    later(&app, 3_600);
    work(&services).await;
    assert_eq!(smtp.kept().len(), 1);
}

async fn one_refused_reader_keeps_no_other_waiting(engine: Engine) {
    let Some(python) = python() else { return };
    let smtp = Smtp::open(python);
    let (app, services) = app(engine, &smtp).await;
    let store = services.store();
    let mut mails = Vec::new();
    for email in ["refused@example.jp", "full@example.jp", "hanako@example.jp"] {
        mails.push(news(reader(store, email, "ja").await, "一"));
    }
    post(store, &mails).await;
    work(&services).await;
    assert_eq!(smtp.kept().iter().map(|kept| kept.header("To")).collect::<Vec<_>>(), ["hanako@example.jp"]);
    let dead = store.jobs(Some(JobState::Dead), 10).await.expect("jobs");
    assert_eq!(dead.len(), 1, "{dead:?}");
    assert!(dead[0].last_error.as_deref().is_some_and(|error| error.contains("550")), "{dead:?}");
    assert_eq!(dead[0].attempts, 1, "a refusal for good is not tried again");
    let page = app.page("/jobs", "ja").await.is(200).text();
    assert!(page.contains("メールの送信") && page.contains("550"), "{page}");
    assert!(!page.contains("refused@"), "the page names no address");
    app.form(&format!("/jobs/{}/retries", dead[0].id), &[]).await.is(303);
    assert!(store.jobs(Some(JobState::Dead), 10).await.expect("jobs").is_empty());
    app.form(&format!("/jobs/{}/retries", dead[0].id), &[]).await.is(404);
}

async fn a_connection_that_breaks_off_brings_the_same_mail_at_most_twice(engine: Engine) {
    let Some(python) = python() else { return };
    let smtp = Smtp::open(python);
    let (app, services) = app(engine, &smtp).await;
    let to = reader(services.store(), "lost@example.jp", "ja").await;
    post(services.store(), &[news(to, "一")]).await;
    work(&services).await;
    let id = smtp.kept().first().expect("kept").header("Message-ID");
    let mut work_on = services.store().begin(&Actor::system(), "accounts.describe").await.expect("a change");
    work_on.describe_account(to, "found@example.jp", "見本 花子", "ja").await.expect("described");
    work_on.commit().await.expect("committed");
    for _ in 0..3 {
        later(&app, 3_600);
        work(&services).await;
    }
    let kept = smtp.kept();
    assert_eq!(kept.iter().map(|kept| kept.header("Message-ID")).collect::<Vec<_>>(), [id.clone(), id]);
}

async fn a_worker_that_is_killed_while_it_sends_brings_the_mail_at_most_twice(engine: Engine) {
    let Some(python) = python() else { return };
    let smtp = Smtp::open(python);
    let house = House::new(engine).await;
    let config = || StoreConfig::new(house.folder()).with_database(house.database().map(str::to_owned));
    let store = Store::open(config()).await.expect("a register");
    let to = reader(&store, "slow@example.jp", "ja").await;
    post(&store, &[news(to, "一")]).await;
    store.close().await.expect("closed");
    let (own, url) = (house.arguments(), smtp.url());
    let mut arguments = vec!["worker", "--smtp-url", &url, "--mail-from", "kakuzuke@city.example.jp"];
    arguments.extend(own.iter().map(String::as_str));
    let mut child = cli::start(&arguments);
    smtp.wait_for(1);
    child.kill().expect("killed");
    child.wait().expect("reaped");
    let clock = Arc::new(FixedClock::new(SystemClock.now() + TimeDelta::minutes(6)));
    let store = Store::open(config().with_clock(clock)).await.expect("the register again");
    let again = Services::new(store, cli::PROGRAM.into()).with_post(smtp.post());
    work(&again).await;
    work(&again).await;
    let kept = smtp.kept();
    assert_eq!(kept.len(), 2);
    assert_eq!(kept[0].header("Message-ID"), kept[1].header("Message-ID"));
    again.store().close().await.expect("closed");
}

async fn nothing_gets_into_the_head_of_a_mail(engine: Engine) {
    let Some(python) = python() else { return };
    let smtp = Smtp::open(python);
    let (_app, services) = app(engine, &smtp).await;
    let to = reader(services.store(), "hanako@example.jp", "ja").await;
    let titles =
        ["x\r\nBcc: evil@example.org\r\n\r\nbody", "x\nBcc: evil@example.org", "x\u{2028}\u{85}Bcc: evil@example.org"];
    let mails: Vec<Mail> = titles.iter().map(|title| news(to, title)).collect();
    post(services.store(), &mails).await;
    work(&services).await;
    let kept = smtp.kept();
    assert_eq!(kept.len(), titles.len());
    for letter in &kept {
        assert!(letter.headers.iter().all(|line| !line.starts_with("Bcc")), "{letter:?}");
        assert!(letter.body.lines().all(|line| !line.starts_with("Bcc")), "{letter:?}");
    }
    let strange = reader(services.store(), "evil@example.org>\r\nRCPT TO:<other@example.org", "ja").await;
    post(services.store(), &[news(strange, "一")]).await;
    work(&services).await;
    assert_eq!(smtp.kept().len(), titles.len(), "an address that is none gets nothing");
}

async fn without_a_server_mails_become_files(engine: Engine) {
    let app = TestApp::new(engine).await;
    let to = reader(app.services.store(), "hanako@example.jp", "ja").await;
    post(app.services.store(), &[news(to, "一")]).await;
    let gone = reader(app.services.store(), "gone@example.jp", "ja").await;
    let mut closing = app.services.store().begin(&Actor::system(), "accounts.close").await.expect("a change");
    closing.deactivate_account(gone).await.expect("closed");
    closing.commit().await.expect("committed");
    post(app.services.store(), &[news(gone, "一")]).await;
    work(&app.services).await;
    let outbox = app.house.folder().join("outbox");
    let files: Vec<_> = std::fs::read_dir(&outbox).expect("an outbox").collect();
    assert_eq!(files.len(), 1, "one who has left gets none");
    let findings = app.services.examine().await;
    let mail = findings.iter().find(|finding| finding.check == "mail").expect("a finding");
    assert!(mail.ok && mail.detail.contains("outbox"), "{mail:?}");
}

#[test]
fn a_password_of_the_mail_server_is_never_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_str().expect("a plain path");
    for url in ["smtp://user:s3cret@[bad", "ftp://user:s3cret@host", "smtp://user:s3cret@host/?x=1"] {
        let outcome = cli::run(&["doctor", "--data", data, "--smtp-url", url, "--mail-from", "a@example.jp"]);
        assert_ne!(outcome.code, Some(0), "{outcome:?}");
        assert!(!format!("{outcome:?}").contains("s3cret"), "{outcome:?}");
    }
    let url = "smtp://user:s3cret@127.0.0.1:1";
    let outcome = cli::run(&["doctor", "--data", data, "--smtp-url", url, "--mail-from", "a@example.jp"]);
    assert_eq!(outcome.code, Some(3), "a server that is not there is a finding: {outcome:?}");
    assert!(!format!("{outcome:?}").contains("s3cret"), "{outcome:?}");
    let unnamed = cli::run(&["doctor", "--data", data, "--smtp-url", url]);
    assert_ne!(unnamed.code, Some(0), "mails need a sender: {unnamed:?}");
}
