//! Hand-over: the open work of one person passes into the hands of another, in one step, and both are told.

use chrono::{DateTime, Utc};
use kakuzuke_domain::accounts::{Action, Actor as Person, Decision, Resource, ResourceKind, Tenant, may, may_grant};
use kakuzuke_domain::approvals::Step;
use kakuzuke_domain::notices::NoticeKind;
use kakuzuke_store::{Actor, ApprovalRow, NewNotice, OpenWork, Taken, Work};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::Accounts;
use crate::imports::ImportKind;
use crate::{Result, ServicesError};

/// The page on which people find what is open in their hands.
const OWN_WORK: &str = "/account/work";

/// Which of a person's open work is to be handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// Imports that are not finished, or whose rows wait.
    pub imports: bool,
    /// Proposals that wait for a second person.
    pub approvals: bool,
    /// Invitations that nobody has accepted yet.
    pub invitations: bool,
    /// Notices not read yet.
    pub notices: bool,
}

impl Parts {
    /// All of it.
    pub const ALL: Self = Self { imports: true, approvals: true, invitations: true, notices: true };
}

/// A hand-over that somebody wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOver {
    /// Whose open work it is.
    pub from: Uuid,
    /// Who takes over.
    pub to: Uuid,
    /// Which work.
    pub parts: Parts,
    /// The circles whose work is handed over.
    pub circles: Vec<Tenant>,
    /// Whether the person works nowhere else, so that what belongs to no circle goes along.
    pub whole: bool,
    /// When the account of the one who hands over closes, if it shall.
    pub closing: Option<DateTime<Utc>>,
}

impl HandOver {
    /// What of a person's open work this is about.
    #[must_use]
    pub fn chosen(&self, mut work: OpenWork) -> OpenWork {
        let parts = self.parts;
        work.imports.retain(|(_, circle)| parts.imports && self.circles.contains(circle));
        work.approvals.retain(|(_, circle)| parts.approvals && self.circles.contains(circle));
        work.invitations.retain(|one| parts.invitations && self.circles.contains(&one.grant.tenant));
        if !(parts.notices && self.whole) {
            work.notices = 0;
        }
        work
    }
}

/// What keeps somebody with these roles from taking work over: the first part that needs a role they lack.
fn lacking(receiver: &Person, work: &OpenWork) -> Option<&'static str> {
    let allowed =
        |action, kind, circle: Tenant| may(receiver, action, &Resource::new(kind, circle.into())) == Decision::Allowed;
    let import = |kind: &str| {
        let of_people = kind == ImportKind::Accounts.as_str();
        if of_people { ResourceKind::AccountImports } else { ResourceKind::Imports }
    };
    if work.imports.iter().any(|(row, circle)| !allowed(Action::Record, import(&row.kind), *circle)) {
        return Some("imports");
    }
    let proposes = |(row, circle): &(ApprovalRow, Tenant)| allowed(Action::Propose, row.kind.resource(), *circle);
    if !work.approvals.iter().all(proposes) {
        return Some("approvals");
    }
    let invites = |one: &kakuzuke_store::Invitation| may_grant(receiver, one.grant) == Decision::Allowed;
    if work.invitations.iter().all(invites) { None } else { Some("invitations") }
}

impl Accounts {
    /// Hands a person's open work over, and closes the account if that is wanted. All of it happens, or nothing.
    ///
    /// # Errors
    /// `own_account` if somebody wants to close their own account; `last_operator`; `receiver_same`; `receiver_unknown` if the
    /// other has no role in one of the circles; `receiver_lacks_imports`, `receiver_lacks_approvals` or
    /// `receiver_lacks_invitations` if the other lacks a role that the work needs.
    pub async fn hand_over(&self, by: &Actor, wanted: &HandOver) -> Result<()> {
        let mut work = match wanted.closing {
            Some(_) => self.change_of(by, wanted.from, "accounts.hand_overs").await?,
            None => self.store.begin(by, "accounts.hand_overs").await?,
        };
        hand_over_in(&mut work, by, wanted).await?;
        if let Some(at) = wanted.closing {
            self.spare_last_operator(wanted.from).await?;
            work.deactivate_account_at(wanted.from, at).await?;
        }
        work.commit().await?;
        Ok(())
    }
}

/// The same within a larger change, without the closing; answers whether there was anything to hand over.
///
/// # Errors
/// As [`Accounts::hand_over`].
pub(crate) async fn hand_over_in(work: &mut Work, by: &Actor, wanted: &HandOver) -> Result<bool> {
    let (from, to) = (wanted.from, wanted.to);
    if from == to {
        return Err(ServicesError::refused("receiver_same"));
    }
    let receiver = work.actor_ahead(to).await?;
    if !receiver.grants.iter().any(|grant| wanted.circles.contains(&grant.tenant)) {
        return Err(ServicesError::refused("receiver_unknown"));
    }
    let chosen = wanted.chosen(work.open_work(from).await?);
    match lacking(&receiver, &chosen) {
        Some("imports") => return Err(ServicesError::refused("receiver_lacks_imports")),
        Some("approvals") => return Err(ServicesError::refused("receiver_lacks_approvals")),
        Some(_) => return Err(ServicesError::refused("receiver_lacks_invitations")),
        None => {}
    }
    let imports: Vec<Uuid> = chosen.imports.iter().map(|(row, _)| row.id).collect();
    let invitations: Vec<Uuid> = chosen.invitations.iter().map(|one| one.id).collect();
    let approvals: Vec<Uuid> = chosen.approvals.iter().map(|(row, _)| row.id).collect();
    if imports.is_empty() && invitations.is_empty() && approvals.is_empty() && chosen.notices == 0 {
        return Ok(false);
    }
    work.give_imports(&imports, to).await?;
    work.give_invitations(&invitations, to).await?;
    for approval in &approvals {
        give_approval(work, by, *approval, to).await?;
    }
    let notices = if chosen.notices > 0 { work.give_notices(from, to).await? } else { 0 };
    let detail = json!({
        "account": from, "handed_over_to": to, "imports": imports, "approvals": approvals, "invitations": invitations,
        "notices": notices,
    });
    let number = work.seal_of_person(from, detail).await?;
    let told = |account: Uuid, side: &str, href: &str| {
        let arguments = json!({
            "side": side, "imports": imports.len(), "approvals": approvals.len(), "invitations": invitations.len(),
            "notices": notices,
        });
        NewNotice {
            account,
            kind: NoticeKind::WorkHandedOver,
            arguments: if let Value::Object(map) = arguments { map } else { Map::new() },
            href: href.to_owned(),
            key: format!("work_handed_over:{number}:{side}"),
        }
    };
    work.notify(vec![told(to, "to", OWN_WORK), told(from, "from", OWN_WORK)]).await?;
    Ok(true)
}

/// Gives a proposal into other hands. Neither who had it nor who has it now can decide about it.
async fn give_approval(work: &mut Work, by: &Actor, id: Uuid, to: Uuid) -> Result<()> {
    let approval = work.approval(id).await?.ok_or(ServicesError::Denied(Decision::Hidden))?;
    let mut case = approval.case.clone();
    case.take(Step::HandOver { to }).map_err(|refusal| ServicesError::refused(refusal.as_str()))?;
    let by = by.as_account().unwrap_or_default();
    let taken = Taken { step: "hand_over", by, reason: None, revision: None, given_to: Some(to), case };
    work.take_step(&approval, taken).await?;
    work.settle_waiting(to, id).await?;
    Ok(())
}
