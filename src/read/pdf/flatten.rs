//! The text operations of a page as one plain stream.
//!
//! What the library for characters does with a page is right for plain ones: it knows no quote operators, places nested forms at the
//! origin, and gives up on a colour it does not know or an operand that is missing. So a page is rewritten before: forms are put in
//! their place, with their fonts under names of their own; graphics are left out; operators are spelt out; what is malformed is dropped.

use pdf_extract::content::{Content, Operation};
use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream};

/// Forms within forms at most.
const DEEPEST: usize = 12;
/// Operations of a page at most.
const MOST: usize = 4_000_000;
/// Encodings of simple fonts that the library knows by name.
const ENCODINGS: [&[u8]; 3] = [b"WinAnsiEncoding", b"MacRomanEncoding", b"MacExpertEncoding"];

/// Rewrites all pages. Whether every page could be read.
pub(super) fn pages(document: &mut Document) -> Result<(), String> {
    for (number, page) in document.get_pages() {
        let mut flat =
            Flat { operations: Vec::new(), fonts: Dictionary::new(), forms: Vec::new(), count: 0, set: vec![false] };
        let resources = resources(document, page);
        let content = document.get_page_content(page).map_err(|error| format!("page {number}: {error}"))?;
        flat.stream(document, &content, &resources).map_err(|why| format!("page {number}: {why}"))?;
        let mut own = Dictionary::new();
        own.set("Font", Object::Dictionary(flat.fonts));
        let encoded = Content { operations: flat.operations }.encode();
        let content = encoded.map_err(|error| format!("page {number}: {error}"))?;
        let stream = document.add_object(Stream::new(Dictionary::new(), content));
        if let Ok(page) = document.get_object_mut(page).and_then(Object::as_dict_mut) {
            page.set("Resources", Object::Dictionary(own));
            page.set("Contents", Object::Reference(stream));
        }
    }
    plain_encodings(document);
    Ok(())
}

/// The resources of a page: its own, or those it inherits.
fn resources(document: &Document, page: ObjectId) -> Dictionary {
    let mut at = document.get_dictionary(page).ok();
    for _ in 0..DEEPEST {
        let Some(node) = at else { break };
        if let Some(found) = dictionary(document, node, b"Resources") {
            return found.clone();
        }
        at = dictionary(document, node, b"Parent");
    }
    Dictionary::new()
}

/// A dictionary in a dictionary, through references.
pub(super) fn dictionary<'a>(document: &'a Document, holder: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
    document.dereference(holder.get(key).ok()?).ok()?.1.as_dict().ok()
}

/// Fonts whose encoding the library does not know by name are read by their own.
fn plain_encodings(document: &mut Document) {
    for object in document.objects.values_mut() {
        let Ok(font) = object.as_dict_mut() else { continue };
        for key in [b"Encoding".as_slice(), b"BaseEncoding".as_slice()] {
            let simple = !font.has(b"DescendantFonts");
            let unknown =
                font.get(key).and_then(Object::as_name).is_ok_and(|name| simple && !ENCODINGS.contains(&name));
            if unknown {
                font.remove(key);
            }
        }
        if let Ok(inline) = font.get_mut(b"Encoding").and_then(Object::as_dict_mut) {
            let unknown = inline.get(b"BaseEncoding").and_then(Object::as_name).is_ok_and(|n| !ENCODINGS.contains(&n));
            if unknown {
                inline.remove(b"BaseEncoding");
            }
        }
    }
}

struct Flat {
    operations: Vec<Operation>,
    fonts: Dictionary,
    /// The forms that are open, so that none is within itself.
    forms: Vec<Option<ObjectId>>,
    /// Whether a font is set, by saved state.
    set: Vec<bool>,
    /// Streams so far: each names its fonts with its number.
    count: usize,
}

impl Flat {
    fn stream(&mut self, document: &Document, content: &[u8], resources: &Dictionary) -> Result<(), String> {
        let content = Content::decode(content).map_err(|_| "its content is damaged".to_owned())?;
        self.count += 1;
        let stream = self.count;
        for operation in content.operations {
            if self.operations.len() > MOST {
                return Err("it has too many operations".to_owned());
            }
            match operation.operator.as_str() {
                "Do" => self.form(document, &operation, resources)?,
                "Tf" => self.font(document, operation, resources, stream),
                "'" => {
                    self.keep("T*", Vec::new());
                    self.shown("Tj", operation.operands);
                }
                "\"" => {
                    let mut operands = operation.operands.into_iter();
                    let (Some(word), Some(letter)) = (operands.next(), operands.next()) else { continue };
                    self.numbers("Tw", vec![word], 1);
                    self.numbers("Tc", vec![letter], 1);
                    self.keep("T*", Vec::new());
                    self.shown("Tj", operands.collect());
                }
                "BT" | "ET" | "T*" => self.keep(&operation.operator, Vec::new()),
                "q" => self.save(),
                "Q" => self.restore(),
                "Tj" | "TJ" => self.shown(&operation.operator, operation.operands),
                "cm" | "Tm" => self.numbers(&operation.operator, operation.operands, 6),
                "Td" | "TD" => self.numbers(&operation.operator, operation.operands, 2),
                "Tc" | "Tw" | "Tz" | "TL" | "Ts" => self.numbers(&operation.operator, operation.operands, 1),
                _ => {}
            }
        }
        Ok(())
    }

    fn keep(&mut self, operator: &str, operands: Vec<Object>) {
        self.operations.push(Operation::new(operator, operands));
    }

    fn save(&mut self) {
        self.set.push(self.has_font());
        self.keep("q", Vec::new());
    }

    fn restore(&mut self) {
        if self.set.len() > 1 {
            self.set.pop();
            self.keep("Q", Vec::new());
        }
    }

    fn has_font(&self) -> bool {
        self.set.last() == Some(&true)
    }

    /// Keeps an operation with so many numbers.
    fn numbers(&mut self, operator: &str, operands: Vec<Object>, count: usize) {
        if operands.len() == count && operands.iter().all(is_number) {
            self.keep(operator, operands);
        }
    }

    /// Keeps an operation that shows a string or an array of strings and numbers.
    fn shown(&mut self, operator: &str, operands: Vec<Object>) {
        let Some(first) = operands.into_iter().next() else { return };
        let fits = match (operator, &first) {
            ("Tj", Object::String(..)) => true,
            ("TJ", Object::Array(parts)) => parts.iter().all(|part| is_number(part) || part.as_str().is_ok()),
            _ => false,
        };
        // Without a font there is nothing to read it by.
        if fits && self.has_font() {
            self.keep(operator, vec![first]);
        }
    }

    /// Sets a font, under a name that no other stream gives to another one.
    fn font(&mut self, document: &Document, operation: Operation, resources: &Dictionary, stream: usize) {
        let mut operands = operation.operands.into_iter();
        let (Some(Object::Name(name)), Some(size)) = (operands.next(), operands.next()) else { return };
        let fonts = dictionary(document, resources, b"Font");
        let Some(font) = fonts.and_then(|fonts| fonts.get(&name).ok()).filter(|_| is_number(&size)) else { return };
        let sound = document.dereference(font).ok().and_then(|(_, font)| font.as_dict().ok());
        if sound.is_none_or(|font| !font.has(b"Subtype")) {
            return;
        }
        let name = [format!("s{stream}-").as_bytes(), name.as_slice()].concat();
        self.fonts.set(name.clone(), font.clone());
        self.keep("Tf", vec![Object::Name(name), size]);
        if let Some(set) = self.set.last_mut() {
            *set = true;
        }
    }

    /// Puts a form in its place.
    fn form(&mut self, document: &Document, operation: &Operation, resources: &Dictionary) -> Result<(), String> {
        let Some(Ok(name)) = operation.operands.first().map(Object::as_name) else { return Ok(()) };
        let forms = dictionary(document, resources, b"XObject");
        let Some(form) = forms.and_then(|forms| forms.get(name).ok()) else { return Ok(()) };
        let Ok((id, Object::Stream(form))) = document.dereference(form) else { return Ok(()) };
        let is_form = form.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form");
        if !is_form || self.forms.len() >= DEEPEST || id.is_some() && self.forms.contains(&id) {
            return Ok(());
        }
        let content = form.get_plain_content().map_err(|error| error.to_string())?;
        let own = dictionary(document, &form.dict, b"Resources").unwrap_or(resources);
        self.save();
        let depth = self.set.len();
        if let Ok(matrix) = form.dict.get(b"Matrix").and_then(Object::as_array) {
            self.numbers("cm", matrix.clone(), 6);
        }
        self.forms.push(id);
        let result = self.stream(document, &content, own);
        self.forms.pop();
        // What a form leaves open is closed with it.
        while self.set.len() >= depth && self.set.len() > 1 {
            self.restore();
        }
        result
    }
}

fn is_number(object: &Object) -> bool {
    matches!(object, Object::Integer(_) | Object::Real(_))
}
