//! Imports in every state, for the test that renders every page.

use chrono::DateTime;
use kakuzuke_services::imports::{Counts, ImportKind, Problem};
use uuid::Uuid;

use super::{ImportPage, Progress};
use crate::pages::actor::{ActorView, People};
use crate::pages::form::Errors;
use crate::pages::imports::head::{Head, ProblemView, Refusal};
use crate::pages::imports::mapping::{ColumnView, FieldView, MappingPage, OptionsView, RowView, ValueView, words};
use crate::pages::imports::problems::ProblemsPage;
use crate::pages::imports::proposals::{CandidateView, ProposalView, ProposalsPage};
use crate::pages::imports::questions::{QuestionView, ReadingView};

const STATES: [&str; 9] =
    ["uploaded", "queued", "running", "cancelling", "done", "dry_done", "refused", "cancelled", "failed"];

fn counts() -> Counts {
    Counts { rows: 1_943, created: 1_200, updated: 700, unchanged: 40, rejected: 2, proposals: 1 }
}

fn head(state: &str, kind: ImportKind) -> Head {
    Head {
        id: Uuid::nil(),
        kind: kind.as_str(),
        file_name: "落札一覧.xlsx".to_owned(),
        file_sha256: "ab".repeat(32),
        state: state.to_owned(),
        buyer_name: Some("千代田区".to_owned()),
        created_at: DateTime::UNIX_EPOCH,
        actor: ActorView::person(Uuid::nil(), &People::sample()),
        carried_on_by: (state == "uploaded").then(|| ActorView::person(Uuid::nil(), &People::sample())),
        counts: Some(counts()),
    }
}

/// An import in every state and of every kind.
pub fn heads() -> Vec<Head> {
    let kinds = ImportKind::ALL.iter().map(|kind| head("done", *kind));
    STATES.iter().map(|state| head(state, ImportKind::Suppliers)).chain(kinds).collect()
}

fn problem() -> Vec<ProblemView> {
    let warning = Problem::warning("edition_assumed").at("一覧", 13).of("規格", "ISO27001");
    vec![Problem::error("required").at("一覧", 12).of("名称", "").into(), warning.into()]
}

/// Imports while they run and after they ended.
pub fn imports() -> Vec<ImportPage> {
    let page = |state: &str, running: bool, counts: Option<Counts>, progress: Progress| ImportPage {
        head: head(state, ImportKind::Contracts),
        running,
        progress,
        refusal: (state == "refused").then(|| Refusal { code: "empty".to_owned(), arguments: serde_json::Map::new() }),
        waiting: counts.map_or(0, |counts| counts.proposals),
        doubtful: usize::from(counts.is_some_and(|counts| counts.rejected > 0)),
        again: state != "done",
        problems: if counts.is_some_and(|counts| counts.rejected > 0) { problem() } else { Vec::new() },
        counts,
    };
    let all_in = Counts { rows: 3, created: 3, ..Counts::default() };
    let nothing = Counts { rows: 3, unchanged: 3, ..Counts::default() };
    vec![
        page("running", true, None, Progress { done: 10, total: 0 }),
        page("running", true, None, Progress { done: 10, total: 40 }),
        page("cancelling", true, None, Progress { done: 10, total: 0 }),
        page("done", false, Some(counts()), Progress::default()),
        page("done", false, Some(all_in), Progress::default()),
        page("done", false, Some(nothing), Progress::default()),
        page("refused", false, None, Progress::default()),
        page("cancelled", false, None, Progress::default()),
    ]
}

/// Every kind of question about dates.
fn questions(kind: ImportKind) -> Vec<QuestionView> {
    let day = |text: &str| text.parse().expect("a day");
    let reading =
        |(word, on): (&str, &str)| ReadingView { word: word.to_owned(), day: day(on), chosen: word == "reiwa" };
    let question = |doubt: &'static str, value: &str, readings: &[(&str, &str)]| QuestionView {
        letter: "C".to_owned(),
        heading: if doubt == "fiscal" { String::new() } else { "契約日".to_owned() },
        field: kind.fields().first().map_or("name", |field| field.key),
        doubt,
        value: value.to_owned(),
        readings: readings.iter().copied().map(reading).collect(),
        fiscal_year: (doubt == "fiscal").then_some(2026),
        answered: doubt == "year",
    };
    let years = [("showa", "1933-04-01"), ("heisei", "1996-04-01"), ("western", "2008-04-01"), ("reiwa", "2026-04-01")];
    vec![
        question("year", "8.4.1", &years),
        question("order", "04/05/2026", &[("month-first", "2026-04-05"), ("day-first", "2026-05-04")]),
        question("fiscal", "4月1日", &[]),
    ]
}

/// The form of the columns of every kind, before and after a trial.
pub fn mappings() -> Vec<MappingPage> {
    let page = |kind: ImportKind, counts: Option<Counts>| MappingPage {
        head: head("uploaded", kind),
        sheets: vec!["一覧".to_owned(), "凡例".to_owned()],
        sheet: "一覧".to_owned(),
        header_row: "3".to_owned(),
        columns: vec![ColumnView {
            letter: "A".to_owned(),
            heading: "商号又は名称".to_owned(),
            field: kind.fields().first().map(|field| field.key.to_owned()),
            sample: "㈱見本".to_owned(),
        }],
        fields: kind.fields().iter().map(|field| FieldView { key: field.key, required: field.required }).collect(),
        missing: kind.fields().iter().filter(|field| field.required).map(|field| field.key).collect(),
        duplicates: vec!["備考".to_owned()],
        macros: true,
        questions: questions(kind),
        rows: vec![RowView {
            row: 4,
            understood: kind
                .fields()
                .iter()
                .map(|field| ValueView {
                    field: field.key,
                    raw: "Ｒ８．４．１".to_owned(),
                    value: field.required.then(|| "2026-04-01".to_owned()),
                    words: words(kind, field.key),
                })
                .collect(),
            problems: problem(),
        }],
        options: OptionsView { create_missing: true, all_or_nothing: false, save_mapping: false },
        problems: if counts.is_some() { problem() } else { Vec::new() },
        counts,
        errors: Errors::default(),
    };
    let mut pages: Vec<MappingPage> = ImportKind::ALL.iter().map(|kind| page(*kind, None)).collect();
    pages.push(page(ImportKind::Suppliers, Some(counts())));
    pages.push(page(ImportKind::Suppliers, Some(Counts { rows: 1, unchanged: 1, ..Counts::default() })));
    pages
}

/// The list of problems, empty and not.
pub fn problems() -> Vec<ProblemsPage> {
    let page = |problems: Vec<ProblemView>| ProblemsPage {
        head: head("done", ImportKind::Suppliers),
        problems,
        first: false,
        next: Some(3),
    };
    vec![page(Vec::new()), page(problem())]
}

/// Rows that wait, and rows that were decided.
pub fn proposals() -> Vec<ProposalsPage> {
    let one = |ordinal: u64, decision: Option<&str>| ProposalView {
        ordinal,
        row: 12,
        name: "㈱見本".to_owned(),
        cells: vec!["㈱見本".to_owned()],
        candidates: vec![CandidateView {
            id: Uuid::nil(),
            name: "株式会社見本".to_owned(),
            number: Some("7000012050002".to_owned()),
            place: Some("東京都千代田区".to_owned()),
        }],
        decision: decision.map(str::to_owned),
    };
    let page = |proposals: Vec<ProposalView>, problems: Vec<ProblemView>| ProposalsPage {
        head: head("done", ImportKind::Contracts),
        proposals,
        problems,
        first: true,
        next: None,
    };
    let decided = (1..).zip(["use", "create", "skip"]).map(|(ordinal, decision)| one(ordinal, Some(decision)));
    vec![page(Vec::new(), Vec::new()), page(decided.chain([one(9, None)]).collect(), problem())]
}
