//! Cloud services: papers hold for their days, and what contradicts itself is refused with its field.
use chrono::NaiveDate;
use kakuzuke_domain::cloud_services::{
    Answerable, CloudService, CloudUse, Layer, Listing, ListingStanding, Register, Responsibility,
};
use kakuzuke_domain::subcontracts::Known;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn service() -> CloudService {
    CloudService {
        provider: "架空クラウド株式会社".to_owned(),
        provider_number: None,
        name: "架空クラウド".to_owned(),
        listing: Some(Listing {
            register: Register::Ismap,
            number: "C26-0001-1".to_owned(),
            valid_from: Some(day("2026-04-01")),
            valid_to: Some(day("2027-03-31")),
        }),
        iso27017: Known::Yes,
        iso27017_to: Some(day("2026-12-31")),
        countries: vec!["JP".to_owned(), "US".to_owned()],
        responsibilities: vec![Responsibility { layer: Layer::Data, answerable: Answerable::Buyer, text: None }],
        note: None,
    }
}

#[test]
fn a_listing_holds_for_its_days_both_included() {
    let days = [
        ("2026-03-31", ListingStanding::NotYet),
        ("2026-04-01", ListingStanding::Valid),
        ("2027-03-31", ListingStanding::Valid),
        ("2027-04-01", ListingStanding::Expired),
    ];
    for (on, standing) in days {
        assert_eq!(service().listed(day(on)), standing, "{on}");
    }
    assert_eq!(CloudService { listing: None, ..service() }.listed(day("2026-04-01")), ListingStanding::None);
    assert_eq!(service().certified(day("2026-12-31")), ListingStanding::Valid);
    assert_eq!(service().certified(day("2027-01-01")), ListingStanding::Expired);
    let unknown = CloudService { iso27017: Known::Unknown, iso27017_to: None, ..service() };
    assert_eq!(unknown.certified(day("2026-04-01")), ListingStanding::None);
}

#[test]
fn data_abroad_is_said_and_silence_is_not_home() {
    assert_eq!(service().abroad(), Known::Yes);
    assert_eq!(CloudService { countries: vec!["JP".to_owned()], ..service() }.abroad(), Known::No);
    assert_eq!(CloudService { countries: Vec::new(), ..service() }.abroad(), Known::Unknown);
}

#[test]
fn what_contradicts_itself_is_refused_with_its_field() {
    assert_eq!(service().check(), Ok(()));
    let listing = service().listing.unwrap();
    let twice = vec![service().responsibilities[0].clone(); 2];
    let country = |code: &str| CloudService { countries: vec![code.to_owned()], ..service() };
    let cases = [
        (CloudService { provider: String::new(), ..service() }, ("provider", "missing")),
        (CloudService { name: "名".repeat(201), ..service() }, ("service_name", "too_long")),
        (
            CloudService { listing: Some(Listing { number: " ".to_owned(), ..listing.clone() }), ..service() },
            ("listing_number", "missing"),
        ),
        (
            CloudService { listing: Some(Listing { valid_to: Some(day("2026-03-31")), ..listing }), ..service() },
            ("listing_to", "reversed"),
        ),
        (CloudService { iso27017: Known::No, ..service() }, ("iso27017_to", "not_of_this_kind")),
        (country("jp"), ("countries", "not_a_country")),
        (country("JPN"), ("countries", "not_a_country")),
        (CloudService { countries: vec!["JP".to_owned(), "JP".to_owned()], ..service() }, ("countries", "repeated")),
        (CloudService { responsibilities: twice, ..service() }, ("responsibilities", "repeated")),
        (CloudService { note: Some("注".repeat(1_001)), ..service() }, ("note", "too_long")),
    ];
    for (case, fault) in cases {
        assert_eq!(case.check(), Err(fault), "{case:?}");
    }
    let usage = CloudUse { valid_from: Some(day("2026-04-02")), valid_to: Some(day("2026-04-01")), purpose: None };
    assert_eq!(usage.check(), Err(("valid_to", "reversed")));
}
