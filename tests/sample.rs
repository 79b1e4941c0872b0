//! An ontology and an extraction made by hand, so that what comes after reading is tested by itself.

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term, Triple};
use std::collections::BTreeMap;
use whereas::ontology::{ConceptId, Curated, CuratedId, Label, Ontology, PredicateId, TypeId};
use whereas::parse::{Clause, ClauseKind};
use whereas::relate::{Act, Claim, Extraction, Header, Modality, Value};
use whereas::resolve::{Entity, EntityId};
use whereas::text::{Format, Source, Span};

pub(crate) const WHEREAS: &str = include_str!("../ontology/whereas.ttl");

/// The triples of `whereas.ttl`.
pub(crate) fn vocabulary() -> Vec<Triple> {
    RdfParser::from_format(RdfFormat::Turtle).for_slice(WHEREAS.as_bytes()).map(|q| q.unwrap().into()).collect()
}

/// Objects by subject, for one predicate.
pub(crate) fn column(triples: &[Triple], predicate: &str) -> BTreeMap<String, Vec<String>> {
    let mut column: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for triple in triples.iter().filter(|t| t.predicate.as_str() == predicate) {
        let NamedOrBlankNode::NamedNode(subject) = &triple.subject else { continue };
        if let Term::NamedNode(object) = &triple.object {
            column.entry(subject.as_str().to_owned()).or_default().push(object.as_str().to_owned());
        }
    }
    column
}

/// The built-in ontology, with two things in its gazetteer.
pub(crate) fn ontology() -> Ontology {
    let mut ontology = Ontology::built_in().unwrap();
    let itu = &[("fr", "Union internationale des télécommunications"), ("en", "ITU")];
    ontology.entities = vec![
        curated(&ontology, "itu", itu, Some("Q376150")),
        curated(&ontology, "interpol-general-assembly", &[("fr", "Assemblée générale d'INTERPOL")], None),
    ];
    ontology
}

fn curated(ontology: &Ontology, name: &str, labels: &[(&str, &str)], wikidata: Option<&str>) -> Curated {
    let label = |(language, text): &(&str, &str)| Label {
        language: (*language).to_owned(),
        text: (*text).to_owned(),
        preferred: true,
        short: false,
    };
    Curated {
        iri: format!("https://w3id.org/whereas/entity/{name}"),
        entity_type: entity_type(ontology, "Organization"),
        labels: labels.iter().map(label).collect(),
        adjectives: Vec::new(),
        matches: wikidata.iter().map(|q| format!("http://www.wikidata.org/entity/{q}")).collect(),
        kind: None,
        heads: Vec::new(),
        within: Vec::new(),
    }
}

pub(crate) fn entity_type(ontology: &Ontology, name: &str) -> TypeId {
    TypeId(u8::try_from(ontology.types.iter().position(|t| t.name == name).unwrap()).unwrap())
}

pub(crate) fn predicate(ontology: &Ontology, name: &str) -> PredicateId {
    PredicateId(u16::try_from(ontology.predicates.iter().position(|p| p.name == name).unwrap()).unwrap())
}

pub(crate) fn concept(ontology: &Ontology, name: &str) -> ConceptId {
    ConceptId(u16::try_from(ontology.concepts.iter().position(|c| c.name == name).unwrap()).unwrap())
}

const FRENCH: &str = "L'Assemblée générale de l'O.I.P.C.-INTERPOL, réunie en sa 81<sup>ème</sup> session,\n\nRECONNAISSANT que \
    le Partenariat (IMPACT) est l'agent d'exécution dans le domaine de la cybersécurité de l'Union internationale des \
    télécommunications (UIT),\n\nAPPROUVE le projet d'accord de coopération ;\n\nDONNE MANDAT au Secrétaire Général pour le signer.\n";

/// The seed in French, cut down to one fact, one recital and two operative clauses.
pub(crate) fn french(ontology: &Ontology) -> Extraction {
    extraction(ontology, FRENCH, "fr", "interpol-impact-2012")
}

/// A document of a few clauses with this text, in which the words of [`FRENCH`] are looked up; what is not there is left out.
pub(crate) fn extraction(ontology: &Ontology, text: &str, language: &str, stem: &str) -> Extraction {
    let path = format!("{stem}.{language}.md");
    let work_iri = format!("https://w3id.org/whereas/id/file/{stem}");
    let source = Source::new(path.clone(), text.as_bytes(), text.to_owned(), Format::Markdown, Vec::new());
    let find = |words: &str| text.find(words).map(|at| Span::new(at, at + words.len()));
    let entities = entities(ontology, &work_iri);
    let clause = |kind, words: &str| Some(Clause { kind, number: None, span: find(words)? });
    let clauses = [
        clause(ClauseKind::Recital, between(text, "RECONNAISSANT", "(UIT)")),
        clause(ClauseKind::Operative, "APPROUVE le projet d'accord de coopération"),
        clause(ClauseKind::Operative, "DONNE MANDAT au Secrétaire Général pour le signer"),
    ];
    let clauses = clauses.into_iter().flatten().collect::<Vec<_>>();
    let acts = acts(ontology, &find);
    let claims = claims(ontology, &clauses, &acts);
    Extraction {
        corrections: Vec::new(),
        source_iri: format!("{work_iri}/source/{path}"),
        work_iri,
        language: language.to_owned(),
        header: header(find("réunie en sa 81<sup>ème</sup> session")),
        clauses,
        acts,
        entities,
        claims,
        unresolved: Vec::new(),
        warnings: Vec::new(),
        source,
    }
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let start = text.find(from).unwrap();
    let end = text[start..].find(to).unwrap() + start + to.len();
    &text[start..end]
}

fn header(subject: Option<Span>) -> Header {
    Header {
        body: Some(EntityId(2)),
        session: Some(81),
        start: Some("2012-11-05".into()),
        end: Some("2012-11-08".into()),
        subject,
        ..Header::default()
    }
}

fn entities(ontology: &Ontology, work_iri: &str) -> Vec<Entity> {
    let own = |name: &str, kind: &str, words: &str| Entity {
        iri: format!("{work_iri}/{name}"),
        entity_type: entity_type(ontology, kind),
        curated: None,
        symbol: None,
        names: vec![words.to_owned()],
        mentions: Vec::new(),
    };
    let known = |index: u32, words: &str| Entity {
        iri: ontology.entities[index as usize].iri.clone(),
        entity_type: entity_type(ontology, "Organization"),
        curated: Some(CuratedId(index)),
        symbol: None,
        names: vec![words.to_owned()],
        mentions: Vec::new(),
    };
    vec![
        Entity { names: vec!["IMPACT".into(), "Partenariat".into()], ..own("organization-impact", "Organization", "") },
        known(0, "UIT"),
        known(1, "Assemblée générale"),
        own("document-projet-d-accord", "Document", "projet d'accord de coopération"),
        own("office-secretaire-general", "Office", "Secrétaire Général"),
        Entity {
            iri: "https://w3id.org/whereas/id/ag-2012-rap-18".into(),
            symbol: Some("AG-2012-RAP-18".into()),
            ..own("", "Document", "rapport AG-2012-RAP-18")
        },
    ]
}

fn acts(ontology: &Ontology, find: &impl Fn(&str) -> Option<Span>) -> Vec<Act> {
    let act = |clause, name: &str, words: &str, receivers: &[u32]| Act {
        clause,
        concept: concept(ontology, name),
        span: find(words).unwrap(),
        receivers: receivers.iter().map(|i| EntityId(*i)).collect(),
        content: None,
        concerns: Vec::new(),
        deadline: None,
        rule: format!("act/{name}"),
    };
    let sign = find("pour le signer");
    vec![
        act(0, "recognises", "RECONNAISSANT", &[]),
        act(1, "adopts", "APPROUVE", &[3]),
        Act { content: sign, concerns: vec![EntityId(3)], ..act(2, "mandates", "DONNE MANDAT", &[4]) },
    ]
}

fn claims(ontology: &Ontology, clauses: &[Clause], acts: &[Act]) -> Vec<Claim> {
    let claim = |subject, name: &str, object, act: usize, receiver| Claim {
        corrected: None,
        subject: EntityId(subject),
        predicate: predicate(ontology, name),
        object,
        modality: Modality::Asserted,
        span: clauses[acts[act].clause].span,
        rule: format!("{name}/1"),
        act: Some(act),
        receiver,
        qualifiers: Vec::new(),
    };
    let field = (predicate(ontology, "field"), Value::Text("cybersécurité".into()));
    let agency = claim(0, "executingAgencyOf", Value::Entity(EntityId(1)), 0, false);
    vec![
        Claim { qualifiers: vec![field], ..agency },
        Claim { modality: Modality::Prospective, ..claim(2, "partyTo", Value::Entity(EntityId(3)), 1, false) },
        claim(1, "memberCount", Value::Integer(193), 0, false),
        claim(1, "acronym", Value::Text("UIT".into()), 0, false),
        claim(2, "approves", Value::Entity(EntityId(3)), 1, true),
        claim(2, "mandates", Value::Entity(EntityId(4)), 2, true),
    ]
}
