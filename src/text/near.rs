//! The names nearest to one that nobody knows: for hints.

use super::fold::fold;
use std::collections::BTreeSet;

/// Characters of a name that are compared at most.
const LONGEST: usize = 80;

/// The names most like `wish`, the nearest first, each once.
pub fn nearest<'a>(wish: &str, all: impl Iterator<Item = &'a str>, count: usize) -> Vec<String> {
    let folded = fold(wish.trim());
    let mut near: Vec<(usize, &str)> =
        all.collect::<BTreeSet<_>>().into_iter().map(|name| (distance(&folded, &fold(name)), name)).collect();
    near.sort_unstable();
    near.into_iter().take(count).map(|(_, name)| name.to_owned()).collect()
}

/// How unlike two folded names are: the part of one that is in the other counts as near, else edits over the length.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(LONGEST).collect(), b.chars().take(LONGEST).collect());
    let longest = a.len().max(b.len()).max(1);
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if short.len() > 2 && long.windows(short.len()).any(|window| window == short.as_slice()) {
        return 100 * (long.len() - short.len()) / longest / 3;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = before + usize::from(x != y);
            before = row[j + 1];
            row[j + 1] = changed.min(before + 1).min(row[j] + 1);
        }
    }
    100 * row[b.len()] / longest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_name_is_nearer_than_a_stranger() {
        assert!(distance("interpol", "assemblee generale d'interpol") < distance("interpol", "interieur"));
        assert!(distance("interpl", "interpol") < distance("interpl", "impact"));
        assert_eq!(distance("a", "a"), 0);
    }

    #[test]
    fn the_nearest_come_first_and_once() {
        let names = ["Impact", "INTERPOL", "Interpol General Assembly", "INTERPOL"];
        assert_eq!(nearest("interpoll", names.into_iter(), 2), ["INTERPOL", "Interpol General Assembly"]);
    }
}
