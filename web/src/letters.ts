// Names whose letters join, or run from the right: sigma sets letters one by one, from the left, so the browser writes these.

import type { MultiDirectedGraph } from "graphology";
import type Sigma from "sigma";
import { FAMILY } from "./look";

/** Scripts that run from the right, and those whose letters change beside each other. */
const JOINED = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;
/** The first letter of a name that has a direction, when it runs from the right. */
const FROM_RIGHT = /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** The direction of a name, as SVG and canvas say it. */
export const direction = (name: string): "rtl" | "ltr" => (FROM_RIGHT.test(name) ? "rtl" : "ltr");

/** Whether the browser has to write a name. */
export const isJoined = (name: string): boolean => JOINED.test(name);

/** A name in its place, in pixels; the middle of its line, turned by an angle. */
export interface Written {
  name: string;
  x: number;
  y: number;
  turn: number;
  size: number;
  ink: string;
  /** What lies below the letters; none leaves what is there. */
  paper: string | null;
}

/** A canvas above the graph's own. */
export class Letters {
  private readonly canvas = document.createElement("canvas");

  constructor(parent: HTMLElement) {
    this.canvas.setAttribute("aria-hidden", "true");
    this.canvas.className = "letters";
    parent.append(this.canvas);
  }

  /** Writes names, and nothing else. */
  write(width: number, height: number, names: Written[]): void {
    const density = devicePixelRatio || 1;
    const [w, h] = [Math.round(width * density), Math.round(height * density)];
    if (this.canvas.width !== w || this.canvas.height !== h) [this.canvas.width, this.canvas.height] = [w, h];
    const context = this.canvas.getContext("2d");
    if (!context) return;
    context.setTransform(density, 0, 0, density, 0, 0);
    context.clearRect(0, 0, width, height);
    for (const written of names) {
      context.save();
      context.translate(written.x, written.y);
      context.rotate(written.turn);
      this.line(context, written);
      context.restore();
    }
  }

  private line(context: CanvasRenderingContext2D, { name, size, ink, paper }: Written): void {
    context.font = `${size}px ${FAMILY}`;
    context.direction = direction(name);
    context.textAlign = "center";
    context.textBaseline = "middle";
    if (paper) {
      const wide = context.measureText(name).width + 4;
      context.fillStyle = paper;
      context.fillRect(-wide / 2, -size * 0.65, wide, size * 1.3);
    }
    context.fillStyle = ink;
    context.fillText(name, 0, 0);
  }
}

interface NodeName {
  x: number;
  y: number;
  label: string;
  named: boolean;
  lit: boolean;
}

interface EdgeName {
  label: string;
  named: boolean;
  color: string;
}

/** The names of nodes and edges that the browser has to write, where sigma would have them. */
export function joined<N extends NodeName, E extends EdgeName>(
  sigma: Sigma<N, E>,
  graph: MultiDirectedGraph<N, E>,
  style: { below: (node: N) => number; sizes: [number, number]; ink: string; paper: string },
): Written[] {
  const names: Written[] = [];
  const [large, small] = style.sizes;
  graph.forEachEdge((_edge, look, _s, _t, from, to) => {
    if (!look.named || !isJoined(look.label)) return;
    const [a, b] = [sigma.graphToViewport(from), sigma.graphToViewport(to)];
    const turn = Math.atan2(b.y - a.y, b.x - a.x);
    // Never upside down.
    const upright = Math.abs(turn) > Math.PI / 2 ? turn + Math.PI : turn;
    names.push({ name: look.label, x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, turn: upright, size: small, ink: look.color, paper: style.paper });
  });
  graph.forEachNode((_node, look) => {
    if (!look.named || !isJoined(look.label)) return;
    const { x, y } = sigma.graphToViewport(look);
    names.push({ name: look.label, x, y: y + style.below(look) + large * 0.8, turn: 0, size: large, ink: style.ink, paper: look.lit ? style.paper : null });
  });
  return names;
}
