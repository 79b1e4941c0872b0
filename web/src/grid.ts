// A table whose columns sort, and which grows when asked, so that ten thousand rows do not stop the page.

import type { App } from "./app";
import { button, fill, h } from "./dom";

const PAGE = 200;

export interface Column<Row> {
  title: string;
  /** What is sorted by; numbers are shown at the right. */
  value: (row: Row) => string | number;
  /** What is shown; the value, when there is nothing else. */
  cell?: (row: Row) => Node | string;
}

/** How a table is sorted and how many of its rows are shown; kept while its content changes. */
export interface Sorting {
  column: number | null;
  down: boolean;
  shown: number;
}

export const unsorted = (): Sorting => ({ column: null, down: false, shown: PAGE });

export function grid<Row>(app: App, key: string, caption: string, columns: Column<Row>[], rows: Row[], sorting: Sorting, none: string): HTMLElement {
  const box = h("div", { class: "grid" });
  const draw = () => {
    const { words } = app;
    const sorted = sorting.column === null ? rows : sort(rows, columns[sorting.column].value, sorting.down);
    const head = columns.map((column, n) => {
      const order = sorting.column === n ? (sorting.down ? "descending" : "ascending") : undefined;
      const arrow = order ? (sorting.down ? " ↓" : " ↑") : "";
      const press = () => {
        sorting.down = sorting.column === n ? !sorting.down : false;
        sorting.column = n;
        draw();
      };
      return h(
        "th",
        { scope: "col", "aria-sort": order },
        button(column.title + arrow, press, { class: "plain", "data-key": `${key}-sort${n}`, title: words.say("sort_by", { column: column.title }) }),
      );
    });
    const body = sorted.slice(0, sorting.shown).map((row) => {
      const cells = columns.map((column) => {
        const value = column.value(row);
        return h("td", { class: typeof value === "number" ? "number" : null, dir: "auto" }, column.cell ? column.cell(row) : typeof value === "number" ? words.number(value) : value);
      });
      return h("tr", {}, ...cells);
    });
    const rest = rows.length - sorting.shown;
    fill(
      box,
      h("table", {}, h("caption", {}, `${caption} (${words.number(rows.length)})`), h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...body)),
      rows.length === 0 && h("p", { class: "muted" }, none),
      rest > 0 && button(words.say("more_rows", { n: Math.min(rest, PAGE * 5) }), () => ((sorting.shown += PAGE * 5), draw()), { "data-key": `${key}-more` }),
    );
  };
  draw();
  return box;
}

function sort<Row>(rows: Row[], value: (row: Row) => string | number, down: boolean): Row[] {
  const keyed = rows.map((row, n) => ({ row, n, key: value(row) }));
  const compare = (a: string | number, b: string | number) =>
    typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
  // What is empty comes last, either way.
  const empty = (key: string | number) => Number(key === "");
  keyed.sort((a, b) => empty(a.key) - empty(b.key) || (down ? -1 : 1) * compare(a.key, b.key) || a.n - b.n);
  return keyed.map(({ row }) => row);
}
