// Who must do what, for whom, by when, under which clause.

import type { App } from "./app";
import { fill, h } from "./dom";
import { grid, unsorted } from "./grid";

interface Mandate {
  claim: number | null;
  act: number;
  who: number | null;
  body: number | null;
  source: number;
  clause: number | null;
}

export class Mandates {
  private readonly sorting = unsorted();

  constructor(
    private readonly app: App,
    private readonly element: HTMLElement,
  ) {}

  draw(): void {
    const { app } = this;
    const { words, model, store } = app;
    const rows = this.rows();
    const link = (text: string, key: string, go: () => void, kind?: number) =>
      h("button", { type: "button", class: "link", "data-key": key, onclick: go }, kind === undefined ? null : app.marker(kind), h("span", { dir: "auto" }, text));
    const entity = (n: number | null, key: string) => (n === null ? "—" : link(words.call(n), key, () => app.chooseEntity(n), model.data.entities[n].kind));
    const what = ({ act }: Mandate) => {
      const { c, content, concerns } = model.data.acts[act];
      const about = content ?? (concerns === undefined ? "" : words.call(concerns));
      return { verb: words.term(c), about };
    };
    const place = ({ source, clause }: Mandate) =>
      `${words.callDocument(model.data.sources[source])}${clause === null ? "" : `, ${app.clauseName(clause)}`}`;
    const open = ({ claim, source, clause }: Mandate) => {
      if (claim === null) store.set({ claim: null, relation: null, source, clause });
      else store.set({ claim, relation: model.relationOf[claim], source, clause });
    };
    fill(
      this.element,
      h("p", { class: "muted" }, words.say("mandates_intro")),
      grid(
        app,
        "mandates",
        words.say("mandates"),
        [
          { title: words.say("who"), value: ({ who }) => (who === null ? "" : words.call(who)), cell: (row) => entity(row.who, `mw${row.act}-${row.claim}`) },
          {
            title: words.say("must_do"),
            value: (row) => `${what(row).verb}: ${what(row).about}`,
            cell: (row) => h("span", {}, h("strong", {}, what(row).verb), what(row).about ? `: ${what(row).about}` : ""),
          },
          { title: words.say("for_whom"), value: ({ body }) => (body === null ? "" : words.call(body)), cell: (row) => entity(row.body, `mb${row.act}-${row.claim}`) },
          { title: words.say("by_when"), value: ({ act }) => words.date(model.data.acts[act].deadline ?? "") },
          { title: words.say("under_which"), value: place, cell: (row) => link(place(row), `mp${row.act}-${row.claim}`, () => open(row)) },
        ],
        rows,
        this.sorting,
        words.say("no_mandates"),
      ),
    );
  }

  private rows(): Mandate[] {
    const { model, filters, store } = this.app;
    const { claims, acts, clauses, sources } = model.data;
    const { filter } = store.state;
    const passing = filters.passing(store.state);
    const rows: Mandate[] = [];
    const addressed = new Set<number>();
    claims.forEach(({ act, s, o, d, p }, claim) => {
      if (act === undefined || !acts[act].directive || !model.data.terms[p].act) return;
      addressed.add(act);
      if (passing.claim[claim]) rows.push({ claim, act, who: o ?? null, body: s, source: d, clause: acts[act].clause ?? model.clauseOf(claims[claim]) });
    });
    // Acts that address nobody by name still ask for something; filters of relations, types and modality concern claims only.
    const plain = !filter.kinds.size && !filter.predicates.size && !filter.modality.size;
    acts.forEach(({ directive, clause, content }, act) => {
      if (!plain || !directive || addressed.has(act) || clause === undefined || !content) return;
      const source = clauses[clause].d;
      if (filters.sourcePasses(source, filter)) rows.push({ claim: null, act, who: null, body: sources[source].body, source, clause });
    });
    const order = (row: Mandate) => (row.clause === null ? 0 : clauses[row.clause].at[0]);
    return rows.sort((a, b) => a.source - b.source || order(a) - order(b));
  }
}
