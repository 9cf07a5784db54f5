//! Cloud services and their uses as pages show them.

use chrono::NaiveDate;
use kakuzuke_domain::cloud_services::CloudService;
use kakuzuke_store::{CloudServiceRow, CloudUseRow};
use serde::Serialize;
use uuid::Uuid;

/// A service with how its papers stand on a day.
#[derive(Debug, Clone, Serialize)]
pub struct ServiceView {
    pub(super) id: Uuid,
    pub(super) listed: &'static str,
    pub(super) certified: &'static str,
    pub(super) abroad: &'static str,
    #[serde(flatten)]
    pub(super) service: CloudService,
}

impl ServiceView {
    /// The service on a day.
    #[must_use]
    pub fn on(row: CloudServiceRow, day: NaiveDate) -> Self {
        Self {
            id: row.id,
            listed: row.service.listed(day).as_str(),
            certified: row.service.certified(day).as_str(),
            abroad: row.service.abroad().as_str(),
            service: row.service,
        }
    }
}

/// A contract that uses a service.
#[derive(Debug, Clone, Serialize)]
pub struct UseView {
    id: Uuid,
    service: Uuid,
    service_name: String,
    contract: Uuid,
    title: String,
    buyer_code: Option<String>,
    buyer_name: String,
    supplier_name: String,
    purpose: Option<String>,
    valid_from: Option<NaiveDate>,
    valid_to: Option<NaiveDate>,
    over: bool,
}

impl UseView {
    /// The use as it stands on a day.
    #[must_use]
    pub fn on(row: CloudUseRow, day: NaiveDate) -> Self {
        Self {
            id: row.id,
            service: row.service,
            service_name: row.service_name,
            contract: row.contract,
            title: row.title,
            buyer_code: row.buyer_code,
            buyer_name: row.buyer_name,
            supplier_name: row.supplier_name,
            purpose: row.usage.purpose,
            valid_from: row.usage.valid_from,
            valid_to: row.usage.valid_to,
            over: row.usage.valid_to.is_some_and(|to| to < day),
        }
    }
}

#[cfg(test)]
impl UseView {
    /// A use that goes on, and one that is over.
    pub fn samples() -> Vec<Self> {
        let one = |over: bool| Self {
            id: Uuid::nil(),
            service: Uuid::nil(),
            service_name: "見本クラウド".to_owned(),
            contract: Uuid::nil(),
            title: "電子申請サービス利用".to_owned(),
            buyer_code: Some("131016".to_owned()).filter(|_| !over),
            buyer_name: "千代田区".to_owned(),
            supplier_name: "株式会社見本".to_owned(),
            purpose: Some("申請データの保管".to_owned()).filter(|_| over),
            valid_from: NaiveDate::from_ymd_opt(2026, 4, 1),
            valid_to: NaiveDate::from_ymd_opt(2026, 8, 31).filter(|_| over),
            over,
        };
        vec![one(false), one(true)]
    }
}

#[cfg(test)]
impl ServiceView {
    /// Services of every standing.
    pub fn samples() -> Vec<Self> {
        use kakuzuke_domain::cloud_services::{Answerable, Layer, Listing, Register, Responsibility};
        use kakuzuke_domain::subcontracts::Known;
        let day = NaiveDate::from_ymd_opt(2026, 9, 1).unwrap_or_default();
        let service = |register: Option<Register>, to: Option<NaiveDate>| CloudService {
            provider: "見本クラウド株式会社".to_owned(),
            provider_number: register.map(|_| "7000012050002".to_owned()),
            name: "見本クラウド".to_owned(),
            listing: register.map(|register| Listing {
                register,
                number: "C26-0001-1".to_owned(),
                valid_from: None,
                valid_to: to,
            }),
            iso27017: if register.is_some() { Known::Yes } else { Known::Unknown },
            iso27017_to: to,
            countries: register.map(|_| vec!["JP".to_owned(), "US".to_owned()]).unwrap_or_default(),
            responsibilities: Answerable::ALL
                .iter()
                .zip(Layer::ALL)
                .map(|(answerable, layer)| Responsibility {
                    layer: *layer,
                    answerable: *answerable,
                    text: (*answerable == Answerable::Shared).then(|| "設定は利用者".to_owned()),
                })
                .collect(),
            note: register.map(|_| "備考".to_owned()),
        };
        let services = [
            service(None, None),
            service(Some(Register::Ismap), None),
            service(Some(Register::IsmapLiu), NaiveDate::from_ymd_opt(2026, 1, 1)),
        ];
        let row =
            |service| CloudServiceRow { id: Uuid::nil(), seq: 1, service, recorded_at: chrono::DateTime::UNIX_EPOCH };
        services.into_iter().map(|service| Self::on(row(service), day)).collect()
    }
}
