//! Finding the delimiter: the one that most lines have.

const CANDIDATES: [u8; 3] = [b',', b'\t', b';'];
const LINES: usize = 60;

/// Counts each candidate outside quotes, line by line; a comma if none is there.
pub(super) fn find(sample: &str) -> u8 {
    let mut lines = [0_usize; 3];
    let mut totals = [0_usize; 3];
    let mut counts = [0_usize; 3];
    let (mut quoted, mut seen) = (false, 0);
    for b in sample.bytes().chain([b'\n']) {
        match b {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => {
                for ((line, total), count) in lines.iter_mut().zip(totals.iter_mut()).zip(counts) {
                    *line += usize::from(count > 0);
                    *total += count;
                }
                counts = [0; 3];
                seen += 1;
                if seen > LINES {
                    break;
                }
            }
            b if !quoted => {
                for (count, candidate) in counts.iter_mut().zip(CANDIDATES) {
                    *count += usize::from(b == candidate);
                }
            }
            _ => {}
        }
    }
    let scores = lines.iter().zip(totals).zip(CANDIDATES).rev();
    scores.max_by_key(|((lines, total), _)| (**lines, *total)).map_or(b',', |(_, candidate)| candidate)
}
