//! A sentence for people, with some of its words marked below.
//!
//! ```text
//! RECONNAISSANT que le Bureau des cartes marines (BCM) est l'agent d'exécution de l'Union,
//!                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```

use std::ops::Range;

/// Characters of a line at most.
const WIDTH: usize = 100;
/// Lines around the marked ones that are shown of a long passage.
const AROUND: usize = 2;

/// The lines of a text, each followed by its marks if it has any; `marked` in code points of the text.
pub(super) fn marked(text: &str, marked: Range<usize>) -> Vec<String> {
    let line = one_line(text, &marked);
    let lines = wrap(&line);
    let near = |at: usize| {
        let from = at.saturating_sub(AROUND);
        lines[from..(at + AROUND + 1).min(lines.len())].iter().any(|line| line.iter().any(|(_, mark)| *mark))
    };
    let mut shown = Vec::new();
    let mut cut = false;
    for (at, line) in lines.iter().enumerate() {
        if !near(at) {
            if !cut {
                shown.push("…".to_owned());
            }
            cut = true;
            continue;
        }
        cut = false;
        shown.push(line.iter().map(|(c, _)| *c).collect());
        if line.iter().any(|(_, mark)| *mark) {
            let marks: String = line.iter().map(|(_, mark)| if *mark { '^' } else { ' ' }).collect();
            shown.push(marks.trim_end().to_owned());
        }
    }
    shown
}

/// The characters in one line, each with whether it is marked.
fn one_line(text: &str, marked: &Range<usize>) -> Vec<(char, bool)> {
    let mut line: Vec<(char, bool)> = Vec::new();
    for (at, c) in text.chars().enumerate() {
        let mark = marked.contains(&at);
        match (c.is_whitespace(), line.last_mut()) {
            (true, None) => {}
            (true, Some((' ', before))) => *before &= mark,
            (true, Some(_)) => line.push((' ', mark)),
            (false, _) => line.push((super::table::seen(c), mark)),
        }
    }
    while line.pop_if(|(c, _)| *c == ' ').is_some() {}
    line
}

/// Cut at spaces; a word that is too long is cut where the line ends.
fn wrap(line: &[(char, bool)]) -> Vec<&[(char, bool)]> {
    let mut lines = Vec::new();
    let mut rest = line;
    while rest.len() > WIDTH {
        let space = rest[..=WIDTH].iter().rposition(|(c, _)| *c == ' ').filter(|at| *at > 0);
        let end = space.unwrap_or(WIDTH);
        lines.push(&rest[..end]);
        rest = &rest[end + usize::from(space.is_some())..];
    }
    lines.push(rest);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_below_their_words() {
        assert_eq!(marked("a bcd\n  e", 2..5), ["a bcd e", "  ^^^"]);
        assert_eq!(marked("ab", 0..0), ["…"]);
    }

    #[test]
    fn a_long_passage_is_cut_around_its_marks() {
        let text = format!("{} xyz {}", "word ".repeat(100), "word ".repeat(100));
        let shown = marked(&text, 501..504);
        assert_eq!((shown.first(), shown.last()), (Some(&"…".to_owned()), Some(&"…".to_owned())));
        assert!(shown.iter().all(|line| line.chars().count() <= WIDTH));
        assert_eq!(shown.iter().filter(|line| line.trim() == "^^^").count(), 1);
    }
}
