//! What one import remembers from chunk to chunk.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::{DateTime, NaiveDate, Utc};
use kakuzuke_domain::accounts::Actor as Person;
use kakuzuke_domain::suppliers::search_key;
use kakuzuke_store::{Buyer, Candidate, NewBuyer, ShownAudits, Store, Work};
use uuid::Uuid;

use super::problems::Problem;
use super::reading::Reading;
use super::report::Outcome;
use super::request::ImportRequest;
use crate::errors::Result;

/// Why versions that an import replaces were replaced.
pub const REASON: &str = "import";

/// What became of one row.
#[derive(Debug)]
pub struct Done {
    /// The row.
    pub reading: Reading,
    /// How it is counted.
    pub outcome: Outcome,
    /// Whom it may mean, where a person has to say.
    pub candidates: Vec<Candidate>,
}

impl Done {
    /// A row that was counted.
    #[must_use]
    pub fn new(reading: Reading, outcome: Outcome) -> Self {
        Self { reading, outcome, candidates: Vec::new() }
    }
}

/// What one import remembers.
pub struct Session {
    /// The present Japanese day.
    pub today: NaiveDate,
    /// Whether suppliers and buyers named in rows are created.
    pub create_missing: bool,
    /// The buyer of the whole file, by code.
    pub buyer: Option<String>,
    /// Whether rows may say that a fact is confirmed or an audit accepted, and correct what is known.
    pub confirms: bool,
    /// Whether rows that name another buyer are refused.
    pub only_buyer: bool,
    /// Who imports, as the rule sees them.
    pub importer: Person,
    store: Store,
    buyers: Option<Vec<Buyer>>,
    seen: HashMap<u64, (u32, u32)>,
    created: HashMap<String, i64>,
    recorded: HashSet<Uuid>,
}

/// What the file itself said before about the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// Nothing.
    Nothing,
    /// The same, in this row.
    Same(u32),
    /// Something else, in this row.
    Different(u32),
}

impl Session {
    /// A new import into `store` by somebody.
    #[must_use]
    pub fn new(store: &Store, request: &ImportRequest, importer: Person) -> Self {
        Self {
            importer,
            today: store.today(),
            create_missing: request.create_missing,
            buyer: request.buyer.clone(),
            confirms: request.confirms,
            only_buyer: request.only_buyer,
            store: store.clone(),
            buyers: None,
            seen: HashMap::new(),
            created: HashMap::new(),
            recorded: HashSet::new(),
        }
    }

    /// The present instant.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.store.now()
    }

    /// Which audits of these suppliers are shown to the buyers inside which the importer has a role.
    ///
    /// # Errors
    /// The database failed.
    pub async fn shown_audits(&self, suppliers: &[Uuid]) -> Result<ShownAudits> {
        let buyers: Vec<Uuid> = self.importer.buyers().collect();
        Ok(self.store.shown_audits(&buyers, Some(suppliers), self.today).await?)
    }

    /// A new id.
    pub fn new_id(&self) -> Uuid {
        self.store.new_id()
    }

    /// The id of a fact that this import records.
    pub fn new_fact(&mut self) -> Uuid {
        let id = self.new_id();
        self.recorded.insert(id);
        id
    }

    /// Whether rows may change a known fact: who may not correct what is recorded may still add to what this import recorded.
    #[must_use]
    pub fn may_change(&self, fact: Uuid) -> bool {
        self.confirms || self.has_recorded(fact)
    }

    /// Whether this import recorded the fact.
    #[must_use]
    pub fn has_recorded(&self, fact: Uuid) -> bool {
        self.recorded.contains(&fact)
    }

    /// The supplier that this import created for rows of one name without a number.
    #[must_use]
    pub fn created(&self, identity: &str) -> Option<i64> {
        self.created.get(identity).copied()
    }

    /// Remembers a supplier that this import created.
    pub fn remember(&mut self, identity: String, supplier: i64) {
        self.created.insert(identity, supplier);
    }

    /// Notes that `row` says `content` about `key`, and tells whether an earlier row of the file was about `key`.
    pub fn note(&mut self, key: &impl Hash, content: &impl Hash, row: u32) -> Before {
        let (key, content) = (hash(key), brief(hash(content)));
        match self.seen.get(&key) {
            None => {
                self.seen.insert(key, (row, content));
                Before::Nothing
            }
            Some((first, known)) if *known == content => Before::Same(*first),
            Some((first, _)) => Before::Different(*first),
        }
    }

    /// The buyer a row names, or that of the whole file. A buyer that is not there is created where that is allowed.
    ///
    /// # Errors
    /// The database failed.
    pub async fn buyer(&mut self, work: &mut Work, reading: &mut Reading) -> Result<Option<i64>> {
        if !self.only_buyer {
            return self.named_buyer(work, reading).await;
        }
        let create_missing = std::mem::replace(&mut self.create_missing, false);
        let named = self.named_buyer(work, reading).await;
        self.create_missing = create_missing;
        let named = named?;
        let code = self.buyer.as_deref();
        let own = self.buyers.iter().flatten().find(|buyer| buyer.code.is_some() && buyer.code.as_deref() == code);
        if named.is_some() && named != own.map(|buyer| buyer.seq) {
            reading.complain_of_row(Problem::error("buyer_foreign"));
            return Ok(None);
        }
        Ok(named)
    }

    async fn named_buyer(&mut self, work: &mut Work, reading: &mut Reading) -> Result<Option<i64>> {
        if self.buyers.is_none() {
            self.buyers = Some(work.buyers().await?);
        }
        let known = self.buyers.as_deref().unwrap_or_default();
        let code = reading.text("buyer_code");
        let name = reading.text("buyer_name");
        let of_file = self.buyer.clone().filter(|_| code.is_none() && name.is_none());
        if let Some(code) = code.as_deref().or(of_file.as_deref()) {
            let digits = kakuzuke_domain::text::compact(code);
            if let Some(buyer) = known.iter().find(|buyer| {
                buyer.code.as_deref().is_some_and(|own| own == digits || own.get(..5) == Some(digits.as_str()))
            }) {
                return Ok(Some(buyer.seq));
            }
            if name.is_none() {
                reading.complain("buyer_code", Problem::error("buyer_unknown").with("buyer", code));
                return Ok(None);
            }
        }
        let Some(name) = name else {
            reading.complain_of_row(Problem::error("buyer_missing"));
            return Ok(None);
        };
        let key = buyer_key(&name);
        if let Some(buyer) = known.iter().find(|buyer| buyer_key(&buyer.name) == key) {
            return Ok(Some(buyer.seq));
        }
        if !self.create_missing {
            reading.complain("buyer_name", Problem::error("buyer_unknown").with("buyer", name));
            return Ok(None);
        }
        let id = self.new_id();
        let new = NewBuyer { id, code: None, name, kana: None, romaji: None, number: None };
        let added = work.add_buyers(vec![new]).await?;
        let seq = added.first().map(|buyer| buyer.seq);
        self.buyers.get_or_insert_default().extend(added);
        Ok(seq)
    }
}

/// 「東京都千代田区役所」 and 「千代田区」 are one buyer.
pub(super) fn buyer_key(name: &str) -> String {
    let key = search_key(name);
    let key =
        key.strip_prefix("東京都").filter(|rest| rest.ends_with('区') || rest.ends_with("区役所")).unwrap_or(&key);
    key.strip_suffix("役所").filter(|rest| rest.ends_with(['区', '市'])).unwrap_or(key).to_owned()
}

/// A fixed hash, the same in every run.
pub fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Half of a hash: enough to tell two rows about one thing apart, and half the memory for a file of a million rows.
fn brief(hash: u64) -> u32 {
    u32::try_from(hash >> 32).unwrap_or(u32::MAX)
}
