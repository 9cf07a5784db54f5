//! What is open in somebody's hands, as pages show it.

use chrono::{DateTime, Utc};
use kakuzuke_store::OpenWork;
use serde::Serialize;
use uuid::Uuid;

use super::circles::{CircleView, named};
use crate::error::Result;
use crate::state::AppState;

/// The open work of one person.
#[derive(Debug, Serialize)]
pub struct WorkView {
    imports: Vec<ImportLine>,
    approvals: Vec<ApprovalLine>,
    invitations: Vec<InvitationLine>,
    notices: u64,
    mappings: u64,
    tokens: Vec<TokenLine>,
    /// Whether there is nothing that could pass into other hands.
    nothing: bool,
}

#[derive(Debug, Serialize)]
struct ImportLine {
    id: Uuid,
    file_name: String,
    kind: String,
    state: String,
    place: Option<CircleView>,
    created_at: DateTime<Utc>,
}

#[derive(Debug, Serialize)]
struct ApprovalLine {
    id: Uuid,
    kind: &'static str,
    title: String,
    proposed_at: DateTime<Utc>,
}

#[derive(Debug, Serialize)]
struct InvitationLine {
    name: String,
    role: &'static str,
    place: Option<CircleView>,
    expires_at: DateTime<Utc>,
}

#[derive(Debug, Serialize)]
struct TokenLine {
    name: String,
    expires_at: DateTime<Utc>,
}

impl WorkView {
    /// The work with the names of its circles, and the tokens that end with the account.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub async fn of(state: &AppState, account: Uuid, work: OpenWork, with_tokens: bool) -> Result<Self> {
        let circles = work.imports.iter().map(|(_, circle)| *circle);
        let circles: Vec<_> = circles.chain(work.invitations.iter().map(|one| one.grant.tenant)).collect();
        let names = named(state, &circles).await?;
        let now = state.now();
        let tokens = if with_tokens { state.store.tokens(account).await? } else { Vec::new() };
        let good = tokens.into_iter().filter(|token| token.ended_at.is_none() && token.expires_at > now);
        let nothing =
            work.imports.is_empty() && work.approvals.is_empty() && work.invitations.is_empty() && work.notices == 0;
        Ok(Self {
            nothing,
            notices: work.notices,
            mappings: work.mappings,
            tokens: good.map(|token| TokenLine { name: token.name, expires_at: token.expires_at }).collect(),
            imports: work
                .imports
                .into_iter()
                .map(|(row, circle)| ImportLine {
                    id: row.id,
                    file_name: row.file_name,
                    kind: row.kind,
                    state: row.state,
                    place: names.get(&circle).cloned(),
                    created_at: row.created_at,
                })
                .collect(),
            approvals: work
                .approvals
                .into_iter()
                .map(|(row, _)| ApprovalLine {
                    id: row.id,
                    kind: row.kind.as_str(),
                    title: row.title,
                    proposed_at: row.proposed_at,
                })
                .collect(),
            invitations: work
                .invitations
                .into_iter()
                .map(|one| InvitationLine {
                    place: names.get(&one.grant.tenant).cloned(),
                    name: one.name,
                    role: one.grant.role.as_str(),
                    expires_at: one.expires_at,
                })
                .collect(),
        })
    }

    /// Work of every kind, and none.
    #[cfg(test)]
    pub(crate) fn samples() -> [Self; 2] {
        let (id, at) = (Uuid::nil(), DateTime::UNIX_EPOCH);
        let place = || CircleView::samples().pop();
        let import = |state: &str| ImportLine {
            id,
            file_name: "契約一覧.xlsx".to_owned(),
            kind: "contracts".to_owned(),
            state: state.to_owned(),
            place: place(),
            created_at: at,
        };
        let title = "tokubetsuku-2026 1.1.0".to_owned();
        let full = Self {
            imports: vec![import("uploaded"), import("done")],
            approvals: vec![ApprovalLine { id, kind: "publish_scheme", title, proposed_at: at }],
            invitations: vec![InvitationLine {
                name: "見本 花子".to_owned(),
                role: "reader",
                place: place(),
                expires_at: at,
            }],
            notices: 3,
            mappings: 1,
            tokens: vec![TokenLine { name: "財務会計".to_owned(), expires_at: at }],
            nothing: false,
        };
        let none = Self {
            imports: Vec::new(),
            approvals: Vec::new(),
            invitations: Vec::new(),
            notices: 0,
            mappings: 0,
            tokens: Vec::new(),
            nothing: true,
        };
        [full, none]
    }
}
