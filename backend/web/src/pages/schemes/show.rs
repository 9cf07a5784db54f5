//! `/schemes/{sha256}`: one scheme with all it says.

use axum::extract::State;
use chrono::NaiveDate;
use kakuzuke_domain::grades::Band;
use kakuzuke_domain::schemes::{Group, Scheme};
use serde::Serialize;
use serde_json::{Value, json};

use super::rules::{CriterionView, GateView};
use crate::error::{AppError, Result};
use crate::extract::{NoQuery, Path};
use crate::pages::grades::Words;
use crate::render::{Page, Rendered, Room};
use crate::state::AppState;

const SECONDS_OF_AN_HOUR: i64 = 3600;

/// One scheme.
#[derive(Debug, Serialize)]
pub struct SchemePage {
    scheme: SchemeView,
}

#[derive(Debug, Serialize)]
struct SchemeView {
    id: String,
    version: String,
    sha256: String,
    title: Words,
    effective_from: NaiveDate,
    maximum_milli: i64,
    bands: Vec<BandView>,
    bonus_of_milli: i64,
    groups: Vec<GroupView>,
    gates: Vec<GateView>,
    conditional_days: Option<u64>,
    serious: Value,
    sources: Vec<SourceView>,
}

#[derive(Debug, Serialize)]
struct BandView {
    band: &'static str,
    from_milli: i64,
    below_milli: Option<i64>,
    bonus_milli: i64,
}

#[derive(Debug, Serialize)]
struct GroupView {
    id: String,
    title: Words,
    maximum_milli: i64,
    minimum_milli: i64,
    criteria: Vec<CriterionView>,
}

#[derive(Debug, Serialize)]
struct SourceView {
    title: Words,
    url: Option<String>,
}

impl Page for SchemePage {
    const TEMPLATE: &'static str = "schemes/show.html";
    const ROOM: Room = Room::Schemes;

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        vec![Self { scheme: SchemeView::of(&crate::pages::grades::samples::scheme()) }]
    }
}

impl SchemeView {
    fn of(scheme: &Scheme) -> Self {
        Self {
            id: scheme.id.clone(),
            version: scheme.version.clone(),
            sha256: scheme.sha256.clone(),
            title: Words::from(&scheme.title),
            effective_from: scheme.effective_from,
            maximum_milli: scheme.maximum_milli,
            bands: bands(scheme),
            bonus_of_milli: scheme.bonus.of_milli,
            groups: scheme.groups.iter().map(group).collect(),
            gates: scheme.gates.iter().map(GateView::of).collect(),
            conditional_days: scheme.conditional.as_ref().map(|conditional| conditional.within_days),
            serious: json!({
                "records": scheme.serious.records,
                "outage_hours": scheme.serious.outage_seconds / SECONDS_OF_AN_HOUR,
                "undetermined_days": scheme.serious.undetermined_days,
            }),
            sources: scheme
                .sources
                .iter()
                .map(|source| SourceView { title: Words::from(&source.title), url: source.url.clone() })
                .collect(),
        }
    }
}

fn bands(scheme: &Scheme) -> Vec<BandView> {
    let mut below_milli = None;
    let mut bands: Vec<BandView> = scheme
        .bands
        .iter()
        .map(|rule| BandView {
            band: rule.band.as_str(),
            from_milli: rule.minimum_milli,
            below_milli: below_milli.replace(rule.minimum_milli),
            bonus_milli: scheme.bonus_milli(rule.band),
        })
        .collect();
    bands.push(BandView {
        band: Band::Unrated.as_str(),
        from_milli: 0,
        below_milli: None,
        bonus_milli: scheme.bonus_milli(Band::Unrated),
    });
    bands
}

fn group(group: &Group) -> GroupView {
    GroupView {
        id: group.id.clone(),
        title: Words::from(&group.title),
        maximum_milli: group.maximum_milli,
        minimum_milli: group.minimum_milli,
        criteria: group.criteria.iter().map(CriterionView::of).collect(),
    }
}

/// `GET /schemes/{sha256}`
///
/// # Errors
/// Not found without such a scheme.
pub async fn get(State(state): State<AppState>, Path(sha256): Path<String>, _: NoQuery) -> Result<Rendered> {
    let published = state.store.scheme_by_sha(&sha256).await?.ok_or(AppError::NotFound)?;
    Ok(Rendered::new(SchemePage { scheme: SchemeView::of(&published.parse()?) }))
}
