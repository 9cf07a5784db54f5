//! The container of Excel 97–2003 workbooks. The fuzz targets build theirs with it too.

/// The stream as the only one of a compound file of 512-byte sectors; it is cut where one table of sectors ends.
pub fn compound(stream: &[u8]) -> Vec<u8> {
    let stream = &stream[..stream.len().min(126 * 512)];
    let sectors = stream.len().max(4096).div_ceil(512);
    let size = (sectors * 512) as u32;
    let words = |words: &[u32]| words.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<u8>>();
    let (free, end) = (0xFFFF_FFFF_u32, 0xFFFF_FFFE_u32);
    let mut header = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    header.extend([0; 16]);
    header.extend([0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0, 0, 0, 0, 0, 0, 0]);
    header.extend(words(&[0, 1, 1, 0, 4096, end, 0, end, 0, 0]));
    header.extend(words(&vec![free; 108]));
    let mut table = vec![0xFFFF_FFFD, end];
    table.extend((0..sectors).map(|at| if at + 1 == sectors { end } else { at as u32 + 3 }));
    table.resize(128, free);
    let entry = |name: &str, kind: u8, child: u32, start: u32, size: u32| {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry.resize(64, 0);
        let length = (name.len() as u16 + 1) * 2;
        entry.extend(length.to_le_bytes());
        entry.extend([kind, 1]);
        entry.extend(words(&[free, free, child]));
        entry.extend([0; 36]);
        entry.extend(words(&[start, size, 0]));
        entry
    };
    let mut directory = [entry("Root Entry", 5, 1, end, 0), entry("Workbook", 2, free, 2, size)].concat();
    directory.resize(512, 0);
    let mut padded = stream.to_vec();
    padded.resize(sectors * 512, 0);
    [header, words(&table), directory, padded].concat()
}
