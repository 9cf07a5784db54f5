//! The standard clauses: whatever the circumstances and values, what is printed is whole and its references are right.
use std::cmp::Ordering;

use kakuzuke_domain::clauses::{
    Article, Chosen, Circumstance, Clause, ClauseSet, Cycle, Parameter, ParameterProblem, Piece, Range, TextLanguage,
    Timing, Value, Values, Wording, articles, side_by_side,
};
use proptest::prelude::*;

fn standard() -> ClauseSet {
    let toml = ClauseSet::standard().expect("the files of the seed");
    ClauseSet::from_toml("standard", &toml).expect("the assembled set")
}

fn circumstances() -> impl Strategy<Value = Vec<Circumstance>> {
    prop::sample::subsequence(Circumstance::ALL.to_vec(), 0..=Circumstance::ALL.len())
}

fn printed(set: &ClauseSet, circumstances: &[Circumstance], values: &Values, language: TextLanguage) -> Vec<Article> {
    let of = |clause| Chosen { clause, values, wording: None };
    let chosen: Vec<Chosen<'_>> = set.applicable(circumstances).map(of).collect();
    articles(&chosen, language).expect("every reference stands")
}

fn text(article: &Article) -> String {
    let lines = article.paragraphs.iter().flat_map(|one| std::iter::once(&one.text).chain(&one.items));
    lines.cloned().collect::<Vec<_>>().join("\n")
}

fn article<'a>(articles: &'a [Article], code: &str) -> &'a Article {
    articles.iter().find(|article| article.code == code).expect("the article")
}

#[test]
fn the_standard_holds_the_31_clauses_of_the_table_and_what_the_programme_demands() {
    let set = standard();
    assert_eq!(set.clauses.len(), 31);
    let all = printed(&set, Circumstance::ALL, &Values::new(), TextLanguage::Ja);
    assert_eq!(article(&all, "survival").number, 31);
    assert_eq!(
        text(article(&all, "survival")),
        "第5条、第16条、第19条、第24条及び第27条の規定は、本契約が終了し、又は解除された後も、なお効力を有する。"
    );
    let says = |code: &str, what: &str| assert!(text(article(&all, code)).contains(what), "{code} says {what}");
    says("incident_report", "その時から1時間以内に");
    says("incident_report", "検知の時から24時間以内に");
    says("incident_report", "収束した日から30日以内に");
    says("access_log", "1年以上保存");
    says("access_log", "四半期に1回、アクセスログ");
    says("penalty", "100分の10に相当する額");
    says("penalty", "第28条の規定により");
    says("vulnerabilities", "7.0以上の脆弱性");
    says("third_party_audit", "年1回以上");
    says("responsible_persons", "変更の日から5開庁日以内に");
    let duty = |clause: &str| set.clause(clause).expect("the clause").duties.first().expect("a duty").clone();
    assert!(matches!(duty("access_log").timing, Timing::Recurring { ref cycle, .. } if cycle == "cycle"));
    assert_eq!(duty("return_and_erasure").timing.within(), Some("within"));
}

#[test]
fn a_clause_that_does_not_apply_leaves_no_gap_and_is_named_nowhere() {
    let set = standard();
    let plain = printed(&set, &[], &Values::new(), TextLanguage::Ja);
    let codes: Vec<&str> = plain.iter().map(|article| article.code.as_str()).collect();
    for hanging in ["purpose_limitation", "data_location", "cloud_services", "third_party_audit", "continuity"] {
        assert!(!codes.contains(&hanging), "{hanging} hangs on a circumstance");
    }
    assert!(text(article(&plain, "correction")).starts_with("受注者は、第18条の規定による検査又は監査"));
    let critical = printed(&set, &[Circumstance::Critical], &Values::new(), TextLanguage::Ja);
    assert!(text(article(&critical, "correction")).starts_with("受注者は、第18条又は第19条の規定"));
    let english = printed(&set, &[Circumstance::Critical], &Values::new(), TextLanguage::En);
    assert!(text(article(&english, "correction")).contains("under Articles 18 or 19,"));
}

proptest! {
    #[test]
    fn articles_are_numbered_without_gaps_and_leave_no_brace(circumstances in circumstances()) {
        let set = standard();
        for language in [TextLanguage::Ja, TextLanguage::En] {
            let printed = printed(&set, &circumstances, &Values::new(), language);
            let numbers: Vec<usize> = printed.iter().map(|article| article.number).collect();
            prop_assert_eq!(numbers, (1..=printed.len()).collect::<Vec<_>>());
            for article in &printed {
                let braces = text(article).contains(['{', '}']);
                prop_assert!(!braces);
            }
        }
    }

    #[test]
    fn every_reference_names_the_article_of_its_clause(circumstances in circumstances()) {
        let set = standard();
        let printed = printed(&set, &circumstances, &Values::new(), TextLanguage::Ja);
        for one in &printed {
            let clause = set.clause(&one.code).expect("the clause");
            for code in clause.references() {
                let target = printed.iter().find(|article| article.code == code);
                let named = target.map(|target| format!("第{}条", target.number));
                prop_assert!(named.is_none_or(|named| text(one).contains(&named)), "{} names {code}", one.code);
            }
        }
    }

    #[test]
    fn more_circumstances_never_take_a_clause_away(few in circumstances(), more in circumstances()) {
        let set = standard();
        let both: Vec<Circumstance> = few.iter().chain(&more).copied().collect();
        let wider: Vec<&str> = set.applicable(&both).map(|clause| clause.code.as_str()).collect();
        for clause in set.applicable(&few) {
            prop_assert!(wider.contains(&clause.code.as_str()));
        }
    }

    #[test]
    fn a_value_is_read_as_it_is_written_and_only_inside_its_range(at in 0_usize..31, which in 0_usize..4, number in 0_u32..400) {
        let set = standard();
        let Some(parameter) = set.clauses[at].parameters.get(which) else { return Ok(()) };
        prop_assert_eq!(parameter.read(&parameter.default.written()), Ok(parameter.default.clone()));
        if let Range::Between(least, most) = &parameter.range {
            let written = match parameter.default {
                Value::Rate(_) => format!("{number}/400"),
                Value::Cvss(_) => format!("{}.{}", number / 10 % 10, number % 10),
                _ => number.to_string(),
            };
            match parameter.read(&written) {
                Ok(value) => {
                    prop_assert!(value.compare(least).unwrap().is_ge() && value.compare(most).unwrap().is_le());
                    prop_assert_eq!(Value::read(value.kind(), &value.written()), Some(value));
                }
                Err(problem) => {
                    prop_assert_eq!(problem, ParameterProblem::OutOfRange);
                    let value = Value::read(parameter.default.kind(), &written).unwrap();
                    prop_assert!(value.compare(least).unwrap().is_lt() || value.compare(most).unwrap().is_gt());
                }
            }
        }
    }

    #[test]
    fn both_sides_of_a_difference_give_back_their_texts(
        before in prop::collection::vec("[甲乙、。a-c0-2 ]{0,8}", 0..5),
        after in prop::collection::vec("[甲乙、。a-c0-2 ]{0,8}", 0..5),
    ) {
        let rows = side_by_side(&before, &after);
        let said = |side: fn(&kakuzuke_domain::clauses::Row) -> &Vec<Piece>| {
            rows.iter().map(|row| side(row).iter().map(|piece| piece.text.as_str()).collect::<String>()).collect::<String>()
        };
        prop_assert_eq!(said(|row| &row.before), before.concat());
        prop_assert_eq!(said(|row| &row.after), after.concat());
        for row in &rows {
            let agreed = |side: &[Piece]| side.iter().filter(|piece| !piece.differs).map(|piece| piece.text.clone()).collect::<String>();
            prop_assert_eq!(agreed(&row.before), agreed(&row.after));
        }
        prop_assert_eq!(before == after, rows.iter().all(kakuzuke_domain::clauses::Row::is_same) && before.concat() == after.concat() && before.len() == after.len());
    }
}

#[test]
fn values_are_read_as_people_type_them() {
    let set = standard();
    let parameter = |clause: &str, name: &str| -> Parameter {
        set.clause(clause).and_then(|clause| clause.parameter(name)).expect("the parameter").clone()
    };
    let first = parameter("incident_report", "first_report");
    assert_eq!(first.read("２"), Ok(Value::Hours(2)));
    assert_eq!(first.read("25"), Err(ParameterProblem::OutOfRange));
    for wrong in ["", "-1", "1.5", "1時間", "99999999999"] {
        assert_eq!(first.read(wrong), Err(ParameterProblem::Unreadable), "{wrong}");
    }
    assert_eq!(first.strictness(&Value::Hours(2), &Value::Hours(1)), Some(Ordering::Less));
    let cycle = parameter("access_log", "cycle");
    assert_eq!(cycle.read("yearly"), Err(ParameterProblem::OutOfRange));
    assert_eq!(
        cycle.strictness(&Value::Cycle(Cycle::Monthly), &Value::Cycle(Cycle::Quarterly)),
        Some(Ordering::Greater)
    );
    let rate = parameter("penalty", "rate");
    assert_eq!(rate.read("20/100").map(|rate| rate.in_text(TextLanguage::Ja)), Ok("100分の20".to_owned()));
    assert_eq!(rate.read("21/100"), Err(ParameterProblem::OutOfRange));
    assert_eq!(rate.read("3/2"), Err(ParameterProblem::Unreadable));
    let equal = (rate.read("1/10").unwrap(), rate.read("10/100").unwrap());
    assert_eq!(equal.0.compare(&equal.1), Some(Ordering::Equal));
    let place = parameter("data_location", "data_place");
    assert_eq!(place.read(&"国".repeat(61)), Err(ParameterProblem::TooLong));
    assert_eq!(place.read("{clause:penalty}"), Err(ParameterProblem::Unreadable));
}

const FILE: &str = r#"code = "backup"
version = "1.0.0"
mandatory = true
title = { ja = "予備", en = "Backup" }
[[paragraphs]]
ja = "{days}以内に{clause:backup}による。"
en = "Within {days} under {clause:backup}."
[[parameters]]
name = "days"
kind = "days"
title = { ja = "日数", en = "Days" }
default = 5
minimum = 1
maximum = 9
stricter = "lower"
[[duties]]
code = "test"
title = { ja = "試験", en = "Test" }
kind = "event"
event = "contract_start"
within = "days"
[[sources]]
mark = "I"
reference = "独自"
"#;

#[test]
fn a_wrong_file_is_refused_with_its_name_and_place() {
    Clause::from_toml("backup.toml", FILE).expect("the file as it is");
    let cases = [
        ("default = 5", "default = 10", "parameters.days: default is out of range"),
        ("minimum = 1", "minimum = 12", "parameters.days: minimum is above maximum"),
        ("default = 5", "default = -1", "line"),
        ("stricter = \"lower\"", "", "parameters.days: needs stricter"),
        ("kind = \"days\"", "kind = \"weeks\"", "unknown variant"),
        ("ja = \"{days}以内に", "ja = \"{day}以内に", "paragraphs[0]: the two languages name different parameters"),
        ("{clause:backup}による。", "{clause:backupによる。", "paragraphs[0]: has a brace"),
        ("以内に", "以内に５", "paragraphs[0]: numbers are written with half-width digits"),
        ("within = \"days\"", "within = \"hours\"", "duties.test: within must name"),
        ("event = \"contract_start\"", "event = \"contract_start\"\ncycle = \"days\"", "duties.test: needs event"),
        ("mandatory = true", "mandatory = true\nextra = 1", "unknown field"),
        ("mark = \"I\"", "mark = \"X\"", "unknown variant"),
        ("code = \"backup\"", "code = \"Backup\"", "code: must be"),
    ];
    for (from, to, expected) in cases {
        let error = Clause::from_toml("backup.toml", &FILE.replacen(from, to, 1)).unwrap_err().to_string();
        assert!(error.starts_with("backup.toml: ") && error.contains(expected), "{to}: {error}");
    }
}

#[test]
fn a_set_whose_references_can_fail_is_refused() {
    let index = r#"id = "own"
version = "1"
effective_from = "2026-04-01"
title = { ja = "一式", en = "Set" }
clauses = ["backup"]
"#;
    let assemble = |file: &str| {
        let toml = ClauseSet::assemble(("own.toml", index), &[("backup.toml", file)])?;
        ClauseSet::from_toml("own.toml", &toml)
    };
    let set = assemble(FILE).expect("a clause may refer to itself");
    assert_eq!(set.sha256.len(), 64);
    assert_eq!(set.clauses[0].sha256(), Clause::from_toml("other", FILE).unwrap().sha256());
    let error = assemble(&FILE.replace("clause:backup", "clause:cloud")).unwrap_err().to_string();
    assert!(error.contains("clauses.backup: refers to a clause that is not there"), "{error}");
    let error = ClauseSet::assemble(("own.toml", index), &[]).unwrap_err().to_string();
    assert_eq!(error, "own.toml: clauses.backup: has no file of that name");
    let twice = [("backup.toml", FILE), ("other.toml", FILE)];
    let error = ClauseSet::assemble(("own.toml", index), &twice).unwrap_err().to_string();
    assert_eq!(error, "other.toml: code: stands in no set");
}

#[test]
fn an_own_wording_is_read_as_people_write_it_and_filled_in_like_the_standard() {
    let wording = Wording::from_text(
        " 報告 ",
        "受注者は、{first_report}以内に報告する。\n２　次の各号による。\n（１）電話\n(2) 書面\n",
    );
    assert_eq!(wording.title, "報告");
    assert_eq!(
        wording.lines(),
        ["受注者は、{first_report}以内に報告する。", "2 次の各号による。", "(1) 電話", "(2) 書面"]
    );
    let again = Wording::from_text(&wording.title, &wording.lines().join("\n"));
    assert_eq!(again, wording);
    let set = standard();
    let values = Values::from([("first_report".to_owned(), Value::Hours(2))]);
    let clause = set.clause("incident_report").expect("the clause");
    let chosen = [Chosen { clause, values: &values, wording: Some(&wording) }];
    let printed = articles(&chosen, TextLanguage::Ja).expect("no reference");
    assert_eq!(printed[0].paragraphs[0].text, "受注者は、2時間以内に報告する。");
    assert_eq!(printed[0].paragraphs[1].items, ["電話", "書面"]);
    let unknown = Wording::from_text("報告", "{deadline}以内");
    let chosen = [Chosen { clause, values: &values, wording: Some(&unknown) }];
    assert_eq!(articles(&chosen, TextLanguage::Ja).unwrap_err().to, "deadline");
}
