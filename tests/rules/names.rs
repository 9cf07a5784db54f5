//! Names: keys, branches, joint ventures, legal forms.

use kakuzuke_domain::suppliers::{FormPosition, legal_form, looks_like_joint_venture, search_key, split_branch};
use kakuzuke_domain::text::plain;
use proptest::prelude::*;

#[test]
fn spellings_of_one_name_share_a_key() {
    let groups: &[&[&str]] = &[
        &[
            "㈱日立製作所",
            "（株）日立製作所",
            "株式会社 日立製作所",
            "日立製作所（株）",
            "株式会社日立製作所",
            "日立製作所",
        ],
        &["髙橋電気㈲", "高橋電気有限会社"],
        &["ＮＴＴテクノクロス株式会社", "NTTテクノクロス", "nttﾃｸﾉｸﾛｽ(株)"],
        &["株式会社エヌ・ティ・ティ・データ", "エヌティティデータ"],
        &["山﨑\u{E0100}商店", "山崎商店"],
        &["ひかりシステム", "ヒカリシステム"],
        &["Foo Systems Co., Ltd.", "foo systems", "FOO SYSTEMS INC."],
        &["霞ヶ関キャピタル株式会社", "霞ケ関キャピタル"],
        &["ヴァル研究所", "バル研究所"],
    ];
    for group in groups {
        for name in *group {
            assert_eq!(search_key(name), search_key(group[0]), "{name}");
        }
    }
}

#[test]
fn the_long_vowel_mark_stays_and_other_dashes_go() {
    assert_eq!(search_key("サーバー"), "サーバー");
    assert_eq!(search_key("ｻｰﾊﾞｰ"), "サーバー");
    assert_eq!(search_key("Ａ－１ ビル"), "a1ビル");
    assert_eq!(search_key("東京‐システム"), "東京システム");
}

#[test]
fn a_name_that_is_only_a_form_keeps_it() {
    assert_eq!(search_key("株式会社"), "株式会社");
    assert_eq!(search_key(""), "");
}

#[test]
fn front_and_back_forms_differ() {
    assert_eq!(
        legal_form("（株）日立製作所").map(|form| (form.word, form.position)),
        Some(("株式会社", FormPosition::Front))
    );
    assert_eq!(
        legal_form("日立製作所㈱").map(|form| (form.word, form.position)),
        Some(("株式会社", FormPosition::Back))
    );
    assert_eq!(legal_form("日立製作所"), None);
}

#[test]
fn branches_are_split_only_where_something_separates_them() {
    let cases = [
        ("株式会社日立システムズ　関東甲信越支社", "株式会社日立システムズ", Some("関東甲信越支社")),
        ("日本電気株式会社官公営業所", "日本電気株式会社", Some("官公営業所")),
        ("株式会社東計電算（東京支店）", "株式会社東計電算", Some("東京支店")),
        ("株式会社東計電算東京支店", "株式会社東計電算東京支店", None),
        ("佐藤会計事務所", "佐藤会計事務所", None),
        ("株式会社 東京支店", "株式会社 東京支店", None),
        ("株式会社 日立製作所", "株式会社 日立製作所", None),
    ];
    for (name, head, branch) in cases {
        assert_eq!(split_branch(name), (head.to_owned(), branch.map(str::to_owned)), "{name}");
    }
}

#[test]
fn joint_ventures_are_recognised() {
    for name in
        ["Ａ・Ｂ共同企業体", "新庁舎特定建設工事共同企業体", "X・Y JV", "次期基幹システムコンソーシアム", "甲・乙ＪＶ"]
    {
        assert!(looks_like_joint_venture(name), "{name}");
    }
    assert!(!looks_like_joint_venture("株式会社JVCケンウッド"));
}

/// A full-width letter behind a name makes the whole of it be read letter by letter.
#[test]
fn common_letters_are_read_as_they_stand() {
    for c in ('\u{20}'..='\u{7E}').chain('ぁ'..='ゖ').chain('ァ'..='ー').chain('一'..='\u{9FFF}') {
        let (text, with_wide) = (plain(&format!("ア{c}")), plain(&format!("ア{c}Ａ")));
        assert_eq!(with_wide, format!("{text}A"), "{c}");
        assert_eq!(text, format!("ア{c}"));
        let (key, with_wide) = (search_key(&format!("ア{c}")), search_key(&format!("ア{c}Ａ")));
        assert_eq!(with_wide, format!("{key}a"), "{c}");
    }
}

proptest! {
    #[test]
    fn a_key_is_its_own_key(name in "\\PC{0,40}") {
        let key = search_key(&name);
        prop_assert!(key.chars().all(|c| c.is_alphanumeric()));
        let _ = split_branch(&name);
    }

    #[test]
    fn no_part_of_a_name_gets_lost_by_splitting(name in "(株式会社)?[あ-ん亜-熙]{1,8}(株式会社)?[ 　（]?[あ-ん亜-熙]{0,4}(支店|営業所)?[）]?") {
        let (head, branch) = split_branch(&name);
        prop_assert!(name.contains(&head));
        if let Some(branch) = branch {
            prop_assert!(name.contains(&branch));
        }
    }
}
