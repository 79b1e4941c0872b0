// What the tests share: the program, made-up graphs, and a browser that must stay silent and ask the network for nothing.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
const PROGRAM = process.env.WHEREAS ?? join(ROOT, "target/release/whereas");
const SHOTS = join(ROOT, "target/web-shots");
const FOLDER = mkdtempSync(join(tmpdir(), "whereas-web-"));

export function whereas(...args) {
  return execFileSync(PROGRAM, args, { cwd: ROOT, encoding: "utf8", maxBuffer: 1 << 28 });
}

/** Draws inputs (or the text of a TriG file) as a page and gives its path. */
export function draw(name, input, ...args) {
  const file = join(FOLDER, `${name}.html`);
  let inputs = [input].flat();
  if (inputs[0].startsWith("@prefix")) {
    const graph = join(FOLDER, `${name}.trig`);
    writeFileSync(graph, input);
    inputs = [graph];
  }
  whereas("draw", ...inputs, "-o", file, ...args);
  return file;
}

export const PREFIXES = `@prefix ws: <https://w3id.org/whereas/ns#> . @prefix : <https://e.org/> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n`;

/** A corpus of so many entities: few hubs, many leaves. */
export function corpus(nodes) {
  const kinds = ["Organization", "Document", "Office", "Place", "Event", "Group", "Programme", "Person"];
  const lines = [PREFIXES];
  for (let n = 0; n < nodes; n++) lines.push(`:e${n} a ws:${kinds[(n * 7) % 8]} ; rdfs:label "Entité ${n}"@fr , "Entity ${n}"@en .`);
  const claim = (id, s, p, o, modality) =>
    lines.push(`:g${id % 40} { :c${id} a ws:Fact ; rdf:subject :e${s} ; rdf:predicate ws:${p} ; rdf:object :e${o} ; ws:modality ws:${modality} ; ws:quote "words ${id}" ; ws:start ${id} ; ws:end ${id + 9} ; ws:rule "r/x" . }`);
  for (let n = 1; n < nodes; n++) {
    claim(n, (n * 2654435761) % Math.ceil(n / 4), "cooperatesWith", n, "asserted");
    if (n % 2 === 0) claim(nodes + n, n, "partOf", Math.floor(n / 2), "prospective");
  }
  return lines.join("\n");
}

export const HOSTILE = ['"><script>alert(1)</script>', "<img src=x onerror=alert(1)>", "</script><script>alert(2)</script><!--", "]]> {{data}} `${alert(3)}`", "javascript:alert(4)", "=cmd()|'/c calc'!A0", "\\u0027}) DETACH DELETE e //", "\u202eevil\u2066 \u0007\n\r new"];

/** A graph whose every name means harm. */
export function hostile() {
  const quoted = HOSTILE.map((name) => JSON.stringify(name));
  const lines = quoted.map((name, n) => {
    const next = (n + 1) % quoted.length;
    return `:e${n} a ws:Organization ; rdfs:label ${name}@en . :p${n} rdfs:label ${name}@en . :w${n} rdfs:label ${name} .
:g${n} { :c${n} a ws:Fact ; rdf:subject :e${n} ; rdf:predicate :p${n} ; rdf:object :e${next} ; ws:modality ws:asserted ; ws:quote ${name} ; ws:rule ${name} ; ws:start 0 ; ws:end 9 .
:g${n} ws:path ${name} ; ws:headerTitle ${name}@en ; dcterms:language ${name} ; ws:headerDate ${name} ; ws:of :w${n} . }`;
  });
  return PREFIXES + lines.join("\n");
}

let browser;

export async function start() {
  const path = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
  assert.ok(path, "expected Chromium (make test-web installs it)");
  const args = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"];
  if (process.getuid?.() === 0) args.push("--no-sandbox");
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? path, args });
}

export async function stop() {
  await browser?.close();
}

/** An empty page that is watched like all others. */
export async function bare() {
  const context = await browser.newContext({ offline: true });
  return watched(await context.newPage());
}

/** Opens a page from disk; `page.complaints` has all it asked of the network, said on the console or broke down with. */
export async function open(file, hash = "", options = {}) {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, offline: true, locale: "en", ...options });
  const page = watched(await context.newPage());
  await page.goto(`file://${file}${hash}`);
  await page.waitForSelector("html[data-ready=graph]", { state: "attached" });
  return page;
}

function watched(page) {
  page.setDefaultTimeout(60_000);
  page.complaints = [];
  page.on("request", (request) => /^(file|blob|data):/.test(request.url()) || page.complaints.push(`request ${request.url()}`));
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && page.complaints.push(`${message.type()} ${message.text()}`));
  page.on("pageerror", (error) => page.complaints.push(`broke: ${error.message}`));
  page.on("dialog", (dialog) => (page.complaints.push(`dialog ${dialog.message()}`), dialog.dismiss()));
  return page;
}

/** Closes a page that must have been silent. */
export async function close(page) {
  // What the software renderer of a machine without graphics card says of itself is not the page's doing.
  const complaints = page.complaints.filter((text) => !/GL Driver Message|swiftshader|GPU stall/i.test(text));
  assert.deepEqual(complaints, []);
  await page.context().close();
}

export async function shot(page, name) {
  mkdirSync(SHOTS, { recursive: true });
  await page.waitForTimeout(400);
  await page.screenshot({ path: join(SHOTS, `${name}.png`) });
}

/** Where an entity or a relation is on the screen. */
export function place(page, which) {
  return page.evaluate(({ entity, relation }) => {
    const { model, canvas, words } = globalThis.explorer;
    const box = document.getElementById("canvas").getBoundingClientRect();
    const named = (name) => model.data.entities.findIndex((_, n) => words.call(n) === name);
    const at = (n) => canvas.place(n);
    let spot;
    if (entity) spot = at(named(entity));
    else {
      const [s, p, o] = relation;
      const found = model.relations.find((r) => r.s === named(s) && r.o === named(o) && words.term(r.p) === p);
      const [a, b] = [at(found.s), at(found.o)];
      spot = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    }
    return { x: box.x + spot.x, y: box.y + spot.y };
  }, which);
}
