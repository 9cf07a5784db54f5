//! Office Open XML workbooks.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let parts = kakuzuke_fuzz::workbook_parts("xl/workbook.xml", "worksheets/sheet1.xml");
    let book = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    let mut others: Vec<(&str, &[u8])> = parts.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    others.push(("xl/workbook.xml", book.as_bytes()));
    kakuzuke_fuzz::read(&kakuzuke_fuzz::wrapped(data, "xl/worksheets/sheet1.xml", &others));
});
