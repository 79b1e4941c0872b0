// The interface in the reader's language, and the names of things in it.

import type { ByLanguage, Data, Entity, Source } from "./data";

export class Words {
  language: string;

  constructor(private readonly data: Data) {
    this.language = data.language;
  }

  /** Languages of the interface. */
  get languages(): string[] {
    return Object.keys(this.data.words);
  }

  private get table(): Record<string, string> {
    const base = this.language.split("-")[0];
    return this.data.words[base] ?? this.data.words.en ?? Object.values(this.data.words)[0] ?? {};
  }

  /** A sentence with its places filled in. */
  say(key: string, fill: Record<string, string | number> = {}): string {
    return fillIn(this.table[key] ?? key, fill);
  }

  /** A number of things. */
  count(what: string, n: number): string {
    return this.say(n === 1 ? `${what}_one` : `${what}_other`, { n: this.number(n) });
  }

  number(n: number): string {
    return n.toLocaleString(this.languages.includes(this.language) ? this.language : undefined);
  }

  /** What a language is called by its speakers. */
  languageName(code: string): string {
    return this.data.words[code]?.language ?? code;
  }

  of(labels: ByLanguage | undefined): string {
    if (!labels) return "";
    return labels[this.language] ?? labels[this.language.split("-")[0]] ?? labels[""] ?? labels.en ?? Object.values(labels)[0] ?? "";
  }

  /** The shortest name that says what an entity is. */
  call(entity: number): string {
    const found = this.data.entities[entity];
    return this.of(found.short) || this.of(found.name);
  }

  /** The full name, with a short one in parentheses. */
  full(entity: number): string {
    const found = this.data.entities[entity];
    const [name, short] = [this.of(found.name), this.of(found.short)];
    return short ? `${name} (${short})` : name;
  }

  kind(entity: Entity): string {
    return this.of(this.data.kinds[entity.kind].labels);
  }

  term(n: number): string {
    return this.of(this.data.terms[n].labels);
  }

  /** Title of a document, else what it is called. */
  document(source: Source): string {
    return source.title ?? source.label ?? source.path ?? source.iri;
  }

  /** The shortest name of a document. */
  callDocument(source: Source): string {
    return source.label && source.label.length <= 60 ? source.label : (source.path ?? source.label ?? source.iri);
  }

  date(iso: string): string {
    // Days and intervals as they stand in ISO: the same for all readers, and sortable by eye.
    return iso.replace("/", " – ");
  }
}

function fillIn(text: string, fill: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in fill ? String(fill[name]) : whole));
}
