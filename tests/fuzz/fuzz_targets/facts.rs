//! Facts of a supplier as JSON.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(text) = std::str::from_utf8(data)
        && let Ok(facts) = kakuzuke_domain::facts::SupplierFacts::from_json(text)
    {
        assert_eq!(kakuzuke_domain::facts::SupplierFacts::from_json(&facts.to_json()).ok(), Some(facts));
    }
});
