//! Binary workbooks: the input is the workbook part.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let parts = kakuzuke_fuzz::workbook_parts("xl/workbook.bin", "worksheets/sheet1.bin");
    let others: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    kakuzuke_fuzz::read(&kakuzuke_fuzz::wrapped(data, "xl/workbook.bin", &others));
});
