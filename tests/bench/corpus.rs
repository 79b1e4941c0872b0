//! Documents and names for benchmarks, made up and always the same.

/// Recitals and operative clauses of each document.
pub(crate) const CLAUSES: usize = 9;

/// A number after a number: an xorshift, so that everyone measures the same text.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap()
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.roll(words.len())]
    }

    fn name(&mut self) -> String {
        const PARTS: [&str; 16] =
            ["ba", "ro", "ti", "mel", "kan", "dor", "vi", "su", "len", "ar", "gu", "pe", "nos", "tal", "mi", "ker"];
        let word: String = (0..2 + self.roll(3)).map(|_| self.of(&PARTS)).collect();
        word[..1].to_uppercase() + &word[1..]
    }
}

/// Resolutions in English and French, in turn: path and text.
pub(crate) fn documents(count: usize) -> Vec<(String, String)> {
    let mut dice = Dice(20_121_108);
    let document = |index: usize| match index % 2 {
        0 => (format!("made-up-{index}-en.txt"), english(&mut dice)),
        _ => (format!("made-up-{index}-fr.txt"), french(&mut dice)),
    };
    (0..count).map(document).collect()
}

const STATES: [&str; 6] = ["Cyprus", "Angola", "Haiti", "Namibia", "Lebanon", "Timor-Leste"];
const MONTHS: [&str; 3] = ["July", "August", "October"];
const MOIS: [&str; 3] = ["juillet", "octobre", "novembre"];

fn english(dice: &mut Dice) -> String {
    let (state, month, name, other) = (dice.of(&STATES), dice.of(&MONTHS), dice.name(), dice.name());
    let (number, day, year) = (100 + dice.roll(900), 1 + dice.roll(28), 1970 + dice.roll(30));
    format!(
        "Resolution {number} ({year})\n\nof {day} {month} {year}\n\nThe Security Council,\n\n\
         Recalling its resolutions {a} ({b}) of {day} {month} {b} and {c} ({b}), and the statements of its President,\n\n\
         Having considered the report of the Secretary-General of {day} {month} {year} (S/{number}{day}) on the situation in {state},\n\n\
         Noting that the {name} Institute ({upper}), a specialized agency of the United Nations, has its headquarters in Geneva,\n\n\
         Gravely concerned at the acts of violence committed along the coast by armed groups of the {other} Front, and at the \
         hardship which the population of the northern districts continues to suffer as a consequence of them,\n\n\
         Reaffirming the sovereignty, territorial integrity and political independence of {state},\n\n\
         1. Extends the mandate of the {name} Observer Mission until {day} {month} {next};\n\n\
         2. Calls upon all parties to cooperate fully with the {name} Institute in the fulfilment of its tasks, and to refrain \
         from any action which might worsen the conditions under which assistance is given to those who need it;\n\n\
         3. Requests the Secretary-General to submit a report on the implementation of the present resolution to the Council \
         no later than {day} {month} {next};\n\n\
         4. Decides to remain seized of the matter.\n",
        a = 100 + dice.roll(800),
        c = 100 + dice.roll(800),
        b = year - 1,
        next = year + 1,
        upper = &name.to_uppercase()[..4],
    )
}

fn french(dice: &mut Dice) -> String {
    let (mois, name, other) = (dice.of(&MOIS), dice.name(), dice.name());
    let (number, day, year) = (100 + dice.roll(900), 2 + dice.roll(26), 1970 + dice.roll(30));
    format!(
        "Résolution {number} ({year})\n\ndu {day} {mois} {year}\n\nLe Conseil de sécurité,\n\n\
         Rappelant ses résolutions {a} ({b}) du {day} {mois} {b} et {c} ({b}), ainsi que les déclarations de son Président,\n\n\
         Ayant examiné le rapport du Secrétaire général en date du {day} {mois} {year} (S/{number}{day}) sur la situation à Chypre,\n\n\
         Notant que l'Institut {name} ({upper}), institution spécialisée des Nations Unies, a son siège à Genève,\n\n\
         Gravement préoccupé par les actes de violence commis le long de la côte par des groupes armés du Front {other}, et par \
         les épreuves que la population des districts du nord continue de subir de ce fait,\n\n\
         Réaffirmant la souveraineté, l'intégrité territoriale et l'indépendance politique de Chypre,\n\n\
         1. Proroge le mandat de la Mission d'observation de {name} jusqu'au {day} {mois} {next} ;\n\n\
         2. Demande à toutes les parties de coopérer pleinement avec l'Institut {name} dans l'accomplissement de sa tâche, et de \
         s'abstenir de toute action qui pourrait aggraver les conditions dans lesquelles l'assistance est fournie ;\n\n\
         3. Prie le Secrétaire général de lui présenter un rapport sur l'application de la présente résolution au plus tard le \
         {day} {mois} {next} ;\n\n\
         4. Décide de rester saisi de la question.\n",
        a = 100 + dice.roll(800),
        c = 100 + dice.roll(800),
        b = year - 1,
        next = year + 1,
        upper = &name.to_uppercase()[..4],
    )
}

/// A thesaurus with so many names, two of each thing, as Turtle.
pub(crate) fn thesaurus(names: usize) -> String {
    let mut dice = Dice(1923);
    let mut text = String::from(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\
         @prefix ws: <https://w3id.org/whereas/ns#> .\n\
         @prefix thing: <https://example.org/thing/> .\n",
    );
    for index in 0..names / 2 {
        let (place, field, other) = (dice.name(), dice.name(), dice.name());
        let noun = dice.of(&["Office", "Institute", "Commission", "Agency", "Fund"]);
        text += &format!(
            "thing:t{index} a ws:Organization ; skos:prefLabel \"{place} {noun} for {field} and {other}\"@en ; \
             skos:altLabel \"{noun} {place} de {field} {index}\"@fr .\n"
        );
    }
    text
}
