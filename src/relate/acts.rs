//! Acts: what each verb of a clause does, to whom, and what is to be done.

use super::slots::{RuleSlots, Scene};
use super::{Act, Claim, Modality, Value};
use crate::ontology::{ConceptId, Filter, Mood, Opening, Receiver};
use crate::parse::{Parsed, ParsedClause, Verb};
use crate::pattern::{NoSlots, match_at};
use crate::recognise::{Mention, Referent};
use crate::resolve::EntityId;
use crate::text::TokenKind;
use crate::text::fold::fold;
use std::ops::Range;

/// All acts in order, and a claim for each receiver when the enacting body is known.
pub(crate) fn acts(scene: &mut Scene<'_>, parsed: &Parsed, body: Option<EntityId>) -> (Vec<Act>, Vec<Claim>) {
    let mut acts: Vec<Act> = Vec::new();
    let mut claims = Vec::new();
    for (index, clause) in parsed.clauses.iter().enumerate() {
        let mut last: Vec<Found> = Vec::new();
        for (number, verb) in clause.verbs.iter().enumerate() {
            let end = end_of(scene, clause, number);
            let (act, found) = act(scene, index, verb, end, &acts, &last);
            if let Some(body) = body {
                claims.extend(
                    found
                        .iter()
                        .copied()
                        .filter_map(|receiver| claim(scene, body, clause, verb, &act, acts.len(), receiver)),
                );
            }
            acts.push(act);
            last = found;
        }
    }
    (acts, claims)
}

/// The token after what a verb says: before the next verb and its "and", or the end of the clause.
fn end_of(scene: &Scene<'_>, clause: &ParsedClause, number: usize) -> usize {
    let next = clause.verbs.get(number + 1).map_or(clause.tokens.end, |verb| verb.tokens.start);
    let tokens = scene.reading.tokens;
    let language = scene.reading.language;
    let trails = |at: &usize| {
        matches!(tokens[*at].kind, TokenKind::Sign(',' | ';' | ':' | '.'))
            || language.coordinators.contains(tokens[*at].word)
    };
    next - (clause.tokens.start..next).rev().take_while(trails).count()
}

/// A receiver: the mention and the token after it.
type Found = (usize, usize);

fn act(scene: &Scene<'_>, clause: usize, verb: &Verb, end: usize, before: &[Act], last: &[Found]) -> (Act, Vec<Found>) {
    let opening = &scene.reading.language.openings[verb.opening];
    let (found, after) = if verb.back {
        (last.iter().map(|(mention, _)| (*mention, verb.after)).collect(), verb.after)
    } else {
        receivers(scene, opening, verb.after, end)
    };
    let content = content(scene, opening, after, end);
    let act = Act {
        clause,
        concept: turned(scene, opening, verb, &found),
        span: scene.reading.tokens.span(verb.tokens.start, verb.tokens.end),
        receivers: distinct(found.iter().filter_map(|(mention, _)| scene.entity(*mention))),
        content: content.as_ref().map(|range| scene.reading.tokens.span(range.start, range.end)),
        deadline: content.as_ref().and_then(|range| deadline(scene, range)),
        concerns: content.map(|range| concerns(scene, range, before)).unwrap_or_default(),
        rule: opening.rule.clone(),
    };
    (act, found)
}

/// What an act means by the kind of its first receiver.
fn turned(scene: &Scene<'_>, opening: &Opening, verb: &Verb, found: &[Found]) -> ConceptId {
    let kind = found.first().and_then(|(mention, _)| scene.mentions.list[*mention].kind);
    let turn = opening.kinds.iter().find(|(of, _)| kind == Some(*of));
    turn.map_or(verb.concept, |(_, concept)| *concept)
}

fn distinct(entities: impl Iterator<Item = EntityId>) -> Vec<EntityId> {
    let mut all = Vec::new();
    for entity in entities {
        if !all.contains(&entity) {
            all.push(entity);
        }
    }
    all
}

/// The receivers after a verb, and the token after them.
fn receivers(scene: &Scene<'_>, opening: &Opening, after: usize, end: usize) -> (Vec<Found>, usize) {
    let verb_end = after;
    let Some(at) = start_of_receiver(scene, opening, after, end) else { return (Vec::new(), after) };
    let ontology = scene.reading.ontology;
    let types = (0..).zip(&ontology.types).filter(|(_, t)| t.receivable);
    let filters: Vec<Filter> = types.map(|(index, _)| Filter::Type(crate::ontology::TypeId(index))).collect();
    if let Some(meant) = meant_by_pronoun(scene, at, end) {
        return (vec![(meant, at + 1)], at + 1);
    }
    let leads = Some(&opening.before).filter(|_| opening.receiver == Receiver::Addressee);
    match scene.list_led(at, end, &filters, leads) {
        // A possessor is not the receiver, and its possession was no mention of these types.
        Some((_, stop)) if scene.reading.possessive_at(stop).is_some() => (Vec::new(), at),
        Some((mut all, stop)) => {
            if opening.receiver == Receiver::Object {
                let led =
                    at > verb_end && scene.reading.language.receiver_leads.contains(scene.reading.tokens[at - 1].word);
                let cited = all.iter().all(|mention| is_cited(scene, *mention));
                all.extend(further_documents(scene, stop, end, led, cited));
            }
            (all.into_iter().map(|mention| (mention, scene.mentions.list[mention].outer_end)).collect(), stop)
        }
        None if opening.receiver == Receiver::Object => (documents_meant(scene, at, end), at),
        None => (Vec::new(), at),
    }
}

/// Documents that go on a list further on: "sa résolution 5 sur les ports<, sa résolution 6 sur les phares> et le rapport …". Only
/// such as have the same preposition, by symbol or in small letters, and none in a relative clause. Where the first are `cited`, a
/// symbol alone will do, `résolutions 5 sur les ports, <6> sur les phares`, unless what was said of them cites another.
fn further_documents(scene: &Scene<'_>, from: usize, end: usize, led: bool, cited: bool) -> Vec<usize> {
    let (tokens, language) = (scene.reading.tokens, scene.reading.language);
    let document = scene.reading.ontology.type_named("Document").map(Filter::Type);
    let filters: Vec<Filter> = document.into_iter().collect();
    let (mut found, mut said) = (Vec::new(), from);
    let cites = |at: usize| scene.mentions.starting_at(at).any(|mention| is_cited(scene, mention));
    let mut at = from;
    while at < end && !tokens[at].is(';') && !language.relatives.contains(tokens[at].word) {
        let Some(next) = scene.reading.after_joint(at, end, None).filter(|next| *next > at && *next < end) else {
            at += 1;
            continue;
        };
        let lead = language.receiver_leads.contains(tokens[next].word)
            || language.receiver_leads.contains(tokens[next - 1].word);
        let start = next + usize::from(language.receiver_leads.contains(tokens[next].word));
        let bare = cited && cites(start) && !(said..at).any(cites);
        let list = scene.list_at(start, end, &filters);
        let list = list.filter(|_| lead == led && (bare || scene.after_determiners(start, end) > start));
        let of_list = list.filter(|(all, _)| all.iter().all(|mention| is_plain_document(scene, *mention)));
        let Some((all, stop)) = of_list else {
            at = next;
            continue;
        };
        found.extend(all);
        (at, said) = (stop, stop);
    }
    found
}

/// Whether a mention is a document cited by its symbol.
fn is_cited(scene: &Scene<'_>, mention: usize) -> bool {
    matches!(scene.mentions.list[mention].referent, Referent::Cited { .. })
}

/// Whether a document is called by its symbol, or by a noun in small letters.
fn is_plain_document(scene: &Scene<'_>, mention: usize) -> bool {
    let start = scene.mentions.list[mention].tokens.start;
    is_cited(scene, mention) || !scene.reading.tokens[start].is_name_like()
}

/// The office or person that a pronoun means whom an act addresses: `commends the efforts of the Envoy and invites <him> to continue`.
fn meant_by_pronoun(scene: &Scene<'_>, at: usize, end: usize) -> Option<usize> {
    let (reading, mentions) = (scene.reading, &scene.mentions.list);
    let token =
        reading.tokens.list.get(at).filter(|token| at < end && reading.language.persons.contains(token.word))?;
    let types = ["Office", "Person"].map(|name| reading.ontology.type_named(name));
    let in_block = |m: &Mention| reading.tokens[m.tokens.start].block == token.block && m.tokens.end <= at;
    let fits = |m: &Mention| types.contains(&Some(m.entity_type)) && in_block(m);
    (0..mentions.len()).rev().find(|index| fits(&mentions[*index]) && scene.entity(*index).is_some())
}

/// Words of a kind of documents at most: "toutes ses résolutions antérieures sur la situation en Norvège".
const KIND: usize = 40;
/// Words before its noun at most: what stands further on is not what the act is about.
const BEFORE_NOUN: usize = 4;

/// The documents that are meant of a kind: "ses résolutions précédentes, en particulier <les résolutions 5 et 6>".
fn documents_meant(scene: &Scene<'_>, at: usize, end: usize) -> Vec<Found> {
    let (reading, language) = (scene.reading, scene.reading.language);
    let Some(document) = reading.ontology.type_named("Document") else { return Vec::new() };
    let goes_on = |at: &usize| {
        let token = &reading.tokens[*at];
        token.kind == TokenKind::Word && !language.complementizers.contains(token.word) || token.is(',')
    };
    let of_document = |at: usize| {
        let heads = language.heads.get(&reading.tokens[at].word);
        heads.is_some_and(|heads| heads.iter().any(|head| head.entity_type == document))
    };
    let mut places = (at..end.min(at + KIND)).take_while(goes_on);
    let lead = places.find_map(|place| Some((place, reading.longest(&language.examples, place, end)?)));
    let lead = lead.filter(|(place, _)| (at..(*place).min(at + BEFORE_NOUN)).any(of_document));
    let list = lead.and_then(|(_, start)| {
        let lead = start < end && language.receiver_leads.contains(reading.tokens[start].word);
        scene.list_at(start + usize::from(lead), end, &[Filter::Type(document)])
    });
    let all = list.into_iter().flat_map(|(all, _)| all);
    all.map(|mention| (mention, scene.mentions.list[mention].outer_end)).collect()
}

/// Where a receiver may begin: after the preposition that the verb asks for, never at "that".
fn start_of_receiver(scene: &Scene<'_>, opening: &Opening, after: usize, end: usize) -> Option<usize> {
    let reading = scene.reading;
    let leads = |at: usize| at < end && reading.language.receiver_leads.contains(reading.tokens[at].word);
    // "VISTOS: los artículos …".
    let after = after + usize::from(after < end && reading.tokens[after].is(':') && opening.mood == Mood::Recital);
    let at = match opening.receiver {
        Receiver::None => return None,
        Receiver::Addressee if opening.before.is_empty() || is_that(scene, after, end) => after,
        Receiver::Addressee => opening.before.longest(reading.tokens, after, end, &NoSlots)?,
        Receiver::Object => after + usize::from(leads(after)),
    };
    let at = after_issuer(scene, after_transparent(scene, at, end), end);
    let that = reading.tokens.list.get(at).filter(|_| at < end)?;
    if !reading.language.complementizers.contains(that.word) {
        return Some(at);
    }
    // "Demands that Iraq …": what a that-clause asks for, it asks of its subject; other verbs do so by a verb of duty.
    (opening.receiver == Receiver::Addressee || bears_duty(scene, at + 1, end)).then_some(at + 1)
}

/// The token after a noun that stands for what it is of: `<the provisions of> Article 41`.
fn after_transparent(scene: &Scene<'_>, at: usize, end: usize) -> usize {
    let (tokens, language) = (scene.reading.tokens, scene.reading.language);
    let noun = scene.after_determiners(at, end);
    let stands_for = noun + 1 < end
        && language.transparent.contains(tokens[noun].word)
        && language.genitives.contains(tokens[noun + 1].word);
    if stands_for { noun + 2 } else { at }
}

/// The token after a noun of documents and the body whose they are, where their symbols follow: `<las resoluciones del Consejo> 822 (1993)`.
fn after_issuer(scene: &Scene<'_>, at: usize, end: usize) -> usize {
    let (reading, language) = (scene.reading, scene.reading.language);
    let document = reading.ontology.type_named("Document");
    let noun = scene.after_determiners(at, end);
    let heads = reading.tokens.list.get(noun).and_then(|token| language.heads.get(&token.word));
    let of = noun + 1 < end && language.genitives.contains(reading.tokens[noun + 1].word);
    if !of || !heads.is_some_and(|heads| heads.iter().any(|head| Some(head.entity_type) == document)) {
        return at;
    }
    let mentions = |at: usize| scene.mentions.starting_at(at).map(|index| &scene.mentions.list[index]);
    let cited = |at: usize| mentions(at).any(|m| matches!(m.referent, Referent::Cited { .. }));
    let body = scene.after_determiners(noun + 2, end);
    mentions(body).map(|m| m.tokens.end).find(|stop| cited(*stop)).unwrap_or(at)
}

/// Whether a name at a token is followed by a verb of duty: "all States shall …".
fn bears_duty(scene: &Scene<'_>, at: usize, end: usize) -> bool {
    let (tokens, duties) = (scene.reading.tokens, &scene.reading.language.duties);
    let list = scene.list_at(at, end, &[]);
    list.is_some_and(|(_, stop)| (stop..end.min(stop + 2)).any(|at| duties.contains(tokens[at].word)))
}

fn is_that(scene: &Scene<'_>, at: usize, end: usize) -> bool {
    at < end && scene.reading.language.complementizers.contains(scene.reading.tokens[at].word)
}

/// What the addressee is to do, without the word that leads to it.
fn content(scene: &Scene<'_>, opening: &Opening, after: usize, end: usize) -> Option<Range<usize>> {
    if opening.receiver != Receiver::Addressee {
        return None;
    }
    let tokens = scene.reading.tokens;
    let is = |sign: char| after < end && tokens[after].is(sign);
    let sign = usize::from(is(',') || is(':'));
    // After a colon stands a list, and its first item may be called as a word that leads: "a)" and "à".
    let lead =
        !is(':') && after + sign < end && scene.reading.language.content_leads.contains(tokens[after + sign].word);
    let start = after + sign + usize::from(lead);
    (start < end).then_some(start..end)
}

/// What a pronoun of a content means: the document that was last the receiver of an act.
fn concerns(scene: &Scene<'_>, content: Range<usize>, before: &[Act]) -> Vec<EntityId> {
    if !has_pronoun(scene, &content) {
        return Vec::new();
    }
    let document = scene.reading.ontology.type_named("Document");
    let of_document = |id: &&EntityId| Some(scene.resolved.entities[id.0 as usize].entity_type) == document;
    let last = before.iter().rev().find_map(|act| act.receivers.iter().find(of_document));
    last.copied().into_iter().collect()
}

/// Whether a content begins with its verb and an object pronoun: "le signer", "firmarlo", "to sign it". A word that is an article
/// elsewhere counts only right before an infinitive.
fn has_pronoun(scene: &Scene<'_>, content: &Range<usize>) -> bool {
    let (tokens, language) = (scene.reading.tokens, scene.reading.language);
    let ends_in = |at: usize, endings: &[String]| {
        let word = fold(scene.reading.source.quote(tokens[at].span));
        at < content.end && endings.iter().any(|ending| word.ends_with(ending.as_str()))
    };
    let clitic = language.clitics.contains(tokens[content.start].word)
        && content.start + 1 < content.end
        && ends_in(content.start + 1, &language.infinitive_endings);
    let first = content.start..content.end.min(content.start + 3);
    let pronoun = first.into_iter().any(|at| language.pronouns.contains(tokens[at].word));
    clitic || pronoun || ends_in(content.start, &language.clitic_endings)
}

/// The date by which a content is to be done: "before <1 September 1980>".
fn deadline(scene: &Scene<'_>, content: &Range<usize>) -> Option<String> {
    let slots = RuleSlots { scene, filters: &[] };
    let programs = &scene.reading.language.deadlines;
    let tokens = scene.reading.tokens;
    content.clone().filter(|at| programs.may_begin(&tokens[*at])).find_map(|at| {
        programs.iter().find_map(|program| {
            let found = match_at(program, tokens, at, content.end, &slots)?;
            let (range, _) = found.get(program, "d")?;
            match &scene.mentions.date_at(range.start)?.value {
                Value::Date(date) => Some(date.clone()),
                _ => None,
            }
        })
    })
}

fn claim(
    scene: &Scene<'_>,
    body: EntityId,
    clause: &ParsedClause,
    verb: &Verb,
    act: &Act,
    index: usize,
    (mention, stop): Found,
) -> Option<Claim> {
    let receiver = scene.entity(mention)?;
    let tokens = scene.reading.tokens;
    let name = &scene.mentions.list[mention].tokens;
    let inside = verb.tokens.start >= clause.tokens.start;
    let start = if inside { verb.tokens.start } else { name.start };
    Some(Claim {
        subject: body,
        predicate: scene.reading.ontology.predicate_of(act.concept)?,
        object: Value::Entity(receiver),
        modality: Modality::Asserted,
        span: tokens.span(start, stop),
        rule: act.rule.clone(),
        act: Some(index),
        receiver: true,
        corrected: None,
        qualifiers: Vec::new(),
    })
}
