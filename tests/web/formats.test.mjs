// Pictures for other tools, read by these tools' own parsers: Mermaid in Chromium, Cytoscape.js, the grammar of Cypher.

import cytoscape from "cytoscape";
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { bare, close, corpus, HOSTILE, hostile, ROOT, start, stop, whereas } from "./browser.mjs";

// Packages that only `require` finds whole.
const require = createRequire(import.meta.url);
const { default: antlr4 } = require("antlr4");
const { CypherLexer, CypherParser } = require("@neo4j-cypher/antlr4");

const folder = mkdtempSync(join(tmpdir(), "whereas-formats-"));
const inputs = { seeds: "seeds", hostile: join(folder, "hostile.trig"), large: join(folder, "large.trig") };

/** A picture of one of the inputs, as text. */
function draw(name, format) {
  const file = join(folder, `${name}.${format}`);
  whereas("draw", inputs[name], "-o", file);
  return readFileSync(file, "utf8");
}

before(async () => {
  writeFileSync(inputs.hostile, hostile());
  writeFileSync(inputs.large, corpus(1200));
  await start();
});
after(stop);

test("Mermaid draws what it is given", async () => {
  const page = await bare();
  await page.addScriptTag({ path: join(ROOT, "tests/web/node_modules/mermaid/dist/mermaid.min.js") });
  for (const name of Object.keys(inputs)) {
    const text = draw(name, "mmd");
    const drawn = await page.evaluate(async (text) => {
      globalThis.mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });
      const { diagramType } = await globalThis.mermaid.parse(text);
      if (text.length > 20_000) return { diagramType };
      const { svg } = await globalThis.mermaid.render("drawn", text);
      document.body.innerHTML = svg;
      return { diagramType, nodes: document.querySelectorAll("g.node").length, words: document.body.textContent };
    }, text);
    assert.match(drawn.diagramType, /^flowchart/);
    if (drawn.nodes !== undefined) assert.equal(drawn.nodes, text.match(/:::is-/g).length);
    // A name is shown as it is, and is nothing but a name.
    if (name === "hostile") assert.ok(drawn.words.includes(HOSTILE[0]), drawn.words);
  }
  assert.equal(await page.locator("script[src], img").count(), 0);
  await close(page);
});

test("Cytoscape.js reads its JSON", () => {
  for (const name of Object.keys(inputs)) {
    const json = JSON.parse(draw(name, "cyjs"));
    const cy = cytoscape({ headless: true });
    cy.json(json);
    assert.equal(cy.nodes().length, json.elements.nodes.length);
    assert.equal(cy.edges().length, json.elements.edges.length);
    assert.ok(cy.nodes().every((node) => Number.isFinite(node.position().x)));
  }
});

test("Cypher parses", () => {
  for (const name of ["seeds", "hostile"]) {
    const [constraint, ...statements] = draw(name, "cypher").trimEnd().split("\n");
    // This grammar is older than the words of constraints.
    assert.match(constraint, /^CREATE CONSTRAINT entity_iri IF NOT EXISTS FOR \(e:Entity\) REQUIRE e\.iri IS UNIQUE;$/);
    for (const statement of statements) {
      const complaints = [];
      const listener = new Proxy({}, { get: (_, key) => (key === "syntaxError" ? (...args) => complaints.push(args[4]) : () => undefined) });
      const lexer = new CypherLexer(new antlr4.InputStream(statement));
      const parser = new CypherParser(new antlr4.CommonTokenStream(lexer));
      for (const part of [lexer, parser]) {
        part.removeErrorListeners();
        part.addErrorListener(listener);
      }
      const tree = parser.cypher();
      assert.deepEqual(complaints, [], statement);
      assert.equal(tree.getText().replace(/<EOF>$/, "").length > 20, true);
      assert.doesNotMatch(statement.replace(/'(?:[^'\\]|\\.)*'/g, "''"), /DELETE|script/i, "nothing but literals has words of names");
    }
  }
});
