//! `/suppliers/{id}/share-codes`: the codes by which a supplier shows its audits. A new one is shown once.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Months, NaiveDate, Utc};
use kakuzuke_domain::accounts::{Action, ResourceKind};
use kakuzuke_services::audits::WantedShareCode;
use kakuzuke_store::{Redemption, ShareCode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::extract::{Form, Path, Query};
use crate::flash::Flash;
use crate::pages::form::{Answers, Errors};
use crate::pages::supplier_link::SupplierLink;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

const ROWS: u32 = 50;
/// What the form proposes, in months.
const USUAL_MONTHS: u32 = 3;

/// The page.
#[derive(Debug, Serialize)]
pub struct ShareCodesPage {
    supplier: SupplierLink,
    audits: Vec<AuditChoice>,
    codes: Vec<CodeLine>,
    first: bool,
    next: Option<Uuid>,
    made: Option<MadeView>,
    form: Answers,
    errors: Errors,
}

/// An audit that can be shown by itself.
#[derive(Debug, Clone, Serialize)]
struct AuditChoice {
    id: String,
    performed_on: NaiveDate,
    third_party: bool,
}

#[derive(Debug, Serialize)]
struct MadeView {
    code: String,
    ends_on: NaiveDate,
}

#[derive(Debug, Serialize)]
struct CodeLine {
    id: Uuid,
    note: Option<String>,
    /// Whether it shows one audit, and its day if that audit still stands.
    one: bool,
    performed_on: Option<NaiveDate>,
    made_at: DateTime<Utc>,
    ends_on: NaiveDate,
    ended_at: Option<DateTime<Utc>>,
    over: bool,
    redemptions: Vec<RedemptionLine>,
}

#[derive(Debug, Serialize)]
struct RedemptionLine {
    buyer: String,
    redeemed_at: DateTime<Utc>,
    last_used_at: Option<DateTime<Utc>>,
}

/// Where the page begins.
#[derive(Debug, Deserialize)]
pub struct Asked {
    cursor: Option<Uuid>,
}

impl Page for ShareCodesPage {
    const TEMPLATE: &'static str = "audits/codes.html";
    const ROOM: Room = Room::Suppliers;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        use crate::error::FieldProblem;
        let (at, day) = (DateTime::UNIX_EPOCH, DateTime::UNIX_EPOCH.date_naive());
        let line = |one: bool, ended: bool, over, redemptions| CodeLine {
            id: Uuid::nil(),
            note: one.then(|| "見本区 調達担当 様".to_owned()),
            one,
            performed_on: (one && !ended).then_some(day),
            made_at: at,
            ends_on: day,
            ended_at: ended.then_some(at),
            over,
            redemptions,
        };
        let used = |last_used_at| RedemptionLine { buyer: "見本区".to_owned(), redeemed_at: at, last_used_at };
        let page = |codes, next, made, errors| Self {
            supplier: SupplierLink { id: Uuid::nil(), name: "株式会社見本".to_owned() },
            audits: vec![AuditChoice { id: Uuid::nil().to_string(), performed_on: day, third_party: true }],
            codes,
            first: true,
            next,
            made,
            form: Answers::default(),
            errors,
        };
        let wrong = |field: &str, code: &'static str| {
            let mut errors = Errors::default();
            errors.add(FieldProblem::new(field, code));
            Self { first: false, ..page(Vec::new(), None, None, errors) }
        };
        let lines = vec![
            line(true, false, false, vec![used(None), used(Some(at))]),
            line(false, true, false, Vec::new()),
            line(true, true, true, Vec::new()),
        ];
        let made = MadeView { code: "0000-0000-0000-0000-0000".to_owned(), ends_on: day };
        vec![
            page(Vec::new(), None, None, Errors::default()),
            page(lines, Some(Uuid::nil()), Some(made), Errors::default()),
            wrong("ends_on", "share_ends_past"),
            wrong("ends_on", "share_ends_late"),
            wrong("audit", "share_audit_unknown"),
            wrong("note", "too_long"),
        ]
    }
}

/// `GET /suppliers/{id}/share-codes?cursor`
///
/// # Errors
/// Not found for another's supplier.
pub async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Rendered> {
    caller.require_of_supplier(Action::Read, ResourceKind::ShareCodes, id)?;
    let usual = state.today().checked_add_months(Months::new(USUAL_MONTHS)).unwrap_or(state.today());
    let form = Answers(BTreeMap::from([("ends_on".to_owned(), usual.to_string())]));
    Ok(Rendered::new(page(&state, &caller, id, asked.cursor, None, form, Errors::default()).await?))
}

/// `POST /suppliers/{id}/share-codes`
///
/// # Errors
/// Not found for another's supplier; a refused form is shown again.
pub async fn post(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Form(answers): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    caller.require_of_supplier(Action::Record, ResourceKind::ShareCodes, id)?;
    let (form, mut errors) = (Answers(answers), Errors::default());
    let audit = form.word("audit", |word| word.parse::<Uuid>().ok(), &mut errors);
    let note = form.limited("note", &mut errors);
    if let Some(ends_on) = form.needed_day("ends_on", &mut errors)
        && errors.is_empty()
    {
        let wanted = WantedShareCode { supplier: id, audit, note, ends_on };
        match state.services.make_share_code(caller.account()?, wanted).await.map_err(AppError::from) {
            Ok(made) => {
                let made = MadeView { code: made.code, ends_on: made.ends_on };
                let form = Answers::default();
                let page = page(&state, &caller, id, None, Some(made), form, Errors::default()).await?;
                return Ok(Rendered::new(page).into_response());
            }
            Err(error) => errors.refused(error, &["audit", "ends_on"])?,
        }
    }
    let page = page(&state, &caller, id, None, None, form, errors).await?;
    Ok(Rendered::new(page).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}

/// `POST /share-codes/{id}/withdrawals`
///
/// # Errors
/// Not found without such a code of one's own, or if it is revoked already.
pub async fn end(State(state): State<AppState>, caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let supplier = state.store.supplier_of_share_code(id).await?.ok_or(AppError::NotFound)?;
    caller.require_of_supplier(Action::Withdraw, ResourceKind::ShareCodes, supplier)?;
    state.services.end_share_code(caller.account()?, supplier, id).await?;
    Ok(Flash::ShareCodeEnded.redirect(&format!("/suppliers/{supplier}/share-codes")))
}

async fn page(
    state: &AppState,
    caller: &Caller,
    id: Uuid,
    cursor: Option<Uuid>,
    made: Option<MadeView>,
    form: Answers,
    errors: Errors,
) -> Result<ShareCodesPage> {
    let now = state.store.as_of(None, None).await?;
    let record = state.store.supplier(id, &now).await?.ok_or(AppError::NotFound)?;
    caller.require_of_supplier(Action::Read, ResourceKind::Suppliers, id)?;
    let codes = state.store.share_codes(id, cursor, ROWS).await?;
    let next = codes.last().map(|code| code.id).filter(|_| codes.len() == ROWS as usize);
    let mut audits = record.facts.audits;
    audits.sort_by(|a, b| b.performed_on.cmp(&a.performed_on).then_with(|| a.id.cmp(&b.id)));
    let audits: Vec<AuditChoice> = audits
        .into_iter()
        .map(|one| AuditChoice { id: one.id, performed_on: one.performed_on, third_party: one.third_party })
        .collect();
    Ok(ShareCodesPage {
        supplier: SupplierLink { id, name: record.supplier.name },
        codes: codes.into_iter().map(|code| line(code, &audits, state.today())).collect(),
        audits,
        first: cursor.is_none(),
        next,
        made,
        form,
        errors,
    })
}

fn line(code: ShareCode, audits: &[AuditChoice], today: NaiveDate) -> CodeLine {
    let shown = code.audit.map(|audit| audit.to_string());
    let redemption = |one: Redemption| RedemptionLine {
        buyer: one.buyer_name,
        redeemed_at: one.redeemed_at,
        last_used_at: one.last_used_at,
    };
    CodeLine {
        id: code.id,
        note: code.note,
        one: shown.is_some(),
        performed_on: audits.iter().find(|one| Some(&one.id) == shown.as_ref()).map(|one| one.performed_on),
        made_at: code.made_at,
        ends_on: code.ends_on,
        ended_at: code.ended_at,
        over: code.ends_on < today,
        redemptions: code.redemptions.into_iter().map(redemption).collect(),
    }
}
