//! Every version of a fact: what it said, when the register learned it, who said so and what took its place.

use chrono::NaiveDate;
use kakuzuke_domain::accounts::Action;
use kakuzuke_domain::facts::Room;
use kakuzuke_store::{AsOf, FactRoom, FactVersion};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::day::{Day, Instant};
use crate::caller::{Caller, kind_of};
use crate::error::{AppError, Result};
use crate::state::AppState;

/// A fact that was recorded just now.
#[derive(Debug, Serialize, ToSchema)]
pub struct Recorded {
    /// Its id.
    pub id: Uuid,
    /// The supplier it is about.
    pub supplier: Uuid,
}

/// Why a fact is withdrawn.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Withdrawal {
    /// Why; kept for ever.
    #[param(min_length = 1, max_length = 1000, pattern = r"\S")]
    pub reason: String,
}

/// One version of a fact. It was known from `recorded_at` until before `superseded_at`.
#[derive(Debug, Serialize, ToSchema)]
pub struct Version<T: ToSchema> {
    /// What it said.
    pub body: T,
    /// The first day on which it holds.
    pub valid_from: Option<Day>,
    /// The last day on which it holds.
    pub valid_to: Option<Day>,
    /// When the register learned it.
    pub recorded_at: Instant,
    /// Who recorded it.
    pub recorded_by: String,
    /// When it was corrected or withdrawn; null if it stands.
    pub superseded_at: Option<Instant>,
    /// Who corrected or withdrew it.
    pub superseded_by: Option<String>,
    /// Why it was corrected or withdrawn.
    pub reason: Option<String>,
}

/// A fact with its versions, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct History<T: ToSchema> {
    /// Its id.
    pub id: Uuid,
    /// The supplier it is about.
    pub supplier: Uuid,
    /// What it says; null if it is withdrawn.
    pub current: Option<T>,
    /// Its versions, newest first.
    #[schema(min_items = 1)]
    pub versions: Vec<Version<T>>,
}

impl<T: ToSchema + DeserializeOwned + Clone> History<T> {
    /// The versions of a fact of `room` that were known at `as_of.known_at`.
    ///
    /// # Errors
    /// [`AppError::NotFound`] if there were none, or they are another supplier's.
    pub async fn read(state: &AppState, caller: &Caller, id: Uuid, room: Room, as_of: &AsOf) -> Result<Self> {
        let known =
            state.store.fact_history(id).await?.into_iter().filter(|version| {
                version.fact.room == FactRoom::from(room) && version.fact.recorded_at <= as_of.known_at
            });
        let mut supplier = None;
        let mut versions: Vec<Version<T>> = Vec::new();
        for version in known {
            supplier = Some(version.supplier);
            versions.push(shown(version, as_of)?);
        }
        let supplier = supplier.ok_or(AppError::NotFound)?;
        caller.require_of_supplier(Action::Read, kind_of(room), supplier)?;
        let current = versions.iter().find(|version| version.superseded_at.is_none());
        let current = current.map(|version| version.body.clone());
        Ok(Self { id, supplier, current, versions })
    }
}

fn shown<T: ToSchema + DeserializeOwned>(version: FactVersion, as_of: &AsOf) -> Result<Version<T>> {
    let fact = version.fact;
    let superseded_at = fact.superseded_at.filter(|at| *at <= as_of.known_at);
    let day = |day: Option<NaiveDate>| day.map(Day);
    Ok(Version {
        body: body(&fact.body)?,
        valid_from: day(fact.valid_from),
        valid_to: day(fact.valid_to),
        recorded_at: Instant(fact.recorded_at),
        recorded_by: version.actor,
        superseded_at: superseded_at.map(Instant),
        superseded_by: superseded_at.and(version.superseded_by).map(|(actor, _)| actor),
        reason: superseded_at.and(fact.reason),
    })
}

/// A stored body without its id, which stands beside the versions.
fn body<T: DeserializeOwned>(stored: &str) -> Result<T> {
    let mut value: Value = serde_json::from_str(stored).map_err(AppError::internal)?;
    if let Value::Object(fields) = &mut value {
        fields.shift_remove("id");
    }
    serde_json::from_value(value).map_err(AppError::internal)
}
