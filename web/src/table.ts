// Every entity and every relation that passes the filters, as rows.

import type { App } from "./app";
import { fill, h } from "./dom";
import { grid, unsorted } from "./grid";

export class Table {
  private readonly entities = unsorted();
  private readonly relations = unsorted();

  constructor(
    private readonly app: App,
    private readonly element: HTMLElement,
  ) {}

  draw(): void {
    const { app } = this;
    const { words, model, filters, store } = app;
    const passing = filters.passing(store.state);
    const documents = (claims: number[]) => new Set(claims.map((c) => model.data.claims[c].d)).size;
    const own = (n: number) => [...model.around[n].flatMap((r) => model.relations[r].claims), ...model.details[n]].filter((c) => passing.claim[c]);
    const link = (text: string, key: string, go: () => void, kind?: number) =>
      h("button", { type: "button", class: "link", "data-key": key, onclick: go }, kind === undefined ? null : app.marker(kind), h("span", { dir: "auto" }, text));
    const entity = (n: number, key: string) => link(words.full(n), key, () => app.chooseEntity(n), model.data.entities[n].kind);
    const rows = model.data.entities.map((_, n) => n).filter((n) => passing.entity[n]);
    rows.sort((a, b) => model.degree(b) - model.degree(a) || a - b);
    const relations = model.relations.map((_, r) => r).filter((r) => passing.relation[r] > 0);
    const prospective = (r: number) => model.relations[r].claims.every((c) => !passing.claim[c] || model.data.claims[c].prospective);
    fill(
      this.element,
      grid(
        app,
        "entities",
        words.say("entities_table"),
        [
          { title: words.say("name"), value: (n) => words.full(n), cell: (n) => entity(n, `te${n}`) },
          { title: words.say("type"), value: (n) => words.kind(model.data.entities[n]) },
          { title: words.say("count_claims"), value: (n) => own(n).length },
          { title: words.say("count_documents"), value: (n) => documents(own(n)) },
        ],
        rows,
        this.entities,
        words.say("nothing_shown"),
      ),
      grid(
        app,
        "relations",
        words.say("relations_table"),
        [
          { title: words.say("subject"), value: (r) => words.call(model.relations[r].s), cell: (r) => entity(model.relations[r].s, `ts${r}`) },
          { title: words.say("relation"), value: (r) => words.term(model.relations[r].p), cell: (r) => link(words.term(model.relations[r].p), `tr${r}`, () => app.chooseRelation(r)) },
          { title: words.say("object"), value: (r) => words.call(model.relations[r].o), cell: (r) => entity(model.relations[r].o, `to${r}`) },
          { title: words.say("modality"), value: (r) => words.say(prospective(r) ? "prospective" : "asserted") },
          { title: words.say("count_claims"), value: (r) => passing.relation[r] },
        ],
        relations,
        this.relations,
        words.say("nothing_shown"),
      ),
    );
  }
}
