//! Word files: the paper of special clauses, templates that buyers design, and templates made to do harm.

use std::io::{Cursor, Read};

use chrono::NaiveDate;
use kakuzuke_documents::word::{Field, SpecialClauses, Template, TemplateError};
use kakuzuke_domain::clauses::{Article, ArticleParagraph};
use proptest::prelude::*;
use zip::ZipArchive;

use crate::support::archive;

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

fn article(heading: &str, paragraphs: &[(&str, &[&str])]) -> Article {
    let paragraph = |(text, items): &(&str, &[&str])| ArticleParagraph {
        text: (*text).to_owned(),
        items: items.iter().map(|item| (*item).to_owned()).collect(),
    };
    let paragraphs = paragraphs.iter().map(paragraph).collect();
    Article { number: 0, code: String::new(), title: heading.to_owned(), paragraphs }
}

/// A paper as a ward would attach it; names hold the characters that fonts lack most often.
pub fn paper() -> SpecialClauses {
    let mut articles = vec![
        article(
            "目的",
            &[(
                "この特約条項は、受注者が本契約の履行に当たり取り扱う情報の安全を確保するため、必要な事項を定める。",
                &[],
            )],
        ),
        article(
            "定義",
            &[
                (
                    "この特約条項において、次の各号に掲げる用語の意義は、当該各号に定めるところによる。",
                    &[
                        "重要情報　個人情報、特定個人情報その他漏えいした場合に区の行政運営又は区民の権利利益に影響を及ぼすおそれのある情報をいう。",
                        "インシデント　重要情報の漏えい、滅失又は毀損、不正アクセスその他情報の安全を損なう事象をいう。",
                    ],
                ),
                ("前項に定めるもののほか、用語の意義は、個人情報の保護に関する法律の定めるところによる。", &[]),
            ],
        ),
        article(
            "インシデントの報告",
            &[
                (
                    "受注者は、インシデントを検知したときは、検知から1時間以内に発注者に第一報を行わなければならない。",
                    &[],
                ),
                ("受注者は、前項の第一報から24時間以内に続報を、収束後30日以内に最終報告を行うものとする。", &[]),
            ],
        ),
    ];
    let long = "受注者は、アクセスログを取得し、1年以上保存するとともに、四半期ごとに発注者に提出しなければならない。";
    articles
        .extend((4..=31).map(|number| article(&format!("記録の提出　その{number}"), &[(long, &[]), (long, &[long])])));
    for (article, number) in articles.iter_mut().zip(1..) {
        article.number = number;
    }
    SpecialClauses {
        title: "情報セキュリティに関する特約条項".to_owned(),
        edition: "標準特約条項 2026年度版".to_owned(),
        buyer: "千代田区".to_owned(),
        contract: Some("住民情報システム運用保守業務委託".to_owned()),
        number: Some("8千政情契第12号".to_owned()),
        concluded_on: Some(day(2026, 4, 1)),
        period: (Some(day(2026, 4, 1)), Some(day(2027, 3, 31))),
        supplier: Some("株式会社髙﨑システム①".to_owned()),
        preamble: "千代田区（以下「発注者」という。）と株式会社髙﨑システム①（以下「受注者」という。）とは、次のとおり特約する。"
            .to_owned(),
        articles,
        closing: String::new(),
        made_on: day(2026, 3, 25),
    }
}

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>"#;
const RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;

/// A relationship of the document.
fn relation(kind: &str, target: &str, mode: &str) -> String {
    format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>"#
    )
}

/// A template of a buyer: the XML of its body, and further parts.
pub fn template(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let document = format!(r#"<?xml version="1.0"?><w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"#);
    let mut members =
        vec![("[Content_Types].xml", TYPES), ("_rels/.rels", RELATIONS), ("word/document.xml", &document)];
    for (name, text) in others {
        match members.iter_mut().find(|(known, _)| known == name) {
            Some(known) => known.1 = text,
            None => members.push((name, text)),
        }
    }
    archive(&members.iter().map(|(name, text)| (*name, text.as_bytes())).collect::<Vec<_>>())
}

/// Paragraphs of one run each.
pub fn paragraphs(texts: &[&str]) -> String {
    texts.iter().map(|text| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")).collect()
}

/// What every template has to have.
const NEEDED: &str = "<w:p><w:r><w:t>{{前文}}</w:t></w:r></w:p><w:p><w:r><w:t>{{条文}}</w:t></w:r></w:p>";

fn part(document: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(document)).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).expect("the part").read_to_string(&mut text).expect("UTF-8");
    text
}

/// The words of each paragraph, after checking that the part is well-formed.
fn words(xml: &str) -> Vec<String> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut words, mut reading): (Vec<String>, bool) = (Vec::new(), false);
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(element) if element.name().as_ref() == "w:p" => words.push(String::new()),
            Event::Start(element) => reading = element.name().as_ref() == "w:t",
            Event::End(_) => reading = false,
            Event::Text(text) if reading => words.last_mut().expect("a paragraph").push_str(&text.xml10_content()),
            Event::GeneralRef(entity) if reading => {
                let value = quick_xml::escape::resolve_predefined_entity(entity.as_ref()).expect("known");
                words.last_mut().expect("a paragraph").push_str(value);
            }
            Event::Eof => return words,
            _ => {}
        }
    }
}

#[track_caller]
fn filled(bytes: &[u8]) -> Vec<u8> {
    Template::read(bytes).expect("a template").fill(&paper()).expect("filled")
}

/// What is wrong with a template: `code field part paragraph` of each problem, or the code of a file that cannot be read.
fn wrong(bytes: &[u8]) -> Vec<String> {
    match Template::read(bytes) {
        Ok(_) => Vec::new(),
        Err(TemplateError::File(error)) => vec![error.code().to_owned()],
        Err(TemplateError::Problems(problems)) => problems
            .iter()
            .map(|problem| {
                let told = ["field", "part", "paragraph", "what", "target"];
                let told = told.iter().filter_map(|name| problem.arguments.get(*name).cloned());
                std::iter::once(problem.code.as_str().to_owned()).chain(told).collect::<Vec<_>>().join(" ")
            })
            .collect(),
    }
}

#[test]
fn the_standard_paper() {
    let standard = Template::standard().expect("our own");
    let document = standard.fill(&paper()).expect("filled");
    assert_eq!(document, standard.fill(&paper()).expect("again"), "the same bytes");
    let lines = words(&part(&document, "word/document.xml"));
    let all = lines.join("\n");
    for (needed, times) in [
        ("情報セキュリティに関する特約条項", 1),
        ("8千政情契第12号", 1),
        ("令和8年4月1日から令和9年3月31日まで", 1),
        ("（定義）\n第2条　この特約条項において、", 1),
        ("\n(1)　重要情報　", 1),
        ("\n(2)　インシデント　", 1),
        ("\n2　前項に定めるもののほか", 1),
        ("株式会社髙﨑システム①", 2),
        ("{{", 0),
        ("}}", 0),
    ] {
        assert_eq!(all.matches(needed).count(), times, "{needed}");
    }
    let numbers: Vec<_> =
        lines.iter().filter(|line| line.starts_with('第')).map(|l| l.split_once('　').unwrap().0).collect();
    assert_eq!(numbers, (1..=31).map(|number| format!("第{number}条")).collect::<Vec<_>>());
    assert_eq!(
        words(&part(&document, "word/header1.xml")),
        ["住民情報システム運用保守業務委託　情報セキュリティに関する特約条項"]
    );
    assert!(part(&document, "docProps/core.xml").contains("<dc:creator>千代田区</dc:creator>"));
    // What people take home to design their own from is a template itself, with every field but the day of making
    let own = Template::read(&standard.bytes().expect("packed")).expect("a template");
    assert_eq!(own.fields().len(), Field::ALL.len() - 1);
    assert_eq!(own.fill(&paper()).expect("filled"), document);
}

#[test]
fn what_is_not_known_is_left_open() {
    let open = SpecialClauses {
        contract: None,
        number: None,
        concluded_on: None,
        period: (None, None),
        supplier: None,
        ..paper()
    };
    let document = Template::standard().and_then(|standard| standard.fill(&open)).expect("filled");
    let lines = words(&part(&document, "word/document.xml"));
    assert!(lines.contains(&"令和　　年　　月　　日".to_owned()));
    assert!(lines.contains(&"　　　　　　　　".to_owned()));
}

#[test]
fn a_field_split_over_runs() {
    let split = r#"<w:p><w:r><w:t xml:space="preserve">件名 {{契約</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:rPr><w:b/></w:rPr><w:t>件</w:t></w:r><w:ins w:id="1"><w:r><w:t>名}</w:t></w:r></w:ins><w:r><w:rPr><w:i/></w:rPr><w:t>} &amp; 以下</w:t></w:r></w:p>"#;
    let table =
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>｛｛　区名　｝｝殿 {{発注者名}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let boxed = "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>{{契約日}}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r><w:r><w:t>{{受注者名}}</w:t></w:r></w:p>";
    let header = format!(r#"<w:hdr {NAMESPACES}>{}</w:hdr>"#, paragraphs(&["{{契約番号}}"]));
    let document = filled(&template(&format!("{split}{table}{boxed}{NEEDED}"), &[("word/header1.xml", &header)]));
    let xml = part(&document, "word/document.xml");
    assert!(xml.contains(r#">件名 住民情報システム運用保守業務委託</w:t>"#), "{xml}");
    assert!(xml.contains(r#"<w:i/></w:rPr><w:t xml:space="preserve"> &amp; 以下</w:t>"#), "{xml}");
    let lines = words(&xml);
    assert_eq!(lines[0], "件名 住民情報システム運用保守業務委託 & 以下");
    assert_eq!(lines[1], "千代田区殿 千代田区");
    assert!(xml.contains(">令和8年4月1日</w:t>") && xml.contains(">株式会社髙﨑システム①</w:t>"));
    assert_eq!(words(&part(&document, "word/header1.xml")), ["8千政情契第12号"]);
}

#[test]
fn articles_take_the_look_of_the_template() {
    let plain = r#"<w:p><w:pPr><w:pStyle w:val="x"/><w:spacing w:line="400"/><w:jc w:val="left"/><w:rPr><w:sz w:val="40"/></w:rPr><w:sectPr><w:cols w:num="2"/></w:sectPr></w:pPr><w:r><w:rPr><w:sz w:val="24"/></w:rPr><w:t> {{条文}}　</w:t></w:r></w:p>"#;
    let body = format!("{}{plain}", paragraphs(&["{{前文}}"]));
    let xml = part(&filled(&template(&body, &[])), "word/document.xml");
    let first = r#"<w:p><w:pPr><w:pStyle w:val="x"/><w:keepNext/><w:spacing w:line="400"/><w:ind w:leftChars="100" w:left="240"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:sz w:val="24"/></w:rPr><w:t xml:space="preserve">（目的）</w:t></w:r></w:p>"#;
    assert!(xml.contains(first), "{xml}");
    assert!(xml.contains(r#"<w:ind w:leftChars="100" w:left="480" w:hangingChars="100" w:hanging="240"/>"#));
    assert!(
        xml.ends_with(r#"<w:p><w:pPr><w:sectPr><w:cols w:num="2"/></w:sectPr></w:pPr></w:p></w:body></w:document>"#),
        "{xml}"
    );

    let named = format!(
        r#"<w:styles {NAMESPACES}><w:style w:type="paragraph" w:styleId="jo"><w:name w:val="特約条"/></w:style></w:styles>"#
    );
    let xml = part(&filled(&template(&body, &[("word/styles.xml", &named)])), "word/document.xml");
    assert!(
        xml.contains(r#"<w:p><w:pPr><w:pStyle w:val="jo"/></w:pPr><w:r><w:t xml:space="preserve">第1条　この"#),
        "{xml}"
    );
}

/// The XML of a body, further parts, and what is wrong.
type Broken<'a> = (String, &'a [(&'a str, &'a str)], &'a [&'a str]);

#[test]
fn what_cannot_be_filled_is_named_with_its_place() {
    let header = |text: &str| format!(r#"<w:hdr {NAMESPACES}>{}</w:hdr>"#, paragraphs(&[text]));
    let (articles, broken) = (header("{{条文}}"), header("{{区名"));
    let cases: [Broken<'_>; 9] = [
        (
            paragraphs(&["件名 {{契約名}}", "", "{{条文}}", "{{区名}}"]),
            &[],
            &["unknown_field 契約名 body 1", "field_missing 契約件名", "field_missing 受注者名"],
        ),
        (paragraphs(&["{{区名", "}} 殿", "{{契約件名 {{受注者名}}"]) + NEEDED, &[], &["broken_field body 1", "broken_field body 2", "broken_field body 3"]),
        (paragraphs(&["{{}}"]) + NEEDED, &[], &["unknown_field  body 1"]),
        (paragraphs(&["{{前文}}"]), &[], &["field_missing 条文"]),
        (paragraphs(&["次の {{条文}}", "{{前文}}"]), &[], &["articles_not_alone 条文 body 1"]),
        (paragraphs(&["{{条文}}"]) + NEEDED, &[], &["articles_twice 条文 body 3"]),
        (paragraphs(&["{{前文}}"]), &[("word/header1.xml", &articles)], &["articles_elsewhere 条文 header 1"]),
        (NEEDED.to_owned(), &[("word/header1.xml", &broken)], &["broken_field header 1"]),
        (
            "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>{{条文}}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>".to_owned() + &paragraphs(&["{{前文}}"]),
            &[],
            &["articles_elsewhere 条文 body 2"],
        ),
    ];
    for (body, others, expected) in cases {
        assert_eq!(wrong(&template(&body, others)), expected, "{body}");
    }
    assert_eq!(wrong(&template(&(paragraphs(&["{{区名}}"; 1_001]) + NEEDED), &[])), ["too_many_fields"]);
    assert!(wrong(&template(&(paragraphs(&["{一つ} なら } よい { もの"]) + NEEDED), &[])).is_empty());
}

#[test]
fn what_could_harm_the_reader_is_refused() {
    let field = |instruction: &str| {
        let half = instruction.len() / 2;
        format!(
            r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r><w:r><w:instrText>{}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>"#,
            &instruction[..half],
            &instruction[half..]
        )
    };
    let simple = |instruction: &str| format!(r#"<w:p><w:fldSimple w:instr="{instruction}"/></w:p>"#);
    let nested = r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>QUOTE DDE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:instrText>AUTO x</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>"#;
    for (body, expected) in [
        (field(" DDEAUTO c:\\windows\\cmd"), "active_content DDEAUTO"),
        (simple("INCLUDETEXT x"), "active_content INCLUDETEXT"),
        (simple(" includepicture &quot;http://x&quot;"), "active_content INCLUDEPICTURE"),
        (nested.to_owned(), "active_content QUOTE"),
        (simple("HYPERLINK &quot;file://server/x&quot;"), "external file://server/x"),
        (r#"<w:altChunk r:id="rId9"/>"#.to_owned(), "active_content w:altChunk"),
        ("<w:p><w:r><w:object/></w:r></w:p>".to_owned(), "active_content w:object"),
    ] {
        assert_eq!(wrong(&template(&(body.clone() + NEEDED), &[])), [expected], "{body}");
    }
    for harmless in
        [field(" PAGE "), simple(" NUMPAGES "), simple("HYPERLINK &quot;https://example.jp/&quot;"), simple("= 1 + 1")]
    {
        assert!(wrong(&template(&(harmless.clone() + NEEDED), &[])).is_empty(), "{harmless}");
    }
    let (rels, settings) = ("word/_rels/document.xml.rels", "word/settings.xml");
    for (relations, expected) in [
        (relation("image", "http://192.0.2.1/a.png", "External"), "external http://192.0.2.1/a.png"),
        (relation("image", "file:///etc/passwd", "Internal"), "external file:///etc/passwd"),
        (relation("hyperlink", "\\\\192.0.2.1\\a", "External"), "external \\\\192.0.2.1\\a"),
        (relation("oleObject", "a.bin", "Internal"), "active_content oleObject"),
        (relation("frame", "http://192.0.2.1/", "External"), "external http://192.0.2.1/"),
        (relation("aFChunk", "a.html", "Internal"), "active_content aFChunk"),
    ] {
        assert_eq!(wrong(&template(NEEDED, &[(rels, &relations)])), [expected], "{relations}");
    }
    assert!(wrong(&template(NEEDED, &[(rels, &relation("hyperlink", "https://example.jp/", "External"))])).is_empty());
    // What leads to the designer's machine is taken out
    let away = relation("attachedTemplate", "file:///C:\\Users\\taro\\Normal.dotm", "External");
    let set = format!(
        r#"<w:settings {NAMESPACES}><w:attachedTemplate r:id="rId9"/><w:mailMerge><w:connectString w:val="x"/></w:mailMerge><w:zoom w:percent="90"/></w:settings>"#
    );
    let document = filled(&template(NEEDED, &[("word/_rels/settings.xml.rels", &away), (settings, &set)]));
    assert!(!part(&document, "word/_rels/settings.xml.rels").contains("taro"));
    let kept = part(&document, settings);
    assert!(kept.contains("w:zoom") && !kept.contains("attachedTemplate") && !kept.contains("mailMerge"), "{kept}");

    let types = |main: &str| TYPES.replace("vnd.openxmlformats-officedocument.wordprocessingml.document.main", main);
    let kind = "[Content_Types].xml";
    let other_types = [
        (types("vnd.ms-word.document.macroEnabled.main"), "macros"),
        (types("vnd.openxmlformats-officedocument.spreadsheetml.sheet.main"), "not_word"),
        (
            TYPES.replace(
                "</Types>",
                r#"<Override PartName="/word/a.bin" ContentType="application/vnd.ms-office.activeX"/></Types>"#,
            ),
            "active_content application/vnd.ms-office.activeX",
        ),
    ];
    for (types, expected) in &other_types {
        assert_eq!(wrong(&template(NEEDED, &[(kind, types)])), [*expected]);
    }
    let doctype = r#"<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>"#;
    let late = format!("<!--{}-->{doctype}", " ".repeat(70_000));
    let deep = "<w:sdt>".repeat(300) + &"</w:sdt>".repeat(300);
    for (name, text, expected) in [
        ("word/vbaProject.bin", "x", "macros"),
        ("word/embeddings/a.xlsx", "x", "active_content word/embeddings/a.xlsx"),
        ("word/../../a", "x", "damaged"),
        ("word/custom.xml", doctype, "doctype"),
        ("word/custom.xml", late.as_str(), "doctype"),
        ("word/custom.xml", "<a><b></a>", "damaged"),
        ("word/custom.xml", "<a>&unknown", "damaged"),
        ("word/styles.xml", deep.as_str(), "damaged"),
    ] {
        assert_eq!(wrong(&template(NEEDED, &[(name, text)])), [expected], "{name} {}", &text[..text.len().min(20)]);
    }
    assert_eq!(wrong(b"PK\x03\x04"), ["not_word"]);
    assert_eq!(wrong(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]), ["not_word"]);
    assert_eq!(wrong(&crate::support::workbook("")), ["not_word"]);
    assert_eq!(wrong(&vec![0; 10 * 1024 * 1024 + 1]), ["too_large"]);
    let bomb = " ".repeat(65 << 20);
    assert_eq!(wrong(&template(NEEDED, &[("word/media/a.png", &bomb)])), ["zip_bomb"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Whatever the words are, the document is well-formed and says them.
    #[test]
    fn any_words_can_be_written(text in any::<String>(), body in "[{}｛｝ 区名<&\u{FFFF}a]{0,30}") {
        let mut paper = paper();
        paper.articles.truncate(1);
        paper.articles[0].paragraphs[0].text.clone_from(&text);
        paper.contract = Some(text.clone());
        let document = Template::standard().and_then(|standard| standard.fill(&paper)).expect("filled");
        let lines = words(&part(&document, "word/document.xml"));
        let cleaned: String = text.chars().map(|c| if matches!(c, '\t' | '\n' | '\r') { ' ' } else { c })
            .filter(|c| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}')).collect();
        let said = format!("第1条　{cleaned}");
        prop_assert!(lines.contains(&said), "{:?}", lines);
        let escaped = quick_xml::escape::escape(body.as_str()).into_owned();
        if let Ok(template) = Template::read(&template(&(paragraphs(&[&escaped]) + NEEDED), &[])) {
            words(&part(&template.fill(&paper).expect("filled"), "word/document.xml"));
        }
    }
}
