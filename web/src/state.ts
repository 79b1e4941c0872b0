// What the reader has chosen, and its place in the address: every state has a link.

import type { Model } from "./model";

export const VIEWS = ["graph", "table", "mandates", "timeline", "path"] as const;
export type View = (typeof VIEWS)[number];

export interface Filter {
  kinds: Set<number>;
  predicates: Set<number>;
  sources: Set<number>;
  modality: Set<string>;
  from: number | null;
  to: number | null;
}

export interface State {
  view: View;
  language: string;
  theme: "auto" | "light" | "dark";
  entity: number | null;
  relation: number | null;
  claim: number | null;
  source: number | null;
  clause: number | null;
  filter: Filter;
  /** Entities shown beside those at the start. */
  added: Set<number>;
  /** Entities taken away. */
  hidden: Set<number>;
  /** Whether all entities are shown. */
  all: boolean;
  pathFrom: number | null;
  pathTo: number | null;
}

export const noFilter = (): Filter => ({
  kinds: new Set(),
  predicates: new Set(),
  sources: new Set(),
  modality: new Set(),
  from: null,
  to: null,
});

type Listener = (state: State, before: State) => void;

export class Store {
  state: State;
  private readonly listeners: Listener[] = [];

  constructor(private readonly model: Model) {
    this.state = this.read();
    addEventListener("popstate", () => this.replace(this.read()));
    addEventListener("hashchange", () => this.replace(this.read()));
  }

  listen(listener: Listener): void {
    this.listeners.push(listener);
  }

  /** Changes the state; `quietly` without a new entry in the browser's history. */
  set(change: Partial<State>, quietly = false): void {
    const before = this.state;
    this.state = { ...before, ...change };
    const hash = this.hash(this.state);
    if (hash !== location.hash) {
      if (quietly) history.replaceState(null, "", hash || "#");
      else history.pushState(null, "", hash || "#");
    }
    for (const listener of this.listeners) listener(this.state, before);
  }

  private replace(state: State): void {
    if (this.hash(state) === this.hash(this.state)) return;
    const before = this.state;
    this.state = state;
    for (const listener of this.listeners) listener(state, before);
  }

  /** IRIs shortened by prefixes, so that links can be read. */
  private short(iri: string): string {
    for (const [prefix, namespace] of this.model.data.prefixes) {
      if (iri.startsWith(namespace)) return `${prefix}:${iri.slice(namespace.length)}`;
    }
    return iri;
  }

  private long(name: string): string {
    for (const [prefix, namespace] of this.model.data.prefixes) {
      if (name.startsWith(`${prefix}:`)) return namespace + name.slice(prefix.length + 1);
    }
    return name;
  }

  hash(state: State): string {
    const { data } = this.model;
    const parts: [string, string][] = [];
    const put = (key: string, value: string | null | undefined) => value && parts.push([key, value]);
    const entity = (n: number | null) => (n === null ? null : this.short(data.entities[n].iri));
    const list = (set: Iterable<number>, name: (n: number) => string) => Array.from(set, name).join(",");
    put("view", state.view === "graph" ? null : state.view);
    put("e", entity(state.entity));
    const claim = state.claim ?? (state.relation === null ? null : this.model.relations[state.relation].claims[0]);
    put("c", claim === null ? null : this.short(data.claims[claim].iri));
    put("doc", state.source === null ? null : (data.sources[state.source].path ?? data.sources[state.source].iri));
    put("clause", state.clause === null ? null : String(data.clauses[state.clause].n));
    put("type", list(state.filter.kinds, (n) => data.kinds[n].name || "Other"));
    put("relation", list(state.filter.predicates, (n) => this.short(data.terms[n].iri)));
    put("in", list(state.filter.sources, (n) => data.sources[n].path ?? data.sources[n].iri));
    put("modality", Array.from(state.filter.modality).join(","));
    put("from", state.filter.from === null ? null : String(state.filter.from));
    put("to", state.filter.to === null ? null : String(state.filter.to));
    put("all", state.all ? "1" : null);
    put("with", list(state.added, (n) => this.short(data.entities[n].iri)));
    put("without", list(state.hidden, (n) => this.short(data.entities[n].iri)));
    put("a", entity(state.pathFrom));
    put("b", entity(state.pathTo));
    put("lang", state.language === data.language ? null : state.language);
    put("theme", state.theme === data.theme ? null : state.theme);
    return parts.length ? `#${parts.map(([key, value]) => `${key}=${encode(value)}`).join("&")}` : "";
  }

  private read(): State {
    const { data } = this.model;
    const found = new Map<string, string>();
    for (const part of location.hash.slice(1).split("&")) {
      const [key, value] = part.split("=", 2);
      if (value !== undefined) found.set(key, decode(value));
    }
    const get = (key: string) => found.get(key) ?? null;
    const list = (key: string, name: (text: string) => number | null | undefined): Set<number> => {
      const numbers = (get(key) ?? "").split(",").filter(Boolean).map(name);
      return new Set(numbers.filter((n): n is number => n !== null && n !== undefined && n >= 0));
    };
    const entity = (name: string | null) => (name === null ? null : (this.model.entityAt.get(this.long(name)) ?? null));
    const year = (key: string) => (/^\d{4}$/.test(get(key) ?? "") ? Number(get(key)) : null);
    const claim = get("c") === null ? null : (this.model.claimAt.get(this.long(get("c") ?? "")) ?? null);
    const relation = claim === null ? -1 : this.model.relationOf[claim];
    const source = get("doc") === null ? null : (this.model.sourceAt.get(get("doc") ?? "") ?? null);
    const clause =
      source === null || get("clause") === null
        ? null
        : (this.model.clausesIn[source].find((n) => String(data.clauses[n].n) === get("clause")) ?? null);
    const predicates = new Map(data.terms.map((term, n) => [term.iri, n]));
    const view = VIEWS.find((name) => name === get("view")) ?? "graph";
    const theme = (["auto", "light", "dark"] as const).find((name) => name === get("theme")) ?? data.theme;
    return {
      view,
      theme,
      language: [data.language, ...Object.keys(data.words)].find((code) => code === get("lang")) ?? data.language,
      entity: entity(get("e")),
      relation: relation < 0 ? null : relation,
      claim,
      source,
      clause,
      filter: {
        kinds: list("type", (name) => data.kinds.findIndex((kind) => (kind.name || "Other") === name)),
        predicates: list("relation", (name) => predicates.get(this.long(name))),
        sources: list("in", (name) => this.model.sourceAt.get(name)),
        modality: new Set((get("modality") ?? "").split(",").filter((name) => ["asserted", "prospective"].includes(name))),
        from: year("from"),
        to: year("to"),
      },
      all: get("all") === "1",
      added: list("with", entity),
      hidden: list("without", entity),
      pathFrom: entity(get("a")),
      pathTo: entity(get("b")),
    };
  }
}

/** As encodeURIComponent, but leaves what reads better as it is. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/%(3A|2F|2C|40)/g, (code) => decodeURIComponent(code));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
