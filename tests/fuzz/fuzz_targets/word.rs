//! Templates of Word files.
#![no_main]

use kakuzuke_documents::word::{SpecialClauses, Template};
use kakuzuke_domain::clauses::{Article, ArticleParagraph};
use libfuzzer_sys::fuzz_target;

const TYPES: &[u8] = br#"<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;

fuzz_target!(|data: &[u8]| {
    let file = kakuzuke_fuzz::wrapped(data, "word/document.xml", &[("[Content_Types].xml", TYPES)]);
    let Ok(template) = Template::read(&file) else { return };
    let paragraph = ArticleParagraph { text: "a".to_owned(), items: vec!["b".to_owned()] };
    let paper = SpecialClauses {
        title: "a".to_owned(),
        edition: String::new(),
        buyer: "<&>".to_owned(),
        contract: None,
        number: None,
        concluded_on: None,
        period: (None, None),
        supplier: Some("b".to_owned()),
        preamble: String::new(),
        articles: vec![Article {
            number: 1,
            code: String::new(),
            title: "a".to_owned(),
            paragraphs: vec![paragraph.clone(), paragraph],
        }],
        closing: String::new(),
        made_on: chrono::NaiveDate::MIN,
    };
    let filled = template.fill(&paper).expect("a template that was accepted can be filled");
    assert_eq!(template.fill(&paper).ok(), Some(filled));
});
