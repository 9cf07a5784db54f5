//! Who a supplier is: changed from a day on, or corrected. Nothing is overwritten.

use chrono::{Days, NaiveDate};
use kakuzuke_store::{Actor, FactRoom, Profile, Work};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::Services;
use crate::errors::{Result, ServicesError};
use crate::imports::changes::Changes;
use crate::imports::profiles::Profiles;

impl Services {
    /// Records that a supplier is called, placed or closed otherwise from a day on. What held before ends on the day before.
    ///
    /// # Errors
    /// `supplier_unknown`; `profile_unchanged` if this is known of that day already; `number_taken` of the store.
    pub async fn change_profile(
        &self,
        supplier: Uuid,
        from: NaiveDate,
        profile: Profile,
        reason: &str,
        actor: &Actor,
    ) -> Result<()> {
        let (work, seq, mut known) = self.known_profiles(supplier, "suppliers.change", actor).await?;
        let mut changes = Changes::default();
        let new = known.on(from) != Some(&profile);
        let mut new_id = || self.store().new_id();
        if !new || !known.join(seq, vec![(Some(from), profile)], reason, &mut new_id, &mut changes) {
            return Err(ServicesError::refused("profile_unchanged"));
        }
        write(work, supplier, changes, json!({"supplier": supplier, "valid_from": from, "reason": reason})).await
    }

    /// Corrects one version of a supplier's profile, and with it the first day on which it holds (none: since ever). The
    /// version before it then ends on the day before.
    ///
    /// # Errors
    /// `supplier_unknown`; `profile_unknown` if this is no current version of it; `profile_unchanged`; `profile_days` if it
    /// would begin before the version before it or after the one behind it; `number_taken` of the store.
    pub async fn correct_profile(
        &self,
        supplier: Uuid,
        version: Uuid,
        from: Option<NaiveDate>,
        profile: Profile,
        reason: &str,
        actor: &Actor,
    ) -> Result<()> {
        let (work, seq, known) = self.known_profiles(supplier, "suppliers.correct", actor).await?;
        let versions = known.versions();
        let at = versions.iter().position(|(id, _)| *id == version);
        let at = at.ok_or_else(|| ServicesError::refused("profile_unknown"))?;
        let neighbour = |at: Option<usize>| at.and_then(|at| versions.get(at));
        let (before, after) = (neighbour(at.checked_sub(1)), neighbour(at.checked_add(1)));
        let own = neighbour(Some(at)).map(|(_, span)| span);
        if own.is_some_and(|own| own.from == from && own.body == profile) {
            return Err(ServicesError::refused("profile_unchanged"));
        }
        let to = own.and_then(|own| own.to);
        let fits = before.is_none_or(|(_, span)| span.from < from)
            && after.is_none_or(|(_, span)| from < span.from)
            && to.is_none_or(|to| from.is_none_or(|from| from <= to));
        if !fits {
            return Err(ServicesError::refused("profile_days"));
        }
        let mut changes = Changes::default();
        changes.replace(kakuzuke_store::NewFact::profile(seq, version, &profile, from, to), reason);
        if let Some((id, span)) = before.filter(|_| own.is_some_and(|own| own.from != from)) {
            let end = from.and_then(|from| from.checked_sub_days(Days::new(1)));
            changes.replace(kakuzuke_store::NewFact::profile(seq, *id, &span.body, span.from, end), reason);
        }
        write(work, supplier, changes, json!({"profile": version, "supplier": supplier, "reason": reason})).await
    }

    async fn known_profiles(&self, supplier: Uuid, command: &str, actor: &Actor) -> Result<(Work, i64, Profiles)> {
        let work = self.store().begin(actor, command).await?;
        let found = work.suppliers_by_ids(&[supplier]).await?;
        let seq = found.get(&supplier).ok_or_else(|| ServicesError::refused("supplier_unknown"))?.seq;
        let known = Profiles::among(&work.facts_of(&[seq], Some(FactRoom::Profile)).await?)?;
        Ok((work, seq, known))
    }
}

async fn write(mut work: Work, supplier: Uuid, changes: Changes, detail: Value) -> Result<()> {
    work.supersede(changes.versions).await?;
    work.record(changes.facts).await?;
    work.seal(&format!("supplier:{supplier}"), detail).await?;
    work.commit().await?;
    Ok(())
}
