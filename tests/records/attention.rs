//! What the first page shows.

use kakuzuke_domain::facts::{Fact, Room};
use kakuzuke_store::NewFact;

use crate::both;
use crate::house::{House, certificate, day};

both!(what_changes_ends_is_suspended_or_overdue);

async fn what_changes_ends_is_suspended_or_overdue(house: House) {
    let suppliers = house.register(&[("株式会社国税商事あ", None), ("株式会社国税商事井", None)]).await;
    let mut work = house.begin().await;
    let spans = r#"[{"status":"suspended","from":"2026-08-01","to":null}]"#;
    let audit = work.new_id();
    let body = format!(
        r#"{{"id":"{audit}","performed_on":"2026-05-20","accepted_on":"2026-06-10","third_party":true,"opinion":"conforming_with_findings","findings":[{{"id":"f1","severity":"major","due_on":"2026-08-31","closed_on":null,"promised_on":null}}]}}"#
    );
    let facts = vec![
        certificate(&suppliers[0], work.new_id(), "2025-06-01", "2026-09-20", "[]"),
        certificate(&suppliers[1], work.new_id(), "2025-06-01", "2027-09-20", spans),
        NewFact::graded(suppliers[1].seq, audit, &Fact::from_body(Room::Audit, &body).expect("an audit")),
    ];
    work.record(facts).await.expect("recorded");
    work.commit().await.expect("committed");
    let seen = house.store.attention(30, 10).await.expect("attention");
    assert_eq!((seen.expiring.total, seen.expiring.rows[0].valid_to), (1, day("2026-09-20")));
    assert_eq!((seen.suspended.total, seen.suspended.rows[0].from), (1, day("2026-08-01")));
    assert_eq!(seen.changing.rows[0].next_change_on, day("2026-09-21"));
}
