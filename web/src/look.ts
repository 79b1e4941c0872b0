// Colours, shapes and sizes of entities and relations, for the canvas, the lists and the saved picture alike.

import type { Inks } from "./data";
import type { Model } from "./model";
import { shorten } from "./text";
import type { Words } from "./words";

/** Characters of a name below its marker; src/draw/page/places.rs has the same. */
const LONGEST = 28;
export const FONT = 12;
export const FAMILY = "Arial, 'Liberation Sans', Helvetica, sans-serif";

const SVG = "http://www.w3.org/2000/svg";

/** The shapes of kinds, by name of the kind; told apart without colour. */
export const SHAPES: Record<string, string> = {
  Organization: "square",
  Office: "stadium",
  Person: "circle",
  Place: "hexagon",
  Document: "page",
  Event: "octagon",
  Programme: "triangle",
  Group: "diamond",
  "": "dot",
};

export class Look {
  dark = false;

  constructor(
    private readonly model: Model,
    private readonly words: Words,
  ) {}

  /** Follows the reader's choice, or the screen. */
  follow(theme: "auto" | "light" | "dark"): void {
    this.dark = theme === "dark" || (theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
    const root = document.documentElement;
    root.dataset.theme = this.dark ? "dark" : "light";
    for (const [name, colour] of Object.entries(this.inks)) root.style.setProperty(`--${name}`, colour);
  }

  get inks(): Inks {
    return this.model.data.palette[this.dark ? "dark" : "light"];
  }

  fill(kind: number): string {
    return this.model.data.kinds[kind][this.dark ? "dark" : "light"][0];
  }

  line(kind: number): string {
    return this.model.data.kinds[kind][this.dark ? "dark" : "light"][1];
  }

  shape(kind: number): string {
    return SHAPES[this.model.data.kinds[kind].name] ?? "dot";
  }

  /** Radius of the marker of an entity; src/draw/page/places.rs has the same. */
  radius(entity: number): number {
    return Math.min(5 + 1.4 * Math.sqrt(this.model.degree(entity)), 16);
  }

  label(entity: number): string {
    return shorten(this.words.call(entity), LONGEST);
  }

  /** Width and height of marker and name. */
  box(entity: number): [number, number] {
    const marker = 2 * this.radius(entity);
    return [Math.max(marker, Array.from(this.label(entity)).length * 6.3), marker + 1.4 * FONT];
  }
}

/** The outline of a shape around a point, for the `d` of a path. */
export function outline(shape: string, x: number, y: number, r: number): string {
  const polygon = (points: [number, number][]) =>
    `M${points.map(([a, b]) => `${round(x + a * r)} ${round(y + b * r)}`).join("L")}Z`;
  const rounded = (a: number, b: number, c: number) => {
    const [w, h, q] = [a * r, b * r, c * r];
    return `M${round(x - w + q)} ${round(y - h)}h${round(2 * w - 2 * q)}a${round(q)} ${round(q)} 0 0 1 ${round(q)} ${round(q)}v${round(2 * h - 2 * q)}a${round(q)} ${round(q)} 0 0 1 ${round(-q)} ${round(q)}h${round(2 * q - 2 * w)}a${round(q)} ${round(q)} 0 0 1 ${round(-q)} ${round(-q)}v${round(2 * q - 2 * h)}a${round(q)} ${round(q)} 0 0 1 ${round(q)} ${round(-q)}Z`;
  };
  const circle = (s: number) => `M${round(x - s * r)} ${round(y)}a${round(s * r)} ${round(s * r)} 0 1 0 ${round(2 * s * r)} 0a${round(s * r)} ${round(s * r)} 0 1 0 ${round(-2 * s * r)} 0Z`;
  switch (shape) {
    case "square":
      return rounded(0.86, 0.86, 0.22);
    case "stadium":
      return rounded(1, 0.62, 0.62);
    case "hexagon":
      return polygon([[1, 0], [0.5, 0.866], [-0.5, 0.866], [-1, 0], [-0.5, -0.866], [0.5, -0.866]]);
    case "octagon":
      return polygon([[0.92, 0.38], [0.38, 0.92], [-0.38, 0.92], [-0.92, 0.38], [-0.92, -0.38], [-0.38, -0.92], [0.38, -0.92], [0.92, -0.38]]);
    case "page":
      return polygon([[-0.7, -0.95], [0.3, -0.95], [0.7, -0.55], [0.7, 0.95], [-0.7, 0.95]]);
    case "triangle":
      return polygon([[0, -1], [0.95, 0.75], [-0.95, 0.75]]);
    case "diamond":
      return polygon([[0, -1], [1, 0], [0, 1], [-1, 0]]);
    case "dot":
      return circle(0.7);
    default:
      return circle(0.95);
  }
}

export function round(n: number): number {
  return Math.round(n * 10) / 10;
}

/** A small picture of a kind's marker. */
export function marker(look: Look, kind: number): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", "marker");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", outline(look.shape(kind), 8, 8, 7));
  path.setAttribute("fill", look.line(kind));
  svg.appendChild(path);
  return svg;
}
