// Documents by day, deadlines, and facts whose value is a date.

import type { App } from "./app";
import { button, fill, h } from "./dom";
import { yearOf } from "./model";

interface Event {
  date: string;
  what: string;
  text: string;
  key: string;
  go: () => void;
}

/** Years whose events are listed before one asks for more. */
const FEW = 40;

export class Timeline {
  private all = false;

  constructor(
    private readonly app: App,
    private readonly element: HTMLElement,
  ) {}

  draw(): void {
    const { words } = this.app;
    const events = this.events();
    const years = new Map<number, Event[]>();
    for (const event of events) {
      const year = yearOf(event.date) ?? 0;
      years.set(year, [...(years.get(year) ?? []), event]);
    }
    const order = Array.from(years).sort(([a], [b]) => a - b);
    const shown = this.all ? order : order.slice(0, FEW);
    fill(
      this.element,
      h("p", { class: "muted" }, words.say("timeline_intro")),
      events.length === 0 && h("p", { class: "muted" }, words.say("no_dates")),
      h("ol", { class: "timeline" }, ...shown.map(([year, list]) => this.year(year, list))),
      order.length > shown.length && button(words.say("facet_all", { n: words.number(order.length) }), () => ((this.all = true), this.draw()), { "data-key": "more-years" }),
    );
  }

  private year(year: number, events: Event[]): HTMLElement {
    const items = events.map((event) =>
      h(
        "li",
        {},
        h("time", { datetime: event.date.slice(0, 10) }, this.app.words.date(event.date)),
        h("button", { type: "button", class: "link", "data-key": event.key, onclick: event.go }, h("span", { dir: "auto" }, event.text)),
        h("span", { class: "muted" }, event.what),
      ),
    );
    return h("li", {}, h("h3", {}, String(year)), h("ul", {}, ...items));
  }

  private events(): Event[] {
    const { words, model, filters, store } = this.app;
    const { sources, claims, acts, clauses, terms } = model.data;
    const { filter } = store.state;
    const passing = filters.passing(store.state);
    const events: Event[] = [];
    sources.forEach((source, d) => {
      if (!source.date || !filters.sourcePasses(d, filter)) return;
      const body = source.body === null ? "" : ` · ${words.call(source.body)}`;
      const symbol = words.callDocument(source);
      const label = source.label === symbol && symbol !== words.document(source) ? `${symbol}: ` : "";
      events.push({ date: source.date, what: `${words.say("adopted")}${body}`, text: `${label}${words.document(source)}`, key: `ld${d}`, go: () => store.set({ source: d, clause: null }) });
    });
    acts.forEach((act, n) => {
      if (!act.deadline || act.clause === undefined) return;
      const d = clauses[act.clause].d;
      if (!filters.sourcePasses(d, filter)) return;
      const text = act.content ?? words.term(act.c);
      const what = `${words.say("deadline")} · ${words.callDocument(sources[d])}`;
      events.push({ date: act.deadline, what, text, key: `la${n}`, go: () => store.set({ source: d, clause: act.clause ?? null, claim: null }) });
    });
    claims.forEach((claim, c) => {
      if (!passing.claim[c] || claim.v === undefined || !/^\d{4}(-\d\d){0,2}(\/\d{4}(-\d\d){0,2})?$/.test(claim.v)) return;
      if (!/-/.test(claim.v) && !/date|until|from/i.test(terms[claim.p].iri)) return;
      const what = `${words.term(claim.p)}${claim.prospective ? `, ${words.say("prospective")}` : ""}`;
      events.push({ date: claim.v, what, text: words.call(claim.s), key: `lc${c}`, go: () => store.set({ claim: c, relation: null, entity: null, source: claim.d, clause: null }) });
    });
    return events.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  }
}
