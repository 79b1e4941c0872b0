//! The style sheet inside the file.

use crate::draw::graph::Kind;
use crate::draw::palette::{Palette, Theme};

const SHAPES: &str = "\
text{font-family:Arial,'Liberation Sans',Helvetica,Arimo,'Nimbus Sans',sans-serif}
.head-text{font-weight:bold}
.node{stroke-width:1.5;stroke-linejoin:round}
.node text{stroke:none}
.node polyline{fill:none}
.line{fill:none;stroke-width:1.5}
.head{stroke-width:1.2;stroke-linejoin:round}
.act .line{stroke-width:1.2}
.act .head{fill:none;stroke-width:1.5;stroke-linecap:round}
.act text{font-style:italic}
.prospective .line{stroke-dasharray:6 4}
.made .line{stroke-dasharray:0.1 4;stroke-linecap:round;stroke-width:2}
.rule{stroke-width:1}
";

/// The `<style>` element.
pub(super) fn sheet(theme: Theme) -> String {
    let colours = match theme {
        Theme::Light => colours(&Palette::light()),
        Theme::Dark => colours(&Palette::dark()),
        Theme::Auto => format!(
            "{}@media (prefers-color-scheme:dark){{\n{}}}\n",
            colours(&Palette::light()),
            colours(&Palette::dark())
        ),
    };
    format!("<style>\n{SHAPES}{colours}</style>\n")
}

fn colours(palette: &Palette) -> String {
    let Palette { paper, text, muted, fact, act, rule, kinds } = palette;
    let mut out = format!(
        ".paper{{fill:{paper}}}\ntext{{fill:{text}}}\n.muted{{fill:{muted}}}\n.rule{{stroke:{rule}}}\n\
         .fact .line,.fact .head{{stroke:{fact}}}\n.fact .head{{fill:{fact}}}\n.fact .label{{fill:{fact}}}\n\
         .act .line,.act .head{{stroke:{act}}}\n.act .label{{fill:{act}}}\n"
    );
    for (kind, fill, line) in kinds {
        out.push_str(&format!(".{}{{fill:{fill};stroke:{line}}}\n", kind_class(*kind)));
    }
    out
}

/// The class of nodes of a kind.
pub(super) fn kind_class(kind: Kind) -> String {
    let name = if kind == Kind::Other { "other" } else { kind.name() };
    format!("is-{}", name.to_lowercase())
}
