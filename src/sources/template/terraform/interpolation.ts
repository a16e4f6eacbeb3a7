/** What an expression in HCL refers to, and nothing besides. */
const TRAVERSAL = /^[a-z][\w.[\]"*-]{0,300}$/;
/** A text with such in it: no escapes, no directives. */
const TEMPLATE = /^"(?:[^"\\$%]|\$\{[ ]{0,4}[a-z][\w.[\]*-]{0,300}[ ]{0,4}\})*"$/;
const LONGEST = 2_000;

/** A part of a text: as it stands, or what is referred to. */
export type Part = { readonly text: string } | { readonly name: string };

/**
 * An expression as it is written, as the parts of a text; one part alone is all of it. `undefined` of anything that is not as simple: a
 * call, a condition, a text of several lines.
 */
export const partsOf = (written: string): readonly Part[] | undefined => {
  if (written.length > LONGEST) return undefined;
  if (TRAVERSAL.test(written)) return [{ name: written }];
  if (!TEMPLATE.test(written)) return undefined;
  return written
    .slice(1, -1)
    .split(/(\$\{[^}]*\})/)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('${') ? { name: part.slice(2, -1).trim() } : { text: part }));
};
