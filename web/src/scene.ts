// What is on the canvas: which entities and relations, and where. A function of data and state alone, so that a link shows the same.

import type { App } from "./app";
import { type Place, Room } from "./place";

export interface Scene {
  places: Map<number, Place>;
  relations: number[];
}

export class Scenes {
  private known: { key: unknown[]; places: Map<number, Place> } | null = null;

  constructor(private readonly app: App) {}

  /** Places of all entities that are shown, whether they pass the filters or not. */
  places(): Map<number, Place> {
    const { state } = this.app.store;
    const key = [state.all, state.added, state.hidden];
    if (this.known && this.known.key.every((part, n) => part === key[n])) return this.known.places;
    const places = this.place();
    this.known = { key, places };
    return places;
  }

  private place(): Map<number, Place> {
    const { model, store, look } = this.app;
    const { all, added, hidden } = store.state;
    const given = all ? model.data.all : model.data.start;
    const places = new Map<number, Place>();
    const room = new Room();
    const put = (n: number, place: Place) => {
      places.set(n, place);
      room.take(place, look.box(n));
    };
    given.nodes.forEach((n, at) => {
      if (!hidden.has(n)) put(n, { x: given.x[at], y: given.y[at] });
    });
    const middle = (of: Place[]): Place => {
      const sum = of.reduce((a, b) => ({ x: a.x + b.x, y: a.y + b.y }), { x: 0, y: 0 });
      return of.length ? { x: sum.x / of.length, y: sum.y / of.length } : { x: 0, y: 0 };
    };
    const centre = middle(Array.from(places.values()));
    for (const n of added) {
      if (places.has(n) || hidden.has(n)) continue;
      const near = this.app.neighbours(n).map((other) => places.get(other)).filter((place): place is Place => !!place);
      // Beside the best placed of its neighbours when they are few, else among them.
      const around = near.length > 2 ? middle(near) : (near[near.length - 1] ?? this.edge(places, centre));
      put(n, room.find(around, centre, look.box(n)));
    }
    return places;
  }

  /** Where something without neighbours goes: below everything. */
  private edge(places: Map<number, Place>, centre: Place): Place {
    let lowest = 0;
    for (const { y } of places.values()) lowest = Math.max(lowest, y);
    return { x: centre.x, y: lowest + 20 };
  }

  /** What is shown and passes the filters. */
  scene(): Scene {
    const { model, filters, store } = this.app;
    const passing = filters.passing(store.state);
    const places = new Map(Array.from(this.places()).filter(([n]) => passing.entity[n] || n === store.state.entity));
    const relations: number[] = [];
    const seen = new Set<number>();
    for (const n of places.keys()) {
      for (const r of model.around[n]) {
        if (seen.has(r) || !passing.relation[r]) continue;
        seen.add(r);
        if (places.has(model.other(r, n))) relations.push(r);
      }
    }
    return { places, relations: relations.sort((a, b) => a - b) };
  }
}
