//! OpenDocument spreadsheets.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    kakuzuke_fuzz::read(&kakuzuke_fuzz::wrapped(
        data,
        "content.xml",
        &[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")],
    ));
});
