// The document pane: the text with everything it names; the words of the chosen claim stand out.

import type { App } from "./app";
import { button, fill, h } from "./dom";
import type { Chunk } from "./model";

/** A marked range of code points. */
interface Mark {
  start: number;
  end: number;
  entity: number;
}

export class Reader {
  private drawn = "";

  constructor(
    private readonly app: App,
    private readonly element: HTMLElement,
  ) {
    element.onkeydown = (event) => {
      const step = event.key === "n" ? 1 : event.key === "p" ? -1 : 0;
      if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
      const all = Array.from(element.querySelectorAll<HTMLElement>(".mention"));
      const at = all.indexOf(document.activeElement as HTMLElement);
      all[(at + step + all.length) % all.length]?.focus();
      event.preventDefault();
    };
  }

  draw(): void {
    const { state } = this.app.store;
    const { source } = state;
    const key = [source, state.claim, state.clause, state.entity, state.language].join(" ");
    if (key === this.drawn) return;
    this.drawn = key;
    if (source === null) fill(this.element, this.list());
    else {
      fill(this.element, ...this.document(source));
      const target = this.element.querySelector<HTMLElement>(".said") ?? this.element.querySelector<HTMLElement>(".here");
      if (target) {
        const box = this.element;
        box.scrollTop += target.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
      } else this.element.scrollTop = 0;
    }
  }

  private list(): HTMLElement {
    const { words, model, store } = this.app;
    const items = model.data.sources.slice(0, 500).map((source, d) =>
      h(
        "li",
        {},
        h(
          "button",
          { type: "button", class: "link", "data-key": `d${d}`, onclick: () => store.set({ source: d, clause: null }) },
          h("span", { dir: "auto" }, words.callDocument(source)),
          source.date ? h("span", { class: "muted" }, ` ${words.date(source.date)}`) : null,
        ),
      ),
    );
    return h("div", {}, h("h2", {}, words.count("documents", model.data.sources.length)), h("ul", {}, ...items));
  }

  private document(source: number): HTMLElement[] {
    const { words, model, store } = this.app;
    const found = model.data.sources[source];
    const { whole, chunks } = model.chunks(source);
    const facts = [found.label !== found.title ? found.label : null, found.date && words.date(found.date), found.path];
    const head = [
      button(words.say("documents_all"), () => store.set({ source: null, clause: null, claim: null }), { class: "plain", "data-key": "all-documents" }),
      h("h2", { dir: "auto", lang: found.language }, words.document(found)),
      h("p", { class: "muted" }, facts.filter(Boolean).join(" · ")),
    ];
    if (!chunks.length) return [...head, h("p", { class: "muted" }, words.say("no_text"))];
    const note = whole ? [] : [h("p", { class: "muted" }, words.say("only_quotes"))];
    const marks = this.marks(source, chunks);
    const said = this.said(source);
    const text = chunks.map((chunk) => this.chunk(source, chunk, marks, said));
    return [...head, ...note, h("div", { class: whole ? "text" : "text clauses", lang: found.language, dir: "auto" }, ...text)];
  }

  /** The range of the words that the chosen claim quotes, and of its clause or the clause that was asked for. */
  private said(source: number): { words: [number, number] | null; clause: [number, number] | null } {
    const { model, store } = this.app;
    const { claim, clause } = store.state;
    const chosen = claim === null ? null : model.data.claims[claim];
    const own = chosen && chosen.d === source ? chosen : null;
    const at = clause ?? (own ? model.clauseOf(own) : null);
    return { words: own?.at ?? null, clause: at !== null && model.data.clauses[at].d === source ? model.data.clauses[at].at : null };
  }

  /** Where the document names things: as the program found them, else wherever a name of its claims' entities stands. */
  private marks(source: number, chunks: Chunk[]): Mark[] {
    const { model } = this.app;
    const found = model.data.sources[source].mentions;
    if (found) return found.map(([start, end, entity]) => ({ start, end, entity }));
    const entities = new Set<number>();
    for (const c of model.claimsIn[source]) {
      const { s, o } = model.data.claims[c];
      entities.add(s);
      if (o !== undefined) entities.add(o);
    }
    const names = Array.from(entities).flatMap((entity) => model.data.entities[entity].names.map(([, name]) => ({ entity, name })));
    names.sort((a, b) => b.name.length - a.name.length);
    const marks: Mark[] = [];
    for (const { start, text } of chunks) {
      const taken = new Uint8Array(text.length);
      for (const { entity, name } of names) {
        if (name.length < 3) continue;
        for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
          const edge = (c: string | undefined) => !c || !/[\p{L}\p{N}]/u.test(c);
          if (taken[at] || !edge(text[at - 1]) || !edge(text[at + name.length])) continue;
          taken.fill(1, at, at + name.length);
          const from = start + Array.from(text.slice(0, at)).length;
          marks.push({ start: from, end: from + Array.from(name).length, entity });
        }
      }
    }
    return marks.sort((a, b) => a.start - b.start || b.end - a.end);
  }

  private chunk(source: number, chunk: Chunk, marks: Mark[], said: ReturnType<Reader["said"]>): HTMLElement {
    const points = Array.from(chunk.text);
    const end = chunk.start + points.length;
    const own = marks.filter((mark) => mark.start >= chunk.start && mark.end <= end);
    // Of names inside each other the outer one is the button; cuts are where anything begins or ends.
    const outer: Mark[] = [];
    for (const mark of own) if (!outer.length || mark.start >= outer[outer.length - 1].end) outer.push(mark);
    const paragraph = h("div", { class: "chunk" });
    let at = chunk.start;
    for (const mark of [...outer, null]) {
      this.plain(paragraph, points, chunk.start, at, mark ? mark.start : end, said);
      if (!mark) break;
      paragraph.appendChild(this.mention(source, mark, points, chunk.start, said));
      at = mark.end;
    }
    return paragraph;
  }

  /** Text between mentions, cut where the quoted words and their clause begin and end. */
  private plain(parent: HTMLElement, points: string[], origin: number, from: number, to: number, said: ReturnType<Reader["said"]>): void {
    const cuts = [said.words, said.clause].flatMap((range) => range ?? []).filter((cut) => cut > from && cut < to);
    const stops = [from, ...cuts.sort((a, b) => a - b), to];
    for (let n = 0; n + 1 < stops.length; n++) {
      const [a, b] = [stops[n], stops[n + 1]];
      if (a >= b) continue;
      const text = points.slice(a - origin, b - origin).join("");
      const inside = (range: [number, number] | null) => range !== null && range[0] <= a && b <= range[1];
      const classes = [inside(said.words) && "said", inside(said.clause) && "here"].filter(Boolean).join(" ");
      parent.appendChild(inside(said.words) ? h("mark", { class: classes }, text) : classes ? h("span", { class: classes }, text) : document.createTextNode(text));
    }
  }

  private mention(_source: number, mark: Mark, points: string[], origin: number, said: ReturnType<Reader["said"]>): HTMLElement {
    const { words, store } = this.app;
    const inside = (range: [number, number] | null) => range !== null && range[0] <= mark.start && mark.end <= range[1];
    const classes = ["mention", inside(said.words) && "said", inside(said.clause) && "here", store.state.entity === mark.entity && "chosen"];
    const kind = this.app.model.data.entities[mark.entity].kind;
    // No button element: it would not break across lines.
    const go = () => this.app.light(mark.entity);
    const element = h(
      "span",
      {
        role: "button",
        tabindex: 0,
        class: classes.filter(Boolean).join(" "),
        title: words.say("mention_of", { name: words.full(mark.entity) }),
        "data-key": `m${mark.start}`,
        onclick: go,
        onkeydown: (event: KeyboardEvent) => {
          if (event.key !== "Enter" && event.key !== " ") return;
          event.preventDefault();
          go();
        },
      },
      points.slice(mark.start - origin, mark.end - origin).join(""),
    );
    element.style.setProperty("--kind", this.app.look.line(kind));
    return element;
  }
}
