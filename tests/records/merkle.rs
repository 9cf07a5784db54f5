//! Proofs against the vectors of RFC 6962 implementations, and against each other.

use std::path::Path;

use kakuzuke_store::ledger::merkle::{
    Frontier, Hash, consistency_proof, inclusion_proof, leaf_hash, root_of, verify_consistency, verify_inclusion,
};
use proptest::prelude::*;
use serde_json::Value;

fn bytes(text: &str) -> Vec<u8> {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut out, mut word, mut bits) = (Vec::new(), 0_u32, 0);
    for digit in text.chars().filter_map(|c| DIGITS.find(c)) {
        word = (word << 6) | u32::try_from(digit).expect("six bits");
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from((word >> bits) & 255).expect("a byte"));
        }
    }
    out
}

/// A hash, or none where the vector holds something else: then a checker refuses before it begins.
fn hash(value: &Value) -> Option<Hash> {
    bytes(value.as_str()?).try_into().ok()
}

fn proof(vector: &Value) -> Option<Vec<Hash>> {
    vector["proof"].as_array().map_or(Some(Vec::new()), |steps| steps.iter().map(hash).collect())
}

fn accepted(name: &str, vector: &Value) -> bool {
    let number = |key: &str| vector[key].as_u64();
    let Some(proof) = proof(vector) else { return false };
    if name.contains("inclusion") {
        let (Some(leaf), Some(root)) = (hash(&vector["leafHash"]), hash(&vector["root"])) else { return false };
        let (Some(index), Some(size)) = (number("leafIdx"), number("treeSize")) else { return false };
        return verify_inclusion(index, size, &leaf, &proof, &root).is_ok();
    }
    let (Some(first), Some(second)) = (hash(&vector["root1"]), hash(&vector["root2"])) else { return false };
    let (Some(size1), Some(size2)) = (number("size1"), number("size2")) else { return false };
    verify_consistency(size1, size2, &proof, &first, &second).is_ok()
}

#[test]
fn the_vectors_of_transparency_dev() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/records/vectors/merkle");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).expect("the vectors") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let vector: Value = serde_json::from_slice(&std::fs::read(&path).expect("a file")).expect("JSON");
        assert_eq!(accepted(&name, &vector), vector["wantErr"] == false, "{name}");
        seen += 1;
    }
    assert_eq!(seen, 36);
}

#[test]
fn the_roots_of_the_reference_tree() {
    let leaves: Vec<Hash> =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
            .iter()
            .map(|text| leaf_hash(&hex::decode(text).expect("hex")))
            .collect();
    let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    for (size, root) in roots.iter().enumerate() {
        assert_eq!(hex::encode(root_of(&leaves[..size])), *root, "{size} leaves");
    }
}

proptest! {
    #[test]
    fn every_proof_that_is_made_is_accepted_and_no_other(size in 1_usize..70, at in 0_usize..70, flip in 0_usize..256) {
        let leaves: Vec<Hash> = (0..size).map(|n| leaf_hash(&n.to_be_bytes())).collect();
        let root = root_of(&leaves);
        let mut frontier = Frontier::default();
        leaves.iter().for_each(|leaf| frontier.push(*leaf));
        prop_assert_eq!(frontier.root(), root);
        prop_assert_eq!(Frontier::from_bytes(size as u64, &frontier.to_bytes()), Some(frontier));
        let index = at % size;
        let mut proof = inclusion_proof(&leaves, index);
        prop_assert!(verify_inclusion(index as u64, size as u64, &leaves[index], &proof, &root).is_ok());
        if !proof.is_empty() {
            let step = flip % proof.len();
            proof[step][flip % 32] ^= 1;
            prop_assert!(verify_inclusion(index as u64, size as u64, &leaves[index], &proof, &root).is_err());
        }
        let first = index + 1;
        let before = root_of(&leaves[..first]);
        let mut proof = consistency_proof(&leaves, first);
        prop_assert!(verify_consistency(first as u64, size as u64, &proof, &before, &root).is_ok());
        if !proof.is_empty() {
            let step = flip % proof.len();
            proof[step][flip % 32] ^= 1;
            prop_assert!(verify_consistency(first as u64, size as u64, &proof, &before, &root).is_err());
        }
    }
}
