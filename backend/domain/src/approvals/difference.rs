//! Two texts side by side, line for line.

/// One line of one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Side<'a> {
    /// Its number, from 1.
    pub number: usize,
    /// What it says.
    pub text: &'a str,
}

/// One row of the comparison: both sides are the same, or one is missing (added, removed), or they differ (changed).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// Before.
    pub before: Option<Side<'a>>,
    /// After.
    pub after: Option<Side<'a>>,
}

impl Line<'_> {
    /// Whether both sides say the same.
    #[must_use]
    pub fn is_same(&self) -> bool {
        matches!((self.before, self.after), (Some(before), Some(after)) if before.text == after.text)
    }
}

/// Pairs of lines compared at most; longer changed parts are shown as replaced altogether.
const MOST: usize = 4_000_000;

/// Both texts line for line: as many lines as possible stand beside their like, in order.
#[must_use]
pub fn difference<'a>(before: &'a str, after: &'a str) -> Vec<Line<'a>> {
    let (before, after) = (sides(before), sides(after));
    let head = before.iter().zip(&after).take_while(|(a, b)| a.text == b.text).count();
    let (before_rest, after_rest) = (before.get(head..).unwrap_or_default(), after.get(head..).unwrap_or_default());
    let tail = before_rest.iter().rev().zip(after_rest.iter().rev()).take_while(|(a, b)| a.text == b.text).count();
    let middle = |rest: &'_ [Side<'a>]| rest.get(..rest.len() - tail).unwrap_or_default().to_vec();
    let (old, new) = (middle(before_rest), middle(after_rest));
    let mut rows: Vec<Line<'a>> = before.iter().zip(&after).take(head).map(|(a, b)| both(*a, *b)).collect();
    let (mut at_old, mut at_new) = (0, 0);
    for (i, j) in common(&old, &new) {
        replaced(old.get(at_old..i).unwrap_or_default(), new.get(at_new..j).unwrap_or_default(), &mut rows);
        if let (Some(a), Some(b)) = (old.get(i), new.get(j)) {
            rows.push(both(*a, *b));
        }
        (at_old, at_new) = (i + 1, j + 1);
    }
    replaced(old.get(at_old..).unwrap_or_default(), new.get(at_new..).unwrap_or_default(), &mut rows);
    let ends = before.iter().rev().zip(after.iter().rev()).take(tail);
    let mut ends: Vec<Line<'a>> = ends.map(|(a, b)| both(*a, *b)).collect();
    ends.reverse();
    rows.extend(ends);
    rows
}

fn sides(text: &str) -> Vec<Side<'_>> {
    text.lines().zip(1..).map(|(text, number)| Side { number, text }).collect()
}

fn both<'a>(before: Side<'a>, after: Side<'a>) -> Line<'a> {
    Line { before: Some(before), after: Some(after) }
}

/// Lines without a like: beside one another as far as they go.
fn replaced<'a>(old: &[Side<'a>], new: &[Side<'a>], rows: &mut Vec<Line<'a>>) {
    for at in 0..old.len().max(new.len()) {
        rows.push(Line { before: old.get(at).copied(), after: new.get(at).copied() });
    }
}

/// The places of a longest common subsequence.
fn common(old: &[Side<'_>], new: &[Side<'_>]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    if old.len().saturating_mul(new.len()) > MOST {
        return Vec::new();
    }
    let mut longest = vec![0_u32; (old.len() + 1) * width];
    let of = |table: &[u32], i: usize, j: usize| table.get(i * width + j).copied().unwrap_or_default();
    for (i, a) in old.iter().enumerate().rev() {
        for (j, b) in new.iter().enumerate().rev() {
            let best = if a.text == b.text {
                of(&longest, i + 1, j + 1) + 1
            } else {
                of(&longest, i + 1, j).max(of(&longest, i, j + 1))
            };
            if let Some(cell) = longest.get_mut(i * width + j) {
                *cell = best;
            }
        }
    }
    let (mut i, mut j, mut found) = (0, 0, Vec::new());
    while let (Some(a), Some(b)) = (old.get(i), new.get(j)) {
        if a.text == b.text {
            found.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if of(&longest, i + 1, j) >= of(&longest, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    found
}
