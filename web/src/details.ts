// The panel of what is chosen: an entity with all that is said of it, or a relation with the words that say it.

import type { App } from "./app";
import { copyButton } from "./cite";
import { button, fill, h } from "./dom";

/** Claims of one relation listed before one asks for more. */
const FEW = 12;

export class Details {
  private open = new Set<string>();
  private of: number | null = null;

  constructor(
    private readonly app: App,
    private readonly element: HTMLElement,
  ) {}

  draw(): void {
    const { state } = this.app.store;
    if (state.entity !== this.of) this.open = new Set();
    this.of = state.entity;
    if (state.relation !== null) fill(this.element, ...this.relation(state.relation));
    else if (state.claim !== null) fill(this.element, ...this.value(state.claim));
    else if (state.entity !== null) fill(this.element, ...this.entity(state.entity));
    else fill(this.element, h("p", { class: "muted" }, this.app.words.say("nothing_selected")));
  }

  private entity(n: number): HTMLElement[] {
    const { app } = this;
    const { words, model, store } = app;
    const entity = model.data.entities[n];
    const passing = app.filters.passing(store.state);
    const claims = [...model.around[n].flatMap((r) => model.relations[r].claims), ...model.details[n]];
    const sources = Array.from(new Set(claims.map((c) => model.data.claims[c].d))).sort((a, b) => a - b);
    const hidden = app.neighbours(n).filter((other) => !app.isShown(other) && passing.entity[other]);
    return [
      h(
        "h2",
        {},
        app.marker(entity.kind),
        h("span", { dir: "auto" }, words.full(n)),
      ),
      h("p", { class: "muted" }, [words.kind(entity), words.count("claims", claims.length), words.count("documents", sources.length)].filter(Boolean).join(" · ")),
      h(
        "div",
        { class: "row actions" },
        hidden.length > 0 && button(`${words.say("expand_all")} (${hidden.length})`, () => app.show(hidden), { "data-key": "expand-all" }),
        button(words.say("path_from"), () => store.set({ view: "path", pathFrom: n, pathTo: null }), { "data-key": "path-from" }),
        app.isShown(n) && button(words.say("hide"), () => app.hide(n), { "data-key": "hide" }),
      ),
      ...this.groups(n),
      this.names(n),
      this.documents(sources),
    ];
  }

  /** Claims grouped by relation and direction. */
  private groups(n: number): HTMLElement[] {
    const { words, model, filters, store } = this.app;
    const passing = filters.passing(store.state);
    const groups = new Map<string, { p: number; out: boolean; relations: number[] }>();
    for (const r of model.around[n]) {
      if (!passing.relation[r]) continue;
      const { s, p } = model.relations[r];
      const key = `${p} ${s === n}`;
      const group = groups.get(key) ?? { p, out: s === n, relations: [] };
      group.relations.push(r);
      groups.set(key, group);
    }
    const order = Array.from(groups).sort(([, a], [, b]) => Number(b.out) - Number(a.out) || b.relations.length - a.relations.length);
    const sections = order.map(([key, group]) => this.group(n, key, group.p, group.out, group.relations));
    const details = model.details[n].filter((c) => passing.claim[c]);
    if (details.length) {
      const items = details.map((c) => {
        const claim = model.data.claims[c];
        const text = `${words.term(claim.p)}: ${claim.v ?? ""}`;
        return h("li", {}, this.link(text, `c${c}`, () => store.set({ claim: c, relation: null, source: claim.d, clause: null }), claim.prospective));
      });
      sections.push(h("section", { class: "group" }, h("h3", {}, words.say("known")), h("ul", {}, ...items)));
    }
    return sections;
  }

  private group(n: number, key: string, p: number, out: boolean, relations: number[]): HTMLElement {
    const { app } = this;
    const { words, model } = app;
    const all = this.open.has(key) || relations.length <= FEW;
    const shown = all ? relations : relations.slice(0, FEW);
    const hidden = Array.from(new Set(relations.map((r) => model.other(r, n)))).filter((other) => !app.isShown(other));
    const items = shown.map((r) => {
      const other = model.other(r, n);
      const prospective = model.relations[r].claims.every((c) => model.data.claims[c].prospective);
      const claims = model.relations[r].claims.length;
      return h(
        "li",
        {},
        this.link(words.call(other), `r${r}`, () => app.chooseRelation(r), prospective, app.marker(model.data.entities[other].kind)),
        claims > 1 && h("span", { class: "count" }, `×${claims}`),
      );
    });
    const label = out ? `${words.term(p)} →` : `← ${words.term(p)}`;
    return h(
      "section",
      { class: "group" },
      h(
        "div",
        { class: "row" },
        h("h3", {}, label),
        hidden.length > 0 && button(words.say("expand", { n: hidden.length }), () => app.show(hidden), { class: "plain", "data-key": `expand-${key}` }),
      ),
      h("ul", {}, ...items),
      !all && button(words.say("facet_all", { n: words.number(relations.length) }), () => (this.open.add(key), this.draw()), { class: "plain", "data-key": `all-${key}` }),
    );
  }

  private link(text: string, key: string, go: () => void, prospective?: boolean, sign?: Node): HTMLElement {
    const { words } = this.app;
    return h(
      "button",
      { type: "button", class: "link", onclick: go, "data-key": key },
      sign ?? null,
      h("span", { dir: "auto" }, text),
      prospective ? h("em", { class: "muted" }, ` ${words.say("prospective")}`) : null,
    );
  }

  private names(n: number): HTMLElement {
    const { words, model } = this.app;
    const entity = model.data.entities[n];
    const items = entity.names.map(([language, name]) =>
      h("li", {}, h("span", { dir: "auto", lang: language || null }, name), language ? h("span", { class: "muted" }, ` ${language}`) : null),
    );
    return h(
      "section",
      { class: "group" },
      h("h3", {}, words.say("names")),
      h("ul", { class: "names" }, ...items),
      h("p", { class: "muted address" }, `${words.say("address")}: `, h("code", {}, entity.iri)),
    );
  }

  private documents(sources: number[]): HTMLElement {
    const { words, model, store } = this.app;
    const items = sources.slice(0, 200).map((d) => {
      const source = model.data.sources[d];
      return h("li", {}, this.link(words.callDocument(source), `d${d}`, () => store.set({ source: d, clause: null })));
    });
    return h("section", { class: "group" }, h("h3", {}, words.say("in_documents")), h("ul", {}, ...items));
  }

  private relation(r: number): HTMLElement[] {
    const { words, model, store } = this.app;
    const { s, p, o, claims } = model.relations[r];
    const end = (n: number) =>
      h(
        "button",
        { type: "button", class: "link", "data-key": `e${n}`, onclick: () => this.app.chooseEntity(n) },
        this.app.marker(model.data.entities[n].kind),
        h("span", { dir: "auto" }, words.full(n)),
      );
    const current = store.state.claim;
    const order = current === null ? claims : [current, ...claims.filter((c) => c !== current)];
    const cards = order.map((c) => this.card(c, c === current || (claims.length === 1 && current === null)));
    return [h("h2", { class: "triple" }, end(s), h("span", { class: "predicate" }, words.term(p)), end(o)), h("h3", {}, words.say("evidence")), ...cards];
  }

  private value(c: number): HTMLElement[] {
    const { words, model } = this.app;
    const claim = model.data.claims[c];
    return [
      h(
        "h2",
        { class: "triple" },
        h(
          "button",
          { type: "button", class: "link", "data-key": "e", onclick: () => this.app.chooseEntity(claim.s) },
          this.app.marker(model.data.entities[claim.s].kind),
          h("span", { dir: "auto" }, words.full(claim.s)),
        ),
        h("span", { class: "predicate" }, words.term(claim.p)),
        h("span", { dir: "auto" }, claim.v ?? ""),
      ),
      h("h3", {}, words.say("evidence")),
      this.card(c, true),
    ];
  }

  /** One claim: its sentence with its words marked, and where they stand. */
  card(c: number, current: boolean): HTMLElement {
    const { app } = this;
    const { words, model, store } = app;
    const claim = model.data.claims[c];
    const source = model.data.sources[claim.d];
    const { before, words: quote, after } = model.sentence(claim);
    const clause = model.clauseOf(claim);
    const facts: [string, string][] = [
      [words.say("document"), words.document(source)],
      [words.say("under"), clause === null ? words.say("heading") : app.clauseName(clause)],
      [words.say("modality"), words.say(claim.prospective ? "prospective" : "asserted")],
    ];
    if (claim.at) facts.push([words.say("offsets"), words.say("characters", { start: claim.at[0], end: claim.at[1] })]);
    if (claim.rule) facts.push([words.say("rule"), claim.rule]);
    for (const [term, value] of claim.by ?? []) facts.push([words.term(term), value]);
    return h(
      "article",
      { class: current ? "claim current" : "claim" },
      h("blockquote", { lang: source.language, dir: "auto" }, before, h("mark", {}, quote), after),
      h("dl", {}, ...facts.flatMap(([name, value]) => [h("dt", {}, name), h("dd", { dir: "auto" }, value)])),
      h(
        "div",
        { class: "row actions" },
        button(words.say("open_text"), () => store.set({ claim: c, source: claim.d, clause: null }), { "data-key": `open${c}` }),
        copyButton(app, claim, `copy${c}`),
      ),
    );
  }
}
