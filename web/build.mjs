// Puts the page together: one HTML file with style, script and licences in it, and a slot for the data.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const allowed = ["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0"];

const bundle = async (entry) => {
  const done = await build({
    entryPoints: [join(here, entry)],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    absWorkingDir: here,
    define: { "process.env.NODE_ENV": '"production"' },
  });
  return { text: done.outputFiles[0].text.trim(), inputs: Object.keys(done.metafile.inputs) };
};

/** The licences of the packages that went in; a licence that nobody has looked at stops the build. */
const licences = (inputs) => {
  const packages = new Set(inputs.map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]).filter(Boolean));
  return [...packages].sort().map((name) => {
    const folder = join(here, "node_modules", name);
    const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    if (!allowed.includes(license)) throw new Error(`${name} ${version}: licence ${license} is not among ${allowed.join(", ")}`);
    const file = ["LICENSE.txt", "LICENSE", "LICENSE.md", "license"].map((file) => join(folder, file)).find(existsSync);
    if (!file) throw new Error(`${name} ${version}: expected the text of its licence`);
    return `${name} ${version} (${license})\n\n${readFileSync(file, "utf8").trim()}`.replace(/--/g, "- -");
  });
};

const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

const script = await bundle("src/main.ts");
if (/<\/script|<!--/i.test(script.text)) throw new Error("the script would end its element");
const style = await bundle("src/style.css");
const parts = {
  // Nothing is fetched, from nowhere; only this script and this style run. Pictures are made in the page itself.
  policy: `default-src 'none'; script-src ${hash(script.text)}; style-src ${hash(style.text)}; img-src data: blob:; base-uri 'none'; form-action 'none'`,
  style: style.text,
  licences: licences(script.inputs).join("\n\n"),
  script: script.text,
};
const page = readFileSync(join(here, "src/page.html"), "utf8").replace(/\{\{(policy|style|licences|script)\}\}/g, (_, name) => parts[name]);
if (page.split("{{data}}").length !== 2) throw new Error("expected one slot for the data");
mkdirSync(join(here, "dist"), { recursive: true });
const beside = join(here, "dist/.explorer.html");
writeFileSync(beside, page);
renameSync(beside, join(here, "dist/explorer.html"));
console.log(`web/dist/explorer.html: ${Math.round(page.length / 1024)} kB`);
