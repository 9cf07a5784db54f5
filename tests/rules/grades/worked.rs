//! Worked examples of design section 3.2, criterion by criterion.

use super::support::{
    attestation, audit, day, earns, facts, graded, incident, isms, line, scheme_with_scs_from, star, with,
};
use kakuzuke_domain::grades::grade;
use serde_json::{Value, json};

const ON: &str = "2026-11-22";

fn attested(list: Value, criterion: &str) -> (i64, &'static str) {
    earns(&facts(json!({"attestations": list})), criterion, ON)
}

#[test]
fn the_highest_of_a_family_counts() {
    assert_eq!(attested(json!([star("a1", 1)]), "baseline"), (5_000, "attested"));
    assert_eq!(attested(json!([star("a1", 1), star("a2", 2)]), "baseline"), (12_000, "attested"));
    let scs = with(attestation("a1", "scs"), "level", json!(4));
    assert_eq!(attested(json!([scs.clone()]), "baseline"), (0, "not_started"));
    let one = facts(json!({"attestations": [scs, star("a2", 2)]}));
    let scheme = scheme_with_scs_from("2026-11-22");
    assert_eq!(line(&grade(&scheme, &one, day(ON)), "baseline").points_milli, 30_000);
    assert_eq!(line(&grade(&scheme, &one, day("2026-11-21")), "baseline").points_milli, 12_000);
}

#[test]
fn isms_counts_by_scope_and_edition() {
    for (scope, points) in [("covers", 18_000), ("partly", 9_000), ("not", 0), ("unknown", 0)] {
        assert_eq!(attested(json!([isms("a1", "2022", scope)]), "isms").0, points, "{scope}");
    }
    assert_eq!(attested(json!([isms("a1", "2013", "covers")]), "isms"), (0, "edition_ended"));
    let old = facts(json!({"attestations": [isms("a1", "2013", "covers")]}));
    assert_eq!(earns(&old, "isms", "2025-10-31"), (18_000, "attested"));
    assert_eq!(earns(&old, "isms", "2025-11-01"), (0, "edition_ended"));
}

#[test]
fn a_cloud_supplement_needs_its_base() {
    let cloud = || attestation("a9", "iso27017");
    assert_eq!(attested(json!([cloud()]), "isms"), (0, "no_attestation"));
    assert_eq!(attested(json!([cloud(), isms("a1", "2022", "unknown")]), "isms"), (0, "scope_not_covered"));
    assert_eq!(attested(json!([cloud(), isms("a1", "2022", "partly")]), "isms"), (13_000, "attested_with_supplement"));
    let ended = with(cloud(), "valid_to", json!("2026-11-21"));
    assert_eq!(attested(json!([ended, isms("a1", "2022", "covers")]), "isms"), (18_000, "attested"));
}

#[test]
fn the_other_families() {
    assert_eq!(attested(json!([attestation("a1", "privacy_mark")]), "privacy"), (10_000, "attested"));
    assert_eq!(
        attested(json!([attestation("a1", "ismap"), attestation("a2", "ismap_liu")]), "cloud"),
        (6_000, "attested")
    );
    assert_eq!(attested(json!([attestation("a2", "ismap_liu")]), "cloud"), (3_000, "attested"));
    assert_eq!(attested(json!([attestation("a1", "soc2")]), "soc2"), (0, "shown_only"));
}

#[test]
fn the_sum_of_the_families_is_capped() {
    let list = json!([
        star("a1", 2),
        isms("a2", "2022", "covers"),
        attestation("a3", "iso27017"),
        attestation("a4", "privacy_mark"),
        attestation("a5", "ismap")
    ]);
    let one = facts(json!({"attestations": list}));
    let grade = graded(&one, ON);
    let cap = line(&grade, "cap");
    // 12 + 22 + 10 + 6 = 50
    assert_eq!((cap.group, cap.points_milli, cap.maximum_milli), ("attestations", -10_000, 0));
    // 40 x 100 / 80
    assert_eq!(line(&grade, "scaling").points_milli, 10_000);
    assert_eq!(grade.points_milli, 50_000);
}

#[test]
fn an_attestation_earns_only_while_it_stands() {
    let mark = || attestation("a1", "privacy_mark");
    let status =
        |kind: &str, from: &str, to: Value| with(mark(), "statuses", json!([{"status": kind, "from": from, "to": to}]));
    for (one, expected) in [
        (with(mark(), "assurance", json!("unconfirmed")), (0, "attestation_unconfirmed")),
        (with(mark(), "valid_from", json!("2026-11-23")), (0, "attestation_not_yet")),
        (with(mark(), "valid_from", json!(ON)), (10_000, "attested")),
        (with(mark(), "valid_to", json!("2026-11-21")), (0, "attestation_expired")),
        (with(mark(), "valid_to", json!(ON)), (10_000, "attested")),
        (status("suspended", ON, json!(ON)), (0, "attestation_suspended")),
        (status("suspended", "2026-01-01", json!("2026-11-21")), (10_000, "attested")),
        (status("revoked", ON, json!(null)), (0, "attestation_revoked")),
        (status("returned", ON, json!(null)), (0, "attestation_returned")),
        (status("under_renewal", ON, json!(null)), (10_000, "attested")),
        (with(status("under_renewal", ON, json!(null)), "valid_to", json!("2026-11-21")), (0, "attestation_expired")),
    ] {
        assert_eq!(attested(json!([one]), "privacy"), expected, "{one}");
    }
}

#[test]
fn ismap_outlives_its_end_while_under_renewal() {
    let one = json!({"id": "a1", "kind": "ismap", "number": "C21-0001-2", "assurance": "official_register",
        "valid_from": "2025-01-01", "valid_to": "2026-10-31",
        "statuses": [{"status": "under_renewal", "from": "2026-09-01", "to": "2026-12-31"}]});
    let one = facts(json!({"attestations": [one]}));
    assert_eq!(earns(&one, "cloud", "2026-11-22"), (6_000, "attested"));
    assert_eq!(earns(&one, "cloud", "2026-12-31"), (6_000, "attested"));
    assert_eq!(earns(&one, "cloud", "2027-01-01"), (0, "attestation_expired"));
}

#[test]
fn an_audit_ages_in_calendar_months() {
    let one = facts(json!({"audits": [audit("u1", "2024-02-29", "conforming")]}));
    for (on, points, reason) in [
        ("2024-02-28", 0, "no_audit"),
        ("2024-02-29", 25_000, "audited"),
        ("2025-02-28", 25_000, "audited"),
        ("2025-03-01", 12_000, "audited"),
        ("2025-08-28", 12_000, "audited"),
        ("2025-08-29", 5_000, "audited"),
        ("2026-02-28", 5_000, "audited"),
        ("2026-03-01", 0, "audit_too_old"),
    ] {
        assert_eq!(earns(&one, "report", on), (points, reason), "{on}");
    }
}

#[test]
fn the_opinion_takes_its_share() {
    let report = |opinion, on| earns(&facts(json!({"audits": [audit("u1", "2025-06-01", opinion)]})), "report", on);
    assert_eq!(report("conforming_with_findings", "2026-05-31").0, 17_500);
    assert_eq!(report("conforming_with_findings", "2026-06-01").0, 8_400);
    assert_eq!(report("conforming_with_findings", "2026-12-01").0, 3_500);
    assert_eq!(report("nonconforming", "2026-05-31"), (0, "audit_nonconforming"));
}

#[test]
fn the_latest_accepted_third_party_audit_counts() {
    let waiting = with(audit("u2", "2026-10-01", "nonconforming"), "accepted_on", json!("2026-11-23"));
    let own = with(audit("u3", "2026-11-01", "nonconforming"), "third_party", json!(false));
    let list = json!({"audits": [audit("u1", "2026-01-01", "conforming"), waiting, own]});
    let one = facts(list);
    assert_eq!(earns(&one, "report", ON), (25_000, "audited"));
    assert_eq!(earns(&one, "report", "2026-11-23"), (0, "audit_nonconforming"));
    assert_eq!(graded(&one, ON).next_change_on, Some(day("2026-11-23")));
    let tied =
        facts(json!({"audits": [audit("u1", "2026-01-01", "nonconforming"), audit("u2", "2026-01-01", "conforming")]}));
    assert_eq!(earns(&tied, "report", ON), (25_000, "audited"));
}

#[test]
fn overdue_findings_take_points_but_not_below_the_group() {
    let finding = |id: &str, severity: &str, due: &str, closed: Value| json!({"id": id, "severity": severity, "due_on": due, "closed_on": closed});
    let own = with(audit("u1", "2024-01-01", "conforming"), "third_party", json!(false));
    let own = with(
        own,
        "findings",
        json!([
            finding("f1", "major", "2026-11-21", json!(null)),
            finding("f2", "minor", "2026-11-21", json!("2026-11-23")),
            finding("f3", "minor", "2026-11-21", json!(ON)),
            finding("f4", "minor", ON, json!(null)),
            finding("f5", "observation", "2024-01-01", json!(null)),
        ]),
    );
    let one = facts(json!({"audits": [own]}));
    assert_eq!(earns(&one, "findings", ON), (-4_000, "findings_overdue"));
    let grade = graded(&one, ON);
    let cap = line(&grade, "cap");
    assert_eq!((cap.group, cap.points_milli, cap.reason.as_str()), ("audit", 4_000, "group_minimum"));
    assert_eq!(grade.points_milli, 0);
}

#[test]
fn duties_count_for_a_year_and_until_they_are_done() {
    let duty =
        |id: &str, due: &str, done: Value| json!({"id": id, "code": "access_log", "due_on": due, "done_on": done});
    let duties = |list: Value, on: &str| {
        let one = facts(json!({"duties": list}));
        let (points, reason) = earns(&one, "on_time", on);
        (points, reason, graded(&one, on).coverage_milli)
    };
    assert_eq!(duties(json!([]), ON), (0, "no_duties", 80_000));
    assert_eq!(duties(json!([duty("d1", ON, json!(ON))]), ON), (0, "no_duties", 80_000));
    let three = json!([
        duty("d1", "2026-01-01", json!("2026-01-01")),
        duty("d2", "2026-02-01", json!("2026-02-02")),
        duty("d3", "2026-03-01", json!(null))
    ]);
    assert_eq!(duties(three, ON), (6_666, "duties_on_time", 100_000));
    assert_eq!(duties(json!([duty("d1", "2025-11-22", json!("2025-11-22"))]), ON), (20_000, "duties_on_time", 100_000));
    assert_eq!(duties(json!([duty("d1", "2025-11-21", json!("2025-11-21"))]), ON), (0, "no_duties", 80_000));
    assert_eq!(duties(json!([duty("d1", "2020-01-01", json!(null))]), ON), (0, "duties_on_time", 100_000));
    assert_eq!(duties(json!([duty("d1", "2020-01-01", json!("2026-11-23"))]), ON), (0, "duties_on_time", 100_000));
    assert_eq!(duties(json!([duty("d1", "2020-01-01", json!(ON))]), ON), (0, "no_duties", 80_000));
}

#[test]
fn the_latest_assessment_counts() {
    let scored =
        |id: &str, score: i64, on: &str| json!({"id": id, "instrument": "ipa25", "score": score, "completed_on": on});
    let assessed = |list: Value| earns(&facts(json!({"assessments": list})), "assessment", ON);
    assert_eq!(assessed(json!([scored("s1", 80, ON)])), (5_000, "assessed"));
    assert_eq!(assessed(json!([scored("s1", 79, ON)])), (2_000, "assessed"));
    assert_eq!(assessed(json!([scored("s1", 60, ON)])), (2_000, "assessed"));
    assert_eq!(assessed(json!([scored("s1", 59, ON)])), (0, "score_too_low"));
    assert_eq!(assessed(json!([scored("s1", 90, "2026-01-01"), scored("s2", 59, "2026-01-02")])), (0, "score_too_low"));
    assert_eq!(assessed(json!([scored("s1", 59, "2026-01-02"), scored("s2", 90, "2026-01-02")])), (5_000, "assessed"));
    assert_eq!(assessed(json!([scored("s1", 90, "2025-11-22")])), (0, "no_recent_assessment"));
    assert_eq!(assessed(json!([scored("s1", 90, "2025-11-23")])), (5_000, "assessed"));
    assert_eq!(assessed(json!([scored("s1", 90, "2026-11-23")])), (0, "no_recent_assessment"));
}

#[test]
fn trainings_are_counted_and_drills_measured() {
    let training = |id: &str, kind: &str, on: &str, clicked: Value, reported: Value| {
        json!({"id": id, "kind": kind, "held_on": on,
        "attended": true, "clicked_permille": clicked, "reported_permille": reported})
    };
    let joint = |id: &str, on: &str| training(id, "joint_training", on, json!(null), json!(null));
    let trained = |list: Value| earns(&facts(json!({"trainings": list})), "joint_training", ON);
    assert_eq!(trained(json!([joint("t1", ON)])), (3_000, "trained"));
    assert_eq!(trained(json!([joint("t1", ON), joint("t2", "2025-11-23"), joint("t3", ON)])), (6_000, "trained"));
    assert_eq!(trained(json!([joint("t1", ON), joint("t2", "2025-11-22")])), (3_000, "trained"));
    assert_eq!(trained(json!([with(joint("t1", ON), "attended", json!(false))])), (0, "no_recent_training"));
    assert_eq!(trained(json!([training("t1", "seminar", ON, json!(null), json!(null))])), (0, "no_recent_training"));
    let drill = |on: &str, clicked: Value, reported: Value| training(on, "phishing_drill", on, clicked, reported);
    let drilled = |list: Value| earns(&facts(json!({"trainings": list})), "drill", ON);
    assert_eq!(drilled(json!([drill(ON, json!(29), json!(800))])), (4_000, "drill_passed"));
    assert_eq!(drilled(json!([drill(ON, json!(30), json!(800))])), (0, "drill_missed"));
    assert_eq!(drilled(json!([drill(ON, json!(29), json!(799))])), (0, "drill_missed"));
    assert_eq!(drilled(json!([drill(ON, json!(0), json!(null))])), (0, "drill_rates_unknown"));
    assert_eq!(
        drilled(json!([drill(ON, json!(null), json!(null)), drill("2026-11-01", json!(0), json!(1000))])),
        (0, "drill_rates_unknown")
    );
}

#[test]
fn incidents_take_points() {
    let at = "2026-08-21T17:30:00+09:00";
    let takes = |one: Value, on: &str| earns(&facts(json!({"incidents": [one]})), "incident", on);
    let small = incident("i1", at);
    assert_eq!(takes(small.clone(), "2026-08-20"), (0, "no_recent_incident"));
    assert_eq!(takes(small.clone(), "2026-08-21"), (-2_000, "incident_counted"));
    assert_eq!(takes(small.clone(), "2027-08-20"), (-2_000, "incident_counted"));
    assert_eq!(takes(small.clone(), "2027-08-21"), (0, "no_recent_incident"));
    let reported = |when: Value| takes(with(small.clone(), "first_report_at", when), ON).0;
    assert_eq!(reported(json!("2026-08-21T18:30:00+09:00")), -2_000);
    assert_eq!(reported(json!("2026-08-21T09:30:01Z")), -5_000);
    assert_eq!(reported(json!(null)), -5_000);
    assert_eq!(takes(with(small.clone(), "records", json!(1_000)), ON).0, -7_000);
    assert_eq!(takes(with(small.clone(), "records", json!(999)), ON).0, -2_000);
    assert_eq!(takes(with(small.clone(), "attributable", json!("undetermined")), ON), (0, "incident_attribution_open"));
    assert_eq!(takes(with(small, "attributable", json!("no")), ON), (0, "incident_not_attributable"));
    let night = incident("i1", "2026-08-21T15:00:00Z");
    assert_eq!(takes(night.clone(), "2026-08-21").1, "no_recent_incident", "the Japanese day is the 22nd");
    assert_eq!(takes(night, "2026-08-22").1, "incident_counted");
}

#[test]
fn an_unknown_size_turns_serious_on_the_61st_day() {
    let one = with(incident("i1", "2026-08-21T17:30:00+09:00"), "outages", json!(null));
    let one = facts(json!({"incidents": [one]}));
    assert_eq!(earns(&one, "incident", "2026-10-20").0, -2_000);
    assert_eq!(earns(&one, "incident", "2026-10-21").0, -7_000);
    assert_eq!(graded(&one, "2026-08-21").next_change_on, Some(day("2026-10-21")));
}

#[test]
fn outages_add_up_over_days_and_count_once() {
    let outage = |from: &str, to: Value| json!({"from": from, "to": to});
    let with_outages =
        |list: Value| facts(json!({"incidents": [with(incident("i1", "2026-08-21T17:30:00+09:00"), "outages", list)]}));
    let open = with_outages(json!([outage("2026-08-21T18:00:00+09:00", json!(null))]));
    assert_eq!(earns(&open, "incident", "2026-08-22").0, -7_000, "6 and 24 hours");
    assert_eq!(earns(&open, "incident", "2026-08-21").0, -2_000);
    let exact = with_outages(json!([outage("2026-08-22T00:00:00+09:00", json!("2026-08-23T00:00:00+09:00"))]));
    assert_eq!(earns(&exact, "incident", "2026-08-22").0, -7_000, "exactly 86,400 s by the end of the day");
    let short = with_outages(json!([outage("2026-08-22T00:00:01+09:00", json!("2026-08-23T00:00:00+09:00"))]));
    assert_eq!(earns(&short, "incident", ON).0, -2_000);
    let twice = with_outages(json!([
        outage("2026-08-22T00:00:00+09:00", json!("2026-08-22T18:00:00+09:00")),
        outage("2026-08-22T06:00:00+09:00", json!("2026-08-22T17:00:00+09:00")),
    ]));
    assert_eq!(earns(&twice, "incident", ON).0, -2_000);
    let apart = with_outages(json!([
        outage("2026-08-22T00:00:00+09:00", json!("2026-08-22T18:00:00+09:00")),
        outage("2026-09-22T00:00:00+09:00", json!("2026-09-22T06:00:00+09:00")),
    ]));
    assert_eq!(earns(&apart, "incident", "2026-09-21").0, -2_000);
    assert_eq!(earns(&apart, "incident", "2026-09-22").0, -7_000);
    assert_eq!(graded(&apart, "2026-08-21").next_change_on, Some(day("2026-09-22")));
}

#[test]
fn deductions_stop_at_twenty_and_the_total_at_zero() {
    let late = |id: &str| {
        with(with(incident(id, "2026-08-21T17:30:00+09:00"), "records", json!(5_000)), "first_report_at", json!(null))
    };
    let one = facts(json!({"incidents": [late("i1"), late("i2"), late("i3")], "attestations": [star("a1", 1)]}));
    let grade = graded(&one, ON);
    let cap = line(&grade, "cap");
    assert_eq!((cap.group, cap.points_milli), ("incidents", 10_000));
    // 5 x 100 / 80 = 6.25, then -20
    assert_eq!(line(&grade, "floor").points_milli, 13_750);
    assert_eq!(grade.points_milli, 0);
}
