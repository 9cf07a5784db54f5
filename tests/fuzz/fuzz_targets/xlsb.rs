//! Binary workbooks: the input is the sheet.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let parts = kakuzuke_fuzz::workbook_parts("xl/workbook.bin", "worksheets/sheet1.bin");
    let mut others: Vec<(&str, &[u8])> = parts.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    others.push(("xl/workbook.bin", include_bytes!("../src/parts/workbook.bin")));
    others.push(("xl/styles.bin", include_bytes!("../src/parts/styles.bin")));
    kakuzuke_fuzz::read(&kakuzuke_fuzz::wrapped(data, "xl/worksheets/sheet1.bin", &others));
});
