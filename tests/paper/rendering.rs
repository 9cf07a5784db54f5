//! The paper as people see it: LibreOffice opens it and prints it; what is on the pages is read back.

use std::path::Path;
use std::process::Command;

use kakuzuke_documents::word::Template;

use crate::word::{paper, paragraphs, template};

/// The font of an office computer, which a free one stands for.
const FONTS: &str = r#"<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><include>/etc/fonts/fonts.conf</include><match target="pattern"><test name="family"><string>ＭＳ 明朝</string></test><edit name="family" mode="assign" binding="strong"><string>IPAexMincho</string></edit></match></fontconfig>"#;

/// Runs a program of the system and returns what it prints.
fn run(program: &str, arguments: &[&str]) -> String {
    run_with(program, arguments, Path::new("/etc/fonts/fonts.conf"))
}

fn run_with(program: &str, arguments: &[&str], fonts: &Path) -> String {
    let output = Command::new(program).args(arguments).env("FONTCONFIG_FILE", fonts).output();
    let output = output.unwrap_or_else(|_| {
        panic!("{program} is missing: install libreoffice-writer-nogui, poppler-utils and fonts-ipaexfont-mincho")
    });
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The numbers of the articles in the order in which they stand at the beginning of lines.
fn articles(text: &str) -> Vec<String> {
    let numbered = |line: &str| {
        let (number, _) = line.trim().strip_prefix('第')?.split_once('条')?;
        Some(number.trim().to_owned())
    };
    text.lines().filter_map(numbered).collect()
}

/// Pages, all of A4.
fn pages(pdf: &Path) -> u32 {
    let info = run("pdfinfo", &[&pdf.display().to_string()]);
    let value =
        |name: &str| info.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim().to_owned();
    assert!(value("Page size:").contains("A4"), "{info}");
    value("Pages:").parse().expect("a number")
}

/// Every letter comes from the one font of the paper, and the font has it: one that it lacked would bring another font, or a box.
fn one_font(pdf: &Path, text: &str) {
    let fonts = run("pdffonts", &[&pdf.display().to_string()]);
    let names: Vec<_> = fonts.lines().skip(2).map(|line| line.split_whitespace().next().unwrap_or_default()).collect();
    assert!(!names.is_empty() && names.iter().all(|name| name.ends_with("+IPAexMincho")), "{fonts}");
    let held = run("fc-match", &["--format=%{charset}", "IPAexMincho"]);
    let ranges = held.split_whitespace().map(|range| range.split_once('-').unwrap_or((range, range)));
    let number = |hex: &str| u32::from_str_radix(hex, 16).expect("a number");
    let ranges: Vec<_> = ranges.map(|(first, last)| number(first)..=number(last)).collect();
    let lacks = |c: &char| !c.is_whitespace() && !ranges.iter().any(|range| range.contains(&u32::from(*c)));
    assert_eq!(text.chars().filter(lacks).collect::<String>(), "");
}

#[test]
fn libreoffice_prints_the_papers() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = |name: &str| folder.path().join(name);
    let own = paragraphs(&["{{区名}}　{{契約件名}}", "{{契約日}}　{{受注者名}}", "{{条文}}", "以上"])
        + r#"<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>"#;
    let own = Template::read(&template(&own, &[])).expect("a template");
    for (name, template) in [("standard.docx", Template::standard().expect("our own")), ("own.docx", own)] {
        std::fs::write(place(name), template.fill(&paper()).expect("filled")).expect("written");
    }
    let user = format!("-env:UserInstallation=file://{}", place("user").display());
    let (out, first, second) = (folder.path().display().to_string(), place("standard.docx"), place("own.docx"));
    let files = [first.display().to_string(), second.display().to_string()];
    std::fs::write(place("fonts.conf"), FONTS).expect("written");
    run_with(
        "soffice",
        &[&user, "--headless", "--convert-to", "pdf", "--outdir", &out, &files[0], &files[1]],
        &place("fonts.conf"),
    );

    for name in ["standard.pdf", "own.pdf"] {
        let pdf = place(name);
        let count = pages(&pdf);
        let text = run("pdftotext", &["-layout", &pdf.display().to_string(), "-"]);
        assert_eq!(articles(&text), (1..=31).map(|number| number.to_string()).collect::<Vec<_>>(), "{name}: {text}");
        // Between letters and digits stands a little space, which the reader of the page takes for one
        let text: String = text.chars().filter(|c| *c != ' ').collect();
        for said in
            ["千代田区", "住民情報システム運用保守業務委託", "令和8年4月1日", "髙﨑システム①", "（インシデントの報告）"]
        {
            assert!(text.contains(said), "{name} lacks {said}: {text}");
        }
        assert!(!text.contains(['\u{FFFD}', '{', '}']), "{name}: {text}");
        if name == "standard.pdf" {
            one_font(&pdf, &text);
            assert!(count >= 4, "{count}");
            assert!(text.contains(&format!("－{count}／{count}－")), "{text}");
            assert_eq!(text.matches("標準特約条項2026年度版").count(), count as usize);
        }
    }
}
