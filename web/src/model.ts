// The data with its indices: relations (claims grouped by subject, predicate, object), neighbours, clauses by document.

import type { Claim, Clause, Data } from "./data";

/** What claims say of two entities. */
export interface Relation {
  s: number;
  p: number;
  o: number;
  claims: number[];
}

/** A piece of text with the code point at which it begins. */
export interface Chunk {
  start: number;
  text: string;
}

export class Model {
  readonly relations: Relation[] = [];
  /** Relations of each entity. */
  readonly around: number[][];
  /** Claims of each entity whose object is a value. */
  readonly details: number[][];
  /** The relation of each claim; -1 for one with a value. */
  readonly relationOf: Int32Array;
  /** Clauses of each document, by their place. */
  readonly clausesIn: number[][];
  readonly claimsIn: number[][];
  readonly entityAt = new Map<string, number>();
  readonly claimAt = new Map<string, number>();
  readonly sourceAt = new Map<string, number>();
  private readonly texts = new Map<number, string[] | null>();

  constructor(readonly data: Data) {
    const { entities, sources, claims, clauses } = data;
    this.around = entities.map(() => []);
    this.details = entities.map(() => []);
    this.clausesIn = sources.map(() => []);
    this.claimsIn = sources.map(() => []);
    this.relationOf = new Int32Array(claims.length).fill(-1);
    entities.forEach((entity, n) => this.entityAt.set(entity.iri, n));
    sources.forEach((source, n) => this.sourceAt.set(source.path ?? source.iri, n));
    const known = new Map<string, number>();
    claims.forEach((claim, n) => {
      // The same name in two documents is two claims.
      this.claimAt.set(claim.iri, this.claimAt.get(claim.iri) ?? n);
      this.claimsIn[claim.d].push(n);
      if (claim.o === undefined) {
        this.details[claim.s].push(n);
        return;
      }
      const key = `${claim.s} ${claim.p} ${claim.o}`;
      let at = known.get(key);
      if (at === undefined) {
        at = this.relations.push({ s: claim.s, p: claim.p, o: claim.o, claims: [] }) - 1;
        known.set(key, at);
        this.around[claim.s].push(at);
        if (claim.o !== claim.s) this.around[claim.o].push(at);
      }
      this.relations[at].claims.push(n);
      this.relationOf[n] = at;
    });
    clauses.forEach((clause, n) => this.clausesIn[clause.d].push(n));
  }

  /** The entity at the other end of a relation. */
  other(relation: number, entity: number): number {
    const { s, o } = this.relations[relation];
    return s === entity ? o : s;
  }

  /** How many neighbours an entity has. */
  degree(entity: number): number {
    return this.around[entity].length;
  }

  /** The clause in which a claim stands. */
  clauseOf(claim: Claim): number | null {
    const at = claim.at;
    if (!at) return null;
    const found = this.clausesIn[claim.d].find((n) => {
      const [start, end] = this.data.clauses[n].at;
      return start <= at[0] && at[1] <= end;
    });
    return found ?? null;
  }

  /** The text of a document from one code point to another; null when the page does not have it. */
  slice(source: number, start: number, end: number): string | null {
    const { text, start: origin = 0 } = this.data.sources[source];
    if (text === undefined) return null;
    const [from, to] = [Math.max(0, start - origin), Math.max(0, end - origin)];
    let points = this.texts.get(source);
    if (points === undefined) {
      // Where every character is one unit, the string itself will do.
      points = /[\ud800-\udfff]/.test(text) ? Array.from(text) : null;
      this.texts.set(source, points);
    }
    return points ? points.slice(from, to).join("") : text.slice(from, to);
  }

  /** The words of a claim. */
  quote(claim: Claim): string {
    if (claim.q !== undefined) return claim.q;
    return (claim.at && this.slice(claim.d, ...claim.at)) ?? "";
  }

  /** The words of a clause. */
  clauseText(clause: Clause): string {
    return clause.q ?? this.slice(clause.d, ...clause.at) ?? "";
  }

  /** What there is of a document's text: all of it, or its clauses. */
  chunks(source: number): { whole: boolean; chunks: Chunk[] } {
    const { text, start = 0 } = this.data.sources[source];
    if (text !== undefined) return { whole: true, chunks: [{ start, text }] };
    const clauses = this.clausesIn[source].map((n) => this.data.clauses[n]);
    return { whole: false, chunks: clauses.map((clause) => ({ start: clause.at[0], text: this.clauseText(clause) })) };
  }

  /** The words of a claim within its sentence: what stands before and after them in the clause. */
  sentence(claim: Claim): { before: string; words: string; after: string } {
    const clause = this.clauseOf(claim);
    const alone = { before: "", words: this.quote(claim), after: "" };
    if (!claim.at) return alone;
    const [start, end] = claim.at;
    if (clause !== null) {
      const points = Array.from(this.clauseText(this.data.clauses[clause]));
      const [from] = this.data.clauses[clause].at;
      const cut = (a: number, b?: number) => points.slice(a, b).join("");
      return { before: cut(0, start - from), words: cut(start - from, end - from), after: cut(end - from) };
    }
    if (this.data.sources[claim.d].text === undefined) return alone;
    // Outside of clauses: the line.
    const before = this.slice(claim.d, Math.max(0, start - 300), start) ?? "";
    const after = this.slice(claim.d, end, end + 300) ?? "";
    return { before: before.slice(before.lastIndexOf("\n") + 1), words: alone.words, after: after.split("\n")[0] };
  }

  /** The year of a document, when it has one. */
  year(source: number): number | null {
    return yearOf(this.data.sources[source].date);
  }
}

/** The year of an ISO date or of the beginning of an interval. */
export function yearOf(date: string | null | undefined): number | null {
  const found = /^(\d{4})/.exec(date ?? "");
  return found ? Number(found[1]) : null;
}
