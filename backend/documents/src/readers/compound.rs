//! Compound files ([MS-CFB]), as far as an Excel 97–2003 workbook needs them: one stream, found by its name.

/// Chain entries from here on are no sectors.
const NO_SECTOR: u32 = 0xFFFF_FFFA;
/// Streams below this size lie in the mini stream.
const MINI_BELOW: usize = 4_096;
const MINI_SECTOR: usize = 64;
const ENTRY: usize = 128;

/// The first stream of one of these names, compared without case.
pub(super) fn stream(file: &[u8], names: &[&str]) -> Option<Vec<u8>> {
    let sector = match u16_at(file, 30)? {
        9 => 512,
        12 => 4_096,
        _ => return None,
    };
    let sectors = Sectors { bytes: file.get(sector..)?, size: sector, next: allocation(file, sector)? };
    let directory = sectors.chain(u32_at(file, 48)?)?;
    let entries: Vec<&[u8]> = directory.chunks_exact(ENTRY).collect();
    let named = |wanted: &&str| entries.iter().find(|entry| name(entry).eq_ignore_ascii_case(wanted));
    let entry = names.iter().find_map(named)?;
    let (start, size) = (u32_at(entry, 116)?, u32_at(entry, 120)? as usize);
    let mut found = if size < MINI_BELOW && u32_at(file, 64)? > 0 {
        let next = numbers(&sectors.chain(u32_at(file, 60)?)?);
        let stream = sectors.chain(u32_at(entries.first()?, 116)?)?;
        Sectors { bytes: &stream, size: MINI_SECTOR, next }.chain(start)?
    } else {
        sectors.chain(start)?
    };
    found.truncate(size);
    Some(found)
}

/// Sectors of one size, and which follows which.
struct Sectors<'a> {
    bytes: &'a [u8],
    size: usize,
    next: Vec<u32>,
}

impl Sectors<'_> {
    fn sector(&self, id: u32) -> Option<&[u8]> {
        let start = (id as usize).checked_mul(self.size)?;
        let end = start.checked_add(self.size)?.min(self.bytes.len());
        self.bytes.get(start..end).filter(|sector| !sector.is_empty())
    }

    /// The sectors from `id` on; none if they run in a circle or out of the file.
    fn chain(&self, mut id: u32) -> Option<Vec<u8>> {
        let mut found = Vec::new();
        while id < NO_SECTOR {
            if found.len() > self.bytes.len() {
                return None;
            }
            found.extend_from_slice(self.sector(id)?);
            id = *self.next.get(id as usize)?;
        }
        Some(found)
    }
}

/// The allocation table: for every sector the one that follows it.
fn allocation(file: &[u8], sector: usize) -> Option<Vec<u32>> {
    let sectors = Sectors { bytes: file.get(sector..)?, size: sector, next: Vec::new() };
    let mut parts = numbers(file.get(76..512)?);
    let mut more = u32_at(file, 68)?;
    while more < NO_SECTOR {
        parts.extend(numbers(sectors.sector(more)?));
        more = parts.pop()?;
        if parts.len().saturating_mul(4) > file.len().saturating_add(4_096) {
            return None;
        }
    }
    let mut table = Vec::new();
    for part in parts.into_iter().filter(|part| *part < NO_SECTOR) {
        table.extend(numbers(sectors.sector(part)?));
    }
    Some(table)
}

fn name(entry: &[u8]) -> String {
    let units = entry.as_chunks::<2>().0.iter().take(32).map(|unit| u16::from_le_bytes(*unit));
    String::from_utf16_lossy(&units.take_while(|unit| *unit != 0).collect::<Vec<_>>())
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.as_chunks::<4>().0.iter().map(|four| u32::from_le_bytes(*four)).collect()
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}
