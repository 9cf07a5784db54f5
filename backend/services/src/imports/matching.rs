//! Whom a row of attestations, audits or contracts is about: the corporate number decides; a name only proposes.

use std::collections::HashMap;

use kakuzuke_domain::suppliers::{SupplierKind, looks_like_joint_venture, search_key, split_branch};
use kakuzuke_store::{Candidate, FactRoom, NewFact, NewSupplier, Profile, StoredFact, Work};

use super::problems::Problem;
use super::profiles::Profiles;
use super::reading::{Chosen, Reading};
use super::report::Outcome;
use super::session::{Done, Session};
use crate::errors::Result;

/// Whom a row is about.
#[derive(Clone, Debug)]
pub enum Whom {
    /// This supplier.
    Known(i64),
    /// One of these, says the name; a person decides.
    Perhaps(Vec<Candidate>),
    /// Nobody: the row has the reason.
    Nobody,
}

/// A row whose supplier only its name tells. Where exactly one of the candidates has `known` it already, there is nothing to
/// decide; else a person is asked.
#[must_use]
pub fn propose(mut reading: Reading, candidates: Vec<Candidate>, known: impl Fn(&Reading, i64) -> bool) -> Done {
    let already = candidates.iter().filter(|candidate| known(&reading, candidate.supplier.seq)).count();
    if already == 1 {
        return Done::new(reading, Outcome::Unchanged);
    }
    let count = candidates.len().to_string();
    reading.complain("supplier_name", Problem::warning("supplier_by_name").with("candidates", count));
    Done { reading, outcome: Outcome::Proposed, candidates }
}

/// The current facts of a room about everybody that the rows are or may be about.
///
/// # Errors
/// The database failed.
pub async fn held(work: &mut Work, whom: &[Whom], room: FactRoom) -> Result<Vec<StoredFact>> {
    let known = distinct(whom.iter().flat_map(|whom| match whom {
        Whom::Known(seq) => vec![*seq],
        Whom::Perhaps(candidates) => candidates.iter().map(|candidate| candidate.supplier.seq).collect(),
        Whom::Nobody => Vec::new(),
    }));
    if known.is_empty() { Ok(Vec::new()) } else { Ok(work.facts_of(&known, Some(room)).await?) }
}

struct Named {
    number: Option<String>,
    name: Option<String>,
    key: String,
}

impl Named {
    fn of(reading: &Reading) -> Self {
        let number = reading.number("supplier_number").map(|number| number.to_string());
        let name = reading.text("supplier_name").map(|name| split_branch(&name).0);
        let key = name.as_deref().map(search_key).unwrap_or_default();
        Self { number, name, key }
    }

    /// A joint venture carries the number of its representative in award lists: only the name tells it apart.
    fn is_joint_venture(&self) -> bool {
        self.name.as_deref().is_some_and(looks_like_joint_venture)
    }
}

/// Finds the supplier of every row, set-based. New suppliers come in where the import may create them.
///
/// # Errors
/// The database failed.
pub async fn suppliers(work: &mut Work, session: &mut Session, readings: &mut [Reading]) -> Result<Vec<Whom>> {
    let named: Vec<Named> = readings.iter().map(Named::of).collect();
    let numbers: Vec<String> = distinct(named.iter().filter_map(|one| one.number.clone()));
    let mut by_number: HashMap<String, i64> =
        work.suppliers_by_numbers(&numbers).await?.into_iter().map(|(number, found)| (number, found.seq)).collect();
    let keys: Vec<String> = distinct(
        named
            .iter()
            .filter(|one| one.number.is_none() || one.is_joint_venture())
            .map(|one| one.key.clone())
            .filter(|key| !key.is_empty()),
    );
    let mut by_name = work.candidates_by_names(&keys).await?;
    let chosen = chosen(work, readings).await?;
    let mut created: HashMap<String, i64> = HashMap::new();
    let mut pending: Vec<(NewSupplier, Profile, Option<String>)> = Vec::new();
    let mut answers: Vec<Answer> = Vec::with_capacity(readings.len());
    for (reading, one) in readings.iter_mut().zip(&named) {
        let answer = place(session, reading, one, &by_number, &mut by_name, &chosen);
        if let Answer::Create(new) = &answer
            && !created.contains_key(&new.identity)
        {
            created.insert(new.identity.clone(), -1);
            let supplier =
                NewSupplier { id: session.new_id(), kind: new.profile.kind, number: new.profile.number.clone() };
            pending.push((supplier, new.profile.clone(), Some(new.identity.clone())));
        }
        answers.push(answer);
    }
    let added = work.add_suppliers(pending.iter().map(|(supplier, ..)| supplier.clone()).collect()).await?;
    let mut facts = Vec::with_capacity(added.len());
    for (reference, (_, profile, identity)) in added.iter().zip(&pending) {
        facts.push(NewFact::profile(reference.seq, session.new_id(), profile, None, None));
        if let Some(number) = &reference.number {
            by_number.insert(number.clone(), reference.seq);
        }
        if let Some(identity) = identity {
            created.insert(identity.clone(), reference.seq);
            session.remember(identity.clone(), reference.seq);
        }
    }
    if !facts.is_empty() {
        work.record(facts).await?;
    }
    let known: Vec<i64> = by_number.values().copied().filter(|seq| !added.iter().any(|new| new.seq == *seq)).collect();
    warn_of_names(work, readings, &named, &by_number, &known).await?;
    Ok(answers.into_iter().map(|answer| answer.settle(&created)).collect())
}

struct Newcomer {
    identity: String,
    profile: Profile,
}

enum Answer {
    Known(i64),
    Create(Box<Newcomer>),
    Perhaps(Vec<Candidate>),
    Nobody,
}

impl Answer {
    fn settle(self, created: &HashMap<String, i64>) -> Whom {
        match self {
            Self::Known(seq) => Whom::Known(seq),
            Self::Create(new) => created.get(&new.identity).map_or(Whom::Nobody, |seq| Whom::Known(*seq)),
            Self::Perhaps(candidates) => Whom::Perhaps(candidates),
            Self::Nobody => Whom::Nobody,
        }
    }
}

fn place(
    session: &Session,
    reading: &mut Reading,
    one: &Named,
    by_number: &HashMap<String, i64>,
    by_name: &mut HashMap<String, Vec<Candidate>>,
    chosen: &HashMap<uuid::Uuid, i64>,
) -> Answer {
    if reading.failed() {
        return Answer::Nobody;
    }
    if let Some(Chosen::Supplier(id)) = reading.chosen {
        return chosen.get(&id).map_or(Answer::Nobody, |seq| Answer::Known(*seq));
    }
    let joint = one.is_joint_venture();
    if let Some(number) = one.number.as_ref().filter(|_| !joint) {
        if let Some(seq) = by_number.get(number) {
            return Answer::Known(*seq);
        }
        return newcomer(session, reading, one, Some(number.clone()));
    }
    if let Some(seq) = one.name.as_ref().and_then(|name| session.created(&identity(&one.key, name))) {
        return Answer::Known(seq);
    }
    let candidates: Vec<Candidate> = by_name.get(&one.key).cloned().unwrap_or_default();
    if joint && one.number.is_some() {
        let same = |candidate: &&Candidate| {
            candidate.supplier.kind == SupplierKind::JointVenture
                && Some(candidate.name.as_str()) == one.name.as_deref()
        };
        if let Some(found) = candidates.iter().find(same) {
            return Answer::Known(found.supplier.seq);
        }
    }
    let forced = reading.chosen == Some(Chosen::New);
    if candidates.is_empty() || forced {
        return newcomer(session, reading, one, None);
    }
    Answer::Perhaps(candidates)
}

fn newcomer(session: &Session, reading: &mut Reading, one: &Named, number: Option<String>) -> Answer {
    let allowed = session.create_missing || reading.chosen == Some(Chosen::New);
    let Some(name) = one.name.clone().filter(|_| allowed) else {
        let who = one.name.clone().or_else(|| one.number.clone()).unwrap_or_default();
        let field = if one.number.is_some() { "supplier_number" } else { "supplier_name" };
        reading.complain(field, Problem::error("supplier_unknown").with("supplier", who));
        return Answer::Nobody;
    };
    let kind = if one.is_joint_venture() { SupplierKind::JointVenture } else { SupplierKind::Corporation };
    let identity = number.clone().unwrap_or_else(|| identity(&one.key, &name));
    let mut profile = Profile::new(name, kind, number);
    profile.street = reading.text("supplier_address");
    Answer::Create(Box::new(Newcomer { identity, profile }))
}

fn identity(key: &str, name: &str) -> String {
    format!("{key}\u{1f}{name}")
}

async fn chosen(work: &mut Work, readings: &[Reading]) -> Result<HashMap<uuid::Uuid, i64>> {
    let ids: Vec<uuid::Uuid> = readings
        .iter()
        .filter_map(|reading| match reading.chosen {
            Some(Chosen::Supplier(id)) => Some(id),
            _ => None,
        })
        .collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    Ok(work.suppliers_by_ids(&ids).await?.into_iter().map(|(id, found)| (id, found.seq)).collect())
}

/// A mistyped number can be valid and mean another company: a name that this company never had is worth a look.
async fn warn_of_names(
    work: &mut Work,
    readings: &mut [Reading],
    named: &[Named],
    by_number: &HashMap<String, i64>,
    known: &[i64],
) -> Result<()> {
    if known.is_empty() {
        return Ok(());
    }
    let facts = work.facts_of(known, Some(FactRoom::Profile)).await?;
    let mut by_supplier: HashMap<i64, Vec<&StoredFact>> = HashMap::new();
    for fact in &facts {
        by_supplier.entry(fact.supplier_seq).or_default().push(fact);
    }
    let mut profiles: HashMap<i64, Profiles> = HashMap::new();
    for (seq, facts) in by_supplier {
        profiles.insert(seq, Profiles::among(facts)?);
    }
    for (reading, one) in readings.iter_mut().zip(named) {
        let Some(profiles) =
            one.number.as_ref().and_then(|number| by_number.get(number)).and_then(|seq| profiles.get(seq))
        else {
            continue;
        };
        if one.name.is_none() || one.is_joint_venture() || profiles.ever_called(&one.key) {
            continue;
        }
        if let Some(profile) = profiles.latest() {
            let problem = Problem::warning("supplier_name_differs").with("known", profile.name.clone());
            reading.complain("supplier_name", problem);
        }
    }
    Ok(())
}

/// Each value once, in the order of its first appearance.
pub fn distinct<T: Clone + Eq + std::hash::Hash>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = std::collections::HashSet::new();
    values.filter(|value| seen.insert(value.clone())).collect()
}
