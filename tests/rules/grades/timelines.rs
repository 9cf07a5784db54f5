//! The grade over time.

use super::strategies::{days, good_facts};
use super::support::SCHEME;
use chrono::Days;
use kakuzuke_domain::grades::{grade, timeline};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn a_timeline_tells_every_day(facts in good_facts(), from in days()) {
        let to = from + Days::new(700);
        let walked = timeline(&SCHEME, &facts, from, to);
        let mut expected: Vec<(chrono::NaiveDate, _, i64)> = Vec::new();
        for day in from.iter_days().take_while(|day| *day <= to) {
            let grade = grade(&SCHEME, &facts, day);
            if expected.last().map(|last| (last.1, last.2)) != Some((grade.band, grade.points_milli)) {
                expected.push((day, grade.band, grade.points_milli));
            }
        }
        prop_assert_eq!(walked, expected);
    }
}
