// Which names are shown: the most important first, each only where it covers no other name and no marker.

export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

const CELL = 64;

/** Boxes on a grid, so that asking who is in the way does not ask everybody. */
export class Crowd {
  private readonly cells = new Map<number, Box[]>();

  private *near(box: Box): Generator<number> {
    const cell = (n: number) => Math.floor(n / CELL);
    for (let i = cell(box.x - box.w / 2); i <= cell(box.x + box.w / 2); i++) {
      for (let j = cell(box.y - box.h / 2); j <= cell(box.y + box.h / 2); j++) yield i * 100_003 + j;
    }
  }

  add(box: Box): void {
    for (const key of this.near(box)) {
      const cell = this.cells.get(key);
      if (cell) cell.push(box);
      else this.cells.set(key, [box]);
    }
  }

  /** Whether nothing but `own` is in the way. */
  isFree(box: Box, own?: Box): boolean {
    for (const key of this.near(box)) {
      for (const other of this.cells.get(key) ?? []) {
        if (other === own) continue;
        if (Math.abs(other.x - box.x) * 2 < other.w + box.w && Math.abs(other.y - box.y) * 2 < other.h + box.h) return false;
      }
    }
    return true;
  }
}

const widths = new Map<string, number>();
let context: CanvasRenderingContext2D | null = null;

/** Width of a line of text in pixels. */
export function measure(text: string, size: number, family: string): number {
  const key = `${size} ${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    context ??= document.createElement("canvas").getContext("2d");
    if (context) context.font = `${size}px ${family}`;
    width = context?.measureText(text).width ?? text.length * size * 0.55;
    widths.set(key, width);
  }
  return width;
}
