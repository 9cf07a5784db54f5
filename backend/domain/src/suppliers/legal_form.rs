//! Legal forms in company names: 株式会社 and its kin, before or after the name.

use crate::text::plain;

/// A legal form as it stands in names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LegalForm {
    /// The full word, such as 株式会社.
    pub word: &'static str,
    /// Where it stands: 前株 or 後株 are different names of the register.
    pub position: FormPosition,
}

/// Where the legal form stands in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FormPosition {
    /// Before the name (前株).
    Front,
    /// After the name (後株).
    Back,
}

/// Full words and their abbreviations as NFKC leaves them; longer ones first.
const FORMS: &[(&str, &[&str])] = &[
    ("特定非営利活動法人", &["特定非営利活動法人", "NPO法人", "(特非)"]),
    ("地方独立行政法人", &["地方独立行政法人", "(地独)"]),
    ("国立研究開発法人", &["国立研究開発法人", "(国研)"]),
    ("国立大学法人", &["国立大学法人", "(大)"]),
    ("独立行政法人", &["独立行政法人", "(独)"]),
    ("社会福祉法人", &["社会福祉法人", "(福)", "(社福)"]),
    ("一般社団法人", &["一般社団法人", "(一社)"]),
    ("公益社団法人", &["公益社団法人", "(公社)"]),
    ("一般財団法人", &["一般財団法人", "(一財)"]),
    ("公益財団法人", &["公益財団法人", "(公財)"]),
    ("社会医療法人", &["社会医療法人"]),
    ("医療法人", &["医療法人", "(医)"]),
    ("学校法人", &["学校法人", "(学)"]),
    ("宗教法人", &["宗教法人", "(宗)"]),
    ("弁護士法人", &["弁護士法人"]),
    ("税理士法人", &["税理士法人"]),
    ("監査法人", &["監査法人"]),
    ("社団法人", &["社団法人", "(社)"]),
    ("財団法人", &["財団法人", "(財)"]),
    ("株式会社", &["株式会社", "(株)"]),
    ("有限会社", &["有限会社", "(有)"]),
    ("合同会社", &["合同会社", "(同)"]),
    ("合資会社", &["合資会社", "(資)"]),
    ("合名会社", &["合名会社", "(名)"]),
];

/// English forms, compared without dots, commas and case; only at the end of a name.
const ENGLISH: &[&str] = &["co ltd", "company limited", "co", "ltd", "inc", "corporation", "corp", "kk", "llc", "gk"];

/// The legal form of a name, if it begins or ends with one.
#[must_use]
pub fn legal_form(name: &str) -> Option<LegalForm> {
    let name = plain(name);
    split(name.trim()).map(|(form, _)| form)
}

/// What every spelling ends with.
const LAST: [char; 3] = ['人', '社', ')'];

/// The form and the rest of a name that is already in NFKC.
pub(super) fn split(name: &str) -> Option<(LegalForm, &str)> {
    if !name.contains(LAST) {
        return None;
    }
    for (word, spellings) in FORMS {
        for spelling in *spellings {
            if let Some(rest) = name.strip_prefix(spelling) {
                return Some((LegalForm { word, position: FormPosition::Front }, rest.trim_start()));
            }
            if let Some(rest) = name.strip_suffix(spelling) {
                return Some((LegalForm { word, position: FormPosition::Back }, rest.trim_end()));
            }
        }
    }
    None
}

/// Byte range of the first Japanese form inside the name, for names that go on behind it (a branch).
pub(super) fn find(name: &str) -> Option<(usize, usize)> {
    FORMS
        .iter()
        .flat_map(|(_, spellings)| spellings.iter())
        .filter_map(|spelling| name.find(spelling).map(|at| (at, at + spelling.len())))
        .min_by_key(|(at, end)| (*at, usize::MAX - end))
}

/// The words of a Latin name without its legal form.
pub(super) fn without_english_form(name: &str) -> String {
    let lower = name.to_lowercase().replace(['.', ','], " ");
    let mut words: Vec<&str> = lower.split_whitespace().collect();
    while words.len() > 1 && words.last().is_some_and(|last| ENGLISH.contains(last) || *last == "limited") {
        words.pop();
    }
    words.join(" ")
}
