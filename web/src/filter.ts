// Which claims, relations and entities pass the filters, and how many would.

import type { Model } from "./model";
import type { Filter, State } from "./state";

export type Facet = "kinds" | "predicates" | "sources" | "years" | "modality";

/** What passes the filters. */
export interface Passing {
  claim: Uint8Array;
  /** Number of passing claims of each relation. */
  relation: Int32Array;
  entity: Uint8Array;
  entities: number;
  relations: number;
}

export class Filters {
  private known: { filter: Filter; passing: Passing } | null = null;

  constructor(private readonly model: Model) {}

  private claimPasses(n: number, filter: Filter, except?: Facet): boolean {
    const { data } = this.model;
    const claim = data.claims[n];
    if (except !== "predicates" && filter.predicates.size && !filter.predicates.has(claim.p)) return false;
    if (except !== "sources" && filter.sources.size && !filter.sources.has(claim.d)) return false;
    const modality = claim.prospective ? "prospective" : "asserted";
    if (except !== "modality" && filter.modality.size && !filter.modality.has(modality)) return false;
    if (except !== "years" && !this.yearPasses(claim.d, filter)) return false;
    if (except !== "kinds" && filter.kinds.size) {
      const fits = (entity: number) => filter.kinds.has(data.entities[entity].kind);
      if (!fits(claim.s) || (claim.o !== undefined && !fits(claim.o))) return false;
    }
    return true;
  }

  /** Whether a document is of the chosen years. */
  yearPasses(source: number, filter: Filter): boolean {
    if (filter.from === null && filter.to === null) return true;
    const year = this.model.year(source);
    return year !== null && year >= (filter.from ?? -Infinity) && year <= (filter.to ?? Infinity);
  }

  /** Whether a document passes the filters of documents. */
  sourcePasses(source: number, filter: Filter): boolean {
    return (!filter.sources.size || filter.sources.has(source)) && this.yearPasses(source, filter);
  }

  passing(state: State): Passing {
    if (this.known?.filter === state.filter) return this.known.passing;
    const { data, relations, relationOf, around, details } = this.model;
    const filter = state.filter;
    const narrowed = filter.predicates.size + filter.sources.size + filter.modality.size > 0 || filter.from !== null || filter.to !== null;
    const passing: Passing = {
      claim: new Uint8Array(data.claims.length),
      relation: new Int32Array(relations.length),
      entity: new Uint8Array(data.entities.length),
      entities: 0,
      relations: 0,
    };
    for (let n = 0; n < data.claims.length; n++) {
      if (!this.claimPasses(n, filter)) continue;
      passing.claim[n] = 1;
      if (relationOf[n] >= 0 && passing.relation[relationOf[n]]++ === 0) passing.relations++;
    }
    data.entities.forEach((entity, n) => {
      if (filter.kinds.size && !filter.kinds.has(entity.kind)) return;
      const told = !narrowed || around[n].some((r) => passing.relation[r] > 0) || details[n].some((c) => passing.claim[c]);
      if (told) {
        passing.entity[n] = 1;
        passing.entities++;
      }
    });
    this.known = { filter, passing };
    return passing;
  }

  /** How many claims each choice of a facet would leave (entities, for types), under the other filters. */
  counts(state: State, facet: Facet): Map<number | string, number> {
    const { data } = this.model;
    const counts = new Map<number | string, number>();
    const bump = (key: number | string) => counts.set(key, (counts.get(key) ?? 0) + 1);
    const seen = new Set<number>();
    data.claims.forEach((claim, n) => {
      if (!this.claimPasses(n, state.filter, facet)) return;
      if (facet === "predicates") bump(claim.p);
      else if (facet === "sources") bump(claim.d);
      else if (facet === "modality") bump(claim.prospective ? "prospective" : "asserted");
      else if (facet === "years") bump(this.model.year(claim.d) ?? "");
      else {
        for (const entity of claim.o === undefined ? [claim.s] : [claim.s, claim.o]) {
          if (!seen.has(entity)) {
            seen.add(entity);
            bump(data.entities[entity].kind);
          }
        }
      }
    });
    return counts;
  }
}
