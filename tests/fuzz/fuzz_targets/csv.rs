//! Text files, and the meaning of what they hold.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    kakuzuke_fuzz::read(data);
    kakuzuke_fuzz::interpret(data);
});
