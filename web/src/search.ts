// A field in which an entity is found by any of its names in any language: a combobox as ARIA describes it.

import type { App } from "./app";
import { add, announce, h } from "./dom";
import { fold } from "./text";

const MOST = 12;

export interface Match {
  entity: number;
  /** The name that was found, when it is not the one that is shown. */
  name: string;
}

/** Finds entities by name: the whole name first, then its beginning, then beginnings of words, then anything inside. */
export class Finder {
  private readonly names: { entity: number; name: string; folded: string }[] = [];

  constructor(private readonly app: App) {
    app.model.data.entities.forEach((entity, n) => {
      const all = new Set([...Object.values(entity.short ?? {}), ...entity.names.map(([, name]) => name), ...Object.values(entity.name)]);
      for (const name of all) if (name) this.names.push({ entity: n, name, folded: fold(name) });
    });
  }

  find(wish: string): Match[] {
    const folded = fold(wish);
    if (!folded) return [];
    const best = new Map<number, { score: number; name: string }>();
    for (const { entity, name, folded: own } of this.names) {
      const at = own.indexOf(folded);
      if (at < 0) continue;
      const word = at > 0 && /[\p{L}\p{N}]/u.test(own[at - 1]);
      const score = own === folded ? 0 : at === 0 ? 1 : word ? 3 : 2;
      const known = best.get(entity);
      if (!known || score < known.score) best.set(entity, { score, name });
    }
    const { model } = this.app;
    const order = Array.from(best).sort(
      ([a, x], [b, y]) => x.score - y.score || model.degree(b) - model.degree(a) || a - b,
    );
    return order.map(([entity, { name }]) => ({ entity, name }));
  }
}

/** The field with its list; `choose` gets the entity. */
export function field(app: App, id: string, label: string, choose: (entity: number) => void): { element: HTMLElement; input: HTMLInputElement } {
  const list = h("ul", { id: `${id}-list`, role: "listbox", class: "options", hidden: true, "aria-label": label });
  const input = h("input", {
    id,
    type: "search",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    "aria-expanded": "false",
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    placeholder: app.words.say("search_hint"),
  });
  let matches: Match[] = [];
  let active = -1;

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    active = -1;
  };
  const take = (match: Match | undefined) => {
    if (!match) return;
    input.value = app.words.call(match.entity);
    close();
    choose(match.entity);
  };
  const mark = () => {
    Array.from(list.children).forEach((child, n) => child.setAttribute("aria-selected", String(n === active)));
    const option = list.children[active];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }
  };
  const show = () => {
    matches = app.finder.find(input.value).slice(0, MOST);
    active = matches.length ? 0 : -1;
    list.replaceChildren(...matches.map((match, n) => option(app, `${id}-${n}`, match, () => take(match))));
    const none = input.value.trim() !== "" && !matches.length;
    if (none) add(list, h("li", { class: "none" }, app.words.say("search_none")));
    list.hidden = !matches.length && !none;
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (input.value.trim()) announce(none ? app.words.say("search_none") : app.words.count("search_results", matches.length));
    mark();
  };
  input.addEventListener("input", show);
  input.addEventListener("focus", () => input.select());
  input.addEventListener("blur", () => setTimeout(close, 150));
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) show();
      else active = (active + (event.key === "ArrowDown" ? 1 : -1) + matches.length) % Math.max(matches.length, 1);
      mark();
      event.preventDefault();
    } else if (event.key === "Enter") {
      take(matches[active]);
      event.preventDefault();
    } else if (event.key === "Escape" && !list.hidden) {
      close();
      event.stopPropagation();
    }
  });
  return { element: h("div", { class: "search" }, h("label", { for: id }, label), input, list), input };
}

function option(app: App, id: string, match: Match, take: () => void): HTMLElement {
  const { words, model } = app;
  const entity = model.data.entities[match.entity];
  const name = words.full(match.entity);
  const other = fold(name).includes(fold(match.name)) ? null : h("span", { class: "other", dir: "auto" }, match.name);
  return h(
    "li",
    { id, role: "option", "aria-selected": "false", onmousedown: (event: Event) => (event.preventDefault(), take()) },
    app.marker(entity.kind),
    h("span", { class: "label", dir: "auto" }, name),
    other,
    h("span", { class: "muted" }, words.kind(entity)),
  );
}
