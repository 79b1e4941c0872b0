// A claim as one cites it: the words, the document, the place, the rule.

import type { App } from "./app";
import type { Claim } from "./data";
import { announce, button, h } from "./dom";

export function citation(app: App, claim: Claim): string {
  const { words, model } = app;
  const source = model.data.sources[claim.d];
  const clause = model.clauseOf(claim);
  const parts = [words.document(source)];
  if (source.body !== null) parts.unshift(words.of(model.data.entities[source.body].name));
  if (source.label && source.label !== source.title && !parts.includes(source.label)) parts.push(source.label);
  if (source.date) parts.push(words.date(source.date));
  if (source.path) parts.push(source.path);
  return words.say("citation", {
    quote: model.quote(claim),
    document: parts.join(", "),
    place: clause === null ? words.say("heading") : app.clauseName(clause),
    start: claim.at?.[0] ?? "?",
    end: claim.at?.[1] ?? "?",
    rule: claim.rule ?? "?",
  });
}

/** A button that puts the citation on the clipboard; where the browser forbids it, the text is shown to be copied by hand. */
export function copyButton(app: App, claim: Claim, key: string): HTMLElement {
  const { words } = app;
  const text = citation(app, claim);
  const copy = button(words.say("copy_citation"), () => void copied(), { "data-key": key });
  const box = h("span", { class: "copy" }, copy);
  const copied = async () => {
    try {
      await navigator.clipboard.writeText(text);
      copy.textContent = words.say("copied");
      announce(words.say("copied"));
      setTimeout(() => (copy.textContent = words.say("copy_citation")), 2000);
    } catch {
      const area = h("textarea", { readonly: true, rows: 4, "aria-label": words.say("copy_by_hand") });
      area.value = text;
      box.replaceChildren(h("span", { class: "muted" }, words.say("copy_by_hand")), area);
      area.focus();
      area.select();
    }
  };
  return box;
}
