//! Rows of people: who comes, who leaves, who is called otherwise, and who takes over. Whoever imports gives and ends no role
//! that they could not give and end by hand, and learns nothing of people whom they do not look after.

mod places;
mod wishes;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use kakuzuke_domain::accounts::{
    Action, Actor as Person, Decision, Grant, Owner, Resource, ResourceKind, Role, Tenant, may, may_grant,
};
use kakuzuke_store::{GrantRow, Invitation, ListedPerson, Term, Work};

use self::places::Places;
use self::wishes::{Ending, Wish, wish};
use super::matching::distinct;
use super::problems::Problem;
use super::reading::Reading;
use super::report::Outcome;
use super::session::{Before, Done, Session};
use crate::ServicesError;
use crate::accounts::{HandOver, Invited, Parts, hand_over_in, invite_in};
use crate::errors::Result;

/// The language of whoever is invited by a list that names none.
const LANGUAGE: &str = "ja";

/// Imports one chunk of rows.
///
/// # Errors
/// The database failed, or holds something damaged.
pub async fn apply(work: &mut Work, session: &mut Session, mut readings: Vec<Reading>) -> Result<Vec<Done>> {
    let places = Places::load(work, session, &readings).await?;
    let mut wishes = Vec::with_capacity(readings.len());
    for reading in &mut readings {
        let place = places.of(reading);
        wishes.push(place.and_then(|place| wish(reading, place, session.now())));
    }
    let named = wishes.iter().flatten().flat_map(|wish| [Some(&wish.email), wish.hand_over_to.as_ref()]);
    let mut people = People::load(work, &distinct(named.flatten().cloned())).await?;
    let mut done = Vec::with_capacity(readings.len());
    for (mut reading, wish) in readings.into_iter().zip(wishes) {
        let outcome = match wish.filter(|_| !reading.failed()) {
            Some(wish) => carry_out(work, session, &mut reading, &mut people, wish).await?,
            None => Outcome::Rejected,
        };
        done.push(Done::new(reading, outcome));
    }
    Ok(done)
}

/// Everybody the rows of a chunk speak of, as the register knows them at this moment.
struct People {
    known: HashMap<String, ListedPerson>,
    invitations: HashMap<String, Vec<Invitation>>,
}

impl People {
    async fn load(work: &Work, emails: &[String]) -> Result<Self> {
        Ok(Self { known: work.people_by_emails(emails).await?, invitations: work.invitations_to(emails).await? })
    }

    /// Looks again after something about this address was changed.
    async fn refresh(&mut self, work: &Work, email: &str) -> Result<()> {
        let fresh = Self::load(work, &[email.to_owned()]).await?;
        self.known.extend(fresh.known);
        self.invitations.extend(fresh.invitations);
        Ok(())
    }

    /// The person with this address, if whoever imports looks after them: to all others the address tells nothing.
    fn seen(&self, importer: &Person, email: &str, now: DateTime<Utc>) -> Option<&ListedPerson> {
        let person = self.known.get(email)?;
        let owners = circles(person, now).into_iter().map(Owner::from).chain([Owner::Common]);
        let mut looked_after =
            owners.map(|owner| may(importer, Action::Read, &Resource::new(ResourceKind::Accounts, owner)));
        looked_after.any(|decision| decision == Decision::Allowed).then_some(person)
    }
}

/// What a row asks to be done about somebody who has an account.
enum Step {
    Give(Grant, Term),
    End(Grant, DateTime<Utc>),
    Rename(String),
    Close(DateTime<Utc>),
}

async fn carry_out(
    work: &mut Work,
    session: &mut Session,
    reading: &mut Reading,
    people: &mut People,
    wish: Wish,
) -> Result<Outcome> {
    if let Some(grant) = wish.grant()
        && let Some(problem) = not_grantable(&session.importer, grant)
    {
        reading.complain(if problem.code == "place_foreign" { "place" } else { "role" }, problem);
        return Ok(Outcome::Rejected);
    }
    let key = (wish.email.clone(), wish.place, wish.role);
    match session.note(&key, &format!("{wish:?}"), reading.row) {
        Before::Nothing => {}
        Before::Same(first) => {
            reading.complain_of_row(Problem::warning("same_row_again").with("first", first.to_string()));
        }
        Before::Different(first) => {
            reading.complain_of_row(Problem::error("duplicate_row").with("first", first.to_string()));
            return Ok(Outcome::Rejected);
        }
    }
    let now = session.now();
    let email = wish.email.clone();
    let person = people.seen(&session.importer, &email, now).filter(|person| person.account.closed_at(now).is_none());
    let outcome = match person.cloned() {
        Some(person) => of_member(work, session, reading, people, &person, &wish).await?,
        None => of_outsider(work, session, reading, people, &wish).await?,
    };
    if matches!(outcome, Outcome::Created | Outcome::Updated) {
        people.refresh(work, &email).await?;
    }
    Ok(outcome)
}

/// Why whoever imports may not give or end this role; none if they may.
fn not_grantable(importer: &Person, grant: Grant) -> Option<Problem> {
    match may_grant(importer, grant) {
        Decision::Allowed => None,
        Decision::Forbidden if !grant.tenant.takes(grant.role) => Some(Problem::error("role_outside_circle")),
        Decision::Forbidden => Some(Problem::error("role_not_yours")),
        Decision::Hidden | Decision::Unknown => Some(Problem::error("place_foreign")),
    }
}

/// A row about somebody with an open account whom the importer looks after.
async fn of_member(
    work: &mut Work,
    session: &Session,
    reading: &mut Reading,
    people: &People,
    person: &ListedPerson,
    wish: &Wish,
) -> Result<Outcome> {
    let now = session.now();
    let Some(steps) = steps(session, reading, person, wish) else { return Ok(Outcome::Rejected) };
    let account = person.account.id;
    let successor = match &wish.hand_over_to {
        Some(email) => match people.seen(&session.importer, email, now) {
            Some(successor) => Some(successor.account.id),
            None => {
                reading.complain("hand_over_to", Problem::error("receiver_unknown"));
                return Ok(Outcome::Rejected);
            }
        },
        None => None,
    };
    if (!steps.is_empty() || successor.is_some()) && session.importer.account == Some(account) {
        reading.complain("email", Problem::error("own_account"));
        return Ok(Outcome::Rejected);
    }
    let ends_operator = |step: &Step| matches!(step, Step::End(Grant { role: Role::Operator, .. }, _) | Step::Close(_));
    let is_operator = person.grants.iter().any(|row| row.grant.role == Role::Operator && !row.is_over(now));
    if is_operator && steps.iter().any(ends_operator) && !work.has_another_operator(account).await? {
        reading.complain("email", Problem::error("last_operator"));
        return Ok(Outcome::Rejected);
    }
    let mut changed = !steps.is_empty();
    if let Some(to) = successor {
        let whole = person.grants.iter().filter(|row| !row.is_over(now)).all(|row| row.grant.tenant == wish.place);
        let circles = vec![wish.place];
        let wanted = HandOver { from: account, to, parts: Parts::ALL, circles, whole, closing: None };
        let by = work.actor().clone();
        match hand_over_in(work, &by, &wanted).await {
            Ok(handed) => changed |= handed,
            Err(ServicesError::Refused { code, .. }) => {
                reading.complain("hand_over_to", Problem::error(code));
                return Ok(Outcome::Rejected);
            }
            Err(other) => return Err(other),
        }
    }
    for step in steps {
        match step {
            Step::Give(grant, term) => work.grant_for(account, grant, term).await?,
            Step::End(grant, at) => work.end_grant_at(account, grant, at).await?,
            Step::Close(at) => work.deactivate_account_at(account, at).await?,
            Step::Rename(name) => {
                let email = person.account.email.as_deref().unwrap_or_default();
                work.describe_account(account, email, &name, &person.account.language).await?;
            }
        }
    }
    Ok(if changed { Outcome::Updated } else { Outcome::Unchanged })
}

/// What has to be done for the register to say what the row says; none if the row is refused.
fn steps(session: &Session, reading: &mut Reading, person: &ListedPerson, wish: &Wish) -> Option<Vec<Step>> {
    let now = session.now();
    let mut steps = Vec::new();
    if let Some(name) = &wish.name
        && !same_name(name, &person.account.name)
    {
        if !wish.renames {
            let known = person.account.name.clone();
            reading.complain("person_name", Problem::error("person_name_differs").with("known", known));
            return None;
        }
        let elsewhere = person.grants.iter().filter(|row| !row.is_over(now)).any(|row| {
            let people = Resource::new(ResourceKind::Accounts, row.grant.tenant.into());
            may(&session.importer, Action::Correct, &people) != Decision::Allowed
        });
        if elsewhere {
            reading.complain("person_name", Problem::error("person_of_others_too"));
            return None;
        }
        steps.push(Step::Rename(name.clone()));
    }
    let held = |grant: Grant| person.grants.iter().find(|row| row.grant == grant && !row.is_over(now));
    match (wish.ending, wish.grant()) {
        (Some(ending), grant) => {
            let here = |row: &&GrantRow| !row.is_over(now) && row.grant.tenant == wish.place;
            let ends: Vec<_> =
                person.grants.iter().filter(here).filter(|row| grant.is_none_or(|one| one == row.grant)).collect();
            for row in &ends {
                if let Some(problem) = not_grantable(&session.importer, row.grant) {
                    reading.complain("role", problem);
                    return None;
                }
            }
            let later = |row: &&&GrantRow| row.term.to.is_none_or(|to| to > ending.at) || ending.at <= now;
            steps.extend(ends.iter().filter(later).map(|row| Step::End(row.grant, ending.at)));
            if ending.closes && closes(&session.importer, person, wish.place, ending, now) {
                steps.push(Step::Close(ending.at));
            }
        }
        (None, Some(grant)) => match held(grant) {
            None => steps.push(Step::Give(grant, wish.term)),
            Some(row) => steps.extend(adjusting(row, grant, wish, now)),
        },
        (None, None) => {}
    }
    Some(steps)
}

/// What makes a role that is held, or planned, hold as the row says.
fn adjusting(row: &GrantRow, grant: Grant, wish: &Wish, now: DateTime<Utc>) -> Vec<Step> {
    if row.since() > now && wish.term.from.is_some_and(|from| from != row.since()) {
        return vec![Step::End(grant, now), Step::Give(grant, wish.term)];
    }
    match (row.term.to, wish.term.to) {
        (None, Some(to)) => vec![Step::End(grant, to)],
        (Some(held), Some(to)) if to < held => vec![Step::End(grant, to)],
        (Some(held), Some(to)) if to > held => vec![Step::Give(grant, wish.term)],
        (Some(_), None) if wish.lasting => vec![Step::Give(grant, wish.term)],
        _ => Vec::new(),
    }
}

/// Whether the account closes with the roles here: the person works nowhere else, whoever imports looks after all of the
/// person's circles, and it is not planned already.
fn closes(importer: &Person, person: &ListedPerson, place: Tenant, ending: Ending, now: DateTime<Utc>) -> bool {
    let only_here = person.grants.iter().filter(|row| !row.is_over(now)).all(|row| row.grant.tenant == place);
    let looked_after = circles(person, now).into_iter().all(|circle| {
        let people = Resource::new(ResourceKind::Accounts, circle.into());
        may(importer, Action::Withdraw, &people) == Decision::Allowed
    });
    only_here && looked_after && person.account.closes_at.is_none_or(|at| at > ending.at)
}

/// The circles that somebody is of: of the roles that hold or are planned, or, without any, of the past ones.
fn circles(person: &ListedPerson, now: DateTime<Utc>) -> Vec<Tenant> {
    let ahead: Vec<Tenant> = person.grants.iter().filter(|row| !row.is_over(now)).map(|row| row.grant.tenant).collect();
    if ahead.is_empty() { person.grants.iter().map(|row| row.grant.tenant).collect() } else { ahead }
}

/// A row about somebody who has no open account that the importer may see: invited, or an invitation taken back.
async fn of_outsider(
    work: &mut Work,
    session: &Session,
    reading: &mut Reading,
    people: &People,
    wish: &Wish,
) -> Result<Outcome> {
    let invitations = people.invitations.get(&wish.email).map(Vec::as_slice).unwrap_or_default();
    let here =
        |one: &&Invitation| one.grant.tenant == wish.place && wish.role.is_none_or(|role| role == one.grant.role);
    if wish.ending.is_some() {
        let known = people.seen(&session.importer, &wish.email, session.now()).is_some();
        if !known && !invitations.iter().any(|one| here(&one)) {
            reading.complain("email", Problem::error("person_unknown"));
            return Ok(Outcome::Rejected);
        }
        let waiting: Vec<&Invitation> = invitations.iter().filter(here).filter(|one| one.is_waiting()).collect();
        if let Some(problem) = waiting.iter().find_map(|one| not_grantable(&session.importer, one.grant)) {
            reading.complain("role", problem);
            return Ok(Outcome::Rejected);
        }
        for one in &waiting {
            work.take_invitation_back(one.id).await?;
        }
        return Ok(if waiting.is_empty() { Outcome::Unchanged } else { Outcome::Updated });
    }
    let Some(grant) = wish.grant() else {
        reading.complain("email", Problem::error("person_unknown"));
        return Ok(Outcome::Rejected);
    };
    let good = |one: &&Invitation| one.is_waiting() && !one.void && one.expires_at > session.now();
    if invitations.iter().filter(here).any(|one| good(&one)) {
        return Ok(Outcome::Unchanged);
    }
    let Some(name) = wish.name.clone() else {
        reading.complain("person_name", Problem::error("required"));
        return Ok(Outcome::Rejected);
    };
    if wish.term.to.is_some_and(|to| to <= session.now()) {
        return Ok(Outcome::Unchanged);
    }
    for stale in invitations.iter().filter(here).filter(|one| one.is_waiting()) {
        work.take_invitation_back(stale.id).await?;
    }
    let language = wish.language.unwrap_or(LANGUAGE).to_owned();
    let invited = Invited { name, email: wish.email.clone(), language, grant, term: wish.term };
    invite_in(work, invited, session.now()).await?;
    Ok(Outcome::Created)
}

/// Whether two ways of writing a name differ in spaces and widths only.
fn same_name(one: &str, other: &str) -> bool {
    kakuzuke_domain::text::compact(one) == kakuzuke_domain::text::compact(other)
}
