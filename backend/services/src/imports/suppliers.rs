//! Rows of suppliers: new ones, and new versions of the names and addresses of known ones.

mod register;
mod said;

use std::collections::{HashMap, HashSet};

use kakuzuke_domain::suppliers::SupplierKind;
use kakuzuke_store::{Candidate, Membership, MembershipRole, NewFact, SupplierRef, Work};

use super::changes::Changes;
use super::matching::distinct;
use super::members::Directory;
use super::problems::Problem;
use super::reading::{Chosen, Reading};
use super::report::Outcome;
use super::session::{Before, Done, Session};
use crate::errors::Result;
use register::Register;
use said::Said;

/// Whom a row is about.
enum Target {
    Known(SupplierRef),
    New,
    Perhaps(Vec<Candidate>),
    /// The supplier that the row at this position of the chunk brings, says the name.
    Namesake(usize),
    Refused,
    Repeated,
}

/// Imports one chunk of rows.
///
/// # Errors
/// The database failed, or holds something damaged.
pub async fn apply(work: &mut Work, session: &mut Session, mut readings: Vec<Reading>) -> Result<Vec<Done>> {
    let said: Vec<Option<Said>> = readings.iter_mut().map(Said::read).collect();
    let numbers = distinct(said.iter().flatten().filter_map(|said| said.number.clone()));
    let keys = distinct(
        said.iter().flatten().filter(|said| said.number.is_none() && !said.key.is_empty()).map(|said| said.key.clone()),
    );
    let by_number = work.suppliers_by_numbers(&numbers).await?;
    let by_name = work.candidates_by_names(&keys).await?;
    let chosen = chosen(work, &readings).await?;
    let mut targets: Vec<Target> = Vec::with_capacity(readings.len());
    let mut names: HashMap<&str, usize> = HashMap::new();
    for (position, (reading, said)) in readings.iter_mut().zip(&said).enumerate() {
        let Some(said) = said.as_ref().filter(|_| !reading.failed()) else {
            targets.push(Target::Refused);
            continue;
        };
        let mut target = aim(session, reading, said, &by_number, &by_name, &chosen);
        if matches!(target, Target::New) && !said.key.is_empty() {
            let first = *names.entry(&said.key).or_insert(position);
            if first != position && said.number.is_none() && reading.chosen.is_none() {
                target = Target::Namesake(first);
            }
        }
        targets.push(target);
    }
    let mut register = Register::load(work, &targets).await?;
    let newcomers = register.add(work, session, &targets, &said).await?;
    let mut directory = Directory::load(work, said.iter().flatten().flat_map(|said| said.members.iter())).await?;
    for (said, supplier) in said.iter().zip(&newcomers) {
        if let Some(said) = said {
            directory.learn(&said.key, supplier.as_ref());
        }
    }
    let mut welcomed: HashSet<i64> = HashSet::new();
    let mut changes = Changes::default();
    let mut done = Vec::with_capacity(readings.len());
    for (((mut reading, one), target), newcomer) in readings.into_iter().zip(&said).zip(targets).zip(&newcomers) {
        let Some(one) = one else {
            done.push(Done::new(reading, Outcome::Rejected));
            continue;
        };
        let outcome = match (target, newcomer) {
            (Target::Refused, _) => Outcome::Rejected,
            (Target::Repeated, _) => Outcome::Unchanged,
            (Target::Known(supplier), _) => {
                let mut changed = register.tell(session, &supplier, one, &mut changes);
                changed |= register.branch(session, supplier.seq, one, &mut changes);
                changed |= join(&mut register, session, &mut reading, supplier.seq, one, &directory, &mut changes);
                if changed { Outcome::Updated } else { Outcome::Unchanged }
            }
            (Target::New, Some(supplier)) => {
                register.tell(session, supplier, one, &mut changes);
                register.branch(session, supplier.seq, one, &mut changes);
                join(&mut register, session, &mut reading, supplier.seq, one, &directory, &mut changes);
                if welcomed.insert(supplier.seq) { Outcome::Created } else { Outcome::Updated }
            }
            (Target::New, None) => Outcome::Rejected,
            (Target::Namesake(first), _) => {
                let twin = said.get(first).and_then(Option::as_ref);
                if twin.is_some_and(|twin| one.repeats(twin)) {
                    done.push(Done::new(reading, Outcome::Unchanged));
                    continue;
                }
                let supplier = newcomers.get(first).and_then(Clone::clone);
                let candidate = supplier.zip(twin).map(|(supplier, twin)| twin.candidate(supplier));
                done.push(propose(reading, candidate.into_iter().collect()));
                continue;
            }
            (Target::Perhaps(candidates), _) => {
                let Some(same) = register.already_say(session, &candidates, one) else {
                    done.push(propose(reading, candidates));
                    continue;
                };
                let changed = join(&mut register, session, &mut reading, same, one, &directory, &mut changes);
                if changed { Outcome::Updated } else { Outcome::Unchanged }
            }
        };
        done.push(Done::new(reading, outcome));
    }
    work.record(changes.facts).await?;
    work.supersede(changes.versions).await?;
    Ok(done)
}

/// A row that a person has to place.
fn propose(mut reading: Reading, candidates: Vec<Candidate>) -> Done {
    let count = candidates.len().to_string();
    reading.complain("name", Problem::warning("supplier_by_name").with("candidates", count));
    Done { reading, outcome: Outcome::Proposed, candidates }
}

fn aim(
    session: &mut Session,
    reading: &mut Reading,
    said: &Said,
    by_number: &HashMap<String, SupplierRef>,
    by_name: &HashMap<String, Vec<Candidate>>,
    chosen: &HashMap<uuid::Uuid, SupplierRef>,
) -> Target {
    match session.note(&said.identity(), &CONTENT.map(|field| reading.told(field)), reading.row) {
        Before::Nothing => {}
        Before::Same(first) => {
            reading.complain_of_row(Problem::warning("same_row_again").with("first", first.to_string()));
            return Target::Repeated;
        }
        Before::Different(first) => {
            reading.complain_of_row(Problem::error("duplicate_row").with("first", first.to_string()));
            return Target::Refused;
        }
    }
    match reading.chosen {
        Some(Chosen::Supplier(id)) => return chosen.get(&id).cloned().map_or(Target::Refused, Target::Known),
        Some(Chosen::New) => return Target::New,
        None => {}
    }
    if let Some(number) = &said.number {
        return by_number.get(number).cloned().map_or(Target::New, Target::Known);
    }
    match by_name.get(&said.key) {
        Some(candidates) if !candidates.is_empty() => Target::Perhaps(candidates.clone()),
        _ => Target::New,
    }
}

/// The fields by which two rows say the same, whatever running number stands in a column of its own.
const CONTENT: [&str; 12] = [
    "name",
    "kana",
    "name_en",
    "kind",
    "postcode",
    "prefecture",
    "city",
    "address",
    "country",
    "representative",
    "branch",
    "members",
];

async fn chosen(work: &mut Work, readings: &[Reading]) -> Result<HashMap<uuid::Uuid, SupplierRef>> {
    let ids: Vec<uuid::Uuid> = readings
        .iter()
        .filter_map(|reading| match reading.chosen {
            Some(Chosen::Supplier(id)) => Some(id),
            _ => None,
        })
        .collect();
    if ids.is_empty() { Ok(HashMap::new()) } else { Ok(work.suppliers_by_ids(&ids).await?) }
}

/// Adds the members of a joint venture that are registered; says which are not.
fn join(
    register: &mut Register,
    session: &Session,
    reading: &mut Reading,
    supplier: i64,
    said: &Said,
    directory: &Directory,
    changes: &mut Changes,
) -> bool {
    if said.kind != Some(SupplierKind::JointVenture) {
        return false;
    }
    let mut changed = false;
    let known = register.members.entry(supplier).or_default();
    if said.members.is_empty() && known.is_empty() {
        reading.complain_of_row(Problem::warning("kind_needs_members"));
    }
    for (position, member) in said.members.iter().enumerate() {
        let Some(found) = directory.find(member) else {
            reading.complain("members", Problem::warning("member_unknown").with("member", member.clone()));
            continue;
        };
        if known.contains(&found.seq) {
            continue;
        }
        let role =
            if position == 0 && known.is_empty() { MembershipRole::Representative } else { MembershipRole::Member };
        known.push(found.seq);
        let membership = Membership { member: found.id, role, share_permille: None };
        changes.add(NewFact::membership(supplier, session.new_id(), found.seq, &membership, said.from, None));
        changed = true;
    }
    changed
}
