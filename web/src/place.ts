// Places for entities that come later: near those they are linked with, where their names cover nobody. The others keep theirs.

export interface Place {
  x: number;
  y: number;
}

const CELL = 120;
const GAP = 6;

export class Room {
  private readonly cells = new Map<string, { x: number; y: number; w: number; h: number }[]>();

  take(place: Place, [w, h]: [number, number]): void {
    const box = { ...place, w: w + GAP, h: h + GAP };
    for (const key of this.keys(box)) {
      const cell = this.cells.get(key);
      if (cell) cell.push(box);
      else this.cells.set(key, [box]);
    }
  }

  private keys(box: { x: number; y: number; w: number; h: number }): string[] {
    const keys: string[] = [];
    const cell = (n: number) => Math.floor(n / CELL);
    for (let i = cell(box.x - box.w / 2); i <= cell(box.x + box.w / 2); i++) {
      for (let j = cell(box.y - box.h / 2); j <= cell(box.y + box.h / 2); j++) keys.push(`${i} ${j}`);
    }
    return keys;
  }

  private isFree(box: { x: number; y: number; w: number; h: number }): boolean {
    return this.keys(box).every((key) =>
      (this.cells.get(key) ?? []).every(
        (other) => Math.abs(other.x - box.x) * 2 >= other.w + box.w || Math.abs(other.y - box.y) * 2 >= other.h + box.h,
      ),
    );
  }

  /** The first free place on rings around a point, beginning on the side that leads outwards. */
  find(around: Place, centre: Place, [w, h]: [number, number]): Place {
    const outwards = Math.atan2(around.y - centre.y, around.x - centre.x);
    for (let ring = 1; ring < 200; ring++) {
      const [radius, spots] = [ring * 34 + 26, 10 + ring * 4];
      for (let n = 0; n < spots; n++) {
        const turn = (n % 2 ? 1 : -1) * Math.ceil(n / 2) * ((2 * Math.PI) / spots);
        const place = {
          x: Math.round(around.x + Math.cos(outwards + turn) * radius * 1.3),
          y: Math.round(around.y + Math.sin(outwards + turn) * radius),
        };
        if (this.isFree({ ...place, w: w + GAP, h: h + GAP })) return place;
      }
    }
    return around;
  }
}
