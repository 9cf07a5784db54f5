//! Signing in by password, and changing it.

use kakuzuke_domain::accounts::passwords::{Password, PasswordProblem};
use kakuzuke_store::Person;
use uuid::Uuid;

use super::passwords::Verdict;
use super::{Accounts, Attempt, Visit, by_email};
use crate::{Result, ServicesError};

impl Accounts {
    /// Whose address and password these are. Known and unknown addresses are answered alike, in the same time.
    ///
    /// # Errors
    /// `busy`; or the register failed.
    pub async fn by_password(&self, email: &str, password: &str, visit: &Visit) -> Result<Attempt> {
        let key = by_email(email);
        if let Some(until) = self.admit(&key, visit).await? {
            return Ok(Attempt::Throttled(until));
        }
        let person = self.store.person_by_email(email).await?;
        let account = person.as_ref().map(|person| person.account.id);
        let stored = person.as_ref().and_then(|person| person.account.password.as_deref());
        let verdict = self.passwords.check(password, stored).await?;
        let (Some(account), Some(stored)) = (account, stored) else { return Ok(Attempt::Refused) };
        if verdict == Verdict::Wrong {
            self.note(account, "password", "refused", visit);
            return Ok(Attempt::Refused);
        }
        self.forgive(&key, visit).await?;
        if verdict == Verdict::RightButOutdated
            && let Some(password) = Password::typed(password)
        {
            let hash = self.passwords.hash(password, self.draw()?).await?;
            self.store.rehash_password(account, stored, &hash).await?;
        }
        Ok(Attempt::Accepted(account))
    }

    /// The stored text of a password that a person with this address and name may have.
    ///
    /// # Errors
    /// The code of a [`PasswordProblem`]; `busy`.
    pub async fn new_password(&self, text: &str, email: &str, name: &str) -> Result<String> {
        let password = Password::chosen(text, &[email, name]).map_err(refusal)?;
        self.passwords.hash(password, self.draw()?).await
    }

    /// Changes a person's own password; every other session of theirs ends.
    ///
    /// # Errors
    /// `password_wrong` if `present` is not the present one; the code of a [`PasswordProblem`]; `throttled`.
    pub async fn change_password(
        &self,
        account: Uuid,
        session: Uuid,
        present: &str,
        wanted: &str,
        visit: &Visit,
    ) -> Result<()> {
        let person = self.own(account).await?;
        let email = person.account.email.clone().unwrap_or_default();
        if person.account.password.is_some() {
            match self.by_password(&email, present, visit).await? {
                Attempt::Accepted(_) => {}
                Attempt::Refused => return Err(ServicesError::refused("password_wrong")),
                Attempt::Throttled(_) => return Err(ServicesError::refused("throttled")),
            }
        }
        let hash = self.new_password(wanted, &email, &person.account.name).await?;
        let mut work = self.change(account, "accounts.password").await?;
        work.set_password(account, &hash).await?;
        work.commit().await?;
        self.store.end_other_sessions(account, Some(session)).await?;
        Ok(())
    }

    /// The account with its roles.
    pub(super) async fn own(&self, account: Uuid) -> Result<Person> {
        let missing = kakuzuke_store::StoreError::Missing { what: "account" };
        Ok(self.store.person(account).await?.ok_or(missing)?)
    }
}

pub(super) fn refusal(problem: PasswordProblem) -> ServicesError {
    ServicesError::refused(problem.code())
}
