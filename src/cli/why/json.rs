//! An explanation for programs: one object.

use super::{Teller, ground, sentence};
use crate::audit::things::label;
use crate::audit::why::{Account, Corrected, Document, Stated};
use crate::explain::{Choice, Derivation, Reason, Words};
use crate::ontology::Origin;
use oxigraph::model::Term;
use serde_json::{Value as Json, json};

impl Teller<'_> {
    pub(super) fn json(&self, limit: usize) -> Json {
        let Account { subject, predicate, object, claims, silent } = self.account;
        let shown: Vec<Json> = claims.iter().take(limit).map(|claim| self.claim_json(claim)).collect();
        let object = match object {
            Term::NamedNode(node) => json!({ "iri": node.as_str(), "name": self.things.name(node.as_str()) }),
            other => json!({ "value": literal(other) }),
        };
        json!({
            "s": { "iri": subject.as_str(), "name": self.things.name(subject.as_str()) },
            "p": { "iri": predicate.as_str(), "name": label(self.ontology, predicate.as_str()) },
            "o": object,
            "count": claims.len(),
            "claims": shown,
            "silent": silent.iter().map(document_json).collect::<Vec<_>>(),
        })
    }

    fn claim_json(&self, claim: &Stated) -> Json {
        let (again, derivation) = self.again(claim);
        let (text, marks) = sentence(claim, again);
        let origin = derivation.map_or_else(
            || claim.rule.as_deref().and_then(|rule| self.ontology.origin_of_rule(rule)),
            |derivation| derivation.form.origin.clone(),
        );
        let qualifiers: Json =
            claim.qualifiers.iter().map(|(iri, value)| json!({ "property": iri, "value": value })).collect();
        json!({
            "iri": claim.iri,
            "document": document_json(&claim.document),
            "modality": claim.modality,
            "ground": derivation.and_then(ground),
            "quote": claim.words.as_ref().map(|words| json!({ "start": words.start, "end": words.end, "text": words.quote })),
            "sentence": { "text": text, "start": marks.start, "end": marks.end },
            "clause": claim.clause.as_ref().map(|clause| json!({
                "kind": if clause.operative { "operative" } else { "recital" },
                "position": clause.position,
            })),
            "act": claim.act.as_ref().map(|act| json!({ "concept": act.concept, "verb": act.verb, "body": act.body })),
            "qualifiers": qualifiers,
            "corrections": claim.corrections.iter().map(|one| self.correction_json(one)).collect::<Vec<_>>(),
            "rule": {
                "id": claim.rule,
                "file": origin.as_ref().map(|origin| &origin.file),
                "line": origin.as_ref().and_then(|origin| origin.line),
                "form": derivation.map(|derivation| &derivation.form.form),
            },
            "slots": derivation.map(|derivation| self.fillings_json(derivation)),
            "obstacle": again.filter(|_| derivation.is_none()).and_then(|again| again.obstacle.as_ref()),
        })
    }

    fn correction_json(&self, correction: &Corrected) -> Json {
        let place = self.corrections.place(&correction.iri);
        json!({
            "iri": correction.iri,
            "kind": correction.kind,
            "file": place.map(|(file, _)| file).or(correction.file.as_deref()),
            "line": place.map(|(_, line)| line),
            "comment": correction.comment,
            "merges": correction.merged.as_ref().map(|(merges, _)| merges),
            "into": correction.merged.as_ref().map(|(_, into)| into),
        })
    }

    fn fillings_json(&self, derivation: &Derivation) -> Vec<Json> {
        let fillings = derivation.fillings.iter();
        fillings
            .map(|filling| {
                let things: Vec<Json> = filling.things.iter().map(|thing| self.choice_json(thing)).collect();
                json!({ "slot": filling.slot, "words": words_json(&filling.words), "things": things })
            })
            .collect()
    }

    fn choice_json(&self, choice: &Choice) -> Json {
        let origin = place_of(&choice.reason);
        json!({
            "iri": choice.iri,
            "type": choice.entity_type,
            "words": words_json(&choice.words),
            "reason": self.reason(&choice.reason),
            "file": origin.map(|origin| &origin.file),
            "line": origin.and_then(|origin| origin.line),
        })
    }
}

fn place_of(reason: &Reason) -> Option<&Origin> {
    match reason {
        Reason::FullName { origin }
        | Reason::ShortName { origin, .. }
        | Reason::Symbol { origin, .. }
        | Reason::NamedAfter { origin, .. } => origin.as_ref(),
        Reason::Defined { reason, .. } | Reason::Longer { reason, .. } => place_of(reason),
        _ => None,
    }
}

fn literal(term: &Term) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    }
}

fn words_json(words: &Words) -> Json {
    json!({ "text": words.text, "start": words.start, "end": words.end })
}

fn document_json(document: &Document) -> Json {
    json!({ "path": document.path, "iri": document.source, "lang": document.language, "resolution": document.work })
}
