//! Made-up suppliers in any number, for measurements: six facts each, the same for the same seed.

use chrono::{Days, Months, NaiveDate};
use kakuzuke_domain::assessments::Assessment;
use kakuzuke_domain::attestations::{Assurance, Attestation, AttestationKind, Edition, Scope};
use kakuzuke_domain::audits::{Audit, Finding, Opinion, Severity};
use kakuzuke_domain::duties::Duty;
use kakuzuke_domain::facts::Fact;
use kakuzuke_domain::suppliers::{CorporateNumber, SupplierKind};
use kakuzuke_domain::trainings::{Training, TrainingKind};
use kakuzuke_store::{Actor, NewFact, NewSupplier, Profile};
use serde_json::json;
use uuid::Uuid;

use crate::Services;
use crate::chance::Chance;
use crate::errors::Result;

/// Suppliers of one ledger entry.
const CHUNK: u64 = 500;
/// Base numbers of made-up companies: a code of registry that no registry has (9999), so that none is a real company's.
const BASE: u64 = 999_900_000_000;

/// Words from which names are built: 20 × 20 × a running number.
const HEADS: [&str; 20] = [
    "架空", "見本", "例示", "仮称", "模擬", "想定", "雛形", "練習", "仮置", "試験", "検証", "合成", "標本", "仮設",
    "代替", "設例", "演習", "疑似", "人工", "無名",
];
const TAILS: [(&str, &str); 20] = [
    ("情報システム", "ジョウホウシステム"),
    ("データ処理", "データショリ"),
    ("ソフトウェア", "ソフトウェア"),
    ("クラウド", "クラウド"),
    ("ネットワーク", "ネットワーク"),
    ("印刷", "インサツ"),
    ("警備", "ケイビ"),
    ("清掃", "セイソウ"),
    ("給食", "キュウショク"),
    ("建物管理", "タテモノカンリ"),
    ("保守", "ホシュ"),
    ("コールセンター", "コールセンター"),
    ("人材", "ジンザイ"),
    ("文書管理", "ブンショカンリ"),
    ("教育", "キョウイク"),
    ("福祉", "フクシ"),
    ("計算センター", "ケイサンセンター"),
    ("通信", "ツウシン"),
    ("図書館運営", "トショカンウンエイ"),
    ("健診", "ケンシン"),
];

/// Adds `suppliers` made-up suppliers; `progress` hears how many are done.
///
/// # Errors
/// Some of their numbers are taken (the register was filled before), or the database failed.
pub async fn fill(services: &Services, suppliers: u64, seed: u64, progress: &(dyn Fn(u64) + Sync)) -> Result<u64> {
    let store = services.store();
    let today = store.today();
    let mut done = 0;
    let mut work = store.begin(&Actor::command_line(), "synth").await?;
    while done < suppliers {
        let count = CHUNK.min(suppliers - done);
        let mut new = Vec::with_capacity(usize::try_from(count).unwrap_or(0));
        for index in done..done + count {
            let mut chance = Chance::new(seed ^ index.wrapping_mul(0xA076_1D64_78BD_642F));
            let number = CorporateNumber::from_base(BASE + index).map(|number| number.to_string());
            new.push((NewSupplier { id: id(&mut chance), kind: SupplierKind::Corporation, number }, chance));
        }
        let added = work.add_suppliers(new.iter().map(|(supplier, _)| supplier.clone()).collect()).await?;
        let mut facts = Vec::with_capacity(added.len() * 7);
        for ((supplier, (_, mut chance)), index) in added.into_iter().zip(new).zip(done..) {
            facts.push(NewFact::profile(supplier.seq, id(&mut chance), &profile(index, supplier.number), None, None));
            facts.extend(six(today, &mut chance).map(|(id, fact)| NewFact::graded(supplier.seq, id, &fact)));
        }
        work.record(facts).await?;
        done += count;
        work.seal("synth", json!({"suppliers": count, "seed": seed})).await?;
        progress(done);
    }
    work.commit().await?;
    Ok(done)
}

fn profile(index: u64, number: Option<String>) -> Profile {
    let head = HEADS.get(usize::try_from(index % 20).unwrap_or(0)).copied().unwrap_or_default();
    let (tail, kana) = TAILS.get(usize::try_from(index / 20 % 20).unwrap_or(0)).copied().unwrap_or_default();
    let serial = index / 400 + 1;
    let name = if index.is_multiple_of(3) {
        format!("{head}{tail}{serial}株式会社")
    } else {
        format!("株式会社{head}{tail}{serial}")
    };
    let mut profile = Profile::new(name, SupplierKind::Corporation, number);
    profile.kana = Some(format!("{kana}{serial}"));
    profile.prefecture = Some("東京都".to_owned());
    let wards = kakuzuke_domain::buyers::wards();
    let ward = wards.get(usize::try_from(index % 23).unwrap_or(0));
    profile.city = ward.map(|ward| ward.name.to_owned());
    profile
}

/// Six facts: a declaration, a certificate, an audit with a finding, a duty, a self-assessment and a training.
fn six(today: NaiveDate, chance: &mut Chance) -> [(Uuid, Fact); 6] {
    let ids: [Uuid; 6] = std::array::from_fn(|_| id(chance));
    let name = |position: usize| ids.get(position).copied().unwrap_or_default().to_string();
    let declared = Attestation {
        id: name(0),
        kind: AttestationKind::SecurityAction,
        level: Some(if chance.percent(40) { 2 } else { 1 }),
        edition: None,
        scope: None,
        number: format!("599{:08}", chance.below(100_000_000)),
        assurance: Assurance::SelfDeclared,
        valid_from: ago(today, chance, 3, 30),
        valid_to: None,
        statuses: Vec::new(),
    };
    let from = ago(today, chance, 2, 34);
    let isms = chance.percent(45);
    let certified = Attestation {
        id: name(1),
        kind: if isms { AttestationKind::Iso27001 } else { AttestationKind::PrivacyMark },
        level: None,
        edition: isms.then_some(Edition::Of2022),
        scope: isms.then_some(if chance.percent(60) { Scope::Covers } else { Scope::Partly }),
        number: format!("SYNTH-{:08}", chance.below(100_000_000)),
        assurance: Assurance::OfficialRegister,
        valid_from: from,
        valid_to: from.checked_add_months(Months::new(if isms { 36 } else { 24 })),
        statuses: Vec::new(),
    };
    let performed_on = ago(today, chance, 1, 26);
    let due_on = ahead(performed_on, 90);
    let closed_on = Some(ahead(due_on, chance.below(60))).filter(|day| *day <= today && chance.percent(70));
    let severity = if chance.percent(25) { Severity::Major } else { Severity::Minor };
    let audited = Audit {
        id: name(2),
        performed_on,
        accepted_on: Some(ahead(performed_on, 14)),
        third_party: chance.percent(80),
        opinion: if chance.percent(60) { Opinion::Conforming } else { Opinion::ConformingWithFindings },
        findings: vec![Finding { id: "f1".to_owned(), severity, due_on, closed_on, promised_on: None }],
    };
    let due_on = ago(today, chance, 0, 11);
    let done_on = chance.percent(85).then(|| ahead(due_on, chance.below(6)));
    let owed = Duty { id: name(3), code: "access_log".to_owned(), due_on, done_on };
    let score = i16::try_from(chance.between(35, 100)).unwrap_or(60);
    let assessed =
        Assessment { id: name(4), instrument: "ipa25".to_owned(), score, completed_on: ago(today, chance, 0, 20) };
    let trained = Training {
        id: name(5),
        kind: TrainingKind::JointTraining,
        held_on: ago(today, chance, 0, 18),
        attended: chance.percent(75),
        clicked_permille: None,
        reported_permille: None,
    };
    let facts = [
        Fact::Attestation(declared),
        Fact::Attestation(certified),
        Fact::Audit(audited),
        Fact::Duty(owed),
        Fact::Assessment(assessed),
        Fact::Training(trained),
    ];
    let mut ids = ids.into_iter();
    facts.map(|fact| (ids.next().unwrap_or_default(), fact))
}

fn ago(today: NaiveDate, chance: &mut Chance, from: i64, to: i64) -> NaiveDate {
    let days = chance.between(from * 30, to * 30 + 29);
    today.checked_sub_days(Days::new(u64::try_from(days).unwrap_or(0))).unwrap_or(today)
}

fn ahead(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

fn id(chance: &mut Chance) -> Uuid {
    let (high, low) = (chance.bits(), chance.bits());
    uuid::Builder::from_random_bytes((u128::from(high) << 64 | u128::from(low)).to_be_bytes()).into_uuid()
}
