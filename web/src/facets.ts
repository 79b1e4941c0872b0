// The filters: types, relations, documents, years, modality, each choice with how much it would leave.

import type { App } from "./app";
import { button, fill, h } from "./dom";
import type { Facet } from "./filter";
import { noFilter } from "./state";
import { fold } from "./text";

/** Choices shown before one asks for more. */
const FEW = 8;

type Key = number | string;
type ListFacet = Exclude<Facet, "years">;

export class Facets {
  private readonly open = new Set<Facet>();
  private readonly wishes = new Map<Facet, string>();

  constructor(
    private readonly app: App,
    private readonly element: HTMLElement,
  ) {}

  draw(): void {
    const { words, store } = this.app;
    const { filter } = store.state;
    const narrowed = this.app.hash().match(/[#&](type|relation|in|modality|from|to)=/);
    fill(
      this.element,
      h(
        "div",
        { class: "row" },
        h("h2", {}, words.say("filters")),
        narrowed && button(words.say("filters_clear"), () => store.set({ filter: noFilter() }), { class: "plain", "data-key": "clear" }),
      ),
      this.list("kinds", words.say("types"), filter.kinds),
      this.list("predicates", words.say("relation"), filter.predicates),
      this.list("modality", words.say("modality"), filter.modality),
      this.years(),
      this.list("sources", words.say("document"), filter.sources),
    );
  }

  private name(facet: ListFacet, key: Key): string {
    const { words, model } = this.app;
    if (facet === "modality") return words.say(String(key));
    const n = Number(key);
    if (facet === "kinds") return words.of(model.data.kinds[n].labels) || "—";
    return facet === "predicates" ? words.term(n) : words.callDocument(model.data.sources[n]);
  }

  private list(facet: ListFacet, title: string, chosen: Set<number> | Set<string>): HTMLElement {
    const { words, store } = this.app;
    const counts = this.app.filters.counts(store.state, facet);
    const set = chosen as Set<Key>;
    for (const key of set) if (!counts.has(key)) counts.set(key, 0);
    const wish = fold(this.wishes.get(facet) ?? "");
    const named = Array.from(counts, ([key, count]) => ({ key, count, name: this.name(facet, key) }));
    const fits = named.filter(({ name }) => !wish || fold(name).includes(wish));
    fits.sort((a, b) => Number(set.has(b.key)) - Number(set.has(a.key)) || b.count - a.count || (a.name < b.name ? -1 : 1));
    const shown = this.open.has(facet) || wish ? fits.slice(0, 300) : fits.slice(0, FEW);
    const items = shown.map(({ key, count, name }) => this.choice(facet, key, name, count, set));
    const more =
      named.length > FEW &&
      button(
        this.open.has(facet) ? words.say("facet_less") : words.say("facet_all", { n: words.number(named.length) }),
        () => this.toggle(facet),
        { class: "plain", "data-key": `more-${facet}`, "aria-expanded": this.open.has(facet) },
      );
    const find = this.open.has(facet) && named.length > FEW && this.find(facet);
    return h("fieldset", { class: "facet", "data-facet": facet }, h("legend", {}, title), find, h("ul", {}, ...items), more);
  }

  private choice(facet: ListFacet, key: Key, name: string, count: number, chosen: Set<Key>): HTMLElement {
    const { words } = this.app;
    const box = h("input", {
      type: "checkbox",
      "data-key": `${facet}-${key}`,
      checked: chosen.has(key),
      onchange: () => this.choose(facet, key),
    });
    const sign = facet === "kinds" && this.app.marker(Number(key));
    return h(
      "li",
      {},
      h("label", {}, box, sign, h("span", { class: "label", dir: "auto", title: name }, name), h("span", { class: "count" }, words.number(count))),
    );
  }

  private choose(facet: ListFacet, key: Key): void {
    const { store } = this.app;
    const set = new Set(store.state.filter[facet] as Set<Key>);
    if (!set.delete(key)) set.add(key);
    store.set({ filter: { ...store.state.filter, [facet]: set } });
  }

  private toggle(facet: Facet): void {
    if (!this.open.delete(facet)) this.open.add(facet);
    else this.wishes.delete(facet);
    this.draw();
  }

  private find(facet: Facet): HTMLElement {
    const label = this.app.words.say("facet_find");
    const input = h("input", {
      type: "search",
      "aria-label": label,
      placeholder: label,
      "data-key": `find-${facet}`,
      value: this.wishes.get(facet) ?? "",
      oninput: () => {
        this.wishes.set(facet, input.value);
        const at = input.selectionStart;
        this.draw();
        const again = this.element.querySelector<HTMLInputElement>(`[data-key="find-${facet}"]`);
        again?.setSelectionRange(at, at);
      },
    });
    return input;
  }

  private years(): HTMLElement | null {
    const { words, store, model } = this.app;
    const all = model.data.sources.map((_, n) => model.year(n)).filter((year): year is number => year !== null);
    if (!all.length) return null;
    const [least, most] = [Math.min(...all), Math.max(...all)];
    const { filter } = store.state;
    const bound = (side: "from" | "to", value: number | null, label: string, empty: number) =>
      h(
        "label",
        {},
        label,
        h("input", {
          type: "number",
          min: least,
          max: most,
          value: value ?? "",
          placeholder: empty,
          "data-key": side,
          onchange: (event: Event) => {
            const text = (event.target as HTMLInputElement).value;
            store.set({ filter: { ...store.state.filter, [side]: /^\d{4}$/.test(text) ? Number(text) : null } });
          },
        }),
      );
    const counts = this.app.filters.counts(store.state, "years");
    return h(
      "fieldset",
      { class: "facet years", "data-facet": "years" },
      h("legend", {}, words.say("year")),
      h("div", { class: "row" }, bound("from", filter.from, words.say("from_year"), least), bound("to", filter.to, words.say("to_year"), most)),
      this.app.bars(counts, filter.from, filter.to, (year) => {
        const same = filter.from === year && filter.to === year;
        store.set({ filter: { ...store.state.filter, from: same ? null : year, to: same ? null : year } });
      }),
    );
  }
}
