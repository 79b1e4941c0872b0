// The shortest way from one entity to another, each step with the words that say it.

import type { App } from "./app";
import { button, fill, h } from "./dom";
import { field } from "./search";

/** Relations of a shortest path under the filters, whatever their direction; null when there is none. */
export function shortest(app: App, from: number, to: number): number[] | null {
  const { model, filters, store } = app;
  const passing = filters.passing(store.state);
  const came = new Map<number, number>([[from, -1]]);
  let front = [from];
  while (front.length && !came.has(to)) {
    const next: number[] = [];
    for (const n of front) {
      for (const r of model.around[n]) {
        const other = model.other(r, n);
        if (!passing.relation[r] || came.has(other)) continue;
        came.set(other, r);
        next.push(other);
      }
    }
    front = next;
  }
  if (!came.has(to)) return null;
  const path: number[] = [];
  for (let n = to; n !== from; ) {
    const r = came.get(n) ?? -1;
    path.unshift(r);
    n = model.other(r, n);
  }
  return path;
}

export class PathView {
  private readonly fields: HTMLElement;
  private readonly answer = h("div", { class: "answer" });
  private readonly inputs: [HTMLInputElement, HTMLInputElement];

  constructor(
    private readonly app: App,
    element: HTMLElement,
  ) {
    const { words, store } = app;
    const from = field(app, "path-from", words.say("path_start"), (n) => store.set({ pathFrom: n }));
    const to = field(app, "path-to", words.say("path_end"), (n) => store.set({ pathTo: n }));
    this.inputs = [from.input, to.input];
    this.fields = h("div", { class: "row fields" }, from.element, to.element);
    fill(element, h("p", { class: "muted" }, words.say("path_intro")), this.fields, this.answer);
  }

  draw(): void {
    const { words, store } = this.app;
    const { pathFrom, pathTo } = store.state;
    [pathFrom, pathTo].forEach((n, at) => {
      const input = this.inputs[at];
      if (document.activeElement !== input) input.value = n === null ? "" : words.call(n);
    });
    if (pathFrom === null || pathTo === null) {
      fill(this.answer);
      return;
    }
    const path = this.app.path();
    if (path === null) {
      fill(this.answer, h("p", {}, words.say("path_none")));
      return;
    }
    let at = pathFrom;
    const steps = path.map((r) => {
      const step = this.step(r, at);
      at = this.app.model.other(r, at);
      return step;
    });
    const hidden = path.flatMap((r) => [this.app.model.relations[r].s, this.app.model.relations[r].o]);
    fill(
      this.answer,
      h(
        "div",
        { class: "row" },
        h("h2", {}, words.count("path_steps", path.length)),
        button(words.say("graph"), () => this.app.showPath(hidden), { "data-key": "path-graph" }),
      ),
      h("ol", { class: "steps" }, ...steps),
    );
  }

  private step(r: number, from: number): HTMLElement {
    const { app } = this;
    const { model, words, filters, store } = app;
    const { s, p, o, claims } = model.relations[r];
    const passing = filters.passing(store.state);
    const claim = claims.find((c) => passing.claim[c]) ?? claims[0];
    const found = model.data.claims[claim];
    const entity = (n: number) =>
      h("button", { type: "button", class: "link", "data-key": `p${r}-${n}`, onclick: () => app.chooseEntity(n) }, app.marker(model.data.entities[n].kind), h("span", { dir: "auto" }, words.call(n)));
    const arrow = from === s ? `${words.term(p)} →` : `← ${words.term(p)}`;
    const other = from === s ? o : s;
    const source = model.data.sources[found.d];
    return h(
      "li",
      {},
      h(
        "div",
        { class: "row" },
        entity(from),
        h("button", { type: "button", class: "link predicate", "data-key": `p${r}`, onclick: () => app.chooseRelation(r) }, arrow, found.prospective ? ` (${words.say("prospective")})` : ""),
        entity(other),
      ),
      h("blockquote", { dir: "auto", lang: source.language }, model.quote(found)),
      h("p", { class: "muted" }, words.callDocument(source)),
    );
  }
}
