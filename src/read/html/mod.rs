//! HTML and XHTML: what a reader of the page sees, without what surrounds the text.
//!
//! The tokens of [`html5gum`] are those of browsers, with the byte range of each. No tree is built: a stack of open elements is all
//! that text needs, tag soup is closed as browsers close it, and no depth of nesting costs more than its own tags. Navigation, scripts,
//! styles, forms and what is hidden are left out; a page with `<main>` is read there alone. Lists get the marks that browsers print.

mod elements;
mod lists;
mod metadata;
mod notes;

use super::ReadError;
use super::encoding::{self, Places};
use crate::text::{BlockKind, Builder, Content, Place, Run};
use elements::{Kind, Open, Stack, State};
use encoding_rs::Encoding;
use html5gum::{DefaultEmitter, EndTag, StartTag, Token, Tokenizer};
use lists::Lists;
use notes::Notes;

/// Bytes in which a page declares its encoding, as browsers look.
const HEAD: usize = 1024;

/// The content of a page.
pub(super) fn read(bytes: &[u8]) -> Result<Content, ReadError> {
    let decoded = encoding::decode(bytes, declared(&bytes[..bytes.len().min(HEAD)]))?;
    let mut page = Page {
        builder: Builder::default(),
        stack: Stack::default(),
        lists: Lists::default(),
        notes: Notes::default(),
        places: decoded.places(),
        main: has_main(&decoded.text),
        after_mark: None,
        title: None,
    };
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(decoded.text.as_str(), emitter) {
        // Reading a string never fails.
        let Ok(token) = token;
        page.token(&token);
    }
    let Page { builder, .. } = page;
    let content = builder.finish();
    if content.text.is_empty() { Err(ReadError::Empty) } else { Ok(content) }
}

/// The encoding that a page or an XML file declares: `charset=…` or `encoding="…"`.
pub(super) fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = encoding::first_letters(head).to_ascii_lowercase();
    ["charset", "encoding"].iter().find_map(|word| {
        let after = head.split_once(word)?.1.trim_start().strip_prefix('=')?.trim_start();
        let label: String = after
            .trim_start_matches(['"', '\''])
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))
            .collect();
        Encoding::for_label(label.as_bytes())
    })
}

/// Whether a page marks its main part.
fn has_main(text: &str) -> bool {
    text.match_indices("<main").any(|(at, tag)| text[at + tag.len()..].starts_with(['>', ' ', '\n', '\r', '\t']))
}

struct Page<'a> {
    builder: Builder,
    stack: Stack,
    lists: Lists,
    notes: Notes,
    places: Places<'a>,
    main: bool,
    /// Bytes of the text after the mark of a list item: its first paragraph stands on the line of the mark.
    after_mark: Option<usize>,
    /// The text of `<title>` while it is open.
    title: Option<String>,
}

impl Page<'_> {
    fn token(&mut self, token: &Token<usize>) {
        match token {
            Token::StartTag(tag) => self.start(tag),
            Token::EndTag(tag) => self.end(tag),
            Token::String(text) => {
                let words = String::from_utf8_lossy(&text.value);
                self.text(&words, text.span.start, text.span.end);
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }

    fn start(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        match name.as_str() {
            "meta" => return metadata::meta(tag, self.builder.metadata()),
            "html" => metadata::language(tag, self.builder.metadata()),
            "title" if self.stack.state().hidden => self.title = Some(String::new()),
            "br" => return self.line_break(),
            "hr" => return self.close(),
            _ => {}
        }
        let kind = elements::kind(&name);
        if kind == Kind::Block || matches!(name.as_str(), "tr" | "caption") {
            self.close();
        }
        for closed in self.stack.close_implied(&name) {
            self.closed(&closed);
        }
        if kind == Kind::Void || tag.self_closing && kind == Kind::Foreign {
            return;
        }
        let state = self.state(&name, tag);
        self.lists.start(&name, tag);
        self.stack.push(Open { name: name.clone(), state });
        match name.as_str() {
            "li" if !state.hidden => self.mark(tag),
            "td" | "th" if !state.hidden => self.builder.cell_break(),
            _ => {}
        }
    }

    /// What holds inside an element.
    fn state(&mut self, name: &str, tag: &StartTag<usize>) -> State {
        let mut state = self.stack.state();
        if name == "main" && self.main {
            state.hidden = false;
        }
        state.hidden |= elements::is_left_out(name, tag) || name == "body" && self.main;
        state.raised = state.raised && name != "sub" || name == "sup";
        state.pre |= name == "pre";
        state.heading |= matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        if let Some(note) = self.notes.begins(tag) {
            self.close();
            state.note = Some(note);
        }
        if name == "a" || elements::is_reference(tag) {
            state.cites = self.notes.link(tag).or(state.cites);
            state.mark |= elements::is_reference(tag);
        }
        state
    }

    fn mark(&mut self, tag: &StartTag<usize>) {
        if self.stack.state().note.is_some() {
            return;
        }
        if let Some(mark) = self.lists.mark(tag) {
            self.push(&format!("{mark} "), tag.span.start, tag.span.end);
            self.after_mark = Some(self.builder.len());
        }
    }

    fn end(&mut self, tag: &EndTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if name == "title"
            && let Some(title) = self.title.take()
        {
            self.builder.metadata().add(crate::text::Field::Title, &title);
        }
        if matches!(elements::kind(&name), Kind::Block) || matches!(name.as_str(), "tr" | "caption") {
            self.close();
        }
        for closed in self.stack.close(&name) {
            self.closed(&closed);
        }
    }

    fn closed(&mut self, open: &Open) {
        self.lists.end(&open.name);
        let note = open.state.note.filter(|_| self.stack.state().note != open.state.note);
        if let Some(note) = note {
            self.close_as(Some(note), false);
        }
    }

    fn text(&mut self, words: &str, start: usize, end: usize) {
        if let Some(title) = &mut self.title {
            title.push_str(words);
        }
        let state = self.stack.state();
        if state.hidden {
            return;
        }
        if let Some(cited) = state.cites.filter(|_| state.raised || state.mark)
            && notes::is_mark(words)
        {
            return self.notes.cite(cited, words.trim(), self.builder.len());
        }
        match state.pre {
            true => self.lines(words, start, end),
            false => self.push(words, start, end),
        }
    }

    /// Text whose lines are its own.
    fn lines(&mut self, words: &str, start: usize, end: usize) {
        for (number, line) in words.split('\n').enumerate() {
            if number > 0 {
                self.builder.line_break();
            }
            match line.trim().is_empty() && number > 0 {
                true => self.close(),
                false => self.push(line, start, end),
            }
        }
    }

    fn push(&mut self, words: &str, start: usize, end: usize) {
        let place = Place::Bytes { start: self.places.at(start), end: self.places.at(end) };
        let raised = self.stack.state().raised;
        self.builder.push(Run { text: words, raised, page: None, place });
    }

    fn line_break(&mut self) {
        if !self.stack.state().hidden {
            self.builder.line_break();
        }
    }

    fn close(&mut self) {
        let state = self.stack.state();
        self.close_as(state.note, state.heading);
    }

    fn close_as(&mut self, note: Option<usize>, heading: bool) {
        if self.builder.is_empty() || self.after_mark == Some(self.builder.len()) {
            return;
        }
        let kind = match (note, heading) {
            (Some(_), _) => BlockKind::Note,
            (None, true) => BlockKind::Heading,
            (None, false) => BlockKind::Paragraph,
        };
        self.builder.close(kind);
        if let Some((mark, cited)) = note.and_then(|note| self.notes.cited(note)) {
            self.builder.note(mark, Some(cited));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &str) -> String {
        read(html.as_bytes()).map(|content| content.text).unwrap_or_default()
    }

    #[test]
    fn what_surrounds_the_text_is_left_out() {
        let page = "<!doctype html><html><head><title>T</title><style>p{}</style></head><body><nav><ul><li>Home</ul></nav>\
            <script>if (a<b) x('<p>')</script><div hidden>no</div><p style='display: none'>no</p><p aria-hidden=true>no</p>\
            <h1>Résolution</h1><p>The <b>Council</b>,<p>Decides &amp; requests&nbsp;x&shy;y.<footer>© 2020</footer></body>";
        assert_eq!(text(page), "Résolution\n\nThe Council,\n\nDecides & requests\u{a0}xy.\n");
        assert_eq!(text("<body><header>Site</header><main><p>Text</main><div>more</div>"), "Text\n");
    }

    #[test]
    fn lists_have_the_marks_that_browsers_print() {
        assert_eq!(text("<ol><li><p>a<p>b<li>c</ol>"), "1. a\n\nb\n\n2. c\n");
        let list = "<ol start=3><li>Requests<ol type=a><li>one<li>two</ol><li value=7>Decides</ol><ul><li>x</ul>";
        assert_eq!(text(list), "3. Requests\n\na. one\n\nb. two\n\n7. Decides\n\n• x\n");
        assert_eq!(text("<ol style='list-style-type: none'><li>1. Requests</ol>"), "1. Requests\n");
    }

    #[test]
    fn rows_are_lines_and_cells_are_parted() {
        assert_eq!(
            text("<table><tr><th>State<th>Vote<tr><td>Chile</td><td>yes</td></table>"),
            "State\tVote\n\nChile\tyes\n"
        );
    }

    #[test]
    fn raised_text_is_raised_and_marks_of_notes_are_none() {
        let page = "<p>its 81<sup>st</sup> session<a href='#fn1' role='doc-noteref'><sup>1</sup></a> ended</p>\
            <ol><li id=fn1><p>See x.<a href='#r' role='doc-backlink'>back</a></p></li></ol>";
        let content = read(page.as_bytes()).unwrap();
        assert_eq!(content.text, "its 81st session ended\n\nSee x.\n");
        assert_eq!(content.blocks[1].kind, BlockKind::Note);
        assert_eq!((content.notes[0].mark.as_str(), content.notes[0].cited), ("1", Some(16)));
        assert!(content.blocks[0].pieces[1].raised);
    }

    #[test]
    fn places_are_bytes_of_the_file() {
        let bytes = encoding_rs::WINDOWS_1252.encode("<meta charset=windows-1252><p>été <b>là</b>").0.into_owned();
        let content = read(&bytes).unwrap();
        let last = content.origins.last().unwrap();
        let Place::Bytes { start, end } = last.place else { panic!("{last:?}") };
        assert_eq!(&bytes[start as usize..end as usize], b"l\xe0");
    }

    #[test]
    fn soup_is_closed_as_browsers_close_it() {
        assert_eq!(text("<p>a<p>b<div>c</p>d</div></section>e<b><i>f</b>g"), "a\n\nb\n\nc\n\nd\n\nefg\n");
        assert_eq!(text("<pre>The Council,\n\n1. Decides\n  x</pre>"), "The Council,\n\n1. Decides\nx\n");
    }

    #[test]
    fn depth_costs_no_stack_and_no_time() {
        let deep = format!("{}x{}", "<div><i>".repeat(100_000), "<li></li></b>".repeat(100_000));
        assert!(text(&deep).starts_with('x'));
    }
}
