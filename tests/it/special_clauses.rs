//! The special clauses of a contract: on the page, by the API, and as a Word file that says the same.
use kakuzuke_domain::accounts::{Grant, Role, Tenant};
use serde_json::Value;

use crate::both;
use crate::harness::app::TestApp;
use crate::harness::engine::Engine;
use crate::harness::people::{self, WARD};
use crate::templates::{part, standard, upload, with_body};

both!(page_api_and_word_file_say_the_same);

/// A contract of the ward, and its id.
async fn contract(app: &TestApp) -> (Value, String) {
    let list = app.get(&format!("/api/v1/contracts?buyer={WARD}&limit=1")).await.is(200).value();
    let contract = list["items"][0].clone();
    let id = contract["id"].as_str().expect("a contract of the ward").to_owned();
    (contract, id)
}

async fn page_api_and_word_file_say_the_same(engine: Engine) {
    let mut app = TestApp::demo(engine).await;
    let (contract, id) = contract(&app).await;
    let (title, supplier) = (contract["title"].as_str().expect("a title"), contract["supplier_name"].as_str());
    let place = format!("/contracts/{id}/special-clauses");
    let told = app.get(&format!("/api/v1{place}")).await.is(200).value();
    let articles = told["articles"].as_array().expect("articles");
    let page = app.page(&place, "ja").await.is(200).text();
    let word = part(&app.get(&format!("{place}.docx")).await.is(200).body, "word/document.xml");
    let by_api = part(&app.get(&format!("/api/v1{place}/file")).await.is(200).body, "word/document.xml");
    assert_eq!(word, by_api);
    assert!(articles.len() > 20 && !word.contains("{{"), "{told}");
    for (article, number) in articles.iter().zip(1..) {
        let heading = format!("（{}）", article["heading"].as_str().expect("a heading"));
        let text = article["paragraphs"][0]["text"].as_str().expect("a text");
        assert!(!text.contains(['{', '}']), "{text}");
        assert!(page.contains(&heading) && page.contains(&format!("第{number}条")), "{heading}");
        assert!(word.contains(&heading) && word.contains(&format!("第{number}条　{text}")), "{heading}");
    }
    for said in [title, supplier.expect("a supplier"), "千代田区"] {
        assert!(word.contains(said) && page.contains(said), "{said}");
    }
    // Where nothing special is chosen, fewer clauses apply, and the numbers close up
    let headings = |xml: &str| xml.matches("tokuyaku-heading").count();
    let less = part(&app.get(&format!("{place}.docx?chosen=true")).await.is(200).body, "word/document.xml");
    let all = format!("{place}.docx?chosen=true&critical=true&personal_data=true&cloud=true&subcontracting=true");
    let more = part(&app.get(&all).await.is(200).body, "word/document.xml");
    assert!(headings(&less) < headings(&more), "{} of {}", headings(&less), headings(&more));
    assert!(
        less.contains(&format!("第{}条　", headings(&less)))
            && !less.contains(&format!("第{}条　", headings(&less) + 1))
    );
    // The ward's own template is used from then on
    let own = with_body(&standard(&app).await, |text| text.replace("以　上", "千代田区様式"));
    upload(&app, "様式.docx", &own).await.is(303);
    let word = part(&app.get(&format!("{place}.docx")).await.is(200).body, "word/document.xml");
    assert!(word.contains("千代田区様式") && word.contains("第1条　"), "{word}");

    let other = Tenant::Buyer(people::ward(app.services.store(), "131024").await);
    let grant = Grant { role: Role::Procurement, tenant: other };
    app.session = Some(people::person(app.services.store(), "誰か", &[grant]).await.session);
    for path in [place.clone(), format!("{place}.docx")] {
        app.get(&path).await.is(404);
    }
}
