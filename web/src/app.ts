// The parts of the page and what they ask of each other.

import { Canvas } from "./canvas";
import type { Data } from "./data";
import { Details } from "./details";
import { add, announce, button, byId, fill, h } from "./dom";
import { Facets } from "./facets";
import { Filters } from "./filter";
import { Look, marker } from "./look";
import { Mandates } from "./mandates";
import { Model } from "./model";
import { PathView, shortest } from "./path";
import { savePng, saveSvg } from "./picture";
import { Reader } from "./reader";
import { Scenes } from "./scene";
import { Finder, field } from "./search";
import { type State, Store, VIEWS } from "./state";
import { Table } from "./table";
import { Timeline } from "./timeline";
import { Words } from "./words";

export class App {
  readonly model: Model;
  readonly words: Words;
  readonly store: Store;
  readonly filters: Filters;
  readonly look: Look;
  readonly finder: Finder;
  readonly scenes = new Scenes(this);
  /** The entity around which the keys [ and ] turn. */
  centre: number | null = null;
  /** When the page could be used, in milliseconds since it was asked for. */
  readonly readyAt: number;
  /** Whether the graph lights the path that was found. */
  pathIsLit = false;
  readonly canvas: Canvas;
  private facets!: Facets;
  private details!: Details;
  private reader!: Reader;
  private table!: Table;
  private mandates!: Mandates;
  private timeline!: Timeline;
  private pathView!: PathView;

  constructor(data: Data) {
    this.model = new Model(data);
    this.words = new Words(data);
    this.store = new Store(this.model);
    this.filters = new Filters(this.model);
    this.words.language = this.store.state.language;
    this.look = new Look(this.model, this.words);
    this.finder = new Finder(this);
    this.look.follow(this.store.state.theme);
    this.canvas = new Canvas(this, byId("canvas"));
    this.build();
    this.showChosen();
    this.draw();
    this.store.listen((state, before) => this.changed(state, before));
    addEventListener("resize", () => this.canvas.resize());
    addEventListener("keydown", (event) => this.key(event));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.recolour());
    document.documentElement.dataset.ready = "page";
    this.readyAt = performance.now();
    // Everything but the graph is there and can be used before the graphics card has woken up.
    requestAnimationFrame(() => setTimeout(() => this.start()));
  }

  // --- What the parts ask ---

  hash(): string {
    return this.store.hash(this.store.state);
  }

  marker(kind: number): SVGElement {
    return marker(this.look, kind);
  }

  neighbours(n: number): number[] {
    const passing = this.filters.passing(this.store.state);
    const own = this.model.around[n].filter((r) => passing.relation[r] > 0).map((r) => this.model.other(r, n));
    return Array.from(new Set(own)).filter((other) => other !== n);
  }

  isShown(n: number): boolean {
    return this.scenes.places().has(n);
  }

  show(entities: number[]): void {
    const { added, hidden } = this.store.state;
    const back = new Set(hidden);
    for (const n of entities) back.delete(n);
    this.store.set({ added: new Set([...added, ...entities.filter((n) => !this.isShown(n))]), hidden: back });
  }

  hide(n: number): void {
    const { added, hidden } = this.store.state;
    this.store.set({ added: new Set([...added].filter((other) => other !== n)), hidden: new Set([...hidden, n]), entity: null });
  }

  chooseEntity(n: number): void {
    this.centre = n;
    this.pathIsLit = false;
    this.store.set({ entity: n, relation: null, claim: null, ...this.with([n]) });
  }

  chooseRelation(r: number, centre?: number): void {
    const { s, o, claims } = this.model.relations[r];
    const passing = this.filters.passing(this.store.state);
    const claim = claims.find((c) => passing.claim[c]) ?? claims[0];
    this.centre = centre ?? this.store.state.entity ?? s;
    this.pathIsLit = false;
    this.store.set({ entity: null, relation: r, claim, clause: null, source: this.model.data.claims[claim].d, ...this.with([s, o]) });
  }

  /** A mention was chosen: its entity lights up in the graph, the text stays. */
  light(n: number): void {
    this.centre = n;
    this.pathIsLit = false;
    this.store.set({ entity: n, relation: null, claim: null, view: this.store.state.view === "path" ? "graph" : this.store.state.view, ...this.with([n]) });
    this.canvas.reveal(n);
  }

  clear(): void {
    this.pathIsLit = false;
    this.store.set({ entity: null, relation: null, claim: null, clause: null });
  }

  /** The relations of the path that is asked for. */
  path(): number[] | null {
    const { pathFrom, pathTo } = this.store.state;
    return pathFrom === null || pathTo === null ? [] : shortest(this, pathFrom, pathTo);
  }

  showPath(entities: number[]): void {
    this.pathIsLit = true;
    this.store.set({ view: "graph", entity: null, relation: null, claim: null, ...this.with(entities) });
  }

  focusDetails(): void {
    byId("details").focus();
  }

  clauseName(n: number): string {
    const clause = this.model.data.clauses[n];
    return this.words.say(clause.operative ? "operative" : "recital", { n: clause.number ?? clause.n });
  }

  /** Bars by year; pressing one chooses the year. */
  bars(counts: Map<number | string, number>, from: number | null, to: number | null, press: (year: number) => void): HTMLElement {
    const years = Array.from(counts.keys()).filter((year): year is number => typeof year === "number");
    const [least, most] = [Math.min(...years), Math.max(...years)];
    const top = Math.max(...years.map((year) => counts.get(year) ?? 0), 1);
    const list = h("div", { class: "bars" });
    for (let year = least; year <= most && most - least < 200; year++) {
      const count = counts.get(year) ?? 0;
      const chosen = (from === null && to === null) || (year >= (from ?? 0) && year <= (to ?? 9999));
      const label = `${year}: ${this.words.count("claims", count)}`;
      const bar = button("", () => press(year), { title: label, "aria-label": label, class: chosen ? "bar" : "bar off", disabled: count === 0, "data-key": `year${year}` });
      bar.style.height = `${count ? Math.max(8, (count / top) * 100) : 2}%`;
      add(list, bar);
    }
    return list;
  }

  private with(entities: number[]): Partial<State> {
    const { added, hidden } = this.store.state;
    const missing = entities.filter((n) => !this.isShown(n));
    if (!missing.length) return {};
    return { added: new Set([...added, ...missing]), hidden: new Set([...hidden].filter((n) => !missing.includes(n))) };
  }

  // --- The page ---

  private start(): void {
    if (!this.canvas.start()) {
      byId("canvas").hidden = true;
      byId("no-webgl").hidden = false;
    }
    document.documentElement.dataset.ready = "graph";
  }

  private build(): void {
    const { words, store, model } = this;
    const { data } = model;
    document.documentElement.lang = words.languages.includes(words.language) ? words.language : "en";
    const title = data.title ?? words.say("title");
    document.title = `${title} – whereas`;
    byId("title").textContent = title;
    byId("skip").textContent = words.say("skip");
    byId("no-webgl").textContent = words.say("no_webgl");
    byId("empty").textContent = words.say("nothing_shown");
    const label = (id: string, key: string) => byId(id).setAttribute("aria-label", words.say(key));
    label("filters", "filters");
    label("views", "views");
    label("details", "details");
    label("text", "text");
    label("keys", "help");
    const search = field(this, "search", words.say("search"), (n) => {
      this.chooseEntity(n);
      this.canvas.reveal(n);
    });
    fill(byId("finder"), search.element);
    this.buildChoices();
    fill(
      byId("views"),
      ...VIEWS.map((view) => button(words.say(view), () => store.set({ view }), { role: "tab", id: `tab-${view}`, "aria-controls": `view-${view}`, "data-key": view })),
    );
    for (const view of VIEWS) byId(`view-${view}`).setAttribute("aria-labelledby", `tab-${view}`);
    this.buildTools();
    this.facets = new Facets(this, byId("filters"));
    this.details = new Details(this, byId("details"));
    this.reader = new Reader(this, byId("text"));
    this.table = new Table(this, byId("view-table"));
    this.mandates = new Mandates(this, byId("view-mandates"));
    this.timeline = new Timeline(this, byId("view-timeline"));
    this.pathView = new PathView(this, byId("view-path"));
    this.buildKeys();
  }

  private buildChoices(): void {
    const { words, store } = this;
    const option = (value: string, text: string, chosen: string) => h("option", { value, selected: value === chosen }, text);
    const languages = h(
      "select",
      { "aria-label": words.say("language_choice"), id: "language", onchange: () => store.set({ language: languages.value }, true) },
      ...Array.from(new Set([...words.languages, words.language].filter(Boolean)), (code) => option(code, words.languageName(code), words.language)),
    );
    const themes = h(
      "select",
      { "aria-label": words.say("theme"), id: "theme", onchange: () => store.set({ theme: themes.value as State["theme"] }, true) },
      ...(["auto", "light", "dark"] as const).map((theme) => option(theme, words.say(`theme_${theme}`), store.state.theme)),
    );
    const keys = button(words.say("help"), () => byId<HTMLDialogElement>("keys").showModal(), { id: "help" });
    fill(byId("choices"), languages, themes, keys);
  }

  private buildTools(): void {
    const { words, store, canvas } = this;
    const hint = (format: string) => ({ title: words.say("save_hint", { format }) });
    fill(
      byId("tools"),
      h("span", { id: "shown", class: "muted" }),
      button(words.say("show_all"), () => store.set({ all: true }), { id: "show-all", "data-key": "show-all" }),
      button(words.say("start_again"), () => store.set({ all: false, added: new Set(), hidden: new Set() }), { id: "start-again", "data-key": "start-again" }),
      button("+", () => canvas.zoom("in"), { "aria-label": words.say("zoom_in"), title: words.say("zoom_in") }),
      button("−", () => canvas.zoom("out"), { "aria-label": words.say("zoom_out"), title: words.say("zoom_out") }),
      button(words.say("fit"), () => canvas.zoom("fit")),
      button(words.say("save_svg"), () => saveSvg(this), { ...hint("SVG"), id: "save-svg" }),
      button(words.say("save_png"), () => void savePng(this), { ...hint("PNG"), id: "save-png" }),
    );
    const kinds = this.model.data.kinds.map((_, kind) => kind).filter((kind) => this.model.data.entities.some((entity) => entity.kind === kind) && this.model.data.kinds[kind].name);
    const line = (name: string, kind: string) => h("li", {}, h("span", { class: `sample ${kind}` }), name);
    fill(
      byId("legend"),
      ...kinds.map((kind) => h("li", {}, this.marker(kind), words.of(this.model.data.kinds[kind].labels))),
      line(words.say("legend_fact"), "fact"),
      line(words.say("legend_act"), "act"),
      line(words.say("prospective"), "dashed"),
    );
  }

  private buildKeys(): void {
    const { words } = this;
    const rows: [string, string][] = [
      ["/", "key_search"],
      ["Alt+1 … Alt+5", "key_views"],
      ["Esc", "key_escape"],
      ["← → ↑ ↓", "key_arrows"],
      ["Enter", "key_enter"],
      ["[ ]", "key_relations"],
      ["+ − 0", "key_zoom"],
      ["n p", "key_text"],
    ];
    const dialog = byId<HTMLDialogElement>("keys");
    fill(
      dialog,
      h("h2", {}, words.say("help")),
      h("dl", {}, ...rows.flatMap(([key, text]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, words.say(text))])),
      button(words.say("close"), () => dialog.close()),
    );
  }

  /** What a link asks for is on the canvas. */
  private showChosen(): void {
    const { state } = this.store;
    const wanted: number[] = [];
    if (state.entity !== null) wanted.push(state.entity);
    if (state.relation !== null) wanted.push(this.model.relations[state.relation].s, this.model.relations[state.relation].o);
    const more = this.with(wanted);
    if (more.added) this.store.state = { ...state, ...more };
    if (state.claim !== null && state.source === null) this.store.state = { ...this.store.state, source: this.model.data.claims[state.claim].d };
  }

  private changed(state: State, before: State): void {
    if (state.language !== before.language) {
      this.words.language = state.language;
      this.build();
    }
    if (state.theme !== before.theme) this.recolour();
    const same = (["filter", "added", "hidden", "all", "language", "theme"] as const).every((key) => state[key] === before[key]);
    if (!same || (state.entity !== before.entity && state.entity !== null)) this.canvas.sync();
    else this.canvas.relight();
    this.draw();
    if (state.view !== before.view && state.view === "graph") this.canvas.resize();
    if (state.entity !== before.entity && state.entity !== null) announce(this.words.full(state.entity));
  }

  private recolour(): void {
    this.look.follow(this.store.state.theme);
    this.buildTools();
    this.canvas.sync();
    this.draw();
  }

  private draw(): void {
    const { words, store, filters, model } = this;
    const { state } = store;
    for (const view of VIEWS) {
      const chosen = view === state.view;
      byId(`view-${view}`).hidden = !chosen;
      const tab = byId(`tab-${view}`);
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    }
    const origin =
      model.data.origin ??
      words.say("read_by", {
        entities: words.count("entities", model.data.entities.length),
        relations: words.count("relations", model.relations.length),
        documents: words.count("documents", model.data.sources.length),
      });
    byId("origin").textContent = [origin, model.data.note].filter(Boolean).join(" · ");
    const { places } = this.scenes.scene();
    const passing = filters.passing(state);
    byId("shown").textContent = words.say("shown", { shown: words.number(places.size), entities: words.count("entities", passing.entities) });
    byId("show-all").hidden = state.all || this.scenes.places().size >= Math.min(model.data.entities.length, model.data.all.nodes.length);
    byId("start-again").hidden = !state.all && state.added.size + state.hidden.size === 0;
    this.facets.draw();
    this.details.draw();
    this.reader.draw();
    if (state.view === "table") this.table.draw();
    if (state.view === "mandates") this.mandates.draw();
    if (state.view === "timeline") this.timeline.draw();
    if (state.view === "path") this.pathView.draw();
  }

  private key(event: KeyboardEvent): void {
    const typing = event.target instanceof HTMLElement && /^(input|textarea|select)$/i.test(event.target.tagName);
    if (event.altKey && /^[1-5]$/.test(event.key)) {
      const view = VIEWS[Number(event.key) - 1];
      this.store.set({ view });
      byId(`tab-${view}`).focus();
    } else if (event.key === "/" && !typing) byId("search").focus();
    else if (event.key === "Escape" && !typing && !byId<HTMLDialogElement>("keys").open) this.clear();
    else if (event.target instanceof HTMLElement && event.target.role === "tab" && /^Arrow(Left|Right)$/.test(event.key)) {
      const at = VIEWS.indexOf(this.store.state.view) + (event.key === "ArrowRight" ? 1 : -1);
      const view = VIEWS[(at + VIEWS.length) % VIEWS.length];
      this.store.set({ view });
      byId(`tab-${view}`).focus();
    } else return;
    event.preventDefault();
  }
}
