//! IRIs of the vocabularies that the program itself speaks. Relations, acts and types come from `ontology/whereas.ttl`.
//!
//! A term of another vocabulary is used where its meaning is exactly ours (`eli:passed_by`, `allot:mentions`,
//! `undo:hasProponent`); `ws:` holds the rest.

use oxigraph::model::NamedNodeRef;

/// Namespace of the vocabulary, prefix `ws:`.
pub const WS: &str = "https://w3id.org/whereas/ns#";
/// Namespace of the concepts of acts, prefix `act:`.
pub const ACT: &str = "https://w3id.org/whereas/act/";
/// Namespace of curated entities, prefix `ent:`.
pub const ENTITY: &str = "https://w3id.org/whereas/entity/";
/// Namespace of days and intervals, prefix `date:`.
pub const DATE: &str = "https://w3id.org/whereas/date/";
/// Namespace of runs of the program, prefix `run:`.
pub const RUN: &str = "https://w3id.org/whereas/run/";
/// Namespace of corrections that their curator has given no IRI, by the hash of what they say.
pub const CORRECTION: &str = "https://w3id.org/whereas/correction/";
/// Namespace of versions of the program.
pub const VERSION: &str = "https://w3id.org/whereas/version/";
/// Namespace of ontologies, by the hash of their files.
pub const ONTOLOGY: &str = "https://w3id.org/whereas/ontology/";
/// Namespace of Web Annotation, prefix `oa:`.
pub const OA: &str = "http://www.w3.org/ns/oa#";
/// Default base of data, prefix `id:`.
pub const DEFAULT_BASE: &str = "https://w3id.org/whereas/id/";

/// Declares terms of one namespace as constants.
macro_rules! terms {
    ($namespace:literal: $($(#[$doc:meta])* $name:ident = $local:literal;)*) => {
        $(
            $(#[$doc])*
            pub const $name: NamedNodeRef<'static> = NamedNodeRef::new_unchecked(concat!($namespace, $local));
        )*
    };
}

/// Terms of the vocabulary of this project: the frame that the program writes.
pub mod ws {
    use super::NamedNodeRef;
    terms! { "https://w3id.org/whereas/ns#":
        /// Class: a resolution or decision, whatever its language.
        RESOLUTION = "Resolution";
        /// Class: one file with one text of a resolution.
        SOURCE_CLASS = "Source";
        /// Class: a preambular paragraph.
        RECITAL = "Recital";
        /// Class: a paragraph of the operative part.
        OPERATIVE_CLAUSE = "OperativeClause";
        /// Class: what a verb of a clause does.
        ACT_CLASS = "Act";
        /// Class: a claim that the text makes about things it names.
        FACT = "Fact";
        /// Class: a text that can be named.
        DOCUMENT = "Document";
        /// Individual: stated or presupposed as true.
        ASSERTED = "asserted";
        /// Individual: for the future.
        PROSPECTIVE = "prospective";
        /// Individual: read so, and wrong.
        REJECTED = "rejected";
        /// Class: a claim that a curator says is wrong.
        REJECTED_CLAIM = "RejectedClaim";
        /// Class: says that a claim is wrong.
        REJECTION = "Rejection";
        /// Class: adds a claim with its words.
        ADDITION = "Addition";
        /// Class: says that a thing is another one.
        MERGER = "Merger";
        /// A class of another vocabulary that is written on every instance.
        ALSO_TYPED = "alsoTyped";

        /// Resolution: ordinal of the session.
        SESSION = "session";
        /// Resolution: the session as an event.
        IN_SESSION = "inSession";
        /// Resolution: where the session was held.
        SESSION_PLACE = "sessionPlace";
        /// Resolution: first day of the session.
        SESSION_START = "sessionStart";
        /// Resolution: last day of the session.
        SESSION_END = "sessionEnd";
        /// Resolution: number of the meeting.
        MEETING = "meeting";
        /// Resolution and source: unanimity or consensus.
        ADOPTION = "adoption";
        /// Resolution and source: how many voted for it.
        VOTES_FOR = "votesFor";
        /// Resolution and source: how many voted against it.
        VOTES_AGAINST = "votesAgainst";
        /// Resolution and source: how many abstained.
        ABSTENTIONS = "abstentions";
        /// Resolution and source: who voted for it.
        VOTED_FOR = "votedFor";
        /// Resolution and source: who voted against it.
        VOTED_AGAINST = "votedAgainst";
        /// Resolution and source: who abstained.
        ABSTAINED = "abstained";
        /// Individual: all voted for it.
        UNANIMITY = "unanimity";
        /// Individual: nobody voted.
        CONSENSUS = "consensus";

        /// Source: the resolution it is a text of.
        OF = "of";
        /// Source: date of its document, as far as it is known.
        DATE = "date";
        /// Source: path relative to the input root.
        PATH = "path";
        /// Source: hash of the file.
        BYTES_SHA256 = "bytesSha256";
        /// Source, at an endpoint: what its graph was made with, on one line.
        RECIPE = "recipe";
        /// Source: hash of the canonical text.
        TEXT_SHA256 = "textSha256";
        /// Source: title, as the file's metadata say.
        CONTAINER_TITLE = "containerTitle";
        /// Source: language, as the file's metadata say.
        CONTAINER_LANGUAGE = "containerLanguage";
        /// Source: day of the document, as the file's metadata say.
        CONTAINER_DATE = "containerDate";
        /// Source: symbol, as the file's metadata say.
        CONTAINER_SYMBOL = "containerSymbol";
        /// Source: when the file was made, as its metadata say.
        CONTAINER_CREATED = "containerCreated";
        /// Source: when the file was last changed, as its metadata say.
        CONTAINER_MODIFIED = "containerModified";
        /// Source: which part of a file that holds several documents.
        PART = "part";
        /// Source: the enacting body, as it states it.
        HEADER_BODY = "headerBody";
        /// Source: the symbol, as it states it.
        HEADER_SYMBOL = "headerSymbol";
        /// Source: the date of adoption, as it states it.
        HEADER_DATE = "headerDate";
        /// Source: the ordinal of the session, as it states it.
        HEADER_SESSION = "headerSession";
        /// Source: the number of the meeting, as it states it.
        HEADER_MEETING = "headerMeeting";
        /// Source: the place of the session, as it states it.
        HEADER_PLACE = "headerPlace";
        /// Source: the first day of the session, as it states it.
        HEADER_START = "headerStart";
        /// Source: the last day of the session, as it states it.
        HEADER_END = "headerEnd";
        /// Source: the title, as it prints it.
        HEADER_TITLE = "headerTitle";

        /// Ontology: hash of all its files.
        SHA256 = "sha256";
        /// Property: one of another vocabulary that is written beside its triples.
        ALSO_STATED = "alsoStated";

        /// Evidence: the source.
        SOURCE = "source";
        /// Evidence: first code point.
        START = "start";
        /// Evidence: one past the last code point.
        END = "end";
        /// Evidence: the words.
        QUOTE = "quote";
        /// Evidence: the page on which the words begin.
        PAGE = "page";
        /// Evidence: the rule that read it.
        RULE = "rule";
        /// Claim: asserted or prospective.
        MODALITY = "modality";
        /// Claim: the act by which the body states it.
        ACT = "act";
        /// Rejected claim: the modality with which it was read.
        READ_AS = "readAs";
        /// Claim: a correction that concerns it.
        CORRECTED_BY = "correctedBy";
        /// Thing: what it is, by a merger.
        MERGED_INTO = "mergedInto";
        /// Rejection: the claim that is wrong.
        REJECTS = "rejectsClaim";
        /// Merger: the thing as it was read.
        MERGES = "merges";
        /// Merger: what it is.
        INTO = "into";
        /// Correction: the name of the file it stands in.
        FILE = "correctionFile";

        /// Clause: its place among all clauses, from 1.
        POSITION = "position";
        /// Clause: its number as printed.
        NUMBER = "number";
        /// Act: the clause it stands in.
        CLAUSE = "clause";
        /// Act: what it means.
        CONCEPT = "concept";
        /// Act: what is to be done.
        CONTENT = "content";
        /// Act: what its content is about.
        CONCERNS = "concerns";
        /// Act: the day by which it is to be done.
        DEADLINE = "deadline";
    }
}

/// Terms of UNDO, the United Nations document ontology.
pub mod undo {
    use super::NamedNodeRef;
    terms! { "https://w3id.org/un/ontology/undo/":
        /// Class: a claim that ties the body to a receiver of its act.
        RELATION = "Relation";
        /// Relation: who acts.
        HAS_PROPONENT = "hasProponent";
        /// Relation: what the act means.
        HAS_SEMANTICS = "hasSemantics";
        /// Relation: to whom or what.
        HAS_RECEIVER = "hasReceiver";
    }
}

/// Terms of ALLOT, the top-level classes of Akoma Ntoso.
pub mod allot {
    use super::NamedNodeRef;
    terms! { "https://w3id.org/akn/ontology/allot/":
        /// A document names a thing.
        MENTIONS = "mentions";
    }
}

/// Terms of ELI, the European Legislation Identifier.
pub mod eli {
    use super::NamedNodeRef;
    terms! { "http://data.europa.eu/eli/ontology#":
        /// The body that passed it.
        PASSED_BY = "passed_by";
        /// The date of adoption.
        DATE_DOCUMENT = "date_document";
        /// A document that it cites.
        CITES = "cites";
    }
}

/// Dublin Core terms.
pub mod dcterms {
    use super::NamedNodeRef;
    terms! { "http://purl.org/dc/terms/":
        /// Symbol of a document.
        IDENTIFIER = "identifier";
        /// Language of a source.
        LANGUAGE = "language";
        /// Title of a resolution.
        TITLE = "title";
        /// Media type of a source.
        FORMAT = "format";
        /// A document that a resolution refers to.
        REFERENCES = "references";
    }
}

/// Web Annotation.
pub mod oa {
    use super::NamedNodeRef;
    terms! { "http://www.w3.org/ns/oa#":
        /// Class: something said of a piece of a text.
        ANNOTATION = "Annotation";
        /// Class: a piece of a text.
        SPECIFIC_RESOURCE = "SpecificResource";
        /// Class: where the piece stands.
        TEXT_POSITION_SELECTOR = "TextPositionSelector";
        /// Class: in which words, and between which.
        TEXT_QUOTE_SELECTOR = "TextQuoteSelector";
        /// Annotation: the piece.
        HAS_TARGET = "hasTarget";
        /// Piece: the text.
        HAS_SOURCE = "hasSource";
        /// Piece: how it is found.
        HAS_SELECTOR = "hasSelector";
        /// Position: first code point.
        START = "start";
        /// Position: one past the last code point.
        END = "end";
        /// Quote: the words.
        EXACT = "exact";
        /// Quote: what stands before.
        PREFIX = "prefix";
        /// Quote: what stands after.
        SUFFIX = "suffix";
    }
}

/// PROV-O.
pub mod prov {
    use super::NamedNodeRef;
    terms! { "http://www.w3.org/ns/prov#":
        /// Class: a run of the program.
        ACTIVITY = "Activity";
        /// Class: what a run uses.
        ENTITY = "Entity";
        /// Class: the program.
        SOFTWARE_AGENT = "SoftwareAgent";
        /// Run: what it read.
        USED = "used";
        /// Run: the program.
        WAS_ASSOCIATED_WITH = "wasAssociatedWith";
    }
}

/// OWL-Time.
pub mod time {
    use super::NamedNodeRef;
    terms! { "http://www.w3.org/2006/time#":
        /// Class: from a day to a day.
        INTERVAL = "Interval";
        /// Class: a day, or as much of one as is known.
        INSTANT = "Instant";
        /// Event: when.
        HAS_TIME = "hasTime";
        /// Interval: first day.
        HAS_BEGINNING = "hasBeginning";
        /// Interval: last day.
        HAS_END = "hasEnd";
        /// Instant: the day.
        IN_XSD_DATE = "inXSDDate";
        /// Instant: the month.
        IN_XSD_G_YEAR_MONTH = "inXSDgYearMonth";
        /// Instant: the year.
        IN_XSD_G_YEAR = "inXSDgYear";
    }
}

/// SKOS.
pub mod skos {
    use super::NamedNodeRef;
    terms! { "http://www.w3.org/2004/02/skos/core#":
        /// The one preferred name in a language.
        PREF_LABEL = "prefLabel";
        /// Another name.
        ALT_LABEL = "altLabel";
        /// The same thing elsewhere.
        EXACT_MATCH = "exactMatch";
    }
}

/// schema.org.
pub mod schema {
    use super::NamedNodeRef;
    terms! { "https://schema.org/":
        /// First day of an event.
        START_DATE = "startDate";
        /// Last day of an event.
        END_DATE = "endDate";
        /// Version of a program.
        SOFTWARE_VERSION = "softwareVersion";
    }
}

/// Datatype of intervals: two ISO dates with `/` between them.
pub const EDTF: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://id.loc.gov/datatypes/edtf/EDTF");
/// Languages by their two-letter codes.
pub const LANGUAGES: &str = "http://id.loc.gov/vocabulary/iso639-1/";
