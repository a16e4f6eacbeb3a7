import type { AnyCheck, SourceKind, SubjectType } from '../check.ts';
import type { Gap, RawResource } from '../model/inventory.ts';
import type { Index } from './references.ts';

/** Whether checks of such sources hold for what a source gives: one that asks what only an account knows says nothing of a template. */
export const holdFor = (sources: AnyCheck['sources'], source: Gap['source'] | undefined): boolean =>
  (source !== 'template' && source !== 'live') || sources.includes(source);

const KINDS: readonly SourceKind[] = ['template', 'live'];

/** Every resource of a template, of whatever type. */
const templatesOf = ({ byType }: Index): readonly RawResource[] =>
  [...byType.values()].flat().filter(({ origin: { source = 'template' } }) => source === 'template');

/** Finds the resources that checks of a type and of such sources have a verdict about: once, however many checks these are. */
export const subjectsIn = (
  index: Index,
): ((type: Exclude<SubjectType, 'package'>, sources: AnyCheck['sources']) => readonly RawResource[]) => {
  const found = new Map<string, readonly RawResource[]>();
  return (type, sources) => {
    const key = [type, ...KINDS.filter((kind) => sources.includes(kind))].join(' ');
    const known = found.get(key);
    if (known !== undefined) return known;
    const all = type === 'resource' ? templatesOf(index) : (index.byType.get(type) ?? []);
    const subjects = all.filter(({ origin }) => origin.context !== true && holdFor(sources, origin.source));
    found.set(key, subjects);
    return subjects;
  };
};
