//! Days whose reminders or digests are done, so that a day without the program is made up for.

use chrono::NaiveDate;

use super::mail::{Addressee, Mail};
use crate::database::{Params, RowExt, all, exec, one};
use crate::{Result, Store, Work};

impl Store {
    /// The last day of a daily pass; none if there was none yet.
    ///
    /// # Errors
    /// The database failed.
    pub async fn pass_done_on(&self, name: &str) -> Result<Option<NaiveDate>> {
        let sql = "SELECT done_on FROM daily_passes WHERE name = ?";
        one(self.reader(), sql, Params::new().with(name)).await?.map(|row| row.get(0)).transpose()
    }
}

impl Work {
    /// Remembers that a daily pass is done for a day, and all days before.
    ///
    /// # Errors
    /// The database failed.
    pub async fn pass_done(&mut self, name: &str, day: NaiveDate) -> Result<()> {
        let sql = "INSERT INTO daily_passes (name, done_on) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET done_on = excluded.done_on";
        exec(&*self.tx, sql, Params::new().with(name).with(day)).await.map(|_| ())
    }

    /// Gathers what waits for a digest into one mail for each person. Answers how many people. What was read meanwhile is
    /// left out.
    ///
    /// # Errors
    /// The database failed.
    pub async fn gather_digests(&mut self, day: NaiveDate) -> Result<u64> {
        let waiting = "channel = 'digest' AND digest_on IS NULL";
        let sql = format!("SELECT DISTINCT account_id FROM notices WHERE {waiting} AND read_at IS NULL");
        let mut jobs = Vec::new();
        for row in &all(&*self.tx, &sql, Params::new()).await? {
            let account = row.get(0)?;
            let mail = Mail { digest_on: Some(day), ..Mail::new(Addressee::Account(account), "mail-digest") };
            jobs.push(mail.leading_to("/notices").job(Some(format!("digest:{account}:{day}")))?);
        }
        let people = jobs.len() as u64;
        exec(&*self.tx, &format!("UPDATE notices SET digest_on = ? WHERE {waiting}"), Params::new().with(day)).await?;
        self.enqueue_all(jobs).await?;
        Ok(people)
    }
}
