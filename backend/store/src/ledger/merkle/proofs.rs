//! Inclusion and consistency proofs: made from leaf hashes, checked without them (RFC 9162, sections 2.1.3 and 2.1.4, the same tree).

use super::{Hash, node_hash, root_of};

/// Why a proof proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The leaf is not in a tree of that size, or the sizes are the wrong way round.
    #[error("no such leaf or sizes")]
    Range,
    /// Too few or too many hashes.
    #[error("the proof has the wrong length")]
    Length,
    /// The proof leads to another root.
    #[error("the proof leads to another root")]
    Root,
}

/// Proof that leaf `index` is in the tree over `leaves`; empty if there is no such leaf.
#[must_use]
pub fn inclusion_proof(leaves: &[Hash], index: usize) -> Vec<Hash> {
    let mut proof = Vec::new();
    let (mut part, mut at) = (leaves, index);
    while part.len() > 1 && at < part.len() {
        let (left, right) = part.split_at(split(part.len()));
        if at < left.len() {
            proof.push(root_of(right));
            part = left;
        } else {
            proof.push(root_of(left));
            at -= left.len();
            part = right;
        }
    }
    proof.reverse();
    proof
}

/// Proof that the tree over the first `first` leaves is the beginning of the tree over all; empty for 0 and for all.
#[must_use]
pub fn consistency_proof(leaves: &[Hash], first: usize) -> Vec<Hash> {
    let mut proof = Vec::new();
    if first == 0 || first >= leaves.len() {
        return proof;
    }
    let (mut part, mut size, mut whole) = (leaves, first, true);
    while size < part.len() {
        let (left, right) = part.split_at(split(part.len()));
        if size <= left.len() {
            proof.push(root_of(right));
            part = left;
        } else {
            proof.push(root_of(left));
            size -= left.len();
            part = right;
            whole = false;
        }
    }
    if !whole {
        proof.push(root_of(part));
    }
    proof.reverse();
    proof
}

/// The largest power of two below `size`.
fn split(size: usize) -> usize {
    size.next_power_of_two() / 2
}

/// Checks that the leaf with this hash stands at `index` in the tree of `size` leaves with this root.
///
/// # Errors
/// Says why it does not.
pub fn verify_inclusion(index: u64, size: u64, leaf: &Hash, proof: &[Hash], root: &Hash) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::Range);
    }
    let (mut at, mut last, mut hash) = (index, size - 1, *leaf);
    for step in proof {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if at & 1 == 1 || at == last {
            hash = node_hash(step, &hash);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, step);
        }
        at >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofError::Length);
    }
    if hash == *root { Ok(()) } else { Err(ProofError::Root) }
}

/// Checks that the tree of `first` leaves with `first_root` is the beginning of the tree of `second` leaves with `second_root`.
///
/// # Errors
/// Says why it is not.
pub fn verify_consistency(
    first: u64,
    second: u64,
    proof: &[Hash],
    first_root: &Hash,
    second_root: &Hash,
) -> Result<(), ProofError> {
    if first > second {
        return Err(ProofError::Range);
    }
    if first == second || first == 0 {
        let same = first == 0 || first_root == second_root;
        return match (proof.is_empty(), same) {
            (false, _) => Err(ProofError::Length),
            (true, true) => Ok(()),
            (true, false) => Err(ProofError::Root),
        };
    }
    let mut steps = proof.iter();
    let start = if first.is_power_of_two() { first_root } else { steps.next().ok_or(ProofError::Length)? };
    let (mut at, mut last) = (first - 1, second - 1);
    while at & 1 == 1 {
        at >>= 1;
        last >>= 1;
    }
    let (mut old, mut new) = (*start, *start);
    for step in steps {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if at & 1 == 1 || at == last {
            old = node_hash(step, &old);
            new = node_hash(step, &new);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            new = node_hash(&new, step);
        }
        at >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofError::Length);
    }
    if old == *first_root && new == *second_root { Ok(()) } else { Err(ProofError::Root) }
}
