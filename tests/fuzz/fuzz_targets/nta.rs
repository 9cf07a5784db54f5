//! The file of the corporate-number register.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mut bytes = b"1,1010001002200,12,0,2026-08-21,2026-07-23,\"".to_vec();
    bytes.extend_from_slice(data);
    kakuzuke_fuzz::read(&bytes);
    let tabs: Vec<u8> = bytes.iter().map(|b| if *b == b',' { b'\t' } else { *b }).collect();
    kakuzuke_fuzz::interpret(&tabs);
});
