// What the program puts into the page; src/draw/page/data.rs is the writer and has the same names.

/** Text by language code; the empty code holds what is the same in all languages that are not listed. */
export type ByLanguage = Record<string, string>;

export interface Kind {
  name: string;
  labels: ByLanguage;
  /** Fill and outline. */
  light: [string, string];
  dark: [string, string];
}

export interface Term {
  iri: string;
  labels: ByLanguage;
  act?: boolean;
}

export interface Source {
  iri: string;
  path: string | null;
  work: string | null;
  label: string | null;
  title: string | null;
  language: string | null;
  date: string | null;
  body: number | null;
  text?: string;
  /** Number of the text's first code point. */
  start?: number;
  /** First code point, one past the last, entity. */
  mentions?: [number, number, number][];
}

export interface Entity {
  iri: string;
  kind: number;
  name: ByLanguage;
  short?: ByLanguage;
  /** Language, name. */
  names: [string, string][];
}

/** Subject, predicate, and an entity (o) or a value (v) as object. */
export interface Claim {
  iri: string;
  s: number;
  p: number;
  o?: number;
  v?: string;
  d: number;
  at?: [number, number];
  q?: string;
  rule?: string;
  prospective?: boolean;
  act?: number;
  by?: [number, string][];
}

export interface Clause {
  d: number;
  at: [number, number];
  operative?: boolean;
  n: number;
  number?: string;
  q?: string;
}

export interface Act {
  c: number;
  directive?: boolean;
  clause?: number;
  content?: string;
  deadline?: string;
  concerns?: number;
}

export interface Places {
  nodes: number[];
  x: number[];
  y: number[];
}

export type Inks = Record<"paper" | "text" | "muted" | "fact" | "act" | "rule", string>;

export interface Data {
  version: number;
  title: string | null;
  note: string | null;
  origin: string | null;
  language: string;
  theme: "auto" | "light" | "dark";
  words: Record<string, Record<string, string>>;
  prefixes: [string, string][];
  kinds: Kind[];
  palette: { light: Inks; dark: Inks };
  terms: Term[];
  sources: Source[];
  entities: Entity[];
  claims: Claim[];
  clauses: Clause[];
  acts: Act[];
  start: Places;
  all: Places;
}
