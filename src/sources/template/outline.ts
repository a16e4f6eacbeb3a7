import { groupedBy } from '../../grouped.ts';
import type { Gap, Input } from '../../model/inventory.ts';
import type { InlineIgnore } from '../source.ts';
import type { Known } from './terraform/configuration.ts';

/** What is known of a template that was let go. Files are called by what `Files.keyOf` says. */
export interface Outline {
  /** Its own file, and the others that it was read from. */
  readonly files: readonly string[];
  /** Its place among the files of the run; infinite where only another template names it. */
  readonly at: number;
  readonly input?: Input;
  readonly gaps: readonly Gap[];
  readonly ignores: readonly InlineIgnore[];
  readonly parameters: readonly string[];
  /** The templates that it nests. */
  readonly nested: readonly string[];
  /** The names that it exports values by, and those that it asked for. */
  readonly exports: readonly string[];
  readonly asked: ReadonlySet<string>;
  /** What it knows of its configuration, where it is a plan. */
  readonly plan?: Known;
  /** The template that it is read after, as that one nests it. */
  readonly after?: string;
  /** It nests itself. */
  readonly cyclic?: true;
  /** The number of the batch that it was read in last; none where it was taken for a part of another there. */
  readonly batch?: number;
}

const ownOf = ({ files: [own = ''] }: Outline): string => own;

/** Templates without those that are a part of another; of some that are parts of each other the first. `filesOf` gives a template's own file before others. */
export const whole = <T, F>(templates: readonly T[], filesOf: (template: T) => readonly F[]): readonly T[] => {
  const partsOf = (some: readonly T[]) => new Set(some.flatMap((template) => filesOf(template).slice(1)));
  const parts = partsOf(templates);
  const isPart = (template: T, of: ReadonlySet<F>): boolean =>
    filesOf(template)
      .slice(0, 1)
      .some((own) => of.has(own));
  const kept = templates.filter((template) => !isPart(template, parts));
  const covered = partsOf(kept);
  for (const template of templates) {
    if (!isPart(template, parts) || isPart(template, covered)) continue;
    kept.push(template);
    for (const each of filesOf(template).slice(1)) covered.add(each);
  }
  return kept;
};

/** Templates that name each other, over whatever others: by nesting, or by what one exports and another imports. Each belongs to one family. */
export const familiesOf = (outlines: readonly Outline[]): readonly (readonly Outline[])[] => {
  const heads = new Map<string, string>();
  const headOf = (key: string): string => {
    let head = key;
    for (let next = heads.get(head); next !== undefined && next !== head; next = heads.get(head)) head = next;
    heads.set(key, head);
    return head;
  };
  for (const outline of outlines) heads.set(ownOf(outline), ownOf(outline));
  const exporting = groupedBy(
    outlines.flatMap((outline) => outline.exports.map((name) => ({ name, own: ownOf(outline) }))),
    ({ name }) => name,
  );
  // Of a name that several export nobody knows which is meant, and that takes all of them as well.
  for (const outline of outlines)
    for (const other of [...outline.nested, ...[...outline.asked].flatMap((name) => (exporting.get(name) ?? []).map(({ own }) => own))])
      if (heads.has(other)) heads.set(headOf(other), headOf(ownOf(outline)));
  return [...groupedBy(outlines, (outline) => headOf(ownOf(outline))).values()];
};

/** The families that were not read in one batch, and those of templates that were read as the stacks of one that is none after all. */
export const tornAmong = (outlines: readonly Outline[]): readonly (readonly Outline[])[] => {
  const known = new Set(outlines.map(ownOf));
  return familiesOf(outlines).filter(([first, ...others]) => {
    const together = first?.batch !== undefined && others.every(({ batch }) => batch === first.batch);
    return !together || [first, ...others].some(({ after }) => after !== undefined && !known.has(after));
  });
};

/** Templates in the order of their files; what others nest comes after all that nothing nests, and after what nests it. */
export const inOrder = (outlines: readonly Outline[]): readonly Outline[] => {
  const byPlace = outlines.toSorted((a, b) => (a.at === b.at ? 0 : a.at - b.at));
  const followers = groupedBy(
    outlines.filter(({ after }) => after !== undefined),
    ({ after = '' }) => after,
  );
  const ordered = byPlace.filter(({ after, cyclic }) => after === undefined && !cyclic);
  // It grows while it is gone through.
  for (const outline of ordered) ordered.push(...(followers.get(ownOf(outline)) ?? []));
  return [...ordered, ...byPlace.filter(({ cyclic }) => cyclic)];
};

/** Ignores without those comments that several templates have, as they were read from the same file. */
export const eachOnce = (ignores: readonly InlineIgnore[]): readonly InlineIgnore[] => {
  const seen = new Set<string>();
  return ignores.filter(({ by, file, line, checks }) => {
    const key = JSON.stringify([file, line, checks]);
    if (by !== 'comment' || !seen.has(key)) return seen.add(key);
    return false;
  });
};
