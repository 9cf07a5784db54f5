//! A template: read once, checked, filled as often as needed.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::articles::styles;
use super::fields::Field;
use super::filling::{Seen, check, fill, missing};
use super::package::{Member, PACKED, pack, unpack};
use super::paper::{Level, SpecialClauses};
use super::part::{Part, written};
use super::problems::{TemplateError, TemplateProblemCode as Code};
use super::safety::{Role, content, relations, roles};

/// The largest template in bytes.
pub const LARGEST: usize = PACKED;

const TYPES: &str = "[Content_Types].xml";
const CORE: &str = "docProps/core.xml";
/// Things of their own inside a document; what they hold cannot be looked into.
const HIDING: [&str; 3] = ["word/embeddings/", "word/activex/", "word/afchunk"];

/// A template of the paper of special clauses.
#[derive(Debug, Clone)]
pub struct Template {
    members: Vec<Kept>,
    styles: Vec<(Level, String)>,
    fields: Vec<Field>,
}

#[derive(Debug, Clone)]
struct Kept {
    name: String,
    content: Content,
}

#[derive(Debug, Clone)]
enum Content {
    /// A part that may hold fields.
    Text(Part),
    /// A part that is passed on.
    Other(Vec<u8>),
}

impl Template {
    /// The house's own template, in the style of Japanese public documents: A4, 明朝 10.5 points, numbers hanging.
    ///
    /// # Errors
    /// Its parts are broken; a test reads them.
    pub fn standard() -> Result<Self, TemplateError> {
        let parts = [
            (TYPES, include_str!("standard/content_types.xml")),
            ("_rels/.rels", include_str!("standard/relations.xml")),
            ("word/document.xml", include_str!("standard/document.xml")),
            ("word/_rels/document.xml.rels", include_str!("standard/document_relations.xml")),
            ("word/styles.xml", include_str!("standard/styles.xml")),
            ("word/settings.xml", include_str!("standard/settings.xml")),
            ("word/fontTable.xml", include_str!("standard/font_table.xml")),
            ("word/header1.xml", include_str!("standard/header.xml")),
            ("word/footer1.xml", include_str!("standard/footer.xml")),
            (CORE, include_str!("standard/core.xml")),
        ];
        let member = |(name, text): (&str, &str)| Member { name: name.to_owned(), bytes: text.as_bytes().to_vec() };
        Self::of(parts.into_iter().map(member).collect())
    }

    /// Reads and checks a template that somebody designed.
    ///
    /// # Errors
    /// The file is damaged or hostile, or its fields cannot be filled: all of the latter, each with its place.
    pub fn read(bytes: &[u8]) -> Result<Self, TemplateError> {
        Self::of(unpack(bytes)?)
    }

    fn of(members: Vec<Member>) -> Result<Self, TemplateError> {
        let types = members.iter().find(|member| member.name == TYPES).ok_or(TemplateError::one(Code::NotWord))?;
        let roles = roles(&Part::read(&types.name, &types.bytes)?)?;
        let lower = |member: &Member| member.name.to_lowercase();
        if let Some(member) = members.iter().find(|member| HIDING.iter().any(|start| lower(member).starts_with(start)))
        {
            let problem = super::problems::TemplateProblem::new(Code::ActiveContent).with("what", &member.name);
            return Err(problem.into());
        }
        let (mut seen, mut found_styles, mut body) = (Seen::default(), Vec::new(), false);
        let mut kept = Vec::with_capacity(members.len());
        for Member { name, bytes } in members {
            let lower = name.to_lowercase();
            let content = if lower.ends_with(".rels") {
                let mut part = Part::read(&name, &bytes)?;
                relations(&mut part)?;
                Content::Other(part.write(&BTreeMap::new()).map_err(TemplateError::damaged)?)
            } else if lower.ends_with(".xml") {
                let mut part = Part::read(&name, &bytes)?;
                content(&mut part)?;
                if lower.ends_with("/styles.xml") {
                    found_styles = styles(&part);
                }
                match roles.iter().find(|(of, _)| *of == name) {
                    Some((_, role)) => {
                        check(&part, *role, &mut seen)?;
                        body |= *role == Role::Body;
                        Content::Text(part)
                    }
                    None => Content::Other(part.write(&BTreeMap::new()).map_err(TemplateError::damaged)?),
                }
            } else {
                Content::Other(bytes)
            };
            kept.push(Kept { name, content });
        }
        if !body {
            return Err(TemplateError::one(Code::NotWord));
        }
        seen.problems.extend(missing(&seen));
        if !seen.problems.is_empty() {
            return Err(TemplateError::Problems(seen.problems));
        }
        Ok(Self { members: kept, styles: found_styles, fields: seen.fields.into_iter().collect() })
    }

    /// The fields it has.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The template itself as a Word file, to begin a design from.
    ///
    /// # Errors
    /// It cannot be packed.
    pub fn bytes(&self) -> Result<Vec<u8>, TemplateError> {
        self.packed(|kept| match &kept.content {
            Content::Text(part) => part.write(&BTreeMap::new()).map(Cow::Owned).map_err(TemplateError::damaged),
            Content::Other(bytes) => Ok(Cow::Borrowed(bytes)),
        })
    }

    /// The paper as a Word file.
    ///
    /// # Errors
    /// It cannot be packed.
    pub fn fill(&self, paper: &SpecialClauses) -> Result<Vec<u8>, TemplateError> {
        self.packed(|kept| match &kept.content {
            Content::Text(part) => fill(part, paper, &self.styles).map(Cow::Owned),
            Content::Other(_) if kept.name == CORE => Ok(Cow::Owned(core(paper).into_bytes())),
            Content::Other(bytes) => Ok(Cow::Borrowed(bytes)),
        })
    }

    fn packed<'a>(
        &'a self,
        bytes: impl Fn(&'a Kept) -> Result<Cow<'a, [u8]>, TemplateError>,
    ) -> Result<Vec<u8>, TemplateError> {
        let members: Vec<_> = self
            .members
            .iter()
            .map(|kept| Ok((kept.name.as_str(), bytes(kept)?)))
            .collect::<Result<_, TemplateError>>()?;
        pack(members.iter().map(|(name, bytes)| (*name, bytes.as_ref()))).map_err(TemplateError::damaged)
    }
}

/// What the file says of itself: the paper, and no person who once designed the template.
fn core(paper: &SpecialClauses) -> String {
    let title = match &paper.contract {
        Some(contract) => format!("{}　{}", paper.title, contract),
        None => paper.title.clone(),
    };
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{}</dc:title><dc:creator>{}</dc:creator><dc:language>ja-JP</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">{}T00:00:00Z</dcterms:created></cp:coreProperties>"#,
        written(&title),
        written(&paper.buyer),
        paper.made_on,
    )
}
