// Comparing names as people do: without case and accents.

const CACHE = new Map<string, string>();

/** Text without case, accents and typographic apostrophes. */
export function fold(text: string): string {
  let folded = CACHE.get(text);
  if (folded === undefined) {
    folded = text
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .toLowerCase()
      .replace(/[’ʼ]/g, "'")
      .replace(/\s+/g, " ")
      .trim();
    CACHE.set(text, folded);
  }
  return folded;
}

export function shorten(text: string, limit: number): string {
  const points = Array.from(text);
  return points.length <= limit ? text : `${points.slice(0, limit - 1).join("").trimEnd()}…`;
}
