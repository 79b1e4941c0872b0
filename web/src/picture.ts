// The graph as a file: SVG written from the same places, PNG painted from that SVG.

import type { App } from "./app";
import { save } from "./dom";
import { direction } from "./letters";
import { FAMILY, FONT, outline, round } from "./look";
import type { Place } from "./place";

const MARGIN = 24;
/** Longest side of a PNG. */
const LARGEST = 6000;

export function svg(app: App): string {
  const { model, words, look } = app;
  const { places, relations } = app.scenes.scene();
  const inks = look.inks;
  const drawn = new Set(relations);
  const boxes = Array.from(places, ([n, { x, y }]) => ({ x, y, box: look.box(n) }));
  const edge = (pick: (...n: number[]) => number, of: (b: (typeof boxes)[0]) => number) => boxes.reduce((a, b) => pick(a, of(b)), of(boxes[0] ?? { x: 0, y: 0, box: [0, 0] }));
  const left = edge(Math.min, (b) => b.x - b.box[0] / 2) - MARGIN;
  const right = edge(Math.max, (b) => b.x + b.box[0] / 2) + MARGIN;
  const top = edge(Math.min, (b) => b.y - b.box[1] / 2) - MARGIN;
  const bottom = edge(Math.max, (b) => b.y + b.box[1] / 2) + MARGIN;
  const kinds = Array.from(new Set(Array.from(places.keys(), (n) => model.data.entities[n].kind))).sort((a, b) => a - b);
  const [width, height] = [Math.max(right - left, 320), bottom - top];
  const foot = 20 * Math.ceil((kinds.length * 130) / width) + 46;
  const title = model.data.title ?? words.say("title");
  const lines = relations.map((r) => relation(app, r, places, apart(app, drawn, r)));
  const nodes = Array.from(places, ([n, place]) => node(app, n, place));
  const legend = kinds.map((kind, n) => {
    const perRow = Math.max(1, Math.floor(width / 130));
    const [x, y] = [left + MARGIN + (n % perRow) * 130, bottom + 20 + Math.floor(n / perRow) * 20];
    const label = words.of(model.data.kinds[kind].labels) || "—";
    return `<path d="${outline(look.shape(kind), x, y - 4, 6)}" fill="${look.line(kind)}"/><text x="${x + 12}" y="${y}" font-size="11">${escape(label)}</text>`;
  });
  const counts = words.say("read_by", {
    entities: words.count("entities", places.size),
    relations: words.count("relations", relations.length),
    documents: words.count("documents", model.data.sources.length),
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${round(width)}" height="${round(height + foot)}" viewBox="${round(left)} ${round(top)} ${round(width)} ${round(height + foot)}" role="img" font-family="${escape(FAMILY)}" fill="${inks.text}">
<title>${escape(title)}</title><desc>${escape(counts)}</desc>
<rect x="${round(left)}" y="${round(top)}" width="100%" height="100%" fill="${inks.paper}"/>
${lines.join("\n")}
${nodes.join("\n")}
${legend.join("\n")}
<text x="${round(left + MARGIN)}" y="${round(bottom + foot - 14)}" font-size="11" fill="${inks.muted}">${escape(counts)}</text>
</svg>
`;
}

/** How far a line is bent aside from others between the same two. */
function apart(app: App, drawn: Set<number>, r: number): number {
  const { s, o } = app.model.relations[r];
  const bundle = app.model.around[s].filter((other) => {
    const found = app.model.relations[other];
    return (found.s === o || found.o === o) && (found.s === s || found.o === s) && drawn.has(other);
  });
  return bundle.length < 2 ? 0 : (bundle.indexOf(r) - (bundle.length - 1) / 2) * 26 * (s < o ? 1 : -1);
}

function node(app: App, n: number, { x, y }: Place): string {
  const { look, words, model } = app;
  const kind = model.data.entities[n].kind;
  const r = look.radius(n);
  const middle = y - look.box(n)[1] / 2 + r;
  const shape = `<path d="${outline(look.shape(kind), x, middle, r)}" fill="${look.line(kind)}"/>`;
  return `<g><title>${escape(words.full(n))}</title>${shape}<text x="${round(x)}" y="${round(middle + r + FONT)}" font-size="${FONT}" text-anchor="middle" direction="${direction(look.label(n))}" ${halo(look.inks.paper)}>${escape(look.label(n))}</text></g>`;
}

function halo(paper: string): string {
  return `paint-order="stroke" stroke="${paper}" stroke-width="3" stroke-linejoin="round"`;
}

function relation(app: App, r: number, places: Map<number, Place>, bend: number): string {
  const { model, look, words, filters, store } = app;
  const { s, p, o, claims } = model.relations[r];
  const [from, to] = [places.get(s), places.get(o)];
  if (!from || !to) return "";
  const passing = filters.passing(store.state);
  const dashed = claims.every((c) => !passing.claim[c] || model.data.claims[c].prospective);
  const ink = model.data.terms[p].act ? look.inks.act : look.inks.fact;
  const at = (n: number, place: Place) => ({ x: place.x, y: place.y - look.box(n)[1] / 2 + look.radius(n) });
  const [a, b] = [at(s, from), at(o, to)];
  const quote = claims.map((c) => model.quote(model.data.claims[c])).filter(Boolean)[0] ?? "";
  const title = `<title>${escape(`${words.call(s)} → ${words.term(p)} → ${words.call(o)}\n« ${quote} »`)}</title>`;
  const stroke = `fill="none" stroke="${ink}" stroke-width="1.2"${dashed ? ' stroke-dasharray="6 4"' : ""}`;
  if (s === o) {
    const size = look.radius(s);
    return `<g>${title}<path d="M${a.x} ${round(a.y - size)}c-40 -50 40 -50 0 0" ${stroke}/></g>`;
  }
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const [ux, uy] = [(b.x - a.x) / length, (b.y - a.y) / length];
  const bow = { x: (a.x + b.x) / 2 - uy * bend * 2, y: (a.y + b.y) / 2 + ux * bend * 2 };
  const towards = (place: Place, other: Place, gap: number) => {
    const d = Math.hypot(other.x - place.x, other.y - place.y) || 1;
    return { x: place.x + ((other.x - place.x) / d) * gap, y: place.y + ((other.y - place.y) / d) * gap };
  };
  const start = towards(a, bow, look.radius(s) + 1);
  const tip = towards(b, bow, look.radius(o) + 2);
  const neck = towards(b, bow, look.radius(o) + 9);
  const [hx, hy] = [(tip.x - neck.x) / 7, (tip.y - neck.y) / 7];
  const head = `M${round(tip.x)} ${round(tip.y)}L${round(neck.x - hy * 3.2)} ${round(neck.y + hx * 3.2)}L${round(neck.x + hy * 3.2)} ${round(neck.y - hx * 3.2)}Z`;
  const middle = { x: (start.x + 2 * bow.x + neck.x) / 4, y: (start.y + 2 * bow.y + neck.y) / 4 };
  const label =
    places.size > 60
      ? ""
      : `<text x="${round(middle.x)}" y="${round(middle.y + 3)}" font-size="10" text-anchor="middle" direction="${direction(words.term(p))}" fill="${ink}" ${halo(look.inks.paper)}>${escape(words.term(p))}</text>`;
  return `<g>${title}<path d="M${round(start.x)} ${round(start.y)}Q${round(bow.x)} ${round(bow.y)} ${round(neck.x)} ${round(neck.y)}" ${stroke}/><path d="${head}" fill="${ink}"/>${label}</g>`;
}

const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;

function escape(text: string): string {
  return text
    .replace(FORBIDDEN, "")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}

export function saveSvg(app: App): void {
  save("graph.svg", "image/svg+xml", svg(app));
}

export async function savePng(app: App): Promise<void> {
  const text = svg(app);
  const url = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const scale = Math.min(2, LARGEST / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [Math.round(image.width * scale), Math.round(image.height * scale)];
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
    if (blob) save("graph.png", "image/png", blob);
  } finally {
    URL.revokeObjectURL(url);
  }
}
