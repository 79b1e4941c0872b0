// Begins: the data stands in the page itself.

import { App } from "./app";
import type { Data } from "./data";

const data = JSON.parse(document.getElementById("data")?.textContent ?? "") as Data;
// Named, so that who looks at the page from outside (its tests, a curious reader's console) can ask it things.
Object.assign(globalThis, { explorer: new App(data) });
