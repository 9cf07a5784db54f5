//! Folding of written Japanese for search keys and for reading typed values. Stored text is never folded.

use unicode_normalization::UnicodeNormalization;

/// True for variation selectors (U+FE00–FE0F) and ideographic ones (U+E0100–E01EF).
#[must_use]
pub fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// True for the hyphens, dashes and minus signs that people type for one another.
/// The long vowel mark ー (U+30FC) is not one of them.
#[must_use]
pub fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{FE63}' | '\u{FF0D}')
}

/// NFKC with variation selectors and invisible characters removed: the form in which typed values are read.
#[must_use]
pub fn plain(text: &str) -> String {
    if text.chars().all(is_settled) {
        return text.to_owned();
    }
    text.chars().filter(|c| !is_variation_selector(*c) && !is_invisible(*c)).nfkc().collect()
}

/// [`plain`] without any white space: for numbers, dates and codes.
#[must_use]
pub fn compact(text: &str) -> String {
    let mut out = plain(text);
    out.retain(|c| !c.is_whitespace());
    out
}

/// Old and variant forms of kanji in names, each with the common form a searcher types. NFKC leaves them alone.
#[must_use]
pub fn common_kanji(c: char) -> char {
    match c {
        '髙' => '高',
        '﨑' | '嵜' | '㟢' => '崎',
        '德' => '徳',
        '濵' | '濱' => '浜',
        '邊' | '邉' => '辺',
        '齋' => '斎',
        '齊' => '斉',
        '澤' => '沢',
        '櫻' => '桜',
        '廣' => '広',
        '國' => '国',
        '榮' => '栄',
        '條' => '条',
        '實' => '実',
        '眞' => '真',
        '惠' => '恵',
        '藏' => '蔵',
        '龍' => '竜',
        '瀨' => '瀬',
        '淸' => '清',
        '靑' => '青',
        '增' => '増',
        '嶋' | '嶌' => '島',
        '學' => '学',
        '會' => '会',
        '與' => '与',
        '豐' => '豊',
        '團' => '団',
        '縣' => '県',
        '鐵' => '鉄',
        '總' => '総',
        '圓' => '円',
        '壽' => '寿',
        '萬' => '万',
        '黑' => '黒',
        '槇' => '槙',
        '曻' => '昇',
        '𠮷' => '吉',
        _ => c,
    }
}

/// Hiragana as katakana, small ヵ and ヶ as カ and ケ; anything else unchanged.
#[must_use]
pub fn katakana(c: char) -> char {
    match c {
        'ぁ'..='ゖ' => char::from_u32(u32::from(c) + 0x60).map_or(c, katakana),
        'ヵ' => 'カ',
        'ヶ' => 'ケ',
        _ => c,
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{00AD}')
}

/// True for the characters of most names, which NFKC leaves as they are in whatever company: ASCII, kana that are no marks,
/// common kanji and 々.
fn is_settled(c: char) -> bool {
    matches!(c, '\0'..='\x7F' | 'ぁ'..='ゖ' | 'ァ'..='ー' | '一'..='\u{9FFF}' | '々')
}
