//! An extraction told in short lines, one thing a line, for tests that people read.
//!
//! ```text
//! header session: 81
//! clause recital: recalls
//! words 1: APPROUVE le projet …
//! verb mandates: DONNE MANDAT
//! act mandates -> Secrétaire général : le signer (concerns projet d'accord)
//! fact UPF | memberCount | 12 | asserted | field=transit
//! entity Organization: Union des ports francs, UPF = united-ports
//! ```
//!
//! Things are called by the first name that the document gives them. After `=` stands what a thing is outside of the
//! document: the local name of its entry in the gazetteer, or the canonical symbol.

use whereas::ontology::Ontology;
use whereas::relate::{Act, Claim, Extraction, Value};
use whereas::resolve::{Entity, EntityId};

/// All that an extraction says. What kind of line it is, is its first word.
pub(crate) fn lines(ontology: &Ontology, extraction: &Extraction) -> Vec<String> {
    let teller = Teller { ontology, extraction };
    let mut lines = teller.header();
    lines.extend(teller.clauses());
    lines.extend(extraction.acts.iter().flat_map(|act| [teller.verb(act), teller.act(act)]));
    lines.extend(teller.facts());
    lines.extend(extraction.entities.iter().map(|entity| teller.entity(entity)));
    lines
}

struct Teller<'a> {
    ontology: &'a Ontology,
    extraction: &'a Extraction,
}

impl Teller<'_> {
    fn header(&self) -> Vec<String> {
        let header = &self.extraction.header;
        let name = |id: Option<EntityId>| id.map(|id| self.name(id));
        let fields = [
            ("body", name(header.body)),
            ("symbol", header.symbol.clone()),
            ("date", header.date.clone()),
            ("session", header.session.map(|session| session.to_string())),
            ("place", name(header.place)),
            ("start", header.start.clone()),
            ("end", header.end.clone()),
            ("subject", header.subject.map(|span| self.extraction.source.visible(span))),
        ];
        let votes = &header.votes;
        let [for_it, against, abstaining] = votes.counts.map(|count| count.map(|count| count.to_string()));
        let [_, opposed, abstained] = votes.names.each_ref().map(|ids| (!ids.is_empty()).then(|| self.names(ids)));
        let further = [
            ("meeting", header.meeting.map(|meeting| meeting.to_string())),
            ("adoption", votes.manner.map(|manner| manner.name().to_owned())),
            ("for", for_it),
            ("against", against),
            ("abstaining", abstaining),
            ("opposed", opposed),
            ("abstained", abstained),
        ];
        let fields = fields.into_iter().chain(further);
        let stated = fields.filter_map(|(field, value)| Some((field, value?)));
        stated.map(|(field, value)| format!("header {field}: {value}")).collect()
    }

    fn names(&self, ids: &[EntityId]) -> String {
        ids.iter().map(|id| self.name(*id)).collect::<Vec<_>>().join("; ")
    }

    fn clauses(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (index, clause) in self.extraction.clauses.iter().enumerate() {
            let acts = self.extraction.acts.iter().filter(|act| act.clause == index);
            let acts: Vec<&str> = acts.map(|act| self.class(act)).collect();
            let number = clause.number.iter().map(|number| format!(" {number}")).collect::<String>();
            lines.push(format!("clause {}{number}: {}", clause.kind.name(), acts.join(", ")));
            lines.push(format!("words {}: {}", index + 1, self.extraction.source.visible(clause.span)));
        }
        lines
    }

    fn class(&self, act: &Act) -> &str {
        &self.ontology.class_of(act.concept).name
    }

    fn verb(&self, act: &Act) -> String {
        format!("verb {}: {}", self.class(act), self.extraction.source.visible(act.span))
    }

    fn act(&self, act: &Act) -> String {
        let mut line = format!("act {}", self.class(act));
        let named = |ids: &[EntityId]| ids.iter().map(|id| self.name(*id)).collect::<Vec<_>>().join("; ");
        if !act.receivers.is_empty() {
            line += &format!(" -> {}", named(&act.receivers));
        }
        if let Some(content) = act.content {
            line += &format!(" : {}", self.extraction.source.visible(content));
        }
        if !act.concerns.is_empty() {
            line += &format!(" (concerns {})", named(&act.concerns));
        }
        line
    }

    /// Each fact once, however often it is stated.
    fn facts(&self) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for claim in self.extraction.claims.iter().filter(|claim| !claim.receiver) {
            let line = self.fact(claim);
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        lines
    }

    fn fact(&self, claim: &Claim) -> String {
        let predicate = |id: whereas::ontology::PredicateId| self.ontology.predicates[usize::from(id.0)].name.as_str();
        let mut line = format!(
            "fact {} | {} | {} | {}",
            self.name(claim.subject),
            predicate(claim.predicate),
            self.value(&claim.object),
            claim.modality.name()
        );
        for (qualifier, value) in &claim.qualifiers {
            line += &format!(" | {}={}", predicate(*qualifier), self.value(value));
        }
        line
    }

    fn value(&self, value: &Value) -> String {
        match value {
            Value::Entity(id) => self.name(*id),
            Value::Integer(number) => number.to_string(),
            Value::Date(text) | Value::Interval(text) | Value::Text(text) => text.clone(),
        }
    }

    fn name(&self, id: EntityId) -> String {
        self.extraction.entity(id).names.first().cloned().unwrap_or_default()
    }

    fn entity(&self, entity: &Entity) -> String {
        let kind = &self.ontology.types[usize::from(entity.entity_type.0)].name;
        let known = entity.curated.map(|id| self.ontology.curated(id).iri.rsplit('/').next().unwrap_or_default());
        let outside = known.or(entity.symbol.as_deref()).map(|name| format!(" = {name}")).unwrap_or_default();
        format!("entity {kind}: {}{outside}", entity.names.join(", "))
    }
}
