//! Telling people something: notices and the mails that carry them, in bulk.

use std::collections::{HashMap, HashSet};

use kakuzuke_domain::notices::{Channel, NoticeKind};
use sea_orm::Value;
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::mail::{Addressee, Mail};
use super::settings::chosen;
use crate::clock::micros;
use crate::database::{Params, RowExt, all, bulk_insert, ids, in_ids};
use crate::{Result, Work};

/// Something that one person is to be told.
#[derive(Debug, Clone, PartialEq)]
pub struct NewNotice {
    /// The person.
    pub account: Uuid,
    /// What it is about.
    pub kind: NoticeKind,
    /// What its words fill in: codes, numbers, days, names of suppliers; never a person's name or address.
    pub arguments: Map<String, Json>,
    /// The page of what it is about, a path beginning with `/`.
    pub href: String,
    /// The person is told once under this key.
    pub key: String,
}

const INSERT: &str =
    "INSERT INTO notices (id, account_id, kind, arguments, href, notice_key, channel, created_at) VALUES ";
const WIDTH: usize = 8;

impl Work {
    /// Tells people, each by the way of their choice; who was told under the same key is not told again. A fixed number of
    /// statements for each few hundred notices, however many people there are.
    ///
    /// # Errors
    /// The database failed.
    pub async fn notify(&mut self, notices: Vec<NewNotice>) -> Result<()> {
        let settings: HashMap<_, _> = chosen(&*self.tx, notices.iter().map(|notice| notice.account)).await?;
        let now = micros(self.store.now());
        let (mut values, mut mails): (Vec<Value>, _) = (Vec::with_capacity(notices.len() * WIDTH), Vec::new());
        for notice in notices {
            let own = settings.get(&notice.account);
            let channel = match own {
                Some(settings) => settings.channel(notice.kind),
                None => notice.kind.usual_channel(),
            };
            if channel == Channel::Off {
                continue;
            }
            let id = self.new_id();
            if channel == Channel::Mail {
                let mail = Mail {
                    arguments: notice.arguments.clone(),
                    href: Some(notice.href.clone()),
                    ..Mail::new(Addressee::Account(notice.account), format!("notice-{}", notice.kind.as_str()))
                };
                mails.push((id, mail.job(None)?));
            }
            values.extend([
                id.into(),
                notice.account.into(),
                notice.kind.as_str().into(),
                Json::Object(notice.arguments).to_string().into(),
                notice.href.into(),
                notice.key.into(),
                channel.as_str().into(),
                now.into(),
            ]);
        }
        bulk_insert(&*self.tx, INSERT, WIDTH, values, " ON CONFLICT (account_id, notice_key) DO NOTHING").await?;
        let told = self.told(mails.iter().map(|(id, _)| *id)).await?;
        self.enqueue_all(mails.into_iter().filter(|(id, _)| told.contains(id)).map(|(_, job)| job).collect()).await
    }

    /// Those of these new notices that were not known under their key before.
    async fn told(&self, notices: impl Iterator<Item = Uuid>) -> Result<HashSet<Uuid>> {
        let sql = format!("SELECT id FROM notices WHERE {}", in_ids(self.backend(), "id"));
        all(&*self.tx, &sql, Params::new().with(ids(notices))).await?.iter().map(|row| row.get(0)).collect()
    }
}
