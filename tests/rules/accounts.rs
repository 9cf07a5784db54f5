//! Who may do what (design 5): the whole table against its golden file, and what holds for everybody.

mod matrix;

use kakuzuke_domain::accounts::{
    Action, Actor, Decision, Grant, Owner, Resource, ResourceKind, Role, Tenant, Throttle, ThrottleRule, TokenScope,
    could, may,
};
use proptest::prelude::*;
use uuid::Uuid;

fn id(number: u8) -> Uuid {
    Uuid::from_bytes([number; 16])
}

fn tenants() -> impl Strategy<Value = Tenant> {
    let buyer = (1..4_u8).prop_map(|number| Tenant::Buyer(id(number)));
    let supplier = (11..14_u8).prop_map(|number| Tenant::Supplier(id(number)));
    prop_oneof![Just(Tenant::Installation), Just(Tenant::Council), buyer, supplier]
}

fn grants() -> impl Strategy<Value = Vec<Grant>> {
    let grant = (proptest::sample::select(Role::ALL), tenants())
        .prop_filter("a role of that circle", |(role, tenant)| tenant.takes(*role))
        .prop_map(|(role, tenant)| Grant { role, tenant });
    proptest::collection::vec(grant, 0..4)
}

fn owners() -> impl Strategy<Value = Owner> {
    prop_oneof![
        Just(Owner::Common),
        Just(Owner::Installation),
        Just(Owner::Council),
        (1..4_u8).prop_map(|number| Owner::Buyer(id(number))),
        (11..14_u8).prop_map(|number| Owner::Supplier(id(number))),
        (21..23_u8).prop_map(|number| Owner::Person(id(number))),
    ]
}

proptest! {
    #[test]
    fn nobody_may_do_nothing(
        action in proptest::sample::select(Action::ALL),
        kind in proptest::sample::select(ResourceKind::ALL),
        owner in owners(),
    ) {
        prop_assert_eq!(may(&Actor::nobody(), action, &Resource::new(kind, owner)), Decision::Unknown);
        prop_assert_eq!(could(&Actor::nobody(), action, kind), Decision::Unknown);
    }

    #[test]
    fn a_token_never_reaches_further_than_its_owner(
        grants in grants(),
        scopes in proptest::collection::vec(proptest::sample::select(TokenScope::ALL), 0..4),
        action in proptest::sample::select(Action::ALL),
        kind in proptest::sample::select(ResourceKind::ALL),
        owner in owners(),
    ) {
        let person = Actor::person(id(21), grants);
        let token = Actor { scopes: Some(scopes), ..person.clone() };
        let thing = Resource::new(kind, owner);
        if may(&token, action, &thing) == Decision::Allowed {
            prop_assert_eq!(may(&person, action, &thing), Decision::Allowed);
        }
        if matches!(
            kind,
            ResourceKind::Own | ResourceKind::Accounts | ResourceKind::AccountImports | ResourceKind::Jobs
        ) {
            prop_assert_ne!(may(&token, action, &thing), Decision::Allowed, "no scope reaches people or credentials");
        }
    }

    #[test]
    fn more_roles_never_take_away(
        grants in grants(),
        more in grants(),
        action in proptest::sample::select(Action::ALL),
        kind in proptest::sample::select(ResourceKind::ALL),
        owner in owners(),
    ) {
        let thing = Resource::new(kind, owner);
        let before = Actor::person(id(21), grants.clone());
        let after = Actor::person(id(21), grants.into_iter().chain(more).collect());
        if may(&before, action, &thing) == Decision::Allowed {
            prop_assert_eq!(may(&after, action, &thing), Decision::Allowed);
        }
    }

    #[test]
    fn what_a_thing_allows_its_address_allows(
        grants in grants(),
        action in proptest::sample::select(Action::ALL),
        kind in proptest::sample::select(ResourceKind::ALL),
        owner in owners(),
    ) {
        let person = Actor::person(id(21), grants);
        if may(&person, action, &Resource::new(kind, owner)) == Decision::Allowed {
            prop_assert_eq!(could(&person, action, kind), Decision::Allowed);
        }
    }

    #[test]
    fn nobody_changes_an_audit_whose_findings_they_do_not_see(
        grants in grants(),
        action in proptest::sample::select(&[Action::Correct, Action::Withdraw, Action::Confirm][..]),
        owner in owners(),
        shown in proptest::collection::vec((1..4_u8).prop_map(id), 0..3),
    ) {
        let person = Actor::person(id(21), grants);
        let audit = Resource::new(ResourceKind::Audits, owner).shown_to(&shown);
        let findings = Resource { kind: ResourceKind::Findings, ..audit };
        if may(&person, action, &audit) == Decision::Allowed {
            prop_assert_eq!(may(&person, Action::Read, &findings), Decision::Allowed);
        }
        let closed = Resource { shown_to: &[], ..findings };
        if let (Owner::Supplier(_), Decision::Allowed) = (owner, may(&person, Action::Read, &closed)) {
            prop_assert!(person.suppliers().any(|own| Owner::Supplier(own) == owner), "shown to nobody");
        }
    }

    #[test]
    fn a_buyers_own_things_are_hidden_from_other_buyers(
        role in proptest::sample::select(&[Role::Procurement, Role::Security, Role::Subsidy, Role::Reader][..]),
        action in proptest::sample::select(Action::ALL),
        kind in proptest::sample::select(&[ResourceKind::Contracts, ResourceKind::Imports, ResourceKind::Accounts][..]),
    ) {
        let person = Actor::person(id(21), vec![Grant { role, tenant: Tenant::Buyer(id(1)) }]);
        let foreign = Resource::new(kind, Owner::Buyer(id(2)));
        prop_assert_eq!(may(&person, action, &foreign), Decision::Hidden);
        let own = Resource::new(kind, Owner::Buyer(id(1)));
        prop_assert_ne!(may(&person, action, &own), Decision::Hidden, "the own circle is no secret");
    }

    #[test]
    fn a_pause_only_grows_until_it_is_over(failures in 0..200_u32) {
        let at = "2026-09-01T03:00:00Z".parse().unwrap();
        for rule in [ThrottleRule::ACCOUNT, ThrottleRule::ADDRESS] {
            let until = |failures| rule.refused_until(Some(Throttle { failures, last_at: at }), at);
            prop_assert!(until(failures + 1) >= until(failures));
            prop_assert!(failures > rule.free || until(failures).is_none());
            let longest = at + rule.longest_pause;
            let after = rule.refused_until(Some(Throttle { failures, last_at: at }), longest);
            prop_assert_eq!(after, None);
        }
    }
}
