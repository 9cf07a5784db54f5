//! Rows of suppliers: new ones, and new versions of the names and addresses of known ones.

use std::collections::HashMap;

use chrono::NaiveDate;
use kakuzuke_domain::suppliers::{SupplierKind, looks_like_joint_venture, search_key, split_branch};
use kakuzuke_store::{
    Branch, Candidate, FactRoom, Membership, MembershipRole, NewFact, NewSupplier, Profile, StoredFact, SupplierRef,
    Work,
};

use super::changes::Changes;
use super::matching::distinct;
use super::members::{self, Directory};
use super::problems::Problem;
use super::profiles::Profiles;
use super::reading::{Chosen, Reading};
use super::report::Outcome;
use super::session::{Before, Done, REASON, Session};
use crate::errors::Result;

/// What one row says about a supplier. What the file does not say is none, and stays as it is.
struct Said {
    number: Option<String>,
    key: String,
    kind: Option<SupplierKind>,
    name: String,
    branch: Option<String>,
    kana: Option<String>,
    name_en: Option<String>,
    prefecture: Option<String>,
    city: Option<String>,
    street: Option<String>,
    postcode: Option<String>,
    country: Option<String>,
    representative: Option<String>,
    from: Option<NaiveDate>,
    members: Vec<String>,
}

impl Said {
    fn read(reading: &mut Reading) -> Option<Self> {
        let written = reading.text("name")?;
        let (name, split) = split_branch(&written);
        let mut kind = reading.word("kind").and_then(SupplierKind::from_word);
        let members = reading.text("members").map(|text| members::names(&text)).unwrap_or_default();
        if kind.is_none() && (!members.is_empty() || looks_like_joint_venture(&name)) {
            kind = Some(SupplierKind::JointVenture);
        }
        let mut number = reading.number("number").map(|number| number.to_string());
        let mut members = members;
        if kind == Some(SupplierKind::SoleProprietor) && number.is_some() {
            reading.complain("number", Problem::warning("number_of_person"));
            number = None;
        }
        if kind == Some(SupplierKind::JointVenture)
            && let Some(lead) = number.take()
        {
            reading.complain("number", Problem::warning("member_number_of_lead"));
            if !members.contains(&lead) {
                members.insert(0, lead);
            }
        }
        Some(Self {
            key: search_key(&name),
            number,
            kind,
            branch: reading.text("branch").or(split),
            kana: reading.text("kana"),
            name_en: reading.text("name_en"),
            prefecture: reading.text("prefecture"),
            city: reading.text("city"),
            street: reading.text("address"),
            postcode: reading.text("postcode").map(|code| postcode(&code)),
            country: reading.text("country"),
            representative: reading.text("representative"),
            from: reading.day("valid_from"),
            members,
            name,
        })
    }

    /// The profile that holds once this row is true, over what was known.
    fn over(&self, known: Option<&Profile>) -> Profile {
        let kind = self.kind.or(known.map(|known| known.kind)).unwrap_or(SupplierKind::Corporation);
        let mut profile = known.cloned().unwrap_or_else(|| Profile::new(self.name.clone(), kind, None));
        profile.name.clone_from(&self.name);
        profile.kind = kind;
        let fields = [
            (&mut profile.number, &self.number),
            (&mut profile.kana, &self.kana),
            (&mut profile.name_en, &self.name_en),
            (&mut profile.prefecture, &self.prefecture),
            (&mut profile.city, &self.city),
            (&mut profile.street, &self.street),
            (&mut profile.postcode, &self.postcode),
            (&mut profile.country, &self.country),
            (&mut profile.representative, &self.representative),
        ];
        for (own, said) in fields {
            if said.is_some() {
                own.clone_from(said);
            }
        }
        profile
    }

    /// What makes two rows of one file speak of the same supplier and day.
    fn identity(&self) -> (Option<&str>, &str, Option<NaiveDate>) {
        let name = if self.number.is_some() { "" } else { self.name.as_str() };
        (self.number.as_deref(), name, self.from)
    }
}

enum Target {
    Known(SupplierRef),
    New,
    Perhaps(Vec<Candidate>),
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
    for (reading, said) in readings.iter_mut().zip(&said) {
        targets.push(match said {
            Some(said) if !reading.failed() => aim(session, reading, said, &by_number, &by_name, &chosen),
            _ => Target::Refused,
        });
    }
    let mut register = Register::load(work, &targets).await?;
    let directory = Directory::load(work, said.iter().flatten().flat_map(|said| said.members.iter())).await?;
    let newcomers = register.add(work, session, &targets, &said).await?;
    let mut changes = Changes::default();
    let mut done = Vec::with_capacity(readings.len());
    for (((mut reading, said), target), newcomer) in readings.into_iter().zip(&said).zip(targets).zip(newcomers) {
        let Some(said) = said else {
            done.push(Done::new(reading, Outcome::Rejected));
            continue;
        };
        let outcome = match (target, newcomer) {
            (Target::Refused, _) => Outcome::Rejected,
            (Target::Repeated, _) => Outcome::Unchanged,
            (Target::Known(supplier), _) => {
                let mut changed = register.tell(session, &supplier, said, &mut changes);
                changed |= register.branch(session, supplier.seq, said, &mut changes);
                changed |= join(&mut register, session, &mut reading, supplier.seq, said, &directory, &mut changes);
                if changed { Outcome::Updated } else { Outcome::Unchanged }
            }
            (Target::New, Some(supplier)) => {
                register.tell(session, &supplier, said, &mut changes);
                register.branch(session, supplier.seq, said, &mut changes);
                join(&mut register, session, &mut reading, supplier.seq, said, &directory, &mut changes);
                Outcome::Created
            }
            (Target::New, None) => Outcome::Rejected,
            (Target::Perhaps(candidates), _) => {
                if register.already_say(session, &candidates, said) {
                    Outcome::Unchanged
                } else {
                    let count = candidates.len().to_string();
                    reading.complain("name", Problem::warning("supplier_by_name").with("candidates", count));
                    done.push(Done { reading, outcome: Outcome::Proposed, candidates });
                    continue;
                }
            }
        };
        done.push(Done::new(reading, outcome));
    }
    work.record(changes.facts).await?;
    work.supersede(changes.versions).await?;
    Ok(done)
}

fn aim(
    session: &mut Session,
    reading: &mut Reading,
    said: &Said,
    by_number: &HashMap<String, SupplierRef>,
    by_name: &HashMap<String, Vec<Candidate>>,
    chosen: &HashMap<uuid::Uuid, SupplierRef>,
) -> Target {
    match session.note(&said.identity(), &content(reading), reading.row) {
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

/// The row as written: two rows that say the same have the same cells, but for a running number in a column of its own.
fn content(reading: &Reading) -> Vec<String> {
    [
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
    ]
    .iter()
    .map(|field| reading.text(field).unwrap_or_default())
    .collect()
}

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

/// Seven digits where they can be read, else as written.
fn postcode(written: &str) -> String {
    let digits: String = kakuzuke_domain::text::compact(written).chars().filter(char::is_ascii_digit).collect();
    if digits.len() == 7 { digits } else { written.to_owned() }
}

/// What the register knows of the suppliers of one chunk.
struct Register {
    profiles: HashMap<i64, Profiles>,
    branches: HashMap<i64, Vec<String>>,
    members: HashMap<i64, Vec<i64>>,
}

impl Register {
    async fn load(work: &mut Work, targets: &[Target]) -> Result<Self> {
        let known = distinct(targets.iter().flat_map(|target| match target {
            Target::Known(supplier) => vec![supplier.seq],
            Target::Perhaps(candidates) => candidates.iter().map(|candidate| candidate.supplier.seq).collect(),
            _ => Vec::new(),
        }));
        let mut register = Self { profiles: HashMap::new(), branches: HashMap::new(), members: HashMap::new() };
        if known.is_empty() {
            return Ok(register);
        }
        let facts = work.facts_of(&known, None).await?;
        let mut by_supplier: HashMap<i64, Vec<&StoredFact>> = HashMap::new();
        for fact in &facts {
            match fact.room {
                FactRoom::Profile => by_supplier.entry(fact.supplier_seq).or_default().push(fact),
                FactRoom::Branch => {
                    if let Ok(branch) = serde_json::from_str::<Branch>(&fact.body) {
                        register.branches.entry(fact.supplier_seq).or_default().push(search_key(&branch.name));
                    }
                }
                FactRoom::Membership => {
                    register.members.entry(fact.supplier_seq).or_default().extend(fact.related_seq);
                }
                _ => {}
            }
        }
        for (supplier, facts) in by_supplier {
            register.profiles.insert(supplier, Profiles::among(facts)?);
        }
        Ok(register)
    }

    /// Registers the new suppliers of the chunk; their profiles follow with [`Register::tell`].
    async fn add(
        &mut self,
        work: &mut Work,
        session: &Session,
        targets: &[Target],
        said: &[Option<Said>],
    ) -> Result<Vec<Option<SupplierRef>>> {
        let mut positions = Vec::new();
        let mut new = Vec::new();
        let mut by_number: HashMap<&str, usize> = HashMap::new();
        for (target, said) in targets.iter().zip(said) {
            let (Target::New, Some(said)) = (target, said) else {
                positions.push(None);
                continue;
            };
            let next = new.len();
            let position = said.number.as_deref().map_or(next, |number| *by_number.entry(number).or_insert(next));
            if position == next {
                let kind = said.over(None).kind;
                new.push(NewSupplier { id: session.new_id(), kind, number: said.number.clone() });
            }
            positions.push(Some(position));
        }
        let added = work.add_suppliers(new).await?;
        Ok(positions.into_iter().map(|position| position.and_then(|position| added.get(position).cloned())).collect())
    }

    /// Joins what a row says with the profiles of a supplier. True where something changes.
    fn tell(&mut self, session: &Session, supplier: &SupplierRef, said: &Said, changes: &mut Changes) -> bool {
        let profiles = self.profiles.entry(supplier.seq).or_default();
        let day = said.from.unwrap_or(session.today);
        let known = profiles.on(day).cloned();
        let profile = said.over(known.as_ref());
        if known.as_ref() == Some(&profile) {
            return false;
        }
        let from = if known.is_none() { said.from } else { Some(day) };
        profiles.join(supplier.seq, &[(from, profile)], REASON, &mut || session.new_id(), changes)
    }

    /// Whether one of the candidates, and only one, is exactly what the row says: then nothing is to be decided.
    fn already_say(&self, session: &Session, candidates: &[Candidate], said: &Said) -> bool {
        let day = said.from.unwrap_or(session.today);
        let same = candidates.iter().filter(|candidate| {
            let known = self.profiles.get(&candidate.supplier.seq).and_then(|profiles| profiles.on(day));
            known.is_some_and(|known| said.over(Some(known)) == *known)
        });
        same.count() == 1
    }

    fn branch(&mut self, session: &Session, supplier: i64, said: &Said, changes: &mut Changes) -> bool {
        let Some(name) = &said.branch else { return false };
        let known = self.branches.entry(supplier).or_default();
        let key = search_key(name);
        if known.contains(&key) {
            return false;
        }
        known.push(key);
        let branch = Branch { name: name.clone(), kana: None, address: None };
        changes.add(NewFact::branch(supplier, session.new_id(), &branch, said.from, None));
        true
    }
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
