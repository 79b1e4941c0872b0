//! Numbers of lists that a file stores as a style and a page shows as letters and digits.

/// How the items of a list are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// 1, 2, 3
    Decimal,
    /// a, b, c
    Letter,
    /// A, B, C
    Capital,
    /// i, ii, iii
    Roman,
    /// I, II, III
    CapitalRoman,
    /// •
    Bullet,
}

/// Letters of a mark at most: after `z` comes `aa`.
const LONGEST: i64 = 26 * 8;
/// The largest Roman numeral.
const LARGEST: i64 = 3999;

/// The number of an item in a style; digits where the style has no sign for it.
pub(super) fn number(style: Style, value: i64) -> String {
    match style {
        Style::Decimal => value.to_string(),
        Style::Letter => letters(value, b'a').unwrap_or_else(|| value.to_string()),
        Style::Capital => letters(value, b'A').unwrap_or_else(|| value.to_string()),
        Style::Roman => roman(value).map_or_else(|| value.to_string(), |roman| roman.to_lowercase()),
        Style::CapitalRoman => roman(value).unwrap_or_else(|| value.to_string()),
        Style::Bullet => "•".to_owned(),
    }
}

/// As word processors count on: `z`, `aa`, `bb`.
fn letters(value: i64, first: u8) -> Option<String> {
    let index = u8::try_from((value - 1).rem_euclid(26)).ok()?;
    let count = usize::try_from((value - 1).div_euclid(26) + 1).ok()?;
    (1..=LONGEST).contains(&value).then(|| char::from(first + index).to_string().repeat(count))
}

fn roman(value: i64) -> Option<String> {
    const SIGNS: [(i64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..=LARGEST).contains(&value) {
        return None;
    }
    let mut left = value;
    let mut out = String::new();
    for (worth, sign) in SIGNS {
        while left >= worth {
            out.push_str(sign);
            left -= worth;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_their_style() {
        assert_eq!(number(Style::Letter, 3), "c");
        assert_eq!(number(Style::Letter, 28), "bb");
        assert_eq!(number(Style::Roman, 14), "xiv");
        assert_eq!(number(Style::CapitalRoman, 0), "0");
        assert_eq!(number(Style::Capital, i64::MAX), i64::MAX.to_string());
    }
}
