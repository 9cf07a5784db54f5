//! Microseconds per supplier with six facts, the whole breakdown included, on one core.
use std::hint::black_box;
use std::time::Instant;

use chrono::{Days, NaiveDate};
use kakuzuke_domain::facts::SupplierFacts;
use kakuzuke_domain::grades::grade;
use kakuzuke_domain::schemes::Scheme;

const SCHEME: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/seed/schemes/tokubetsuku-2026.toml");
const ROUNDS: u32 = 9;
const PER_ROUND: u32 = 100_000;

/// The median of several rounds over suppliers whose dates differ.
pub fn measure() {
    let scheme = Scheme::from_toml(&std::fs::read(SCHEME).expect("the scheme")).expect("a scheme");
    let suppliers: Vec<SupplierFacts> = (0..97).map(six_facts).collect();
    let on = NaiveDate::from_ymd_opt(2026, 9, 1).expect("a day");
    let mut rounds: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let began = Instant::now();
            for facts in suppliers.iter().cycle().take(PER_ROUND as usize) {
                black_box(grade(black_box(&scheme), black_box(facts), on));
            }
            began.elapsed().as_secs_f64() * 1e6 / f64::from(PER_ROUND)
        })
        .collect();
    rounds.sort_by(f64::total_cmp);
    println!(
        "grading    {:.3} µs per supplier with six facts (best {:.3}, worst {:.3})",
        rounds[rounds.len() / 2],
        rounds[0],
        rounds[rounds.len() - 1]
    );
}

/// One fact of each room, shifted by some days so that no two suppliers are alike.
fn six_facts(shift: u64) -> SupplierFacts {
    let day = |text: &str| text.parse::<NaiveDate>().expect("a day") - Days::new(shift);
    let json = format!(
        r#"{{"supplier":"2040001999902",
        "attestations":[{{"id":"a","kind":"iso27001","edition":"2022","scope":"covers","number":"IS 1","assurance":"official_register","valid_from":"{}","valid_to":"2028-05-31","statuses":[]}}],
        "audits":[{{"id":"u","performed_on":"{}","accepted_on":"{}","third_party":true,"opinion":"conforming_with_findings","findings":[{{"id":"f","severity":"major","due_on":"{}"}}]}}],
        "duties":[{{"id":"d","code":"access_log","due_on":"{}","done_on":"{}"}}],
        "assessments":[{{"id":"s","instrument":"ipa25","score":86,"completed_on":"{}"}}],
        "trainings":[{{"id":"t","kind":"joint_training","held_on":"{}","attended":true}}],
        "incidents":[{{"id":"i","detected_at":"{}T17:30:00+09:00","first_report_at":null,"attributable":"yes","records":10,"outages":[]}}]}}"#,
        day("2025-06-01"),
        day("2026-05-20"),
        day("2026-06-10"),
        day("2026-09-30"),
        day("2026-07-10"),
        day("2026-07-08"),
        day("2026-04-20"),
        day("2026-06-01"),
        day("2026-08-21"),
    );
    SupplierFacts::from_json(&json).expect("facts")
}
