//! Contracts: unknown is never the best answer, every judgement explains itself, tax is exact, nothing typed is lost.
use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use kakuzuke_domain::contracts::{
    Answer, Attributes, Availability, Circumstances, CloseOutOutcome, CloseOutRefusal, CloseOutStep, Confidentiality,
    ContractKind, ContractMethod, Criticality, CriticalityOverride, CriticalityRule, Fields, NetworkZone, Part,
    StepRecord, Terms, changes, is_closed_out, is_multi_year, merge, overlaps, rate_on, tax_included_in, with_tax,
};
use proptest::option;
use proptest::prelude::*;
use uuid::Uuid;

fn rule() -> &'static CriticalityRule {
    CriticalityRule::published().last().expect("a rule")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn attributes() -> impl Strategy<Value = Attributes> {
    let flags = [(); 6].map(|()| option::of(any::<bool>()));
    let zones = option::of(prop::collection::vec(prop::sample::select(NetworkZone::ALL), 0..3));
    let class = option::of(prop::sample::select(Confidentiality::ALL));
    let availability = option::of(prop::sample::select(Availability::ALL));
    let count = || option::of(prop_oneof![Just(0_u64), Just(999), Just(1_000), 0_u64..5_000]);
    (flags, zones, class, availability, count(), count()).prop_map(
        |(flags, zones, class, availability, persons, records)| {
            let [personal_data, my_number, core_system, cloud, subcontracting, automatic_renewal] = flags;
            Attributes {
                personal_data,
                my_number,
                core_system,
                cloud,
                subcontracting,
                automatic_renewal,
                zones,
                confidentiality: class,
                availability,
                persons,
                records,
                ..Attributes::default()
            }
            .tidy()
        },
    )
}

/// Every way to forget one thing that is told.
fn forgotten(full: &Attributes) -> Vec<Attributes> {
    let forget: [fn(&mut Attributes); 8] = [
        |one| one.personal_data = None,
        |one| one.my_number = None,
        |one| one.core_system = None,
        |one| one.zones = None,
        |one| one.confidentiality = None,
        |one| one.availability = None,
        |one| one.persons = None,
        |one| one.records = None,
    ];
    let mut all = Vec::new();
    for forget in forget {
        let mut less = full.clone();
        forget(&mut less);
        all.push(less);
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn to_keep_silent_never_pays(full in attributes()) {
        prop_assume!(full.problems().is_empty());
        let judged = rule().judge(&full).criticality;
        for less in forgotten(&full) {
            let silent = rule().judge(&less).criticality;
            prop_assert!(silent.counts() || !judged.counts(), "{less:?} is not critical, {full:?} is {judged}");
            let (told, untold) = (Circumstances::of(&full, judged), Circumstances::of(&less, silent));
            for word in told.applying() {
                prop_assert!(untold.applying().contains(&word), "{word} falls away from {full:?}");
            }
        }
    }

    #[test]
    fn a_judgement_follows_from_its_lines(full in attributes()) {
        let judgement = rule().judge(&full);
        prop_assert_eq!(judgement.lines.len(), rule().conditions.len());
        let has = |answer| judgement.lines.iter().any(|line| line.answer == answer);
        let expected = match (has(Answer::Yes), has(Answer::Unknown)) {
            (true, _) => Criticality::Critical,
            (false, true) => Criticality::Undetermined,
            (false, false) => Criticality::NotCritical,
        };
        prop_assert_eq!(judgement.criticality, expected);
        for line in &judgement.lines {
            prop_assert!(line.tests.iter().all(|(_, answer)| line.answer != Answer::Yes || *answer == Answer::Yes));
            prop_assert_eq!(line.answer == Answer::No, line.tests.iter().any(|(_, answer)| *answer == Answer::No));
        }
        prop_assert_eq!(Attributes::from_json(&full.to_json().unwrap_or("{}".to_owned())).expect("read again"), full);
    }

    #[test]
    fn tax_is_exact_and_cut_to_whole_yen(net in 0_i64..1_000_000_000_000_000, percent in 0_u8..=100) {
        let gross = i128::from(with_tax(net, percent).expect("an amount"));
        let hundredths = i128::from(net) * (100 + i128::from(percent));
        prop_assert!(gross * 100 <= hundredths && hundredths < (gross + 1) * 100);
        let gross = i64::try_from(gross).expect("an amount");
        let inside = i128::from(tax_included_in(gross, percent));
        let whole = i128::from(gross) * i128::from(percent);
        prop_assert!(inside * (100 + i128::from(percent)) <= whole && whole < (inside + 1) * (100 + i128::from(percent)));
    }

    #[test]
    fn periods_overlap_if_they_share_a_day(a in 0_u64..12, b in 0_u64..12, c in 0_u64..12, d in 0_u64..12, open in 0_u8..4) {
        let at = |after| day("2026-04-01") + Days::new(after);
        let one = (Some(at(a.min(b))), (open & 1 == 0).then(|| at(a.max(b))));
        let other = (Some(at(c.min(d))), (open & 2 == 0).then(|| at(c.max(d))));
        let holds = |span: (Option<NaiveDate>, Option<NaiveDate>), on| span.0 <= Some(on) && span.1.is_none_or(|to| on <= to);
        let shared = (0..40).any(|after| holds(one, at(after)) && holds(other, at(after)));
        prop_assert_eq!(overlaps(one, other), shared);
        prop_assert_eq!(overlaps(other, one), shared);
    }

    #[test]
    fn what_two_people_typed_goes_together_or_is_asked(base in fields(), theirs in fields(), mine in fields()) {
        for one in merge(&base, &theirs, &mine) {
            let kept = match one.part {
                Part::Theirs => one.mine == one.base && one.value() == one.theirs,
                Part::Mine => one.theirs == one.base && one.value() == one.mine,
                Part::Both => one.mine == one.theirs && one.value() == one.mine,
                Part::Conflict => one.mine != one.theirs && one.mine != one.base && one.theirs != one.base && one.value() == one.mine,
            };
            prop_assert!(kept, "{one:?}");
        }
        let touched: Vec<String> = merge(&base, &theirs, &mine).into_iter().map(|one| one.name).collect();
        for change in changes(&base, &mine).into_iter().chain(changes(&base, &theirs)) {
            prop_assert!(touched.contains(&change.name), "{} is lost", change.name);
        }
    }
}

fn fields() -> impl Strategy<Value = Fields> {
    prop::collection::btree_map("[a-d]", "[xyz]?", 0..4).prop_map(|map| map.into_iter().collect::<BTreeMap<_, _>>())
}

#[test]
fn every_published_version_can_be_read_and_is_known_by_its_hash() {
    assert_eq!(CriticalityRule::published().len(), CriticalityRule::files().len());
    for rule in CriticalityRule::published() {
        assert_eq!(CriticalityRule::by_sha256(&rule.sha256), Some(rule));
    }
    assert_eq!(rule().sha256, "f1c388e38ff86ef089013e336c6595efc262ece31d0cb34cdb1d461d38356fed");
    assert!(CriticalityRule::from_toml("id = 'x'").is_err());
}

#[test]
fn thresholds_bite_where_they_stand() {
    let quiet = Attributes {
        personal_data: Some(true),
        my_number: Some(false),
        persons: Some(999),
        records: Some(999),
        core_system: Some(false),
        zones: Some(vec![NetworkZone::Internet]),
        confidentiality: Some(Confidentiality::Level3C),
        availability: Some(Availability::Level2),
        ..Attributes::default()
    };
    let of = |one: &Attributes| rule().judge(one).criticality;
    assert_eq!(of(&quiet), Criticality::NotCritical);
    assert_eq!(of(&Attributes { persons: Some(1_000), ..quiet.clone() }), Criticality::Critical);
    assert_eq!(of(&Attributes { records: Some(1_000), ..quiet.clone() }), Criticality::Critical);
    assert_eq!(
        of(&Attributes { confidentiality: Some(Confidentiality::Level3B), ..quiet.clone() }),
        Criticality::Critical
    );
    assert_eq!(of(&Attributes { zones: Some(vec![NetworkZone::Lgwan]), ..quiet.clone() }), Criticality::Critical);
    assert_eq!(of(&Attributes { persons: None, ..quiet.clone() }), Criticality::Undetermined);
    assert_eq!(of(&Attributes::default()), Criticality::Undetermined);
    let instead = CriticalityOverride { critical: true, reason: "区の判断".to_owned(), approval: Uuid::nil() };
    let overridden = Attributes { criticality_override: Some(instead), ..quiet };
    let judgement = rule().judge(&overridden);
    assert_eq!((judgement.by_rule, judgement.criticality), (Criticality::NotCritical, Criticality::Critical));
}

#[test]
fn contradictions_are_told_of_their_field() {
    let contradicting =
        Attributes { personal_data: Some(false), persons: Some(3), my_number: Some(true), ..Attributes::default() };
    let fields: Vec<&str> = contradicting.problems().iter().map(|problem| problem.field).collect();
    assert_eq!(fields, ["persons", "my_number"]);
    let terms = Terms { valid_from: Some(day("2026-04-02")), valid_to: Some(day("2026-04-01")), amount_yen: Some(-1) };
    let codes: Vec<&str> = terms.problems().iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["dates_reversed", "amount_negative"]);
    assert_eq!(is_multi_year(Some(day("2026-04-01")), Some(day("2027-03-31"))), Some(false));
    assert_eq!(is_multi_year(Some(day("2026-04-01")), Some(day("2027-04-01"))), Some(true));
    assert_eq!(is_multi_year(None, Some(day("2027-04-01"))), None);
}

#[test]
fn a_certificate_of_erasure_is_not_done_without_by_one_person() {
    let today = day("2027-04-10");
    for step in CloseOutStep::ALL {
        for outcome in CloseOutOutcome::ALL {
            for by_two in [false, true] {
                let one = StepRecord {
                    step: *step,
                    outcome: *outcome,
                    done_on: Some(today),
                    evidence: "証明書第3号",
                    by_two,
                };
                let alone = match outcome {
                    CloseOutOutcome::Done => true,
                    CloseOutOutcome::NotApplicable => *step != CloseOutStep::ErasureCertificate,
                    CloseOutOutcome::Waived => false,
                };
                let expected = if alone || by_two { Ok(()) } else { Err(CloseOutRefusal::TakesTwo) };
                assert_eq!(one.check(today), expected, "{step} {outcome} {by_two}");
                assert!(StepRecord { evidence: " ", ..one }.check(today).is_err());
            }
        }
    }
    let done = |done_on| StepRecord {
        step: CloseOutStep::AccountsClosed,
        outcome: CloseOutOutcome::Done,
        done_on,
        evidence: "x",
        by_two: false,
    };
    assert_eq!(done(None).check(today), Err(CloseOutRefusal::NoDay));
    assert_eq!(done(Some(day("2027-04-11"))).check(today), Err(CloseOutRefusal::Future));
    assert!(is_closed_out(CloseOutStep::ALL));
    assert!(!is_closed_out(&CloseOutStep::ALL[1..]));
}

#[test]
fn words_of_real_lists_are_understood() {
    let methods = [
        ("一般競争入札", ContractMethod::GeneralBid),
        ("総合評価一般競争入札", ContractMethod::ComprehensiveBid),
        ("指名競争入札", ContractMethod::DesignatedBid),
        ("公募指名", ContractMethod::OpenDesignatedBid),
        ("随意契約", ContractMethod::Negotiated),
        ("見積り合せ", ContractMethod::Quotation),
        ("公募型プロポーザル", ContractMethod::Proposal),
    ];
    for (text, method) in methods {
        assert_eq!(ContractMethod::read(text), Some(method), "{text}");
    }
    assert_eq!(ContractMethod::read("直接入札"), None);
    assert_eq!(ContractKind::read("長期継続契約"), Some(ContractKind::LongTerm));
    let zones = NetworkZone::read("インターネット接続系、ＬＧＷＡＮ接続系");
    assert_eq!(zones, Some(vec![NetworkZone::Lgwan, NetworkZone::Internet]));
    assert_eq!(NetworkZone::read("なし"), Some(Vec::new()));
    assert_eq!(NetworkZone::read("庁内"), None);
    assert_eq!(Confidentiality::read("自治体機密性３Ａ"), Some(Confidentiality::Level3A));
}

#[test]
fn the_rate_of_tax_is_that_of_the_day() {
    let rates = [("1989-03-31", 0), ("1989-04-01", 3), ("2014-03-31", 5), ("2019-09-30", 8), ("2019-10-01", 10)];
    for (on, percent) in rates {
        assert_eq!(rate_on(day(on)), percent, "{on}");
    }
    assert_eq!(with_tax(7_999_999, 10), Some(8_799_998));
    assert_eq!(tax_included_in(8_799_998, 10), 799_999);
    assert_eq!(with_tax(i64::MAX, 10), None);
}
