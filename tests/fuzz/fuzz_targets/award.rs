//! Tenders as JSON.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(text) = std::str::from_utf8(data)
        && let Ok(tender) = kakuzuke_domain::tenders::Tender::from_json(text)
    {
        assert_eq!(kakuzuke_domain::tenders::award(&tender).results.len(), tender.bids.len());
    }
});
