//! Excel 97–2003 workbooks: the input is the workbook stream.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    kakuzuke_fuzz::read(&kakuzuke_fuzz::compounded(data));
});
