//! Colours that the colour-blind can tell apart, on light and on dark paper.
//!
//! The hues are those of Okabe and Ito, "Color Universal Design" (2008). Fills are tints of them and outlines shades, so that
//! text on a fill keeps a contrast above 7:1 and an outline one above 3:1 with the paper, yellow included.

use super::graph::Kind;

/// On which paper a picture is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Light, and dark where the reader's screen prefers dark.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// The colours of a picture on one kind of paper, as `#rrggbb`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Palette {
    pub(super) paper: String,
    pub(super) text: String,
    pub(super) muted: String,
    pub(super) fact: String,
    pub(super) act: String,
    pub(super) rule: String,
    /// Kind, fill, outline.
    pub(super) kinds: Vec<(Kind, String, String)>,
}

/// Red, green, blue.
type Rgb = [u8; 3];

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
const NIGHT: Rgb = [21, 24, 30];

fn hue(kind: Kind) -> Rgb {
    match kind {
        Kind::Organization => [0, 114, 178],
        Kind::Office => [86, 180, 233],
        Kind::Person => [204, 121, 167],
        Kind::Place => [0, 158, 115],
        Kind::Document => [230, 159, 0],
        Kind::Event => [213, 94, 0],
        Kind::Programme => [240, 228, 66],
        Kind::Group => [96, 96, 96],
        Kind::Other => [150, 150, 150],
    }
}

impl Palette {
    pub(super) fn light() -> Self {
        let kinds = Kind::ALL.map(|kind| {
            let darker = if matches!(kind, Kind::Programme) { 0.42 } else { 0.22 };
            (kind, mix(WHITE, hue(kind), 0.2), mix(hue(kind), BLACK, darker))
        });
        Self {
            paper: hex(WHITE),
            text: hex([26, 28, 33]),
            muted: hex([84, 88, 96]),
            fact: hex([70, 74, 82]),
            act: hex([112, 84, 150]),
            rule: hex([218, 220, 224]),
            kinds: kinds.to_vec(),
        }
    }

    pub(super) fn dark() -> Self {
        let kinds = Kind::ALL.map(|kind| {
            let tint = if matches!(kind, Kind::Programme) { 0.2 } else { 0.3 };
            (kind, mix(NIGHT, hue(kind), tint), mix(hue(kind), WHITE, 0.25))
        });
        Self {
            paper: hex(NIGHT),
            text: hex([240, 241, 243]),
            muted: hex([172, 177, 186]),
            fact: hex([176, 181, 190]),
            act: hex([184, 160, 222]),
            rule: hex([58, 63, 72]),
            kinds: kinds.to_vec(),
        }
    }

    /// Fill and outline of a kind.
    pub(super) fn kind(&self, kind: Kind) -> (&str, &str) {
        let found = self.kinds.iter().find(|(own, _, _)| *own == kind);
        found.map_or(("#ffffff", "#000000"), |(_, fill, line)| (fill, line))
    }
}

fn mix(from: Rgb, to: Rgb, share: f64) -> String {
    let part = |n: usize| (f64::from(from[n]) * (1.0 - share) + f64::from(to[n]) * share).round() as u8;
    hex([part(0), part(1), part(2)])
}

fn hex([r, g, b]: Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn channel(text: &str, at: usize) -> f64 {
        let value = f64::from(u8::from_str_radix(&text[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.03928 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let light = |c: &str| 0.2126 * channel(c, 1) + 0.7152 * channel(c, 3) + 0.0722 * channel(c, 5);
        let (a, b) = (light(a), light(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn everything_can_be_read_on_its_ground() {
        for palette in [Palette::light(), Palette::dark()] {
            for (kind, fill, line) in &palette.kinds {
                assert!(contrast(&palette.text, fill) > 7.0, "text on {kind:?}");
                assert!(contrast(&palette.muted, fill) > 3.8, "small text on {kind:?}");
                assert!(contrast(line, &palette.paper) > 3.0, "outline of {kind:?} {line}");
            }
            for ink in [&palette.text, &palette.muted, &palette.fact, &palette.act] {
                assert!(contrast(ink, &palette.paper) > 4.5, "{ink}");
            }
        }
    }
}
